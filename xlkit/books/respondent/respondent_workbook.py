"""The respondent workbook: its sheets in order."""

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from xlkit.books.respondent import about, glossary, hidden, planner, questions, start, summary, tables, workings
from xlkit.books.respondent.form import Form
from xlkit.books.writer import book as books
from xlkit.form import meaning, wording
from xlkit.form.draft import Draft
from xlkit.form.identity import Identity
from xlkit.form.instrument import Instrument
from xlkit.form.layout import lay_out
from xlkit.form.progress import standings, worked
from xlkit.form.words import words_for
from xlkit.round.round import Round

NOTHING = Draft()
NO_LAST_TIME: Mapping[str, int] = {}


def write(
    path: Path,
    instrument: Instrument,
    identity: Identity,
    this_round: Round,
    draft: Draft = NOTHING,
    last: Mapping[str, int] = NO_LAST_TIME,
    begun: str = "",
    *,
    force: bool = True,
) -> None:
    """Write one locked workbook in the instrument's language; XlkitError where it cannot be written.

    `draft` is what already stands in its input cells; `last` gives levels of last time, by the names of items, which
    are shown beside the topics. `begun` is the mark of the draft, where the workbook is sent out to be changed. Without
    `force` no other content that stands there is replaced.
    """
    form = form_of(instrument, identity, this_round, draft, last, begun)
    subject, language = identity.organisation, form.instrument.language
    with books.opened(path, form.instrument.title, subject=subject, language=language, force=force) as book:
        write_sheets(book, form)


def write_blank(stream: BinaryIO, instrument: Instrument, identity: Identity, this_round: Round) -> None:
    """Write one as `write` does, with nothing in its input cells, to a stream."""
    form = form_of(instrument, identity, this_round)
    subject, language = identity.organisation, form.instrument.language
    with books.filled(stream, form.instrument.title, subject=subject, language=language) as book:
        write_sheets(book, form)


def write_sheets(book: books.Book, form: Form) -> None:
    """Add all sheets of a workbook in order."""
    start.write(book, form)
    about.write(book, form)
    questions.write(book, form)
    if form.layout.tables:
        tables.write(book, form)
    if form.layout.planner:
        planner.write(book, form)
    summary.write(book, form)
    if form.instrument.glossary:
        glossary.write_glossary(book, form)
    if form.instrument.resources:
        glossary.write_resources(book, form)
    if form.workings or form.columns:
        workings.write(book, form)
    hidden.write(book, form.identity, form.meant, form.begun)


def write_front(stream: BinaryIO, instrument: Instrument, identity: Identity, this_round: Round) -> None:
    """Write those sheets of a blank workbook that say whom it is for, and on them no more than one question."""
    whole = instrument.as_issued(identity.settings).filled()
    form = replace(form_of(_of_one_question(whole), identity, this_round), words=words_for(whole, identity.perspective))
    subject, language = identity.organisation, form.instrument.language
    with books.filled(stream, form.instrument.title, subject=subject, language=language) as book:
        start.write(book, form)
        about.write(book, form)
        hidden.write(book, identity, meaning.lines(instrument, identity))


def _of_one_question(instrument: Instrument) -> Instrument:
    section, item = next((section, item) for section in instrument.sections for item in section.items if item.is_asked)
    alone = replace(item, relevant=None, constraint=None, calculation=None, day="")
    section = replace(section, items=(alone,))
    return replace(
        instrument, sections=(section,), guidance=(), glossary=(), resources=(), translations=(), workings=()
    )


def form_of(
    instrument: Instrument,
    identity: Identity,
    this_round: Round,
    draft: Draft = NOTHING,
    last: Mapping[str, int] = NO_LAST_TIME,
    begun: str = "",
) -> Form:
    """What the sheets of a workbook are written from: the instrument as those read it whom it was issued to."""
    issued = instrument.as_issued(identity.settings).filled()
    worded = wording.as_read(issued, identity.perspective)
    return Form(
        instrument=worded,
        words=words_for(worded, identity.perspective),
        layout=lay_out(worded, identity.perspective),
        identity=identity,
        round=this_round,
        draft=draft,
        standings=standings(worded, draft),
        worked=worked(worded, draft),
        last=last,
        begun=begun,
        meant=meaning.lines(instrument, identity),
    )
