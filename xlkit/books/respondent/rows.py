"""Rows of tables: where what stands in a row stands for what refers to it, and what is worked out in each row."""

from collections.abc import Mapping, Sequence

from xlkit.books.respondent import table_formulas
from xlkit.books.respondent.expression_formulas import TRUE
from xlkit.books.respondent.form import Form, address
from xlkit.books.respondent.formula_functions import TooLongError
from xlkit.books.respondent.speaking import speaking
from xlkit.form import layout, progress
from xlkit.form.expression import Answered
from xlkit.form.item import Item
from xlkit.form.layout import FIELD_FIRST
from xlkit.form.words import WORKINGS
from xlkit.form.workings import USED, VALUE
from xlkit.returns.raw import CellRef

Near = Mapping[str, tuple[Item, str]]


def beside(form: Form, table: Item, number: int, row: int) -> Near:
    """The columns of a table with their cells in one row, for what moves with it, such as the rule of a cell."""
    cells = enumerate(table.fields, start=FIELD_FIRST)
    near = {field.name: (field, CellRef("", row, at).a1) for at, field in cells}
    for column in table.workings:
        place = address(CellRef(WORKINGS, form.columns[table.name, column.name].row + number, VALUE))
        sheet, _, cell = place.partition("!")
        near[column.name] = column, f"{sheet}!{cell.replace('$', '')}"
    return near


def in_place(form: Form, table: Item, number: int) -> Near:
    """The columns of a table with their cells in one row, for formulas: cutting and pasting cells leaves them alone."""
    cells = enumerate(table.fields, start=FIELD_FIRST)
    near = {field.name: (field, f"INDEX({table_formulas.whole(form, table, at)},{number + 1})") for at, field in cells}
    unseen = {column.name: (column, worked_out(form, table, column.name, number)) for column in table.workings}
    return {**near, **unseen}


def worked_out(form: Form, table: Item, column: str, number: int) -> str:
    """Where what is worked out for a row stands that nobody sees."""
    return address(CellRef(WORKINGS, form.columns[table.name, column].row + number, VALUE))


def is_used(form: Form, table: Item, number: int) -> str:
    """1 where anything was said in a row of a table, and 0 where not, as an expression."""
    cells = (f"INDEX({table_formulas.whole(form, table, at)},{number + 1})" for at, _ in layout.typed_fields(table))
    blank = ",".join(f'{cell}=""' for cell in cells)
    return f"IFERROR(IF(AND({blank}),0,1),1)"


def result(form: Form, table: Item, column: Item, number: int) -> str:
    """What a column comes to in a row, as an expression; nothing while nothing was said in the row."""
    near, condition = in_place(form, table, number), TRUE
    try:
        if column.relevant is not None:
            condition = speaking(form, table, column.relevant, near).condition(column.relevant)
        made = speaking(form, table, column.calculation, near).result(column.calculation) if column.calculation else ""
    except TooLongError:
        return '""'
    needed = condition if column.relevant is not None else ""
    used = f"{worked_out(form, table, USED, number)}>0"
    return f'IF({f"AND({used},{needed})" if needed else used},{made},"")'


def said(form: Form, table: Item) -> Mapping[int, Mapping[str, Answered]]:
    """What stands in the rows of a table in which something was said, by their numbers, and what comes of it."""
    stood = form.worked.values.get(table.name)
    rows: Sequence[Mapping[str, Answered]] = stood if isinstance(stood, list | tuple) else ()
    return dict(zip(progress.rows_said(table, form.draft), rows, strict=False))
