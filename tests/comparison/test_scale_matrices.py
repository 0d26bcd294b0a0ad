"""Matrices compared: what stands for a council, what became of forecasts, who is ahead, and what changed, by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.builders.drawn import drawn
from tests.builders.rounds import AS_AT, COMMISSIONER, INSTRUMENTS, answered, ledger, random_ledger
from tests.builders.rounds import CROSSWALK as LEVELS_CROSSWALK
from tests.builders.scale_matrices import CROSSWALK, PLAN, PLANS, planned, random_plans
from xlkit.comparison.compare import compare
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.other_scales.scale_matrix import Matrices
from xlkit.form.identity import Perspective
from xlkit.form.item import Role
from xlkit.returns.completed import Return


def compared(*returns: Return, earlier: tuple[Return, ...] = (), as_at: date = AS_AT) -> Comparison:
    return compare(PLANS, CROSSWALK, ledger(*returns), as_at, "Spring", earlier=earlier)


def matrices(*returns: Return, earlier: tuple[Return, ...] = (), as_at: date = AS_AT) -> Matrices:
    return compared(*returns, earlier=earlier, as_at=as_at).matrices[0]


def picked(found: Matrices, item: str) -> list[str | None]:
    mine = next(one for one in found.items if one.item.name == item)
    return [choice.name if choice else None for choice in mine.picks]


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        (["red"], "red"),
        (["none"], "none"),  # alone, also a choice outside the order
        (["red", "green"], "red"),  # of two middle ones the lower
        (["red", "green", "green"], "green"),
        (["none", "green"], "green"),  # outside the order, it does not count among several
        (["none", "none"], None),
    ],
)
def test_the_low_middle_of_several_returns_stands(said: list[str], stands: str | None) -> None:
    """Without an agreed position the low middle choice of an organisation's returns stands for it."""
    found = matrices(*(planned("A", {"people": one}, respondent=str(place)) for place, one in enumerate(said)))
    assert picked(found, "people") == [stands]


def test_an_agreed_position_stands_alone() -> None:
    """Whatever single people say beside it."""
    single = planned("A", {"people": "red"}, respondent="Ann")
    assert picked(matrices(single, planned("A", {"people": "green"}, agreed=True)), "people") == ["green"]


def test_choices_are_counted_and_blanks_are_not() -> None:
    """The counts go by the scale from the least on, with those outside the order last."""
    found = matrices(
        *(planned(name, {"people": said}) for name, said in zip("ABC", ("red", "red", "none"), strict=True)),
        planned("D"),
    )
    people = next(one for one in found.items if one.item.name == "people")
    assert [choice.label for choice in people.scale.choices] == ["Red", "Amber", "Green", "Not rated"]
    assert people.counts == (2, 0, 0, 1)


def test_what_is_said_about_others_is_no_rating_of_theirs() -> None:
    """A return of another perspective gives no organisation a column."""
    about = planned("B", {"people": "red"}, perspective=Perspective.PARTNER)
    assert matrices(planned("A", {"people": "green"}), about).organisations == ("A",)


def test_where_only_others_speak_there_is_no_matrix() -> None:
    """A round in which nobody speaks of itself is compared, with what is asked of others left out of the matrices."""
    assert compared(planned("B", {"people": "red"}, perspective=Perspective.PARTNER)).matrices == ()


def test_dates_are_each_organisations_own() -> None:
    """Where they differ no date stands for all, and the wording names the setting."""
    found = matrices(planned("A"), planned("B", settings={"first": "2027-05-01"}))
    first = next(one for one in found.items if one.item.name == "homes_first")
    assert (first.day, first.days) == (None, (date(2027, 3, 31), date(2027, 5, 1)))
    assert first.item.title == "How likely by [First date]?"
    second = next(one for one in found.items if one.item.name == "homes_second")
    assert (second.day, second.item.title) == (date(2027, 9, 30), "How likely by 30 September 2027?")


@pytest.mark.parametrize(
    ("said", "result"),
    [
        ({"homes_plan": "done", "homes_team": "done"}, "all"),
        ({"homes_plan": "done", "homes_team": "late"}, "some"),
        ({"homes_plan": "done"}, "some"),  # a blank is not reached
        ({"homes_plan": "late"}, "none"),
        ({"homes_money": "done"}, "not answered"),  # of the other date
        ({"advice_plan": "done", "advice_team": "done"}, "not answered"),  # of the other section
    ],
)
def test_a_forecast_is_held_against_the_outcomes_of_its_section_and_date(said: dict[str, str], result: str) -> None:
    """All, some or none of them are reached."""
    found = matrices(planned("A", {"homes_first": "likely", **said}))
    assert [one.result for one in found.prospects if one.forecast.item.name == "homes_first"] == [result]


def test_forecasts_are_counted_by_what_became_of_them() -> None:
    """Where dates have passed, each forecast that can be made, and none made, with how many reached what."""
    found = matrices(
        planned("A", {"homes_first": "likely", "homes_plan": "done", "homes_team": "done"}),
        planned("B", {"homes_first": "likely", "homes_plan": "late", "homes_team": "done"}),
        planned("C", {"homes_second": "maybe"}),
        as_at=date(2027, 4, 1),
    )
    counted = {one.choice.name if one.choice else None: (one.n, *one.results.values()) for one in found.crossed}
    assert counted == {
        "unlikely": (0, 0, 0, 0, 0),
        "maybe": (0, 0, 0, 0, 0),  # the second date has not passed
        "likely": (2, 1, 1, 0, 0),
        None: (4, 0, 0, 0, 4),
    }
    assert matrices(planned("A"), as_at=date(2027, 3, 31)).crossed == ()


@pytest.mark.parametrize(
    ("completed", "held"),
    [
        ({"Spring": date(2027, 4, 20), "Winter": date(2027, 1, 9), "Autumn": None}, ("maybe", "Winter")),
        ({"Spring": date(2027, 3, 31), "Winter": date(2027, 1, 9), "Autumn": None}, ("likely", "this round")),
        ({"Spring": None, "Winter": date(2027, 4, 9), "Autumn": date(2026, 9, 9)}, ("unlikely", "Autumn")),
        ({"Spring": None, "Winter": None, "Autumn": date(2027, 4, 9)}, ("maybe", "Winter, undated")),
        ({"Spring": None}, ("likely", "this round, undated")),
        ({"Spring": date(2027, 4, 20), "Winter": date(2027, 4, 9)}, (None, "none")),
    ],
)
def test_a_forecast_is_the_last_given_by_its_date(completed: dict[str, date | None], held: tuple[str, str]) -> None:
    """What was answered with hindsight is none, and without a day an earlier round goes before this one."""
    picked_in = {"Spring": "likely", "Winter": "maybe", "Autumn": "unlikely"}
    now, *before = (
        replace(planned("A", {"homes_first": picked_in[name], "homes_plan": "done"}, round_name=name), completed_on=day)
        for name, day in completed.items()
    )
    found = matrices(now, earlier=tuple(before), as_at=date(2027, 4, 21))
    (prospect,) = (one for one in found.prospects if one.forecast.item.name == "homes_first")
    assert (prospect.given.name if prospect.given else None, prospect.where) == held
    counted = {one.choice.name if one.choice else None: one.results["some"] for one in found.crossed}
    assert [name for name, many in counted.items() if many] == [held[0]]


@pytest.mark.parametrize(("day", "as_at", "many"), [(None, 21, 1), (None, 1, 0), (date(2027, 3, 1), 21, 0)])
def test_a_forecast_that_nobody_knows_to_be_in_time_is_noted(day: date | None, as_at: int, many: int) -> None:
    """It counts on Forecast and outcome all the same, once its date has passed."""
    said = replace(planned("A", {"homes_first": "likely"}, settings={"first": "2027-04-10"}), completed_on=day)
    found = compared(said, as_at=date(2027, 4, as_at))
    told = [(note.subject, note.text) for note in found.notes if note.kind == "undated forecast"]
    assert ("this round, undated" in [one.where for each in found.matrices for one in each.prospects]) == bool(many)
    sentence = "A return that does not say its day is taken as in time: 1 forecast of dates that have passed."
    assert told == [("A", sentence)] * many


def test_a_forecast_of_a_date_that_had_another_name_is_found() -> None:
    """Where dates move on, what was the second one is the first one now; a blank of this round says nothing."""
    then = planned("A", {"homes_second": "maybe", "homes_first": "likely"}, round_name="Winter")
    now = planned("A", settings={"first": "2027-09-30", "second": "2028-03-31"})
    found = matrices(now, earlier=(then,), as_at=date(2027, 10, 1))
    held = {one.forecast.item.name: one.given.name if one.given else None for one in found.prospects}
    assert (held["homes_first"], held["homes_second"]) == ("maybe", None)


def test_who_could_help_is_ahead_on_the_same_section() -> None:
    """A better forecast for the next date goes first, then more outcomes; those alike are not ahead of each other."""
    asks = {"homes_help": "Please"}
    found = matrices(
        planned("Asker", {"homes_second": "maybe", "homes_plan": "done"}, said=asks),
        planned("Better", {"homes_second": "likely"}),
        planned("Elsewhere", {"advice_second": "likely", "homes_second": "unlikely"}),
        planned("Like", {"homes_second": "maybe", "homes_plan": "done"}, said=asks),
        planned("More", {"homes_second": "maybe", "homes_plan": "done", "homes_team": "done"}),
    )
    helpers = {one.completed.organisation: [h.organisation for h in one.helpers] for one in found.requests}
    assert helpers == {"Asker": ["Better", "More"], "Like": ["Better", "More"]}


def test_those_alike_are_named_in_the_order_of_their_names() -> None:
    """Two that are equally far on follow the alphabet."""
    ahead = [planned(name, {"homes_second": "likely"}) for name in ("Zeal", "Able")]
    found = matrices(planned("Mid", said={"homes_help": "Please"}), *ahead)
    assert [one.organisation for one in found.requests[0].helpers] == ["Able", "Zeal"]


@pytest.mark.parametrize(
    ("as_at", "next_day"),
    [
        (date(2027, 3, 31), date(2027, 3, 31)),  # the day itself has not passed
        (date(2027, 4, 1), date(2027, 9, 30)),
        (date(2028, 1, 1), date(2027, 9, 30)),  # all have: the last
    ],
)
def test_the_next_date_has_not_passed(as_at: date, next_day: date) -> None:
    """Who is ahead goes by the forecast for the first date that is still to come."""
    found = matrices(planned("A", {"homes_first": "likely"}), as_at=as_at)
    assert {one.next_day for one in found.progress} == {next_day}


def test_themes_come_from_the_item_or_its_section() -> None:
    """An item without a link of its own has its section's theme, and one without either has none."""
    themes = {one.item.name: one.theme.title if one.theme else None for one in matrices(planned("A")).items}
    assert (themes["people"], themes["advice_first"], themes["money"]) == ("Culture", "Information", None)


def test_what_changed_goes_by_the_order_and_matches_names() -> None:
    """Up, down, stayed; a change outside the order is otherwise; joiners and leavers stand apart."""
    before = [("a  council", "red", "begun"), ("B", "green", "done"), ("C", "none", "late"), ("Left", "red", "late")]
    then = tuple(
        planned(name, {"people": said, "homes_plan": status}, round_name="Winter", settings={"quarter": "2026-27 Q3"})
        for name, said, status in before
    )
    now = (
        planned("A Council", {"people": "green", "homes_plan": "late"}),
        planned("B", {"people": "amber", "homes_plan": "begun"}),
        planned("C", {"people": "red", "homes_plan": "late"}),
        planned("Joined", {"people": "red"}),
    )
    change = matrices(*now, earlier=then).changes[0]
    states = {(one.organisation, one.about.item.name): one.state for one in change.shifts}
    assert states == {
        ("A Council", "people"): "up", ("A Council", "homes_plan"): "changed",
        ("B", "people"): "down", ("B", "homes_plan"): "down",
        ("C", "people"): "changed", ("C", "homes_plan"): "same",
        ("Left", "people"): "left", ("Left", "homes_plan"): "left", ("Joined", "people"): "joined",
    }  # fmt: skip
    people, plan = (
        next(one for one in change.items if one.about.item.name == name) for name in ("people", "homes_plan")
    )
    assert people.states == {"down": 1, "same": 0, "changed": 1, "up": 1, "joined": 1, "left": 1}
    assert (people.matched, plan.matched) == (3, 3)
    assert (change.matched, change.joined, change.left) == (("A Council", "B", "C"), ("Joined",), ("Left",))
    assert (change.earlier, change.now) == ("2026-27 Q3 (Winter)", "2026-27 Q4")


def test_an_answer_about_a_date_that_moved_is_not_compared() -> None:
    """What was said of the end of March is none of May: it went neither up nor down, and a note says why, once."""
    forecasts = {"homes_first": "unlikely", "homes_second": "unlikely"}
    then = tuple(planned(name, {**forecasts, "homes_plan": "late"}, round_name="Winter") for name in "AB")
    now = (
        planned("A", dict.fromkeys(forecasts, "likely"), settings={"first": "2027-05-31"}),
        planned("B", dict.fromkeys(forecasts, "likely")),
    )
    found = compared(*now, earlier=then)
    states = {(one.organisation, one.about.item.name): one.state for one in found.matrices[0].changes[0].shifts}
    assert states == {
        ("A", "homes_first"): "joined", ("A", "homes_second"): "up",
        ("B", "homes_first"): "up", ("B", "homes_second"): "up", ("B", "homes_plan"): "left",
    }  # fmt: skip
    told = (
        "First date was 31 March 2027 in Winter and is 31 May 2027 now, so answers about it are not compared: "
        "2 in 1 return."
    )
    assert [note.text for note in found.notes if note.kind == "date moved"] == [told]


def test_levels_alone_have_no_ratings() -> None:
    """A round of five levels is compared as it was."""
    found = compare(INSTRUMENTS, LEVELS_CROSSWALK, random_ledger(1), AS_AT).matrices
    assert not any(one.items for one in found)


def test_ratings_never_become_levels() -> None:
    """Beside a round of levels they have no market, no level and no theme of their own."""
    mixed = ledger(answered(COMMISSIONER, "A", {"leadership": 3}), planned("A", {"people": "green"}))
    found = compare({**INSTRUMENTS, **PLANS}, LEVELS_CROSSWALK, mixed, AS_AT)
    assert [one.commissioner.instrument.name for one in found.markets if one.commissioner] == [COMMISSIONER.name]
    assert [one.items for one in found.panels if one.instrument.name == PLAN.name] == [()]


@drawn(25)
@given(st.integers(0, 10_000), st.integers(1, 6))
def test_counts_add_up(seed: int, councils: int) -> None:
    """For every item the counts are those of the organisations that answered, and every forecast has its prospect."""
    found = compare(PLANS, CROSSWALK, random_plans(seed, councils), AS_AT).matrices[0]
    assert all(sum(one.counts) == sum(pick is not None for pick in one.picks) for one in found.items)
    assert len(found.prospects) == councils * len(found.of_role(Role.FORECAST))
    assert all(0 <= one.reached <= one.answered <= one.outcomes for one in found.prospects)
    for name in {one.section.name for one in found.progress}:
        mine = [one.place for one in found.progress if one.section.name == name]
        assert sorted(mine) == list(range(1, councils + 1))
