"""Scales: the choices of ratings, forecasts and outcomes in their order, which the formulas look up."""

from collections.abc import Iterator

from xlkit.books.consolidated.matrix_tables import ScaleTable
from xlkit.books.writer.book import Book
from xlkit.books.writer.choice_tones import colour
from xlkit.books.writer.table import Cell, Column, Table, unique, write_table
from xlkit.comparison.scale_matrix import Ratings

COLUMNS = (
    Column("scale", "Scale", 10, "whole"),
    Column("label", "Choice", 34),
    Column("order", "Place in the order", 12, "whole"),
    Column("reached", "Says it is reached", 14),
    Column("tone", "Colour", 16),
    Column("used", "Used by", 60),
    Column("name", "Choice name", 22, "line"),
)
INTRO = (
    "The choices of every rating, forecast and outcome of {title}, the least first, and after them those outside the "
    "order. These are no levels from 1 to 5. Formulas rest on the order of these rows: do not sort them."
)


def table(ratings: Ratings, sheet: str, place: int) -> ScaleTable:
    """The table of all scales."""
    title = ratings.panel.instrument.title
    found = Table(
        sheet=sheet,
        name=f"Scales_{place}",
        title=f"Scales: {title}",
        intro=INTRO.format(title=title),
        columns=unique(COLUMNS),
        rows=sum(len(scale.choices) for scale in ratings.scales),
    )
    return ScaleTable(found, ratings.scales)


def write(book: Book, ratings: Ratings, scales: ScaleTable) -> None:
    """Write the sheet."""
    sheet = write_table(book, scales.table, _rows(ratings))
    colour(sheet, scales.table, ["label"], ratings.scales)


def _rows(ratings: Ratings) -> Iterator[list[Cell]]:
    for scale in ratings.scales:
        refs = ", ".join(one.item.ref for one in ratings.rated if one.scale == scale)
        for choice, order in zip(scale.choices, scale.orders, strict=True):
            tone = choice.tone.value.replace("_", "/").capitalize() if choice.tone else None
            yield [scale.number, choice.label, order, "yes" if choice.reached else None, tone, refs, choice.name]
