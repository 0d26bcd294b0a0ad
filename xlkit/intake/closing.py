"""Closing: funds held against a copy that was received before, so that what was closed stays as it was."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from xlkit.form.entered import fund_of
from xlkit.form.instrument import Instrument
from xlkit.form.keeps import Accounts
from xlkit.fund import checks
from xlkit.fund.balance import Books, Holding, books, units_of
from xlkit.intake.accounts_apart import kept_in
from xlkit.intake.log import Entry, Ledger, Status
from xlkit.returns.completed import Return
from xlkit.returns.entered import entered, placed
from xlkit.returns.issues import Issue, issue
from xlkit.returns.names import same_organisation


def held_against(ledger: Ledger, earlier: Sequence[Return], instruments: Mapping[str, Instrument]) -> Ledger:
    """The ledger with what changed in funds since earlier returns, told at its cells with old and new.

    A copy of one return id shows what was closed by then; one of the fund's last account what it closed with. Of a fund
    without either nothing is claimed.
    """
    return Ledger(tuple(_held(entry, earlier, instruments) for entry in ledger.entries))


def goes_on(ledger: Ledger, instruments: Mapping[str, Instrument]) -> bool:
    """Whether a fund that was merged has closed entries, or begins with what its last account closed with."""
    funds = (entry.completed for entry in ledger.merged if kept_in(entry, instruments) is Accounts.FUND)
    return any(completed is not None and (completed.completed_on or _begins(completed)) for completed in funds)


def _begins(completed: Return) -> bool:
    kept = fund_of(entered(completed))
    return any((kept.minutes, kept.pence, *(pot.minutes or pot.pence for pot in kept.pots)))


def _held(entry: Entry, earlier: Sequence[Return], instruments: Mapping[str, Instrument]) -> Entry:
    if entry.completed is None or not entry.status.is_merged or kept_in(entry, instruments) is not Accounts.FUND:
        return entry
    for found in _found(entry.completed, earlier):
        entry = entry.noted(found, Status.INCOMPLETE)
    return entry


def _found(completed: Return, earlier: Sequence[Return]) -> Iterator[Issue]:
    now = books(fund_of(entered(completed)))
    own = [each for each in earlier if each.identity.template == completed.identity.template]
    for before in own:
        if before.identity.return_id == completed.identity.return_id:
            yield from _changed(completed, now, before)
    last = [each for each in own if _is_last_account(each, completed)]
    if len(last) == 1:
        yield from _not_carried(completed, now, books(fund_of(entered(last[0]))))


def _is_last_account(before: Return, completed: Return) -> bool:
    is_same = before.subject.casefold() == completed.subject.casefold()
    is_other = before.identity.return_id != completed.identity.return_id
    return is_same and is_other and same_organisation(before.organisation, completed.organisation)


def _changed(completed: Return, now: Books, before: Return) -> Iterator[Issue]:
    then, last = books(fund_of(entered(before))), before.completed_on
    closed = [entry for entry in then.fund.entries if last and entry.day and entry.day <= last]
    for problem in checks.closed_rows(now, then, closed):
        cell = placed(completed, problem.where, problem.number, "what")
        yield issue(problem.code, cell, problem.where, number=problem.number, **problem.facts)


def _not_carried(completed: Return, now: Books, then: Books) -> Iterator[Issue]:
    """What a fund begins with beside what its last account closed with: bank, fund and each pot."""
    cells = {answer.item: answer.cell for answer in completed.answers}
    for name, cell, begins, closed in (
        ("The fund", cells.get("hours_before"), now.opening, _scaled(then.closing, then, now)),
        *(
            (f"The pot “{name}”", None, _opening(now, name), _scaled(then.pots.get(name, Holding()), then, now))
            for name in dict.fromkeys((*then.pots, *now.pots))
        ),
    ):
        if begins != closed:
            facts = {"what": name, "found": _said(begins, now), "expected": _said(closed, now)}
            yield issue("balance-not-carried", cell, "hours_before", **facts)


def _scaled(held: Holding, then: Books, now: Books) -> Holding:
    """A holding of one fund in the units of another."""
    return Holding(units_of(Fraction(held.units, then.parts), now.parts), held.pence)


def _opening(kept: Books, name: str) -> Holding:
    pot = next((pot for pot in kept.fund.pots if pot.name == name), None)
    return Holding(units_of(pot.minutes, kept.parts), pot.pence) if pot else Holding()


def _said(held: Holding, kept: Books) -> str:
    return f"{checks.hours(held.units, kept.parts)} h and {checks.pounds(held.pence)}"
