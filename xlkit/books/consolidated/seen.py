"""Commissioner as seen: the commissioner's own answers beside the distribution of others' answers about it."""

from collections.abc import Iterator

from xlkit.books.consolidated import distribution
from xlkit.books.consolidated.plan import PanelTables, item_key
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book
from xlkit.books.writer.levels_look import shade
from xlkit.books.writer.printed import print_to
from xlkit.books.writer.table import Cell, Column, Formula, Table, in_order, unique, write_table
from xlkit.comparison.comparison import Seen, SeenItem
from xlkit.form.identity import Perspective
from xlkit.measures.gaps import dominance_formula, gap_formula
from xlkit.measures.scale import Scale, Where

INTRO = (
    "One row for each view and challenge: the commissioner's own level beside how those who deal with it answer the "
    "same challenge about it; each organisation is one voice. A gap above 0: the commissioner places itself further on."
)
LEVELS_ALT = (
    "Bar chart: for each challenge the commissioner's own level and the median of the voices of {name}, 1 to {steps}. "
    "The figures are in the columns Own level and Median of voices of the table on this sheet."
)
SPREAD_ALT = (
    "Stacked bar chart: for each challenge the share of the voices of {name} at each level, from 1, light, to {steps}, "
    "dark. The figures are in the columns At level 1 to At level {steps} of the table on this sheet."
)
SEERS = {
    Perspective.COMMISSIONER: "Other commissioners",
    Perspective.PROVIDER: "Providers",
    Perspective.PEOPLE: "People and families",
    Perspective.PARTNER: "Partners",
}
MOST_CHARTED = 3  # views; with more, the table has to do


def columns(scale: Scale) -> tuple[Column, ...]:
    """The columns, which count the levels of a scale."""
    return (
        Column("subject", "Commissioner", 20),
        Column("perspective", "As seen by", 14),
        Column("section", "Section", 18),
        Column("ref", "Ref", 8, "line"),
        Column("item", "Challenge", 28),
        Column("own", "Own level", 10, "level"),
        Column("n", "Voices (n)", 11, "whole"),
        *distribution.count_columns(scale),
        distribution.low_column(scale),
        Column("median", "Median of voices", 11, "one_place"),
        Column("lower", "Lower quartile", 10, "two_places"),
        Column("upper", "Upper quartile", 10, "two_places"),
        Column("gap", "Gap: own less median", 11, "difference"),
        Column("dominance", "Dominance", 13, "dominance"),
        Column("agreement", "Agreement", 13, "two_places"),
        Column("band", "Agreement band", 13),
        Column("polarised", "Polarised", 12),
        Column("number", "Position", 11, "whole"),
        Column("view", "View", 9, "whole"),
    )


def table(seen: Seen, sheet: str, place: int) -> Table:
    """The table of one panel."""
    return Table(
        sheet=sheet,
        name=f"Seen_{place}",
        title=f"Commissioner as seen: {seen.panel.instrument.title}",
        intro=INTRO,
        columns=unique(columns(seen.panel.scale)),
        rows=len(seen.items),
        frozen=5,
    )


def write(book: Book, seen: Seen, tables: PanelTables, table: Table) -> None:
    """Write the sheet."""
    sheet = write_table(book, table, _rows(seen, tables, table))
    shade(sheet, table, ["own"], seen.panel.scale.steps)
    drawn = list(_charts(book, seen, table))
    charts.place(sheet, table, drawn)
    print_to(sheet, table, "polarised", drawn)


def _charts(book: Book, seen: Seen, table: Table) -> Iterator[charts.Drawn]:
    first, scale = 0, seen.panel.scale
    for view in [view for view in seen.panel.views if view.asked][:MOST_CHARTED]:
        sources = charts.split(charts.Source(table, "item", len(view.asked), first))
        name, subject = SEERS[view.perspective].lower(), seen.items[first].subject
        title = f"{subject}: own level, and median of {name}"
        for source in sources:
            yield charts.bars(
                book, source, ("own", "median"), scale, title, LEVELS_ALT.format(name=name, steps=scale.steps)
            )
        title = f"{subject} as seen by {name}: voices at each level"
        for source in sources:
            yield charts.shares(book, source, scale, title, SPREAD_ALT.format(name=name, steps=scale.steps))
        first += len(view.asked)


def _rows(seen: Seen, tables: PanelTables, table: Table) -> Iterator[list[Cell]]:
    own = {view.number: position for view, position in zip(seen.panel.views, seen.positions, strict=True)}
    for row, found in enumerate(seen.items):
        position = own[found.view.number]
        cells: dict[str, Cell] = {
            "subject": found.subject,
            "perspective": SEERS[found.view.perspective],
            "section": found.section.title,
            "ref": found.item.ref,
            "item": found.item.title,
            "number": position.number if position else None,
            "view": found.view.number,
        }
        if position is not None and tables.positions is not None:
            place = f"MATCH({table.cell('number', row)},{tables.positions.span('number')},0)"
            level = f"=INDEX({tables.positions.span(item_key(found.item.name))},{place})"
            cells["own"] = Formula(level, found.own)
        yield in_order(table, cells | _measures(found, tables, table, row))


def _measures(found: SeenItem, tables: PanelTables, table: Table, row: int) -> dict[str, Cell]:
    if tables.voices is None:
        return {}
    levels = tables.voices.span(item_key(found.item.name))
    chosen = Where(tables.voices.span("view"), table.cell("view", row))
    own, median, n = (table.cell(key, row) for key in ("own", "median", "n"))
    return {
        **distribution.cells(table, row, levels, found.found, chosen),
        "gap": Formula(gap_formula(own, median), found.gap),
        "dominance": Formula(dominance_formula(own, levels, n, chosen), found.dominance),
    }
