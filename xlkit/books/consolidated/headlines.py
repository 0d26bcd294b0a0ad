"""Headlines: what to say first, in sentences that formulas build from the other sheets, with a chart."""

from collections.abc import Iterator, Sequence

from xlkit.books.consolidated.headline_markets import market_lines
from xlkit.books.consolidated.headline_matrices import matrix_lines
from xlkit.books.consolidated.headline_records import action_lines, pair_lines, return_lines, seen_lines
from xlkit.books.consolidated.lines import Line, there
from xlkit.books.consolidated.plan import Plan
from xlkit.books.writer import dumbbell
from xlkit.books.writer.book import Book
from xlkit.books.writer.dumbbell import Sides
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import AnySheet, Array, At, Col, FormulaOf, SheetOf
from xlkit.comparison.market import Market
from xlkit.measures import level_words
from xlkit.measures.scale import FIVE

INTRO = (
    "What to say first: each sentence is built by formula from the sheet named beside it, and changes when an answer "
    "does. Priorities go by the share of providers at {low}. The charts stand below the table."
)
ALT = (
    "Chart of two sides: for each of the first priorities the commissioner's level, a diamond, and the median of the "
    "providers, a disc, 1 to {steps}. The figures are in the columns Commissioner level and Providers median of the "
    "table on this sheet."
)


def sheet(plan: Plan, every_line: Sequence[Line], name: str) -> SheetOf[Line]:
    """The sheet of all headlines."""
    scales = [market.own_scale for market in plan.comparison.markets]
    low = {level_words.low_or(market.scale) for market in plan.comparison.markets} or {level_words.low_or(FIVE)}
    return SheetOf(
        sheet=name,
        name="Headlines",
        title="Headlines",
        intro=INTRO.format(low=f"level {low.pop()}" if len(low) == 1 else "low levels"),
        columns=COLUMNS,
        scale=max(scales, key=lambda scale: scale.steps, default=FIVE),
        records=every_line,
        draw=lambda book, headlines: list(_charts(book, plan, every_line, headlines)),
    )


def lines(plan: Plan) -> tuple[Line, ...]:
    """All headlines, in order."""
    return (
        *return_lines(plan),
        *(line for number, _ in enumerate(plan.comparison.markets) for line in market_lines(plan, number)),
        *pair_lines(plan),
        *seen_lines(plan),
        *matrix_lines(plan),
        *action_lines(plan),
    )


def _there(key: str) -> FormulaOf[Line]:
    return lambda at: there(at, key) if at.row.found else None


def _row(at: At[Line]) -> Array | None:
    return Array(at.row.found) if at.row.found else None


def _level(row: Line) -> int | None:
    return row.headline.theme.level if row.headline.theme else None


def _median(row: Line) -> float | None:
    return row.headline.theme.providers.median if row.headline.theme else None


def _theme(row: Line) -> str | None:
    return row.headline.theme.theme.title if row.headline.theme else None


SIDES = Sides("commissioner", "median", "theme")
COLUMNS: tuple[Col[Line], ...] = (
    Col("kind", "What", 22, value=lambda row: row.headline.kind),
    Col("said", "In words", 73, value=lambda row: row.headline.said, formula=lambda at: at.row.said(at)),
    Col("theme", "Theme", 27, value=_theme, formula=_there("theme")),
    Col("commissioner", "Commissioner level", 15, "level", value=_level, formula=_there("commissioner")),
    Col("median", "Providers median", 11, "one_place", value=_median, formula=_there("median")),
    Col(
        *("figure", "Figure", 9, "whole"),
        value=lambda row: row.headline.figure,
        formula=lambda at: at.row.figure(at),
        look=lambda row: row.style,
    ),
    Col("sheet", "Where to look", 21, value=lambda row: row.sheet.sheet),
    Col("row", "Row there", 8, "whole", value=lambda row: row.headline.place, formula=_row),
)


def _charts(book: Book, plan: Plan, every_line: Sequence[Line], headlines: AnySheet) -> Iterator[Drawn]:
    for number, market in enumerate(plan.comparison.markets):
        places = [row for row, line in enumerate(every_line) if line.priority_of == number]
        if places and market.council and market.providers and market.is_one_scale:
            rows = range(places[0], places[-1] + 1)
            title, words = f"First priorities{_where(market)}", ALT.format(steps=market.scale.steps)
            yield from dumbbell.draw(book, headlines, SIDES, market.scale, title, words, rows)


def _where(market: Market) -> str:
    return f": {market.council.organisation} and its providers" if market.council else " of providers"
