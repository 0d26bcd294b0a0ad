"""Response: how many recipients are in each state, and the response by locality, size and template, with charts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from xlkit.books.round.asked import NO_LOCALITY, NO_SIZE
from xlkit.books.writer import paper
from xlkit.books.writer.book import Sheet
from xlkit.books.writer.charts import TEXT, THIN
from xlkit.books.writer.placing import SHEET_ROW_PIXELS
from xlkit.books.writer.sheets import At, Col, SheetOf
from xlkit.books.writer.styles import NAVY
from xlkit.books.writer.table import Table
from xlkit.intake.tracker import State, Tracked, Tracking
from xlkit.round.control import NO, YES

STATE_INTRO = "One row for each state that a recipient can be in. A recipient is in one state."
STATE_ALT = (
    "Bar chart: how many recipients are in each state. The figures are in the column Recipients of the table above."
)
INTRO = (
    "One row for each group of recipients. Response is valid returns as a share of those invited; those out of scope "
    "are not among them, and incomplete returns stand beside it."
)
RESPONSE_ALT = (
    "Bar chart: the response in each group by locality, size and template, from 0 to 100 per cent. "
    "The figures are in the column Response of the table above."
)
GROUPS: Sequence[tuple[str, str, Callable[[Tracked], str]]] = (
    ("Locality", "locality", lambda row: row.locality or NO_LOCALITY),
    ("Size", "size", lambda row: row.size or NO_SIZE),
    ("Template", "template", lambda row: row.recipient.template),
)
CHART_WIDTH, ROW_PIXELS, FRAME_PIXELS = 860, 30, 130


@dataclass(frozen=True, slots=True)
class Group:
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
        name="States",
        title="States",
        intro=STATE_INTRO,
        columns=(
            Col("state", "State", 20, value=lambda row: row.value),
            Col(
                *("recipients", "Recipients", 14, "whole"),
                value=lambda row: tracking.counts[row],
                formula=lambda at: f"=COUNTIF({asked.span('state')},{at['state']})",
            ),
            Col("advice", "What to do", 70, value=lambda row: row.advice),
        ),
        records=list(tracking.counts),
        more=_draw_states,
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
        name="Response",
        title="Response",
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
        more=_draw_response,
    )


def share_formula(valid: str, invited: str) -> str:
    """The response as a formula: empty where nobody was invited."""
    return f'=IF({invited}=0,"",{valid}/{invited})'


def _draw_states(page: Sheet, states: Table) -> None:
    axis = {"num_format": "0", "min": 0}
    _draw(page, states, ("state", "recipients"), "Recipients by state", STATE_ALT, axis)


def _draw_response(page: Sheet, response: Table) -> None:
    axis = {"num_format": "0%", "min": 0, "max": 1}
    _draw(page, response, ("group", "response"), "Response by group", RESPONSE_ALT, axis)


def _draw(
    page: Sheet, table: Table, keys: tuple[str, str], title: str, alternative: str, axis: dict[str, object]
) -> None:
    """Place a chart below its table, on a page of its own."""
    named, counted = (table.place(key) for key in keys)
    last = table.last_row
    chart = page.book.chart("bar")
    chart.add_series(
        {
            "name": [table.sheet, table.header_row, counted],
            "categories": [table.sheet, table.first_row, named, last, named],
            "values": [table.sheet, table.first_row, counted, last, counted],
            "fill": {"color": NAVY},
            "gap": 45,
            "data_labels": {"value": True, "font": TEXT},
        }
    )
    chart.set_title({"name": title, "name_font": {**TEXT, "size": 14, "bold": True}, "overlay": False})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "crossing": "max", "num_font": TEXT, "line": THIN})
    chart.set_x_axis({**axis, "num_font": TEXT, "major_gridlines": {"visible": True, "line": THIN}})
    tall = ROW_PIXELS * table.rows + FRAME_PIXELS
    chart.set_size({"width": CHART_WIDTH, "height": tall})
    # A chart that is torn between two pages cannot be read.
    widths = [column.width for column in table.columns]
    rows = (table.header_row, last, last + 3 + tall // SHEET_ROW_PIXELS)
    paper.lay_out_charts(page, widths, table.frozen, table.intro, rows, CHART_WIDTH, [last + 2])
    page.chart(last + 2, 0, chart, alternative)


def _groups(tracking: Tracking) -> Iterator[Group]:
    for label, key, group_of in GROUPS:
        for group in sorted({group_of(row) for row in tracking.rows}, key=lambda text: (text.casefold(), text)):
            yield Group(label, key, group, tuple(row for row in tracking.rows if group_of(row) == group))
