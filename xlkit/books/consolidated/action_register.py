"""Action register: every action of every return, with its dates measured against the as-at cell."""

from collections.abc import Iterator

from xlkit.books.consolidated.answers import typed
from xlkit.books.consolidated.data import MOST_LIVE
from xlkit.books.consolidated.levels import counting_key
from xlkit.books.consolidated.plan import AS_AT, PanelTables, Plan, item_key
from xlkit.books.writer.book import Book
from xlkit.books.writer.printed import print_to
from xlkit.books.writer.table import Cell, Column, Formula, Table, in_order, unique, write_table
from xlkit.comparison.comparison import Comparison, Planned
from xlkit.comparison.scale_matrix import is_rated
from xlkit.measures.planning import is_given_up, timing, timing_formula, unless_given_up_formula

FIRST = (  # together as wide as a page
    Column("organisation", "Organisation", 20),
    Column("perspective", "Perspective", 13),
    Column("section", "Section", 15),
    Column("ref", "Ref", 8, "line"),
    Column("topic", "Topic", 18),
    Column("theme", "Theme", 16),
    Column("level", "Level", 8, "level"),
    Column("action", "Action", 28),
    Column("owner", "Owner", 13),
    Column("due", "Due", 13, "date"),
    Column("status", "Status", 12),
    Column("timing", "Timing", 10),
)
RATING = Column("rating", "Rating", 12)
BEFORE = Column("before", "Repeated from", 12)
LEVELS = 7  # of the first columns, as far as the level
LAST = (
    Column("return_id", "Return id", 14, "line"),
    Column("side", "Side", 13),
    Column("instrument", "Template", 26, "line"),
    Column("item", "Item name", 26, "line"),
    Column("number", "Counts for position", 12, "whole"),
    Column("key", "Key for counting", 16, "whole"),
)
INTRO = (
    "One row for each action. Timing: closed is done or dropped, the others go by the as-at date on the cover. "
    "Rows may be sorted and filtered."
)
PLAIN = " Levels are plain values."
BEFORE_INTRO = " Repeated from: the earlier round with the same action."


def table(comparison: Comparison, sheet: str) -> Table:
    """The table of all actions, with a column for each further column of the planners, and one for earlier rounds."""
    names = dict.fromkeys(name for one in comparison.actions for name, _ in one.action.other)
    before = (BEFORE,) if comparison.earlier else ()
    rating = (RATING,) if any(is_rated(one.item) for one in comparison.actions) else ()
    others = [Column(_other_key(name), name.replace("_", " ").capitalize(), 20) for name in names]
    return Table(
        sheet=sheet,
        name="Actions",
        title="Action register",
        intro=INTRO + (BEFORE_INTRO if before else "") + (PLAIN if len(comparison.actions) > MOST_LIVE else ""),
        columns=unique((*FIRST[:LEVELS], *rating, *FIRST[LEVELS:], *before, *others, *LAST)),
        rows=len(comparison.actions),
    )


def write(book: Book, plan: Plan, register: Table) -> None:
    """Write the sheet."""
    sheet = write_table(book, register, _rows(plan, register))
    print_to(sheet, register, BEFORE.key if BEFORE.key in register else "timing")


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
        yield in_order(
            register,
            _row(comparison, tables, one, register, row) | _keys(one, tables, place, register.cell("status", row)),
        )


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
        "rating": _rating(tables.answers, one, register, row),
        "action": action.action,
        "owner": action.owner,
        "due": action.due,
        "status": action.status,
        "timing": Formula(late, timing(action.due, action.status, comparison.as_at)),
        "before": ", ".join(one.before) or None,
        **{_other_key(name): text for name, text in action.other},
    }


def _rating(answers: Table, one: Planned, register: Table, row: int) -> Cell:
    """What the return picks where the item is on another scale."""
    if one.item is None or not is_rated(one.item):
        return None
    answer = one.completed.answer(one.item.name)
    said = typed(one.item, answer) if answer else None
    place = f"MATCH({register.cell('return_id', row)},{answers.span('return_id')},0)"
    found = f"INDEX({answers.span(item_key(one.item.name))},{place})"
    return Formula(f'=IF({found}="","",{found})', said if isinstance(said, str) else None)


def _level(answers: Table, one: Planned, register: Table, row: int) -> Cell:
    if one.item is None or not one.item.has_levels:
        return None
    if register.rows > MOST_LIVE:
        return one.level
    place = f"MATCH({register.cell('return_id', row)},{answers.span('return_id')},0)"
    answer = f"INDEX({answers.span(item_key(one.item.name))},{place})"
    return Formula(f'=IF({answer}="","",{answer})', one.level)


def _keys(one: Planned, tables: PanelTables, theme: int | None, status: str) -> dict[str, Cell]:
    key = None if one.number is None or theme is None else counting_key(tables.place, one.number, theme)
    stands = None if is_given_up(one.action.status) else key
    return {
        "return_id": one.completed.identity.return_id,
        "instrument": one.instrument.name,
        "item": one.action.item,
        "number": one.number,
        "key": None if key is None else Formula(unless_given_up_formula(status, key), stands),
    }
