"""The charts of one market: both sides' levels, the providers' distribution, and the gap, each with its data above."""

from xlkit.books.writer import charts
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.table import Table

LEVELS_ALT = (
    "Bar chart: for each theme the commissioner's level and the median of the providers, 1 to 5. "
    "The figures are in the columns Commissioner level and Providers median of the table on this sheet."
)
SPREAD_ALT = (
    "Stacked bar chart: for each theme the share of providers at each level, from 1, light, to 5, dark. "
    "The figures are in the columns At level 1 to At level 5 of the table on this sheet."
)
GAP_ALT = (
    "Bar chart: for each theme the commissioner's level less the median of the providers; to the right of 0 the "
    "commissioner places itself further on. The figures are in the column Gap of the table on this sheet."
)


def draw(book: Book, sheet: Sheet, themes: Table, *, has_commissioner: bool, has_providers: bool) -> None:
    """Place the charts below the table; those that compare both sides only where there are both, none without any."""
    source = charts.whole(themes, "theme")
    there = {"commissioner": has_commissioner, "median": has_providers}
    sides = [key for key, is_there in there.items() if is_there]
    title = "Level by theme: commissioner and median of providers"
    drawn = [charts.bars(book, source, sides, title, LEVELS_ALT)] if sides else []
    if has_providers:
        drawn.append(charts.shares(book, source, "Providers at each level, by theme", SPREAD_ALT))
    if len(sides) == len(there):
        title = "Gap by theme: commissioner less median of providers"
        drawn.append(charts.gaps(book, source, "gap", title, GAP_ALT))
    charts.place(sheet, themes, drawn)
