"""Chart data: the sheets that charts draw, behind all that people read."""

from xlkit.books.writer import diverging, dumbbell
from xlkit.books.writer.book import Book
from xlkit.books.writer.sheets import AnySheet


def sheets(book: Book) -> list[AnySheet]:
    """What the charts of a book draw, once all of them are drawn: none without such charts."""
    return [sheet for sheet in (dumbbell.data(book), diverging.data(book)) if sheet.rows]
