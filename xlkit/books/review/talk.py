"""The talk: each question with rows for what was said, whose view it is, what comes first, and which action follows."""

from collections.abc import Mapping

from xlkit.books.respondent import entries
from xlkit.books.respondent.form import address, begin, column_range, finish, refuse
from xlkit.books.review.review import Review, whose
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.cells import Cell
from xlkit.books.writer.heights import height
from xlkit.form.item import Item, Role
from xlkit.form.layout import HEADING_ROW
from xlkit.form.review import (
    ACTION,
    ACTION_FROM,
    ACTION_REF,
    NUMBER,
    PICKS,
    REF,
    SAID,
    TOP,
    USED,
    WHOSE,
    Block,
)
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
    finish(sheet, whole.form, WIDTHS[:NUMBER], whole.blocks[-1].last, parts=parts)


def _headed(sheet: Sheet, whole: Review, block: Block, *, is_new: bool) -> None:
    """Write what stands above a table."""
    if is_new:
        title = f"{block.section.ref} {block.section.title}"
        cells.texts(sheet, block.heading - 1, REF, ("", title, "", "", ""), "section")
        sheet.height(block.heading - 1, max(height([(title, WIDTHS[SAID] / 1.25)]), 26))
    hint = whole.words.top_hint if block.item.role is Role.TOP else ""
    text = " ".join(part for part in (block.item.title + ".", block.item.hint, hint) if part)
    cells.line(sheet, block.heading, REF, ("", "group"), (text, "group"), *[("", "group")] * 3)
    sheet.height(block.heading, max(height([(text, WIDTHS[SAID] / 1.1)]), 24))


def _row(whole: Review, block: Block, row: int) -> Mapping[int, Cell]:
    """The cells of one row, by their columns."""
    picks = refuse(whole.words.top_refused, validate="list", source=list(PICKS))
    mine = address(CellRef(whole.words.talk, row, REF))
    action = f'IFERROR(INDEX({whole.on_actions(ACTION_REF)},MATCH({mine},{whole.on_actions(ACTION_FROM)},0)),"")'
    return {
        REF: Cell(block.ref(row), "reference"),
        SAID: Cell("", "typed"),
        **_view(whole, whose(block.item)),
        TOP: Cell("", "picked", takes=picks) if block.item.role is Role.TOP else Cell(),
        ACTION: Cell("", "shown", action),
    }


def _view(whole: Review, view: Item | None) -> Mapping[int, Cell]:
    """The cell that says whose view a row is, where the table tells."""
    if view is None:
        return {}
    if len(view.choices) == 1:
        return {WHOSE: Cell(view.choices[0].label)}
    return {WHOSE: entries.entry(view, None, entries.options(view, whole.form.words))}


def _list_used(sheet: Sheet, whole: Review) -> None:
    """Beside the rows, hidden: the number of each that is used, and their references without gaps, for dropdowns."""
    blocks = whole.blocks
    refs, numbers = whole.whole_talk(REF), whole.whole_talk(NUMBER)
    rows = {row for block in blocks for row in range(block.first, block.last + 1)}
    for place, row in enumerate(range(blocks[0].first, blocks[-1].last + 1), start=1):
        if row in rows:
            statement = address(CellRef(sheet.name, row, SAID))
            above = column_range(sheet.name, HEADING_ROW, row - 1, NUMBER)
            sheet.formula(row, NUMBER, f'=IF({statement}="","",COUNT({above})+1)', "", sheet.styles["reference"])
        used = f'=IFERROR(INDEX({refs},MATCH({place},{numbers},0)),"")'
        sheet.formula(row, USED, used, "", sheet.styles["reference"])
