"""The log, or ledger: every file that was given, with what became of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from xlkit.form.identity import Identity
from xlkit.intake.council_workbook import Counted, CountedPeople
from xlkit.returns.completed import Answer, Return
from xlkit.returns.correction import Correction
from xlkit.returns.issues import Issue, Severity
from xlkit.returns.read.source import Sent

SHOWN_OF_HASH = 12  # hexadecimal digits, as many as tell one file among a million


class Status(StrEnum):
    """What became of a file; the first two are merged."""

    VALID = "valid"
    INCOMPLETE = "incomplete"  # merged, its blanks left out and counted
    REJECTED = "rejected"
    HELD = "held"  # understood, and not merged until the officer decides whose it is
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"
    CONFLICT = "conflict"
    EXCLUDED = "excluded"  # left out by a decision in the round's control workbook
    IGNORED = "ignored"

    @property
    def is_merged(self) -> bool:
        """Whether the answers count."""
        return self in (Status.VALID, Status.INCOMPLETE)


class Entry(Struct, frozen=True):
    """One file as it was given: `path` as shown to a person, `sha256` of its bytes, `size` in bytes.

    `stated` is who the file says it is from, known also of returns that are not taken; `correction` is what could go
    back to them. `council` is whose it is where councils' workbooks are merged, and `counted` what a shared one gives.
    `gone` are answers of an earlier round to questions that the instrument no longer has. `publisher` is the council
    that the round of a council's workbook named, and `smallest` how few organisations a figure for everybody may rest
    on by it: an empty text and 0 where it does not say. `shown_id` is the return id on the sheets of a file that is not
    signed. `sent` is what the message says of itself that brought the file, which proves nothing. `people` is what
    people of the council say, by the workbook that keeps the return. `copy` is its letter among copies of one form that
    contradict each other, as their sender is told it.
    """

    path: str
    sha256: str
    size: int
    status: Status
    completed: Return | None
    issues: tuple[Issue, ...] = ()
    stated: Identity | None = None
    correction: Correction | None = None
    council: str = ""
    counted: Counted | None = None
    gone: tuple[Answer, ...] = ()
    publisher: str = ""
    smallest: int = 0
    shown_id: str = ""
    sent: Sent | None = None
    people: CountedPeople | None = None
    copy: str = ""

    @property
    def return_id(self) -> str:
        """The id of the return in it; an empty text where there is none."""
        return self.completed.identity.return_id if self.completed else ""

    @property
    def speaker(self) -> Identity | None:
        """Who speaks in the return, or else in the file by what it says of itself."""
        return self.completed.identity if self.completed else self.stated

    @property
    def shown_hash(self) -> str:
        """The beginning of the content hash, as a person is shown it and names the file by it."""
        return self.sha256[:SHOWN_OF_HASH]

    @property
    def due_correction(self) -> Correction | None:
        """What is still to be put right in a return that is taken, or that lacks nothing but its organisation."""
        if self.correction is None or not (self.status.is_merged or self.has("no-organisation")):
            return None
        checks = tuple(
            check for check in self.correction.checks if check.issue in self.issues
        )  # what was waived is done
        return replace(self.correction, checks=checks) if checks else None

    @property
    def errors(self) -> int:
        """How many errors were found."""
        return sum(issue.severity is Severity.ERROR for issue in self.issues)

    @property
    def is_refused(self) -> bool:
        """Whether something was found for which the file cannot be taken at all."""
        return any(issue.severity is Severity.REJECTS for issue in self.issues)

    @property
    def is_held(self) -> bool:
        """Whether something was found for which the file waits for a decision."""
        return any(issue.severity is Severity.HOLDS for issue in self.issues)

    @property
    def is_blank(self) -> bool:
        """Whether it is merged for form's sake alone, since nothing is answered in it."""
        return self.status.is_merged and self.has("nothing-answered")

    @property
    def is_as_sent(self) -> bool:
        """Whether it is merged for form's sake alone, since all that stands in it was kept from last time."""
        is_unsaid = self.completed is not None and not self.completed.answers_anything
        return self.status.is_merged and self.has("left-as-sent") and is_unsaid and not self.is_blank

    @property
    def is_to_look_at(self) -> bool:
        """Whether it is valid, and something in it should be looked at all the same."""
        return self.status is Status.VALID and any(found.severity is Severity.WARNING for found in self.issues)

    def has(self, *codes: str) -> bool:
        """Whether an issue of one of these codes was found."""
        return any(issue.code in codes for issue in self.issues)

    def noted(self, issue: Issue, status: Status | None = None) -> "Entry":
        """The entry with one more issue, and with another status where that settles one."""
        return replace(self, issues=(*self.issues, issue), status=status or self.status)


def folder_of(paths: Iterable[str]) -> str:
    """The folder that all of some files lie in, as their paths begin; empty where that is the current one, or none."""
    every = [PurePosixPath(path).parents for path in paths]
    return next((str(one) for one in every[0] if one.name and all(one in of for of in every)), "") if every else ""


def within(path: str, folder: str) -> str:
    """The name of a file, with the folders that it lies in below one that is told elsewhere."""
    return path.removeprefix(f"{folder}/") if folder else path


class Ledger(Struct, frozen=True):
    """Every file in, in the order of their paths."""

    entries: tuple[Entry, ...]

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many files have each status, in the order of the statuses; all are named, also those with none."""
        counted = Counter(entry.status for entry in self.entries)
        return {status: counted[status] for status in Status}

    @property
    def is_all_valid(self) -> bool:
        """Whether nothing in any file needs somebody's attention; ignored and excluded files and doubles do not."""
        needing = (Status.INCOMPLETE, Status.REJECTED, Status.HELD, Status.CONFLICT)
        return not any(self.counts[status] for status in needing)

    @property
    def publisher(self) -> str:
        """The one council that workbooks merged again say their round named; empty where there is none, or several."""
        publishers = {entry.publisher for entry in self.entries} - {""}
        return publishers.pop() if len(publishers) == 1 else ""

    @property
    def smallest(self) -> int:
        """The strictest smallest group that any council's workbook asks for; 0 where none says."""
        return max((entry.smallest for entry in self.entries), default=0)

    @property
    def merged(self) -> tuple[Entry, ...]:
        """The entries whose answers count."""
        return tuple(entry for entry in self.entries if entry.status.is_merged)

    @property
    def returns(self) -> list[Return]:
        """The returns whose answers count; a council may give counts alone."""
        return [entry.completed for entry in self.merged if entry.completed is not None]
