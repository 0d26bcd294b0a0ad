"""What everybody is told of all funds: no total is one provider's, and none follows from the others."""

from datetime import date
from typing import Any, cast

import pytest
from msgspec import Struct

from tests.builders.funds import kept
from xlkit.comparison.disclosure.shared_funds import shared
from xlkit.comparison.people.funds import Funds
from xlkit.fund.balance import Books
from xlkit.fund.entries import Pot
from xlkit.fund.kinds import Account


class Fund(Struct, frozen=True):
    """What totals read of a fund."""

    provider: str
    books: Books

    def spent(self, *accounts: Account) -> int:
        """The pence that were spent on some accounts."""
        return sum(self.books.money[account] for account in accounts)


def totals(*spent: int, opening: int = 0, managed: int = 0, saved: int = 0, before: int = 0) -> dict[str, float | None]:
    """All totals of providers that were given £1,000 each and spent so many pounds.

    The first began with so many pounds, and with so many in a pot `before`, and spent so many of all on management.
    Each put so many more aside into a pot.
    """
    funds = []
    for at, pounds in enumerate(spent):
        own = managed if at == 0 else 0
        happened = [("money_council", 100_000), ("spent_direct", 100 * (pounds - own)), ("spent_management", 100 * own)]
        happened += [("put_aside:Spain", 100 * saved)] if saved else []
        pots = (Pot("Spain", pence=0 if at else 100 * before),)
        funds.append(Fund(f"Provider {at}", kept(*happened, pence=0 if at else 100 * opening, pots=pots)))
    return {total.label: total.value for total in shared(Funds(cast("list[Any]", funds), (), (), date.max, "Spring"))}


@pytest.mark.parametrize(
    ("spent", "opening", "is_told"),
    [
        pytest.param((30, 20, 30, 40, 30), 0, True, id="no total is mostly one provider's"),
        pytest.param((10, 20, 30, 40, 778), 0, False, id="what was spent is"),
        pytest.param((30, 20, 30, 40, 30), 50, False, id="what was there before, which is not told, is"),
    ],
)
def test_a_balance_is_told_whole_or_not_at_all(spent: tuple[int, ...], opening: int, *, is_told: bool) -> None:
    """What was spent follows from what was received and is left, so where it is left out, those are too."""
    told = totals(*spent, opening=opening)
    assert {told[label] is not None for label in ("£ received", "£ spent", "£ left")} == {is_told}


@pytest.mark.parametrize(("before", "in_pots"), [(0, 500), (500, None)])
def test_what_is_in_pots_is_told_too(before: int, in_pots: int | None) -> None:
    """£5,000.00 less £150.00 that were spent and £500.00 in pots are £4,350.00: the totals tie.

    Where one provider held most of what is in pots before, that figure alone is left out.
    """
    told = totals(30, 20, 30, 40, 30, saved=100, before=before)
    figures = [told[label] for label in ("£ received", "£ spent", "£ left", "£ in pots")]
    assert figures == [5000, 150, 4350, in_pots]


def test_what_runs_the_service_is_left_out_alone() -> None:
    """Where one provider alone spends on it: no other total tells of it."""
    told = totals(30, 20, 30, 40, 30, managed=5)
    assert (told["£ spent"], told["£ spent on management"]) == (150, None)
