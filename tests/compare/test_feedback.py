"""What goes back to one provider, worked by hand."""

from dataclasses import replace
from datetime import date

import pytest

from tests.builders.rounds import AS_AT, CROSSWALK, INSTRUMENTS, PROVIDER, action, answered, ledger
from xlkit.compare import compare
from xlkit.compare.feedback import feedback
from xlkit.feedback import Feedback, Others, Topic
from xlkit.returns import Return


def given(*returns: Return, earlier: tuple[Return, ...] = ()) -> dict[str, Feedback]:
    found = feedback(compare(INSTRUMENTS, CROSSWALK, ledger(*returns), AS_AT, earlier=earlier))
    return {one.organisation: one for one in found}


def at(*levels: int | None) -> list[Return]:
    return [answered(PROVIDER, f"P{number}", {"strategy": level}) for number, level in enumerate(levels)]


def strategy(one: Feedback) -> Topic:
    return one.topics[0]


def test_others_stand_below_at_and_above() -> None:
    """Beside 1, 2, 3, 4 and 5, whose middle is 3, level 3 has two below, one alike and two above."""
    assert strategy(given(*at(3, 1, 2, 3, 4, 5))["P0"]).others == Others(2, 1, 2, 3.0)


@pytest.mark.parametrize(("others", "shows"), [(4, False), (5, True)])
def test_it_takes_five_others(others: int, shows: bool) -> None:
    """Four others would be too few to hide among; the provider itself does not count."""
    found = given(*at(3, *[2] * others))["P0"]
    assert (strategy(found).others is not None, found.others is not None) == (shows, shows)


def test_others_without_a_level_do_not_count() -> None:
    """Six others, two of them blank."""
    assert strategy(given(*at(3, 2, 2, 2, 2, None, None))["P0"]).others is None


def test_a_blank_topic_stands_beside_nobody() -> None:
    """Nothing is filled in for it."""
    found = strategy(given(*at(None, 2, 2, 2, 2, 2))["P0"])
    assert (found.level, found.others, found.statement, found.next_statement) == (None, None, "", "")


def test_the_next_statement_is_one_level_up() -> None:
    """And there is none above the highest."""
    found = given(*at(2, 5))
    assert strategy(found["P0"]).next_statement == "We are at step 3"
    assert strategy(found["P1"]).next_statement == ""


def test_last_time_is_its_own() -> None:
    """Who was there then sees its level, who was not sees none."""
    before = [replace(one, identity=replace(one.identity, round="Autumn")) for one in at(1)]
    found = given(*at(2, 2), earlier=tuple(before))
    assert [strategy(one).last for one in found.values()] == [1, None]
    assert found["P0"].last_round == "Autumn"


def test_strengths_are_the_highest_first() -> None:
    """Levels 4 and 5."""
    found = given(answered(PROVIDER, "A", {"strategy": 4, "culture": 5, "costing": 3}))["A"]
    assert [topic.item.name for topic in found.strengths] == ["culture", "strategy"]


def test_actions_are_its_own() -> None:
    """With what is overdue as at the day."""
    mine = answered(PROVIDER, "A", {"strategy": 1}, actions=[action("strategy", "Mine", due=date(2027, 1, 1))])
    theirs = answered(PROVIDER, "B", {"strategy": 1}, actions=[action("strategy", "Theirs")])
    found = given(mine, theirs)
    assert [(one.action.action, one.timing) for one in found["A"].actions] == [("Mine", "overdue")]
