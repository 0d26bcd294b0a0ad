"""Placing: where charts stand: two side by side above their table, or one below the other beneath it."""

from collections.abc import Sequence
from io import BytesIO

from msgspec import Struct
from xlsxwriter.chart import Chart
from xlsxwriter.workbook import Workbook

from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.styles import Styles
from xlkit.books.writer.table import Table

WIDTH, HALF = 1_130, 560  # pixels of two charts side by side, and of each
NARROWEST = 520  # pixels of a chart that stands beside sentences
SHEET_ROW_PIXELS = 21
BETWEEN = 3  # rows that a chart below a table takes beside its own height


class Drawn(Struct, frozen=True):
    """A chart with its height in pixels and the words that a screen reader speaks."""

    chart: Chart
    height: int
    words: str


def rehearsal() -> Book:
    """A book that is never written, to try on how much room charts would take in one."""
    workbook = Workbook(BytesIO())
    return Book(workbook, Styles(workbook))


def rows(drawn: Sequence[Drawn]) -> int:
    """How many rows charts take above a table."""
    return sum(_deep(drawn[first : first + 2]) for first in range(0, len(drawn), 2))


def stand_above(sheet: Sheet, row: int, drawn: Sequence[Drawn]) -> None:
    """Stand charts side by side, two and two, from a row on."""
    for first in range(0, len(drawn), 2):
        pair = drawn[first : first + 2]
        for place, drawing in enumerate(pair):
            drawing.chart.set_size({"width": HALF, "height": drawing.height})
            sheet.chart(row, 0, drawing.chart, drawing.words, place * (WIDTH - HALF))
        row += _deep(pair)
    if drawn:
        sheet.reach = max(sheet.reach, WIDTH if len(drawn) > 1 else HALF)


def stand(sheet: Sheet, table: Table, drawn: Sequence[Drawn], wide: int) -> list[int]:
    """Stand charts, `wide` pixels across, below a table: the row above each, and the first one below them all."""
    places = [table.last_row + 2]
    for drawing in drawn:
        drawing.chart.set_size({"width": wide, "height": drawing.height})
        sheet.chart(places[-1] + 1, 0, drawing.chart, drawing.words)
        places.append(places[-1] + drawing.height // SHEET_ROW_PIXELS + BETWEEN)
    return places


def _deep(pair: Sequence[Drawn]) -> int:
    return max(one.height for one in pair) // SHEET_ROW_PIXELS + 2
