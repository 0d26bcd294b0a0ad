"""What was understood from one returned workbook, and what was found wrong with it."""

from collections.abc import Iterable

from msgspec import Struct, field

from xlkit.form.identity import Identity
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item
from xlkit.returns.completed import Answer, Return
from xlkit.returns.correction import Correction
from xlkit.returns.issues import Issue, issue
from xlkit.returns.raw import CellRef

BLANK = ("no-answer", "left-empty")  # what is found where nothing stands


class Understood(Struct, frozen=True):
    """A return, or None where the workbook cannot be taken as one, with everything found wrong or worked out.

    `stated` is who the workbook says it is from, believed or not; `correction` is what could go back to them, where
    corrections were asked for and there is something to correct. A workbook of ratings is no return itself: `members`
    are those that it holds. `shown_id` is the return id on the sheets of one that is not signed, which proves nothing.
    """

    completed: Return | None
    issues: tuple[Issue, ...]
    stated: Identity | None = None
    correction: Correction | None = None
    members: tuple["Member", ...] = ()
    shown_id: str = ""


class Member(Struct, frozen=True):
    """One of the returns that a workbook of ratings holds, by the name that it is listed by, unlike any other in it."""

    name: str
    understood: Understood


class Findings(Struct):
    """The issues of one workbook, gathered in reading order while it is gone through.

    `doubled` names sheets that stand there more than once and differ, of which no more is said row by row; `unmatched`
    are items that another version's statement is ticked of, so that they are not open. Of the cells `said` it is said
    already that nothing can be taken from them.
    """

    issues: list[Issue] = field(default_factory=list)
    doubled: set[str] = field(default_factory=set)
    unmatched: set[str] = field(default_factory=set)
    said: set[CellRef] = field(default_factory=set)

    def add(self, code: str, cell: CellRef | None = None, item: str | None = None, **facts: object) -> None:
        """Note a finding."""
        self.issues.append(issue(code, cell, item, **facts))

    def has(self, code: str) -> bool:
        """Whether something of this code was found."""
        return any(found.code == code for found in self.issues)

    def nothing_answered(self, subject: str) -> None:
        """Note that nothing is answered about somebody, in place of every answer that is not there."""
        self.issues = [found for found in self.issues if found.code not in BLANK]
        self.add("nothing-answered", subject=subject)

    def about(self, item: Item, code: str, cell: CellRef | None = None, **facts: object) -> None:
        """Note a finding about an item, with its reference and title among the facts."""
        asks = f" ({item.asks})" if item.asks else ""
        self.add(code, cell, item.name, ref=item.ref, title=item.title, asks=asks, **facts)


def is_open(instrument: Instrument, answers: Iterable[Answer], findings: Findings) -> bool:
    """Whether of all choices that the instrument requires none is picked, and nothing is said of them either."""
    wanted = {item.name for item in instrument.items if item.required and item.choices}
    spoken_of = {finding.item for finding in findings.issues}
    picked = {answer.item for answer in answers if answer.value is not None}
    return bool(wanted) and not wanted & (spoken_of | picked)


def is_blank(answers: Iterable[Answer], findings: Findings) -> bool:
    """Whether nothing stands where anything is asked, be it required or not: that alone is said then."""
    spoken_of = {finding.item for finding in findings.issues if finding.code not in BLANK}
    return not any(answer.says_anything or answer.item in spoken_of for answer in answers)
