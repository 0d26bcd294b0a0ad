"""Stacking: several tables below each other on one sheet, their columns as wide as the widest that is read of each."""

from collections.abc import Sequence
from itertools import zip_longest

from msgspec.structs import replace

from xlkit.books.writer.sheets import AnySheet

BETWEEN = 2  # blank rows between tables


def stacked(tables: Sequence[AnySheet], sheet: str) -> tuple[AnySheet, ...]:
    """The tables on one sheet, in their order."""
    read = [[one.width for one in table.columns[: _read(table)]] for table in tables]
    widths = [max(filter(None, column)) for column in zip_longest(*read)]
    keeps_heads = len({tuple(one.header for one in table.columns[: _read(table)]) for table in tables}) == 1
    placed: list[AnySheet] = []
    for table in tables:
        columns = tuple(
            column.as_wide(width or column.width)
            for column, width in zip_longest(table.columns, widths[: len(table.columns)])
        )
        top = placed[-1].last_row + 1 + BETWEEN if placed else 0
        placed.append(replace(table, sheet=sheet, columns=columns, top=top, keeps_heads=keeps_heads))
    return tuple(placed)


def _read(table: AnySheet) -> int:
    """How many columns people read: those after them are for formulas and queries."""
    return table.place(table.printed) + 1 if table.printed else len(table.columns)
