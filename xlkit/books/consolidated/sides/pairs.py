"""As others see providers: own answers beside what others say, a true gap on one scale, and how many of each item."""

from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from xlkit.books.consolidated.common import ITEM, REF, SECTION, item_key, look_up
from xlkit.books.consolidated.guide.method_words import WORDS
from xlkit.books.consolidated.plan import PanelTables
from xlkit.books.writer import charts, diverging
from xlkit.books.writer.book import Book
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import AnySheet, Array, At, Col, FormulaOf, SheetOf
from xlkit.books.writer.table import Table
from xlkit.comparison.sides.pairing import GapItem, Heard, Pairing, PairItem
from xlkit.form.identity import Perspective
from xlkit.measures.gaps import further_on_formulas, gap_formula
from xlkit.measures.location import low_median_where_formula
from xlkit.measures.scale import Where, n_formula

NAMES = {
    Perspective.COMMISSIONER: "Commissioner",
    Perspective.PROVIDER: "Other providers",
    Perspective.PEOPLE: "People and families",
    Perspective.PARTNER: "Partners",
}
SPOKEN = {**{one: name.lower() for one, name in NAMES.items()}, Perspective.COMMISSIONER: "the commissioner"}
INTRO = (
    "One row for each provider and item: its own level beside the levels that others give it on the same statements. "
    "A gap above 0: the provider places itself further on than they do. Of several voices the middle one stands."
)


def sheet(pairing: Pairing, name: str, place: int, tables: PanelTables) -> SheetOf[PairItem]:
    """The sheet of one panel."""
    sources = [_Source(tables, number, perspective) for number, perspective in enumerate(pairing.perspectives)]
    voices = [source.voices() for source in sources]
    return SheetOf(
        sheet=name,
        name=f"Pairs_{place}",
        title=f"As others see providers: {pairing.panel.instrument.title}",
        intro=INTRO,
        columns=(
            Col("subject", "Provider", 27),
            SECTION.as_wide(22),
            REF,
            ITEM.as_wide(30),
            Col("own", "Own level", 10, "level", formula=lambda at: _own(at, tables)),
            *(source.level() for source in sources),
            *(source.gap() for source in sources),
            *voices,
            Col("name", "Item name", 24, "line", value=lambda row: row.item.name),
            Col("number", "Position", 11, "whole"),
            *(source.view() for source in sources),
        ),
        scale=pairing.panel.scale,
        records=pairing.items,
        frozen=4,
        printed=voices[-1].key,
    )


def gap_key(perspective: Perspective) -> str:
    """The key of the gap to a perspective."""
    return f"{perspective.value} gap"


def _own(at: At[PairItem], tables: PanelTables) -> str | None:
    if at.row.number is None or tables.positions is None:
        return None
    return look_up(tables.positions, item_key(at.row.item.name), at["number"])


class _Source(Struct, frozen=True):
    """What one perspective says, and where: `place` is the perspective's among those of the pairing."""

    tables: PanelTables
    place: int
    perspective: Perspective

    def level(self) -> Col[PairItem]:
        """The low median of its voices."""
        key, header = f"{self.perspective.value} level", NAMES[self.perspective]
        return self._column(key, header, 14, "level", lambda heard: heard.level, self._middle)

    def gap(self) -> Col[PairItem]:
        """How much further on the provider places itself."""
        key, header = gap_key(self.perspective), f"Gap: own less {NAMES[self.perspective].lower()}"
        gap = self._column(key, header, 16, "difference", lambda heard: heard.gap, self._gap)
        return replace(gap, explains=WORDS["Gap to others"])

    def voices(self) -> Col[PairItem]:
        """How many of its voices have a level."""
        key, header = f"{self.perspective.value} voices", f"{NAMES[self.perspective]}: voices (n)"
        return self._column(key, header, 14, "whole", lambda heard: heard.n, lambda at: n_formula(*self._chosen(at)))

    def view(self) -> Col[PairItem]:
        """The number of its view, by which formulas find its voices."""
        key, header = f"{self.perspective.value} view", f"{NAMES[self.perspective]}: view"
        return self._column(key, header, 16, "whole", lambda heard: heard.view)

    def _column(
        self,
        key: str,
        header: str,
        width: float,
        style: str,
        value: Callable[[Heard], float | None],
        formula: FormulaOf[PairItem] | None = None,
    ) -> Col[PairItem]:
        """A column that is blank where nobody of the perspective was asked of the provider."""
        return Col(
            *(key, header, width, style),
            value=lambda row: value(heard) if (heard := row.heard[self.place]) else None,
            formula=lambda at: formula(at) if formula and at.row.heard[self.place] else None,
        )

    def _middle(self, at: At[PairItem]) -> str | Array:
        heard, (levels, view) = at.row.heard[self.place], self._chosen(at)
        if heard is not None and heard.voices == 1:
            return f"=INDEX({levels},MATCH({view.key},{view.keys},0))"
        return Array(low_median_where_formula(levels, view))

    def _gap(self, at: At[PairItem]) -> str:
        return gap_formula(at["own"], at[f"{self.perspective.value} level"])

    def _chosen(self, at: At[PairItem]) -> tuple[str, Where]:
        """The levels of all voices on the item, and which of them are those of the view."""
        voices = self.tables.spoken
        return voices.span(item_key(at.row.item.name)), Where(voices.span("view"), at[f"{self.perspective.value} view"])


SIDES = ("below", "alike", "above")
GAPS_INTRO = (
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


def gaps(pairing: Pairing, name: str, pairs: Table, place: int) -> SheetOf[GapItem]:
    """The sheet of one panel."""
    return SheetOf(
        sheet=name,
        name=f"Gaps_{place}",
        title=f"As others see providers, by topic: {pairing.panel.instrument.title}",
        intro=GAPS_INTRO.format(sheet=pairs.sheet),
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
