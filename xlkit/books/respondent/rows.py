"""Rows of tables: where what stands in a row stands for what refers to it, and what is worked out in each row."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from xlkit.books.respondent import where
from xlkit.books.respondent.expression_formulas import TRUE
from xlkit.books.respondent.form import Form, address, column_range, text_literal
from xlkit.books.respondent.formula_functions import TooLongError
from xlkit.books.respondent.where import speaking
from xlkit.form import layout, progress
from xlkit.form.expression import PLACE, Answered
from xlkit.form.item import Item, Kind
from xlkit.form.layout import FIELD_FIRST, REF
from xlkit.form.words import WORKINGS
from xlkit.form.workings import CHOICE, LABEL, LISTED, OFFERED, USED, VALUE, stored
from xlkit.returns.raw import CellRef

Near = Mapping[str, tuple[Item, str]]
Said = Mapping[str, Answered]
NOTHING: Mapping[str, Any] = {}
NUMBER = Item(PLACE, "", "", Kind.INTEGER)  # of a row, which nobody types
PATTERNS = ("~", "*", "?")  # these stand for others where a text is looked for


def beside(form: Form, table: Item, number: int, row: int) -> Near:
    """The columns of a table with their cells in one row, for what moves with it, such as the rule of a cell."""
    cells = enumerate(table.fields, start=FIELD_FIRST)
    near = {field.name: (field, CellRef("", row, at).a1) for at, field in cells}
    title = address(CellRef("", form.spans[table.name][0], REF)).partition("!")[2]
    near |= {name: (item, cell.replace("$", "")) for name, (item, cell) in _apart(form, table, number).items()}
    return near | {PLACE: (NUMBER, f"(ROW()-ROW({title}))")}


def in_place(form: Form, table: Item, number: int) -> Near:
    """The columns of a table with their cells in one row, for formulas: cutting and pasting cells leaves them alone."""
    cells = enumerate(table.fields, start=FIELD_FIRST)
    near = {field.name: (field, f"INDEX({where.whole(form, table, at)},{number + 1})") for at, field in cells}
    return {**near, **_apart(form, table, number), PLACE: (NUMBER, f"{number}")}


def _apart(form: Form, table: Item, number: int) -> Near:
    """The columns of a table that stand anew on the hidden sheet; what is picked stands there by its name."""
    columns = (column for column in (*table.fields, *table.workings) if (table.name, column.name) in form.columns)
    return {
        column.name: (
            replace(column, kind=Kind.TEXT, choices=()) if column.choices else column,
            worked_out(form, table, column.name, number),
        )
        for column in columns
    }


def shift(number: int) -> int:
    """How many columns farther the choices on offer stand for a row of a table than for the first one."""
    return (LISTED - OFFERED + 1) * (number - 1)


def listed(form: Form, table: Item, column: Item, number: int) -> str:
    """The cells from which a column takes its choices in a row of a table."""
    row, follows = form.columns[table.name, column.name].row, any(choice.offered for choice in column.choices)
    return column_range(WORKINGS, row + 1, row + len(column.choices), LISTED + shift(number) if follows else LABEL)


def picked(form: Form, table: Item, column: Item, number: int) -> str:
    """The name of the choice whose label stands in a row of a table, as an expression."""
    at, row = FIELD_FIRST + table.fields.index(column), form.columns[table.name, column.name].row
    wanted = f"INDEX({where.whole(form, table, at)},{number + 1})"
    for sign in PATTERNS:
        wanted = f'SUBSTITUTE({wanted},"{sign}","~{sign}")'
    names, labels = (column_range(WORKINGS, row + 1, row + len(column.choices), part) for part in (CHOICE, LABEL))
    return f'IFERROR(INDEX({names},MATCH({wanted},{labels},0)),"")'


def worked_out(form: Form, table: Item, column: str, number: int) -> str:
    """Where what is worked out for a row stands that nobody sees."""
    return address(CellRef(WORKINGS, form.columns[table.name, column].row + number, VALUE))


def is_used(form: Form, table: Item, number: int) -> str:
    """1 where anything was said in a row of a table, and 0 where not, as an expression."""
    blank = (
        _says_nothing(field, f"INDEX({where.whole(form, table, at)},{number + 1})")
        for at, field in layout.typed_fields(table)
    )
    return f"IFERROR(IF(AND({','.join(blank)}),0,1),1)"


def _says_nothing(field: Item, cell: str) -> str:
    """Whether a cell is blank, or holds what it began with, as an expression."""
    if field.default is None:
        return f'{cell}=""'
    choice = field.choice(field.default) if isinstance(field.default, str) else None
    begun = choice.label if choice else field.default
    stands = text_literal(begun) if isinstance(begun, str) else f"{stored(begun):.15g}"
    return f'OR({cell}="",{cell}={stands})'


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


def said(form: Form, table: Item) -> Mapping[int, Said]:
    """What stands in the rows of a table, by their numbers, and what comes of it where something was said."""
    stood = form.worked.values.get(table.name)
    rows: Sequence[Mapping[str, Answered]] = stood if isinstance(stood, list | tuple) else ()
    used = dict(zip(progress.rows_said(table, form.draft), rows, strict=False))
    return {**progress.rows_standing(table, form.draft), **used}
