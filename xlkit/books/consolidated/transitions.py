"""Transitions: from each level of the earlier round to each level of this one, item by item."""

from collections.abc import Iterator

from xlkit.books.consolidated.then_and_now import is_live, view_of
from xlkit.books.writer.book import Book
from xlkit.books.writer.table import Cell, Column, Formula, Table, unique, write_table
from xlkit.comparison import level_words
from xlkit.comparison.movement import ItemMovement, Movement

FIRST = (
    Column("ref", "Ref", 8, "line"),
    Column("item", "Item", 36),
    Column("before", "From level", 11, "level"),
)
LAST = (
    Column("all", "All", 11, "whole"),
    Column("name", "Item name", 24, "line"),
)
INTRO = (
    "{steps} rows for each item: of those at a level in {earlier}, how many are at each level now. Those on the "
    "diagonal stayed; to its left they went down, to its right up."
)


def table(movement: Movement, sheet: str, place: int) -> Table:
    """The table of one movement's transitions."""
    scale = movement.instrument.scale
    to = (Column(f"to {level}", f"To level {level}", 11, "whole") for level in scale.levels)
    return Table(
        sheet=sheet,
        name=f"Transitions_{place}",
        title=f"Transitions since {movement.earlier}: {movement.instrument.title}{view_of(movement)}",
        intro=INTRO.format(steps=level_words.steps(scale).capitalize(), earlier=movement.earlier),
        columns=unique((*FIRST, *to, *LAST)),
        rows=len(movement.items) * scale.steps,
        frozen=3,
    )


def write(book: Book, movement: Movement, transitions: Table, pairs: Table) -> None:
    """Write the sheet."""
    write_table(book, transitions, _rows(movement, transitions, pairs))


def _rows(movement: Movement, transitions: Table, pairs: Table) -> Iterator[list[Cell]]:
    row = 0
    live, levels = is_live(movement), movement.instrument.scale.levels
    for one in movement.items:
        for before in levels:
            counted = _counted(one, before, transitions, pairs, row) if live else one.transitions[before - 1]
            total = Formula(
                f"=SUM({transitions.across('to 1', f'to {levels[-1]}', row)})", sum(one.transitions[before - 1])
            )
            yield [one.item.ref, one.item.title, before, *counted, total, one.item.name]
            row += 1


def _counted(one: ItemMovement, before: int, transitions: Table, pairs: Table, row: int) -> Iterator[Formula]:
    name, start = transitions.cell("name", row), transitions.cell("before", row)
    there = f"{pairs.span('name')},{name},{pairs.span('before')},{start}"
    for level, many in enumerate(one.transitions[before - 1], start=1):
        yield Formula(f"=COUNTIFS({there},{pairs.span('now')},{level})", many)
