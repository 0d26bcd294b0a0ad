"""Signals to the market: what people want next and what is bought, of what everybody may be told alone."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from xlkit.comparison.disclosure.shared_funds import Total, spending, spending_where
from xlkit.comparison.people.funds import Funds
from xlkit.fund.kinds import Account
from xlkit.voice.telling import FUTURE, Part, Telling

WANTED, BOUGHT = "Wanted next", "Bought"
WANT, SPENT = "What people want next", "What funds were spent on"
UNPARTED = "One of its groups is small, or something about few would follow from it and all else that is shown."
KINDS: Mapping[Account, str] = {
    Account.DIRECT: "Support by the provider that holds the fund",
    Account.PROVIDER: "Support by another provider",
    Account.BOUGHT: "Other things that people bought",
    Account.MANAGEMENT: "Running the service",
}


class Signal(Struct, frozen=True):
    """One thing that people want next, counted in people, or that funds were spent on, in pounds.

    Of a `part` of all people or funds, such as those of a locality, `of` is that part alone. `of` is all people heard,
    or all that was spent; both figures are None where they are left out, with the reason.
    """

    kind: str
    what: str
    speaks_of: str = ""
    figure: float | None = None
    of: float | None = None
    why: str = ""
    part: Part = ("", "")

    @property
    def share(self) -> float | None:
        """The figure as a share of all."""
        return self.figure / self.of if self.figure is not None and self.of else None


def signals(telling: Telling | None, funds: Funds | None, smallest: int) -> tuple[Signal, ...]:
    """What a market may be told: the most wanted first, then what is bought; none where neither stands among files."""
    return (*(_wanted(telling) if telling else ()), *(_bought(funds, smallest) if funds else ()))


def _wanted(telling: Telling) -> Iterator[Signal]:
    if telling.why:
        yield Signal(WANTED, WANT, why=telling.why)
    future = sorted((each for each in telling.told if each.theme.wall == FUTURE), key=lambda one: -one.people)
    for wanted in future:
        yield Signal(WANTED, wanted.theme.name, wanted.theme.speaks_of, wanted.people, telling.heard)
    themes = {wanted.theme.ref: wanted.theme for wanted in future}
    for each in telling.where:
        theme = themes[each.ref]
        yield Signal(WANTED, theme.name, theme.speaks_of, each.people, each.heard, part=each.part)
    for kind in telling.unparted if future else ():
        yield Signal(WANTED, WANT, why=UNPARTED, part=(kind, ""))


def _bought(funds: Funds, smallest: int) -> Iterator[Signal]:
    yield from _spent(spending(funds.kept, tuple(KINDS), smallest))
    for part, totals in spending_where(funds, tuple(KINDS), smallest).items():
        yield from _spent(totals, part) if totals else [Signal(BOUGHT, SPENT, why=UNPARTED, part=part)]


def _spent(totals: Mapping[Account, Total], part: Part = ("", "")) -> Iterator[Signal]:
    of = sum(total.value or 0 for total in totals.values())
    for account, total in totals.items():
        whole = None if total.value is None else of
        yield Signal(BOUGHT, KINDS[account], figure=total.value, of=whole, why=total.why, part=part)
