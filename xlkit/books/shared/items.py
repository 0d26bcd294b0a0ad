"""Providers by item, shared: how many stand at each level, as stored values."""

from xlkit.books.consolidated.items import columns
from xlkit.books.shared.values import spread
from xlkit.books.writer.book import Book
from xlkit.books.writer.table import Cell, Table, in_order, unique, write_table
from xlkit.comparison.disclosure.published import SharedItem, SharedSide

INTRO = "{title}: one row for each item over all providers that have a level on it, each counted once."


def table(side: SharedSide, sheet: str, place: int) -> Table:
    """The table of one instrument's items; how many actions there are is not shared."""
    return Table(
        sheet=sheet,
        name=f"Items_{place}",
        title="Providers by item",
        intro=INTRO.format(title=side.instrument),
        columns=unique(column for column in columns(side.items[0].found.scale) if column.key != "actions"),
        rows=len(side.items),
        frozen=3,
    )


def write(book: Book, side: SharedSide, items: Table) -> None:
    """Write the sheet."""
    write_table(book, items, (in_order(items, _row(found, items)) for found in side.items))


def _row(found: SharedItem, items: Table) -> dict[str, Cell]:
    return {
        "section": found.section.title,
        "ref": found.item.ref,
        "item": found.item.title,
        "theme": found.theme.title if found.theme else None,
        **spread(items, found.found),
    }
