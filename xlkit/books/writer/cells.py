"""Cells: one cell by what stands in it, and rows of them, each with what may be typed in it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from xlkit.books.writer.book import Sheet
from xlkit.form.workings import stored


class Cell(NamedTuple):
    """What stands in a cell, its look, the expression that comes to it, if any, and the validation of what it takes."""

    value: str | float | date | None = None
    role: str = "shown"
    formula: str = ""
    takes: Mapping[str, object] | None = None


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


def line(sheet: Sheet, row: int, column: int, *cells: Cell | tuple[str, str]) -> None:
    """Write cells side by side from a column on: `line(sheet, 4, 0, ("2.1", "topic"), Cell(takes=options))`."""
    placed(sheet, row, {place: Cell(*cell) for place, cell in enumerate(cells, start=column)})


def placed(sheet: Sheet, row: int, cells: Mapping[int, Cell]) -> None:
    """Write the cells of a row, each in its column."""
    for column, (value, role, formula, takes) in cells.items():
        if formula:
            shown = stored(value) if isinstance(value, date) else value
            sheet.formula(row, column, f"={formula}", shown, sheet.styles[role])
        else:
            put(sheet, row, column, value, role)
        if takes:
            sheet.validate(row, column, row, column, takes)
