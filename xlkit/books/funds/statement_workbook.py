"""The statement of one fund by itself, to print and to go through with the person."""

from pathlib import Path

from xlkit.books.accounts import statement
from xlkit.books.accounts.done import done
from xlkit.books.accounts.page import Page
from xlkit.books.respondent import respondent_workbook
from xlkit.books.writer.book import opened
from xlkit.form.instrument import Instrument
from xlkit.returns.completed import Return
from xlkit.returns.entered import entered
from xlkit.round.round import Round


def write(completed: Return, instrument: Instrument, this_round: Round, errors: int, path: Path) -> None:
    """Write the statement, with its figures as they came back and how many errors they rest on; `path` is replaced."""
    form = respondent_workbook.form_of(instrument, completed.identity, this_round)
    with opened(path, statement.TITLE, subject=completed.subject, language=instrument.language) as book:
        statement.write(book, done(Page(form, entered(completed))), is_live=False, errors=errors)
