"""360 by theme, shared: the commissioner's position beside the distribution of the providers', as stored values."""

from xlkit.books.consolidated.market_charts import draw
from xlkit.books.consolidated.themes import apart, columns
from xlkit.books.shared.values import spread
from xlkit.books.writer.book import Book
from xlkit.books.writer.levels_look import shade
from xlkit.books.writer.table import Cell, Table, in_order, unique, write_table
from xlkit.comparison.disclosure.published import SharedMarket, SharedTheme

INTRO = (
    "One row for each theme: where {who} stands beside the distribution of providers. Each side rates itself on "
    "statements that differ: this is indicative, not an error of either. The charts stand below the table."
)


def table(market: SharedMarket, sheet: str, place: int) -> Table:
    """The table of one market."""
    who = market.commissioner or "the commissioner (no return yet)"
    return Table(
        sheet=sheet,
        name=f"Themes_{place}",
        title="360 by theme" + (f": {market.commissioner}" if market.commissioner else ""),
        intro=INTRO.format(who=who) + apart(market),
        columns=unique(columns(market.scale)),
        rows=len(market.themes),
    )


def write(book: Book, market: SharedMarket, themes: Table) -> None:
    """Write the sheet."""
    sheet = write_table(book, themes, (in_order(themes, _row(found, themes)) for found in market.themes))
    shade(sheet, themes, ("commissioner", "lowest"), market.own_scale.steps)
    draw(book, sheet, themes, market)


def _row(found: SharedTheme, themes: Table) -> dict[str, Cell]:
    mine: dict[str, Cell] = {
        "theme": found.theme.title,
        "links": found.links,
        "commissioner": found.level,
        "lowest": found.lowest,
    }
    if found.providers is None:
        return mine
    return {
        **mine,
        **spread(themes, found.providers),
        "gap": found.gap,
        "dominance": found.dominance,
        "quadrant": found.quadrant,
        "idle": found.without_action,
        "rank": found.rank,
    }
