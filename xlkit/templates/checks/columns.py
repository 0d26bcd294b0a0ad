"""What can be wrong with a workbook's sheets and columns, whatever they hold."""

from collections.abc import Collection, Iterator, Mapping

from xlkit.templates.dialect import Columns
from xlkit.templates.workbook import Book, Problem, Sheet


def problems(book: Book, wanted: Mapping[str, Columns], needed: Collection[str]) -> Iterator[Problem]:
    """Missing sheets and columns, cells that could not be read, and columns that must stay empty."""
    for name in needed:
        if name not in book.sheets:
            yield Problem(name, "", f"the sheet {name} is missing: add it, or give a workbook that has it")
    for name, sheet in book.sheets.items():
        yield from sheet.faults
        yield from (_missing(sheet, column, book.language) for column in lacking(sheet, wanted[name]))
        yield from _refused(sheet, wanted[name])


def lacking(sheet: Sheet, wanted: Columns) -> tuple[str, ...]:
    """The columns that a sheet must have and has not."""
    return tuple(column for column in wanted.needed if column not in sheet.columns)


def _missing(sheet: Sheet, column: str, language: str) -> Problem:
    if column != "label" or not sheet.languages:
        return Problem(sheet.name, "", f"the column {column} is missing: add it to the first row")
    said = f"no label is in the default language {language!r}" if language else "labels are in several languages"
    languages = ", ".join(sheet.languages)
    return Problem(sheet.name, "", f"{said}: name one of them as default_language in the settings: {languages}")


def _refused(sheet: Sheet, wanted: Columns) -> Iterator[Problem]:
    for column in sheet.columns:
        if column.partition("::")[0] in wanted.refused:
            for line in sheet.lines:
                if line.text(column):
                    yield line.problem(column, f"{column} is not supported yet: empty the cell, or delete the column")
