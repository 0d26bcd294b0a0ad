"""Page: one workbook of accounts being written, its books worked out, and where its formulas find each figure."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from msgspec import Struct

from xlkit.books.respondent.form import Form, called, literal, quoted
from xlkit.form import accounts, layout
from xlkit.form.accounts import LISTS
from xlkit.form.entered import Entered, Line, fund_of
from xlkit.form.item import Item
from xlkit.form.layout import FIRST_ROW
from xlkit.fund.agreement import MINUTES, Agreement, in_force, worth
from xlkit.fund.balance import Books, Holding, books, units_of
from xlkit.fund.checks import in_pots, owing, plan_cost
from xlkit.fund.entries import Posting
from xlkit.fund.kinds import CORRECTION, KINDS
from xlkit.returns.raw import CellRef

Value: TypeAlias = str | float | None
EMPTY = Line(0, {})


class Sheeted(Struct, frozen=True):
    """A table as formulas see it: its sheet as they write it, its rows, and its columns by name, as letters."""

    sheet: str
    last_row: int
    letters: Mapping[str, str]
    filled: frozenset[str]
    lines: Mapping[int, Line]
    typed: tuple[str, str]

    def column(self, name: str) -> str:
        """A column from its heading to the row below it: both are locked, so cutting leaves it as it is."""
        letter = self.letters[name]
        return f"{self.sheet}!${letter}${FIRST_ROW}:${letter}${self.last_row + 2}"

    def rows(self, name: str) -> str:
        """A column that fills itself, its prepared rows alone."""
        letter = self.letters[name]
        return f"{self.sheet}!${letter}${FIRST_ROW + 1}:${letter}${self.last_row + 1}"


class Page(Struct, frozen=True, dict=True):
    """What the sheets of one workbook of accounts are written from."""

    form: Form
    entered: Entered

    # Worked out once: every formula asks for these two.
    @cached_property
    def tables(self) -> Mapping[str, Item]:
        """The tables of the form, by name."""
        return {item.name: item for item in layout.tables(self.form.instrument)}

    @cached_property
    def sheets(self) -> Mapping[str, Sheeted]:
        """Where each table stands, by its name."""
        return {name: self._sheeted(item) for name, item in self.tables.items()}

    def _sheeted(self, item: Item) -> Sheeted:
        filled = [column.name for column in accounts.filled(self.form.instrument, item.name)]
        names = [*(each.name for each in item.fields), *filled]
        letters = {name: _letter(place) for place, name in enumerate(names, start=layout.FIELD_FIRST)}
        return Sheeted(
            quoted(item.title),
            FIRST_ROW + item.rows - 1,
            letters,
            frozenset(filled),
            {line.number: line for line in self.entered.lines(item.name)},
            (_letter(layout.FIELD_FIRST), _letter(len(item.fields))),
        )

    def column(self, table: str, name: str) -> str:
        """A column of a table, from its heading to the row below it."""
        return self.sheets[table].column(name)

    def rows(self, table: str, name: str) -> str:
        """A column of a table that fills itself, its prepared rows alone."""
        return self.sheets[table].rows(name)

    def fact(self, name: str) -> str:
        """The cell of what is said once, found by its row so that cutting and pasting leaves it as it is."""
        row = next(row for row in self.form.layout.details if row.item and row.item.name == name)
        last = len(self.form.layout.details) + FIRST_ROW + 1
        return f"INDEX({quoted(row.sheet)}!$C$1:$C${last},{row.row + 1})"

    def label(self, table: str, field_name: str, choice: str) -> str:
        """The words of a choice of a field, as formulas write them."""
        item = next(each for each in self.tables[table].fields if each.name == field_name)
        choice_named = item.choice(choice)
        return literal(choice_named.label if choice_named else choice)

    def says(self, formula: str) -> str:
        """A formula from one that calls cells by names, as for a row but without those of the row itself."""
        return called(formula, self.found)

    def found(self, *words: str) -> str:
        """What a formula calls by several names: see `Row.says`."""
        match words:
            case ("rows", table, name):
                return self.rows(table, name)
            case ("label", table, field, choice):
                return self.label(table, field, choice)
            case ("fact" | "known" | "kinds" as what, name):
                return {"fact": self.fact, "known": known, "kinds": kinds}[what](name)
            case (table, name):
                return self.column(table, name)
            case _:
                raise KeyError(words)

    def line(self, table: str, number: int) -> Line:
        """What stands in a row of a table."""
        return self.sheets[table].lines.get(number, EMPTY)


class Row(Struct, frozen=True):
    """One prepared row as its formulas see it: `row["hours"]` is what stands in that column of it."""

    page: Page
    table: str
    number: int

    @property
    def line(self) -> Line:
        """What stands in the row."""
        return self.page.line(self.table, self.number)

    def __getitem__(self, name: str) -> str:
        own = self.page.sheets[self.table]
        letter = own.letters[name]
        if name in own.filled:
            return f"${letter}{FIRST_ROW + self.number}"
        # Through the row, so that cutting and pasting what was typed breaks nothing, and sorting does not.
        return f"INDEX(${letter}:${letter},ROW())"

    def says(self, formula: str) -> str:
        """A formula in which `[hours]` is that cell of the row, and `[all hours]` the whole column.

        `[pots units]` is a column of another table, `[rows pots units]` without its heading, `[fact ends]` what is said
        once, `[known rate]` a figure of the workbook, `[kinds takes]` what each kind of entry does, `[to hours]` the
        column down to the row, and `[label reconcile what rota]` the words of a choice. `[typed]` counts the cells in
        which something was typed, and # stands for the number of the row.
        """
        return called(formula, self._found)

    def _found(self, *words: str) -> str:
        own = self.page.sheets[self.table]
        match [word.replace("#", f"{self.number}") for word in words]:
            case ["typed"]:
                return f"COUNTA(INDEX(${own.typed[0]}:${own.typed[1]},ROW(),0))"
            case [name]:
                return self[name]
            case ["all", name]:
                return own.column(name)
            case ["to", name]:
                return f"${own.letters[name]}${FIRST_ROW + 1}:{self[name]}"
            case named:
                return self.page.found(*named)


HOUR = f"({MINUTES}*[known parts])"  # in the units that hours are kept in


ValueOf: TypeAlias = Callable[[Row], Value]


class Reckoned(Struct, frozen=True):
    """What a column that fills itself comes to: as a formula, none where it is a fixed value, and as a value."""

    formula: str
    value: ValueOf
    style: str = "shown"


Columns: TypeAlias = Mapping[str, Reckoned]
"""What fills itself beside one table, by the names of the columns."""


def _letter(column: int) -> str:
    return CellRef("", 0, column).a1.rstrip("1")


FIRST_KIND = 3  # row of the first kind on the sheet of kinds
KIND_COLUMNS = ("label", "hours_word", "money_word", "takes", "hours", "money", "enhanced", "turns", "moves", "support")
TOTALS = ("units", "pence")  # what all entries of a kind come to, in the columns after those
KNOWN = ("parts", "opening_units", "opening_pence", "plan_term", "rate", "ratio_a", "ratio_b")  # in column P
KNOWN_COLUMN = 15
ORDER = tuple(KINDS)


class Done(Struct, frozen=True):
    """A page with its books: `posted`, `running`, `owing` and `potted` go by the numbers of entries.

    `owing` is what is left without mistakes that were put right, and `potted` the same of the pot that is moved from.
    """

    page: Page
    books: Books
    posted: Mapping[int, Posting]
    running: Mapping[int, Holding]
    owing: Mapping[int, Holding]
    potted: Mapping[int, Holding]
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
        {each.entry.number: held for each, _, held in in_pots(kept)},
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
