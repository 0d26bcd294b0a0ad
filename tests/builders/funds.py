"""Funds of made-up people, entry by entry."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from xlkit.fund.agreement import Agreement, Held
from xlkit.fund.balance import Books, books
from xlkit.fund.entries import Entry, Fund, Pot

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
    whole: dict[str, Any] = {"terms": (agreed(),), "entries": entries} | facts
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


SPAIN = Pot("Spain", target_minutes=Fraction(40 * 60))
