"""Glossary and resources: what the terms mean, and where to read more."""

from collections.abc import Sequence

from xlkit import layout, words
from xlkit.write.book import Book
from xlkit.write.heights import height
from xlkit.write.sheets.respondent.form import Form, head, print_on_a4, protect

GLOSSARY_WIDTHS = (34, 92)
RESOURCES_WIDTHS = (34, 60, 34, 9, 44)


def write_glossary(book: Book, form: Form) -> None:
    """Add the glossary."""
    rows = [(term.term, term.meaning) for term in form.instrument.glossary]
    _table(book, words.GLOSSARY, words.GLOSSARY_INTRO, words.GLOSSARY_HEADINGS, GLOSSARY_WIDTHS, rows)


def write_resources(book: Book, form: Form) -> None:
    """Add the resources."""
    rows = [(work.heading, work.title, work.publisher, work.year, work.note) for work in form.instrument.resources]
    _table(book, words.RESOURCES, words.RESOURCES_INTRO, words.RESOURCES_HEADINGS, RESOURCES_WIDTHS, rows)


def _table(
    book: Book,
    name: str,
    intro: str,
    headings: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[Sequence[str]],
) -> None:
    sheet = book.sheet(name)
    sheet.widths(widths)
    head(sheet, name, intro, headings, layout.HEADING_ROW)
    for at, row in enumerate(rows, start=layout.FIRST_ROW):
        for column, text in enumerate(row):
            sheet.text(at, column, text, sheet.styles["text"])
        sheet.height(at, height(zip(row, widths, strict=True)))
    protect(sheet)
    print_on_a4(sheet, widths, upright=False, last_row=layout.HEADING_ROW + len(rows))
    sheet.raw.set_selection(layout.FIRST_ROW, 0, layout.FIRST_ROW, 0)
