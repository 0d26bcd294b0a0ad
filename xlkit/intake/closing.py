"""Closing: funds held against a copy that was received before, so that what was closed stays as it was."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeAlias

from xlkit.form.accounts import FACTS, happened
from xlkit.form.entered import Change, Typed, carried_otherwise, changes, fund_of
from xlkit.form.instrument import Accounts, Instrument
from xlkit.fund import amounts, checks
from xlkit.fund.balance import Books, Holding, books, units_of
from xlkit.fund.entries import Fund, same_pot
from xlkit.intake.accounts_apart import kept_in
from xlkit.intake.log import Entry, Ledger, Status
from xlkit.returns.completed import Return
from xlkit.returns.entered import entered, placed
from xlkit.returns.issues import Issue, Severity, issue
from xlkit.returns.names import same_name, same_organisation
from xlkit.returns.raw import CellRef

Titles: TypeAlias = Mapping[tuple[str, str], str]


def held_against(ledger: Ledger, earlier: Sequence[Return], instruments: Mapping[str, Instrument]) -> Ledger:
    """The ledger with what changed in funds since earlier returns, told at its cells with old and new.

    A copy of the same account shows what was closed by then; one of the fund's last account what it closed with. A fund
    without either says that nothing is known of it.
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
    completed = entry.completed
    if completed is None or not entry.status.is_merged or kept_in(entry, instruments) is not Accounts.FUND:
        return entry
    instrument = instruments[completed.identity.template]
    for problem in dict.fromkeys(_found(completed, earlier, instrument)):
        entry = entry.noted(problem, Status.INCOMPLETE if problem.severity is Severity.ERROR else None)
    return entry


def _titles(instrument: Instrument) -> Titles:
    """What fields are called, by the table and the name."""
    items = [item for section in instrument.sections for item in section.items]
    fields = {(item.name, field.name): field.title for item in items for field in item.fields}
    return {(FACTS, item.name): item.title for item in items} | fields


def _found(completed: Return, earlier: Sequence[Return], instrument: Instrument) -> Iterator[Issue]:
    now = books(fund_of(entered(completed)))
    same = [each for each in earlier if _is_same_account(each, completed)]
    last = _last_accounts([each for each in earlier if each not in same], completed)
    if not same and not last:
        yield issue("closed-not-known", found=completed.subject)
    for before in same:
        yield from _changed(completed, now, before, happened(instrument))
        yield from _changed_under(completed, before, _titles(instrument), with_openings=not last)
    for before in last:
        then = books(fund_of(entered(before)))
        yield from _not_carried(completed, now, then)
        yield from _not_joined(completed, before, then.fund, _titles(instrument))


def _is_same_account(before: Return, completed: Return) -> bool:
    """Whether two returns are copies of one account, also where the return id was taken away or is another one.

    One fund has one account in a round, and no other account takes in a day that was closed.
    """
    then, now = before.identity, completed.identity
    if then.template == now.template and now.return_id and then.return_id == now.return_id:
        return True
    if not _is_of_fund(before, completed):
        return False
    begins, ends = (_day(completed, name) for name in ("begins", "ends"))
    if not (then.return_id and now.return_id) and begins is None:
        return True
    is_closed_day = bool(begins and before.completed_on and begins <= before.completed_on)
    first = _day(before, "begins") or date.min
    is_later = bool(ends and ends < first)
    is_next = bool(then.return_id and now.return_id and begins and begins > first)
    return same_name(then.round, now.round) or (is_closed_day and not is_later and not is_next)


def _last_accounts(others: Sequence[Return], completed: Return) -> Sequence[Return]:
    """Of other accounts of the same fund those that were closed last; none that begins after this one."""
    begins = _day(completed, "begins") or date.max
    own = [each for each in others if _is_of_fund(each, completed) and (_day(each, "begins") or date.min) < begins]
    latest = max((each.completed_on or date.min for each in own), default=date.min)
    return [each for each in own if (each.completed_on or date.min) == latest]


def _is_of_fund(before: Return, completed: Return) -> bool:
    is_same = before.subject.casefold() == completed.subject.casefold()
    is_alike = before.identity.template == completed.identity.template
    return is_same and is_alike and same_organisation(before.organisation, completed.organisation)


def _day(completed: Return, name: str) -> date | None:
    return entered(completed).facts.day(name)


def _changed(completed: Return, now: Books, before: Return, labels: Mapping[str, str]) -> Iterator[Issue]:
    if before.completed_on is None:
        return
    then = books(fund_of(entered(before)))
    for problem in checks.closed_rows(now, then, before.completed_on, labels):
        cell = placed(completed, problem.where, problem.number, "what")
        yield issue(problem.code, cell, problem.where, number=problem.number, **problem.facts)


def _changed_under(completed: Return, before: Return, titles: Titles, *, with_openings: bool) -> Iterator[Issue]:
    """What closed entries rest on and is not as it was, at its cell; of a row that is gone, where it stood."""
    last = before.completed_on
    if last is None:
        return
    for change in changes(entered(completed), entered(before), last, with_openings=with_openings):
        cell = _cell(completed, change) or _cell(before, change)
        facts = {"what": titles[change.table, change.name], "was": _in_words(change.was), "now": _in_words(change.now)}
        yield issue("closed-ground-changed", cell, change.table, closed=_in_words(last), **facts)


def _cell(completed: Return, change: Change) -> CellRef | None:
    if change.table != FACTS:
        return placed(completed, change.table, change.number, change.name)
    answer = completed.answer(change.name)
    return answer.cell if answer else None


def _in_words(value: Typed) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return f"{value:.10g}" if isinstance(value, int | float) else (value or "nothing").replace("_", " ")


def _not_carried(completed: Return, now: Books, then: Books) -> Iterator[Issue]:
    """What a fund begins with beside what its last account closed with: bank, fund and each pot."""
    cells = {answer.item: answer.cell for answer in completed.answers}
    for name, cell, begins, closed in (
        ("The fund", cells.get("hours_before"), now.opening, _scaled(then.closing, then, now)),
        *(
            (f"The pot “{name}”", None, _opening(now, name), _scaled(_closed(then, name), then, now))
            for name in {same_pot(name): name for name in (*now.pots, *then.pots)}.values()
        ),
    ):
        if begins != closed:
            facts = {"what": name, "found": _said(begins, now), "expected": _said(closed, now)}
            yield issue("balance-not-carried", cell, "hours_before", **facts)


def _not_joined(completed: Return, before: Return, then: Fund, titles: Titles) -> Iterator[Issue]:
    """What the agreement says otherwise than as the last account ended, and days that are in both accounts or none."""
    last, begins = then.last_day, _day(completed, "begins")
    if last is None:
        return
    facts = {"last": f"{last:%d/%m/%Y}"}
    for start, change in carried_otherwise(entered(completed), entered(before), last):
        code = "agreement-not-carried" if start <= last else "agreement-to-come-changed"
        what, cell = titles[change.table, change.name], _cell(completed, change)
        told = {"day": _in_words(start), "what": what, "was": _in_words(change.was), "now": _in_words(change.now)}
        yield issue(code, cell, change.table, **told, **facts)
    if begins and begins != last + timedelta(days=1):
        answer, code = completed.answer("begins"), "accounts-overlap" if begins <= last else "accounts-apart-in-time"
        yield issue(code, answer.cell if answer else None, "begins", begins=f"{begins:%d/%m/%Y}", **facts)


def _scaled(held: Holding, then: Books, now: Books) -> Holding:
    """A holding of one fund in the units of another."""
    return Holding(units_of(Fraction(held.units, then.parts), now.parts), held.pence)


def _closed(kept: Books, name: str) -> Holding:
    pot = kept.fund.pot(name)
    return kept.pots[pot.name] if pot else Holding()


def _opening(kept: Books, name: str) -> Holding:
    pot = kept.fund.pot(name)
    return Holding(units_of(pot.minutes, kept.parts), pot.pence) if pot else Holding()


def _said(held: Holding, kept: Books) -> str:
    return f"{amounts.to_type(held.units, kept.parts)} and {amounts.pounds(held.pence)}"
