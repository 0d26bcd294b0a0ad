"""Signals to the market: what people want next and what is bought, of what everybody may be told alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlkit.comparison.funds import Funds, spending
from xlkit.fund.kinds import Account
from xlkit.voice.telling import Telling

FUTURE = "For the future"  # the heading under which people say what they want next
WANTED, BOUGHT = "Wanted next", "Bought"
KINDS: Mapping[Account, str] = {
    Account.DIRECT: "Support by the provider that holds the fund",
    Account.PROVIDER: "Support by another provider",
    Account.BOUGHT: "Other things that people bought",
    Account.MANAGEMENT: "Running the service",
}


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that people want next, counted in people, or that funds were spent on, in pounds.

    `of` is all people heard, or all that was spent; both figures are None where they are left out, with the reason.
    """

    kind: str
    what: str
    speaks_of: str = ""
    figure: float | None = None
    of: float | None = None
    why: str = ""

    @property
    def share(self) -> float | None:
        """The figure as a share of all."""
        return self.figure / self.of if self.figure is not None and self.of else None


def signals(telling: Telling | None, funds: Funds | None, smallest: int) -> tuple[Signal, ...]:
    """What a market may be told: the most wanted first, then what is bought; none where neither stands among files."""
    return (*(_wanted(telling) if telling else ()), *(_bought(funds, smallest) if funds else ()))


def _wanted(telling: Telling) -> Iterator[Signal]:
    if telling.why:
        yield Signal(WANTED, "What people want next", why=telling.why)
    future = [each for each in telling.told if each.theme.wall == FUTURE]
    for wanted in sorted(future, key=lambda one: -one.people):
        yield Signal(WANTED, wanted.theme.name, wanted.theme.speaks_of, wanted.people, telling.heard)


def _bought(funds: Funds, smallest: int) -> Iterator[Signal]:
    totals = spending(funds, tuple(KINDS), smallest)
    of = sum(total.value or 0 for total in totals.values())
    for account, total in totals.items():
        whole = None if total.value is None else of
        yield Signal(BOUGHT, KINDS[account], figure=total.value, of=whole, why=total.why)
