"""Signals to the market: what everybody may be told that people want next, and what is bought."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

import pytest
from msgspec import Struct
from msgspec.structs import replace

from tests.builders.workshops import filled, placed, theme
from xlkit.comparison.disclosure.signals import BOUGHT, KINDS, WANTED, Signal, signals
from xlkit.comparison.people.funds import Funds
from xlkit.fund.kinds import Account
from xlkit.voice.following import Following
from xlkit.voice.telling import telling
from xlkit.voice.workshop import Workshop


class Stated(Struct, frozen=True):
    """Of what kind of service a fund is, and where."""

    service_area: str = ""
    locality: str = ""


class Fund(Struct, frozen=True):
    """What a signal reads of a fund: what was spent on support, on management, and on nothing else."""

    provider: str
    pence: int
    management: int = 100
    completed: Stated = Stated()

    def spent(self, account: Account) -> int:
        """The pence that were spent on an account."""
        return {Account.DIRECT: self.pence, Account.MANAGEMENT: self.management}.get(account, 0)


def of(kept: Sequence[Fund]) -> Funds:
    return Funds(cast("list[Any]", kept), (), (), date(2027, 4, 6), "Spring")


def funds(*pounds: int) -> Funds:
    """A fund of so many pounds for each of some providers."""
    return of([Fund(f"P{at}", 100 * each) for at, each in enumerate(pounds)])


def wanted(workshop: Workshop) -> list[tuple[str, float | None, float | None]]:
    return [(each.what, each.figure, each.of) for each in signals(telling(Following.of(workshop)), None, 5)]


def test_what_people_want_next_is_told_as_it_is_told_everybody() -> None:
    """The themes of the future alone, each with its people of all heard; one that nobody checked is not told."""
    unchecked = placed(filled(), "F1", theme(filled(), "F1").cards, cleared="")
    assert wanted(filled()) == [("I want more of a life", 20, 20)]
    assert wanted(unchecked) == []


def test_where_nothing_is_told_the_reason_stands_alone() -> None:
    """Of what people want next; where something is told there is none."""
    (found,) = signals(replace(telling(Following.of(filled())), told=(), why="Few."), None, 5)
    assert (found.kind, found.figure, found.why) == (WANTED, None, "Few.")


def bought(found: Funds, smallest: int = 5) -> tuple[Signal, ...]:
    return signals(None, found, smallest)


def test_what_is_bought_adds_up_over_all_providers() -> None:
    """With the share of all that was spent."""
    found = bought(funds(10, 20, 30, 20, 15))
    assert [each.kind for each in found] == [BOUGHT] * 4
    assert [each.figure for each in found] == [95, 0, 0, 5]
    assert [each.share for each in found] == [0.95, 0, 0, 0.05]


@pytest.mark.parametrize(
    ("found", "smallest"),
    [
        pytest.param(funds(10, 20, 30, 20), 5, id="four providers"),
        pytest.param(funds(10, 20, 30, 20, 15), 6, id="fewer than the round says"),
        pytest.param(funds(10, 10, 10, 10, 41), 5, id="one makes up most"),
    ],
)
def test_spending_is_told_whole_or_not_at_all(found: Funds, smallest: int) -> None:
    """One part that would tell of a provider takes all others with it, since they add up."""
    assert {each.figure for each in bought(found, smallest)} == {None}
    assert all(each.why for each in bought(found, smallest))


def test_nothing_is_said_where_neither_stands_among_the_files() -> None:
    """And a workshop comes before funds where both do."""
    assert signals(None, None, 5) == ()
    both = signals(telling(Following.of(filled())), funds(10, 20, 30, 20, 15), 5)
    assert [each.kind for each in both] == [WANTED, *[BOUGHT] * 4]


def spent(*funds: tuple[str, str, int]) -> dict[tuple[str, str], float | None]:
    """What is told of support in each group, of five providers' funds of so many pounds in each kind and locality."""
    kept = [
        Fund(f"P{at}", 100 * pounds, completed=Stated(service, locality))
        for service, locality, pounds in funds
        for at in range(5)
    ]
    found = bought(of(kept))
    return {each.part: each.figure for each in found if any(each.part) and each.what == KINDS[Account.DIRECT]}


def test_what_is_bought_is_told_of_each_kind_of_service_and_locality() -> None:
    """With shares of that group alone; where there is but one group, nothing more is said."""
    assert spent(("Home care", "North", 10), ("Day", "South", 30)) == {
        ("Kind of service", "Day"): 150, ("Kind of service", "Home care"): 50,
        ("Locality", "North"): 50, ("Locality", "South"): 150,
    }  # fmt: skip
    assert spent(("Home care", "North", 10), ("home care ", "", 30)) == {
        ("Locality", "North"): 50, ("Locality", "not stated"): 150,
    }  # fmt: skip
    assert spent(("Home care", "North", 10)) == {}


def test_groups_of_funds_are_told_of_whole_or_not_at_all() -> None:
    """A group of four providers takes its kind with it; so does a small one that two kinds would make together."""
    kept = [
        Fund(f"P{at}", 1000, completed=Stated("Home care" if at < 5 else "Day", "North" if at < 4 else "South"))
        for at in range(10)
    ]
    assert {each.part[0]: each.figure for each in bought(of(kept)) if any(each.part)} == {
        "Kind of service": 5, "Locality": None,
    }  # fmt: skip
    crossed = [replace(each, completed=replace(each.completed, locality="South")) for each in kept[:9]]
    few = [*crossed[:5], *(replace(each, completed=Stated("Day", "North")) for each in kept[5:]), *crossed[8:9]]
    assert {each.part for each in bought(of(few)) if each.why} == {("Locality", "")}
