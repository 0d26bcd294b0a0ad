"""Response: how many recipients are in each state, and the response by locality, size and template, with charts."""

from collections.abc import Callable, Iterator, Sequence

from xlkit.books.round.asked import NO_LOCALITY, NO_SIZE
from xlkit.books.writer import paper
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.charts import SHEET_ROW_PIXELS, TEXT, THIN
from xlkit.books.writer.styles import NAVY
from xlkit.books.writer.table import FIRST_ROW, HEADER_ROW, Cell, Column, Formula, Table, unique
from xlkit.intake.tracker import State, Tracked, Tracking
from xlkit.round.control import NO

STATE_COLUMNS = (
    Column("state", "State", 20),
    Column("recipients", "Recipients", 14, "whole"),
    Column("advice", "What to do", 70),
)
STATE_INTRO = "One row for each state that a recipient can be in. A recipient is in one state."
STATE_ALT = (
    "Bar chart: how many recipients are in each state. The figures are in the column Recipients of the table above."
)
COLUMNS = (
    Column("by", "By", 16),
    Column("group", "Group", 34),
    Column("invited", "Invited", 12, "whole"),
    Column("out_of_scope", "Out of scope", 12, "whole"),
    Column("valid", "Valid", 11, "whole"),
    Column("incomplete", "Incomplete", 15, "whole"),
    Column("response", "Response", 14, "share"),
)
INTRO = (
    "One row for each group of recipients. Response is valid returns as a share of those invited who are in scope; "
    "incomplete ones stand beside it."
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


def state_table() -> Table:
    """The table of states."""
    return Table("States", "States", "States", STATE_INTRO, unique(STATE_COLUMNS), len(State))


def state_rows(tracking: Tracking, states: Table, asked: Table) -> Iterator[list[Cell]]:
    """The rows of that table, counted over all recipients."""
    for number, (state, count) in enumerate(tracking.counts.items()):
        counted = f"=COUNTIF({asked.span('state')},{states.cell('state', number)})"
        yield [state.value, Formula(counted, count), state.advice]


def table(tracking: Tracking) -> Table:
    """The table of groups."""
    return Table("Response", "Response", "Response", INTRO, unique(COLUMNS), len(list(_groups(tracking))), frozen=2)


def rows(tracking: Tracking, response: Table, asked: Table) -> Iterator[list[Cell]]:
    """The rows of that table, counted over all recipients."""
    for number, (label, key, group, members) in enumerate(_groups(tracking)):
        # Not COUNTIFS: it takes a group such as <10 for a comparison, and * for anything.
        same = f"({asked.span(key)}={response.cell('group', number)})"
        scope, state = asked.span("in_scope"), asked.span("state")
        inside = sum(row.recipient.in_scope for row in members)
        valid = sum(row.state is State.VALID for row in members)
        incomplete = sum(row.state is State.INCOMPLETE for row in members)
        share = share_formula(*(response.cell(column, number) for column in ("valid", "invited", "out_of_scope")))
        yield [
            label,
            group,
            Formula(f"=SUMPRODUCT({same}*1)", len(members)),
            Formula(f'=SUMPRODUCT({same}*({scope}="{NO}"))', len(members) - inside),
            Formula(f'=SUMPRODUCT({same}*({state}="{State.VALID}"))', valid),
            Formula(f'=SUMPRODUCT({same}*({state}="{State.INCOMPLETE}"))', incomplete),
            Formula(share, valid / inside if inside else None),
        ]


def share_formula(valid: str, invited: str, out_of_scope: str) -> str:
    """The response as a formula: empty where nobody is in scope."""
    return f'=IF({invited}-{out_of_scope}=0,"",{valid}/({invited}-{out_of_scope}))'


def draw_states(book: Book, sheet: Sheet, states: Table) -> None:
    """Place the chart of states below its table, on a page of its own."""
    _draw(book, sheet, states, ("state", "recipients"), "Recipients by state", STATE_ALT, {"num_format": "0", "min": 0})


def draw_response(book: Book, sheet: Sheet, response: Table) -> None:
    """Place the chart of the response below its table."""
    axis = {"num_format": "0%", "min": 0, "max": 1}
    _draw(book, sheet, response, ("group", "response"), "Response by group", RESPONSE_ALT, axis)


def _draw(
    book: Book, sheet: Sheet, table: Table, keys: tuple[str, str], title: str, alternative: str, axis: dict[str, object]
) -> None:
    named, counted = (table.place(key) for key in keys)
    last = FIRST_ROW + table.rows - 1
    chart = book.chart("bar")
    chart.add_series(
        {
            "name": [table.sheet, HEADER_ROW, counted],
            "categories": [table.sheet, FIRST_ROW, named, last, named],
            "values": [table.sheet, FIRST_ROW, counted, last, counted],
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
    widths, rows = [column.width for column in table.columns], (last, last + 3 + tall // SHEET_ROW_PIXELS)
    paper.lay_out_charts(sheet, widths, table.frozen, table.intro, rows, CHART_WIDTH, [last + 2])
    sheet.chart(last + 2, 0, chart, alternative)


def _groups(tracking: Tracking) -> Iterator[tuple[str, str, str, list[Tracked]]]:
    for label, key, group_of in GROUPS:
        for group in sorted({group_of(row) for row in tracking.rows}, key=lambda text: (text.casefold(), text)):
            yield label, key, group, [row for row in tracking.rows if group_of(row) == group]
