"""Carried: what a fund begins its next account with, and why its balances are not carried, or may still change."""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from xlkit.form.accounts import OPENINGS
from xlkit.form.draft import Draft
from xlkit.form.entered import AGREEMENT, fund_of
from xlkit.fund.agreement import carried
from xlkit.fund.balance import Books, books
from xlkit.fund.entries import Fund
from xlkit.returns.completed import Return
from xlkit.returns.entered import entered

Cells: TypeAlias = Mapping[str, str | float | date]
Rows: TypeAlias = Mapping[str, tuple[Cells, ...]]
CARRIED = ("agreement", "plan", "pots")
ERRORS = (
    "What it begins with, as its last account has {errors}: put that right, see xlkit validate, and generate this one "
    "anew, or enter there what the last one closes with once it is right."
)
NOT_CLOSED = (
    "Begins with what is left after the last entry of an account that is {closed}: once that is closed, generate this "
    "one anew if anything was entered there since."
)


def of_fund(last: Return, rows: Rows, errors: int) -> tuple[Draft, str]:
    """What holds or will hold, is planned and saved for, with what the last account closed with; and what to say of it.

    An account with errors closes with nothing sure, so its balances are left open, to be filled in.
    """
    closed = books(fund_of(entered(last)))
    rows = {**rows, AGREEMENT: _still_held(rows.get(AGREEMENT, ()), closed.fund)}
    details = {answer.item: answer.value for answer in last.answers if answer.item == "weeks" and answer.value}
    if errors:
        kept = {**rows, "pots": tuple(_without_balance(row) for row in rows.get("pots", ()))}
        many = f"{errors} error{'s' if errors > 1 else ''}"
        return Draft(details=details, rows=kept), ERRORS.format(errors=many)
    details |= {"hours_before": closed.in_hours(closed.closing.units), "pounds_before": closed.closing.pence / 100}
    kept = {**rows, "pots": tuple(_pot(row, closed) for row in rows.get("pots", ()))}
    return Draft(details=details, rows=kept), _still_open(last, closed)


def _still_held(terms: tuple[Cells, ...], fund: Fund) -> tuple[Cells, ...]:
    """The agreements that go on after the last day of the account.

    What others did to the bank by then is in what is left, so the next account is not to do it again.
    """
    going_on = carried(fund.terms, fund.last_day) if fund.last_day else ()
    first = min((term.start for term in going_on), default=date.min)
    return tuple(term for term in terms if not isinstance(start := term.get("from"), date) or start >= first)


def _without_balance(row: Cells) -> Cells:
    return {name: value for name, value in row.items() if name not in OPENINGS}


def _pot(row: Cells, closed: Books) -> Cells:
    held = closed.pots.get(str(row.get("pot", "")).strip())
    if held is None:
        return row
    return {**row, "hours_before": closed.in_hours(held.units), "pounds_before": held.pence / 100}


def _still_open(last: Return, closed: Books) -> str:
    """That an account is not closed to its end, or to its last entry where its end is not said; else nothing."""
    end = closed.fund.ends or closed.fund.last_entered
    if end is None or (last.completed_on and last.completed_on >= end):
        return ""
    is_closed = f"closed to {last.completed_on:%d/%m/%Y} alone" if last.completed_on else "not closed"
    return NOT_CLOSED.format(closed=f"{is_closed} and goes to {end:%d/%m/%Y}")
