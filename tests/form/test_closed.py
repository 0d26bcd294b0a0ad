"""What closed days of a fund rest on beside their entries, field by field."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from tests.builders.funds import AGREED, START, quarter
from xlkit.form.entered import Entered, Line, changes, of_draft

THEN = of_draft(quarter())  # an agreement from the first of April, another from the first of May, and two pots
LAST = date(2027, 4, 30)
MAY = date(2027, 5, 1)


def with_row(table: str, number: int, **cells: Any) -> Entered:
    """The fund with something else in a row of a table, new or not; a row of which nothing is left is gone."""
    rows = {line.number: line for line in THEN.lines(table)}
    written = {**(rows[number].cells if number in rows else {}), **cells}
    rows[number] = Line(number, {name: value for name, value in written.items() if value is not None})
    kept = tuple(line for line in rows.values() if line.cells)
    return replace(THEN, tables={**THEN.tables, table: kept})


def with_facts(**facts: Any) -> Entered:
    return replace(THEN, facts=Line(0, {**THEN.facts.cells, **facts}))


def found(now: Entered, last: date = LAST, then: Entered = THEN) -> list[tuple[str, int, str]]:
    """The cells that changed, of a fund that is closed to the same day as it was."""
    closed = replace(now, facts=Line(0, {"closed_to": last, **now.facts.cells}))
    return [(each.table, each.number, each.name) for each in changes(closed, then, last)]


CHANGED = {
    "the ratio": (with_row("agreement", 1, standard=5.0), ("agreement", 1, "standard")),
    "hours a week": (with_row("agreement", 1, hours_week=30.0), ("agreement", 1, "hours_week")),
    "the price": (with_row("agreement", 1, price=10.0), ("agreement", 1, "price")),
    "a price that is gone": (with_row("agreement", 1, price=None), ("agreement", 1, "price")),
    "what it is held in": (with_row("agreement", 1, held="money"), ("agreement", 1, "held")),
    "the day it begins": (with_row("agreement", 1, **{"from": date(2027, 4, 8)}), ("agreement", 1, "from")),
    "a later one made earlier": (with_row("agreement", 2, **{"from": LAST}), ("agreement", 2, "from")),
    "a later one before the first": (with_row("agreement", 3, **{**AGREED, "from": START}), ("agreement", 3, "from")),
    "an agreement that is gone": (with_row("agreement", 1, **dict.fromkeys(AGREED)), ("agreement", 1, "from")),
    "opening hours": (with_facts(hours_before=4.0), ("facts", 0, "hours_before")),
    "opening pounds": (with_facts(pounds_before=None), ("facts", 0, "pounds_before")),
    "the first day": (with_facts(begins=date(2027, 4, 2)), ("facts", 0, "begins")),
    "the day it is closed to": (with_facts(closed_to=date(2027, 4, 29)), ("facts", 0, "closed_to")),
    "what a pot opens with": (with_row("pots", 1, hours_before=2.5), ("pots", 1, "hours_before")),
    "the name of a pot with an opening": (with_row("pots", 1, pot="Wales"), ("pots", 1, "pot")),
    "an opening of an empty pot": (with_row("pots", 2, pounds_before=2.5), ("pots", 2, "pounds_before")),
}
ALIKE = {
    "as it was": THEN,
    "an agreement from a later day": with_row("agreement", 3, **{**AGREED, "from": date(2027, 6, 1)}),
    "an agreement from the next day": with_row("agreement", 3, **{**AGREED, "from": MAY}),
    "other terms of a later one": with_row("agreement", 2, standard=4.0),
    "an agreement before the first": with_row("agreement", 3, **{**AGREED, "from": date(2027, 3, 1)}),
    "the first one begun earlier": with_row("agreement", 1, **{"from": date(2027, 3, 1)}),
    "closed to a later day": with_facts(closed_to=date(2027, 5, 31)),
    "the last day": with_facts(ends=date(2027, 7, 31)),
    "what a pot is to come to": with_row("pots", 1, hours_wanted=50.0),
    "a new pot": with_row("pots", 3, pot="Wales", hours_before=0.0),
    "the plan": with_row("plan", 1, standard=9.0),
}


@pytest.mark.parametrize("what", CHANGED)
def test_what_closed_days_rest_on_is_told_at_its_cell(what: str) -> None:
    """Once, whatever of it changed."""
    now, cell = CHANGED[what]
    assert found(now) == [cell]


@pytest.mark.parametrize("what", ALIKE)
def test_what_no_closed_day_rests_on_may_change(what: str) -> None:
    """What holds from a later day on, and what is planned; so may what opens with 0 say so."""
    assert found(ALIKE[what]) == []


def test_what_was_lacking_may_be_filled_in() -> None:
    """No enhanced hour counted without a ratio, so it may be entered; what money was given a week may not."""
    lacking = with_row("agreement", 1, standard=None, council=None)
    assert found(with_row("agreement", 1, council=None), then=lacking) == []
    assert found(THEN, then=lacking) == [("agreement", 1, "council")]


def test_openings_that_other_books_prove_are_left_to_them() -> None:
    """Where the last account is there, what this one opens with is held against it; the first day is not."""
    now = with_facts(hours_before=4.0, begins=MAY, closed_to=LAST)
    assert [each.name for each in changes(now, THEN, LAST, with_openings=False)] == ["begins"]
