"""xlkit: the hidden sheet of an officer's workbook, which says what it is and keeps what must not be typed over."""

from collections.abc import Iterable

from xlkit.books.round.sheet import CHECKS, TEMPLATES
from xlkit.books.writer import cells
from xlkit.books.writer.book import FORMAT, Book, Sheet
from xlkit.round.control import HIDDEN, KIND, MARK, SECRET, WAIVABLE

KEY = 0  # column; what it stands for follows in the next


def mark(book: Book, what: str) -> Sheet:
    """Add the sheet, so that among returns the workbook is known for what it is."""
    sheet = book.sheet(HIDDEN)
    for row, facts in enumerate(((MARK, FORMAT), (KIND, what))):
        cells.texts(sheet, row, KEY, facts, "reference")
    sheet.raw.very_hidden()
    return sheet


def write_control(book: Book, what: str, secret: str, templates: Iterable[str]) -> None:
    """Add the sheet of a control workbook, with the round's secret and the lists of its longer dropdowns."""
    sheet = mark(book, what)
    cells.texts(sheet, 2, KEY, (SECRET, secret), "reference")
    for column, texts in ((TEMPLATES, templates), (CHECKS, WAIVABLE)):
        for row, text in enumerate(texts):
            sheet.text(row, column, text, sheet.styles["reference"])
