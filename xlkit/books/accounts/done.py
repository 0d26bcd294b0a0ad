"""Done: a fund's workbook with its books worked out, and the cells by which its formulas know the same."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from msgspec import Struct

from xlkit.books.accounts.page import Page
from xlkit.form.accounts import LISTS
from xlkit.form.entered import Entered, fund_of
from xlkit.fund.agreement import Agreement, in_force, worth
from xlkit.fund.balance import Books, Holding, books, units_of
from xlkit.fund.checks import owing, plan_cost
from xlkit.fund.entries import Posting
from xlkit.fund.kinds import CORRECTION, KINDS

FIRST_KIND = 3  # row of the first kind on the sheet of kinds
KIND_COLUMNS = ("label", "hours_word", "money_word", "takes", "hours", "money", "enhanced", "turns", "moves", "support")
TOTALS = ("units", "pence")  # what all entries of a kind come to, in the columns after those
KNOWN = ("parts", "opening_units", "opening_pence", "plan_term", "rate", "ratio_a", "ratio_b")  # in column P
KNOWN_COLUMN = 15
ORDER = tuple(KINDS)


class Done(Struct, frozen=True):
    """A page with its books: `posted`, `running` and `owing` (mistakes left out) go by the numbers of entries."""

    page: Page
    books: Books
    posted: Mapping[int, Posting]
    running: Mapping[int, Holding]
    owing: Mapping[int, Holding]
    codes: Mapping[int, str]

    @property
    def entered(self) -> Entered:
        """What stands in the workbook."""
        return self.page.entered

    @property
    def plan_term(self) -> Agreement | None:
        """The agreement by which the plan is costed: that of the first day of the account."""
        day = self.entered.facts.day("begins")
        return in_force(self.books.fund.terms, day) if day else None

    def term(self, day: date | None) -> Agreement | None:
        """What was agreed for a day."""
        return in_force(self.books.fund.terms, day) if day else None

    def of_kind(self, *kinds: str) -> Holding:
        """What all entries of some kinds come to, corrections taken off."""
        return self.books.of_kind(*kinds)

    def hours(self, units: int) -> float:
        """Units as hours."""
        return self.books.in_hours(units)

    @property
    def planned(self) -> int:
        """The pence a week that the plan costs."""
        return sum(self.plan_cost(line.number) or 0 for line in self.entered.lines("plan"))

    def plan_cost(self, number: int) -> int | None:
        """The pence a week of a row of the plan; None where a rate or a ratio is missing."""
        line, term = self.page.line("plan", number), self.plan_term
        standard, enhanced = (line.minutes(name) or Fraction(0) for name in ("standard", "enhanced"))
        cost = plan_cost(standard, enhanced, term, self.books.parts) if term else None
        return (line.pence("pounds") or 0) + cost if cost is not None else None

    def weekly(self, term: Agreement) -> int:
        """The pence a week that an agreement gives: money, and its hours at the rate."""
        return term.pence + worth(units_of(term.weekly, self.books.parts), term.rate or 0, self.books.parts)


def done(page: Page) -> Done:
    """The page with its books worked out."""
    kept = books(fund_of(page.entered))
    return Done(
        page,
        kept,
        {posting.entry.number: posting for posting in kept.postings},
        {each.entry.number: held for each, held in zip(kept.postings, kept.running, strict=True)},
        {each.entry.number: held for each, held in owing(kept)},
        {each.number: each.code for each in reversed(kept.problems)},
    )


def known(name: str) -> str:
    """The cell of the sheet of kinds in which formulas find a figure of the whole workbook."""
    return f"{LISTS}!$P${FIRST_KIND + KNOWN.index(name) + 1}"


def kinds(name: str) -> str:
    """A column of the sheet of kinds, a row for each kind."""
    letter = chr(ord("A") + (*KIND_COLUMNS, *TOTALS).index(name))
    return f"{LISTS}!${letter}${FIRST_KIND + 1}:${letter}${FIRST_KIND + len(KINDS)}"


def total(unit: str, names: Iterable[str]) -> str:
    """What all entries of some kinds come to, as an expression."""
    letter = chr(ord("A") + (*KIND_COLUMNS, *TOTALS).index(unit))
    return "+".join(f"{LISTS}!${letter}${FIRST_KIND + ORDER.index(name) + 1}" for name in names)


def place_of(kind: str) -> int:
    """The number of a kind among all, from 1; 0 where there is none of that name."""
    return ORDER.index(kind) + 1 if kind in KINDS else 0


CORRECTED = place_of(CORRECTION)
SUPPORT = tuple(name for name, kind in KINDS.items() if kind.is_support)
