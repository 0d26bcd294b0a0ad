"""Cells: one cell by what stands in it, and texts side by side."""

from collections.abc import Iterable
from datetime import date

from xlkit.books.writer.book import Sheet


def put(sheet: Sheet, row: int, column: int, value: str | float | date | None, role: str) -> None:
    """Write what stands in a cell by what it is: a text, a number, a date or nothing."""
    style = sheet.styles[role]
    if isinstance(value, date):
        sheet.day(row, column, value, style)
    elif isinstance(value, float | int):
        sheet.number(row, column, value, style)
    else:
        sheet.text(row, column, value or "", style)


def texts(sheet: Sheet, row: int, column: int, texts: Iterable[str], role: str) -> None:
    """Write texts side by side from a column on, all of one role; a text of nothing is a blank cell."""
    line(sheet, row, column, *((text, role) for text in texts))


def line(sheet: Sheet, row: int, column: int, *cells: tuple[str, str]) -> None:
    """Write texts side by side from a column on, each with its role: `line(sheet, 4, 0, ("2.1", "topic"), …)`."""
    for place, (text, role) in enumerate(cells, start=column):
        sheet.text(row, place, text, sheet.styles[role])
