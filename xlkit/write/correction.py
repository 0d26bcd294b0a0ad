"""The correction workbook: the form afresh with all that was filled in, and what is to be checked marked and listed."""

from pathlib import Path

from xlkit import beginning
from xlkit.correction import Correction
from xlkit.instrument import Instrument
from xlkit.round import Round
from xlkit.write import book as books
from xlkit.write import respondent
from xlkit.write.sheets.correction import check, remarks


def write(path: Path, instrument: Instrument, correction: Correction, this_round: Round) -> None:
    """Write one locked workbook, in the instrument's language; XlkitError where it cannot be written."""
    begun = beginning.mark(correction.draft, correction.identity)
    form = respondent.form_of(instrument, correction.identity, this_round, correction.draft, begun=begun)
    subject, language = correction.identity.organisation, form.instrument.language
    with books.opened(path, form.instrument.title, subject=subject, language=language) as book:
        listed = check.write(book, form, correction)
        respondent.write_sheets(book, form)
        remarks.write(book, form, listed)
        check.show_first(book)
