"""The respondent workbook: its sheets in order; glossary, resources and the hidden sheet are lists."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from xlkit.books.respondent import about, planner, questions, start, summary, tables, workings
from xlkit.books.respondent.form import Form, begin, finish
from xlkit.books.writer import book as books
from xlkit.books.writer import cells
from xlkit.books.writer.book import FORMAT, LONGEST_TEXT, Book
from xlkit.books.writer.heights import height, width_of
from xlkit.form import layout, meaning, wording
from xlkit.form.draft import Draft
from xlkit.form.identity import Identity
from xlkit.form.instrument import Instrument
from xlkit.form.layout import KEY, MEANT, lay_out
from xlkit.form.progress import standings, worked
from xlkit.form.words import HIDDEN, SETTING, words_for
from xlkit.returns.signatures import BEGUN, DATE_WANTED
from xlkit.round.round import Round

NOTHING = Draft()
NO_LAST_TIME: Mapping[str, int] = {}
NOTHING_REWORDED: Mapping[str, Sequence[str]] = {}


def write(
    path: Path,
    instrument: Instrument,
    identity: Identity,
    this_round: Round,
    draft: Draft = NOTHING,
    last: Mapping[str, int] = NO_LAST_TIME,
    begun: str = "",
    *,
    reworded: Mapping[str, Sequence[str]] = NOTHING_REWORDED,
    force: bool = True,
) -> None:
    """Write one locked workbook in the instrument's language; XlkitError where it cannot be written.

    `draft` is what already stands in its input cells; `last` gives levels of last time, by the names of items, which
    are shown beside the topics, as is what was picked then in words that have been `reworded` since. `begun` is the
    mark of the draft, where the workbook is sent out to be changed. Without `force` no other content that stands there
    is replaced.
    """
    form = form_of(instrument, identity, this_round, draft, last, begun, reworded)
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
        write_glossary(book, form)
    if form.instrument.resources:
        write_resources(book, form)
    if form.workings or form.columns:
        workings.write(book, form)
    hide(book, form.identity, form.meant, form.begun, is_date_wanted=form.is_date_wanted)


def write_front(stream: BinaryIO, instrument: Instrument, identity: Identity, this_round: Round) -> None:
    """Write those sheets of a blank workbook that say whom it is for, and on them no more than one question."""
    whole = instrument.as_issued(identity.settings).filled()
    form = replace(form_of(_of_one_question(whole), identity, this_round), words=words_for(whole, identity.perspective))
    subject, language = identity.organisation, form.instrument.language
    with books.filled(stream, form.instrument.title, subject=subject, language=language) as book:
        start.write(book, form)
        about.write(book, form)
        hide(book, identity, meaning.lines(instrument, identity))


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
    reworded: Mapping[str, Sequence[str]] = NOTHING_REWORDED,
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
        reworded=reworded,
        begun=begun,
        meant=meaning.lines(instrument, identity),
    )


GLOSSARY_WIDTHS = (28, 82)
RESOURCES_WIDTHS = (20, 38, 20, 7, 26)


def write_glossary(book: Book, form: Form) -> None:
    """Add the glossary."""
    rows = [(term.term, term.meaning) for term in form.instrument.glossary]
    words = form.words
    _listed(book, form, words.glossary, words.glossary_intro, words.glossary_headings, GLOSSARY_WIDTHS, rows)


def write_resources(book: Book, form: Form) -> None:
    """Add the resources."""
    rows = [(work.heading, work.title, work.publisher, work.year, work.note) for work in form.instrument.resources]
    words = form.words
    _listed(book, form, words.resources, words.resources_intro, words.resources_headings, RESOURCES_WIDTHS, rows)


def _listed(
    book: Book,
    form: Form,
    name: str,
    intro: str,
    headings: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[Sequence[str]],
) -> None:
    # A heading is longer in some languages, and no word of it is broken.
    widths = [max(width, width_of(heading)) for heading, width in zip(headings, widths, strict=True)]
    sheet = begin(book, name, intro, headings, widths)
    for at, row in enumerate(rows, start=layout.FIRST_ROW):
        cells.texts(sheet, at, 0, row, "text")
        sheet.height(at, height(zip(row, widths, strict=True)))
    finish(sheet, form, widths, layout.HEADING_ROW + len(rows), cursor=(layout.FIRST_ROW, 0))


TEMPLATE_VERSION = "template version"  # the name of that property: `xlkit version` is that of xlkit itself


def hide(
    book: Book, identity: Identity, meant: Sequence[str], begun: str = "", *, is_date_wanted: bool = False
) -> None:
    """Add the sheet; the same facts stand in the document's properties, as a cross-check.

    `meant` are the lines that say what each reference means, `begun` is the mark of what a workbook is sent out with;
    the date is wanted where answers are among that.
    """
    sheet = book.sheet(HIDDEN)
    if not identity.signature:
        identity = replace(identity, meaning=meaning.digest(meant))
    plain = [name for name in Identity.__struct_fields__ if name != "settings"]
    facts = {HIDDEN: FORMAT} | {name: str(getattr(identity, name) or "") for name in plain}
    facts |= {f"{SETTING}{name}": value for name, value in identity.settings}
    if begun:
        facts[BEGUN] = begun
    if is_date_wanted:
        facts[DATE_WANTED] = "yes"
    for row, (key, value) in enumerate(facts.items()):
        cells.texts(sheet, row, KEY, (key, value), "reference")
        if value and key != HIDDEN:
            name = TEMPLATE_VERSION if key == "version" else key
            book.workbook.set_custom_property(f"xlkit {name}", value[:255], "text")
    for number, line in enumerate(meant):
        pieces = (line[start : start + LONGEST_TEXT] for start in range(0, len(line), LONGEST_TEXT))
        cells.texts(sheet, len(facts) + number, KEY, (f"{MEANT}{number}", *pieces), "reference")
    sheet.raw.very_hidden()
    sheet.raw.protect("")
