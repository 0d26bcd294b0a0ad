"""About you: who is answering, and whose view it is."""

from datetime import date

from xlkit.books.respondent import entries
from xlkit.books.respondent.form import Form, head, print_on_a4, protect
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.heights import height
from xlkit.form import layout
from xlkit.form.item import Item
from xlkit.form.layout import DETAIL_ANSWER, DETAIL_HELP, DETAIL_LABEL, REF

WIDTHS = (9, 34, 50, 60)


def write(book: Book, form: Form) -> None:
    """Add the sheet."""
    words = form.words
    sheet = book.sheet(words.about)
    sheet.widths(WIDTHS)
    head(sheet, words.about, words.about_intro, words.about_headings, layout.HEADING_ROW)
    inputs = []
    for row in form.layout.details:
        if row.item is not None:
            _detail(sheet, form, row.row, row.item)
            if not _is_settled(form, row.item):
                inputs.append((row.row, DETAIL_ANSWER))
    protect(sheet, form, inputs)
    sheet.raw.repeat_rows(layout.HEADING_ROW)
    print_on_a4(sheet, words, WIDTHS, upright=False, last_row=form.layout.details[-1].row)
    sheet.raw.set_selection(inputs[0][0], DETAIL_ANSWER, inputs[0][0], DETAIL_ANSWER)


def _detail(sheet: Sheet, form: Form, row: int, item: Item) -> None:
    answer = _said(form, item)
    sheet.text(row, REF, item.ref, sheet.styles["reference"])
    sheet.text(row, DETAIL_LABEL, item.title, sheet.styles["topic"])
    if _is_settled(form, item):
        sheet.text(row, DETAIL_ANSWER, str(answer), sheet.styles["shown"])
    else:
        entries.write(sheet, row, DETAIL_ANSWER, item, answer, entries.options(item, form.words))
    sheet.text(row, DETAIL_HELP, item.hint, sheet.styles["hint"])
    texts = [(item.title, WIDTHS[DETAIL_LABEL] / 1.1), (item.hint, WIDTHS[DETAIL_HELP])]
    texts.append((answer if isinstance(answer, str) else "", WIDTHS[DETAIL_ANSWER]))
    sheet.height(row, max(height(texts), 26))


def _said(form: Form, item: Item) -> str | date:
    issued = {
        "organisation": form.identity.organisation,
        "subject": form.identity.subject,
        "respondent": form.identity.respondent,
        "role": form.identity.role,
        "locality": form.identity.locality,
        "service_area": form.identity.service_area,
    }
    return form.draft.details.get(item.name) or issued.get(item.name, "")


def _is_settled(form: Form, item: Item) -> bool:
    # Whom a workbook was issued to, and about, is not for its holder to change: answers are filed by it.
    settled = {"organisation": form.identity.organisation, "subject": form.identity.subject}
    return bool(settled.get(item.name))
