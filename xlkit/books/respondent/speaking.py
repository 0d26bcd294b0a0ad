"""Speaking: where in a workbook all that an expression speaks of stands."""

from collections.abc import Mapping

from msgspec.structs import replace

from xlkit.books.respondent import table_formulas
from xlkit.books.respondent.expression_formulas import Speaking
from xlkit.books.respondent.form import Form, address, column_range, literal
from xlkit.form import relevance
from xlkit.form.expression import Column, Expression, Pairs, Sort, names_in, walk
from xlkit.form.item import Item, Kind
from xlkit.form.layout import REF
from xlkit.form.words import WORKINGS
from xlkit.form.workings import CHOICE, LABEL, LISTED, PICKED, SEEN, VALUE
from xlkit.returns.raw import CellRef

# Stands in the place of cells that do not count: nothing is ever written there.
NO_CELL = address(CellRef(WORKINGS, 0, LISTED))


def speaking(
    form: Form, asking: Item, expression: Expression | None, near: Mapping[str, tuple[Item, str]] | None = None
) -> Speaking:
    """Where what an item's expression speaks of stands; what is not needed is blank, but in a circle of conditions."""
    values = {}
    for name in names_in(expression) & form.workings.keys():
        place = form.workings[name]
        is_apart = place.item.relevant is not None and form.worked.plan.is_apart(name, asking.name)
        values[name] = address(CellRef(WORKINGS, place.row, SEEN if is_apart else VALUE))
    columns = {part for part in walk(expression) if isinstance(part, Column)} if expression is not None else set()
    items = relevance.every(form.instrument)
    counting = {each for column in columns for each in (column, Column(column.table, ""))}
    needed = {column.table: _needed(form, items[column.table], asking) for column in columns}
    cells = {column: table_formulas.cells(form, items[column.table], column) for column in columns}
    counts = {column: table_formulas.counted(form, items[column.table], column.field) for column in counting}
    return Speaking(
        values=values,
        items=items,
        near=near or {},
        columns={column: _if(needed[column.table], span, NO_CELL) for column, span in cells.items()},
        counts={column: _if(needed[column.table], count, "0") for column, count in counts.items()},
        fetched=_of_files(form, expression) | {each: _of_row(form, each, needed[each.table]) for each in columns},
    )


def _of_row(form: Form, column: Column, needed: str) -> tuple[Item, str, str]:
    """What stands in a row of a table: its number is put behind the table's reference, and looked for."""
    table = relevance.every(form.instrument)[column.table]
    field = relevance.columns_of(table).get(column.field, table)
    span, is_anew = table_formulas.cells(form, table, column), table_formulas.is_anew(form, column)
    ref, refs = literal(f"{table.ref}."), table_formulas.whole(form, table, REF)
    before, after = f"INDEX({span},MATCH({f'IF({needed},' if needed else ''}{ref}&", f",{refs},0){'-1' * is_anew})"
    item = replace(field, kind=Kind.TEXT, choices=()) if is_anew and field.choices else field
    return item, before, f',""){after}' if needed else after


def _of_files(form: Form, expression: Expression | None) -> dict[Expression | str, tuple[Item, str, str]]:
    """What a file states by a key, which is looked for among its own exactly; above them stands nothing."""
    found = dict[Expression | str, tuple[Item, str, str]]()
    for part in walk(expression) if expression is not None else ():
        if isinstance(part, Pairs):
            first, _ = form.files[part.name]
            last = first + len(part.pairs)
            keys, places = (column_range(WORKINGS, first + 1, last, column) for column in (CHOICE, PICKED))
            values = column_range(WORKINGS, first, last, LABEL)
            item = Item(part.name, "", "", Kind.DECIMAL if part.sort is Sort.NUMBER else Kind.TEXT)
            found[part.name] = item, f"INDEX({values},1+SUMPRODUCT(EXACT({keys},", f")*{places}))"
    return found


def _needed(form: Form, table: Item, asking: Item) -> str:
    """The condition under which what stands in a table counts; empty where it always does."""
    if table.relevant is None or not form.worked.plan.is_apart(table.name, asking.name):
        return ""
    return speaking(form, table, table.relevant).condition(table.relevant)


def _if(condition: str, so: str, otherwise: str) -> str:
    return f"IF({condition},{so},{otherwise})" if condition else so


def listed(form: Form, item: Item) -> str:
    """The cells in which the choices of an item stand that are offered."""
    row = form.workings[item.name].row
    return column_range(WORKINGS, row + 1, row + len(item.choices), LISTED)
