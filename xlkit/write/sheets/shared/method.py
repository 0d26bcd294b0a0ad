"""Method, shared: in words how the figures of this workbook came about, and nothing of what is not in it."""

from collections.abc import Iterator

from xlkit.measures.agreement import FEWEST_FOR_BANDS, MIXED, POLE, STRONG
from xlkit.sharing import Shared
from xlkit.write.book import Book
from xlkit.write.sheets.consolidated.table import Column, Table, unique, write_table

COLUMNS = (Column("kind", "Kind", 14), Column("name", "Name", 34), Column("text", "In words", 118))
INTRO = "How each figure in this workbook was worked out. All of them are plain values."

TERM, MEASURE, NEVER = "Term", "Measure", "Never done"
_TERMS = {
    "Level": "1 to 5, in order. The steps between levels need not be equal: 4 is not twice 2.",
    "Blank": "Not answered. A blank is missing: it is never 0, and nothing is filled in for it.",
    "Position": (
        "Where one organisation stands: its agreed position. Without one, its only return; where it sent several, "
        "their low median: the middle level, and of two middle ones the lower. Each organisation counts once, in a "
        "region once in each council."
    ),
    "As at": "The day on the cover, as at which the figures were taken.",
}
_THEMES = {
    "Theme level": (
        "The low median of an organisation's items on the theme, and so a level that somebody ticked. For a "
        "commissioner its lowest item on the theme, the weakest link, stands beside it."
    ),
    "Direct and partial links": (
        "Items that speak of a theme directly are used. Where a side has only partial ones for a theme, they are used, "
        "and the theme is labelled so."
    ),
}
_SPREADS = {
    "n": "How many organisations have a level.",
    "At level 1 to 5": "How many stand at each level.",
    "Share at 1–2": "The share at the two lowest levels.",
    "Median": "The middle level when all are put in order; 2.5 reads: between 2 and 3.",
    "Agreement": (
        f"Leik (1966): 1 where all are alike, 0.4 where evenly spread, 0 where half stand at each end; only from n = "
        f"{FEWEST_FOR_BANDS} on. Strong from {STRONG}, mixed from {MIXED}, otherwise split."
    ),
}
_QUARTILES = {
    "Quartiles": (
        "A quarter stand at or below the lower, a quarter at or above the upper quartile; between two levels they are "
        "interpolated with both ends counted in."
    ),
    "Polarised": (
        f"Yes where {POLE:.0%} or more stand at 1–2 and {POLE:.0%} or more at 4–5; only from n = {FEWEST_FOR_BANDS} on."
    ),
}
_MODES = {
    "Most common levels": "The mode, with all that tie.",
}
_GAP = {
    "Gap": (
        "The commissioner's level less the median of the providers. Above 0 the commissioner places itself further on."
    ),
}
_MARKETS = {
    "Dominance": (
        "Providers below the commissioner's level less those above it, as a share of all: from -1 to +1. Unlike the "
        "gap it needs no equal steps."
    ),
    "Quadrant": (
        "By whether each side stands above the level at which quadrants part (on the cover): joint priority, "
        "commissioner to catch up, support providers, share practice."
    ),
    "Share with no planned action": (
        "Of the organisations that have a level on the theme, the share whose planners hold no action on it; one that "
        "was dropped is none."
    ),
    "Priority rank": (
        "In this order: the largest share at 1–2, the lowest commissioner level, the lowest agreement, the largest "
        "share with no planned action. Ties share a rank; a missing level or agreement comes last."
    ),
}
_VIEWS = {
    "As others see it": (
        "What other organisations answered about a commissioner on its own items, each of them counted once, beside "
        "the position that it takes itself."
    ),
}
_REGION = {
    "Councils together": (
        "Their counts are added up level by level, and the median and all else are worked out from the sums: what "
        "follows for one council is never averaged with another."
    ),
}
_MOVEMENTS = {
    "Net movement": (
        "Of the organisations whose position on the item is a level in both rounds, those that went up less those "
        "that went down, as a share: from -1 to +1. Each counts once, however many units it has."
    ),
}
_RATINGS = {
    "Choices on other scales": (
        "What was picked from a scale of the template's own, such as red to green. The choices are in order, no more: "
        "they are counted, never averaged, and never subtracted from levels."
    ),
}
_NEVER = {
    "An overall score": "No score or percentage stands for a whole instrument, or for several together.",
    "League tables": "Organisations are not ranked, and no means of levels are taken.",
    "Sums of medians": "Medians are not added or averaged: counts are combined instead.",
    "Equal steps": "No standard deviations, tests or confidence intervals: levels are in order, no more.",
}


def table(shared: Shared, sheet: str) -> Table:
    """The table of what this workbook holds."""
    return Table(
        sheet=sheet,
        name="Method",
        title="Method",
        intro=INTRO,
        columns=unique(COLUMNS),
        rows=sum(1 for _ in _rows(shared)),
        frozen=0,
        is_filtered=False,
    )


def write(book: Book, shared: Shared, method: Table) -> None:
    """Write the sheet."""
    write_table(book, method, _rows(shared))


def _rows(shared: Shared) -> Iterator[tuple[str, str, str]]:
    parts = ((TERM, _terms(shared)), (MEASURE, _measures(shared)), (NEVER, _NEVER.items()))
    for kind, rows in parts:
        for name, text in rows:
            yield kind, name, text


def _terms(shared: Shared) -> Iterator[tuple[str, str]]:
    yield from _TERMS.items()
    if shared.markets or shared.region or any(side.breakdowns for side in shared.sides):
        yield from _THEMES.items()


def _measures(shared: Shared) -> Iterator[tuple[str, str]]:
    items = any(side.items for side in shared.sides)
    themes = any(theme.providers is not None for market in shared.markets for theme in market.themes)
    groups = any(side.breakdowns for side in shared.sides)
    if items or themes or groups or shared.views or shared.region:
        yield from _SPREADS.items()
    if items or themes or shared.region:
        yield from _QUARTILES.items()
    if items or shared.region:
        yield from _MODES.items()
    if shared.region or themes:
        yield from _GAP.items()
    if themes:
        yield from _MARKETS.items()
    there = (
        (shared.views, _VIEWS),
        (shared.region, _REGION),
        (any(side.movements for side in shared.sides), _MOVEMENTS),
        (shared.ratings, _RATINGS),
    )
    for is_there, rows in there:
        if is_there:
            yield from rows.items()
