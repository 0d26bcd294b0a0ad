"""Lines: one headline each, with the formulas that build it and what they come to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from xlkit.books.writer.table import Cell, Table


@dataclass(frozen=True, slots=True)
class Line:
    """A headline; `cells` gives its cells by the keys of their columns, from the table and the row it stands in.

    `priority_of` is the place of the market of which it names a priority.
    """

    cells: Callable[[Table, int], Mapping[str, Cell]] = field(repr=False)
    priority_of: int | None = None


def one_or_many(count: int, one: str, many: str) -> str:
    """The words that go with a count."""
    return one if count == 1 else many


def one_or_many_formula(count: str, one: str, many: str) -> str:
    """The words that go with the count in a cell or a term; without an equals sign."""
    return f'IF({count}=1,"{one}","{many}")'


def number(value: float | None) -> str:
    """A number as a formula joins it to a text."""
    return "" if value is None else f"{value:.15g}"


def rounded(value: float, places: int) -> str:
    """A number as ROUND leaves it, halves away from 0, and as a formula then joins it to a text."""
    exact = Decimal(number(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return number(float(exact))


def percent(value: float) -> str:
    """A share as TEXT writes it with the format 0%."""
    return f"{rounded(100 * float(number(value)), 0)}%"
