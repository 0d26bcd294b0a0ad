"""Funds of made-up people, entry by entry."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from xlkit.books.accounts import accounts_workbook
from xlkit.form.draft import Draft
from xlkit.form.identity import Identity
from xlkit.form.instrument import Instrument
from xlkit.form.xlsform import library
from xlkit.fund.agreement import Agreement, Held
from xlkit.fund.balance import Books, books
from xlkit.fund.entries import Entry, Fund, Pot
from xlkit.returns.read.file import read_bytes
from xlkit.returns.return_ids import blank
from xlkit.returns.validate import values
from xlkit.round.round import Round

START = date(2027, 4, 1)


def agreed(start: date = START, **facts: Any) -> Agreement:
    """An agreement of 24 hours a week, of which six standard hours are four enhanced ones."""
    usual: dict[str, Any] = {"held": Held.HOURS, "weekly": Fraction(24 * 60), "standard": 6, "enhanced": 4}
    return Agreement(start, **(usual | {"rate": 1500} | facts))


def kept(*happened: tuple[str, str | int | None], **facts: Any) -> Books:
    """The books of a fund in which things happened on one day after the other.

    Each is a kind, with hours as a text such as `2.5`, or pence as a number, and after the kind and a colon its pot or
    the number that it corrects.
    """
    entries = tuple(_entry(number, kind, much) for number, (kind, much) in enumerate(happened, start=1))
    whole: dict[str, Any] = {"terms": (agreed(),), "entries": entries, "begins": START} | facts
    return books(Fund(**whole))


def _entry(number: int, kind: str, much: str | int | None) -> Entry:
    name, _, of = kind.partition(":")
    minutes = Fraction(much) * 60 if isinstance(much, str) else None
    corrects = int(of) if of and name == "correction" else None
    pence = much if isinstance(much, int) else None
    day = START + timedelta(days=number - 1)
    return Entry(number, day, name, minutes, pence, "" if corrects else of, corrects=corrects)


def codes(found: Sequence[object]) -> list[str]:
    """The codes of problems, in order."""
    return [str(getattr(problem, "code", "")) for problem in found]


SPAIN = Pot("Spain")


FUND = "isf-fund"


@cache
def fund_form() -> Instrument:
    """The shipped template of a fund."""
    return library()[FUND]


Cells = Mapping[str, str | float | date]
AGREED: Cells = {
    "from": START,
    "held": "hours",
    "hours_week": 24.0,
    "council": 12.5,
    "rate": 15.0,
    "standard": 6.0,
    "enhanced": 4.0,
    "price": 14.37,
    "limit": 2.0,
    "limit_in": "weekly_budgets",
}


def happened(day: int, what: str, much: float | None = None, **more: str | float | date) -> Cells:
    """A row of the entries, so many days after the first of April: hours, or with `pounds` money."""
    row: dict[str, str | float | date] = {"day": START + timedelta(days=day), "what": what, **more}
    return row if much is None else {**row, "hours": much}


def quarter() -> Draft:
    """A quarter in which somebody saves for a journey, turns hours into money, is corrected and ends overdrawn."""
    entries = (
        happened(0, "hours_given", 24.0, purpose="First week"),
        happened(2, "support", 9.0, evidence="Rota 14"),
        happened(3, "support_enhanced", 8.0, evidence="Rota 14"),
        happened(7, "hours_given", 24.0),
        happened(8, "put_aside", 5.0, pot="Spain"),
        happened(9, "to_money", 2.5),
        happened(10, "spent_bought", pounds=20.0, purpose="Gym", evidence="Receipt 3"),
        happened(11, "support", 4.0),
        happened(11, "correction", corrects=8.0, purpose="Was on the 12th"),
        happened(12, "support", 4.25),
        happened(14, "money_council", pounds=12.5),
        happened(20, "put_aside", pounds=5.25, pot="Spain"),
        happened(21, "support_enhanced", 10.25),
    )
    plan: tuple[Cells, ...] = (
        {"outcome": "See my sister", "support": "Train and a friend", "standard": 2.5, "counts_as": "direct"},
        {"outcome": "Nights out", "support": "Staying on", "enhanced": 0.25, "pounds": 3.0, "counts_as": "direct"},
        {"outcome": "Keep the accounts", "pounds": 6.0, "counts_as": "management"},
    )
    nights: tuple[Cells, ...] = (
        {"night_from": "20:00", "night_until": "01:00", "dearer": "23:00"},
        {"night_from": "18:00", "night_until": "22:30", "people": 2.0},
        {"night_from": "23:30", "night_until": "02:00", "dearer": "23:00"},
        {"night_from": "late", "night_until": "02:00"},
    )
    later: Cells = {**AGREED, "from": date(2027, 5, 1), "standard": 5.0, "bank_rule": "keep_hours"}
    tables: dict[str, tuple[Cells, ...]] = {"agreement": (AGREED, later), "plan": plan, "nights": nights}
    tables |= {
        "entries": entries,
        "pots": ({"pot": "Spain", "hours_wanted": 40.0, "hours_before": 1.5}, {"pot": "Bike"}),
    }
    tables |= {"reconcile": ({"what": "rota", "until": date(2027, 4, 30), "total": 31.5},)}
    details: dict[str, str | float | date] = {"organisation": "Larch Support", "subject": "F07", "begins": START}
    details |= {"ends": date(2027, 6, 30), "weeks": "w52_14", "hours_before": 3.0, "pounds_before": 1.1}
    details |= {"ask": "the office, 01632 960 100"}
    return Draft(details=details, rows=tables)


def few(form: Instrument, rows: int = 16) -> Instrument:
    """A template with so few rows in its tables that a workbook of it is soon calculated."""
    sections = (
        replace(section, items=tuple(replace(item, rows=min(item.rows, rows)) for item in section.items))
        for section in form.sections
    )
    return replace(form, sections=tuple(sections))


def seen(path: Path, sheet: str) -> list[str]:
    """What is seen on a sheet, row by row, with bars between the cells."""
    raw = read_bytes(path.read_bytes()).raw
    rows = next(each.rows for each in raw.sheets if each.name == sheet) if raw else ()
    return [" | ".join(map(values.shown, row)) for row in rows]


def fund_workbook(path: Path, draft: Draft, identity: Identity | None = None, form: Instrument | None = None) -> Path:
    """The workbook of a fund on disk, with what stands in it."""
    form = form or fund_form()
    accounts_workbook.write(path, form, identity or blank(form), Round(name="Spring"), draft)
    return path


BLOCK = "isf-block"


def lane() -> Draft:
    """A block of 210 hours for four people and a vacancy: background equally, a sleep-in by weight, one undivided."""
    shared: tuple[Cells, ...] = (
        {"element": "Background support", "hours": 100.0, "pounds": 1000.0, "split": "equally"},
        {"element": "Sleep-in", "hours": 60.25, "pounds": 333.33, "split": "by_weight"},
        {"element": "On-call", "hours": 9.75, "pounds": 50.0, "split": "by_hours"},
        {"element": "Management", "hours": 10.0, "pounds": 116.67, "split": "not_at_all"},
    )
    people: tuple[Cells, ...] = (
        {"code": "H1", "standard": 20.0, "pounds": 200.0, "w3": 1.0, "before_hours": 60.0, "before_pounds": 500.0},
        {"code": "H2", "standard": 5.0, "enhanced": 5.0, "pounds": 100.0, "w1": 1.0, "w2": 0.5, "w3": 1.0},
        {"code": "H3", "pounds": 50.0, "w1": 1.0, "w2": 1.0, "before_hours": 60.0},
        {"code": "vacancy", "w1": 1.0, "w2": 1.5},
    )
    details: dict[str, str | float | date] = {"organisation": "Larch Support", "subject": "Lane", "hours": 210.0}
    return Draft(details={**details, "pounds": 1850.0}, rows={"shared": shared, "people": people})


def block_workbook(path: Path, draft: Draft) -> Path:
    """The workbook of a block on disk, with what stands in it."""
    form = library()[BLOCK]
    accounts_workbook.write(path, form, blank(form), Round(), draft)
    return path
