"""Sections: where providers, or commissioners, stand on each section of their instrument, with charts."""

from collections.abc import Sequence

from xlkit.books.consolidated.common import item_key
from xlkit.books.consolidated.standing import distribution
from xlkit.books.consolidated.standing.heat import section_key
from xlkit.books.writer import diverging, dumbbell
from xlkit.books.writer.book import Book
from xlkit.books.writer.dumbbell import Sides
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import AnySheet, At, Col, SheetOf
from xlkit.books.writer.table import Table
from xlkit.comparison.comparison import Benchmark, Council, SectionSpread
from xlkit.comparison.standing.panel import Panel, Part
from xlkit.measures.location import low_median_formula
from xlkit.measures.scale import Scale

INTRO = (
    "{title}: one row for each section, over where each of {n} organisations stands on it. It follows "
    "the sheet “{sheet}”."
)
COUNCILS_INTRO = (
    "{title}: one row for each section; each commissioner's level is the middle one of its items in the section, a "
    "level that was ticked. It follows the sheet “{sheet}”."
)
SPREAD_ALT = (
    "Diverging bar chart: for each section how many providers stand at each level, from 1, dark orange, to {steps}, "
    "blue. The figures are in the columns At level 1 to At level {steps} of the table on this sheet."
)
COUNCILS_ALT = (
    "Chart: for each section the level of {council}, 1 to {steps}. "
    "The figures are in the column of the table on this sheet that bears its name."
)


def sheet(benchmark: Benchmark, name: str, heat: Table, place: int) -> SheetOf[SectionSpread]:
    """The sheet of one panel's sections."""
    panel = benchmark.panel

    def levels(at: At[SectionSpread]) -> str:
        return heat.span(section_key(at.row.part.section.name))

    return SheetOf(
        sheet=name,
        name=f"Sections_{place}",
        title=f"By section: {panel.instrument.title}",
        intro=INTRO.format(title=panel.instrument.title, n=len(panel.positions), sheet=heat.sheet),
        columns=(
            Col("section", "Section", 22, value=lambda row: _named(row.part)),
            Col("items", "Items", 9, "whole", value=lambda row: len(row.part.items)),
            *distribution.columns(panel.scale, lambda row: row.found, levels, headers={"n": "Providers (n)"}),
        ),
        scale=panel.scale,
        records=benchmark.sections,
        draw=lambda book, sections: _draw(book, sections, panel.scale),
    )


def of_councils(panel: Panel, councils: Sequence[Council], name: str, positions: Table, place: int) -> SheetOf[Part]:
    """The sheet of one panel's councils: where each stands on each section."""
    return SheetOf(
        sheet=name,
        name=f"Council_sections_{place}",
        title=f"Council, by section: {panel.instrument.title}",
        intro=COUNCILS_INTRO.format(title=panel.instrument.title, sheet=positions.sheet),
        columns=(
            Col("section", "Section", 22, value=_named),
            Col("items", "Items", 9, "whole", value=lambda row: len(row.items)),
            *(_council(panel, council, positions) for council in councils),
        ),
        scale=panel.scale,
        records=panel.parts,
        draw=lambda book, sections: _draw_councils(book, sections, councils, panel.scale),
    )


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


def _draw(book: Book, sections: AnySheet, scale: Scale) -> list[Drawn]:
    words = SPREAD_ALT.format(steps=scale.steps)
    return diverging.draw(book, sections, "section", scale, "Providers at each level, by section", words)


def _draw_councils(book: Book, sections: AnySheet, councils: Sequence[Council], scale: Scale) -> list[Drawn]:
    drawn = []
    for council in councils:
        name = council.position.organisation
        title, words = f"{name}, by section", COUNCILS_ALT.format(council=name, steps=scale.steps)
        sides = Sides(_key(council), "", "section", own_name=name)
        drawn += dumbbell.draw(book, sections, sides, scale, title, words)
    return drawn
