"""Benchmark by provider: one provider, chosen on the sheet, beside the others of each of its groups."""

from collections.abc import Iterator

from xlkit.books.consolidated.levels import group_key, named_key
from xlkit.books.consolidated.plan import theme_key
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.levels_look import shade
from xlkit.books.writer.table import BACK_ROW, Cell, Column, Formula, Table, in_order, unique, write_table
from xlkit.comparison.comparison import Benchmark, Grouping
from xlkit.comparison.panel import Position
from xlkit.measures.distribution import Distribution
from xlkit.measures.location import median_formula
from xlkit.measures.peers import peer_count, peer_count_formula, peer_share_formulas, peer_shares
from xlkit.measures.scale import Where

SHARES = ("below", "alike", "above")
COLUMNS = (
    Column("grouping", "Peers by", 34),
    Column("group", "Group", 26),
    Column("theme", "Theme", 34),
    Column("level", "Level of the provider", 12, "level"),
    Column("n", "Others (n)", 11, "whole"),
    Column("below", "Share of others below", 12, "share"),
    Column("alike", "Share of others alike", 12, "share"),
    Column("above", "Share of others above", 12, "share"),
    Column("median", "Median of the group", 12, "one_place"),
    Column("number", "Group number", 11, "whole"),
)
CHOICE = "$C$3"
CHOICE_COLUMN = 2
INTRO = (
    "Choose a provider in the sand-coloured cell C3: one row for each of its groups and themes, with the share of the "
    "others below, at and above its level. Nothing else to type: it follows the sheet “{sheet}”."
)
ALT = (
    "Stacked bar chart: for each theme the share of all other providers below the level of the chosen provider, light, "
    "at the same level, and above it, dark. The figures are in the columns Share of others below, alike and above."
)


def table(benchmark: Benchmark, sheet: str, levels: Table, place: int) -> Table:
    """The table of one panel."""
    return Table(
        sheet=sheet,
        name=f"Peers_{place}",
        title=f"Benchmark by provider: {benchmark.panel.instrument.title}",
        intro=INTRO.format(sheet=levels.sheet),
        columns=unique(COLUMNS),
        rows=len(benchmark.groupings) * len(benchmark.panel.themes),
        frozen=3,
    )


def write(book: Book, benchmark: Benchmark, peers: Table, levels: Table) -> None:
    """Write the sheet with the first provider chosen."""
    chosen = benchmark.panel.positions[0]
    sheet = write_table(book, peers, _rows(benchmark, chosen, peers, levels))
    _chooser(sheet, chosen, levels)
    shade(sheet, peers, ["level"], benchmark.panel.scale.steps)
    source = charts.Source(peers, "theme", len(benchmark.panel.themes))
    title = "All other providers below, at and above the chosen one, by theme"
    charts.place(sheet, peers, [charts.stacked(book, source, SHARES, charts.THREE, title, ALT, "0%;;")])


def _chooser(sheet: Sheet, chosen: Position, levels: Table) -> None:
    sheet.text(BACK_ROW, CHOICE_COLUMN - 1, "Provider, choose one:", sheet.styles["label"])
    sheet.text(BACK_ROW, CHOICE_COLUMN, chosen.organisation, sheet.styles["text_setting"])
    names = {
        "validate": "list",
        "source": f"={levels.span('organisation')}",
        "error_title": "Not a provider of this round",
        "error_message": "Choose a provider from the list.",
    }
    sheet.validate(BACK_ROW, CHOICE_COLUMN, BACK_ROW, CHOICE_COLUMN, names)


def _rows(benchmark: Benchmark, chosen: Position, peers: Table, levels: Table) -> Iterator[list[Cell]]:
    row = 0
    for grouping in benchmark.groupings:
        number = grouping.members[chosen.number - 1]
        for theme, spoken in enumerate(benchmark.panel.themes):
            mine = levels.span(theme_key(spoken.theme.name))
            level = chosen.themes[theme].level
            yield in_order(
                peers,
                {
                    "grouping": grouping.title,
                    "group": Formula(_picked(levels, named_key(grouping)), grouping.groups[number - 1], is_array=True),
                    "theme": spoken.theme.title,
                    "number": Formula(_picked(levels, group_key(grouping)), number, is_array=True),
                    "level": Formula(_picked(levels, theme_key(spoken.theme.name)), level, is_array=True),
                    **_measures(level, mine, _found(benchmark, grouping, number, theme), grouping, levels, peers, row),
                },
            )
            row += 1


def _picked(levels: Table, key: str) -> str:
    """What stands in a column for the chosen provider; an array formula."""
    # EXACT takes a name as it stands, where a plain MATCH would take * and ? in it for wildcards.
    place = f"MATCH(TRUE,EXACT({levels.span('organisation')},{CHOICE}),0)"
    return f'=IFERROR(INDEX({levels.span(key)},{place}),"")'


def _found(benchmark: Benchmark, grouping: Grouping, number: int, theme: int) -> Distribution:
    spoken = benchmark.panel.themes[theme]
    return next(
        row.found
        for row in benchmark.rows
        if (row.grouping.name, row.number) == (grouping.name, number) and row.spoken == spoken
    )


def _measures(
    level: int | None,
    mine: str,
    found: Distribution,
    grouping: Grouping,
    levels: Table,
    peers: Table,
    row: int,
) -> dict[str, Cell]:
    own, others = peers.cell("level", row), peers.cell("n", row)
    chosen = Where(levels.span(group_key(grouping)), peers.cell("number", row))
    formulas = peer_share_formulas(own, mine, chosen, others)
    shares: dict[str, Cell] = {
        key: Formula(formula, share)
        for key, formula, share in zip(SHARES, formulas, peer_shares(level, found.counts), strict=True)
    }
    return {
        "n": Formula(peer_count_formula(own, mine, chosen), peer_count(level, found.counts)),
        "median": Formula(median_formula(mine, chosen), found.median, is_array=True),
        **shares,
    }
