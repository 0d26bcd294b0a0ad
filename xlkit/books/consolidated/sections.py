"""Sections: where providers, or commissioners, stand on each section of their instrument, with a radar."""

from collections.abc import Iterator

from xlkit.books.consolidated import distribution
from xlkit.books.consolidated.heat import section_key
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book
from xlkit.books.writer.table import Cell, Column, Table, in_order, unique, write_table
from xlkit.comparison.comparison import Benchmark
from xlkit.comparison.panel import Panel
from xlkit.measures.distribution import Distribution
from xlkit.measures.scale import Scale, counts

FEWEST_SPOKES = 3  # with fewer a radar has no area
INTRO = (
    "{title}: one row for each section, over where each of {n} organisations stands on it. It follows "
    "the sheet “{sheet}”. The charts stand below the table."
)
RADAR_ALT = (
    "Radar chart: round the centre, for each section, the lower quartile, the median and the upper quartile of the "
    "providers, 1 to {steps}. The figures are in the columns Lower quartile, Median and Upper quartile of this table."
)
SPREAD_ALT = (
    "Stacked bar chart: for each section the share of providers at each level, from 1, light, to {steps}, dark. "
    "The figures are in the columns At level 1 to At level {steps} of the table on this sheet."
)


def columns(scale: Scale) -> tuple[Column, ...]:
    """The columns, which count the levels of a scale."""
    return (
        Column("section", "Section", 31),
        Column("items", "Items", 9, "whole"),
        Column("n", "Providers (n)", 12, "whole"),
        *distribution.count_columns(scale),
        distribution.low_column(scale),
        Column("median", "Median", 11, "one_place"),
        Column("lower", "Lower quartile", 11, "two_places"),
        Column("upper", "Upper quartile", 11, "two_places"),
        Column("modes", "Most common levels", 11),
        Column("agreement", "Agreement", 12, "two_places"),
        Column("band", "Agreement band", 12),
        Column("polarised", "Polarised", 11),
    )


def table(benchmark: Benchmark, sheet: str, heat: Table, place: int) -> Table:
    """The table of one panel's sections."""
    panel = benchmark.panel
    return Table(
        sheet=sheet,
        name=f"Sections_{place}",
        title=f"Sections: {panel.instrument.title}",
        intro=INTRO.format(title=panel.instrument.title, n=len(panel.positions), sheet=heat.sheet),
        columns=unique(columns(panel.scale)),
        rows=len(panel.parts),
    )


def write(book: Book, panel: Panel, sections: Table, heat: Table) -> None:
    """Write the sheet."""
    sheet = write_table(book, sections, _rows(panel, sections, heat))
    source = charts.whole(sections, "section")
    scale = panel.scale
    words = SPREAD_ALT.format(steps=scale.steps)
    drawn = [charts.shares(book, source, scale, "Providers at each level, by section", words)]
    if sections.rows >= FEWEST_SPOKES:
        keys = ("lower", "median", "upper")
        title, words = "Median and quartiles of providers, by section", RADAR_ALT.format(steps=scale.steps)
        drawn.insert(0, charts.radar(book, source, keys, scale, title, words))
    charts.place(sheet, sections, drawn)


def _rows(panel: Panel, sections: Table, heat: Table) -> Iterator[list[Cell]]:
    for row, part in enumerate(panel.parts):
        levels = (position.parts[row] for position in panel.positions)
        found = Distribution(counts(levels, panel.scale), panel.scale)
        cells: dict[str, Cell] = {
            "section": f"{part.section.ref} {part.section.title}",
            "items": len(part.items),
            **distribution.cells(sections, row, heat.span(section_key(part.section.name)), found),
        }
        yield in_order(sections, cells)
