"""The tracker: each recipient of a round beside what came back, how far it is, and whom to chase, as data."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from xlkit.form import relevance
from xlkit.form.instrument import Accounts, Instrument
from xlkit.intake import contradicting, months, whose
from xlkit.intake.eligibility import Register
from xlkit.intake.log import Entry, Ledger, Status
from xlkit.intake.whose import Unused
from xlkit.returns import names
from xlkit.returns.completed import Return
from xlkit.returns.correction import Correction
from xlkit.returns.issues import Issue, Severity
from xlkit.round import letters
from xlkit.round.round import Control, Delivery, LetterKind, Message, Recipient


class State(StrEnum):
    """How far a recipient is: what came back stands before what is known of the message."""

    VALID = "valid"
    INCOMPLETE = "incomplete"
    BLANK = "blank"
    AS_SENT = "as sent out"
    CONFLICT = "conflict"
    HELD = "held"
    REJECTED = "rejected"
    EXCLUDED = "excluded"
    SUPERSEDED = "superseded"
    DECLINED = "declined"
    BOUNCED = "bounced"
    UNCLEAR = "unclear"
    SENT = "sent and nothing back"
    NOTHING = "nothing back"
    OUT_OF_SCOPE = "out of scope"

    @property
    def advice(self) -> str:
        """What an officer does about it."""
        return ADVICE[self]

    @property
    def letter(self) -> LetterKind | None:
        """The message that may change it; None where there is nothing to chase, or a message would not arrive."""
        return LETTERS.get(self)

    @property
    def is_chased(self) -> bool:
        """Whether somebody has to do something about it."""
        return self.letter is not None or self in (State.HELD, State.UNCLEAR, State.BOUNCED)


LETTERS: Mapping[State, LetterKind] = {
    State.NOTHING: LetterKind.REMINDER,
    State.SENT: LetterKind.REMINDER,
    State.INCOMPLETE: LetterKind.CORRECTION,
    State.BLANK: LetterKind.CORRECTION,
    State.AS_SENT: LetterKind.CORRECTION,
    State.CONFLICT: LetterKind.NOT_USABLE,
    State.REJECTED: LetterKind.NOT_USABLE,
}
ADVICE: Mapping[State, str] = {
    State.VALID: "Nothing: it is complete, and merged.",
    State.INCOMPLETE: "It is merged as far as it goes: ask for the rest.",
    State.BLANK: "Nothing is answered in what came: ask for the workbook that was filled in.",
    State.AS_SENT: "It holds last round's answers alone, which do not count: ask them to look through it and date it.",
    State.CONFLICT: "Two returns differ: ask which one stands, and prefer it under Decisions.",
    State.HELD: "Ask them whether they sent it, then accept or exclude it under Decisions.",
    State.REJECTED: "It could not be taken: ask for it again.",
    State.EXCLUDED: "Nothing: a decision leaves it out.",
    State.SUPERSEDED: "Nothing: another return stands instead.",
    State.DECLINED: "Nothing: they would rather not take part.",
    State.BOUNCED: "Find the right address, correct it, and clear Delivery.",
    State.UNCLEAR: "A file that could not be used may be theirs: look at it under Not used, then ask or remind them.",
    State.SENT: "Remind them.",
    State.NOTHING: "No message is noted as sent: send it and note it under Delivery or All sent on, or remind them.",
    State.OUT_OF_SCOPE: "Nothing: they are not counted.",
}
UNISSUED = "No workbook is written for it yet: xlkit generate writes it."


class Part(Struct, frozen=True):
    """How much of one section is answered."""

    section: str
    answered: int
    out_of: int


class Tracked(Struct, frozen=True):
    """One recipient: `file`, `problems` and `correction` are of the return that decides the state, as `parts` are.

    `told` is what a letter says of them, or of all copies that contradict each other. `locality` and `size` are spelt
    as in the first row that has them, so that figures can be broken down by them, and `template` is the title of the
    form; `account` is that of a fund, None where no fund was asked for. `is_issued` says whether their workbook is
    written, as far as that is known.
    """

    recipient: Recipient
    return_id: str
    state: State
    locality: str = ""
    size: str = ""
    template: str = ""
    file: str = ""
    problems: tuple[Issue, ...] = ()
    told: tuple[Issue, ...] = ()
    parts: tuple[Part, ...] = ()
    correction: Correction | None = None
    account: months.Account | None = None
    is_issued: bool = True

    @property
    def advice(self) -> str:
        """What an officer does about it: who has no workbook can be sent none."""
        return self.state.advice if self.is_issued or self.state is not State.NOTHING else UNISSUED


class Tracking(Struct, frozen=True):
    """All recipients in their order; the files whose answers count though nobody was asked for them; those not used."""

    rows: tuple[Tracked, ...]
    strangers: tuple[Entry, ...]
    unused: tuple[Unused, ...] = ()

    @property
    def counts(self) -> Mapping[State, int]:
        """How many recipients are in each state; all states are named."""
        return {state: sum(row.state is state for row in self.rows) for state in State}

    @property
    def accounts(self) -> tuple[months.Account, ...]:
        """The accounts of all funds that were asked for."""
        return tuple(row.account for row in self.rows if row.account is not None)

    @property
    def to_chase(self) -> tuple[Tracked, ...]:
        """Those about whom somebody has to do something, in their order."""
        return tuple(row for row in self.rows if row.state.is_chased)

    @property
    def to_look_at(self) -> tuple[Tracked, ...]:
        """Those who may have replied with what could not be used, so that the officer has to look first."""
        return tuple(row for row in self.rows if row.state in (State.HELD, State.UNCLEAR))

    def messages(self, control: Control) -> Iterator[Message]:
        """What is written to each of those, except to those whom a message would not reach."""
        for row in self.rows:
            kind = row.state.letter
            if kind is not None and row.recipient.delivery.is_reached:
                # To a return that was read goes what was read of it: a blank workbook would cost its answers.
                attaches = row.state not in (State.INCOMPLETE, State.AS_SENT, State.CONFLICT)
                back = row.correction
                yield letters.compose(control, row.recipient, kind, row.told, attaches=attaches, correction=back)

    @property
    def unreached(self) -> tuple[Recipient, ...]:
        """Those to whom something would be written, had they not declined, or mail to them bounced."""
        due = (row for row in self.rows if row.state.letter or row.state in (State.DECLINED, State.BOUNCED))
        return tuple(row.recipient for row in due if not row.recipient.delivery.is_reached)

    @property
    def valid_files(self) -> tuple[str, ...]:
        """The files of the recipients in scope whose return is valid, in their order."""
        return tuple(row.file for row in self.rows if row.state is State.VALID)

    @property
    def response(self) -> float | None:
        """Valid returns as a share of the recipients in scope; None where nobody is in scope."""
        asked = [row for row in self.rows if row.recipient.in_scope]
        return sum(row.state is State.VALID for row in asked) / len(asked) if asked else None


UNUSED = (Status.REJECTED, Status.HELD)
TELLING = frozenset(Status) - {Status.DUPLICATE, Status.IGNORED}  # of the recipient whose a file is
# The first that applies decides, so that a valid return is not hidden by a damaged or a blank copy beside it.
RETURNED = (
    *(State.VALID, State.INCOMPLETE, State.CONFLICT, State.HELD, State.REJECTED, State.AS_SENT, State.BLANK),
    *(State.EXCLUDED, State.SUPERSEDED),
)
TOLD = (Severity.ERROR, Severity.WARNING)  # what is said of a return that is merged, the worst first
DELIVERED = {
    Delivery.NONE: State.NOTHING,
    Delivery.SENT: State.SENT,
    Delivery.BOUNCED: State.BOUNCED,
    Delivery.DECLINED: State.DECLINED,
}


def track(control: Control, instruments: Mapping[str, Instrument], ledger: Ledger, day: date | None = None) -> Tracking:
    """Each recipient of the round beside the files that came back, and what is known of their messages on a day."""
    register = Register(control)
    returned: defaultdict[str, list[Entry]] = defaultdict(list)
    strangers, unused = [], []
    for entry in ledger.entries:
        if entry.status in UNUSED:
            unused.append(whose.seeming(entry, register))
            recipient = unused[-1].recipient
        else:
            recipient = register.find(entry.completed) if entry.completed else None
        if recipient is not None:
            returned[recipient.return_id].append(entry)
        elif entry.status.is_merged and not _is_rating(entry):
            strangers.append(entry)
    perhaps = {recipient.return_id for file in unused for recipient in file.recipients if not file.recipient}
    localities = _spelt(recipient.locality for recipient in control.recipients)
    unissued = frozenset(control.unissued)
    sizes = _spelt(recipient.size for recipient in control.recipients)
    rows = (
        replace(
            _tracked(recipient, instruments, returned, perhaps, control.delivery(recipient, day)),
            locality=locality,
            size=size,
            template=instruments[recipient.template].title,
            account=_account(recipient, instruments, returned),
            is_issued=recipient not in unissued,
        )
        for recipient, locality, size in zip(control.recipients, localities, sizes, strict=True)
    )
    return Tracking(tuple(rows), tuple(strangers), tuple(unused))


def _spelt(texts: Iterable[str]) -> Iterator[str]:
    """Texts as the first of those was spelt that are the same but for case and spacing."""
    first: dict[str, str] = {}
    return (first.setdefault(names.plain(text), text) for text in texts)


def _is_rating(entry: Entry) -> bool:
    """Whether a return is a row of a workbook of ratings, which may be about anybody."""
    return entry.completed is not None and entry.completed.identity.roster != ""


def _tracked(
    recipient: Recipient,
    instruments: Mapping[str, Instrument],
    returned: Mapping[str, Sequence[Entry]],
    perhaps: Collection[str],
    delivery: Delivery,
) -> Tracked:
    return_id, entries = recipient.return_id, _in_order(recipient, returned)
    if not recipient.in_scope:
        return Tracked(recipient, return_id, State.OUT_OF_SCOPE)
    if not entries:
        is_unclear = return_id in perhaps
        return Tracked(recipient, return_id, State.UNCLEAR if is_unclear else DELIVERED[delivery])
    best = entries[0]
    told = (problem for severity in TOLD for problem in best.issues if problem.severity is severity)
    problems = (*whose.reasons(best), *told)
    completed = best.completed if best.status.is_merged else None
    return Tracked(
        *(recipient, return_id, _state(best)),
        file=best.path,
        problems=problems,
        told=contradicting.for_sender(entries) if best.status is Status.CONFLICT else problems,
        parts=tuple(_parts(instruments[recipient.template], completed)) if completed else (),
        correction=best.due_correction,
    )


def _state(entry: Entry) -> State:
    """How far a recipient is by a file that tells of it."""
    if entry.is_blank:
        return State.BLANK
    return State.AS_SENT if entry.is_as_sent else State(entry.status.value)


def _in_order(recipient: Recipient, returned: Mapping[str, Sequence[Entry]]) -> list[Entry]:
    """What came back of a recipient, the one that decides first."""
    entries = (entry for entry in returned.get(recipient.return_id, ()) if entry.status in TELLING)
    return sorted(entries, key=lambda entry: RETURNED.index(_state(entry)))


def _account(
    recipient: Recipient, instruments: Mapping[str, Instrument], returned: Mapping[str, Sequence[Entry]]
) -> months.Account | None:
    if instruments[recipient.template].accounts is not Accounts.FUND or not recipient.in_scope:
        return None
    best = next(iter(_in_order(recipient, returned)), None)
    if best is None or not best.status.is_merged or best.completed is None:
        return months.NOT_BACK
    return months.account_of(best.completed, best.issues)


def _parts(instrument: Instrument, completed: Return) -> Iterator[Part]:
    answered = {answer.item for answer in completed.answers if answer.value is not None}
    answered |= {row.table for row in completed.rows}
    needed = relevance.needed(instrument, completed.stated)
    for section in instrument.sections:
        items = [item for item in section.items if item.is_asked and item.name in needed]
        if items:
            yield Part(section.title, sum(item.name in answered for item in items), len(items))
