"""Whose: from whom a file seems to be that was rejected or is held, so that nobody who replied is taken for silent."""

from pathlib import PurePosixPath

from msgspec import Struct

from xlkit.intake.eligibility import Register
from xlkit.intake.log import Entry
from xlkit.returns import return_ids
from xlkit.returns.issues import CATALOGUE, Issue, Severity
from xlkit.round.round import Recipient

ITSELF, NAME = "what it says of itself", "the file's name"


class Unused(Struct, frozen=True):
    """A file whose answers are not used; `recipients` are those whom it may be from, told by `by`.

    `recipient` is the only one, where that is more than a guess at the file's name.
    """

    entry: Entry
    recipients: tuple[Recipient, ...]
    by: str
    is_guess: bool = False

    @property
    def recipient(self) -> Recipient | None:
        """The one whom it is from, as far as can be told without being asked."""
        return self.recipients[0] if len(self.recipients) == 1 and not self.is_guess else None

    @property
    def from_whom(self) -> str:
        """The organisation that it seems to be from, or the several; an empty text where nothing tells."""
        return " or ".join(dict.fromkeys(each.organisation.strip() for each in self.recipients))

    @property
    def seems(self) -> str:
        """From whom it seems to be, in words."""
        if not self.from_whom:
            return "from whom is not known"
        return f"{'perhaps' if self.is_guess else 'seems to be'} from {self.from_whom}, by {self.by}"

    @property
    def reasons(self) -> tuple[Issue, ...]:
        """Why it is not used, and what to do."""
        return reasons(self.entry)


def reasons(entry: Entry) -> tuple[Issue, ...]:
    """Why a file is not used, and what is to be decided of it; none where nothing keeps it out."""
    whole = (Severity.REJECTS, Severity.HOLDS)
    return tuple(found for found in entry.issues if found.severity in whole or CATALOGUE[found.code].advises)


def seeming(entry: Entry, register: Register) -> Unused:
    """From whom a file seems to be: by its identity, a return id, its sender, or at last the words of its name.

    An edited identity names somebody else, and is not asked.
    """
    if entry.completed is not None and (own := register.find(entry.completed)):
        return Unused(entry, (own,), ITSELF)
    stated = None if entry.has("identity-edited") else entry.stated
    issued = register.issued_to(stated) if stated else None
    shown = register.with_id(return_ids.return_id_in(entry.path)) or register.with_id(entry.shown_id)
    name = PurePosixPath(entry.path).stem
    ways = (
        ((issued,) if issued else (), ITSELF),
        ((shown,) if shown else (), "a return id"),
        (register.at(entry.sent.sender) if entry.sent else (), "its sender's address"),
        (register.seeming(stated) if stated else (), ITSELF),
    )
    recipients, by = next(((some, by) for some, by in ways if some), (register.like(name), NAME))
    return Unused(entry, recipients, by if recipients else "", is_guess=by == NAME)
