"""What changed: for each rating, forecast and outcome how many went up, down or stayed since an earlier round."""

from collections.abc import Iterator

from xlkit.books.consolidated.given.data import MOST_LIVE
from xlkit.books.consolidated.matrix_tables import ABOUT, NAME, short
from xlkit.books.consolidated.other_scales.matrix import TITLES, stretches
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import Col, SheetOf, live_if
from xlkit.books.writer.styles import INK, PAPER, SHADES
from xlkit.books.writer.table import Table
from xlkit.comparison.other_scales.scale_matrix import Change, ItemChange
from xlkit.measures.picks import CHANGED, DOWN, JOINED, LEFT, SAME, SHIFTS, UP

HEADERS = {
    DOWN: "Went down",
    SAME: "Stayed",
    CHANGED: "Changed otherwise",
    UP: "Went up",
    JOINED: "Answered only now",
    LEFT: "Answered only then",
}
MATCHED: Col[ItemChange] = Col(
    *("matched", "In both rounds (n)", 12, "whole"),
    formula=lambda at: f"=SUM({at.across(SHIFTS[0], SHIFTS[-1])})",
)
SHORT: Col[ItemChange] = Col("short", "In charts", 30, "line", value=lambda row: short(row.about))
INTRO = (
    "{now}Since {earlier}: {matched} in both rounds; joined: {joined}; left: {left}. Only those who answered both "
    "times are compared, by the order of the choices. It follows the sheet “{sheet}”."
)
NOW = "{period}. "
LOOKS = ((SHADES[0], INK), (SHADES[1], INK), (SHADES[2], INK), (SHADES[4], PAPER))
ALT = (
    "Stacked bar chart: for each row the share of those in both rounds who went down, light, stayed, changed "
    "otherwise, and went up, dark. The figures are in the table on this sheet."
)


def sheet(title: str, change: Change, name: str, shifts: Table, place: int) -> SheetOf[ItemChange]:
    """The sheet of all items of an instrument since one earlier round."""
    return SheetOf(
        sheet=name,
        name=f"What_changed_{place}",
        title=f"What changed since {change.earlier}: {title}",
        intro=INTRO.format(
            now=NOW.format(period=change.now) if change.now else "",
            earlier=change.earlier,
            matched=len(change.matched),
            joined="; ".join(change.joined) or "none",
            left="; ".join(change.left) or "none",
            sheet=shifts.sheet,
        ),
        columns=(
            *ABOUT,
            MATCHED,
            *live_if((_count(state, shifts) for state in HEADERS), is_live=shifts.rows <= MOST_LIVE),
            NAME,
            SHORT,
        ),
        records=change.items,
        frozen=4,
        printed=LEFT,
        draw=lambda book, counts: list(_charts(book, counts, change)),
    )


def _count(state: str, shifts: Table) -> Col[ItemChange]:
    names, states = shifts.span("name"), shifts.span("state")
    return Col(
        *(state, HEADERS[state], 12, "whole"),
        value=lambda row: row.states[state],
        formula=lambda at: f'=COUNTIFS({names},{at["name"]},{states},"{state}")',
    )


def _charts(book: Book, counts: Table, change: Change) -> Iterator[Drawn]:
    roles = [item.about.role for item in change.items]
    for role in dict.fromkeys(roles):
        title = f"{TITLES[role]}: since {change.earlier}"
        for first, many in stretches(roles.count(role), roles.index(role)):
            source = charts.Source(counts, "short", many, first)
            yield charts.stacked(book, source, SHIFTS, LOOKS, title, ALT)
