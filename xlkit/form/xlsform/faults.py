"""Faults: what could not be read of a sheet as somebody typed it."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from openpyxl.utils.cell import get_column_letter

from xlkit.form.xlsform.cells import LAST_ROW, Grid
from xlkit.form.xlsform.problem import Problem, Takes, Weight

LONGEST = 32_767  # UTF-16 units that a cell of a workbook holds

Headings: TypeAlias = tuple[tuple[int, str], ...]  # where each column stands, counted from 1, and its name


def of_headings(grid: Grid, headings: Headings) -> Iterator[Problem]:
    """Columns that are there twice, and rows that are not read."""
    seen: set[str] = set()
    for place, name in headings:
        if name in seen:
            reason = f"the column {name} is there twice, and the first is taken: delete one"
            yield Problem(grid.name, f"{get_column_letter(place)}1", reason, Weight.LEFT_OUT)
        seen.add(name)
    if grid.last_row > LAST_ROW:
        reason = f"the sheet goes down to row {grid.last_row}: delete the empty rows below the last filled one"
        yield Problem(grid.name, f"A{LAST_ROW + 1}", f"{reason}, since no more are read", Weight.LEFT_OUT)


def of_cells(grid: Grid, columns: Mapping[str, int]) -> Iterator[Problem]:
    """Cells of some columns, by where these stand, that show an error or hold too much."""
    for row, texts in enumerate(grid.rows[1:], start=1):
        for place in columns.values():
            reason = grid.faults.get((row, place - 1), "") or _too_long(texts[place - 1] if place <= len(texts) else "")
            if reason:
                cell = f"{get_column_letter(place)}{row + 1}"
                yield Problem(grid.name, cell, reason, Weight.LEFT_OUT, Takes.CELL)


def _too_long(text: str) -> str:
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    reason = f"the text has {length} characters, and a cell holds {LONGEST}: it is left out; shorten it"
    return reason if length > LONGEST else ""
