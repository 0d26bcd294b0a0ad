"""The actions of a review: what will change, which sentence it comes from, who sees to it, and what is late."""

from collections.abc import Mapping

from xlkit.books.respondent import entries
from xlkit.books.respondent.form import address, begin, finish, literal
from xlkit.books.review.review import Review
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book
from xlkit.books.writer.cells import Cell
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


def write(book: Book, whole: Review) -> None:
    """Add the sheet."""
    words = whole.words
    sheet = begin(book, words.actions, words.actions_intro, words.actions_headings, WIDTHS, ACTION_FIRST - 1)
    day = Cell(None, "typed_date", takes=entries.date_options(whole.form.words))
    cells.line(sheet, AS_AT_ROW, ACTION_TEXT, (words.as_at, "label"), day)
    for row in range(ACTION_FIRST, ACTION_FIRST + ACTIONS):
        cells.placed(sheet, row, _row(whole, row))
        sheet.height(row, TALL)
    last = ACTION_FIRST + ACTIONS - 1
    sheet.conditional(
        ACTION_FIRST, ACTION_LATE, last, ACTION_LATE,
        {"type": "text", "criteria": "containing", "value": words.late, "format": sheet.styles["to_look_at"]},
    )  # fmt: skip
    finish(sheet, whole.form, WIDTHS, last, upright=False, cursor=(ACTION_FIRST, ACTION_TEXT))


def _row(whole: Review, row: int) -> Mapping[int, Cell]:
    """The cells of one action, by their columns."""
    words, own = whole.form.words, whole.words
    whence, due, status = (address(CellRef(own.actions, row, at)) for at in (ACTION_FROM, ACTION_DUE, ACTION_STATUS))
    as_at = address(CellRef(own.actions, AS_AT_ROW, ACTION_FROM))  # the day that dates are held against
    statuses, typed = words.default_planner.statuses, Cell("", "typed")
    statement = f'INDEX({whole.whole_talk(SAID)},MATCH({whence},{whole.whole_talk(REF)},0))&""'
    says = f'IF({whence}="","",IFERROR({statement},{literal(own.not_there)}))'
    closed = ",".join(f"{status}={literal(one)}" for one in statuses[-2:])
    is_late = f'AND({as_at}<>"",{due}<>"",{due}<{as_at},NOT(OR({closed})))'
    return {
        ACTION_REF: Cell(f"A{row - ACTION_FIRST + 1}", "reference"),
        ACTION_TEXT: typed,
        ACTION_FROM: typed._replace(takes=entries.picked_from(f"={whole.whole_talk(USED)}", words)),
        ACTION_SAYS: Cell("", "shown", says),
        ACTION_WHO: typed,
        ACTION_DUE: Cell(None, "typed_date", takes=entries.date_options(words)),
        ACTION_KNOW: typed,
        ACTION_STATUS: typed._replace(takes=entries.list_options(statuses, words)),
        ACTION_LATE: Cell("", "shown", f'IF({is_late},{literal(own.late)},"")'),
    }
