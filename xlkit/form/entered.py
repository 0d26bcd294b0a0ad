"""Entered: what stands in a workbook of accounts, the fund or the block that it states, and what closed days rest on.

What they rest on beside their entries is held against a copy from when they were closed.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from msgspec import Struct

from xlkit.form.accounts import FACTS, OPENINGS, SEVERAL
from xlkit.form.draft import Draft
from xlkit.fund.agreement import MINUTES, Agreement, BankRule, Held, Limit, carried, in_force
from xlkit.fund.block import Amount, Block, Element, Person, Split
from xlkit.fund.division import half_up
from xlkit.fund.entries import Entry, Fund, Pot

Typed: TypeAlias = str | float | date | None
PENNY = 100
YES = "yes"
AGREEMENT, POTS = "agreement", "pots"
# Nothing counted by these while they were empty, so they may be filled in, as a problem may ask.
FILLABLE = frozenset({"begins", "standard", "enhanced", "rate", "price", "bank_rule", "notice"})


class Line(Struct, frozen=True):
    """A row of a table: its number, and what stands in it by the names of fields, a choice by its own name."""

    number: int
    cells: Mapping[str, Typed]

    def has(self, name: str) -> bool:
        """Whether anything stands there."""
        return self.cells.get(name) not in (None, "")

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
        name: tuple(Line(number, row) for number, row in enumerate(rows, start=1) if {*row.values()} - {None, ""})
        for name, rows in draft.rows.items()
    }
    return Entered(Line(0, draft.details), tables)


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
        facts.day("closed_to"),
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
        is_unclear=bool(line.text("hours") or line.text("pounds")),
    )


def _pot(line: Line) -> Pot:
    minutes, pence = line.minutes("hours_before") or Fraction(0), line.pence("pounds_before") or 0
    return Pot(line.text("pot"), minutes, pence, line.number)


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


NOTHING = Line(0, {})


class Change(Struct, frozen=True):
    """A cell that says something else than it did: its table, its row, its field, and both values.

    The table of what is said once is `facts`, whose row is 0.
    """

    table: str
    number: int
    name: str
    was: Typed
    now: Typed


def changes(now: Entered, then: Entered, last: date, *, with_openings: bool = True) -> Iterator[Change]:
    """What days up to the last closed one rest on and is not as it was; openings too, unless other books prove them."""
    openings = OPENINGS if with_openings else ()
    yield from _of_row(FACTS, now.facts, then.facts, ("begins", *openings))
    closed = now.facts.day("closed_to")
    if closed is None or closed < last:
        yield Change(FACTS, 0, "closed_to", last, closed)
    yield from _of_agreement(now.lines(AGREEMENT), then.lines(AGREEMENT), last)
    if with_openings:
        for row, before in _pairs(now.lines(POTS), then.lines(POTS)):
            if any(each.amount(name) for each in (row, before) for name in OPENINGS):
                yield from _of_row(POTS, row, before, ("pot", *OPENINGS))


def carried_otherwise(now: Entered, then: Entered, last: date) -> Iterator[tuple[date, Change]]:
    """What an account says otherwise than the last one of the agreements that go on after that, each by its first day.

    Where none holds on the last day of that any more, it is the first day of the one that begins first.
    """
    rows, before = ({line.number: line for line in each.lines(AGREEMENT)} for each in (now, then))
    terms, were = fund_of(now).terms, fund_of(then).terms
    first, held = min(terms, key=lambda term: term.start, default=None), in_force(were, last)
    for term in carried(were, last):
        same = next((each for each in terms if each.start == term.start), None)
        own = in_force(terms, last) or first if term is held else same
        if own is None:
            yield term.start, Change(AGREEMENT, 0, "from", term.start, None)
            continue
        row, was = rows[own.number], before[term.number]
        # What begins only later says nothing of that day.
        names = dict.fromkeys((*was.cells, *row.cells)) if own.start <= max(last, term.start) else ("from",)
        for change in _of_row(AGREEMENT, row, was, tuple(names)):
            yield term.start, change


def _of_agreement(now: Sequence[Line], then: Sequence[Line], last: date) -> Iterator[Change]:
    """Rows that hold, or held, for a closed day; before the first of all nothing counted, so one may begin there."""
    first = min((day for each in then if (day := each.day("from"))), default=date.max)
    for row, before in _pairs(now, then):
        was, day = before.day("from"), row.day("from")
        is_earlier = day is not None and day < first
        if was is not None and was <= last and day is not None:
            names = tuple(dict.fromkeys((*before.cells, *row.cells)))
            is_spared = is_earlier and was == first
            yield from _of_row(AGREEMENT, row, before, tuple(name for name in names if name != "from" or not is_spared))
        elif (was is not None and was <= last) or (day is not None and day <= last and not is_earlier):
            yield Change(AGREEMENT, row.number or before.number, "from", was, day)


def _pairs(now: Sequence[Line], then: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """The rows of two copies by their numbers; an empty one where a copy has none."""
    rows, before = ({line.number: line for line in lines} for lines in (now, then))
    return ((rows.get(number, NOTHING), before.get(number, NOTHING)) for number in sorted({*rows, *before}))


def _of_row(table: str, now: Line, then: Line, names: Sequence[str]) -> Iterator[Change]:
    for name in names:
        was, says = _value(then, name), _value(now, name)
        if was != says and not (was is None and name in FILLABLE):
            yield Change(table, now.number or then.number, name, was, says)


def _value(line: Line, name: str) -> Typed:
    """What stands there; None where nothing does, or where an account opens with 0."""
    value = line.cells.get(name)
    return None if value in (None, "") or (name in OPENINGS and value == 0) else value
