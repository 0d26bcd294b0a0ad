"""Funds: what many funds come to, side by side and by provider: context for self-assessments, and never a score."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from msgspec import Struct

from xlkit.form.accounts import happened
from xlkit.form.entered import Entered, block_of, fund_of
from xlkit.form.instrument import Accounts, Instrument
from xlkit.fund.agreement import Agreement, Held, in_force
from xlkit.fund.balance import Books, books, units_of
from xlkit.fund.block import Amount, Block
from xlkit.fund.checks import allowance, plan_cost
from xlkit.fund.kinds import Account
from xlkit.intake.accounts_apart import kept_in
from xlkit.intake.log import Entry, Ledger
from xlkit.returns.completed import Return
from xlkit.returns.entered import entered
from xlkit.returns.names import counted_as

UNUSED = timedelta(weeks=8)
USING = ("support", "support_enhanced", "spent_direct", "spent_provider", "spent_bought", "taken_back")
MANAGEMENT = "management"


class Kept(Struct, frozen=True, dict=True):
    """One fund as it came back, with its books; `day` is the one that it is looked at from.

    `labels` are what the kinds of its entries are called, and `errors` how many were found in it.
    """

    completed: Return
    path: str
    day: date
    labels: Mapping[str, str]
    errors: int

    # Worked out once: every sheet asks for these two.
    @cached_property
    def said(self) -> Entered:
        """What was entered in it."""
        return entered(self.completed)

    @cached_property
    def books(self) -> Books:
        """Its books."""
        return books(fund_of(self.said))

    @property
    def provider(self) -> str:
        """Who holds the fund."""
        return self.completed.organisation

    @property
    def code(self) -> str:
        """The code of the fund, which stands for the person."""
        return self.completed.subject

    @property
    def term(self) -> Agreement | None:
        """What was agreed for the day that the fund is looked at from, or else last."""
        terms = self.books.fund.terms
        return in_force(terms, self.day) or max(terms, key=lambda term: term.start, default=None)

    @property
    def last_used(self) -> date | None:
        """The last day on which anything was used or spent; None where nothing was."""
        stood = (each for each in self.books.postings if each.entry.number not in self.books.taken_back)
        days = [each.entry.day for each in stood if each.entry.kind in USING and each.kind and each.entry.day]
        return max(days, default=None)

    @property
    def is_unused(self) -> bool:
        """Whether nothing was used or spent for eight weeks, since the account began where nothing ever was."""
        since = self.last_used or self.said.facts.day("begins")
        return since is not None and self.day - since >= UNUSED

    @property
    def weeks_banked(self) -> float | None:
        """How many weekly budgets are left; None where the agreement gives none."""
        if self.term is None:
            return None
        is_hours = self.term.held is Held.HOURS
        weekly = units_of(self.term.weekly, self.books.parts) if is_hours else self.term.pence
        left = self.books.closing.units if is_hours else self.books.closing.pence
        return left / weekly if weekly else None

    @property
    def is_over(self) -> bool:
        """Whether more is saved up than was agreed."""
        limit = allowance(self.term, self.books.parts) if self.term else None
        left = self.books.closing
        return limit is not None and (left.units > limit.units or left.pence > limit.pence)

    @property
    def is_overdrawn(self) -> bool:
        """Whether hours or money are below nothing in the end."""
        return self.books.closing.units < 0 or self.books.closing.pence < 0

    def spent(self, *accounts: Account) -> int:
        """The pence that were spent on some of what money is spent on."""
        return sum(self.books.money[account] for account in accounts)

    def planned(self) -> tuple[int, int]:
        """The pence a week of the plan that pay for support, and for running the service."""
        day = self.said.facts.day("begins")
        term = in_force(self.books.fund.terms, day) if day else None
        parts = {True: 0, False: 0}
        for line in self.said.lines("plan"):
            standard, enhanced = (line.minutes(name) or Fraction(0) for name in ("standard", "enhanced"))
            cost = plan_cost(standard, enhanced, term, self.books.parts) if term else None
            parts[line.text("counts_as") == MANAGEMENT] += (cost or 0) + (line.pence("pounds") or 0)
        return parts[False], parts[True]


class Provider(Struct, frozen=True):
    """A provider with its funds, and its block if that came back: what its bank says, and what explains a difference.

    `bank` is in pence, None where nobody typed it; `block` are the minutes and pence a week that people have in it.
    """

    name: str
    funds: Sequence[Kept]
    bank: int | None = None
    listed: int = 0
    block: tuple[int, int] | None = None

    @property
    def money_left(self) -> int:
        """The pence that all its funds hold, pots and all."""
        return sum(fund.books.closing.pence + fund.books.saved.pence for fund in self.funds)

    @property
    def bank_gap(self) -> int | None:
        """The pence in the bank that nothing explains; None where the bank's balance is not known."""
        return None if self.bank is None else self.bank - self.listed - self.money_left

    @property
    def weekly(self) -> tuple[int, int]:
        """The minutes and pence a week that all its agreements give."""
        terms = [fund.term for fund in self.funds if fund.term is not None]
        return units_of(sum((term.weekly for term in terms), Fraction(0)), 1), sum(term.pence for term in terms)

    def planned(self) -> tuple[int, int]:
        """The pence a week that all plans give to support, and to running the service."""
        direct, management = zip(*(fund.planned() for fund in self.funds), strict=True) if self.funds else ((), ())
        return sum(direct), sum(management)


class Funds(Struct, frozen=True):
    """All funds that were merged, by provider, with every file that was given."""

    kept: Sequence[Kept]
    providers: Sequence[Provider]
    entries: Sequence[Entry]
    day: date
    round: str


def gathered(
    ledger: Ledger, instruments: Mapping[str, Instrument], day: date, name: str, among: Iterable[Entry] | None = None
) -> Funds:
    """The funds and blocks among what was merged, or among other entries; without a name the rounds are theirs."""
    kept, blocks = [], []
    for entry in ledger.merged if among is None else among:
        if entry.completed is not None:
            accounts = kept_in(entry, instruments)
            if accounts is Accounts.FUND:
                labels = happened(instruments[entry.completed.identity.template])
                kept.append(Kept(entry.completed, entry.path, day, labels, entry.errors))
            elif accounts is Accounts.BLOCK:
                blocks.append(entry.completed)
    ordered = sorted(kept, key=lambda fund: (fund.provider.casefold(), fund.code.casefold()))
    rounds = dict.fromkeys(each.identity.round for each in (*(fund.completed for fund in ordered), *blocks))
    return Funds(
        ordered, tuple(_providers(ordered, blocks)), ledger.entries, day, name or "; ".join(filter(None, rounds))
    )


def _providers(kept: Sequence[Kept], blocks: Sequence[Return]) -> Iterator[Provider]:
    names = {counted_as(name): name for name in (*(f.provider for f in kept), *(b.organisation for b in blocks))}
    for key, name in names.items():
        funds = [fund for fund in kept if counted_as(fund.provider) == key]
        own = [entered(block) for block in blocks if counted_as(block.organisation) == key]
        banks = [bank for said in own if (bank := said.facts.pence("bank")) is not None]
        listed = sum(line.pence("pounds") or 0 for said in own for line in said.lines("listed"))
        people = [amount for said in own for amount in _of_people(block_of(said))]
        block = (sum(each.minutes for each in people), sum(each.pence for each in people)) if own else None
        yield Provider(name, funds, sum(banks) if banks else None, listed, block)


def _of_people(block: Block) -> Iterator[Amount]:
    """What each person has, without what a vacancy waits with: no fund is anybody's there."""
    pairs = zip(block.people, block.results(), strict=True)
    return (amount for person, amount in pairs if not person.is_vacancy)


def spent_on_others(funds: Funds) -> Iterator[tuple[Kept, int, str]]:
    """Entries whose words name the code of another fund: the fund, the entry's number, and that code."""
    codes = {fund.code.casefold(): fund.code for fund in funds.kept}
    for fund in funds.kept:
        for entry in fund.books.fund.entries:
            words = f"{entry.purpose} {entry.evidence}".casefold().replace(",", " ").replace(".", " ").split()
            other = next((codes[word] for word in words if word in codes and word != fund.code.casefold()), "")
            if other:
                yield fund, entry.number, other
