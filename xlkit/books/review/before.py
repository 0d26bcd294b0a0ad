"""Before the day: what is settled with the person before they meet."""

from xlkit.books.respondent import entries
from xlkit.books.respondent.form import entitle, finish
from xlkit.books.review.review import Review
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book
from xlkit.books.writer.heights import height
from xlkit.form import review, wording
from xlkit.form.item import Item, Kind
from xlkit.form.layout import FIRST_ROW
from xlkit.form.review import REF
from xlkit.returns.raw import CellRef

LABEL, ANSWER = 1, 2
WIDTHS = (9, 50, 62)
ROOMY, PLAIN = 56.0, 26.0  # points of a cell for a text, and of any other


def write(book: Book, whole: Review) -> None:
    """Add the sheet."""
    sheet = book.sheet(whole.words.before)
    sheet.widths(WIDTHS)
    entitle(sheet, whole.words.before, whole.words.before_intro)
    row, above = FIRST_ROW - 1, None
    for section, item in review.before(whole.form.instrument):
        if section is not above:
            cells.texts(sheet, row, REF, ("", section.title, ""), "section")
            sheet.height(row, height([(section.title, WIDTHS[LABEL], "section")]))
            row, above = row + 1, section
        text = wording.explained(item.title, item.hint)
        entry = entries.entry(item, None, entries.options(item, whole.form.words))
        cells.line(sheet, row, REF, (f"V{item.ref}", "reference"), (text, "topic"), entry)
        least = ROOMY if item.kind is Kind.TEXT else PLAIN
        sheet.height(row, max(height([(text, WIDTHS[LABEL] / 1.1)]), least))
        row += 1
    sheet.raw.ignore_errors({"number_stored_as_text": "A1:A99"})
    finish(sheet, whole.form, WIDTHS, row)


def answer(whole: Review, item: Item) -> CellRef:
    """Where an answer stands."""
    row, above = FIRST_ROW - 1, None
    for section, asked in review.before(whole.form.instrument):
        row, above = row + (section is not above), section
        if asked is item:
            return CellRef(whole.words.before, row, ANSWER)
        row += 1
    raise KeyError(item.name)
