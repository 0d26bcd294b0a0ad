"""Heat map: every provider on every item, with where it stands on each section."""

from collections.abc import Iterator

from xlkit.books.consolidated.common import item_key
from xlkit.books.writer.sheets import Col, SheetOf
from xlkit.books.writer.table import Table
from xlkit.comparison.comparison import Benchmark, Grouping
from xlkit.comparison.panel import Panel, Position
from xlkit.measures.location import low_median_formula

INTRO = (
    "One row for each organisation: for each section the low median of its items (the middle level, of two the lower), "
    "then the items. The lowest level is the darkest. Filter and sort at will. It follows “{sheet}”."
)


def sheet(benchmark: Benchmark, name: str, positions: Table, place: int) -> SheetOf[Position]:
    """The sheet of one panel."""
    panel = benchmark.panel
    levels = [column for number in range(len(panel.parts)) for column in _columns(panel, positions, number)]
    return SheetOf(
        sheet=name,
        name=f"Heat_map_{place}",
        title=f"Heat map: {panel.instrument.title}",
        intro=INTRO.format(sheet=positions.sheet),
        columns=(
            Col("organisation", "Organisation", 30, value=lambda row: row.organisation),
            *(_group(grouping) for grouping in benchmark.groupings[1:]),
            *levels,
            Col("number", "Position", 11, "whole", value=lambda row: row.number),
            Col(
                *("row", "Row among the positions", 14, "whole"),
                value=lambda row: row.number,
                formula=lambda at: f"=MATCH({at['number']},{positions.span('number')},0)",
            ),
        ),
        scale=panel.scale,
        records=panel.positions,
        printed=levels[-1].key,
    )


def section_key(name: str) -> str:
    """The key of a section's column."""
    return f"section {name}"


def _group(grouping: Grouping) -> Col[Position]:
    return Col(
        *(grouping.name, grouping.title, 17),
        value=lambda row: grouping.groups[grouping.members[row.number - 1] - 1],
    )


def _columns(panel: Panel, positions: Table, number: int) -> Iterator[Col[Position]]:
    section, items = panel.parts[number].section, panel.parts[number].items
    first, last = item_key(panel.items[items[0]].name), item_key(panel.items[items[-1]].name)
    yield Col(
        *(section_key(section.name), f"Section {section.ref} {section.title}", 16, "level_strong"),
        value=lambda row: row.parts[number],
        formula=lambda at: low_median_formula(at.across(first, last)),
    )
    yield from (_item(panel, positions, place) for place in items)


def _item(panel: Panel, positions: Table, place: int) -> Col[Position]:
    item = panel.items[place]
    levels = positions.span(item_key(item.name))
    return Col(
        *(item_key(item.name), f"{item.ref} {item.title}", 14, "level"),
        value=lambda row: row.levels[place],
        formula=lambda at: f"=INDEX({levels},{at['row']})",
    )
