"""Transitions: from each level of the earlier round to each level of this one, item by item."""

from collections.abc import Iterator

from xlkit.books.consolidated.then_and_now import is_live, view_of
from xlkit.books.writer.book import Book
from xlkit.books.writer.table import Cell, Column, Formula, Table, unique, write_table
from xlkit.comparison.movement import ItemMovement, Movement
from xlkit.measures.scale import SCALE

COLUMNS = (
    Column("ref", "Ref", 8, "line"),
    Column("item", "Item", 36),
    Column("before", "From level", 11, "level"),
    *(Column(f"to {level}", f"To level {level}", 11, "whole") for level in SCALE),
    Column("all", "All", 11, "whole"),
    Column("name", "Item name", 24, "line"),
)
INTRO = (
    "Five rows for each item: of those at a level in {earlier}, how many are at each level now. Those on the diagonal "
    "stayed; to its left they went down, to its right up."
)


def table(movement: Movement, sheet: str, place: int) -> Table:
    """The table of one movement's transitions."""
    return Table(
        sheet=sheet,
        name=f"Transitions_{place}",
        title=f"Transitions since {movement.earlier}: {movement.instrument.title}{view_of(movement)}",
        intro=INTRO.format(earlier=movement.earlier),
        columns=unique(COLUMNS),
        rows=len(movement.items) * len(SCALE),
        frozen=3,
    )


def write(book: Book, movement: Movement, transitions: Table, pairs: Table) -> None:
    """Write the sheet."""
    write_table(book, transitions, _rows(movement, transitions, pairs))


def _rows(movement: Movement, transitions: Table, pairs: Table) -> Iterator[list[Cell]]:
    row = 0
    live = is_live(movement)
    for one in movement.items:
        for before in SCALE:
            counted = _counted(one, before, transitions, pairs, row) if live else one.transitions[before - 1]
            total = Formula(
                f"=SUM({transitions.across('to 1', f'to {SCALE[-1]}', row)})", sum(one.transitions[before - 1])
            )
            yield [one.item.ref, one.item.title, before, *counted, total, one.item.name]
            row += 1


def _counted(one: ItemMovement, before: int, transitions: Table, pairs: Table, row: int) -> Iterator[Formula]:
    name, start = transitions.cell("name", row), transitions.cell("before", row)
    there = f"{pairs.span('name')},{name},{pairs.span('before')},{start}"
    for level, many in zip(SCALE, one.transitions[before - 1], strict=True):
        yield Formula(f"=COUNTIFS({there},{pairs.span('now')},{level})", many)
