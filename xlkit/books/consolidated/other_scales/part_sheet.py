"""Shares: how many of how many, all organisations together, and then what each of them counted."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from xlkit.books.consolidated.common import ITEM, REF, SECTION, item_key
from xlkit.books.consolidated.guide.method_words import WORDS
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book
from xlkit.books.writer.levels_look import looks
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import AnySheet, Array, At, Col, SheetOf
from xlkit.books.writer.table import Table
from xlkit.comparison.other_scales.scale_matrix import Matrices
from xlkit.comparison.other_scales.shares import FEWEST, Share
from xlkit.comparison.standing.panel import Position
from xlkit.measures.location import low_median_where_formula
from xlkit.measures.scale import Where

INTRO = "How many of how many, by all that counted both. A share stands only where the whole is {fewest} or more."
ALT = (
    "Stacked bar chart: for each row the share of the whole that is counted, and the rest. The figures are in the "
    "columns Counted and The others of the table on this sheet."
)


def sheet(matrices: Matrices, answers: Table, name: str, place: int) -> SheetOf[Share]:
    """The sheet of all shares of an instrument."""
    columns = _Columns(matrices.panel.positions, answers)
    return SheetOf(
        sheet=name,
        name=f"Shares_{place}",
        title=f"Shares: {matrices.panel.instrument.title}",
        intro=INTRO.format(fewest=FEWEST),
        columns=tuple(columns.all()),
        records=matrices.shares,
        frozen=3,
        printed="share",
        draw=_charts,
    )


class _Columns(Struct, frozen=True):
    """The columns of a panel's shares: all together by those of each organisation, which follow the answers."""

    positions: Sequence[Position]
    answers: Table

    def all(self) -> Iterator[Col[Share]]:
        """Every column of the sheet."""
        yield from (SECTION.as_wide(26), REF.as_wide(9), ITEM.as_wide(40))
        yield Col(
            *("n", "Organisations (n)", 13, "whole"),
            value=lambda row: len(row.known),
            formula=lambda at: f'=COUNTIFS({self._parts(at)},">=0",{self._wholes(at)},">=0")',
        )
        yield Col(
            *("counted", "Counted", 11, "whole"),
            formula=lambda at: f'=SUMIFS({self._parts(at)},{self._wholes(at)},">=0")',
        )
        yield Col(
            *("others", "The others", 11, "whole"),
            value=lambda row: row.of - row.counted,
            formula=lambda at: f"={at['of']}-{at['counted']}",
        )
        yield Col("of", "Of", 11, "whole", formula=lambda at: f'=SUMIFS({self._wholes(at)},{self._parts(at)},">=0")')
        yield Col(
            *("share", "Share", 10, "share"),
            formula=lambda at: f'=IF({at["of"]}<{FEWEST},"",{at["counted"]}/{at["of"]})',
            explains=WORDS["Share of a whole"],
        )
        yield Col("whole", "Of what", 46, value=lambda row: f"{row.whole.ref} {row.whole.title}")
        yield from (self._of_one(place, is_whole=False) for place in range(len(self.positions)))
        yield from (self._of_one(place, is_whole=True) for place in range(len(self.positions)))

    def _of_one(self, place: int, *, is_whole: bool) -> Col[Share]:
        position = self.positions[place]
        where = Where(self.answers.span("number"), str(position.number))

        def formula(at: At[Share]) -> Array:
            name = (at.row.whole if is_whole else at.row.item).name
            return Array(low_median_where_formula(self.answers.span(item_key(name)), where))

        return Col(
            *(_key(position.number, is_whole=is_whole), position.organisation + (": of" if is_whole else ""), 16),
            "whole",
            value=lambda row: (row.wholes if is_whole else row.parts)[place],
            formula=formula,
        )

    def _parts(self, at: At[Share]) -> str:
        return at.across(_key(1, is_whole=False), _key(len(self.positions), is_whole=False))

    def _wholes(self, at: At[Share]) -> str:
        return at.across(_key(1, is_whole=True), _key(len(self.positions), is_whole=True))


def _key(number: int, *, is_whole: bool) -> str:
    return f"{'of' if is_whole else 'position'} {number}"


def _charts(book: Book, table: AnySheet) -> list[Drawn]:
    several = charts.split(charts.whole(table, "item"))
    tones = (looks(3)[2], looks(3)[1])
    return [charts.stacked(book, source, ("counted", "others"), tones, table.title, ALT) for source in several]
