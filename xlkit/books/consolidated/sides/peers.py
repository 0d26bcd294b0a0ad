"""Benchmark by provider: one provider, chosen on the sheet, beside the others of each of its groups."""

from msgspec import Struct

from xlkit.books.consolidated.common import theme_key
from xlkit.books.consolidated.guide.method_words import WORDS
from xlkit.books.consolidated.standing.levels import group_key, named_key
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import Array, At, Col, SheetOf
from xlkit.books.writer.table import BACK_ROW, Table
from xlkit.comparison.comparison import Benchmark, PeerTheme
from xlkit.comparison.standing.panel import Position
from xlkit.measures.figures import MEDIAN
from xlkit.measures.location import median_formula
from xlkit.measures.peers import peer_count_formula, peer_share_formulas
from xlkit.measures.scale import Where

SHARES = ("below", "alike", "above")
CHOICE = "$C$3"
CHOICE_COLUMN = 2
INTRO = (
    "Choose a provider in the yellow cell C3: a row for each of its groups and themes, with the share of others below, "
    "at and above its level. It follows “{sheet}”."
)
ALT = (
    "Stacked bar chart: for each theme the share of all other providers below the level of the chosen provider, "
    "orange, at the same level, and above it, blue. The figures are in the columns Share of others below, alike and "
    "above."
)


def sheet(benchmark: Benchmark, name: str, levels: Table, place: int) -> SheetOf[PeerTheme]:
    """The sheet of one panel, with the first provider chosen."""
    panel = benchmark.panel
    return SheetOf(
        sheet=name,
        name=f"Peers_{place}",
        title=f"One provider: {panel.instrument.title}",
        intro=INTRO.format(sheet=levels.sheet),
        columns=_Source(levels).columns(),
        scale=panel.scale,
        records=benchmark.peers,
        frozen=3,
        draw=lambda book, peers: [_shares(book, peers, len(panel.themes))],
        more=lambda page, _: _choose(page, panel.positions[0], levels),
    )


class _Source(Struct, frozen=True):
    """Where the figures come from: the theme levels of all providers, and the name of the chosen one."""

    levels: Table

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
                value=lambda row: row.level,
                formula=lambda at: self._picked(theme_key(at.row.among.theme.name)),
            ),
            Col(
                *("n", "Others (n)", 11, "whole"),
                value=lambda row: row.n,
                formula=lambda at: peer_count_formula(at["level"], self._theme(at), self._group(at)),
            ),
            Col(
                *("below", "Share of others below", 12, "share"),
                value=lambda row: row.below,
                formula=lambda at: self._shares(at)[0],
                explains=WORDS["Share of others below, alike and above"],
            ),
            Col(
                *("alike", "Share of others alike", 12, "share"),
                value=lambda row: row.alike,
                formula=lambda at: self._shares(at)[1],
            ),
            Col(
                *("above", "Share of others above", 12, "share"),
                value=lambda row: row.above,
                formula=lambda at: self._shares(at)[2],
            ),
            Col(
                *("median", "Middle of the group", 12, "one_place"),
                value=lambda row: row.among.found.median,
                formula=lambda at: Array(median_formula(self._theme(at), self._group(at))),
                explains=MEDIAN.explains,
            ),
            Col(
                *("number", "Group number", 11, "whole"),
                value=lambda row: row.among.number,
                formula=lambda at: self._picked(group_key(at.row.among.grouping)),
            ),
        )

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


def _shares(book: Book, peers: Table, themes: int) -> Drawn:
    """Where all other providers stand, who are the first group."""
    title = "All other providers below, at and above the chosen one, by theme"
    return charts.stacked(book, charts.Source(peers, "theme", themes), SHARES, charts.THREE, title, ALT, "0%;;")
