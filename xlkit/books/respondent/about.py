"""About you: who is answering, and whose view it is."""

from datetime import date

from xlkit.books.respondent import entries
from xlkit.books.respondent.form import Form, as_text, begin, finish
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.cells import Cell
from xlkit.books.writer.heights import height
from xlkit.form.accounts import is_carried
from xlkit.form.headings import ABOUT
from xlkit.form.item import Item
from xlkit.form.layout import DETAIL_ANSWER, DETAIL_HELP, DETAIL_LABEL, REF

WIDTHS = (6, 26, 38, 43)
SETTLED = ("organisation", "subject")  # facts of an identity that stand as they were issued
# Those that stand in the cells to begin with.
ISSUED = (*SETTLED, "respondent", "role", "view", "locality", "service_area")


def write(book: Book, form: Form) -> None:
    """Add the sheet."""
    words = form.words
    sheet = begin(book, words.about, words.about_intro, form.headed[ABOUT].headings, WIDTHS)
    for row in form.layout.details:
        if row.item is not None:
            _detail(sheet, form, row.row, row.item)
    finish(sheet, form, WIDTHS, form.layout.details[-1].row)


def _detail(sheet: Sheet, form: Form, row: int, item: Item) -> None:
    answer = _answer(form, item)
    entry = entries.entry(item, answer, entries.options(item, form.words))
    shown = Cell(answer) if is_settled(form, item) else entry
    is_wanted = item.name == "completed_on" and form.is_date_wanted
    hint = item.hint.replace(form.words.optional, form.words.date_wanted) if is_wanted else item.hint
    cells.line(sheet, row, REF, (item.ref, "reference"), (item.title, "named"), shown, (hint, "prompt"))
    texts = ((hint, WIDTHS[DETAIL_HELP]), (as_text(answer), WIDTHS[DETAIL_ANSWER]))
    sheet.height(row, max(height([(item.title, WIDTHS[DETAIL_LABEL], "named"), *texts]), 26))


def _answer(form: Form, item: Item) -> str | float | date:
    issued = getattr(form.identity, item.name) if item.name in ISSUED else ""
    answered = form.draft.details.get(item.name)
    return issued if answered in (None, "") else answered


def is_settled(form: Form, item: Item) -> bool:
    """Whether what a workbook was issued with stands in place of an answer."""
    # Whom a workbook was issued to, and about, is not for its holder to change: answers are filed by it.
    is_issued = item.name in SETTLED and bool(getattr(form.identity, item.name))
    return is_issued or is_carried(form.instrument, form.draft, item.name)
