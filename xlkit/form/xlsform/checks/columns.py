"""What can be wrong with a workbook's sheets and columns, whatever they hold."""

from collections.abc import Collection, Iterator, Mapping

from xlkit.form.xlsform.dialect import Columns
from xlkit.form.xlsform.problem import Problem, Weight
from xlkit.form.xlsform.workbook import Book, Sheet

SEVERAL = 2
# What is done instead, where it is more than leaving a thing out.
INSTEAD = {
    "choice_filter": "all the choices are offered",
    "default": "the question starts without an answer",
    "read_only": "the cell can be filled in",
    "required_message": "what has to be answered is marked in xlkit's own words",
}


def problems(book: Book, wanted: Mapping[str, Columns], needed: Collection[str]) -> Iterator[Problem]:
    """Missing sheets and columns, cells that could not be read, and columns that a workbook cannot do."""
    for name in needed:
        if name not in book.sheets:
            yield Problem(name, "", f"the sheet {name} is missing: add it, or give a workbook that has it")
    for name, sheet in book.sheets.items():
        yield from sheet.faults
        yield from (_missing(sheet, column, book.language) for column in lacking(sheet, wanted[name]))
        yield from _left_out(sheet, wanted[name])
    yield from _taken(book)


def lacking(sheet: Sheet, wanted: Columns) -> tuple[str, ...]:
    """The columns that a sheet must have and has not."""
    return tuple(column for column in wanted.needed if column not in sheet.columns)


def _missing(sheet: Sheet, column: str, language: str) -> Problem:
    if column != "label" or not sheet.languages:
        return Problem(sheet.name, "", f"the column {column} is missing: add it to the first row")
    advice = f"name one of them as default_language in the settings: {', '.join(sheet.languages)}"
    return Problem(sheet.name, "", f"no label is in the default language {language!r}: {advice}")


def _left_out(sheet: Sheet, wanted: Columns) -> Iterator[Problem]:
    columns = [column for column in sheet.columns if column.partition("::")[0] in wanted.left_out]
    for line in sheet.lines:
        for column in filter(line.text, columns):
            instead = INSTEAD.get(column, "it is left out")
            yield line.left_out(column, f"{column} is not supported in a workbook: {instead}")


def _taken(book: Book) -> Iterator[Problem]:
    """Where labels are in several languages and none is the default one, which of them is taken."""
    survey = book.sheets.get("survey")
    if survey is None or len(survey.languages) < SEVERAL or "label" in survey.headings:
        return
    if not any(line.text("default_language") for line in book.lines("settings")):
        reason = (
            f"labels are in several languages ({', '.join(survey.languages)}), and the settings name no "
            f"default_language: {book.language} is taken for it"
        )
        yield Problem(survey.name, "", reason, Weight.LEFT_OUT)
