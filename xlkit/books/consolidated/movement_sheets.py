"""The sheets of movement in a consolidated workbook, which need no other sheet but the answers."""

from collections.abc import Iterator, Mapping

from xlkit.books.consolidated import movement_sheet, then_and_now, transitions
from xlkit.books.consolidated.plan import MovementTables, PanelTables, Plan
from xlkit.books.writer.sheets import AnySheet
from xlkit.books.writer.table import sheet_name
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.movement import Movement

MOVEMENT, TRANSITIONS, THEN_AND_NOW = "Movement", "Transitions", "Then and now"


def tables(comparison: Comparison, panels: Mapping[str, PanelTables], taken: set[str]) -> tuple[MovementTables, ...]:
    """The sheets of all movements that have a level in either round, with names that are free."""
    there = [movement for movement in comparison.movements if _has_levels(movement)]
    known = [movement for movement in there if movement.instrument.name in panels]
    return tuple(_tables(panels, movement, taken, place) for place, movement in enumerate(known, start=1))


def figure_sheets(plan: Plan) -> Iterator[AnySheet]:
    """What is read first: the movement on each item, and from which level to which."""
    for tables in plan.movements:
        yield tables.moves
        yield tables.transitions


def detail_sheets(plan: Plan) -> Iterator[AnySheet]:
    """What the figures rest on."""
    return (tables.pairs for tables in plan.movements)


def _tables(panels: Mapping[str, PanelTables], movement: Movement, taken: set[str], place: int) -> MovementTables:
    panel = panels[movement.instrument.name]
    moves, starts, both = (
        sheet_name(_named(what, panel.label, movement), taken) for what in (MOVEMENT, TRANSITIONS, THEN_AND_NOW)
    )
    pairs = then_and_now.sheet(movement, both, panel.answers, place)
    return MovementTables(
        moves=movement_sheet.sheet(movement, moves, pairs, place),
        transitions=transitions.sheet(movement, starts, pairs, place),
        pairs=pairs,
    )


def _has_levels(movement: Movement) -> bool:
    return any(pair.before is not None or pair.now is not None for pair in movement.pairs)


def _named(what: str, label: str, movement: Movement) -> str:
    """A sheet of movement by whose answers moved: their own, or what others say of them."""
    return f"{what}{view}" if (view := then_and_now.view_of(movement)) else f"{label} {what.lower()}"
