"""The talk: each question with rows for what was said, and the actions that follow from it."""

from collections.abc import Mapping

from xlkit.books.respondent import entries
from xlkit.books.respondent.form import address, begin, column_range, finish, literal, refuse
from xlkit.books.review.review import Review, whose
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.cells import Cell
from xlkit.books.writer.heights import height
from xlkit.form import review
from xlkit.form.item import Item, Role
from xlkit.form.layout import HEADING_ROW
from xlkit.form.review import Block
from xlkit.returns.raw import CellRef

WIDTHS = (9, 66, 22, 8, 9, 0, 0)


def write(book: Book, whole: Review) -> None:
    """Add the sheet."""
    headings = (*whole.words.talk_headings, "", "")
    sheet = begin(book, whole.words.talk, whole.words.talk_intro, headings, WIDTHS)
    parts: list[int] = []
    for place, block in enumerate(whole.blocks):
        is_new = not place or whole.blocks[place - 1].section is not block.section
        _headed(sheet, whole, block, is_new=is_new)
        parts.append(block.heading - is_new)
        for row in range(block.first, block.last + 1):
            cells.placed(sheet, row, _row(whole, block, row))
    _list_used(sheet, whole)
    finish(sheet, whole.form, WIDTHS[: review.NUMBER], whole.blocks[-1].last, parts=parts)


def _headed(sheet: Sheet, whole: Review, block: Block, *, is_new: bool) -> None:
    """Write what stands above a table."""
    if is_new:
        title = f"{block.section.ref} {block.section.title}"
        cells.texts(sheet, block.heading - 1, review.REF, ("", title, "", "", ""), "section")
        sheet.height(block.heading - 1, max(height([(title, WIDTHS[review.SAID] / 1.25)]), 26))
    hint = whole.words.top_hint if block.item.role is Role.TOP else ""
    text = " ".join(part for part in (block.item.title + ".", block.item.hint, hint) if part)
    cells.line(sheet, block.heading, review.REF, ("", "group"), (text, "group"), *[("", "group")] * 3)
    sheet.height(block.heading, max(height([(text, WIDTHS[review.SAID] / 1.1)]), 24))


def _row(whole: Review, block: Block, row: int) -> Mapping[int, Cell]:
    """The cells of one row, by their columns."""
    picks = refuse(whole.words.top_refused, validate="list", source=list(review.PICKS))
    mine = address(CellRef(whole.words.talk, row, review.REF))
    refs, whence = (whole.on_actions(column) for column in (review.ACTION_REF, review.ACTION_FROM))
    return {
        review.REF: Cell(block.ref(row), "reference"),
        review.SAID: Cell("", "typed"),
        **_view(whole, whose(block.item)),
        review.TOP: Cell("", "picked", takes=picks) if block.item.role is Role.TOP else Cell(),
        review.ACTION: Cell("", "shown", f'IFERROR(INDEX({refs},MATCH({mine},{whence},0)),"")'),
    }


def _view(whole: Review, view: Item | None) -> Mapping[int, Cell]:
    """The cell that says whose view a row is, where the table tells."""
    if view is None:
        return {}
    if len(view.choices) == 1:
        return {review.WHOSE: Cell(view.choices[0].label)}
    return {review.WHOSE: entries.entry(view, None, entries.options(view, whole.form.words))}


def _list_used(sheet: Sheet, whole: Review) -> None:
    """Beside the rows, hidden: the number of each that is used, and their references without gaps, for dropdowns."""
    blocks = whole.blocks
    refs, numbers = whole.whole_talk(review.REF), whole.whole_talk(review.NUMBER)
    rows = {row for block in blocks for row in range(block.first, block.last + 1)}
    for place, row in enumerate(range(blocks[0].first, blocks[-1].last + 1), start=1):
        if row in rows:
            statement = address(CellRef(sheet.name, row, review.SAID))
            above = column_range(sheet.name, HEADING_ROW, row - 1, review.NUMBER)
            sheet.formula(row, review.NUMBER, f'=IF({statement}="","",COUNT({above})+1)', "", sheet.styles["reference"])
        used = f'=IFERROR(INDEX({refs},MATCH({place},{numbers},0)),"")'
        sheet.formula(row, review.USED, used, "", sheet.styles["reference"])


ACTION_WIDTHS = (7, 38, 12, 38, 18, 15, 28, 15, 8)
TALL = 36.0


def write_actions(book: Book, whole: Review) -> None:
    """Add the sheet."""
    words = whole.words
    sheet = begin(
        book, words.actions, words.actions_intro, words.actions_headings, ACTION_WIDTHS, review.ACTION_FIRST - 1
    )
    day = Cell(None, "typed_date", takes=entries.date_options(whole.form.words))
    cells.line(sheet, review.AS_AT_ROW, review.ACTION_TEXT, (words.as_at, "label"), day)
    for row in range(review.ACTION_FIRST, review.ACTION_FIRST + review.ACTIONS):
        cells.placed(sheet, row, _action(whole, row))
        sheet.height(row, TALL)
    last = review.ACTION_FIRST + review.ACTIONS - 1
    sheet.conditional(
        review.ACTION_FIRST, review.ACTION_LATE, last, review.ACTION_LATE,
        {"type": "text", "criteria": "containing", "value": words.late, "format": sheet.styles["to_look_at"]},
    )  # fmt: skip
    finish(sheet, whole.form, ACTION_WIDTHS, last, upright=False, cursor=(review.ACTION_FIRST, review.ACTION_TEXT))


def _action(whole: Review, row: int) -> Mapping[int, Cell]:
    """The cells of one action, by their columns."""
    words, own = whole.form.words, whole.words
    whence, due, status = (
        address(CellRef(own.actions, row, at)) for at in (review.ACTION_FROM, review.ACTION_DUE, review.ACTION_STATUS)
    )
    as_at = address(CellRef(own.actions, review.AS_AT_ROW, review.ACTION_FROM))  # the day that dates are held against
    statuses, typed = words.default_planner.statuses, Cell("", "typed")
    statement = f'INDEX({whole.whole_talk(review.SAID)},MATCH({whence},{whole.whole_talk(review.REF)},0))&""'
    says = f'IF({whence}="","",IFERROR({statement},{literal(own.not_there)}))'
    closed = ",".join(f"{status}={literal(one)}" for one in statuses[-2:])
    is_late = f'AND({as_at}<>"",{due}<>"",{due}<{as_at},NOT(OR({closed})))'
    return {
        review.ACTION_REF: Cell(f"A{row - review.ACTION_FIRST + 1}", "reference"),
        review.ACTION_TEXT: typed,
        review.ACTION_FROM: typed._replace(takes=entries.picked_from(f"={whole.whole_talk(review.USED)}", words)),
        review.ACTION_SAYS: Cell("", "shown", says),
        review.ACTION_WHO: typed,
        review.ACTION_DUE: Cell(None, "typed_date", takes=entries.date_options(words)),
        review.ACTION_KNOW: typed,
        review.ACTION_STATUS: typed._replace(takes=entries.list_options(statuses, words)),
        review.ACTION_LATE: Cell("", "shown", f'IF({is_late},{literal(own.late)},"")'),
    }
