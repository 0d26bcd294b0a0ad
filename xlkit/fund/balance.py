"""Balances: what entries come to, account by account, and the identities that have to hold among them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct

from xlkit.fund.agreement import MINUTES
from xlkit.fund.division import half_up
from xlkit.fund.entries import Fund, Posting, Problem, post
from xlkit.fund.kinds import CORRECTION, RECEIVED, SPENT, Account


class Holding(Struct, frozen=True):
    """What stands in bank and fund, or in one pot: hours in units, and pence."""

    units: int = 0
    pence: int = 0

    def __add__(self, other: "Holding") -> "Holding":
        return Holding(self.units + other.units, self.pence + other.pence)


class Books(Struct, frozen=True):
    """A fund with its entries posted; `running` is what bank and fund hold after each of them.

    `hours` and `money` are all accounts in units and in pence: what bank and fund gain, another account loses, so that
    those of each unit add up to 0. `pots` are the named savings by name, `taken_back` the entries that were corrected,
    by their numbers, each with the number of its correction.
    """

    fund: Fund
    postings: Sequence[Posting]
    problems: Sequence[Problem]
    opening: Holding
    running: Sequence[Holding]
    hours: Mapping[Account, int]
    money: Mapping[Account, int]
    pots: Mapping[str, Holding]
    taken_back: Mapping[int, int]

    @property
    def parts(self) -> int:
        """How many units a minute has."""
        return self.fund.parts

    @property
    def closing(self) -> Holding:
        """What bank and fund hold in the end."""
        return self.running[-1] if self.running else self.opening

    @property
    def saved(self) -> Holding:
        """What all pots hold in the end."""
        return sum(self.pots.values(), Holding())

    @property
    def told(self) -> int:
        """The units of support that was charged in money."""
        return sum(posting.told for posting in self.postings)

    @property
    def received(self) -> int:
        """The pence that came in from outside."""
        return -sum(self.money[account] for account in RECEIVED)

    @property
    def spent(self) -> int:
        """The pence that were spent, whatever on."""
        return sum(self.money[account] for account in SPENT)

    def of_kind(self, *kinds: str) -> Holding:
        """What all entries of some kinds come to, corrections taken off."""
        own = (posting for posting in self.postings if posting.kind in kinds)
        return sum((Holding(posting.units, posting.pence) for posting in own), Holding())

    def hours_of_kind(self, *kinds: str) -> float:
        """The hours that all entries of some kinds come to."""
        return self.in_hours(self.of_kind(*kinds).units)

    def in_hours(self, units: int) -> float:
        """Units as hours."""
        return units / (MINUTES * self.parts)

    def broken(self) -> Iterator[tuple[str, int]]:
        """The identities that do not hold, each by its letter, with the difference; none where the books close.

        H and M: opening and all that came and went is the closing, in hours and in money. T: each unit sums to 0 over
        all accounts. C: turned hours and money go opposite ways. S: what was spent is all kinds of it together.
        """
        for letter, accounts, own, opening, closing in (
            ("H", self.hours, Account.BANK, self.opening.units, self.closing.units),
            ("M", self.money, Account.FUND, self.opening.pence, self.closing.pence),
        ):
            came = -sum(accounts[account] for account in Account if account not in (own, Account.OPENING))
            if opening + came != closing:
                yield letter, opening + came - closing
            if total := sum(accounts.values()):
                yield "T", total
        if half := sum(map(_is_half_turned, self.postings)):
            yield "C", half
        if apart := self.spent + sum(each.pence for each in self.postings if each.money_from in SPENT):
            yield "S", apart


def _is_half_turned(posting: Posting) -> bool:
    """Whether money came without hours, or both went the same way; so few hours may come to no penny."""
    is_turned = posting.hours_from is Account.TURNED
    return is_turned and ((posting.pence != 0 and posting.units == 0) or posting.units * posting.pence > 0)


def books(fund: Fund) -> Books:
    """The entries of a fund posted and added up."""
    postings, problems = post(fund)
    opening = Holding(units_of(fund.minutes, fund.parts), fund.pence)
    holding, running = opening, []
    hours, money = _opened(Account.BANK, opening.units), _opened(Account.FUND, opening.pence)
    pots = {pot.name: Holding(units_of(pot.minutes, fund.parts), pot.pence) for pot in fund.own_pots}
    for posting in postings:
        holding += Holding(posting.units, posting.pence)
        running.append(holding)
        for accounts, own, other, amount in (
            (hours, Account.BANK, posting.hours_from, posting.units),
            (money, Account.FUND, posting.money_from, posting.pence),
        ):
            accounts[own] += amount
            accounts[other] -= amount
        if posting.pot:
            pots[posting.pot] += Holding(-posting.units, -posting.pence)
    corrections = (each.entry for each in postings if each.entry.kind == CORRECTION and each.kind)
    taken_back = {entry.corrects or 0: entry.number for entry in corrections}
    return Books(fund, postings, problems, opening, running, hours, money, pots, taken_back)


def units_of(minutes: Fraction, parts: int) -> int:
    """Time in whole units, of which a minute has so many parts."""
    return half_up(minutes * parts)


def _opened(own: Account, amount: int) -> Counter[Account]:
    accounts: Counter[Account] = Counter(dict.fromkeys(Account, 0))
    accounts[own], accounts[Account.OPENING] = amount, -amount
    return accounts
