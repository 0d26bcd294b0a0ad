"""Placing: where charts stand on the sheet of their table, and how both are printed."""

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.chart import Chart

from xlkit.books.writer import paper
from xlkit.books.writer.book import Sheet
from xlkit.books.writer.table import Column, Table

WIDTH = 1_000  # pixels
SHEET_ROW_PIXELS = 21
BETWEEN = 3  # rows that a chart takes beside its own height


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart with its height in pixels and the words that a screen reader speaks."""

    chart: Chart
    height: int
    words: str


def stand(sheet: Sheet, table: Table, drawn: Sequence[Drawn], wide: int) -> list[int]:
    """Stand charts, `wide` pixels across, below a table: the row above each, and the first one below them all."""
    rows = _rows(table, drawn)
    for row, chart in zip(rows, drawn, strict=False):
        chart.chart.set_size({"width": wide, "height": chart.height})
        sheet.chart(row + 1, 0, chart.chart, chart.words)
    return rows


def print_below(sheet: Sheet, table: Table, columns: Sequence[Column], drawn: Sequence[Drawn]) -> None:
    """Print some columns of a table, and the charts that stand below it."""
    *above, end = _rows(table, drawn)
    rows = (table.header_row, table.last_row, end)
    widths, intro = [one.width for one in columns], table.overhang(len(columns))
    paper.lay_out_charts(sheet, widths, table.frozen, intro, rows, WIDTH, above)


def _rows(table: Table, drawn: Sequence[Drawn]) -> list[int]:
    """The row above each chart, and the first one below them all."""
    rows = [table.last_row + 2]
    for chart in drawn:
        rows.append(rows[-1] + chart.height // SHEET_ROW_PIXELS + BETWEEN)
    return rows
