"""Glossary and resources: what the terms mean, and where to read more."""

from collections.abc import Sequence

from xlkit.books.respondent.form import Form, begin, finish
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book
from xlkit.books.writer.heights import height, width_of
from xlkit.form import layout

GLOSSARY_WIDTHS = (28, 82)
RESOURCES_WIDTHS = (20, 38, 20, 7, 26)


def write_glossary(book: Book, form: Form) -> None:
    """Add the glossary."""
    rows = [(term.term, term.meaning) for term in form.instrument.glossary]
    words = form.words
    _write(book, form, words.glossary, words.glossary_intro, words.glossary_headings, GLOSSARY_WIDTHS, rows)


def write_resources(book: Book, form: Form) -> None:
    """Add the resources."""
    rows = [(work.heading, work.title, work.publisher, work.year, work.note) for work in form.instrument.resources]
    words = form.words
    _write(book, form, words.resources, words.resources_intro, words.resources_headings, RESOURCES_WIDTHS, rows)


def _write(
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
