"""Headlines: what to say first, in sentences that formulas build from the other sheets, with a chart."""

from collections.abc import Iterator

from xlkit.books.consolidated.headline_markets import market_lines
from xlkit.books.consolidated.headline_matrices import rating_lines
from xlkit.books.consolidated.headline_records import action_lines, pair_lines, return_lines, seen_lines
from xlkit.books.consolidated.lines import Line
from xlkit.books.consolidated.plan import Plan
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book
from xlkit.books.writer.levels_look import shade
from xlkit.books.writer.table import Column, Table, in_order, unique, write_table
from xlkit.comparison import level_words
from xlkit.comparison.market import Market
from xlkit.measures.scale import FIVE

COLUMNS = (
    Column("kind", "What", 22),
    Column("said", "In words", 73),
    Column("theme", "Theme", 27),
    Column("commissioner", "Commissioner level", 15, "level"),
    Column("median", "Providers median", 11, "one_place"),
    Column("figure", "Figure", 9, "whole"),
    Column("sheet", "Where to look", 21),
    Column("row", "Row there", 8, "whole"),
)
INTRO = (
    "What to say first: each sentence is built by formula from the sheet named beside it, and changes when an answer "
    "does. Priorities go by the share of providers at {low}. The charts stand below the table."
)
ALT = (
    "Bar chart: for each of the first priorities the commissioner's level and the median of the providers, 1 to "
    "{steps}. The figures are in the columns Commissioner level and Providers median of the table on this sheet."
)


def lines(plan: Plan) -> tuple[Line, ...]:
    """All headlines, in order."""
    return (
        *return_lines(plan),
        *(line for number, _ in enumerate(plan.comparison.markets) for line in market_lines(plan, number)),
        *pair_lines(plan),
        *seen_lines(plan),
        *rating_lines(plan),
        *action_lines(plan),
    )


def table(plan: Plan, found: tuple[Line, ...], sheet: str) -> Table:
    """The table of all headlines."""
    low = {level_words.low_or(market.scale) for market in plan.comparison.markets} or {level_words.low_or(FIVE)}
    return Table(
        sheet=sheet,
        name="Headlines",
        title="Headlines",
        intro=INTRO.format(low=f"level {low.pop()}" if len(low) == 1 else "low levels"),
        columns=unique(COLUMNS),
        rows=len(found),
    )


def write(book: Book, plan: Plan, found: tuple[Line, ...], headlines: Table) -> None:
    """Write the sheet."""
    rows = (in_order(headlines, line.cells(headlines, row)) for row, line in enumerate(found))
    sheet = write_table(book, headlines, rows)
    scales = [market.own_scale for market in plan.comparison.markets]
    shade(sheet, headlines, ["commissioner"], max((scale.steps for scale in scales), default=FIVE.steps))
    charts.place(sheet, headlines, list(_charts(book, plan, found, headlines)))


def _charts(book: Book, plan: Plan, found: tuple[Line, ...], headlines: Table) -> Iterator[charts.Drawn]:
    for number, market in enumerate(plan.comparison.markets):
        places = [row for row, line in enumerate(found) if line.priority_of == number]
        sides = [key for key, side in (("commissioner", market.council), ("median", market.providers)) if side]
        if places and market.providers is not None and market.is_one_scale:
            source = charts.Source(headlines, "theme", len(places), places[0])
            words = ALT.format(steps=market.scale.steps)
            yield charts.bars(book, source, sides, market.scale, f"First priorities{_where(market)}", words)


def _where(market: Market) -> str:
    return f": {market.council.organisation} and its providers" if market.council else " of providers"
