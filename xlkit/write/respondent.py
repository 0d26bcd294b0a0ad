"""The respondent workbook: its sheets in order."""

from pathlib import Path

from xlkit.instrument import Instrument
from xlkit.layout import lay_out
from xlkit.progress import standings
from xlkit.returns import Draft, Identity
from xlkit.round import Round
from xlkit.write import book as books
from xlkit.write.sheets.respondent import about, hidden, planner, questions, reading, start, summary
from xlkit.write.sheets.respondent.form import Form

NOTHING = Draft()


def write(path: Path, instrument: Instrument, identity: Identity, this_round: Round, draft: Draft = NOTHING) -> None:
    """Write one locked workbook, with what already stands in its input cells; XlkitError where it cannot be written."""
    form = Form(
        instrument=instrument,
        layout=lay_out(instrument, identity.perspective),
        identity=identity,
        round=this_round,
        draft=draft,
        standings=standings(instrument, draft),
    )
    with books.opened(path, instrument.title, subject=identity.organisation, language=instrument.language) as book:
        start.write(book, form)
        about.write(book, form)
        questions.write(book, form)
        if form.layout.planner:
            planner.write(book, form)
        summary.write(book, form)
        if instrument.glossary:
            reading.write_glossary(book, form)
        if instrument.resources:
            reading.write_resources(book, form)
        hidden.write(book, identity)
