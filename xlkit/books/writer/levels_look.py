"""How levels look: darker where they are higher, on screen, in print and in grey."""

from collections.abc import Sequence

from xlkit.books.writer.book import Sheet
from xlkit.books.writer.styles import LEVELS, ON_LEVELS
from xlkit.books.writer.table import FIRST_ROW, Table
from xlkit.measures.scale import SCALE


def shade(sheet: Sheet, table: Table, keys: Sequence[str]) -> None:
    """Shade the levels in some columns of a table, which stand side by side or apart."""
    for first, last in runs(sorted(table.place(key) for key in keys)):
        for level, ground, ink in zip(SCALE, LEVELS, ON_LEVELS, strict=True):
            look = sheet.book.workbook.add_format({"bg_color": ground, "font_color": ink})
            rule = {"type": "cell", "criteria": "==", "value": level, "format": look}
            sheet.conditional(FIRST_ROW, first, FIRST_ROW + table.rows - 1, last, rule)


def runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """The first and last of each run of columns that stand side by side, from their places in order."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
