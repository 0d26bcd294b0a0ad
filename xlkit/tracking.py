"""Tracking: each recipient of a round beside what came back, and whom to chase, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from xlkit.issues import Issue
from xlkit.ledger import Entry
from xlkit.round import LetterKind, Recipient


class State(StrEnum):
    """How far a recipient is: what came back stands before what is known of the message."""

    VALID = "valid"
    INCOMPLETE = "incomplete"
    CONFLICT = "conflict"
    REJECTED = "rejected"
    EXCLUDED = "excluded"
    SUPERSEDED = "superseded"
    DECLINED = "declined"
    BOUNCED = "bounced"
    SENT = "sent"
    NOT_SENT = "not sent"
    OUT_OF_SCOPE = "out of scope"

    @property
    def advice(self) -> str:
        """What an officer does about it."""
        return ADVICE[self]

    @property
    def letter(self) -> LetterKind | None:
        """The message that may change it; None where there is nothing to chase, or a message would not arrive."""
        if self in (State.NOT_SENT, State.SENT):
            return LetterKind.REMINDER
        return LetterKind.CORRECTION if self in (State.INCOMPLETE, State.CONFLICT, State.REJECTED) else None

    @property
    def is_chased(self) -> bool:
        """Whether somebody has to do something about it."""
        return self.letter is not None or self is State.BOUNCED


ADVICE: Mapping[State, str] = {
    State.VALID: "Nothing: it is complete, and merged.",
    State.INCOMPLETE: "It is merged as far as it goes: ask for the rest.",
    State.CONFLICT: "Two returns differ: ask which one stands, and prefer it under Decisions.",
    State.REJECTED: "It could not be taken: ask for it again.",
    State.EXCLUDED: "Nothing: a decision leaves it out.",
    State.SUPERSEDED: "Nothing: another return stands instead.",
    State.DECLINED: "Nothing: they would rather not take part.",
    State.BOUNCED: "Find the right address, correct it, and clear Delivery.",
    State.SENT: "Remind them.",
    State.NOT_SENT: "Send the message, then note it under Delivery; or remind them.",
    State.OUT_OF_SCOPE: "Nothing: they are not counted.",
}


@dataclass(frozen=True, slots=True)
class Part:
    """How much of one section is answered."""

    section: str
    answered: int
    out_of: int


@dataclass(frozen=True, slots=True)
class Tracked:
    """One recipient: `file` and `problems` are those of the return that decides the state, `parts` what it answers.

    `locality` and `size` are spelt as in the first row that has them, so that figures can be broken down by them.
    """

    recipient: Recipient
    return_id: str
    state: State
    locality: str = ""
    size: str = ""
    file: str = ""
    problems: tuple[Issue, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Tracking:
    """All recipients in their order, and the files whose answers count though nobody was asked for them."""

    rows: tuple[Tracked, ...]
    strangers: tuple[Entry, ...]

    @property
    def counts(self) -> Mapping[State, int]:
        """How many recipients are in each state; all states are named."""
        return {state: sum(row.state is state for row in self.rows) for state in State}

    @property
    def to_chase(self) -> tuple[Tracked, ...]:
        """Those about whom somebody has to do something, in their order."""
        return tuple(row for row in self.rows if row.state.is_chased)

    @property
    def valid_files(self) -> tuple[str, ...]:
        """The files of the recipients in scope whose return is valid, in their order."""
        return tuple(row.file for row in self.rows if row.state is State.VALID)

    @property
    def response(self) -> float | None:
        """Valid returns as a share of the recipients in scope; None where nobody is in scope."""
        asked = [row for row in self.rows if row.recipient.in_scope]
        return sum(row.state is State.VALID for row in asked) / len(asked) if asked else None
