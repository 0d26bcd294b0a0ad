"""Benchmark by provider: one provider, chosen on the sheet, beside the others of each of its groups."""

import operator
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from xlsxwriter.utility import xl_range_abs

from xlkit.books.consolidated.common import theme_key
from xlkit.books.consolidated.guide.method_words import WORDS
from xlkit.books.consolidated.standing.levels import group_key, named_key
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import AnySheet, Array, At, Col, FormulaOf, SheetOf, Value
from xlkit.books.writer.table import BACK_ROW, Table
from xlkit.comparison.comparison import Benchmark, PeerTheme
from xlkit.comparison.standing.panel import Position
from xlkit.measures.figures import MEDIAN
from xlkit.measures.gaps import peer_count_formula, peer_share_formulas
from xlkit.measures.location import median_formula
from xlkit.measures.scale import Where

CHOICE = "$C$3"
CHOICE_COLUMN = 2
INTRO = (
    "Choose a provider in the yellow cell C3: a row for each of its groups and themes, with the share of others below, "
    "at and above its level. It follows “{sheet}”."
)
ALT = (
    "Stacked bar chart: for each theme the share of all other providers below the level of the chosen provider, "
    "orange, at the same level, and above it, blue; the theme with most above it comes first. The figures are in the "
    "columns Share of others below, alike and above."
)
DRAWN = {"below": "Others below", "alike": "Others at its level", "above": "Others above"}
HALF = 0.5
SAID = ": most others stand higher on "


def sheet(benchmark: Benchmark, name: str, levels: Table, place: int) -> SheetOf[PeerTheme]:
    """The sheet of one panel, with the first provider chosen."""
    panel = benchmark.panel
    return SheetOf(
        sheet=name,
        name=f"Peers_{place}",
        title=f"One provider: {panel.instrument.title}",
        intro=INTRO.format(sheet=levels.sheet),
        columns=_Source(levels, benchmark.peers[: len(panel.themes)], panel.positions[0].organisation).columns(),
        scale=panel.scale,
        records=benchmark.peers,
        frozen=3,
        printed="median",
        draw=lambda book, peers: [_shares(book, peers, benchmark.peers[: len(panel.themes)])],
        more=lambda page, _: _choose(page, panel.positions[0], levels),
    )


class _Source(Struct, frozen=True):
    """Where the figures come from: the theme levels of all providers, and the name of the chosen one.

    `among_all` are the first rows, beside all providers, of which the chart draws each.
    """

    levels: Table
    among_all: Sequence[PeerTheme]
    chosen: str

    def columns(self) -> tuple[Col[PeerTheme], ...]:
        """The groups of the chosen provider, its level, and where the others stand."""
        return (
            Col("grouping", "Peers by", 34, value=lambda row: row.among.grouping.title),
            Col(
                *("group", "Group", 26),
                value=lambda row: row.among.group,
                formula=lambda at: self._picked(named_key(at.row.among.grouping)),
            ),
            Col("theme", "Theme", 34, value=lambda row: row.among.theme.title),
            Col(
                *("level", "Level of the provider", 12, "level"),
                formula=lambda at: self._picked(theme_key(at.row.among.theme.name)),
            ),
            Col(
                *("n", "Others (n)", 11, "whole"),
                formula=lambda at: peer_count_formula(at["level"], self._theme(at), self._group(at)),
            ),
            Col(
                *("below", "Share of others below", 12, "share"),
                formula=lambda at: self._shares(at)[0],
                explains=WORDS["Share of others below, alike and above"],
            ),
            Col("alike", "Share of others alike", 12, "share", formula=lambda at: self._shares(at)[1]),
            Col("above", "Share of others above", 12, "share", formula=lambda at: self._shares(at)[2]),
            Col(
                *("median", "Middle of the group", 12, "middle"),
                value=lambda row: row.among.found.median,
                formula=lambda at: Array(median_formula(self._theme(at), self._group(at))),
                explains=MEDIAN.explains,
            ),
            Col(
                *("number", "Group number", 11, "whole"),
                value=lambda row: row.among.number,
                formula=lambda at: self._picked(group_key(at.row.among.grouping)),
            ),
            *self._drawn(),
        )

    def _drawn(self) -> Iterator[Col[PeerTheme]]:
        """The first rows once more as the chart draws them, those with most others above first, and what it says."""
        order = sorted(self.among_all, key=lambda row: (row.above is None, -(row.above or 0)))

        def ranked(at: At[PeerTheme]) -> str | None:
            above, every, so_far = at["above"], self._span(at, "above"), self._span(at, "above", at.place)
            ties = f"SUMPRODUCT(({so_far}={above})*1)"
            rank = f"SUMPRODUCT(ISNUMBER({every})*({every}>{above}))+{ties}"
            return f'=IF({above}="",COUNT({every})+{at.place + 1}-COUNT({so_far}),{rank})' if self._is(at) else None

        def once_more(key: str) -> FormulaOf[PeerTheme]:
            def formula(at: At[PeerTheme]) -> str | None:
                place = f"MATCH({at.place + 1},{self._span(at, 'order')},0)"
                return f"=INDEX({self._span(at, key)},{place})" if self._is(at) else None

            return formula

        def at_its_place(value: Callable[[PeerTheme], Value]) -> Callable[[PeerTheme], Value]:
            return lambda row: value(order[self.among_all.index(row)]) if row in self.among_all else None

        yield Col(
            *("order", "Place in the chart", 11, "whole"),
            value=lambda row: order.index(row) + 1 if row in order else None,
            formula=ranked,
        )
        yield Col(
            *("drawn", "Line of the chart", 34, "line"),
            value=at_its_place(lambda row: row.among.theme.title),
            formula=once_more("theme"),
        )
        for key, header in DRAWN.items():
            yield Col(
                *(f"drawn {key}", header, 12, "share"),
                value=at_its_place(operator.attrgetter(key)),
                formula=once_more(key),
            )
        yield Col(*("said", "In words", 60, "line"), value=self._said, formula=self._said_formula)

    def _said(self, row: PeerTheme) -> str | None:
        return said(self.chosen, self.among_all) if row is self.among_all[0] else None

    def _said_formula(self, at: At[PeerTheme]) -> str | None:
        above = self._span(at, "above")
        counted = f'COUNTIF({above},">{HALF}")&" of "&COUNT({above})&" themes"'
        return f'={CHOICE}&"{SAID}"&{counted}' if at.place == 0 else None

    def _is(self, at: At[PeerTheme]) -> bool:
        return at.place < len(self.among_all)

    def _span(self, at: At[PeerTheme], key: str, last: int | None = None) -> str:
        """The cells of the first rows in a column, or of them as far as a place."""
        end = len(self.among_all) - 1 if last is None else last
        table, column = at.table, at.table.place(key)
        return str(xl_range_abs(table.first_row, column, table.first_row + end, column))

    def _picked(self, key: str) -> Array:
        """What stands in a column for the chosen provider."""
        # EXACT takes a name as it stands, where a plain MATCH would take * and ? in it for wildcards.
        place = f"MATCH(TRUE,EXACT({self.levels.span('organisation')},{CHOICE}),0)"
        return Array(f'=IFERROR(INDEX({self.levels.span(key)},{place}),"")')

    def _theme(self, at: At[PeerTheme]) -> str:
        """The levels of all providers on the theme."""
        return self.levels.span(theme_key(at.row.among.theme.name))

    def _group(self, at: At[PeerTheme]) -> Where:
        """Which of them are of the group."""
        return Where(self.levels.span(group_key(at.row.among.grouping)), at["number"])

    def _shares(self, at: At[PeerTheme]) -> tuple[str, str, str]:
        """The shares of others below, at and above the level of the chosen provider."""
        return peer_share_formulas(at["level"], self._theme(at), self._group(at), at["n"])


def _choose(sheet: Sheet, chosen: Position, levels: Table) -> None:
    """The cell in which a provider is chosen."""
    sheet.text(BACK_ROW, CHOICE_COLUMN - 1, "Provider, choose one:", sheet.styles["label"])
    sheet.text(BACK_ROW, CHOICE_COLUMN, chosen.organisation, sheet.styles["text_setting"])
    names = {
        "validate": "list",
        "source": f"={levels.span('organisation')}",
        "error_title": "Not a provider of this round",
        "error_message": "Choose a provider from the list.",
    }
    sheet.validate(BACK_ROW, CHOICE_COLUMN, BACK_ROW, CHOICE_COLUMN, names)


def said(chosen: str, among_all: Sequence[PeerTheme]) -> str:
    """On how many themes more than half of all others stand higher."""
    known = [row.above for row in among_all if row.above is not None]
    return f"{chosen}{SAID}{sum(above > HALF for above in known)} of {len(known)} themes"


def _shares(book: Book, peers: AnySheet, among_all: Sequence[PeerTheme]) -> Drawn:
    """Where all other providers stand, who are the first group."""
    names, keys = [row.among.theme.title for row in among_all], [f"drawn {key}" for key in DRAWN]
    source, title = charts.Source(peers, "drawn", len(among_all)), f"={peers.elsewhere('said', 0)}"
    words = str(peers.columns[peers.place("said")].value(among_all[0]))
    return charts.stacked(book, source, keys, charts.THREE, title, ALT, "[>=0.06]0%;;", words, names)
