"""Glossary and resources: what the terms mean, and where to read more."""

from collections.abc import Sequence

from xlkit.books.respondent.form import Form, head, print_on_a4, protect
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.heights import height
from xlkit.form import layout

GLOSSARY_WIDTHS = (34, 92)
RESOURCES_WIDTHS = (34, 60, 34, 9, 44)


def write_glossary(book: Book, form: Form) -> None:
    """Add the glossary."""
    rows = [(term.term, term.meaning) for term in form.instrument.glossary]
    words = form.words
    sheet = _table(book, words.glossary, words.glossary_intro, words.glossary_headings, GLOSSARY_WIDTHS, rows)
    _finish(sheet, form, GLOSSARY_WIDTHS, len(rows))


def write_resources(book: Book, form: Form) -> None:
    """Add the resources."""
    rows = [(work.heading, work.title, work.publisher, work.year, work.note) for work in form.instrument.resources]
    words = form.words
    sheet = _table(book, words.resources, words.resources_intro, words.resources_headings, RESOURCES_WIDTHS, rows)
    _finish(sheet, form, RESOURCES_WIDTHS, len(rows))


def _table(
    book: Book, name: str, intro: str, headings: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[str]]
) -> Sheet:
    sheet = book.sheet(name)
    sheet.widths(widths)
    head(sheet, name, intro, headings, layout.HEADING_ROW)
    for at, row in enumerate(rows, start=layout.FIRST_ROW):
        for column, text in enumerate(row):
            sheet.text(at, column, text, sheet.styles["text"])
        sheet.height(at, height(zip(row, widths, strict=True)))
    return sheet


def _finish(sheet: Sheet, form: Form, widths: Sequence[float], rows: int) -> None:
    protect(sheet, form)
    sheet.raw.repeat_rows(layout.HEADING_ROW)
    print_on_a4(sheet, form.words, widths, upright=False, last_row=layout.HEADING_ROW + rows)
    sheet.raw.set_selection(layout.FIRST_ROW, 0, layout.FIRST_ROW, 0)
