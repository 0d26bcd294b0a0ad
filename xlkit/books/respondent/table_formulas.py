"""Table formulas: how many rows of a table are used, and where the cells of a column stand."""

from xlkit.books.respondent.form import Form, column_range, literal
from xlkit.form.expression import Column
from xlkit.form.item import Item
from xlkit.form.layout import FIELD_FIRST, REF, RowKind


def used(form: Form, item: Item) -> str:
    """How many rows of a table something stands in, as an expression."""
    refs, *columns = (_range(form, item, at) for at in (REF, *range(FIELD_FIRST, FIELD_FIRST + len(item.fields))))
    of_table = f"{refs},{literal(f'{item.ref}.*')}"
    # All rows but those in which every cell is blank.
    blank = ",".join((of_table, *(f'{column},""' for column in columns)))
    return f"(COUNTIFS({of_table})-COUNTIFS({blank}))"


def counted(form: Form, item: Item, field: str) -> str:
    """In how many rows of a table something stands in a column, or in any where none is named, as an expression."""
    names = [part.name for part in item.fields]
    if field not in names:
        return used(form, item)
    refs, column = (_range(form, item, at) for at in (REF, FIELD_FIRST + names.index(field)))
    return f'COUNTIFS({refs},{literal(f"{item.ref}.*")},{column},"<>")'


def cells(form: Form, table: Item, column: Column) -> str:
    """The cells of a table's column, with the locked ones above and below, which stay where cells are moved."""
    names = [field.name for field in table.fields]
    return _range(form, table, FIELD_FIRST + (names.index(column.field) if column.field in names else 0))


def filled_in(form: Form, column: Column) -> str:
    """The cells of a table's column in which something can stand."""
    rows = [row for row in form.layout.tables if row.item and row.item.name == column.table]
    entries = [row.row for row in rows if row.kind is RowKind.ENTRY]
    names = [field.name for field in rows[0].item.fields] if rows[0].item else []
    return column_range(form.words.tables, entries[0], entries[-1], FIELD_FIRST + names.index(column.field))


def _range(form: Form, table: Item, at: int) -> str:
    """A column of a table from its titles to the row below it, which are locked and say the same whatever is typed."""
    rows = [row.row for row in form.layout.tables if row.item == table and row.kind is not RowKind.TABLE_TITLE]
    return column_range(form.words.tables, rows[0], rows[-1] + 1, at)
