"""xlkit: the hidden sheet of a consolidated workbook, which says what its questions and levels meant."""

from xlkit.books.writer import cells
from xlkit.books.writer.book import FORMAT, LONGEST_TEXT, Book
from xlkit.comparison.comparison import Comparison
from xlkit.form import meaning
from xlkit.form.identity import Identity
from xlkit.form.layout import KEY, MEANT
from xlkit.form.words import HIDDEN


def write(book: Book, comparison: Comparison) -> None:
    """Add the sheet: lines for each template whose answers the workbook holds, behind the template's name."""
    sheet = book.sheet(HIDDEN)
    cells.texts(sheet, 0, KEY, (HIDDEN, FORMAT), "reference")
    row = 1
    for name in dict.fromkeys(one.identity.template for panel in comparison.panels for one in panel.returns):
        instrument = comparison.instruments[name]
        for line in meaning.lines(instrument, Identity(name, instrument.version, instrument.content_hash)):
            pieces = (line[start : start + LONGEST_TEXT] for start in range(0, len(line), LONGEST_TEXT))
            cells.texts(sheet, row, KEY, (f"{MEANT}{row}", name, *pieces), "reference")
            row += 1
    sheet.raw.very_hidden()
