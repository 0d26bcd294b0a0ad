"""Within organisations: how far the people or units of one organisation agree, beside its position, item by item."""

from collections.abc import Iterator, Sequence

from xlkit.books.consolidated import distribution
from xlkit.books.consolidated.plan import PanelTables, item_key
from xlkit.books.writer.book import Book
from xlkit.books.writer.levels_look import shade
from xlkit.books.writer.printed import print_to
from xlkit.books.writer.table import Cell, Column, Formula, Table, in_order, unique, write_table
from xlkit.comparison.comparison import WithinItem
from xlkit.comparison.panel import Panel
from xlkit.measures.location import (
    highest,
    highest_counted_formula,
    lowest,
    lowest_counted_formula,
    spread,
    steps_formula,
)
from xlkit.measures.scale import Scale, Where

INTRO = (
    "One row for each item and organisation that sent several returns: its position beside the levels of its single "
    "views. Agreement is shown from five views on.{follows}"
)
FOLLOWS = " It follows the sheet “{sheet}”."


def columns(scale: Scale) -> tuple[Column, ...]:
    """The columns, which count the levels of a scale."""
    return (
        Column("organisation", "Organisation", 30),
        Column("section", "Section", 26),
        Column("ref", "Ref", 8, "line"),
        Column("item", "Item", 34),
        Column("level", "Position", 12, "level"),
        Column("basis", "Rests on", 22),
        Column("n", "Single views (n)", 11, "whole"),
        *distribution.count_columns(scale),
        Column("median", "Median of views", 11, "one_place"),
        Column("lowest", "Lowest", 11, "level"),
        Column("highest", "Highest", 11, "level"),
        Column("spread", "Spread", 11, "whole"),
        Column("agreement", "Agreement", 15, "two_places"),
        Column("number", "Position number", 12, "whole"),
    )


def table(panel: Panel, found: Sequence[WithinItem], sheet: str, answers: Table, place: int) -> Table:
    """The table of one panel."""
    is_live = distribution.is_live(len(found), answers.rows)
    return Table(
        sheet=sheet,
        name=f"Within_{place}",
        title=f"Within organisations: {panel.instrument.title}",
        intro=INTRO.format(follows=FOLLOWS.format(sheet=answers.sheet) if is_live else distribution.PLAIN),
        columns=unique(columns(panel.scale)),
        rows=len(found),
        frozen=4,
    )


def write(book: Book, items: Sequence[WithinItem], tables: PanelTables, within: Table) -> None:
    """Write the sheet."""
    sheet = write_table(book, within, _rows(items, tables, within))
    print_to(sheet, within, "agreement")
    shade(sheet, within, ("level", "lowest", "highest"), items[0].found.scale.steps)


def _rows(items: Sequence[WithinItem], tables: PanelTables, within: Table) -> Iterator[list[Cell]]:
    for row, found in enumerate(items):
        position = found.position
        cells: dict[str, Cell] = {
            "organisation": position.organisation,
            "section": found.section.title,
            "ref": found.item.ref,
            "item": found.item.title,
            "basis": position.basis.value,
            "number": position.number,
        }
        if tables.positions is not None:
            place = f"MATCH({within.cell('number', row)},{tables.positions.span('number')},0)"
            level = f"=INDEX({tables.positions.span(item_key(found.item.name))},{place})"
            cells["level"] = Formula(level, found.level)
        yield in_order(within, cells | _measures(found, tables.answers, within, row))


def _measures(found: WithinItem, answers: Table, within: Table, row: int) -> dict[str, Cell]:
    chosen = Where(answers.span("single"), within.cell("number", row))
    counted = [within.cell(key, row) for key in distribution.count_keys(found.found.scale)]
    counts = found.found.counts
    cells = distribution.cells(within, row, answers.span(item_key(found.item.name)), found.found, chosen)
    return {
        **(cells if distribution.is_live(within.rows, answers.rows) else distribution.plain(cells)),
        "lowest": Formula(lowest_counted_formula(counted), lowest(counts)),
        "highest": Formula(highest_counted_formula(counted), highest(counts)),
        "spread": Formula(steps_formula(within.cell("lowest", row), within.cell("highest", row)), spread(counts)),
    }
