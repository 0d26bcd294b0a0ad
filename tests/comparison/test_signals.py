"""Signals to the market: what everybody may be told that people want next, and what is bought."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from tests.builders.workshops import filled, placed, theme
from xlkit.comparison.funds import Funds, Provider
from xlkit.comparison.signals import BOUGHT, WANTED, Signal, signals
from xlkit.fund.kinds import Account
from xlkit.voice.following import Following
from xlkit.voice.telling import telling
from xlkit.voice.workshop import Workshop


@dataclass(frozen=True)
class Fund:
    """What a signal reads of a fund: what was spent on support, on management, and on nothing else."""

    pence: int
    management: int = 100

    def spent(self, account: Account) -> int:
        """The pence that were spent on an account."""
        return {Account.DIRECT: self.pence, Account.MANAGEMENT: self.management}.get(account, 0)


def funds(*pounds: int) -> Funds:
    """A fund of so many pounds for each of some providers."""
    kept: list[Any] = [Fund(100 * each) for each in pounds]
    providers = [Provider(f"P{at}", [fund]) for at, fund in enumerate(kept)]
    return Funds(kept, providers, (), date(2027, 4, 6), "Spring")


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
