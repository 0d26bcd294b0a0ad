"""Plan: which items the action planner has rows for, what they are called there, and how an item is named in it."""

from collections.abc import Iterator

from xlkit.form.instrument import Instrument, PlannerKind, Section
from xlkit.form.item import Item

FIRST = 1  # the planner's first column after the reference; the template says which follow
FURTHER_ACTIONS = 8  # rows below the planner's own, each for an action on any topic


def planned_items(instrument: Instrument) -> Iterator[tuple[Section, Item]]:
    """The items that have rows in the action planner: those whose answers stand on a scale."""
    return ((section, item) for section in instrument.sections for item in section.items if item.is_planned)


def plan_ref(ref: str) -> str:
    """The visible reference of the planner row of the item with a reference: `P2.1` for `2.1`."""
    return f"P{ref}"


def further_ref(number: int) -> str:
    """The visible reference of a planner row for a further action: `P+1` for the first, which no item's can be."""
    return f"P+{number}"


def plan_topic(item: Item) -> str:
    """What the planner calls an item, and what is picked for a further action on it: `2.1 Risk`."""
    return f"{item.ref} {item.title}"


def topic_column(instrument: Instrument) -> int | None:
    """The planner's column of topics; None where it has none."""
    kinds = [column.kind for column in instrument.planner]
    return FIRST + kinds.index(PlannerKind.TOPIC) if PlannerKind.TOPIC in kinds else None


def topic_named(instrument: Instrument, text: str) -> Item | None:
    """The item that a text in the planner's column of topics names, by what it is called or by that without its title.

    A title alone will do, and goes before the reference of a workbook in which the items were numbered otherwise.
    """
    wanted = " ".join(text.split()).casefold()
    title = wanted.partition(" ")[2]
    items = [item for _, item in planned_items(instrument)]
    for matching in (
        [item for item in items if _folded(plan_topic(item)) == wanted],
        [item for item in items if _folded(item.title) in (wanted, title)],
        [item for item in items if wanted in (item.ref.casefold(), plan_ref(item.ref).casefold())],
    ):
        if len(matching) == 1:
            return matching[0]
    return None


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
