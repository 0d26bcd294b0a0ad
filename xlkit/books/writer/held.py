"""Held: what a cell of a table holds."""

from datetime import date
from typing import NamedTuple, TypeAlias

from xlkit.books.writer.leads import Away, Lead

EPOCH = date(1899, 12, 30)  # the day that Excel counts as 0, as far as days after February 1900 go


class Formula(NamedTuple):  # made for every other cell, and a tuple is made in a third of the time
    """A formula with its true value; `is_array` where it works on whole ranges.

    `style` is the role of its cell, where that is not its column's.
    """

    text: str
    value: float | str | None
    style: str = ""
    is_array: bool = False


Held: TypeAlias = str | float | date | Formula | None


class Linked(NamedTuple):
    """What a cell holds, with where it leads."""

    cell: Held
    lead: Lead | Away


Cell: TypeAlias = Held | Linked


def shown(cell: Cell) -> str | float | date | None:
    """What is seen of a cell."""
    held = cell.cell if isinstance(cell, Linked) else cell
    return held.value if isinstance(held, Formula) else held
