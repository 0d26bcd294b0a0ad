"""The sheets of movement in a consolidated workbook, which need no other sheet but the answers."""

from collections.abc import Iterator, Mapping

from xlkit.books.consolidated.between_rounds import movement_sheet, then_and_now
from xlkit.books.consolidated.plan import MovementTables, PanelTables, Plan
from xlkit.books.writer.names import sheet_name
from xlkit.books.writer.sheets import AnySheet
from xlkit.books.writer.stacking import stacked
from xlkit.comparison.between_rounds.movement import Movement
from xlkit.comparison.comparison import Comparison

MOVEMENT, TRANSITIONS, THEN_AND_NOW = "Movement", "From level to level", "Then and now"


def tables(comparison: Comparison, panels: Mapping[str, PanelTables], taken: set[str]) -> tuple[MovementTables, ...]:
    """The sheets of all movements that have a level in either round, with names that are free."""
    there = [movement for movement in comparison.movements if _has_levels(movement)]
    known = [movement for movement in there if movement.instrument.name in panels]
    return tuple(_tables(panels, movement, taken, place) for place, movement in enumerate(known, start=1))


def figure_sheets(plan: Plan) -> tuple[AnySheet, ...]:
    """What is read first: each movement, item by item."""
    return stacked([one.moves for one in plan.movements], plan.name(MOVEMENT)) if plan.movements else ()


def transition_sheets(plan: Plan) -> tuple[AnySheet, ...]:
    """What that goes back to: from which level to which."""
    return stacked([one.transitions for one in plan.movements], plan.name(TRANSITIONS)) if plan.movements else ()


def working_sheets(plan: Plan) -> Iterator[AnySheet]:
    """What the figures rest on."""
    return (tables.pairs for tables in plan.movements)


def _tables(panels: Mapping[str, PanelTables], movement: Movement, taken: set[str], place: int) -> MovementTables:
    panel, view = panels[movement.instrument.name], then_and_now.view_of(movement)
    both = sheet_name(f"{THEN_AND_NOW}{view}" if view else f"{panel.label} {THEN_AND_NOW.lower()}", taken)
    pairs = then_and_now.sheet(movement, both, panel.answers, place)
    return MovementTables(
        moves=movement_sheet.sheet(movement, MOVEMENT, pairs, place),
        transitions=movement_sheet.transitions(movement, TRANSITIONS, pairs, place),
        pairs=pairs,
    )


def _has_levels(movement: Movement) -> bool:
    return any(pair.before is not None or pair.now is not None for pair in movement.pairs)
