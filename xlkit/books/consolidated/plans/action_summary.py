"""Actions by theme and owner: how many there are, and how they stand in time."""

from collections.abc import Iterator

from msgspec import Struct

from xlkit.books.consolidated.guide.method_words import WORDS
from xlkit.books.writer.sheets import At, Col, SheetOf
from xlkit.books.writer.table import Table
from xlkit.comparison.actions import ActionGroup, action_groups
from xlkit.comparison.comparison import Comparison
from xlkit.measures.planning import TIMINGS, repeated_formula

MOST_COMPARED = 2_000_000  # names that may be held against each other; above this the counts are plain values
INTRO = (
    "One row for each theme, then for each owner as they are written: all actions, and how they stand in time against "
    "the as-at date. It follows the sheet “{sheet}”{plain}."
)
PLAIN = " as it was when this workbook was made, since there are too many names to count at every change"


def sheet(comparison: Comparison, name: str, register: Table) -> SheetOf[ActionGroup]:
    """The sheet of all themes and owners."""
    groups = action_groups(comparison.actions, comparison.crosswalk)
    is_live = len(groups) * register.rows <= MOST_COMPARED
    source = _Source(register, is_live)
    return SheetOf(
        sheet=name,
        name="Action_summary",
        title="Actions by theme and owner",
        intro=INTRO.format(sheet=register.sheet, plain="" if is_live else PLAIN),
        columns=(*source.columns(), *([source.repeated()] if comparison.earlier else [])),
        records=groups,
        frozen=2,
    )


class _Source(Struct, frozen=True):
    """Where actions are counted."""

    register: Table
    is_live: bool

    def columns(self) -> Iterator[Col[ActionGroup]]:
        """What each row is of, all its actions, and those of each standing in time."""
        yield Col("by", "By", 12)
        yield Col("name", "Theme or owner", 44)
        yield Col("n", "Actions", 11, "whole", formula=lambda at: self._count(at, "1"))
        yield from (self._timed(timing) for timing in TIMINGS)

    def _timed(self, timing: str) -> Col[ActionGroup]:
        condition = f'({self.register.span("timing")}="{timing}")'
        return Col(
            *(timing, timing.capitalize(), 12, "whole"),
            value=lambda row: row.timed(timing),
            formula=lambda at: self._count(at, condition),
        )

    def repeated(self) -> Col[ActionGroup]:
        """Those that stood in an earlier round already."""
        return Col(
            *("repeated", "Repeated", 12, "whole"),
            formula=self._followed_repeated,
            explains=WORDS["Repeated from an earlier round"],
        )

    def _followed_repeated(self, at: At[ActionGroup]) -> str | None:
        same = repeated_formula(self.register.span("before"), self.register.span("timing")).removesuffix(")")
        return f"{same}*{self._chosen(at)})" if self.is_live else None

    def _count(self, at: At[ActionGroup], condition: str) -> str | None:
        return f"=SUMPRODUCT({self._chosen(at)}*{condition})" if self.is_live else None

    def _chosen(self, at: At[ActionGroup]) -> str:
        """The rows of the register that count."""
        names = self.register.span(at.row.by)
        # EXACT takes a name as it stands, where COUNTIFS would take * and ? in it for wildcards.
        return f'({names}="")' if at.row.is_none else f"EXACT({names},{at['name']})"
