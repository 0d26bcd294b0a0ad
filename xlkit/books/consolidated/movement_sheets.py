"""The sheets of movement in a consolidated workbook, which need no other sheet but the answers."""

from collections.abc import Iterator
from dataclasses import dataclass

from xlkit.books.consolidated import movement_sheet, then_and_now, transitions
from xlkit.books.consolidated.plan import Plan
from xlkit.books.writer.book import Book
from xlkit.books.writer.table import Table, sheet_name
from xlkit.comparison.movement import Movement

MOVEMENT, TRANSITIONS, THEN_AND_NOW = "Movement", "Transitions", "Then and now"


@dataclass(frozen=True, slots=True)
class MovementTables:
    """The tables of one movement."""

    found: Movement
    answers: Table
    moves: Table
    transitions: Table
    pairs: Table


def tables(plan: Plan, taken: set[str]) -> tuple[MovementTables, ...]:
    """The tables of all movements that have a level in either round, with names of sheets that are free."""
    there = [one for one in plan.comparison.movements if _has_levels(one) and one.instrument.name in plan.panels]
    return tuple(_tables(plan, one, taken, place) for place, one in enumerate(there, start=1))


def write_figures(book: Book, planned: tuple[MovementTables, ...]) -> Iterator[Table]:
    """Write what is read first: the movement on each item, and from which level to which."""
    for one in planned:
        movement_sheet.write(book, one.found, one.moves, one.pairs)
        yield one.moves
        transitions.write(book, one.found, one.transitions, one.pairs)
        yield one.transitions


def write_details(book: Book, planned: tuple[MovementTables, ...]) -> Iterator[Table]:
    """Write what the figures rest on."""
    for one in planned:
        then_and_now.write(book, one.found, one.pairs, one.answers)
        yield one.pairs


def _tables(plan: Plan, found: Movement, taken: set[str], place: int) -> MovementTables:
    panel = plan.panels[found.instrument.name]
    answers = panel.answers
    sheets = {
        what: sheet_name(_named(what, panel.label, found), taken) for what in (MOVEMENT, TRANSITIONS, THEN_AND_NOW)
    }
    pairs = then_and_now.table(found, sheets[THEN_AND_NOW], answers, place)
    return MovementTables(
        found=found,
        answers=answers,
        moves=movement_sheet.table(found, sheets[MOVEMENT], pairs, place),
        transitions=transitions.table(found, sheets[TRANSITIONS], place),
        pairs=pairs,
    )


def _has_levels(found: Movement) -> bool:
    return any(pair.before is not None or pair.now is not None for pair in found.pairs)


def _named(what: str, label: str, found: Movement) -> str:
    """A sheet of movement by whose answers moved: their own, or what others say of them."""
    return f"{what}{view}" if (view := then_and_now.view_of(found)) else f"{label} {what.lower()}"
