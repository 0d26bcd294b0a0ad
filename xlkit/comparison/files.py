"""Files: every file that was given, with what became of it, why, and how much of it is answered."""

from msgspec import Struct

from xlkit.comparison.comparison import Comparison
from xlkit.form.item import Item
from xlkit.intake.log import Entry
from xlkit.returns.issues import Issue, Severity

MOST_REASONS = 3
KEPT_OUT = (Severity.REJECTS, Severity.HOLDS)
WEIGHTS = tuple(Severity)
DECIDED = ("accepted", "excluded", "check-waived", "waiver-ended")  # what decisions leave among the issues of a file


class Given(Struct, frozen=True):
    """A file that was given; `responds` where it counts for the response.

    `asked` are the items that it was asked, each in one cell: none where its answers are not merged.
    """

    entry: Entry
    responds: bool
    asked: tuple[Item, ...]

    @property
    def answered(self) -> int | None:
        """How many of the items are answered; None where it was asked none."""
        completed = self.entry.completed
        if completed is None or not self.asked:
            return None
        names = {item.name for item in self.asked}
        return sum(answer.is_answered for answer in completed.answers if answer.item in names)

    @property
    def out_of(self) -> int | None:
        """How many items it was asked; None where none."""
        return len(self.asked) or None

    @property
    def reason(self) -> str | None:
        """Why it became of it what did: what kept it out, or what is missing from what is merged or to be looked at."""
        issues = [found for found in self._weighed() if found.code not in DECIDED]
        reasons = [_placed(found) for found in issues[:MOST_REASONS]]
        more = len(issues) - MOST_REASONS
        return "\n".join([*reasons, f"And {more} more."] if more > 0 else reasons) or None

    @property
    def decisions(self) -> str | None:
        """What was decided about it."""
        return "\n".join(found.message for found in self.entry.issues if found.code in DECIDED) or None

    def _weighed(self) -> list[Issue]:
        """What kept a file out comes first, then what is said of it as a whole: one of these settled what became of it.

        Notes speak of files alone that are not merged.
        """
        is_merged = self.entry.status.is_merged
        shown = [found for found in self.entry.issues if found.severity is not Severity.NOTE or not is_merged]
        return sorted(
            shown,
            key=lambda found: (found.severity not in KEPT_OUT, found.cell is not None, WEIGHTS.index(found.severity)),
        )


def files(comparison: Comparison) -> tuple[Given, ...]:
    """Every file that was given, in the order of their paths."""
    valid = comparison.response.files if comparison.response else frozenset()
    return tuple(Given(entry, entry.path in valid, _asked(comparison, entry)) for entry in comparison.ledger.entries)


def _asked(comparison: Comparison, entry: Entry) -> tuple[Item, ...]:
    if entry.completed is None or not entry.status.is_merged:
        return ()
    return comparison.instruments[entry.completed.identity.template].in_one_cell


def _placed(problem: Issue) -> str:
    return f"{problem.cell.sheet}!{problem.cell.a1}: {problem.message}" if problem.cell else problem.message
