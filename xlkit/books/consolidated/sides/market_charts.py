"""The charts of one market: where both sides stand, and how many of its providers stand at each level."""

from collections.abc import Callable

from xlkit.books.writer import diverging, dumbbell
from xlkit.books.writer.book import Book
from xlkit.books.writer.dumbbell import Sides
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import AnySheet
from xlkit.comparison.disclosure.published import SharedMarket
from xlkit.comparison.sides.market import Market

LEVELS_ALT = (
    "Chart of two sides: for each theme the commissioner's level, a diamond, and the median of the providers, a disc, "
    "1 to {steps}, joined by a line. The figures are in the columns Commissioner level and Middle provider."
)
SPREAD_ALT = (
    "Diverging bar chart: for each theme how many providers stand at each level, from 1, dark orange, to {steps}, "
    "blue, the low levels left of a line. The figures are in the columns At level 1 to At level {steps} of this table."
)


def drawer(market: Market | SharedMarket) -> Callable[[Book, AnySheet], list[Drawn]]:
    """What draws the charts of a market: the one that compares both sides only where they stand on one scale."""

    def draw(book: Book, themes: AnySheet) -> list[Drawn]:
        scale, drawn = market.scale, []
        sides = Sides("commissioner", "median", "theme", "n", divided="polarised")
        if market.is_one_scale and market.has_commissioner:
            title, words = "Council and providers, by theme", LEVELS_ALT.format(steps=scale.steps)
            drawn += dumbbell.draw(book, themes, sides, scale, title, words)
        if market.has_providers:
            title, words = "Providers at each level, by theme", SPREAD_ALT.format(steps=scale.steps)
            drawn += diverging.draw(book, themes, "theme", scale, title, words)
        return drawn

    return draw
