"""What of one version of a template is what of another: by name and wording, and never by position."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.builders.forms import of
from xlkit.form import versions
from xlkit.form.item import Choice, Item, Kind

SAID = ("Nobody has begun", "Some of us have begun", "Most staff do it on most days", "All of us do it", "We teach it")


def topic(name: str, title: str, *labels: str) -> Item:
    """A topic whose choices are named by their places alone."""
    choices = tuple(Choice(f"level_{level}", label, level) for level, label in enumerate(labels, start=1))
    return Item(name, "1.1", title, Kind.STATEMENTS, choices=choices)


def moved(labels: tuple[str, ...], then: tuple[str, ...] = SAID) -> list[str | None]:
    """Which statement, by its wording, each of today's is taken for."""
    former, now = topic("risk", "Risk", *then), topic("risk", "Risk", *labels)
    same = versions.same([former], of(now))
    named = {choice.name: choice.label for choice in former.choices}
    return [named.get(same.choices.get(("risk", choice.name), "")) for choice in now.choices]


@given(st.permutations(SAID))
def test_reordered_statements_are_told_by_their_wording(labels: list[str]) -> None:
    """A name that says a place alone goes with the statement, not with the place."""
    assert moved(tuple(labels)) == labels


@given(st.permutations(SAID), st.lists(st.text("abcdefgh ", min_size=12, max_size=30), max_size=3, unique=True))
def test_no_statement_is_ever_another(labels: list[str], more: list[str]) -> None:
    """With statements left out, put in and moved, each is taken for itself or for none."""
    now = tuple(more + labels[: len(labels) - len(more)])
    assert all(was in (None, label) for was, label in zip(moved(now), now, strict=True))


def test_a_statement_nearly_as_it_was_is_the_same() -> None:
    """A slip put right, punctuation and case make no other statement of it."""
    now = ("Nobody has begun.", "some of us have begun", "Most staff do it on most of the days", *SAID[3:])
    assert moved(now) == list(SAID)


def test_a_statement_that_says_something_else_is_not_the_same() -> None:
    """Where only its place is as it was, nothing is carried over to it."""
    assert moved(("Nobody has begun", "We wrote a policy last year", *SAID[2:]))[1] is None


def test_a_name_of_its_own_identifies_a_reworded_choice() -> None:
    """What is called `under_way` is under way in whatever words."""
    then = Item("plan", "1.1", "Plan", Kind.CHOICE, choices=(Choice("under_way", "Begun"), Choice("done", "Done")))
    now = replace(then, choices=(Choice("done", "All done"), Choice("under_way", "We are at it")))
    assert versions.same([then], of(now)).choices == {("plan", "done"): "done", ("plan", "under_way"): "under_way"}


@pytest.mark.parametrize("names", [("dignity", "risk", "money"), ("q1", "q2", "q3")])
def test_an_inserted_topic_moves_no_other(names: tuple[str, str, str]) -> None:
    """Even where questions are named by their places, the new one is nobody's former one."""
    risk = tuple(f"On risk: {label}" for label in SAID)
    money = tuple(f"On money: {label}" for label in SAID)
    first, second = ("risk", "money") if names[0] == "dignity" else ("q1", "q2")
    former = [topic(first, "Risk", *risk), topic(second, "Money", *money)]
    now = of(topic(names[0], "Dignity", *SAID), topic(names[1], "Risk", *risk), topic(names[2], "Money", *money))
    same = versions.same(former, now)
    assert {name: item.title for name, item in same.items.items()} == {names[1]: "Risk", names[2]: "Money"}


def test_a_retitled_topic_is_told_by_its_statements() -> None:
    """A topic that is called and titled otherwise, and says the same, is the same."""
    same = versions.same([topic("risk", "Risk", *SAID)], of(topic("safety", "Staying safe", *SAID)))
    assert same.items["safety"].name == "risk"


def test_a_topic_of_which_nothing_is_left_is_gone() -> None:
    """A new question under another name takes no answers over."""
    other = topic("safety", "Staying safe", *(f"{label}, safely" for label in SAID))
    assert not versions.same([topic("risk", "Risk", *SAID)], of(other)).items


def forecast(name: str, title: str = "Likelihood by ${date_1}") -> Item:
    """A forecast, which may be worded as others are."""
    return Item(name, "1.1", title, Kind.CHOICE, choices=(Choice("likely", "Likely"), Choice("unlikely", "Unlikely")))


@pytest.mark.parametrize("more", [(), (forecast("services_1"),)])
def test_one_wording_of_several_tells_them_by_what_else_is_in_their_names(more: tuple[Item, ...]) -> None:
    """Forecasts of several milestones stay what they are in a version that changes no word, or has one more."""
    former = [forecast("partners_1"), forecast("partners_2", "Likelihood by ${date_2}"), forecast("budgets_1")]
    assert list(versions.same(former, of(*former, *more)).items) == ["partners_1", "partners_2", "budgets_1"]


def test_one_wording_of_several_that_only_count_tells_none_once_others_say_it() -> None:
    """Where a question of the same words was put in between, nobody can tell which of them one was."""
    former = [forecast(name) for name in ("q2", "q4")]
    assert list(versions.same(former, of(*former)).items) == ["q2", "q4"]
    assert not versions.same(former, of(*former, forecast("q6"))).items
