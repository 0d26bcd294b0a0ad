"""The charts of one market: both sides' levels, the providers' distribution, and the gap, each with its data above."""

from collections.abc import Callable

from xlkit.books.writer import charts
from xlkit.books.writer.book import Book
from xlkit.books.writer.table import Table
from xlkit.comparison.disclosure.published import SharedMarket
from xlkit.comparison.market import Market

LEVELS_ALT = (
    "Bar chart: for each theme the commissioner's level and the median of the providers, 1 to {steps}. "
    "The figures are in the columns Commissioner level and Providers median of the table on this sheet."
)
SPREAD_ALT = (
    "Stacked bar chart: for each theme the share of providers at each level, from 1, dark orange, to {steps}, blue. "
    "The figures are in the columns At level 1 to At level {steps} of the table on this sheet."
)
GAP_ALT = (
    "Bar chart: for each theme the commissioner's level less the median of the providers; to the right of 0 the "
    "commissioner places itself further on. The figures are in the column Gap of the table on this sheet."
)


def drawer(market: Market | SharedMarket) -> Callable[[Book, Table], list[charts.Drawn]]:
    """What draws the charts of a market: those that compare both sides only where they stand on one scale."""

    def draw(book: Book, themes: Table) -> list[charts.Drawn]:
        source, scale = charts.whole(themes, "theme"), market.scale
        there = {"commissioner": market.has_commissioner, "median": market.has_providers}
        sides = [key for key, is_there in there.items() if is_there]
        drawn = []
        if sides and market.is_one_scale:
            title = "Level by theme: commissioner and median of providers"
            drawn.append(charts.bars(book, source, sides, scale, title, LEVELS_ALT.format(steps=scale.steps)))
        if market.has_providers:
            words = SPREAD_ALT.format(steps=scale.steps)
            drawn.append(charts.shares(book, source, scale, "Providers at each level, by theme", words))
        if len(sides) == len(there) and market.is_one_scale:
            title = "Gap by theme: commissioner less median of providers"
            drawn.append(charts.gaps(book, source, "gap", scale, title, GAP_ALT))
        return drawn

    return draw
