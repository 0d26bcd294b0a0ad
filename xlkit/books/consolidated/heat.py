"""Heat map: every provider on every item, with where it stands on each section, darker where higher."""

from collections.abc import Iterator

from xlkit.books.consolidated.plan import PanelTables, item_key
from xlkit.books.writer.book import Book
from xlkit.books.writer.levels_look import shade
from xlkit.books.writer.printed import print_to
from xlkit.books.writer.table import Cell, Column, Formula, Table, unique, write_table
from xlkit.comparison.comparison import Benchmark
from xlkit.comparison.panel import Panel, Position
from xlkit.measures.location import low_median_formula

INTRO = (
    "One row for each organisation: for each section the low median of its items (the middle level, of two the lower), "
    "then the items. Darker is further on. Filter and sort at will. It follows “{sheet}”."
)


def table(benchmark: Benchmark, sheet: str, positions: Table, place: int) -> Table:
    """The table of one panel."""
    panel = benchmark.panel
    columns = [
        Column("organisation", "Organisation", 30),
        *(Column(one.name, one.title, 17) for one in benchmark.groupings[1:]),
        *(column for number, _ in enumerate(panel.parts) for column in _columns(panel, number)),
        Column("number", "Position", 11, "whole"),
        Column("row", "Row among the positions", 14, "whole"),
    ]
    return Table(
        sheet=sheet,
        name=f"Heat_map_{place}",
        title=f"Heat map: {panel.instrument.title}",
        intro=INTRO.format(sheet=positions.sheet),
        columns=unique(columns),
        rows=len(panel.positions),
    )


def section_key(name: str) -> str:
    """The key of a section's column."""
    return f"section {name}"


def write(book: Book, benchmark: Benchmark, tables: PanelTables, heat: Table) -> None:
    """Write the sheet."""
    panel = benchmark.panel
    sheet = write_table(book, heat, _rows(benchmark, tables, heat))
    print_to(sheet, heat, heat.columns[heat.place("number") - 1].key)
    shade(sheet, heat, [section_key(part.section.name) for part in panel.parts], panel.scale.steps)
    shade(sheet, heat, [item_key(item.name) for item in panel.items], panel.scale.steps)


def _columns(panel: Panel, number: int) -> Iterator[Column]:
    part = panel.parts[number]
    section = part.section
    yield Column(section_key(section.name), f"Section {section.ref} {section.title}", 16, "level_strong")
    for place in part.items:
        item = panel.items[place]
        yield Column(item_key(item.name), f"{item.ref} {item.title}", 14, "level")


def _rows(benchmark: Benchmark, tables: PanelTables, heat: Table) -> Iterator[list[Cell]]:
    positions = tables.positions
    if positions is None:
        return
    panel = benchmark.panel
    for row, position in enumerate(panel.positions):
        yield [
            position.organisation,
            *(one.groups[one.members[row] - 1] for one in benchmark.groupings[1:]),
            *_levels(panel, position, positions, heat, row),
            position.number,
            Formula(f"=MATCH({heat.cell('number', row)},{positions.span('number')},0)", row + 1),
        ]


def _levels(panel: Panel, position: Position, positions: Table, heat: Table, row: int) -> Iterator[Formula]:
    for part, level in zip(panel.parts, position.parts, strict=True):
        keys = [item_key(panel.items[place].name) for place in part.items]
        yield Formula(low_median_formula(heat.across(keys[0], keys[-1], row)), level)
        for key, place in zip(keys, part.items, strict=True):
            yield Formula(f"=INDEX({positions.span(key)},{heat.cell('row', row)})", position.levels[place])
