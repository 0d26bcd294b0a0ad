"""Start: what the workbook of ratings is, how to fill it in, how far it is, and where everything stands."""

from xlkit.books.respondent.form import finish, sentence
from xlkit.books.respondent.start import LABEL, TEXT, WIDTHS, begin, sheet_link, write_steps
from xlkit.books.roster.form import RatingForm
from xlkit.books.roster.grid import rated_range
from xlkit.books.writer.book import Book, Sheet


def write(book: Book, page: RatingForm) -> None:
    """Add the sheet, which comes first."""
    sheet, at = begin(book, page.form, page.words.subtitle)
    at = _progress(sheet, page, at)
    at = write_steps(sheet, page.form, at + 1, page.words.steps)
    last = _contents(sheet, page, at + 1) - 1
    finish(sheet, page.form, WIDTHS, last, upright=True)


def _progress(sheet: Sheet, page: RatingForm, at: int) -> int:
    counts, rows = rated_range(page), len(page.roster.listed)
    rated = [page.count(listed) for listed in page.roster.listed]
    _so_far(sheet, page, at, page.words.organisations_rated, f'COUNTIF({counts},">0")', sum(map(bool, rated)), rows)
    _so_far(sheet, page, at + 1, page.words.ratings_given, f"SUM({counts})", sum(rated), rows * len(page.topics))
    return at + 2


def _so_far(sheet: Sheet, page: RatingForm, at: int, label: str, figure: str, count: int, whole: int) -> None:
    text = page.words.so_far
    sheet.text(at, LABEL, label, sheet.styles["label"])
    formula = sentence(text.replace("{all}", str(whole)), count=figure)
    sheet.formula(at, TEXT, f"={formula}", text.format(count=count, all=whole), sheet.styles["label"])


def _contents(sheet: Sheet, page: RatingForm, at: int) -> int:
    """Write the links to the other sheets; the row after them is returned."""
    words = page.form.words
    sheet.text(at, LABEL, words.start_contents, sheet.styles["heading"])
    at = sheet_link(sheet, at + 1, words.about, words.start_about)
    at = sheet_link(sheet, at, page.words.ratings, page.words.start_ratings)
    return sheet_link(sheet, at, page.words.statements, page.words.start_statements)
