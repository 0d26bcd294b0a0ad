"""Versions of a small template, whose statements and questions the tests reword, move and leave out."""

from msgspec.structs import replace

from tests.builders.forms import small
from xlkit.form.draft import Draft
from xlkit.form.instrument import Instrument, Section
from xlkit.form.item import Choice, Item, Kind

STEPS = ("Nobody here has begun with", "Some of us try out", "Most of the staff do", "Everybody does", "Others learn")
TOPICS = ("keeping people safe", "paying a fair wage", "asking what matters")
DRAFT = Draft(
    answers={"safe": "level_2", "wage": "level_4", "asking": "level_5", "beds": 12.0},
    evidence={"wage": "Payroll"},
    actions={"wage": ({"action": "Raise it", "owner": "Jo"},)},
)


def topic(name: str, ref: str, what: str) -> Item:
    choices = tuple(
        Choice(f"level_{level}", f"{step} {what}.", level, f"{step} {what} there.")
        for level, step in enumerate(STEPS, start=1)
    )
    return Item(name, ref, what.title(), Kind.STATEMENTS, choices=choices, evidence="What shows it")


def version(number: str, *items: Item) -> Instrument:
    """A version of a template, its items numbered in their order."""
    placed = tuple(replace(item, ref=f"1.{place}") for place, item in enumerate(items, start=1))
    return replace(small(), version=number, sections=(Section("ways", "1", "Ways", placed),))


SAFE, WAGE, ASKING = (topic(name, "", what) for name, what in zip(("safe", "wage", "asking"), TOPICS, strict=True))
BEDS = Item("beds", "", "Beds", Kind.INTEGER)
FIRST = version("1", SAFE, WAGE, ASKING, BEDS)
DIGNITY = topic("dignity", "", "treating everybody with respect")
