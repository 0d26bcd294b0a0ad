"""The actions of a review: what will change, which sentence it comes from, who sees to it, and what is late."""

from xlkit.books.respondent import entries
from xlkit.books.respondent.form import address, begin, finish, literal, refuse
from xlkit.books.review.review import Review
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.form.review import (
    ACTION_DUE,
    ACTION_FIRST,
    ACTION_FROM,
    ACTION_KNOW,
    ACTION_LATE,
    ACTION_REF,
    ACTION_SAYS,
    ACTION_STATUS,
    ACTION_TEXT,
    ACTION_WHO,
    ACTIONS,
    AS_AT_ROW,
    REF,
    SAID,
    USED,
)
from xlkit.returns.raw import CellRef

WIDTHS = (7, 38, 12, 38, 18, 15, 28, 15, 8)
TALL = 36.0
AS_AT = (AS_AT_ROW, ACTION_FROM)  # row and column of the day that dates are held against


def write(book: Book, whole: Review) -> None:
    """Add the sheet."""
    words = whole.words
    sheet = begin(book, words.actions, words.actions_intro, words.actions_headings, WIDTHS, ACTION_FIRST - 1)
    sheet.text(AS_AT[0], ACTION_TEXT, whole.words.as_at, sheet.styles["label"])
    sheet.blank(*AS_AT, sheet.styles["typed_date"])
    sheet.validate(*AS_AT, *AS_AT, entries.date_options(whole.form.words))
    inputs = [AS_AT]
    for row in range(ACTION_FIRST, ACTION_FIRST + ACTIONS):
        inputs += _row(sheet, whole, row)
        sheet.height(row, TALL)
    last = ACTION_FIRST + ACTIONS - 1
    sheet.conditional(
        ACTION_FIRST, ACTION_LATE, last, ACTION_LATE,
        {"type": "text", "criteria": "containing", "value": whole.words.late, "format": sheet.styles["to_look_at"]},
    )  # fmt: skip
    cursor = (ACTION_FIRST, ACTION_TEXT)
    finish(sheet, whole.form, WIDTHS, last, upright=False, inputs=inputs, cursor=cursor)


def _row(sheet: Sheet, whole: Review, row: int) -> list[tuple[int, int]]:
    cells.line(sheet, row, ACTION_REF, (f"A{row - ACTION_FIRST + 1}", "reference"), ("", "typed"), ("", "typed"))
    source = f"={whole.whole_talk(USED)}"
    refused = whole.form.words.choice_refused
    sheet.validate(row, ACTION_FROM, row, ACTION_FROM, refuse(refused, validate="list", source=source))
    whence, due, status = (address(CellRef(sheet.name, row, at)) for at in (ACTION_FROM, ACTION_DUE, ACTION_STATUS))
    statement = f'INDEX({whole.whole_talk(SAID)},MATCH({whence},{whole.whole_talk(REF)},0))&""'
    says = f'=IF({whence}="","",IFERROR({statement},{literal(whole.words.not_there)}))'
    sheet.formula(row, ACTION_SAYS, says, "", sheet.styles["shown"])
    cells.texts(sheet, row, ACTION_WHO, ("",), "typed")
    sheet.blank(row, ACTION_DUE, sheet.styles["typed_date"])
    sheet.validate(row, ACTION_DUE, row, ACTION_DUE, entries.date_options(whole.form.words))
    cells.texts(sheet, row, ACTION_KNOW, ("", ""), "typed")
    statuses = whole.form.words.default_planner.statuses
    sheet.validate(row, ACTION_STATUS, row, ACTION_STATUS, entries.list_options(statuses, whole.form.words))
    as_at = address(CellRef(sheet.name, *AS_AT))
    closed = ",".join(f"{status}={literal(one)}" for one in statuses[-2:])
    is_late = f'AND({as_at}<>"",{due}<>"",{due}<{as_at},NOT(OR({closed})))'
    sheet.formula(row, ACTION_LATE, f'=IF({is_late},{literal(whole.words.late)},"")', "", sheet.styles["shown"])
    typed = (ACTION_TEXT, ACTION_FROM, ACTION_WHO, ACTION_DUE, ACTION_KNOW, ACTION_STATUS)
    return [(row, column) for column in typed]
