"""The correction workbook: the form afresh with all that was filled in, and what is to be checked marked and listed."""

from pathlib import Path

from xlkit.books.correction import check, remarks
from xlkit.books.respondent import respondent_workbook
from xlkit.books.writer import book as books
from xlkit.form.instrument import Instrument
from xlkit.returns import signatures
from xlkit.returns.correction import Correction
from xlkit.round.round import Round


def write(path: Path, instrument: Instrument, correction: Correction, this_round: Round) -> None:
    """Write one locked workbook, in the instrument's language; XlkitError where it cannot be written."""
    begun = signatures.mark(correction.draft, correction.identity)
    form = respondent_workbook.form_of(instrument, correction.identity, this_round, correction.draft, begun=begun)
    subject, language = correction.identity.organisation, form.instrument.language
    with books.opened(path, form.instrument.title, subject=subject, language=language) as book:
        listed = check.write(book, form, correction)
        respondent_workbook.write_sheets(book, form)
        remarks.write(book, form, listed)
        check.show_first(book)
