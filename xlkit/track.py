"""Track: which return decides how far each recipient is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from xlkit import identity as identities
from xlkit import relevance
from xlkit.admit import Register
from xlkit.instrument import Instrument
from xlkit.issues import Severity
from xlkit.ledger import Entry, Ledger, Status
from xlkit.returns import Return
from xlkit.round import Control, Delivery, Recipient
from xlkit.tracking import Part, State, Tracked, Tracking

# The first that applies decides, so that a valid return is not hidden by a damaged copy beside it.
RETURNED = {
    Status.VALID: State.VALID,
    Status.INCOMPLETE: State.INCOMPLETE,
    Status.CONFLICT: State.CONFLICT,
    Status.REJECTED: State.REJECTED,
    Status.EXCLUDED: State.EXCLUDED,
    Status.SUPERSEDED: State.SUPERSEDED,
}
DELIVERED = {
    Delivery.NONE: State.NOT_SENT,
    Delivery.SENT: State.SENT,
    Delivery.BOUNCED: State.BOUNCED,
    Delivery.DECLINED: State.DECLINED,
}


def track(control: Control, instruments: Mapping[str, Instrument], ledger: Ledger) -> Tracking:
    """Each recipient of the round beside the files that came back.

    A file that could not be understood is told by the return id in its name, which is all there is to go by.
    """
    register = Register(control)
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    strangers = []
    for entry in ledger.entries:
        recipient = _recipient(entry, register)
        if recipient is not None:
            found[identities.recipient_id(recipient, control.round.name)].append(entry)
        elif entry.status.is_merged and not _is_rating(entry):
            strangers.append(entry)
    localities = _spelt(recipient.locality for recipient in control.recipients)
    sizes = _spelt(recipient.size for recipient in control.recipients)
    rows = (
        replace(_tracked(recipient, control.round.name, instruments, found), locality=locality, size=size)
        for recipient, locality, size in zip(control.recipients, localities, sizes, strict=True)
    )
    return Tracking(tuple(rows), tuple(strangers))


def _spelt(texts: Iterable[str]) -> Iterator[str]:
    """Texts as the first of those was spelt that are the same but for case and spacing."""
    first: dict[str, str] = {}
    return (first.setdefault(identities.plain(text), text) for text in texts)


def _is_rating(entry: Entry) -> bool:
    """Whether a return is a row of a workbook of ratings, which may be about anybody."""
    return entry.completed is not None and entry.completed.identity.roster != ""


def _recipient(entry: Entry, register: Register) -> Recipient | None:
    if entry.completed is not None:
        return register.find(entry.completed)
    if entry.status is not Status.REJECTED:
        return None
    # An edited identity names somebody else: only the file's name may still say whose workbook it was.
    is_edited = any(found.code == "identity-edited" for found in entry.issues)
    if entry.stated is not None and not is_edited:
        return register.with_id(identities.issued_id(entry.stated))
    return register.with_id(identities.return_id_in(entry.path))


def _tracked(
    recipient: Recipient, round_name: str, instruments: Mapping[str, Instrument], found: Mapping[str, Sequence[Entry]]
) -> Tracked:
    return_id = identities.recipient_id(recipient, round_name)
    entries = [entry for entry in found.get(return_id, ()) if entry.status in RETURNED]
    best = min(entries, key=lambda entry: list(RETURNED).index(entry.status), default=None)
    if not recipient.in_scope:
        return Tracked(recipient, return_id, State.OUT_OF_SCOPE)
    if best is None:
        return Tracked(recipient, return_id, DELIVERED[recipient.delivery])
    problems = tuple(each for each in best.issues if each.severity in (Severity.REJECTS, Severity.ERROR))
    read = best.completed if best.status.is_merged else None
    parts = tuple(_parts(instruments[recipient.template], read)) if read else ()
    return Tracked(recipient, return_id, RETURNED[best.status], file=best.path, problems=problems, parts=parts)


def _parts(instrument: Instrument, completed: Return) -> Iterator[Part]:
    answered = {answer.item for answer in completed.answers if answer.value is not None}
    answered |= {row.table for row in completed.rows}
    needed = relevance.needed(instrument, {answer.item: answer.value for answer in completed.answers})
    for section in instrument.sections:
        items = [item for item in section.items if item.is_answered and item.name in needed]
        if items:
            yield Part(section.title, sum(item.name in answered for item in items), len(items))
