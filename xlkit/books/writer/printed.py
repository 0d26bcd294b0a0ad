"""Printed: of a wide table the columns that people read, without those at its end that formulas and queries use."""

from collections.abc import Sequence

from xlkit.books.writer import paper
from xlkit.books.writer.book import Sheet
from xlkit.books.writer.charts import Drawn, print_below
from xlkit.books.writer.table import FIRST_ROW, Table


def print_to(sheet: Sheet, table: Table, last: str, drawn: Sequence[Drawn] = ()) -> None:
    """Print a table as far as a column, and the charts that stand below it."""
    columns = table.columns[: table.place(last) + 1]
    if drawn:
        print_below(sheet, table, columns, drawn)
    else:
        end = FIRST_ROW + table.rows - 1
        paper.lay_out(sheet, [column.width for column in columns], table.frozen, table.overhang(len(columns)), end)
