"""Stacking: several tables below each other on one sheet, their columns as wide as the widest of each."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from xlkit.books.writer.sheets import AnySheet

BETWEEN = 2  # blank rows between tables


def stacked(tables: Sequence[AnySheet], sheet: str) -> tuple[AnySheet, ...]:
    """The tables on one sheet, in their order."""
    widths = [
        max(filter(None, column)) for column in zip_longest(*([one.width for one in table.columns] for table in tables))
    ]
    placed: list[AnySheet] = []
    for table in tables:
        columns = tuple(column.as_wide(width) for column, width in zip(table.columns, widths, strict=False))
        top = placed[-1].last_row + 1 + BETWEEN if placed else 0
        placed.append(replace(table, sheet=sheet, columns=columns, top=top))
    return tuple(placed)
