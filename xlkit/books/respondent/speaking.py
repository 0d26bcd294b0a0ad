"""Speaking: where in a workbook all that an expression speaks of stands."""

from collections.abc import Mapping

from xlkit.books.respondent import table_formulas
from xlkit.books.respondent.expression_formulas import Speaking
from xlkit.books.respondent.form import Form, address, column_range
from xlkit.form import relevance
from xlkit.form.expression import Column, Expression, names_in, walk
from xlkit.form.item import Item
from xlkit.form.words import WORKINGS
from xlkit.form.workings import LISTED, SEEN, VALUE
from xlkit.returns.raw import CellRef


def speaking(
    form: Form, asking: Item, expression: Expression | None, near: Mapping[str, tuple[Item, str]] | None = None
) -> Speaking:
    """Where what an item's expression speaks of stands; what is not needed is blank, but in a circle of conditions."""
    plan = relevance.plan_of(form.instrument)
    values = {}
    for name in names_in(expression) & form.workings.keys():
        place = form.workings[name]
        is_apart = place.item.relevant is not None and plan.is_apart(name, asking.name)
        values[name] = address(CellRef(WORKINGS, place.row, SEEN if is_apart else VALUE))
    columns = {part for part in walk(expression) if isinstance(part, Column)} if expression is not None else set()
    items = relevance.every(form.instrument)
    return Speaking(
        values=values,
        items=items,
        near=near or {},
        columns={column: table_formulas.cells(form, items[column.table], column) for column in columns},
        counts={
            counting: table_formulas.counted(form, items[counting.table], counting.field)
            for column in columns
            for counting in (column, Column(column.table, ""))
        },
    )


def listed(form: Form, item: Item) -> str:
    """The cells in which the choices of an item stand that are offered."""
    row = form.workings[item.name].row
    return column_range(WORKINGS, row + 1, row + len(item.choices), LISTED)
