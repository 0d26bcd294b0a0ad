"""Lines: the sentences of the summary, each with the cell that it leads to and the figures beside it."""

from msgspec import Struct

from xlkit.books.writer.held import Formula
from xlkit.books.writer.leads import Lead
from xlkit.books.writer.sheets import AnySheet

Tiles = tuple[Formula | None, Formula | None]


class Line(Struct, frozen=True):
    """A sentence with where it leads, and the two figures beside it, as far as there are any."""

    said: Formula | str
    lead: Lead | None = None
    tiles: Tiles = (None, None)


def line(text: str, formula: str, table: AnySheet, row: int | None = None, tiles: Tiles = (None, None)) -> Line:
    """A sentence that a formula, without its equals sign, builds; it leads to a row of a table, or to its title."""
    place = table.top if row is None else table.first_row + row
    return Line(Formula(f"={formula}", text), Lead(table.sheet, f"A{place + 1}"), tiles)


def one_or_many_formula(count: str, one: str, many: str) -> str:
    """The words that go with the count in a cell or a term; without an equals sign."""
    return f'IF({count}=1,"{one}","{many}")'
