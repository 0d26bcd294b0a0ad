"""Start: what the workbook of ratings is, how to fill it in, how far it is, and where everything stands."""

from xlkit.books.respondent.form import entitle, joined, print_on_a4, protect
from xlkit.books.respondent.start import LABEL, TEXT, WIDTHS, issued_lines, reader_lines, sheet_link, write_line
from xlkit.books.roster.form import RatingForm
from xlkit.books.roster.grid import rated_range
from xlkit.books.writer.book import Book, Sheet


def write(book: Book, page: RatingForm) -> None:
    """Add the sheet, which comes first."""
    form, words = page.form, page.form.words
    sheet = book.sheet(words.start)
    sheet.widths(WIDTHS)
    entitle(sheet, form.instrument.title, page.words.subtitle)
    at = 2
    for label, text in (*issued_lines(form), *reader_lines(form)):
        write_line(sheet, at, label, text)
        at += 1
    at = _progress(sheet, page, at)
    at = _steps(sheet, page, at + 1)
    last = _contents(sheet, page, at + 1) - 1
    protect(sheet, form)
    print_on_a4(sheet, words, WIDTHS, upright=True, last_row=last)
    sheet.raw.set_selection(0, 0, 0, 0)
    sheet.raw.activate()


def _progress(sheet: Sheet, page: RatingForm, at: int) -> int:
    counts, rows = rated_range(page), len(page.roster.listed)
    rated = [page.count(listed) for listed in page.roster.listed]
    _so_far(sheet, page, at, page.words.organisations_rated, f'COUNTIF({counts},">0")', sum(map(bool, rated)), rows)
    _so_far(sheet, page, at + 1, page.words.ratings_given, f"SUM({counts})", sum(rated), rows * len(page.topics))
    return at + 2


def _so_far(sheet: Sheet, page: RatingForm, at: int, label: str, figure: str, count: int, whole: int) -> None:
    text = page.words.so_far
    sheet.text(at, LABEL, label, sheet.styles["label"])
    formula = joined(text.replace("{all}", str(whole)), "count", figure)
    sheet.formula(at, TEXT, f"={formula}", text.format(count=count, all=whole), sheet.styles["label"])


def _steps(sheet: Sheet, page: RatingForm, at: int) -> int:
    words = page.form.words
    sheet.text(at, LABEL, words.start_how, sheet.styles["heading"])
    locked = words.start_locked_firmly if page.form.round.password else words.start_locked
    for number, step in enumerate(page.words.steps, start=1):
        write_line(sheet, at + number, f"{number}", step)
    write_line(sheet, at + len(page.words.steps) + 1, "", locked)
    return at + len(page.words.steps) + 2


def _contents(sheet: Sheet, page: RatingForm, at: int) -> int:
    """Write the links to the other sheets; the row after them is returned."""
    words = page.form.words
    sheet.text(at, LABEL, words.start_contents, sheet.styles["heading"])
    at = sheet_link(sheet, at + 1, words.about, words.start_about)
    at = sheet_link(sheet, at, page.words.ratings, page.words.start_ratings)
    return sheet_link(sheet, at, page.words.statements, page.words.start_statements)
