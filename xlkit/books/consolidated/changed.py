"""What changed: for each rating, forecast and outcome how many went up, down or stayed since an earlier round."""

from collections import Counter
from collections.abc import Iterator, Sequence

from xlkit.books.consolidated.data import MOST_LIVE
from xlkit.books.consolidated.matrix import TITLES, stretches
from xlkit.books.consolidated.matrix_tables import ChangeTables, RatingTables, short
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book
from xlkit.books.writer.printed import print_to
from xlkit.books.writer.styles import INK, LEVELS, PAPER
from xlkit.books.writer.table import Cell, Column, Formula, Table, in_order, unique, write_table
from xlkit.comparison.scale_matrix import MATRIX_ROLES, Change, Rated, Ratings
from xlkit.form.item import Role
from xlkit.measures.picks import CHANGED, DOWN, JOINED, LEFT, SAME, SHIFTS, UP

HEADERS = {
    DOWN: "Went down",
    SAME: "Stayed",
    CHANGED: "Changed otherwise",
    UP: "Went up",
    JOINED: "Answered only now",
    LEFT: "Answered only then",
}
COLUMNS = (
    Column("role", "What", 13),
    Column("section", "Section", 26),
    Column("ref", "Ref", 9, "line"),
    Column("item", "Item", 46),
    Column("matched", "In both rounds (n)", 12, "whole"),
    *(Column(state, header, 12, "whole") for state, header in HEADERS.items()),
    Column("name", "Item name", 26, "line"),
    Column("short", "In charts", 30, "line"),
)
INTRO = (
    "{now}Since {earlier}: {matched} in both rounds; joined: {joined}; left: {left}. Only those who answered both "
    "times are compared, by the order of the choices. It follows the sheet “{sheet}”."
)
NOW = "{period}. "
LOOKS = ((LEVELS[0], INK), (LEVELS[1], INK), (LEVELS[2], INK), (LEVELS[4], PAPER))
ALT = (
    "Stacked bar chart: for each row the share of those in both rounds who went down, light, stayed, changed "
    "otherwise, and went up, dark. The figures are in the table on this sheet."
)


def table(ratings: Ratings, change: Change, sheet: str, shifts: Table, place: int) -> Table:
    """The table of all items since one earlier round."""
    return Table(
        sheet=sheet,
        name=f"What_changed_{place}",
        title=f"What changed since {change.earlier}: {ratings.panel.instrument.title}",
        intro=INTRO.format(
            now=NOW.format(period=change.now) if change.now else "",
            earlier=change.earlier,
            matched=len(change.matched),
            joined="; ".join(change.joined) or "none",
            left="; ".join(change.left) or "none",
            sheet=shifts.sheet,
        ),
        columns=unique(COLUMNS),
        rows=len(ratings.rated),
        frozen=4,
    )


def write(book: Book, tables: RatingTables, change: ChangeTables) -> None:
    """Write the sheet: ratings first, then forecasts, then outcomes."""
    counts = change.counts
    found = Counter((one.rated, one.state) for one in change.found.shifts)
    placed = list(enumerate(tables.found.rated))
    ordered = [(place, one) for role in MATRIX_ROLES for place, one in placed if one.role is role]
    rows = (_row(change, found, one, place, row) for row, (place, one) in enumerate(ordered))
    sheet = write_table(book, counts, (in_order(counts, row) for row in rows))
    drawn = list(_charts(book, counts, f"since {change.found.earlier}", [one.role for _, one in ordered]))
    charts.place(sheet, counts, drawn)
    print_to(sheet, counts, LEFT, drawn)


def _charts(book: Book, counts: Table, title: str, roles: Sequence[Role]) -> Iterator[charts.Drawn]:
    for role in dict.fromkeys(roles):
        for first, many in stretches(roles.count(role), roles.index(role)):
            source = charts.Source(counts, "short", many, first)
            yield charts.stacked(book, source, SHIFTS, LOOKS, f"{TITLES[role]}: {title}", ALT)


def _row(change: ChangeTables, found: Counter[tuple[int, str]], one: Rated, place: int, row: int) -> dict[str, Cell]:
    counts, shifts = change.counts, change.shifts
    name = counts.cell("name", row)
    is_live = shifts.rows <= MOST_LIVE
    counted: dict[str, Cell] = {}
    for state in HEADERS:
        many = found[place, state]
        formula = f'=COUNTIFS({shifts.span("name")},{name},{shifts.span("state")},"{state}")'
        counted[state] = Formula(formula, many) if is_live else many
    matched = sum(found[place, state] for state in SHIFTS)
    return {
        "role": one.role.value.capitalize(),
        "section": one.section.title,
        "ref": one.item.ref,
        "item": one.item.title,
        "matched": Formula(f"=SUM({counts.across(SHIFTS[0], SHIFTS[-1], row)})", matched),
        **counted,
        "name": one.item.name,
        "short": short(one),
    }
