"""Commissioner by section: where each commissioning organisation stands on each section, with a radar."""

from collections.abc import Iterator, Sequence

from xlkit.books.consolidated.plan import item_key
from xlkit.books.consolidated.sections import FEWEST_SPOKES
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book
from xlkit.books.writer.levels_look import shade
from xlkit.books.writer.table import Cell, Column, Formula, Table, unique, write_table
from xlkit.comparison.comparison import Council
from xlkit.comparison.panel import Panel
from xlkit.measures.location import low_median_formula

MOST_LINES = 4  # that a radar can hold and still be read
INTRO = (
    "{title}: one row for each section; each commissioner's level is the low median of its items in the section, a "
    "level that was ticked. It follows the sheet “{sheet}”."
)
ALT = (
    "Radar chart: round the centre, for each section, the level of each commissioner, 1 to {steps}. "
    "The figures are in the columns of the table on this sheet that bear the commissioners' names."
)


def table(panel: Panel, councils: Sequence[Council], sheet: str, positions: Table, place: int) -> Table:
    """The table of one panel's councils."""
    columns = [
        Column("section", "Section", 44),
        Column("items", "Items", 9, "whole"),
        *(Column(_key(council), council.position.organisation, 20, "level") for council in councils),
    ]
    return Table(
        sheet=sheet,
        name=f"Council_sections_{place}",
        title=f"Commissioner by section: {panel.instrument.title}",
        intro=INTRO.format(title=panel.instrument.title, sheet=positions.sheet),
        columns=unique(columns),
        rows=len(panel.parts),
    )


def write(book: Book, panel: Panel, councils: Sequence[Council], sections: Table, positions: Table) -> None:
    """Write the sheet."""
    sheet = write_table(book, sections, _rows(panel, councils, positions))
    keys = [_key(council) for council in councils]
    shade(sheet, sections, keys, panel.scale.steps)
    if sections.rows >= FEWEST_SPOKES and len(keys) <= MOST_LINES:
        source = charts.whole(sections, "section")
        words = ALT.format(steps=panel.scale.steps)
        radar = charts.radar(book, source, keys, panel.scale, "Level of the commissioner, by section", words)
        charts.place(sheet, sections, [radar])


def _key(council: Council) -> str:
    return f"council {council.position.number}"


def _rows(panel: Panel, councils: Sequence[Council], positions: Table) -> Iterator[list[Cell]]:
    keys = [item_key(item.name) for item in panel.items]
    for number, part in enumerate(panel.parts):
        block = positions.block(keys[part.items[0]], keys[part.items[-1]])
        row: list[Cell] = [f"{part.section.ref} {part.section.title}", len(part.items)]
        for council in councils:
            place = f"MATCH({council.position.number},{positions.span('number')},0)"
            levels = f"INDEX({block},{place},0)"
            row.append(Formula(low_median_formula(levels), council.position.parts[number]))
        yield row
