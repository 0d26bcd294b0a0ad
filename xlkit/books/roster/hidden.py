"""xlkit: the hidden sheet of a workbook of ratings: its own identity, and what differs in that of each row."""

from xlkit.books.respondent import hidden
from xlkit.books.roster.form import RatingForm
from xlkit.books.writer.book import Book, Sheet
from xlkit.form.layout import KEY, VALUE
from xlkit.form.roster import facts_of
from xlkit.form.words import HIDDEN


def write(book: Book, page: RatingForm) -> None:
    """Add the sheet."""
    hidden.write(book, page.roster.identity)
    sheet = Sheet(book, book.workbook.get_worksheet_by_name(HIDDEN), book.styles)
    style = sheet.styles["reference"]
    for row, listed in enumerate(page.roster.listed, start=sheet.raw.dim_rowmax + 1):
        sheet.text(row, KEY, listed.ref, style)
        for column, fact in enumerate(facts_of(listed.identity).values(), start=VALUE):
            sheet.text(row, column, fact, style)
