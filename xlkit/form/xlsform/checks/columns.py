"""What can be wrong with a workbook's sheets and columns, whatever they hold."""

from collections.abc import Collection, Iterator, Mapping

from xlkit.form.xlsform.dialect import Columns
from xlkit.form.xlsform.problem import Problem, Takes, Weight
from xlkit.form.xlsform.workbook import Book, Sheet

SEVERAL = 2


def problems(book: Book, wanted: Mapping[str, Columns], needed: Collection[str]) -> Iterator[Problem]:
    """Missing sheets and columns, cells that could not be read, and columns that a workbook cannot do."""
    for name in needed:
        if name not in book.sheets:
            yield Problem(name, "", f"the sheet {name} is missing: add it, or give a workbook that has it")
    for name, sheet in book.sheets.items():
        yield from sheet.faults
        yield from (_missing(sheet, column) for column in lacking(sheet, wanted[name]))
        yield from _left_out(sheet, wanted[name])
    yield from _taken(book)


def lacking(sheet: Sheet, wanted: Columns) -> tuple[str, ...]:
    """The columns that a sheet must have and has not."""
    return tuple(column for column in wanted.needed if column not in sheet.columns)


def _missing(sheet: Sheet, column: str) -> Problem:
    reason = f"the column {column} is missing: add it to the first row"
    if sheet.name.strip().lower() != "choices":
        return Problem(sheet.name, "", reason)
    return Problem(sheet.name, "", f"{reason}; the sheet is left out", Weight.LEFT_OUT, Takes.SHEET)


def _left_out(sheet: Sheet, wanted: Columns) -> Iterator[Problem]:
    columns = [column for column in sheet.columns if column.partition("::")[0] in wanted.left_out]
    for line in sheet.lines:
        for column in filter(line.text, columns):
            yield line.left_out(column, f"{column} is not supported in a workbook: it is left out")


def _taken(book: Book) -> Iterator[Problem]:
    """Where labels are in languages and none is the default one, which of them is taken."""
    survey = book.sheets.get("survey")
    if survey is None or not survey.languages or "label" in survey.headings:
        return
    default = next((line.text("default_language") for line in book.lines("settings")), "")
    if default and default.lower() not in map(str.lower, survey.languages):
        named = f"no label is in the default_language {default!r} that the settings name"
    elif not default and len(survey.languages) >= SEVERAL:
        named = "labels are in several languages, and the settings name no default_language"
    else:
        return
    languages = ", ".join(survey.languages)
    yield Problem(survey.name, "", f"{named}: {book.language} is taken for it, of {languages}", Weight.LEFT_OUT)
