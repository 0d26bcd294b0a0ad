"""Chart data: the sheets that charts draw, behind all that people read."""

from xlkit.books.writer import diverging, dumbbell
from xlkit.books.writer.book import Book
from xlkit.books.writer.sheets import AnySheet


def write(book: Book, *, is_live: bool = True) -> list[AnySheet]:
    """Write what the charts of a book draw, once all other sheets are written: the sheets, none without such charts."""
    sheets = [sheet for sheet in (dumbbell.data(book), diverging.data(book)) if sheet.rows]
    for sheet in sheets:
        sheet.write(book, is_live=is_live)
    return sheets
