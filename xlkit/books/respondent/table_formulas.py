"""Table formulas: how many rows of a table are used, and where the cells of a column stand."""

from xlkit.books.respondent.form import Form, column_range, literal
from xlkit.form.expression import Column
from xlkit.form.item import Item
from xlkit.form.layout import FIELD_FIRST, REF
from xlkit.form.words import WORKINGS
from xlkit.form.workings import USED, VALUE
from xlkit.form.workings import counted as counted_as


def used(form: Form, item: Item) -> str:
    """How many rows of a table something stands in, as an expression."""
    if (item.name, USED) in form.columns:
        return f"SUM({_anew(form, Column(item.name, USED))})"
    refs, *columns = (whole(form, item, at) for at in (REF, *range(FIELD_FIRST, FIELD_FIRST + len(item.fields))))
    of_table = f"{refs},{literal(f'{item.ref}.*')}"
    # All rows but those in which every cell is blank.
    blank = ",".join((of_table, *(f'{column},""' for column in columns)))
    return f"(COUNTIFS({of_table})-COUNTIFS({blank}))"


def counted(form: Form, item: Item, field: str) -> str:
    """In how many rows of a table something stands in a column, or in any where none is named, as an expression."""
    asked = [part.name for part in item.fields if part.is_asked]
    if field == USED:
        return used(form, item)
    anew = _anew(form, Column(item.name, field))
    if anew or field not in asked:  # the cell of a formula is never empty
        return f'SUMPRODUCT(--({anew or filled_in(form, Column(item.name, field))}<>""))'
    refs, column = whole(form, item, REF), cells(form, item, Column(item.name, field))
    return f'COUNTIFS({refs},{literal(f"{item.ref}.*")},{column},"<>")'


def cells(form: Form, table: Item, column: Column) -> str:
    """The cells of a table's column, with the locked ones above and below, which stay where cells are moved."""
    return _anew(form, column) or whole(form, table, _place(table, column))


def filled_in(form: Form, column: Column) -> str:
    """The cells of a table's column in which something can stand."""
    table = _table(form, column)
    if column.field not in {field.name for field in table.fields}:
        return _anew(form, column)
    first, last = form.spans[column.table]
    return column_range(form.words.tables, first + 1, last - 1, _place(table, column))


def is_anew(form: Form, column: Column) -> bool:
    """Whether what stands in a column stands on the hidden sheet as it counts."""
    return bool(_anew(form, column))


def _anew(form: Form, column: Column) -> str:
    """The cells on the hidden sheet where what stands in a column stands as it counts; empty where there are none."""
    own = form.columns.get((column.table, column.field))
    place = form.columns.get((column.table, counted_as(column.field)), own)
    return column_range(WORKINGS, place.row + 1, place.row + _table(form, column).rows, VALUE) if place else ""


def _table(form: Form, column: Column) -> Item:
    return next(item for item in form.instrument.items if item.name == column.table)


def whole(form: Form, table: Item, at: int) -> str:
    """A column of a table from its titles to the row below it, which are locked and say the same whatever is typed."""
    return column_range(form.words.tables, *form.spans[table.name], at)


def _place(table: Item, column: Column) -> int:
    names = [field.name for field in table.fields]
    return FIELD_FIRST + (names.index(column.field) if column.field in names else 0)
