"""xlkit: the hidden sheet of a workbook of ratings: its own identity, and what differs in that of each row."""

from xlkit.books.respondent import hidden
from xlkit.books.roster.form import RatingForm
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.form.layout import KEY
from xlkit.form.roster import facts_of
from xlkit.form.words import HIDDEN


def write(book: Book, page: RatingForm) -> None:
    """Add the sheet."""
    hidden.write(book, page.roster.identity, page.form.meant)
    sheet = Sheet(book, book.workbook.get_worksheet_by_name(HIDDEN), book.styles)
    for row, listed in enumerate(page.roster.listed, start=sheet.raw.dim_rowmax + 1):
        cells.texts(sheet, row, KEY, (listed.ref, *facts_of(listed.identity).values()), "reference")
