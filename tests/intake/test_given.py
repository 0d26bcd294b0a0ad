"""Whether one copy of a form gives all that another gave, and what two of them differ in."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from tests.intake.test_duplicates import answered, entry
from xlkit.intake.given import adds_to, differences
from xlkit.intake.log import Entry
from xlkit.returns.completed import Action, Answer, Return, TableRow
from xlkit.returns.issues import issue
from xlkit.returns.raw import CellRef

CELL = CellRef("Questions", 5, 2)
PLAN = CellRef("Action planner", 3, 5)


def copy(*answers: Answer, **changed: Any) -> Return:
    return replace(answered(3), answers=answers or answered(3).answers, **changed)


def planned(text: str = "Train staff", *, owner: str = "", status: str = "", item: str = "risk") -> Action:
    return Action(item, text, owner, None, status, PLAN)


def row(number: int, **fields: str) -> TableRow:
    return TableRow("support", number, tuple(Answer(name, None, value, CELL) for name, value in fields.items()))


def is_added(later: Return, earlier: Return) -> bool:
    return adds_to(entry("later", later), entry("earlier", earlier))


PLAIN = Answer("risk", 3, "3", CELL)
GROWN = [
    (copy(PLAIN, Answer("money", 2, "2", CELL)), copy(PLAIN)),
    (copy(replace(PLAIN, evidence="Minutes")), copy(PLAIN)),
    (copy(replace(PLAIN, evidence="Minutes of May,  June")), copy(replace(PLAIN, evidence="Minutes of May"))),
    (copy(replace(PLAIN, day=date(2027, 3, 1))), copy(PLAIN)),
    (copy(role="Manager"), copy()),
    (copy(note="All in all good."), copy()),
    (copy(completed_on=date(2027, 3, 9)), copy(completed_on=date(2027, 3, 1))),
    (copy(actions=(planned(), planned("Audit"))), copy(actions=(planned("Audit"),))),
    (copy(actions=(planned("Train staff by May", owner="Ann"),)), copy(actions=(planned(),))),
    (copy(rows=(row(1, need="Staff"), row(2, need="Money"))), copy(rows=(row(1, need="Money"),))),
    (copy(rows=(row(1, need="Staff", whom="Us"),)), copy(rows=(row(1, need="Staff"),))),
]
CHANGED = [
    (copy(Answer("risk", 4, "4", CELL)), copy(PLAIN)),
    (copy(Answer("risk", None, None, CELL), Answer("money", 2, "2", CELL)), copy(PLAIN)),
    (copy(PLAIN), copy(replace(PLAIN, evidence="Minutes"))),
    (copy(replace(PLAIN, evidence="May minutes")), copy(replace(PLAIN, evidence="Minutes of May"))),
    (copy(replace(PLAIN, day=date(2027, 3, 2))), copy(replace(PLAIN, day=date(2027, 3, 1)))),
    (copy(respondent="Bo"), copy(respondent="Ann")),
    (copy(), copy(completed_on=date(2027, 3, 1))),
    (copy(), copy(view="agreed")),
    (copy(actions=(planned("Audit"),)), copy(actions=(planned(),))),
    (copy(actions=(planned(item="money"),)), copy(actions=(planned(),))),
    (copy(actions=(planned(status="Done"),)), copy(actions=(planned(status="Under way"),))),
    (copy(actions=(planned("Train staff by May"),)), copy(actions=(planned(), planned()))),
    (copy(rows=(row(1, need="Staff"),)), copy(rows=(row(1, need="Money"),))),
    (copy(rows=(row(1, need="Staffing"),)), copy(rows=(row(1, need="Staff"),))),
]  # fmt: skip


@pytest.mark.parametrize(("later", "earlier"), GROWN)
def test_a_copy_with_more_adds(later: Return, earlier: Return) -> None:
    """More in any part of the form is more, wherever it stands now; and the fuller one is not added to."""
    assert is_added(later, earlier)
    assert later.completed_on or not is_added(earlier, later)


@pytest.mark.parametrize(("later", "earlier"), CHANGED)
def test_a_copy_that_takes_something_away_does_not_add(later: Return, earlier: Return) -> None:
    """What was given and is gone, or reads otherwise, is for the sender to say."""
    assert not is_added(later, earlier)


def spoilt(answer: Answer, code: str) -> Entry:
    facts = {"ref": "", "title": "", "asks": "", "found": "", "count": 2, "cells": "", "shown": ""}
    return replace(entry("earlier", copy(answer)), issues=(issue(code, CELL, "risk", **facts),))


@pytest.mark.parametrize(
    ("answer", "code", "later", "is_more"),
    [
        (Answer("risk", None, None, None), "two-ticks", PLAIN, True),
        (Answer("risk", None, None, None), "two-ticks", Answer("risk", None, None, CELL), False),
        (Answer("risk", None, None, None), "no-answer", Answer("risk", None, None, CELL), True),
        (Answer("risk", None, "2 January", CELL), "text-changed-type", Answer("risk", None, "1-2", CELL), True),
        (Answer("risk", None, "2 January", CELL), "text-changed-type", Answer("risk", None, None, CELL), False),
        (Answer("risk", None, "2 January", CELL), "tick-understood", Answer("risk", None, "1-2", CELL), False),
    ],
)
def test_a_faulty_answer_made_good_counts_as_added(answer: Answer, code: str, later: Answer, *, is_more: bool) -> None:
    """Whatever it is now; one that is only gone was taken away, and one without a fault was changed."""
    assert adds_to(entry("later", copy(later)), spoilt(answer, code)) is is_more


def test_differences_are_told_to_a_limit() -> None:
    """Each place with what either gives, in the order of the form, and how many more there are."""
    one = copy(*(Answer(name, level, str(level), CELL) for level, name in enumerate("abcdefg", start=1)), role="Owner")
    other = copy(*(Answer(name, 9, "9", CELL) for name in "abcdef"), actions=(planned(owner="Ann"),))
    told = differences(entry("x", one), entry("y", other), {}, "in y")
    assert told.startswith("Role: “Owner” here, nothing in y; A: level 1 here, level 9 in y; ")
    assert told.endswith("; and 4 more")
    assert told.count(" here, ") == 5


def test_actions_are_told_whole() -> None:
    """What is planned stands there with its owner."""
    told = differences(entry("x", copy(actions=(planned(owner="Ann"),))), entry("y", copy()), {}, "in y")
    assert told == "Risk, action 1: “Train staff; Ann” here, nothing in y"


def test_texts_that_are_alike_as_far_as_they_are_shown_are_not_quoted() -> None:
    """Two quotations that read the same would tell nobody which copy stands; nor would a table's inner names."""
    one, other = (copy(replace(PLAIN, evidence="x" * 100 + end), PLAIN) for end in "ab")
    assert differences(entry("x", one), entry("y", other), {}, "there") == "Risk, evidence reads otherwise there"


def test_rows_are_told_by_their_place_alone() -> None:
    """What somebody wrote in a row of a table stands in no sentence, wherever the row is filled in."""
    one, other = copy(rows=(row(1, need="Staff"),)), copy(rows=(row(1, need="Money"), row(2, need="Time")))
    told = differences(entry("x", one), entry("y", other), {}, "there")
    assert told == "Support, row 1 reads otherwise there in “need”; Support, row 2 is filled in there alone"
