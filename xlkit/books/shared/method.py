"""Method, shared: in words how the figures of this workbook came about, and nothing of what is not in it."""

from collections.abc import Iterator

from xlkit.books.consolidated.method_words import WORDS
from xlkit.books.writer.book import Book
from xlkit.books.writer.table import Column, Table, unique, write_table
from xlkit.comparison.disclosure.published import Shared

COLUMNS = (Column("kind", "Kind", 14), Column("name", "Name", 34), Column("text", "In words", 118))
INTRO = "How each figure in this workbook was worked out. All of them are plain values."

TERM, MEASURE, NEVER = "Term", "Measure", "Never done"
OWN = {  # what rightly reads otherwise than in the consolidated workbook, or is not there
    "Position": (
        "Where one organisation stands: its agreed position. Without one, its only return; where it sent several, "
        "their low median: the middle level, and of two middle ones the lower. Each organisation counts once, in a "
        "region once in each council."
    ),
    "As at": "The day on the cover, as at which the figures were taken.",
    "Theme level": (
        "The low median of an organisation's items on the theme, and so a level that somebody ticked. For a "
        "commissioner its lowest item on the theme, the weakest link, stands beside it."
    ),
    "n": "How many organisations have a level.",
    "As others see it": (
        "What other organisations answered about a commissioner on its own items, each of them counted once, beside "
        "the position that it takes itself."
    ),
    "Net movement": (
        "Of the organisations whose position on the item is a level in both rounds, those that went up less those "
        "that went down, as a share: from -1 to +1. Each counts once, however many units it has."
    ),
    "Choices on other scales": (
        "What was picked from a scale of the template's own, such as red to green. The choices are in order, no more: "
        "they are counted, never averaged, and never subtracted from levels."
    ),
}
_TEXTS = {**WORDS, **OWN}

_TERMS = ("Level", "Blank", "Position", "As at")
_THEMES = ("Theme level", "Direct and partial links")
_SPREADS = ("n", "At level 1 to 5", "Share at 1–2", "Median", "Agreement", "Agreement band")
_QUARTILES = ("Quartiles", "Polarised")
_MODES = ("Most common levels",)
_GAP = ("Gap",)
_MARKETS = ("Dominance", "Quadrant", "Share with no planned action", "Priority rank")
_VIEWS = ("As others see it",)
_REGION = ("All councils together",)
_MOVEMENTS = ("Net movement",)
_RATINGS = ("Choices on other scales",)
_NEVER = ("An overall score", "League tables", "Sums of medians", "Equal steps")


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
    parts = ((TERM, _terms(shared)), (MEASURE, _measures(shared)), (NEVER, _NEVER))
    for kind, names in parts:
        for name in names:
            yield kind, name, _TEXTS[name]


def _terms(shared: Shared) -> Iterator[str]:
    yield from _TERMS
    if shared.markets or shared.region or any(side.breakdowns for side in shared.sides):
        yield from _THEMES


def _measures(shared: Shared) -> Iterator[str]:
    items = any(side.items for side in shared.sides)
    themes = any(theme.providers is not None for market in shared.markets for theme in market.themes)
    groups = any(side.breakdowns for side in shared.sides)
    if items or themes or groups or shared.views or shared.region:
        yield from _SPREADS
    if items or themes or shared.region:
        yield from _QUARTILES
    if items or shared.region:
        yield from _MODES
    if shared.region or themes:
        yield from _GAP
    if themes:
        yield from _MARKETS
    there = (
        (shared.views, _VIEWS),
        (shared.region, _REGION),
        (any(side.movements for side in shared.sides), _MOVEMENTS),
        (shared.ratings, _RATINGS),
    )
    for is_there, names in there:
        if is_there:
            yield from names
