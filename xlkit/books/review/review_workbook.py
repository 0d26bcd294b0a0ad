"""A person's review as a workbook: its sheets in order."""

from pathlib import Path

from xlkit.books.respondent import respondent_workbook
from xlkit.books.review import actions, before, onward, profile, start, talk, top_twos
from xlkit.books.review.review import Review
from xlkit.books.writer import book as books
from xlkit.books.writer import cells
from xlkit.books.writer.book import FORMAT
from xlkit.form.instrument import Instrument
from xlkit.form.layout import KEY
from xlkit.form.review import WORKBOOK
from xlkit.form.words import HIDDEN
from xlkit.form.words.review_words import review_words
from xlkit.returns import return_ids
from xlkit.round.round import Round


def write(path: Path, instrument: Instrument, onward_to: Instrument, name: str = "", *, force: bool = False) -> None:
    """Write one locked workbook of a person's review; XlkitError where it cannot be written.

    `onward_to` is the instrument in which top twos come together, `name` the person's. It has no return id, and no
    signature.
    """
    identity = return_ids.blank(instrument, "", "")
    form = respondent_workbook.form_of(instrument, identity, Round())
    whole = Review(form, review_words(form.words), onward_to, name)
    with books.opened(path, instrument.title, language=instrument.language, force=force) as book:
        for part in (start, before, talk, actions, top_twos, profile, onward):
            part.write(book, whole)
        _hide(book, instrument)


def _hide(book: books.Book, instrument: Instrument) -> None:
    sheet = book.sheet(HIDDEN)
    facts = {HIDDEN: FORMAT, "workbook": WORKBOOK, "template": instrument.name, "version": instrument.version}
    for row, fact in enumerate(facts.items()):
        cells.texts(sheet, row, KEY, fact, "reference")
    sheet.raw.very_hidden()
    sheet.raw.protect("")
