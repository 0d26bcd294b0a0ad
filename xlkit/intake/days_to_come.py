"""Days to come: what a return says was done after the day that dates are held against, which is asked about."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from xlkit.form.instrument import Instrument
from xlkit.form.item import Item
from xlkit.intake.log import Entry
from xlkit.returns.completed import Answer, Return
from xlkit.returns.issues import Issue, issue


def asked_about(entries: Iterable[Entry], as_at: date, instruments: Mapping[str, Instrument]) -> tuple[Entry, ...]:
    """The entries, with each such day noted where it stands; a council's workbook was held against its own."""
    return tuple(entry if entry.council else _asked(entry, as_at, instruments) for entry in entries)


def _asked(entry: Entry, as_at: date, instruments: Mapping[str, Instrument]) -> Entry:
    completed = entry.completed
    instrument = instruments.get(completed.identity.template) if completed else None
    if completed is not None and instrument is not None:
        for found in _to_come(completed, instrument, as_at):
            entry = entry.noted(found)
    return entry


def _to_come(completed: Return, instrument: Instrument, as_at: date) -> Iterator[Issue]:
    expected, items = f"{as_at:%d/%m/%Y}", {item.name: item for item in instrument.items}
    day = completed.completed_on
    if day is not None and day > as_at:
        yield issue("day-to-come", what="The return", found=f"{day:%d/%m/%Y}", expected=expected)
    for answer in completed.answers:
        item = items.get(answer.item)
        if item is not None and answer.day is not None and answer.day > as_at and _is_reached(item, answer):
            facts = {"what": item.ref, "found": f"{answer.day:%d/%m/%Y}", "expected": expected}
            yield issue("day-to-come", answer.cell, item.name, **facts)


def _is_reached(item: Item, answer: Answer) -> bool:
    return any(choice.reached and choice.name == answer.value for choice in item.choices)
