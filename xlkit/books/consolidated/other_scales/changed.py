"""What changed: how many went up, down or stayed on each item since an earlier round, and what each picked."""

from collections.abc import Iterator

from xlkit.books.consolidated.given.data import MOST_LIVE
from xlkit.books.consolidated.guide.method_words import WORDS
from xlkit.books.consolidated.matrix_tables import ABOUT, NAME, MatrixTables, short
from xlkit.books.consolidated.other_scales.matrix import TITLES, stretches
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book
from xlkit.books.writer.choice_tones import coloured
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import At, Col, SheetOf, live_if
from xlkit.books.writer.styles import INK, PAPER, SHADES
from xlkit.books.writer.table import Table
from xlkit.comparison.other_scales.scale_matrix import Change, ItemChange, Shift
from xlkit.measures.picks import CHANGED, DOWN, JOINED, LEFT, SAME, SHIFTS, UP, shifted_formula

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


SHIFTS_INTRO = (
    "One row for each organisation and item that was answered in {earlier} or is now. What stood then is as it was; "
    "what stands now {how}."
)
LIVE = "follows the answers"
PLAIN = "is a plain value, since there is too much to look up"


def by_organisation(tables: MatrixTables, change: Change, name: str, place: int) -> SheetOf[Shift]:
    """The sheet of everything that one change rests on."""
    is_live = len(change.shifts) <= MOST_LIVE
    organisation: Col[Shift] = Col("organisation", "Organisation", 28)
    return SheetOf(
        sheet=name,
        name=f"Changes_by_organisation_{place}",
        title=f"Changes by organisation since {change.earlier}: {tables.found.panel.instrument.title}",
        intro=SHIFTS_INTRO.format(earlier=change.earlier, how=LIVE if is_live else PLAIN),
        columns=(organisation, *ABOUT, *live_if(_picked(tables), is_live=is_live), NAME),
        records=change.shifts,
        printed="state",
        more=coloured(["before", "now"], tables.found.scales),
    )


def _picked(tables: MatrixTables) -> tuple[Col[Shift], ...]:
    """What was picked then and now, which follows the matrices for those who have a position."""

    def now(at: At[Shift]) -> str | None:
        position = at.row.position
        return f"={tables.picked(at.row.about, position.number, at['name'])}" if position else None

    def place_now(at: At[Shift]) -> str | None:
        return tables.scales.order(at.row.about.scale, at["now"]) if at.row.position else None

    return (
        Col("before", "Then", 18, value=lambda row: row.before.label if row.before else None),
        Col("now", "Now", 18, value=lambda row: row.now.label if row.now else None, formula=now),
        Col(
            *("state", "Movement", 14),
            formula=lambda at: shifted_formula(at["before"], at["now"], at["order_before"], at["order_now"]),
            explains=WORDS["What changed"],
        ),
        Col(
            *("order_before", "Place then", 10, "whole"),
            value=lambda row: row.about.scale.place(row.before),
        ),
        Col(
            *("order_now", "Place now", 10, "whole"),
            value=lambda row: row.about.scale.place(row.now),
            formula=place_now,
        ),
    )
