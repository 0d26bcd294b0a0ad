"""Entered: what stands in a workbook of accounts, sheet by sheet, and the fund or the block that it states."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from msgspec import Struct

from xlkit.form.accounts import SEVERAL
from xlkit.form.draft import Draft
from xlkit.fund.agreement import MINUTES, Agreement, BankRule, Held, Limit
from xlkit.fund.block import Amount, Block, Element, Person, Split
from xlkit.fund.division import half_up
from xlkit.fund.entries import Entry, Fund, Pot

Typed: TypeAlias = str | float | date | None
PENNY = 100
YES = "yes"


class Line(Struct, frozen=True):
    """A row of a table: its number, and what stands in it by the names of fields, a choice by its own name."""

    number: int
    cells: Mapping[str, Typed]

    def text(self, name: str) -> str:
        """What stands there as text; an empty one where nothing does."""
        value = self.cells.get(name)
        return value.strip() if isinstance(value, str) else ""

    def day(self, name: str) -> date | None:
        """The day that stands there, if one does."""
        value = self.cells.get(name)
        return value if isinstance(value, date) else None

    def amount(self, name: str) -> Fraction | None:
        """The number that stands there as it is shown, if one does."""
        value = self.cells.get(name)
        return Fraction(repr(value)) if isinstance(value, int | float) else None

    def whole(self, name: str) -> int | None:
        """The whole number that stands there, if one does."""
        amount = self.amount(name)
        return None if amount is None else int(amount)

    def minutes(self, name: str) -> Fraction | None:
        """The hours that stand there, in minutes."""
        amount = self.amount(name)
        return None if amount is None else amount * MINUTES

    def pence(self, name: str) -> int | None:
        """The pounds that stand there, in whole pence."""
        amount = self.amount(name)
        return None if amount is None else half_up(amount * PENNY)

    def sum_of(self, hours: str, pounds: str) -> Amount:
        """Hours and pounds as minutes and pence; what is empty is nothing."""
        return Amount(half_up(self.minutes(hours) or Fraction(0)), self.pence(pounds) or 0)


class Entered(Struct, frozen=True):
    """What is said once, and the rows of each table in which something stands, in their order."""

    facts: Line
    tables: Mapping[str, tuple[Line, ...]]

    def lines(self, table: str) -> tuple[Line, ...]:
        """The rows of a table."""
        return self.tables.get(table, ())


def of_draft(draft: Draft) -> Entered:
    """What a workbook starts with."""
    tables = {
        name: tuple(Line(number, row) for number, row in enumerate(rows, start=1) if any(map(_is_there, row.values())))
        for name, rows in draft.rows.items()
    }
    return Entered(Line(0, draft.details), tables)


def _is_there(value: Typed) -> bool:
    return value not in (None, "")


def fund_of(entered: Entered) -> Fund:
    """The fund that a workbook states; agreements without a first day do not hold yet."""
    facts = entered.facts
    return Fund(
        tuple(_agreement(line, day) for line in entered.lines("agreement") if (day := line.day("from")) is not None),
        tuple(map(_entry, entered.lines("entries"))),
        facts.minutes("hours_before") or Fraction(0),
        facts.pence("pounds_before") or 0,
        tuple(_pot(line) for line in entered.lines("pots") if line.text("pot")),
        facts.day("begins"),
        facts.day("ends"),
    )


def _agreement(line: Line, day: date) -> Agreement:
    weekly = sum((line.pence(name) or 0 for name in ("council", "person", "other")), 0)
    limit_in, bank_rule = line.text("limit_in"), line.text("bank_rule")
    return Agreement(
        day,
        number=line.number,
        held=Held(line.text("held") or Held.HOURS),
        weekly=line.minutes("hours_week") or Fraction(0),
        pence=weekly,
        rate=line.pence("rate"),
        standard=line.whole("standard"),
        enhanced=line.whole("enhanced"),
        price=line.pence("price"),
        limit=line.amount("limit"),
        limit_in=Limit(limit_in) if limit_in else None,
        bank_rule=BankRule(bank_rule) if bank_rule else None,
        may_overdraw=line.text("overdraw") == YES,
    )


def _entry(line: Line) -> Entry:
    return Entry(
        line.number,
        line.day("day"),
        line.text("what"),
        line.minutes("hours"),
        line.pence("pounds"),
        line.text("pot"),
        line.text("purpose"),
        line.text("evidence"),
        line.whole("corrects"),
    )


def _pot(line: Line) -> Pot:
    return Pot(
        line.text("pot"),
        line.minutes("hours_before") or Fraction(0),
        line.pence("pounds_before") or 0,
        line.minutes("hours_wanted"),
        line.pence("pounds_wanted"),
        line.day("by"),
    )


def block_of(entered: Entered) -> Block:
    """The block that a workbook states; its elements go by their numbers, and an element not said how is undivided."""
    elements = tuple(
        Element(f"w{line.number}", line.sum_of("hours", "pounds"), Split(line.text("split") or Split.NOT_AT_ALL))
        for line in entered.lines("shared")
    )
    return Block(entered.facts.sum_of("hours", "pounds"), elements, tuple(map(_person, entered.lines("people"))))


def _person(line: Line) -> Person:
    standard, enhanced = (line.minutes(name) or Fraction(0) for name in ("standard", "enhanced"))
    own = Amount(half_up(standard + enhanced), line.pence("pounds") or 0)
    weights = {name: weight for name in SEVERAL if (weight := line.amount(name))}
    known = line.amount("before_hours") is not None or line.amount("before_pounds") is not None
    before = line.sum_of("before_hours", "before_pounds") if known else None
    return Person(line.text("code"), own, weights, before)
