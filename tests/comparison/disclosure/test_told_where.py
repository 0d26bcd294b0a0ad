"""Of which kind of service and which locality people are who want something next: large groups, whole or not at all."""

from collections.abc import Mapping
from datetime import date

import pytest
from msgspec.structs import replace

from xlkit.comparison.disclosure.signals import signals
from xlkit.comparison.disclosure.told import told_beside
from xlkit.form.item import Use
from xlkit.voice.statements import Statement
from xlkit.voice.telling import FUTURE
from xlkit.voice.where import LOCALITY, SERVICE, Where, heard_where
from xlkit.voice.workshop import Card, Given, Theme, Wall, Workshop

HOME, DAY = "Home care", "Day opportunities"


def workshop(groups: Mapping[tuple[str, str], tuple[int, int]], providers: int = 5) -> Workshop:
    """A workshop in which so many people of each kind of service and locality want one thing, of so many heard."""
    said = [
        Statement(f"{where} {at}", f"P{at % providers}", FUTURE, "future_1", "A dog", Use.WORDS, "", *where)
        for where, (_, heard) in groups.items()
        for at in range(heard)
    ]
    wanting = {f"{where} {at}" for where, (many, _) in groups.items() for at in range(many)}
    cards = tuple(
        Card(at, FUTURE, each.words, each.code, each.place, service=each.service, locality=each.locality)
        for at, each in enumerate((each for each in said if each.code in wanting), start=1)
    )
    return Workshop(
        *("Voices", "Fenmoor", date(2027, 5, 14), (Wall(FUTURE, "F"),), cards),
        (Theme("F1", FUTURE, "I want a dog", cards=", ".join(str(card.number) for card in cards), cleared="checked"),),
        tuple(Given(f"P{at}", sum(each.provider == f"P{at}" for each in said), 0) for at in range(providers)),
        highest=len(cards),
        where=heard_where(said),
    )


def of(home: tuple[int, int], day: tuple[int, int], providers: int = 5) -> Workshop:
    """The same of two kinds of service, in one place."""
    return workshop({(HOME, ""): home, (DAY, ""): day}, providers)


def told(*given: Workshop, smallest: int = 5) -> dict[str, tuple[int, int]]:
    *before, now = given
    return {one.part[1]: (one.people, one.heard) for one in told_beside(now, before, smallest).where}


@pytest.mark.parametrize(
    ("home", "day", "providers", "is_shown"),
    [
        ((4, 10), (3, 5), 5, True),
        ((4, 10), (0, 5), 5, True),
        ((4, 10), (2, 5), 5, False),
        ((4, 10), (3, 4), 5, False),
        ((4, 10), (3, 6), 4, False),
    ],
    ids=["enough", "nobody of one", "two of one", "four were heard", "of four providers"],
)
def test_a_kind_of_group_is_told_of_whole_or_not_at_all(
    home: tuple[int, int], day: tuple[int, int], providers: int, is_shown: bool
) -> None:
    """Each of its groups has five people of five providers, of whom nobody or three name what is told."""
    one = of(home, day, providers)
    others = (Given("Another", 5, 0), Given("One more", 5, 0))
    found = told_beside(replace(one, given=(*one.given, *others)), (), 5)
    assert {each.part: (each.people, each.heard) for each in found.where} == (
        {(SERVICE, HOME): home, (SERVICE, DAY): day} if is_shown else {}
    )
    assert found.unparted == (() if is_shown else (SERVICE,))


def test_as_many_providers_are_needed_as_the_round_asks_for() -> None:
    """Five of one group are enough where it asks for five, and not where it asks for six."""
    one = of((6, 12), (6, 12), providers=6)
    few = replace(one, where=tuple(replace(row, providers=5) if row.service == DAY else row for row in one.where))
    assert [told(each, smallest=least) != {} for each in (one, few) for least in (5, 6)] == [True, True, True, False]


@pytest.mark.parametrize(("many", "kinds"), [(2, {SERVICE}), (5, {SERVICE, LOCALITY})])
def test_two_kinds_of_group_are_told_of_where_what_they_make_together_is_large(many: int, kinds: set[str]) -> None:
    """Two people of one kind of service in one locality would follow from both, so that one kind alone is told of."""
    one = workshop({(HOME, "North"): (9, 9), (HOME, "South"): (many, many), (DAY, "South"): (9, 9)})
    assert {each.part[0] for each in told_beside(one, (), 5).where} == kinds


def test_a_group_that_a_few_joined_or_left_since_is_not_told_of_again() -> None:
    """Five came, two of them to one group; six to one group alone are many."""
    then = of((6, 10), (6, 10))
    assert told(then, of((6, 13), (6, 12))) == {}
    assert told(then, of((6, 16), (6, 10))) == {HOME: (6, 16), DAY: (6, 10)}


def test_the_signals_say_of_each_group_what_is_told_or_why_nothing_is() -> None:
    """After what all people want; where there is one group alone, there is nothing to leave out."""

    def found(one: Workshop) -> list[tuple[str, float | None, float | None]]:
        return [(each.part[1], each.figure, each.of) for each in signals(told_beside(one, (), 5), None, 5)]

    assert found(of((4, 10), (3, 5))) == [("", 7, 15), (DAY, 3, 5), (HOME, 4, 10)]
    assert found(of((4, 10), (2, 5))) == [("", 6, 15), ("", None, None)]
    assert found(workshop({(HOME, ""): (4, 10)})) == [("", 4, 10)]


def test_people_are_counted_where_they_were_heard() -> None:
    """Each once, by the first group that a statement says; who refused all is not heard, and no provider is two."""
    said = [
        Statement("A", "Alder", FUTURE, "future_1", "", Use.COUNTED, "", "", "North"),
        Statement("A", "Alder", FUTURE, "future_2", "", Use.COUNTED, "", HOME, ""),
        Statement("B", "Alder Ltd", FUTURE, "future_1", "", Use.HELD, "", HOME, "North"),
        Statement("C", "Birch", FUTURE, "future_1", "", Use.REFUSED, "", HOME, "North"),
        Statement("D", "Birch", FUTURE, "future_1", "", Use.COUNTED),
    ]
    assert {(row.service, row.locality): (row.people, row.providers) for row in heard_where(said)} == {
        (HOME, ""): (2, 1), ("not said", ""): (1, 1), ("", "North"): (2, 1), ("", "not said"): (1, 1),
        (HOME, "North"): (2, 1), ("not said", "not said"): (1, 1),
    }  # fmt: skip
    assert Where(HOME, "", 2, 1).of([SERVICE]) == (HOME,)
    assert Where(HOME, "", 2, 1).of([LOCALITY]) is None
