"""Where: where in a workbook all that an expression speaks of stands, and whether an item is needed by the answers."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from xlkit.books.respondent.expression_formulas import LONGEST, TRUE, Speaking
from xlkit.books.respondent.form import Form, address, column_range, literal, text_literal
from xlkit.books.respondent.formula_functions import TooLongError
from xlkit.books.writer.book import Sheet
from xlkit.form import layout, relevance, wording
from xlkit.form.expression import Column, Expression, Pairs, Sort, names_in, walk
from xlkit.form.item import Item, Kind
from xlkit.form.layout import FIELD_FIRST, REF, Row
from xlkit.form.wording import is_live
from xlkit.form.words import WORKINGS
from xlkit.form.workings import CHOICE, LABEL, LISTED, PICKED, SEEN, USED, VALUE
from xlkit.form.workings import counted as counted_as
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
    cells = {column: column_cells(form, items[column.table], column) for column in columns}
    counts = {column: counted(form, items[column.table], column.field) for column in counting}
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
    span, anew = column_cells(form, table, column), is_anew(form, column)
    ref, refs = literal(f"{table.ref}."), whole(form, table, REF)
    before, after = f"INDEX({span},MATCH({f'IF({needed},' if needed else ''}{ref}&", f",{refs},0){'-1' * anew})"
    item = replace(field, kind=Kind.TEXT, choices=()) if anew and field.choices else field
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


def used(form: Form, item: Item) -> str:
    """How many rows of a table something stands in, as an expression."""
    if (item.name, USED) in form.columns:
        return f"SUM({_anew(form, Column(item.name, USED))})"
    refs, *columns = (whole(form, item, at) for at in (REF, *(at for at, _ in layout.typed_fields(item))))
    of_table = f"{refs},{literal(f'{item.ref}.*')}"
    # All rows but those in which every cell that is filled in is blank.
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
    refs, column = whole(form, item, REF), column_cells(form, item, Column(item.name, field))
    return f'COUNTIFS({refs},{literal(f"{item.ref}.*")},{column},"<>")'


def column_cells(form: Form, table: Item, column: Column) -> str:
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


def condition(form: Form, item: Item) -> str:
    """The expression under which an item is needed; it is always so where the item states no condition."""
    try:
        return TRUE if item.relevant is None else speaking(form, item, item.relevant).condition(item.relevant)
    except TooLongError:
        return TRUE


def unless_needless(form: Form, item: Item, count: str) -> str:
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
