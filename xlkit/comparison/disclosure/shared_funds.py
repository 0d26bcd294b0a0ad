"""Shared funds: what all funds come to over all providers, as far as everybody may see it, and by group of funds."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from xlkit.comparison.disclosure.labels import labels
from xlkit.comparison.disclosure.overlaps import most
from xlkit.comparison.people.funds import Funds, Kept
from xlkit.fund.kinds import SPENT, Account
from xlkit.measures.grouped import grouped
from xlkit.returns.likeness import counted_once
from xlkit.voice.where import LOCALITY, SERVICE


class Total(Struct, frozen=True):
    """One figure over all providers, None where it would tell of one of them, with the reason."""

    label: str
    value: float | None
    why: str = ""


class Balance(Struct, frozen=True):
    """Figures, each by its sign, that add up to nothing but for what is not told; `told` would tell of one left out."""

    signs: Mapping[str, int]
    told: Sequence[str]

    def lacks(self, fund: Kept) -> float:
        """What is missing in a fund until they add up, such as what it began with."""
        return round(sum(sign * TOTALS[label](fund) for label, sign in self.signs.items()), 6)


FEWEST = 5
MANAGED = "£ spent on management"
IN_POTS, MONEY_IN_POTS = "Hours in pots", "£ in pots"
TOO_FEW = "Fewer than {smallest} providers or {smallest} funds: left out."
FOLLOWS = "With the others that are left out it would tell of one of them: left out."
ONE_IS_MOST = "It would tell of one provider: left out."
UNSETTLED = "Something in the accounts of some funds has to be put right, so figures here may change."
Label = TypeVar("Label", bound=str)


def shared(funds: Funds, smallest: int = FEWEST) -> tuple[Total, ...]:
    """What everybody may see: totals over all providers, and none that rests on few or mostly on one.

    Nor may one follow from others: where a figure of a balance is left out, or what it lacks is mostly one provider's,
    the balance is left out.
    """
    totals = {**_totals(funds.kept, TOTALS, smallest)}
    for balance in BALANCES:
        (lacking,) = _totals(funds.kept, {"": balance.lacks}, smallest).values()
        if any(total.value is None for total in (lacking, *map(totals.__getitem__, balance.signs))):
            for label in balance.told:
                totals[label] = replace(totals[label], value=None, why=totals[label].why or FOLLOWS)
    return tuple(totals.values())


def unsettled(funds: Funds) -> str:
    """What to say of totals that rest on accounts in which there are errors, never of how many; else an empty text."""
    return UNSETTLED if any(fund.errors for fund in funds.kept) else ""


def hollow(funds: Funds, smallest: int = FEWEST) -> str:
    """Why not one total may be shown; an empty text where one is."""
    totals = shared(funds, smallest)
    return "" if any(total.value is not None for total in totals) else next((total.why for total in totals), "")


def spending(kept: Sequence[Kept], accounts: Sequence[Account], smallest: int = FEWEST) -> Mapping[Account, Total]:
    """The pounds that funds were spent on some of what money is spent on; all of them or, for one, none.

    What is left out of several that add up could be had back from their sum, so the others are left out with it.
    """
    totals = _totals(kept, {account: _spent(account) for account in accounts}, smallest)
    if any(total.value is None for total in totals.values()):
        return {account: replace(total, value=None, why=total.why or FOLLOWS) for account, total in totals.items()}
    return totals


def spending_where(
    funds: Funds, accounts: Sequence[Account], smallest: int = FEWEST
) -> Mapping[tuple[str, str], Mapping[Account, Total]]:
    """The same of each kind of service and of each locality that funds are of, by the kind of group and its name.

    Every group of a kind stands there or none does, and then the kind without a name and without totals. Where both
    kinds do, none of the groups that they make together is small either. Nothing is told where nothing is of all funds.
    """
    stated = {SERVICE: [{fund.completed.service_area} for fund in funds.kept]}
    stated[LOCALITY] = [{fund.completed.locality} for fund in funds.kept]
    kinds = {kind: names for kind, each in stated.items() if len(set(names := labels(each))) > 1}

    def parts(some: Sequence[str]) -> Mapping[tuple[str, ...], list[Kept]]:
        found: dict[tuple[str, ...], list[Kept]] = {}
        for fund, *group in zip(funds.kept, *(kinds[kind] for kind in some), strict=True):
            found.setdefault(tuple(group), []).append(fund)
        return found

    def is_safe(some: Sequence[str]) -> bool:
        totals = (spending(part, accounts, smallest) for part in parts(some).values())
        return not any(total.why for part in totals for total in part.values())

    if any(total.why for total in spending(funds.kept, accounts, smallest).values()):
        return {}
    shown = most(list(kinds), is_safe)
    told = {
        (kind, name): spending(part, accounts, smallest)
        for kind in shown
        for (name,), part in sorted(parts([kind]).items())
    }
    return {**told, **{(kind, ""): {} for kind in kinds if kind not in shown}}


def _spent(account: Account) -> Callable[[Kept], float]:
    return lambda fund: fund.spent(account) / 100


def _totals(
    kept: Sequence[Kept], figures: Mapping[Label, Callable[[Kept], float]], smallest: int
) -> Mapping[Label, Total]:
    """The totals of some funds by what they count: each over as many providers and funds as there have to be."""
    least = max(smallest, FEWEST)
    counted = counted_once(fund.provider for fund in kept)
    providers = grouped(kept, lambda fund: counted[fund.provider])
    if len(providers) < least or len(kept) < least:
        return {label: Total(str(label), None, TOO_FEW.format(smallest=least)) for label in figures}
    return {label: _total(str(label), [*providers.values()], figure) for label, figure in figures.items()}


def _total(label: str, providers: Sequence[Sequence[Kept]], figure: Callable[[Kept], float]) -> Total:
    figures = [sum(figure(fund) for fund in funds) for funds in providers]
    whole = sum(map(abs, figures))
    if whole and 2 * max(map(abs, figures)) > whole:
        return Total(label, None, ONE_IS_MOST)
    return Total(label, sum(figures))


TOTALS: Mapping[str, Callable[[Kept], float]] = {
    "Funds": lambda _fund: 1.0,
    "Hours given": lambda fund: fund.books.hours_of_kind("hours_given"),
    "Hours used": lambda fund: -fund.books.hours_of_kind("support", "support_enhanced"),
    "Hours turned into money": lambda fund: -fund.books.hours_of_kind("to_money"),
    "Hours left": lambda fund: fund.books.in_hours(fund.books.closing.units),
    IN_POTS: lambda fund: fund.books.in_hours(fund.books.saved.units),
    "£ received": lambda fund: fund.books.received / 100,
    "£ spent": lambda fund: fund.spent(*SPENT) / 100,
    MANAGED: lambda fund: fund.spent(Account.MANAGEMENT) / 100,
    "£ left": lambda fund: fund.books.closing.pence / 100,
    MONEY_IN_POTS: lambda fund: fund.books.saved.pence / 100,
}
_HOURS = {"Hours given": 1, "Hours used": -1, "Hours turned into money": -1, "Hours left": -1}
_MONEY = {"£ received": 1, "£ spent": -1, "£ left": -1}
BALANCES = (
    Balance(_HOURS, tuple(_HOURS)),
    Balance({"£ spent": 1, MANAGED: -1}, (MANAGED,)),
    Balance(_MONEY, tuple(_MONEY)),
    Balance({**_HOURS, IN_POTS: -1}, (IN_POTS,)),
    Balance({**_MONEY, MONEY_IN_POTS: -1}, (MONEY_IN_POTS,)),
)
