"""Distribution: each item of an instrument over all organisations that answered about themselves."""

from xlkit.books.consolidated import distribution
from xlkit.books.consolidated.plan import Plan, item_key
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book
from xlkit.books.writer.table import Cell, Column, Formula, Table, in_order, unique, write_table
from xlkit.comparison.comparison import ItemSpread
from xlkit.comparison.panel import Panel
from xlkit.measures.scale import Scale

INTRO = (
    "{title}: one row for each item over the positions of {n} providers, each counted once. "
    "It follows the sheet “{sheet}”. The charts stand below the table."
)
ALT = (
    "Stacked bar chart: for each item the share of providers at each level, from 1, light, to {steps}, dark. "
    "The figures are in the columns At level 1 to At level {steps} of the table on this sheet."
)


def columns(scale: Scale) -> tuple[Column, ...]:
    """The columns, which count the levels of a scale."""
    return (
        Column("section", "Section", 28),
        Column("ref", "Ref", 8, "line"),
        Column("item", "Item", 34),
        Column("theme", "Theme", 26),
        Column("n", "Providers (n)", 12, "whole"),
        *distribution.count_columns(scale),
        distribution.low_column(scale),
        Column("median", "Median", 11, "one_place"),
        Column("lower", "Lower quartile", 11, "two_places"),
        Column("upper", "Upper quartile", 11, "two_places"),
        Column("modes", "Most common levels", 12),
        Column("agreement", "Agreement", 15, "two_places"),
        Column("band", "Agreement band", 15),
        Column("polarised", "Polarised", 14),
        Column("actions", "Actions planned", 12, "whole"),
    )


def table(panel: Panel, sheet: str, positions: Table, place: int) -> Table:
    """The table of one panel's items."""
    return Table(
        sheet=sheet,
        name=f"Items_{place}",
        title=f"Distribution: {panel.instrument.title}",
        intro=INTRO.format(title=panel.instrument.title, n=len(panel.positions), sheet=positions.sheet),
        columns=unique(columns(panel.scale)),
        rows=len(panel.items),
        frozen=3,
    )


def write(book: Book, plan: Plan, panel: Panel, spreads: tuple[ItemSpread, ...], items: Table) -> None:
    """Write the sheet."""
    rows = (_row(plan, panel, found, items, row) for row, found in enumerate(spreads))
    sheet = write_table(book, items, (in_order(items, row) for row in rows))
    words = ALT.format(steps=panel.scale.steps)
    drawn = [
        charts.shares(book, source, panel.scale, "Providers at each level, by item", words)
        for source in charts.split(charts.whole(items, "item"))
    ]
    charts.place(sheet, items, drawn)


def _row(plan: Plan, panel: Panel, found: ItemSpread, items: Table, row: int) -> dict[str, Cell]:
    positions = plan.of(panel).positions
    levels = positions.span(item_key(found.item.name)) if positions else ""
    return {
        "section": found.section.title,
        "ref": found.item.ref,
        "item": found.item.title,
        "theme": found.theme.title if found.theme else None,
        **distribution.cells(items, row, levels, found.found),
        "actions": _actions(plan, panel, found),
    }


def _actions(plan: Plan, panel: Panel, found: ItemSpread) -> Cell:
    register = plan.register
    if register is None:
        return found.actions
    criteria = (
        f'{register.span("instrument")},"{panel.instrument.name}",{register.span("item")},"{found.item.name}",'
        f'{register.span("number")},">0"'
    )
    return Formula(f"=COUNTIFS({criteria})", found.actions)
