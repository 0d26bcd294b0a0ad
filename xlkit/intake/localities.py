"""Localities: where somebody typed a place of what people say that their round does not list, which is asked about."""

from collections.abc import Iterable, Mapping

from xlkit.form.instrument import Instrument
from xlkit.intake.log import Entry
from xlkit.returns.issues import issue
from xlkit.round.round import Control


def asked_about(entries: Iterable[Entry], control: Control, instruments: Mapping[str, Instrument]) -> tuple[Entry, ...]:
    """The entries, with each such place noted where it stands; in a round that lists nobody nothing is known of any."""
    localities = control.localities if control.recipients else None
    return tuple(entry if localities is None else _asked(entry, localities, instruments) for entry in entries)


def _asked(entry: Entry, localities: Mapping[str, str], instruments: Mapping[str, Instrument]) -> Entry:
    from xlkit.voice.codes import said_table
    from xlkit.voice.statements import unlisted

    completed = entry.completed
    instrument = instruments.get(completed.identity.template) if completed else None
    table = said_table(instrument) if instrument else None
    if completed is None or table is None:
        return entry
    expected = ", ".join(localities.values()) or "none is listed"
    for where, typed, cell in unlisted(completed, table, localities):
        entry = entry.noted(issue("locality-not-listed", cell, table.name, found=typed, where=where, expected=expected))
    return entry
