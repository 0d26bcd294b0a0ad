"""Response: how many recipients are in each state, and the response by locality, size and template, with charts."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from xlkit.books.round.asked import NO_LOCALITY, NO_SIZE
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book
from xlkit.books.writer.charts import TEXT
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import AnySheet, At, Col, SheetOf
from xlkit.books.writer.styles import NAVY
from xlkit.books.writer.table import Table
from xlkit.intake.tracker import State, Tracked, Tracking
from xlkit.round.control import NO, YES

STATE_INTRO = "One row for each state that a recipient can be in. A recipient is in one state."
STATE_ALT = (
    "Bar chart: how many recipients are in each state. The figures are in the column Recipients of the table below."
)
INTRO = (
    "One row for each group of recipients. Response is valid returns as a share of those invited. Those out of scope "
    "are not among them, and incomplete returns stand beside it."
)
RESPONSE_ALT = (
    "Bar chart: the response in each group by locality, size and template, from 0 to 100 per cent. "
    "The figures are in the column Response of the table below."
)
GROUPS: Sequence[tuple[str, str, Callable[[Tracked], str]]] = (
    ("Locality", "locality", lambda row: row.locality or NO_LOCALITY),
    ("Size", "size", lambda row: row.size or NO_SIZE),
    ("Template", "template", lambda row: row.template),
)
FRAME_PIXELS, HEAD = 90, 45  # of a chart: around all bars, and above them


class Group(Struct, frozen=True):
    """The recipients who have one thing in common; `key` is the column of all recipients that says it."""

    by: str
    key: str
    name: str
    members: tuple[Tracked, ...]

    def many(self, state: State) -> int:
        """How many of them are in a state."""
        return sum(row.state is state for row in self.members)

    @property
    def in_scope(self) -> int:
        """How many of them are in scope."""
        return sum(row.recipient.in_scope for row in self.members)

    @property
    def response(self) -> float | None:
        """Valid returns as a share of those in scope; None where nobody is."""
        return self.many(State.VALID) / self.in_scope if self.in_scope else None


def states(tracking: Tracking, asked: Table) -> SheetOf[State]:
    """The sheet of states, counted over all recipients."""
    return SheetOf(
        sheet="States",
        intro=STATE_INTRO,
        columns=(
            Col("state", "State", 20, value=lambda row: row.value),
            Col(
                *("recipients", "Recipients", 14, "whole"),
                value=lambda row: tracking.counts[row],
                formula=lambda at: f"=COUNTIF({asked.span('state')},{at['state']})",
            ),
            Col("advice", "What to do", 84, value=lambda row: row.advice),
        ),
        records=list(tracking.counts),
        draw=_bars(("state", "recipients"), "Recipients by state", STATE_ALT, {"num_format": "0", "min": 0}),
    )


def sheet(tracking: Tracking, asked: Table) -> SheetOf[Group]:
    """The sheet of groups, counted over all recipients."""

    def count(key: str, header: str, width: float, value: Callable[[Group], int], also: str) -> Col[Group]:
        # Not COUNTIFS: it takes a group such as <10 for a comparison, and * for anything.
        def formula(at: At[Group]) -> str:
            return f"=SUMPRODUCT(({asked.span(at.row.key)}={at['group']})*{also})"

        return Col(key, header, width, "whole", value=value, formula=formula)

    scope, state = asked.span("in_scope"), asked.span("state")
    return SheetOf(
        sheet="Response",
        intro=INTRO,
        columns=(
            Col("by", "By", 16, value=lambda row: row.by),
            Col("group", "Group", 34, value=lambda row: row.name),
            count("invited", "Invited", 12, lambda row: row.in_scope, f'({scope}="{YES}")'),
            count("out_of_scope", "Out of scope", 12, lambda row: len(row.members) - row.in_scope, f'({scope}="{NO}")'),
            count("valid", "Valid", 11, lambda row: row.many(State.VALID), f'({state}="{State.VALID}")'),
            count(
                *("incomplete", "Incomplete", 15),
                lambda row: row.many(State.INCOMPLETE),
                f'({state}="{State.INCOMPLETE}")',
            ),
            Col(
                *("response", "Response", 14, "share"),
                value=lambda row: row.response,
                formula=lambda at: share_formula(at["valid"], at["invited"]),
            ),
        ),
        records=list(_groups(tracking)),
        frozen=2,
        draw=_bars(("group", "response"), "Response by group", RESPONSE_ALT, charts.SHARES),
    )


def share_formula(valid: str, invited: str) -> str:
    """The response as a formula: empty where nobody was invited."""
    return f'=IF({invited}=0,"",{valid}/{invited})'


def _bars(
    keys: tuple[str, str], title: str, words: str, axis: Mapping[str, object]
) -> Callable[[Book, AnySheet], list[Drawn]]:
    """What draws a chart of one column of a table, its rows named by another."""

    def draw(book: Book, table: AnySheet) -> list[Drawn]:
        named, counted = keys
        source = charts.whole(table, named)
        names = [table.named(named, row).text for row in range(table.rows)]
        bars = {"fill": {"color": NAVY}, "gap": 45, "data_labels": {"value": True, "font": TEXT}}
        chart = book.chart("bar")
        chart.add_series(charts.series(source, counted) | bars)
        height = charts.bars(names) + FRAME_PIXELS
        charts.frame(chart, title, height, HEAD, FRAME_PIXELS, names=names)
        chart.set_legend({"none": True})
        chart.set_x_axis({**axis, "num_font": TEXT, "line": {"none": True}, "major_gridlines": {"visible": False}})
        return [Drawn(chart, height, words)]

    return draw


def _groups(tracking: Tracking) -> Iterator[Group]:
    for label, key, group_of in GROUPS:
        for group in sorted({group_of(row) for row in tracking.rows}, key=lambda text: (text.casefold(), text)):
            yield Group(label, key, group, tuple(row for row in tracking.rows if group_of(row) == group))
