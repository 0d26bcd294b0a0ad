"""What goes back to one provider, worked by hand."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.builders.regions import of_round
from tests.builders.rounds import AS_AT, CROSSWALK, INSTRUMENTS, PROVIDER, action, answered, entry, ledger
from xlkit.comparison.compare import compare
from xlkit.comparison.feedback import Feedback, Others, Topic, feedback
from xlkit.intake.log import Ledger
from xlkit.returns.completed import Return


def given(*returns: Return, earlier: tuple[Return, ...] = (), smallest: int = 5) -> dict[str, Feedback]:
    compared = compare(INSTRUMENTS, CROSSWALK, ledger(*returns), AS_AT, earlier=earlier, smallest=smallest)
    return {one.organisation: one for one in feedback(compared)}


def region(**councils: list[Return]) -> dict[tuple[str, str], Feedback]:
    """Feedback by council and provider, from what each council got back in a round of its own."""
    entries = [
        replace(entry(f"{council} {number}.xlsx", completed=of_round(one, f"Spring {council}")), council=council)
        for council, returns in councils.items()
        for number, one in enumerate(returns)
    ]
    found = feedback(compare(INSTRUMENTS, CROSSWALK, Ledger(tuple(entries)), AS_AT))
    return {(one.council, one.organisation): one for one in found}


def said(organisation: str, level: int, plan: str = "Do it") -> Return:
    return answered(PROVIDER, organisation, {"strategy": level}, actions=[action("strategy", plan)])


def before(name: str, level: int, day: date | None) -> Return:
    """What P0 answered in a round before, completed on a day."""
    return replace(of_round(at(level)[0], name), completed_on=day)


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


def test_how_many_others_it_takes_is_the_rounds_to_say() -> None:
    """Six others where six are asked for, and where seven are."""
    for smallest, shows in ((6, True), (7, False)):
        found = given(*at(3, *[2] * 6), smallest=smallest)["P0"]
        assert (found.smallest, found.others is not None, strategy(found).others is not None) == (
            smallest,
            shows,
            shows,
        )


def test_who_answered_nothing_is_not_among_the_others() -> None:
    """Five of six others have a level; a blank form beside four others makes no fifth."""
    assert given(*at(3, 2, 2, 2, 2, 2, None))["P0"].others == 5
    assert given(*at(3, 2, 2, 2, 2, None))["P0"].others is None


def test_a_provider_of_two_councils_has_feedback_from_each() -> None:
    """With the level and the actions that it gave that council, in that council's round, and its return alone."""
    found = region(
        Ashshire=[said("X", 2, "For Ashshire"), said("A", 3)], Beechshire=[said("X", 4, "For Beechshire"), said("C", 3)]
    )
    mine = {council: one for (council, name), one in found.items() if name == "X"}
    assert {council: strategy(one).level for council, one in mine.items()} == {"Ashshire": 2, "Beechshire": 4}
    assert {council: [plan.action.action for plan in one.actions] for council, one in mine.items()} == {
        "Ashshire": ["For Ashshire"],
        "Beechshire": ["For Beechshire"],
    }
    assert [one.round for one in mine.values()] == ["Spring Ashshire", "Spring Beechshire"]
    assert len({one.return_ids for one in mine.values()}) == 2


@pytest.mark.parametrize(("others", "counted"), [("BDE", None), ("BDEF", 5)])
def test_others_of_a_region_are_those_of_its_own_council(others: str, counted: int | None) -> None:
    """A stands there with what it told that council; Beechshire's own five are none of them, nor is X itself."""
    found = region(
        Ashshire=[said("X", 3), said("A", 1), *(said(name, 2) for name in others)],
        Beechshire=[said("x ", 5), said("A", 5), *(said(name, 5) for name in "GHIJ")],
    )
    assert found["Ashshire", "X"].others == counted
    assert strategy(found["Ashshire", "X"]).others == (Others(5, 0, 0, 2.0) if counted else None)
    assert strategy(found["Beechshire", "x "]).others == Others(0, 5, 0, 5.0)


@pytest.mark.parametrize("level", [1, 5])
def test_feedback_in_a_region_tells_nothing_of_a_small_council_beside(level: int) -> None:
    """What Ashshire's seven get is the same wherever Beechshire's only provider stands, who stands beside nobody."""
    seven = at(*[1, 2, 3, 3, 4, 5, 5])
    found = region(Ashshire=seven, Beechshire=[said("Only", level)])
    for number in range(len(seven)):
        name = f"P{number}"
        assert strategy(found["Ashshire", name]).others == strategy(given(*seven)[name]).others
        assert found["Ashshire", name].others == len(seven) - 1
    assert found["Beechshire", "Only"].others is None


def test_one_council_alone_is_no_region() -> None:
    """Its feedback names no council, and the round is that of the comparison."""
    assert {one.council for one in region(Ashshire=[said("X", 2), said("A", 3)]).values()} == {""}


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


@pytest.mark.parametrize("turn", [1, -1])
def test_last_time_is_the_latest_round_however_they_are_given(turn: int) -> None:
    """By the days on which its returns were completed."""
    earlier = (before("Autumn 2025", 1, date(2025, 10, 1)), before("Autumn 2026", 2, date(2026, 10, 1)))[::turn]
    found = given(*at(3), earlier=earlier)["P0"]
    assert (found.last_round, strategy(found).last) == ("Autumn 2026", 2)


def test_where_a_rounds_days_are_not_known_the_last_given_counts() -> None:
    """Nothing better is known."""
    earlier = (before("Autumn 2026", 2, date(2026, 10, 1)), before("Some time", 1, None))
    assert given(*at(3), earlier=earlier)["P0"].last_round == "Some time"
    assert given(*at(3), earlier=earlier[::-1])["P0"].last_round == "Autumn 2026"


@pytest.mark.parametrize(("then", "last"), [("North", 1), ("", 1), ("South", None)])
def test_last_time_is_what_movement_matches(then: str, last: int | None) -> None:
    """Another locality's level is none of this one's, as in Movement, and one that was left blank parts nobody."""
    (now,), earlier = at(3), replace(before("Autumn", 1, None), locality=then)
    assert strategy(given(replace(now, locality="North"), earlier=(earlier,))["P0"]).last == last


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


def test_return_ids_are_those_that_the_levels_rest_on() -> None:
    """The agreed return's alone; of several without one, each."""
    several = [answered(PROVIDER, "A", {"strategy": 3}, respondent=name) for name in ("Ann", "Bo")]
    agreed = answered(PROVIDER, "A", {"strategy": 4}, agreed=True)
    assert given(*several)["A"].return_ids == tuple(one.identity.return_id for one in several)
    assert given(*several, agreed)["A"].return_ids == (agreed.identity.return_id,)
