"""Statements: what each level of each topic means, to be read while rating."""

from xlkit.books.respondent.form import begin, finish, section_title
from xlkit.books.roster.form import RatingForm
from xlkit.books.roster.grid import heading_cell
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.heights import height
from xlkit.form import wording
from xlkit.form.headings import topic_title
from xlkit.form.item import Item
from xlkit.form.layout import INTRO_ROW

LEVEL, TEXT = 0, 1
WIDTHS = (12, 94)
HEADING_ROW = INTRO_ROW + 1


def write(book: Book, page: RatingForm) -> None:
    """Add the sheet."""
    words = page.words
    sheet = begin(book, words.statements, words.statements_intro, words.statements_headings, WIDTHS, HEADING_ROW)
    parts: list[int] = []
    last, above = HEADING_ROW, None
    starts = page.statement_rows()
    for section, item in page.topics:
        at = starts[item.name]
        begins = section is not above
        if begins:
            _section(sheet, at - 1, section_title(page.form.words, section))
        _topic(sheet, page, at, item)
        parts.append(at - begins)
        above, last = section, at + len(item.choices)
    finish(sheet, page.form, WIDTHS, last, parts=parts)


def _section(sheet: Sheet, at: int, title: str) -> None:
    cells.texts(sheet, at, LEVEL, ("", title), "section")
    sheet.height(at, max(height([(title, WIDTHS[TEXT], "section")]), 26))


def _topic(sheet: Sheet, page: RatingForm, at: int, item: Item) -> None:
    """Write a topic and its statements."""
    title = wording.explained(topic_title(item), item.hint)
    # The link is short: LibreOffice does not wrap links, so that titles would be cut off.
    back = page.words.to_ratings.format(ref=item.ref)
    sheet.link(at, LEVEL, page.words.ratings, back, sheet.styles["topic_link"], heading_cell(page, item))
    sheet.text(at, TEXT, title, sheet.styles["topic"])
    sheet.height(at, height([(title, WIDTHS[TEXT], "topic")]))
    for row, choice in enumerate(item.choices, start=at + 1):
        cells.put(sheet, row, LEVEL, choice.apart or choice.score, "level")
        sheet.text(row, TEXT, choice.label, sheet.styles["text"])
        sheet.height(row, height([(choice.label, WIDTHS[TEXT])]))
