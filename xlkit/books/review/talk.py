"""The talk: each question with rows for what was said, whose view it is, what comes first, and which action follows."""

from xlkit.books.respondent import entries
from xlkit.books.respondent.form import address, begin, column_range, finish, refuse
from xlkit.books.review.review import Review, whose
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.heights import height
from xlkit.form.item import Role
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
    inputs: list[tuple[int, int]] = []
    for place, block in enumerate(whole.blocks):
        is_new = not place or whole.blocks[place - 1].section is not block.section
        _headed(sheet, whole, block, is_new=is_new)
        parts.append(block.heading - is_new)
        for row in range(block.first, block.last + 1):
            inputs += _row(sheet, whole, block, row)
    _list_used(sheet, whole)
    last = whole.blocks[-1].last
    finish(sheet, whole.form, WIDTHS[:NUMBER], last, parts=parts, inputs=inputs, cursor=inputs[0])


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


def _row(sheet: Sheet, whole: Review, block: Block, row: int) -> list[tuple[int, int]]:
    """Write one row; the cells to fill in are returned."""
    cells.line(sheet, row, REF, (block.ref(row), "reference"), ("", "typed"))
    inputs = [(row, SAID)]
    view = whose(block.item)
    if view is not None and len(view.choices) == 1:
        sheet.text(row, WHOSE, view.choices[0].label, sheet.styles["shown"])
    elif view is not None:
        entries.write(sheet, row, WHOSE, view, None, entries.options(view, whole.form.words))
        inputs.append((row, WHOSE))
    is_top = block.item.role is Role.TOP
    sheet.blank(row, TOP, sheet.styles["picked" if is_top else "shown"])
    if is_top:
        sheet.validate(row, TOP, row, TOP, refuse(whole.words.top_refused, validate="list", source=list(PICKS)))
        inputs.append((row, TOP))
    mine = address(CellRef(whole.words.talk, row, REF))
    formula = f'=IFERROR(INDEX({whole.on_actions(ACTION_REF)},MATCH({mine},{whole.on_actions(ACTION_FROM)},0)),"")'
    sheet.formula(row, ACTION, formula, "", sheet.styles["shown"])
    return inputs


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
