"""Gaps by item: how many providers place themselves further on than others do, item by item."""

from collections.abc import Iterator

from msgspec.structs import replace

from xlkit.books.consolidated.common import ITEM, REF, SECTION
from xlkit.books.consolidated.sides.pairs import NAMES, SPOKEN, gap_key
from xlkit.books.writer import charts, diverging
from xlkit.books.writer.book import Book
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import AnySheet, At, Col, SheetOf
from xlkit.books.writer.table import Table
from xlkit.comparison.sides.pairing import GapItem, Pairing
from xlkit.measures.gaps import further_on_formulas
from xlkit.measures.scale import Where

SIDES = ("below", "alike", "above")
INTRO = (
    "One row for each perspective and item: of the providers with both levels, how many place themselves further on "
    "than others do, or less far. It follows the sheet “{sheet}”."
)
ALT = (
    "Diverging bar chart, compared with {name}: for each item how many providers rate themselves higher, orange, left "
    "of a line, and right of it how many are rated alike, or higher, blue. The figures are in the table on this sheet."
)
KINDS = diverging.Kinds(
    SIDES[::-1],
    ("Provider higher", "Alike", "Others higher"),
    *(charts.THREE, 1, "higher than {name}"),
    ("rate themselves higher", "alike, or lower"),
)


def sheet(pairing: Pairing, name: str, pairs: Table, place: int) -> SheetOf[GapItem]:
    """The sheet of one panel."""
    return SheetOf(
        sheet=name,
        name=f"Gaps_{place}",
        title=f"As others see providers, by topic: {pairing.panel.instrument.title}",
        intro=INTRO.format(sheet=pairs.sheet),
        columns=(
            SECTION.as_wide(22),
            REF,
            ITEM.as_wide(32),
            Col("perspective", "Compared with", 24, value=lambda row: NAMES[row.perspective]),
            Col("n", "Compared (n)", 12, "whole", formula=lambda at: f"=SUM({at.across(SIDES[0], SIDES[-1])})"),
            Col(
                *("below", "Others place the provider further on", 13, "whole"),
                formula=lambda at: _formulas(at, pairs)[0],
            ),
            Col("alike", "Both alike", 12, "whole", formula=lambda at: _formulas(at, pairs)[1]),
            Col(
                *("above", "The provider places itself further on", 13, "whole"),
                formula=lambda at: _formulas(at, pairs)[2],
            ),
            Col("name", "Item name", 24, "line", value=lambda row: row.item.name),
        ),
        records=pairing.gaps,
        frozen=3,
        printed="above",
        draw=lambda book, gaps: list(_charts(book, gaps, pairing)),
    )


def _formulas(at: At[GapItem], pairs: Table) -> tuple[str, str, str]:
    """How many gaps lie below 0, at 0 and above it."""
    return further_on_formulas(pairs.span(gap_key(at.row.perspective)), Where(pairs.span("name"), at["name"]))


def _charts(book: Book, gaps: AnySheet, pairing: Pairing) -> Iterator[Drawn]:
    """Those of the perspectives in which anybody has both levels on any item."""
    many = len(pairing.gaps) // len(pairing.perspectives)
    for number, perspective in enumerate(pairing.perspectives):
        first = number * many
        if any(row.n for row in pairing.gaps[first : first + many]):
            name = SPOKEN[perspective]
            kinds = replace(KINDS, of_left=KINDS.of_left.format(name=name))
            title, words = f"Own level beside that of {name}, by item", ALT.format(name=name)
            yield from diverging.draw(book, gaps, "item", kinds, title, words, range(first, first + many))
