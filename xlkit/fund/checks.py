"""Checks: what is wrong in a fund that is posted: overdrawn, over a limit, or against its agreement."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise

from xlkit.fund import amounts, span
from xlkit.fund.agreement import MINUTES, Agreement, BankRule, Held, Limit, holding, in_force, rated, worth
from xlkit.fund.amounts import enough, hours, pounds
from xlkit.fund.balance import Books, Holding
from xlkit.fund.division import half_up
from xlkit.fund.entries import Entry, Fund, Posting, Problem
from xlkit.fund.kinds import CORRECTION, Account
from xlkit.fund.naming import named

QUARTER = 15  # minutes: the steps in which hours are told
NO_LABELS: Mapping[str, str] = {}


def problems(books: Books) -> tuple[Problem, ...]:
    """Everything wrong with a fund by itself, in no order."""
    checks = (_missing, span.outside, _quarters, _overdrawn, _pots, _terms, _over_limit, _names)
    return (*books.problems, *(problem for check in checks for problem in check(books)))


def closed_rows(books: Books, before: Books, last: date, labels: Mapping[str, str] = NO_LABELS) -> Iterator[Problem]:
    """Entries of days up to the last closed one which are not as in a copy that was received before, or are new.

    `labels` are what kinds of entries are called. What counted for nothing was never closed: it is put right where it
    stands, as its problem asks.
    """
    counted = {posting.entry.number for posting in before.postings if posting.kind}
    now = {entry.number: entry for entry in books.fund.entries}
    known = {entry.number for entry in before.fund.entries}
    for entry in before.fund.entries:
        is_closed = entry.number in counted and entry.day and entry.day <= last
        if is_closed and now.get(entry.number) != entry:
            facts = {"was": in_words(entry, labels), "now": in_words(now.get(entry.number), labels)}
            yield Problem("closed-row-changed", "entries", entry.number, facts)
    for entry in books.fund.entries:
        if entry.number not in known and entry.day and entry.day <= last:
            facts = {"day": _day(entry), "closed": f"{last:%d/%m/%Y}"}
            yield Problem("entry-after-close", "entries", entry.number, facts)


def in_words(entry: Entry | None, labels: Mapping[str, str] = NO_LABELS) -> str:
    """An entry as one phrase; `labels` are what kinds of entries are called."""
    if entry is None:
        return "nothing"
    hours = amounts.typed(entry.minutes) if entry.minutes is not None else ""
    money = pounds(entry.pence) if entry.pence is not None else ""
    of = f"corrects {entry.corrects}" if entry.corrects is not None else ""
    kind = labels.get(entry.kind, entry.kind)
    return ", ".join(filter(None, (_day(entry), kind, hours, money, entry.pot, entry.purpose, entry.evidence, of)))


def _day(entry: Entry) -> str:
    return f"{entry.day:%d/%m/%Y}" if entry.day else "no date"


def _missing(books: Books) -> Iterator[Problem]:
    numbers = sorted(entry.number for entry in books.fund.entries)
    for before, after in pairwise([0, *numbers]):
        if after - before > 1:
            missing = f"{before + 1}" if after - before == 2 else f"{before + 1} to {after - 1}"
            yield Problem("entry-missing", "entries", after, {"missing": missing})


def is_in_steps(books: Books, posting: Posting) -> bool:
    """Whether the hours of an entry go in quarters, or it is none that has to: it was taken back, or changes a rate."""
    entry = posting.entry
    is_spared = posting.hours_from is Account.REVALUED or entry.number in books.taken_back
    return not posting.kind or is_spared or entry.kind == CORRECTION or not (entry.minutes or 0) % QUARTER


def _quarters(books: Books) -> Iterator[Problem]:
    for posting in books.postings:
        if not is_in_steps(books, posting):
            typed = _as_typed(posting.entry.minutes or Fraction(0))
            yield Problem("not-a-quarter-hour", "entries", posting.entry.number, {"found": typed})


def _as_typed(minutes: Fraction) -> str:
    """Hours as they were typed; with the time of day that they may have been, which programs keep as part of a day."""
    told, quarters = amounts.typed(minutes), round(float(minutes) * 24 / QUARTER, 4)
    if minutes >= MINUTES or quarters % 1:
        return told
    return f"{told} (perhaps the time {int(quarters) // 4}:{int(quarters) % 4 * QUARTER:02})"


def counted(books: Books, posting: Posting, amount: int) -> int:
    """What of an amount of a posting counts, where a mistake that took something out and was put right never was."""
    if posting.entry.number in books.taken_back:
        return max(amount, 0)
    return min(amount, 0) if posting.entry.kind == CORRECTION else amount


def owing(books: Books) -> Iterator[tuple[Posting, Holding]]:
    """Each posting with what is left after it, mistakes that were put right left out."""
    held = books.opening
    for posting in books.postings:
        held += Holding(counted(books, posting, posting.units), counted(books, posting, posting.pence))
        yield posting, held


def _overdrawn(books: Books) -> Iterator[Problem]:
    """The first entry of each time below nothing that takes something out, and the first that is not allowed to."""
    told: set[str] = set()
    before = books.opening
    for posting, now in owing(books):
        entry = posting.entry
        term = in_force(books.fund.terms, entry.day) if entry.day else None
        kind = "allowed" if term and term.may_overdraw else "overdrawn"
        for what, was, left, said in (
            ("hours", before.units, now.units, hours(books.in_hours(now.units))),
            ("money", before.pence, now.pence, pounds(now.pence)),
        ):
            code = f"{what}-{kind}"
            if left >= 0:
                told -= {f"{what}-allowed", f"{what}-overdrawn"}
            elif left < was and code not in told:
                told.add(code)
                yield Problem(code, "entries", entry.number, {"left": said})
        before = now


def below_at_opening(fund: Fund) -> tuple[str, ...]:
    """What a fund begins below nothing with, in words, where the agreement of its first day does not allow that."""
    term = in_force(fund.terms, fund.begins) if fund.begins else None
    if term and term.may_overdraw:
        return ()
    amounts_below = ((fund.minutes, hours(float(fund.minutes / MINUTES))), (fund.pence, pounds(fund.pence)))
    return tuple(said for amount, said in amounts_below if amount < 0)


def in_pots(books: Books) -> Iterator[tuple[Posting, Holding, Holding]]:
    """Each posting that moves something into or out of a pot, with what that held before and after it.

    Mistakes that were put right are left out.
    """
    held = {pot.name: Holding(half_up(pot.minutes * books.parts), pot.pence) for pot in books.fund.own_pots}
    for posting in books.postings:
        if posting.pot:
            before, own = held[posting.pot], (counted(books, posting, -each) for each in (posting.units, posting.pence))
            held[posting.pot] = before + Holding(*own)
            yield posting, before, held[posting.pot]


def _pots(books: Books) -> Iterator[Problem]:
    for pot in books.fund.pots:
        if books.fund.pot(pot.name) is not pot:
            yield Problem("pot-twice", "pots", pot.number, {"pot": pot.name})
    for posting, before, now in in_pots(books):
        if now.units < 0 <= before.units or now.pence < 0 <= before.pence:
            left = f"{hours(books.in_hours(now.units))} and {pounds(now.pence)}"
            yield Problem("pot-overdrawn", "entries", posting.entry.number, {"pot": posting.pot, "left": left})


def _terms(books: Books) -> Iterator[Problem]:
    held = holding(books.fund.terms)
    for term in books.fund.terms:
        if term not in held:
            yield Problem("agreement-twice", "agreement", term.number, {"day": f"{term.start:%d/%m/%Y}"})
        if is_limit_half(term):
            yield Problem("limit-incomplete", "agreement", term.number, {"day": f"{term.start:%d/%m/%Y}"})
        if term in held and is_dearer(term, books.fund):
            facts = {"price": pounds(term.price or 0), "rate": pounds(last_rate(term, books.fund) or 0)}
            yield Problem("rate-above-standard", "agreement", term.number, facts)
    for before, after in rate_changes(books):
        yield from _of_bank_rule(books, before, after)


def last_rate(term: Agreement, fund: Fund) -> int | None:
    """What an hour of support costs by an agreement or, where that says none, by the last one before it that does."""
    last = in_force(rated(fund.terms), term.start)
    return last.rate if last else None


def is_limit_half(term: Agreement) -> bool:
    """Whether an agreement says how much may be banked, or what that is counted in, and not both."""
    return (term.limit is None) != (term.limit_in is None)


def is_dearer(term: Agreement, fund: Fund) -> bool:
    """Whether an hour that is turned into money brings more than one of support costs."""
    rate = last_rate(term, fund)
    return term.price is not None and rate is not None and term.price > rate


def rate_changes(books: Books) -> Iterator[tuple[Agreement, Agreement]]:
    """Agreements whose rates differ, one after the other of those that say one; in money only where hours are banked.

    There are none until it is said when the account begins: until then nobody can tell whether what it begins with
    holds the change already.
    """
    for before, after in pairwise(rated(books.fund.terms)):
        is_other = before.rate != after.rate and (after.held is Held.HOURS or banked(books, after))
        if is_other and books.fund.begins:
            yield before, after


def _of_bank_rule(books: Books, before: Agreement, after: Agreement) -> Iterator[Problem]:
    rates = {"was": pounds(before.rate or 0), "now": pounds(after.rate or 0), "day": f"{after.start:%d/%m/%Y}"}
    if after.bank_rule is None:
        yield Problem("bank-rule-missing", "agreement", after.number, rates)
        return
    wanted, done = revaluation(books, before, after), revalued(books, after)
    if done != wanted and is_reached(after, books.fund):
        kept = "pounds" if after.bank_rule is BankRule.POUNDS else "hours"
        facts = {"kept": kept, "expected": enough(wanted, books.parts), "found": enough(done, books.parts)}
        code = "rate-before-account" if is_before(after, books.fund) else "bank-rule-not-kept"
        yield Problem(code, "agreement", after.number, rates | facts | {"begins": f"{books.fund.begins:%d/%m/%Y}"})


def is_before(term: Agreement, fund: Fund) -> bool:
    """Whether an agreement begins before the first day of the account."""
    return term.start < (fund.begins or term.start)


def is_reached(term: Agreement, fund: Fund) -> bool:
    """Whether an account has come to the first day of an agreement: it begins, is closed or has an entry by then."""
    days = (fund.begins, fund.closed, *(entry.day for entry in fund.entries))
    return any(day >= term.start for day in days if day)


def revalued(books: Books, term: Agreement) -> int:
    """The units that entries of the days of an agreement change the bank by, as the rate changes."""
    told = (each for each in books.postings if each.hours_from is Account.REVALUED and each.entry.day)
    return sum(each.units for each in told if each.entry.day and in_force(books.fund.terms, each.entry.day) is term)


def revaluation(books: Books, before: Agreement, after: Agreement) -> int:
    """The units that the bank gains or loses where it keeps its pounds as the rate changes; 0 where it keeps hours."""
    if after.bank_rule is not BankRule.POUNDS or not before.rate or not after.rate:
        return 0
    units = banked(books, after)
    return half_up(Fraction(units * before.rate, after.rate)) - units


def banked(books: Books, term: Agreement) -> int:
    """The units that the bank holds as an agreement begins."""
    earlier = (each for each in books.postings if each.since and each.since < term.start)
    return books.opening.units + sum(each.units for each in earlier)


def _over_limit(books: Books) -> Iterator[Problem]:
    days = [entry.day for entry in books.fund.entries if entry.day]
    term = in_force(books.fund.terms, max(days)) if days else None
    number = max((entry.number for entry in books.fund.entries), default=0)
    limit = allowance(term, books.parts) if term else None
    if limit and (books.closing.units > limit.units or books.closing.pence > limit.pence):
        banked = f"{hours(books.in_hours(books.closing.units))} and {pounds(books.closing.pence)}"
        most = hours(books.in_hours(limit.units)) if limit.pence == NO_LIMIT else pounds(limit.pence)
        yield Problem("over-bank-limit", "entries", number, {"banked": banked, "limit": most})


NO_LIMIT = 10**12


def allowance(term: Agreement, parts: int) -> Holding | None:
    """The most that may be banked by an agreement; None where it sets no limit."""
    if term.limit is None or term.limit_in is None:
        return None
    if term.limit_in is Limit.POUNDS:
        return Holding(NO_LIMIT, half_up(term.limit * 100))
    if term.limit_in is Limit.HOURS:
        return Holding(half_up(term.limit * MINUTES * parts), NO_LIMIT)
    if term.held is Held.HOURS:
        return Holding(half_up(term.limit * term.weekly * parts), NO_LIMIT)
    return Holding(NO_LIMIT, half_up(term.limit * term.pence))


def _names(books: Books) -> Iterator[Problem]:
    for entry in books.fund.entries:
        said = f"{entry.purpose} {entry.evidence} {entry.pot}"
        if name := named(said):
            facts = {"what": f"Entry {entry.number}", "found": name}
            yield Problem("fund-names-a-person", "entries", entry.number, facts)


def plan_cost(standard: Fraction, enhanced: Fraction, term: Agreement, parts: int) -> int | None:
    """The pence a week of planned minutes at the rates of an agreement; None where a rate or ratio is missing."""
    if (standard or enhanced) and term.rate is None:
        return None
    if enhanced and term.ratio is None:
        return None
    units = term.units(standard, parts) + (term.units(enhanced, parts, is_enhanced=True) if enhanced else 0)
    return worth(half_up(units), term.rate or 0, parts)
