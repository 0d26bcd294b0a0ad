"""Start: what the workbook of ratings is, how to fill it in, how far it is, and where everything stands."""

from xlkit.books.respondent.form import finish, sentence
from xlkit.books.respondent.start import (
    LABEL,
    TEXT,
    WIDTHS,
    begin,
    sheet_link,
    whom,
    write_lines,
    write_notes,
    write_untranslated,
)
from xlkit.books.roster.form import RatingForm
from xlkit.books.roster.grid import rated_range
from xlkit.books.writer.book import Book, Sheet
from xlkit.form.layout import START_BAR, START_SAID


def write(book: Book, page: RatingForm) -> None:
    """Add the sheet, which comes first."""
    sheet = begin(book, page.form, page.words.subtitle)
    _progress(sheet, page, START_BAR)
    sheet.height(START_BAR, 38)
    write_untranslated(sheet, START_SAID + 1, page.form, "roster")
    at = write_notes(sheet, START_SAID + 2, page.form.words.start_how, page.words.steps)
    at = write_lines(sheet, at + 1, whom(page.form))
    last = _contents(sheet, page, at + 1) - 1
    finish(sheet, page.form, WIDTHS, last)


def _progress(sheet: Sheet, page: RatingForm, at: int) -> None:
    counts, rows = rated_range(page), len(page.roster.listed)
    rated = [page.count(listed) for listed in page.roster.listed]
    _so_far(sheet, page, at, page.words.organisations_rated, f'COUNTIF({counts},">0")', sum(map(bool, rated)), rows)
    _so_far(sheet, page, at + 1, page.words.ratings_given, f"SUM({counts})", sum(rated), rows * len(page.topics))


def _so_far(sheet: Sheet, page: RatingForm, at: int, label: str, figure: str, count: int, whole: int) -> None:
    text = page.words.so_far
    sheet.text(at, LABEL, label, sheet.styles["label"])
    formula = sentence(text.replace("{all}", str(whole)), count=figure)
    sheet.formula(at, TEXT, f"={formula}", text.format(count=count, all=whole), sheet.styles["label"])


def _contents(sheet: Sheet, page: RatingForm, at: int) -> int:
    """Write the links to the other sheets; the row after them is returned."""
    words = page.form.words
    sheet.text(at, LABEL, words.start_contents, sheet.styles["heading_line"])
    sheet.height(at, 24)
    at = sheet_link(sheet, at + 1, words.about, words.start_about)
    at = sheet_link(sheet, at, page.words.ratings, page.words.start_ratings)
    return sheet_link(sheet, at, page.words.statements, page.words.start_statements)
