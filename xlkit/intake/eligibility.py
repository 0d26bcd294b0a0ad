"""Admit: each return held against its round: whether it belongs there, who was asked, and by when."""

from collections.abc import Iterable
from dataclasses import replace

from xlkit.intake.log import Entry
from xlkit.returns import names, return_ids
from xlkit.returns.completed import Return
from xlkit.returns.issues import issue
from xlkit.round import identities
from xlkit.round.round import Control, Recipient


class Register:
    """The recipients of a round, found by what came back from them."""

    def __init__(self, control: Control) -> None:
        self._by_id = {identities.recipient_id(each, control.round.name): each for each in control.recipients}
        # The first row of a name stands for it.
        self._by_name = {_named(each.template, each.organisation): each for each in reversed(control.recipients)}

    def find(self, completed: Return) -> Recipient | None:
        """The recipient whose workbook came back, or whose organisation filled in one that was issued blank."""
        recipient = self._by_id.get(return_ids.issued_id(completed.identity))
        if recipient is not None or completed.identity.signature or completed.identity.roster:
            return recipient
        return self._by_name.get(_named(completed.identity.template, completed.organisation))

    def with_id(self, return_id: str) -> Recipient | None:
        """The recipient whose workbook has that return id."""
        return self._by_id.get(return_id)


def admit(entries: Iterable[Entry], control: Control) -> tuple[Entry, ...]:
    """The entries with those of other rounds rejected, and what should be known of the others noted.

    A workbook that states no round belongs to any. Recipients and deadline are looked at as far as the round has them.
    What a council's consolidated workbook keeps was admitted to that council's own round and is left as it is.
    """
    register = Register(control)
    return tuple(_admitted(entry, control, register) for entry in entries)


def _named(template: str, organisation: str) -> tuple[str, str]:
    return names.plain(template), names.organisation_of(organisation)


def _admitted(entry: Entry, control: Control, register: Register) -> Entry:
    completed = entry.completed
    if completed is None or entry.council:
        return entry
    stated, wanted = completed.identity.round, control.round.name
    if wanted and stated and not names.same_name(stated, wanted):
        return replace(entry, completed=None).noted(issue("other-round", found=stated, expected=wanted))
    if control.recipients and register.find(completed) is None and not completed.identity.roster:
        entry = entry.noted(issue("unknown-recipient", found=completed.organisation))
    elif control.secret and not completed.identity.signature and not entry.is_refused:
        entry = entry.noted(issue("issued-blank", found=completed.organisation))
    day, due = completed.completed_on, control.round.due
    if day is not None and due is not None and day > due:
        entry = entry.noted(issue("after-deadline", found=f"{day:%d/%m/%Y}", expected=f"{due:%d/%m/%Y}"))
    return entry
