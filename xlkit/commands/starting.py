"""What the workbooks of `xlkit generate` begin with: settings that are given, and what stood in an earlier round."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from xlkit import days
from xlkit.commands.reading import kept_entries
from xlkit.commands.saying import say
from xlkit.errors import XlkitError
from xlkit.form.instrument import Accounts, Instrument, Setting
from xlkit.intake.log import Entry
from xlkit.returns.completed import Return
from xlkit.returns.issues import Severity
from xlkit.returns.validate.findings import BLANK
from xlkit.round.prefill import Prefill, last_returns, prefill
from xlkit.round.round import Issued
from xlkit.shown import listed


def settings_of(instrument: Instrument, stated: Iterable[str]) -> tuple[tuple[str, str | date], ...]:
    """The settings that were given, by name; XlkitError where the template knows no such setting, or it is no date."""
    known = {setting.name: setting for setting in instrument.settings}
    return tuple(_setting(instrument, known, text) for text in stated)


def _setting(instrument: Instrument, known: Mapping[str, Setting], text: str) -> tuple[str, str | date]:
    name, _, value = (part.strip() for part in text.partition("="))
    if not value:
        raise XlkitError(f"--set {text} gives no value: write it as NAME=VALUE, such as --set quarter=Spring.")
    if name not in known:
        there = f"its settings are {', '.join(known)}" if known else "it has no settings"
        raise XlkitError(f"--set names {name!r}, which is no setting of {instrument.name}: {there}.")
    if not isinstance(known[name].value, date):
        return name, value
    day = days.written(value)
    if day is None:
        raise XlkitError(f"--set {text} gives no date for {known[name].title}: write it as 30/04/2027 or 2027-04-30.")
    return name, day


MAY_HAVE_CHANGED = (
    "Whether anything of closed days was changed in these accounts is not known here: see it before what goes on from "
    "them is sent, with xlkit validate and its --previous, which names the copies that came before."
)


class Earlier(Struct, frozen=True):
    """What was asked for of an earlier round: where it stands, and whether to start from its answers too."""

    path: Path | None
    keep_answers: bool

    def of(self, issued: Iterable[Issued], instruments: Mapping[str, Instrument]) -> Mapping[str, Prefill]:
        """What each workbook starts with, by its return id; what finds no place any more is named on stderr."""
        if self.path is None:
            return {}
        identities = [workbook.identity for workbook in issued]
        entries = kept_entries(self.path, instruments)
        before = [entry.completed for entry in entries if entry.completed is not None]
        entry_of = {id(entry.completed): entry for entry in entries}
        followed = last_returns(identities, before)
        starts: dict[str, Prefill] = {}
        for identity in identities:
            who, last = _called(identity.organisation, identity.subject), followed.get(identity.return_id)
            if last is None:
                say(f"{who}: starts blank, since no return of last time is surely theirs.", err=True)
                continue
            instrument = instruments[identity.template].as_issued(identity.settings).in_language(identity.language)
            entry, kept = entry_of[id(last)], self.keep_answers
            start = prefill(instrument, last, keep_answers=kept, errors=entry.errors, issues=entry.issues)
            if not last.answers_anything and not last.actions:
                say(f"{who}: starts blank, since {_unsaid(entry)}.", err=True)
            unread = _unread(entry) if kept else ()
            for sentence in (*unread, *start.left_out):
                say(f"{who}: left out: {sentence}", err=True)
            if start.noted:
                say(f"{who}: {start.noted}", err=True)
            starts[identity.return_id] = start
        if any(_is_closed(last, instruments) for last in followed.values()):
            say(MAY_HAVE_CHANGED, err=True)
        went_on = {id(last) for last in followed.values()}
        if ended := [_called(each.organisation, each.subject) for each in before if id(each) not in went_on]:
            say(f"Of last time, nobody goes on from {listed(ended)}.", err=True)
        return starts


def _unread(entry: Entry) -> Iterator[str]:
    """What of a return of last time could not be read, where it was filled in; what else is left out is said apart."""
    errors = (found for found in entry.issues if found.severity is Severity.ERROR and found.item and found.cell)
    if many := sum(found.code not in (*BLANK, "answer-unmatched", "left-as-sent") for found in errors):
        yield f"what could not be read in their return, as xlkit validate says ({many} error{'s' if many > 1 else ''})."


def _unsaid(entry: Entry) -> str:
    """Why nothing of a return of last time stands in a workbook that goes on from it."""
    return f"their return of last time {'came back as it was sent out' if entry.is_as_sent else 'answers nothing'}"


def _is_closed(last: Return, instruments: Mapping[str, Instrument]) -> bool:
    """Whether a return is of a fund of which some days are closed, which a later copy may have changed."""
    return instruments[last.identity.template].accounts is Accounts.FUND and last.completed_on is not None


def _called(organisation: str, subject: str) -> str:
    """Whose a workbook is: with several of one organisation, such as funds, what each is about tells them apart."""
    return organisation if subject in ("", organisation) else f"{organisation}, {subject}"
