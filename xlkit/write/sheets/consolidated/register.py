"""Action register: every action of every return, with its dates measured against the as-at cell."""

from collections.abc import Iterator, Sequence

from xlkit.comparison import Comparison, Planned
from xlkit.measures import timing, timing_formula
from xlkit.write.book import Book
from xlkit.write.sheets.consolidated.levels import counting_key
from xlkit.write.sheets.consolidated.plan import AS_AT, PanelTables, Plan, item_key
from xlkit.write.sheets.consolidated.table import Cell, Column, Formula, Table, in_order, unique, write_table

FIRST = (
    Column("organisation", "Organisation", 28),
    Column("perspective", "Perspective", 15),
    Column("side", "Side", 16),
    Column("section", "Section", 24),
    Column("ref", "Ref", 8, "line"),
    Column("topic", "Topic", 28),
    Column("theme", "Theme", 24),
    Column("level", "Level", 9, "level"),
    Column("action", "Action", 48),
    Column("owner", "Owner", 20),
    Column("due", "Due", 15, "date"),
    Column("status", "Status", 15),
    Column("timing", "Timing", 13),
)
LAST = (
    Column("return_id", "Return id", 14, "line"),
    Column("instrument", "Template", 26, "line"),
    Column("item", "Item name", 26, "line"),
    Column("number", "Counts for position", 12, "whole"),
    Column("key", "Key for counting", 16, "whole"),
)
INTRO = (
    "One row for each action of every return. Timing says closed (done or dropped), overdue, to come or no date, "
    "against the as-at date on the cover. Rows may be sorted and filtered."
)


def table(actions: Sequence[Planned], sheet: str) -> Table:
    """The table of all actions, with a column for each further column of the planners."""
    names = dict.fromkeys(name for one in actions for name, _ in one.action.other)
    others = [Column(_other_key(name), name.replace("_", " ").capitalize(), 20) for name in names]
    return Table(
        sheet=sheet,
        name="Actions",
        title="Action register",
        intro=INTRO,
        columns=unique((*FIRST, *others, *LAST)),
        rows=len(actions),
    )


def write(book: Book, plan: Plan, register: Table) -> None:
    """Write the sheet."""
    write_table(book, register, _rows(plan, register))


def _other_key(name: str) -> str:
    return f"other {name}"


def _rows(plan: Plan, register: Table) -> Iterator[list[Cell]]:
    comparison = plan.comparison
    themes = {
        panel.instrument.name: {spoken.theme.name: place for place, spoken in enumerate(panel.themes)}
        for panel in comparison.panels
    }
    for row, one in enumerate(comparison.actions):
        tables = plan.panels[one.instrument.name]
        place = themes[one.instrument.name].get(one.theme.name) if one.theme else None
        yield in_order(register, _row(comparison, tables, one, register, row) | _keys(one, tables, place))


def _row(comparison: Comparison, tables: PanelTables, one: Planned, register: Table, row: int) -> dict[str, Cell]:
    action = one.action
    late = timing_formula(register.cell("due", row), register.cell("status", row), AS_AT)
    return {
        "organisation": one.completed.organisation,
        "perspective": one.completed.identity.perspective.value,
        "side": one.instrument.side.value if one.instrument.side else None,
        "section": one.section.title if one.section else None,
        "ref": one.item.ref if one.item else None,
        "topic": one.item.title if one.item else action.item,
        "theme": one.theme.title if one.theme else None,
        "level": _level(tables.answers, one, register, row),
        "action": action.action,
        "owner": action.owner,
        "due": action.due,
        "status": action.status,
        "timing": Formula(late, timing(action.due, action.status, comparison.as_at)),
        **{_other_key(name): text for name, text in action.other},
    }


def _level(answers: Table, one: Planned, register: Table, row: int) -> Cell:
    if one.item is None or not one.item.has_levels:
        return None
    place = f"MATCH({register.cell('return_id', row)},{answers.span('return_id')},0)"
    answer = f"INDEX({answers.span(item_key(one.item.name))},{place})"
    return Formula(f'=IF({answer}="","",{answer})', one.level)


def _keys(one: Planned, tables: PanelTables, theme: int | None) -> dict[str, Cell]:
    counts = one.number is not None and theme is not None
    return {
        "return_id": one.completed.identity.return_id,
        "instrument": one.instrument.name,
        "item": one.action.item,
        "number": one.number,
        "key": counting_key(tables.place, one.number or 0, theme or 0) if counts else None,
    }
