"""Needs: whether an item is needed by the answers so far, as formulas and looks that follow them."""

from collections.abc import Iterable

from xlkit.books.respondent.expression_formulas import LONGEST, TRUE
from xlkit.books.respondent.form import Form, literal, text_literal
from xlkit.books.respondent.formula_functions import TooLongError
from xlkit.books.respondent.where import speaking
from xlkit.books.writer.book import Sheet
from xlkit.form import relevance, wording
from xlkit.form.item import Item
from xlkit.form.layout import Row
from xlkit.form.wording import is_live
from xlkit.returns.raw import CellRef


def condition(form: Form, item: Item) -> str:
    """The expression under which an item is needed; it is always so where the item states no condition."""
    try:
        return TRUE if item.relevant is None else speaking(form, item, item.relevant).condition(item.relevant)
    except TooLongError:
        return TRUE


def counted(form: Form, item: Item, count: str) -> str:
    """How many answers an item has, and an empty text while it is not needed."""
    return count if item.relevant is None else f'IF({condition(form, item)},{count},"")'


def said_unless_needed(form: Form, item: Item, count: str, state: str) -> str:
    """What is said of an item by its count, in a formula: while it is not needed, just that."""
    if item.relevant is None:
        return state
    return f'IF({count}="",{text_literal(wording.not_needed(form.instrument, item))},{state})'


def write_text(sheet: Sheet, form: Form, row: Row, column: int, text: str, role: str) -> str:
    """Write the text of an item whose row has no room for its state: both in one cell. What now stands is returned."""
    item = row.item
    if item is None or item.relevant is None:
        return put_text(sheet, form, row, column, text, role)
    not_needed = wording.not_needed(form.instrument, item)
    text_formula, shown = text_and_formula(form, item, text)
    # Not by its count on the summary: what counts the rows of tables would count on itself.
    formula = f'={text_formula}&IF({condition(form, item)},"",CHAR(10)&{text_literal(not_needed)})'
    if len(formula) > LONGEST:
        sheet.text(row.row, column, f"{shown}\n{not_needed}", sheet.styles[role])
    else:
        stands = f"{shown}\n{not_needed}" if item.name in form.worked.needless else shown
        sheet.formula(row.row, column, formula, stands, sheet.styles[role])
    return f"{max(text, shown, key=len)}\n{not_needed}"


def put_text(sheet: Sheet, form: Form, row: Row, column: int, text: str, role: str) -> str:
    """Write the text of an item, with answers in it where it has such; the longest that it may be is returned."""
    if row.item is None or not is_live(text):
        sheet.text(row.row, column, text, sheet.styles[role])
        return text
    formula, shown = text_and_formula(form, row.item, text)
    sheet.formula(row.row, column, f"={formula}", shown, sheet.styles[role])
    return max(text, shown, key=len)


def text_and_formula(form: Form, item: Item, text: str) -> tuple[str, str]:
    """A text as an expression, and what it says now; as it is to begin with where the expression would be too long."""
    if not is_live(text):
        return text_literal(text), text
    made, shown = wording.with_answers(form.instrument, text), wording.with_answers_said(form.worked, item, text)
    try:
        return speaking(form, item, made).result(made), shown
    except TooLongError:
        still = wording.with_answers_said(relevance.work_out(form.instrument, {}), item, text)
        return text_literal(still), still


def dress(sheet: Sheet, form: Form, rows: Iterable[Row], last_column: int, state: int) -> None:
    """Let the rows of an item stand back while their first says that it is not needed; its words say so in `state`."""
    own = list(rows)
    item = own[0].item
    if item is None or item.relevant is None:
        return
    cell = CellRef("", own[0].row, state).a1
    column, number = cell.rstrip("0123456789"), own[0].row + 1
    sign = wording.not_needed(form.instrument, item).partition(":")[0]
    rule = {"type": "formula", "criteria": f"=ISNUMBER(SEARCH({literal(sign)},${column}${number}))"}
    first, last = own[0].row, own[-1].row
    sheet.conditional(first, 0, last, last_column, {**rule, "format": sheet.styles["not_needed"]})
