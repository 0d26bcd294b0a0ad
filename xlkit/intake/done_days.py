"""Done days: when a return was completed and what it says was done: too early or late, to come, or without a day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from xlkit.form.accounts import CLOSED_TO
from xlkit.form.instrument import Accounts, Instrument
from xlkit.form.item import Choice, Item
from xlkit.form.layout import lay_out
from xlkit.intake.log import Entry
from xlkit.returns.completed import Answer, Return
from xlkit.returns.issues import Issue, issue
from xlkit.round.round import Control, Round

DAY = "%d/%m/%Y"
NO_ROUND = Control(Round())
UNREAD = ("not-a-date", "struck-through", "error-value")


def asked_about(
    entries: Iterable[Entry], as_at: date, instruments: Mapping[str, Instrument], control: Control = NO_ROUND
) -> tuple[Entry, ...]:
    """The entries, with each such day noted where it stands; a council's workbook was held against its own.

    Days are held against `as_at`, and that of a whole return against the days on which it was issued and due too.
    """
    due, issued = control.round.due, control.issued_on
    return tuple(entry if entry.council else _asked(entry, as_at, instruments, due, issued) for entry in entries)


def _asked(
    entry: Entry,
    as_at: date,
    instruments: Mapping[str, Instrument],
    due: date | None,
    issued: Mapping[str, date],
) -> Entry:
    completed = entry.completed
    instrument = instruments.get(completed.identity.template) if completed else None
    if completed is not None and instrument is not None:
        for found in (
            *_of_return(completed, instrument, as_at, due, issued.get(completed.identity.return_id)),
            *_unclear(completed, instrument, as_at, entry.issues),
            *(_of_entries(completed, as_at) if instrument.accounts is Accounts.FUND else ()),
        ):
            entry = entry.noted(found)
    return entry


def _of_return(
    completed: Return, instrument: Instrument, as_at: date, due: date | None, issued: date | None
) -> Iterator[Issue]:
    """What is to be asked of the day of a return, which a fund is closed to and another form completed on.

    A fund's workbook may be issued once its time is over.
    """
    name, day = CLOSED_TO if instrument.accounts else "completed_on", completed.completed_on
    if day is None:
        return
    first = None if instrument.accounts else issued
    bounds = {
        "before-issue": first if first and day < first else None,
        "after-deadline": due if due and day > due else None,
        "day-to-come": as_at if day > as_at else None,
    }
    for code, bound in bounds.items():
        if bound is not None:
            title = next(row.item.title for row in lay_out(instrument).details if row.item and row.item.name == name)
            facts = {"what": f"“{title}”", "found": f"{day:{DAY}}", "expected": f"{bound:{DAY}}"}
            yield issue(code, completed.completed_at, **facts)


def _of_entries(completed: Return, as_at: date) -> Iterator[Issue]:
    """Entries of a fund that stand and are of a day to come."""
    from xlkit.form.entered import fund_of
    from xlkit.fund.balance import books
    from xlkit.returns.entered import entered, placed

    kept = books(fund_of(entered(completed)))
    for entry in kept.fund.entries:
        if entry.day and entry.day > as_at and entry.number not in kept.taken_back:
            facts = {"what": f"The date of entry {entry.number}", "found": f"{entry.day:{DAY}}"}
            cell = placed(completed, "entries", entry.number, "day")
            yield issue("day-to-come", cell, "entries", expected=f"{as_at:{DAY}}", **facts)


def _unclear(completed: Return, instrument: Instrument, as_at: date, said: Sequence[Issue]) -> Iterator[Issue]:
    items = {item.name: item for item in instrument.items}
    for answer in completed.answers:
        item = items.get(answer.item)
        picked = item.choice(str(answer.value)) if item is not None else None
        if item is not None and picked is not None and item.day and any(choice.reached for choice in item.choices):
            yield from _of_answer(item, picked, answer, as_at, is_unread=_is_day_unread(answer, said))


def _is_day_unread(answer: Answer, said: Sequence[Issue]) -> bool:
    """Whether it is said already that nothing can be taken from what stands as the day of an answer."""
    beside = (found for found in said if found.code in UNREAD and found.item == answer.item)
    return any(found.cell and answer.cell and found.cell.column != answer.cell.column for found in beside)


def _of_answer(item: Item, picked: Choice, answer: Answer, as_at: date, *, is_unread: bool) -> Iterator[Issue]:
    """What is to be asked of an answer; what is not done yet may have a day to come beside it."""
    asking = partial(issue, cell=answer.cell, item=item.name, what=item.ref)
    day = answer.day
    if day is None:
        if picked.reached and not is_unread:
            yield asking("done-undated", found=picked.label, expected=item.day)
    elif picked.reached and day > as_at:
        yield asking("day-to-come", what=f"“{item.day}” of {item.ref}", found=f"{day:{DAY}}", expected=f"{as_at:{DAY}}")
    elif not picked.reached and day <= as_at:
        yield asking("day-not-done", found=picked.label, expected=item.day, day=f"{day:{DAY}}")
