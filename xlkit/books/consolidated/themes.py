"""360 by theme: the commissioner's position beside the distribution of the providers', theme by theme, with charts."""

from collections.abc import Sequence

from xlkit.books.consolidated import beside, distribution
from xlkit.books.consolidated.levels import lowest_key
from xlkit.books.consolidated.market_charts import draw
from xlkit.books.consolidated.matrix_tables import RatingTables
from xlkit.books.consolidated.plan import CUT, Plan, actions_key, theme_key
from xlkit.books.writer.book import Book
from xlkit.books.writer.levels_look import shade
from xlkit.books.writer.table import Cell, Column, Formula, Table, in_order, unique, write_table
from xlkit.comparison import level_words
from xlkit.comparison.disclosure.published import SharedMarket
from xlkit.comparison.market import Market, MarketTheme
from xlkit.measures.gaps import dominance_formula, gap_formula, quadrant_formula
from xlkit.measures.planning import without_action_formula
from xlkit.measures.priority import RankPlaces, rank_formula
from xlkit.measures.scale import Scale

INTRO = (
    "One row for each theme: where {council} stands beside the distribution of {n} providers. Each side rates itself "
    "on statements that differ: this is indicative, not an error of either. The charts stand below the table."
)
APART = " The scales have {own} and {theirs} steps: levels stand beside each other, and no gap is taken between them."
OTHER_SCALE = "Other scale, never subtracted: {title}"
OTHER_WIDTH = 48


def columns(scale: Scale) -> tuple[Column, ...]:
    """The columns, which count the levels of a scale."""
    return (
        Column("theme", "Theme", 30),
        Column("commissioner", "Commissioner level", 16, "level"),
        Column("lowest", "Commissioner lowest item", 16, "level"),
        Column("links", "Links", 15),
        Column("n", "Providers (n)", 11, "whole"),
        *distribution.count_columns(scale),
        distribution.low_column(scale),
        Column("median", "Providers median", 11, "one_place"),
        Column("lower", "Lower quartile", 10, "two_places"),
        Column("upper", "Upper quartile", 10, "two_places"),
        Column("gap", "Gap", 8, "difference"),
        Column("dominance", "Dominance", 13, "dominance"),
        Column("agreement", "Agreement", 13, "two_places"),
        Column("band", "Agreement band", 13),
        Column("polarised", "Polarised", 12),
        Column("quadrant", "Quadrant", 26),
        Column("idle", "Share with no planned action", 16, "share"),
        Column("rank", "Priority rank", 10, "whole"),
    )


def table(market: Market, sheet: str, place: int, ratings: Sequence[RatingTables] = ()) -> Table:
    """The table of one market, with a column for each instrument on whose own scale the council rates itself."""
    others = [
        Column(other_key(one), OTHER_SCALE.format(title=one.found.panel.instrument.title), OTHER_WIDTH)
        for one in ratings
        if beside.position_of(one, market.council) is not None
    ]
    council = market.council.organisation if market.council else "the commissioner (no return yet)"
    providers = len(market.providers.positions) if market.providers else 0
    return Table(
        sheet=sheet,
        name=f"Themes_{place}",
        title="360 by theme" + (f": {market.council.organisation}" if market.council else ""),
        intro=INTRO.format(council=council, n=providers) + apart(market),
        columns=unique((*columns(market.scale), *others)),
        rows=len(market.themes),
    )


def write(book: Book, plan: Plan, market: Market, themes: Table) -> None:
    """Write the sheet."""
    rows = (_row(plan, market, found, themes, row) for row, found in enumerate(market.themes))
    sheet = write_table(book, themes, (in_order(themes, row) for row in rows))
    shade(sheet, themes, ("commissioner", "lowest"), market.own_scale.steps)
    draw(book, sheet, themes, market)


def _row(plan: Plan, market: Market, found: MarketTheme, themes: Table, row: int) -> dict[str, Cell]:
    return {
        **distribution.empty(themes),
        "theme": found.theme.title,
        "links": found.links,
        **_commissioner(plan, market, found),
        **_providers(plan, market, found, themes, row),
        **_others(plan, market, found, themes),
    }


def apart(market: Market | SharedMarket) -> str:
    """What is said above the table where the two sides stand on different scales."""
    words = level_words.steps(market.own_scale), level_words.steps(market.scale)
    return "" if market.is_one_scale else APART.format(own=words[0], theirs=words[1])


def other_key(one: RatingTables) -> str:
    """The key of the column of another scale."""
    return f"other {one.found.panel.instrument.name}"


def _others(plan: Plan, market: Market, found: MarketTheme, themes: Table) -> dict[str, Cell]:
    return {
        other_key(one): beside.said(one, market.council, found.theme)
        for one in plan.ratings
        if other_key(one) in themes
    }


def _commissioner(plan: Plan, market: Market, found: MarketTheme) -> dict[str, Cell]:
    levels = plan.of(market.commissioner).levels if market.commissioner else None
    if levels is None or market.council is None or found.commissioner is None:
        return {}
    name = found.theme.name
    row = f"MATCH({market.council.number},{levels.span('number')},0)"
    return {
        "commissioner": Formula(f"=INDEX({levels.span(theme_key(name))},{row})", found.level),
        "lowest": Formula(f"=INDEX({levels.span(lowest_key(name))},{row})", found.commissioner.lowest),
    }


def _providers(plan: Plan, market: Market, found: MarketTheme, themes: Table, row: int) -> dict[str, Cell]:
    table = plan.of(market.providers).levels if market.providers else None
    name = found.theme.name
    if table is None or theme_key(name) not in table:
        return {}
    levels, actions = table.span(theme_key(name)), table.span(actions_key(name))
    mine, median, n = (themes.cell(key, row) for key in ("commissioner", "median", "n"))
    places = (
        RankPlaces(themes.cell(key, row), themes.own(key)) for key in ("n", "low", "commissioner", "agreement", "idle")
    )
    return {
        **distribution.cells(themes, row, levels, found.providers),
        **_apart(found, mine, median, levels, n, plan.comparison.quadrants_part_at),
        "idle": Formula(without_action_formula(levels, actions, n), found.without_action),
        "rank": Formula(rank_formula(*places), found.rank),
    }


def _apart(found: MarketTheme, mine: str, median: str, levels: str, n: str, cut: float) -> dict[str, Cell]:
    """How far the sides are apart, where they stand on one scale."""
    if found.common is None:
        return {}
    parted = CUT if found.common.cut == cut else f"{found.common.cut:g}"
    return {
        "gap": Formula(gap_formula(mine, median), found.gap),
        "dominance": Formula(dominance_formula(mine, levels, n), found.dominance),
        "quadrant": Formula(quadrant_formula(mine, median, parted), found.quadrant),
    }
