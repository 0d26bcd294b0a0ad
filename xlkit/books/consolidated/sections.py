"""Sections: where providers, or commissioners, stand on each section of their instrument, with a radar."""

from collections.abc import Sequence

from xlkit.books.consolidated import distribution
from xlkit.books.consolidated.common import item_key
from xlkit.books.consolidated.heat import section_key
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book
from xlkit.books.writer.sheets import At, Col, SheetOf
from xlkit.books.writer.table import Table
from xlkit.comparison.comparison import Benchmark, Council, SectionSpread
from xlkit.comparison.panel import Panel, Part
from xlkit.measures.distribution import Distribution
from xlkit.measures.location import low_median_formula
from xlkit.measures.scale import Scale

FEWEST_SPOKES = 3  # with fewer a radar has no area
MOST_LINES = 4  # that a radar can hold and still be read
INTRO = (
    "{title}: one row for each section, over where each of {n} organisations stands on it. It follows "
    "the sheet “{sheet}”. The charts stand below the table."
)
COUNCILS_INTRO = (
    "{title}: one row for each section; each commissioner's level is the low median of its items in the section, a "
    "level that was ticked. It follows the sheet “{sheet}”."
)
RADAR_ALT = (
    "Radar chart: round the centre, for each section, the lower quartile, the median and the upper quartile of the "
    "providers, 1 to {steps}. The figures are in the columns Lower quartile, Median and Upper quartile of this table."
)
SPREAD_ALT = (
    "Stacked bar chart: for each section the share of providers at each level, from 1, dark orange, to {steps}, blue. "
    "The figures are in the columns At level 1 to At level {steps} of the table on this sheet."
)
COUNCILS_ALT = (
    "Radar chart: round the centre, for each section, the level of each commissioner, 1 to {steps}. "
    "The figures are in the columns of the table on this sheet that bear the commissioners' names."
)


def sheet(benchmark: Benchmark, name: str, heat: Table, place: int) -> SheetOf[SectionSpread]:
    """The sheet of one panel's sections."""
    panel = benchmark.panel

    def levels(at: At[SectionSpread]) -> str:
        return heat.span(section_key(at.row.part.section.name))

    return SheetOf(
        sheet=name,
        name=f"Sections_{place}",
        title=f"Sections: {panel.instrument.title}",
        intro=INTRO.format(title=panel.instrument.title, n=len(panel.positions), sheet=heat.sheet),
        columns=(
            Col("section", "Section", 31, value=lambda row: _named(row.part)),
            Col("items", "Items", 9, "whole", value=lambda row: len(row.part.items)),
            *distribution.columns(panel.scale, _found, levels, headers={"n": "Providers (n)"}),
        ),
        records=benchmark.sections,
        draw=lambda book, sections: _draw(book, sections, panel.scale),
    )


def of_councils(panel: Panel, councils: Sequence[Council], name: str, positions: Table, place: int) -> SheetOf[Part]:
    """The sheet of one panel's councils: where each stands on each section."""
    keys = [_key(council) for council in councils]
    return SheetOf(
        sheet=name,
        name=f"Council_sections_{place}",
        title=f"Commissioner by section: {panel.instrument.title}",
        intro=COUNCILS_INTRO.format(title=panel.instrument.title, sheet=positions.sheet),
        columns=(
            Col("section", "Section", 44, value=_named),
            Col("items", "Items", 9, "whole", value=lambda row: len(row.items)),
            *(_council(panel, council, positions) for council in councils),
        ),
        scale=panel.scale,
        records=panel.parts,
        draw=lambda book, sections: _draw_councils(book, sections, keys, panel.scale),
    )


def _found(row: SectionSpread) -> Distribution:
    return row.found


def _named(part: Part) -> str:
    return f"{part.section.ref} {part.section.title}"


def _key(council: Council) -> str:
    return f"council {council.position.number}"


def _council(panel: Panel, council: Council, positions: Table) -> Col[Part]:
    levels = dict(zip(panel.parts, council.position.parts, strict=True))
    place = f"MATCH({council.position.number},{positions.span('number')},0)"

    def block(part: Part) -> str:
        first, last = (item_key(panel.items[item].name) for item in (part.items[0], part.items[-1]))
        return positions.block(first, last)

    return Col(
        *(_key(council), council.position.organisation, 20, "level"),
        value=lambda row: levels[row],
        formula=lambda at: low_median_formula(f"INDEX({block(at.row)},{place},0)"),
    )


def _draw(book: Book, sections: Table, scale: Scale) -> list[charts.Drawn]:
    source = charts.whole(sections, "section")
    words = SPREAD_ALT.format(steps=scale.steps)
    drawn = [charts.shares(book, source, scale, "Providers at each level, by section", words)]
    if sections.rows >= FEWEST_SPOKES:
        keys = ("lower", "median", "upper")
        title, words = "Median and quartiles of providers, by section", RADAR_ALT.format(steps=scale.steps)
        drawn.insert(0, charts.radar(book, source, keys, scale, title, words))
    return drawn


def _draw_councils(book: Book, sections: Table, keys: Sequence[str], scale: Scale) -> list[charts.Drawn]:
    if sections.rows < FEWEST_SPOKES or len(keys) > MOST_LINES:
        return []
    source = charts.whole(sections, "section")
    words = COUNCILS_ALT.format(steps=scale.steps)
    return [charts.radar(book, source, keys, scale, "Level of the commissioner, by section", words)]
