"""Workings: a hidden sheet of what formulas speak of, a row each: clean answers, picks by name, and calculations.

Whatever is typed is looked up here once, so that formulas stay short and none is worked out twice.
"""

from collections.abc import Callable
from functools import cache

from xlkit.books.respondent import picks, rows
from xlkit.books.respondent.expression_formulas import TRUE
from xlkit.books.respondent.form import Form, address, beside
from xlkit.books.respondent.formula_functions import TooLongError
from xlkit.books.respondent.where import speaking
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.form import layout, workings
from xlkit.form.evaluation import SORTS
from xlkit.form.evaluation import holds as holds_now
from xlkit.form.expression import Expression, Sort
from xlkit.form.item import Item, Kind
from xlkit.form.layout import ANSWER
from xlkit.form.progress import picked, rows_said
from xlkit.form.words import WORKINGS
from xlkit.form.workings import Working
from xlkit.returns.raw import CellRef


def write(book: Book, form: Form) -> None:
    """Add the sheet, which nobody sees."""
    sheet = book.sheet(WORKINGS)
    sheet.text(0, workings.MARK, layout.WORKED_OUT)
    for name, place in form.workings.items():
        sheet.text(place.row, workings.NAME, name)
        _write_value(sheet, form, place)
        if place.item.relevant is not None:
            _write_seen(sheet, form, place)
    for (table, name), place in form.columns.items():
        sheet.text(place.row, workings.NAME, f"{table} {name}")
        _write_column(sheet, form, next(item for item in form.instrument.items if item.name == table), place, name)
    for above, facts in form.files.values():
        for number, (key, value) in enumerate(facts.pairs, start=1):
            sheet.text(above + number, workings.CHOICE, key)
            sheet.number(above + number, workings.PICKED, number)
            cells.put(sheet, above + number, workings.LABEL, value, "reference")
    sheet.raw.hide()
    sheet.raw.protect("")


def _write_value(sheet: Sheet, form: Form, place: Working) -> None:
    item = place.item
    if item.choices and item.calculation is None:
        formula = _picks(sheet, form, place)
    elif item.calculation is None:
        formula = _typed(form, item)
    else:
        try:
            formula = speaking(form, item, item.calculation).result(item.calculation)
        except TooLongError:
            formula = '""'
    sheet.formula(place.row, workings.VALUE, f"={formula}", workings.stored(form.worked.values.get(item.name)))


def _write_column(sheet: Sheet, form: Form, table: Item, place: Working, name: str) -> None:
    said, used, column = rows.said(form, table), rows_said(table, form.draft), place.item
    for at, choice in enumerate(column.choices, start=place.row + 1):
        sheet.text(at, workings.CHOICE, choice.name)
        sheet.text(at, workings.LABEL, choice.label)
    for number in range(1, table.rows + 1):
        stood = said.get(number, {})
        if column.is_listed:
            formula = rows.picked(form, table, column, number)
            _offered_in_row(sheet, form, table, place, number, stood)
        else:
            is_used = name == workings.USED
            formula = rows.is_used(form, table, number) if is_used else rows.result(form, table, column, number)
        value = workings.stored(stood.get(column.name)) if number in used or column.is_listed else None
        value = float(number in used) if name == workings.USED else value
        sheet.formula(place.row + number, workings.VALUE, f"={formula}", value)


def _offered_in_row(sheet: Sheet, form: Form, table: Item, place: Working, number: int, said: rows.Said) -> None:
    if any(choice.offered is not None for choice in place.item.choices):
        near = rows.in_place(form, table, number)
        is_offered = cache(lambda rule: offered(form, table, rule, near, said))
        _offered(sheet, place, is_offered, rows.shift(number))


def _write_seen(sheet: Sheet, form: Form, place: Working) -> None:
    item, own = place.item, address(CellRef("", place.row, workings.VALUE)).partition("!")[2]
    if item.relevant is None:
        return
    try:
        condition = speaking(form, item, item.relevant).condition(item.relevant)
    except TooLongError:
        condition = "TRUE"
    shown = None if item.name in form.worked.needless else form.worked.values.get(item.name)
    sheet.formula(place.row, workings.SEEN, f'=IF({condition},{own},"")', workings.stored(shown))


def _typed(form: Form, item: Item) -> str:
    cell = beside(form.words.questions, item.ref, ANSWER)
    if SORTS.get(item.kind) in (Sort.NUMBER, Sort.DAY):
        return f'IF(ISNUMBER({cell}),{cell},"")'
    return f'IFERROR({cell}&"","")'


def _picks(sheet: Sheet, form: Form, place: Working) -> str:
    """Write the choices of an item below its row, with the names picked so far; its own formula is returned."""
    item, so_far = place.item, ""
    chosen = picked(item, form.draft)
    for number, choice in enumerate(item.choices, start=1):
        at = place.row + number
        above = f"{_cell(at - 1, workings.PICKS)}" if number > 1 else '""'
        is_here = choice.name in chosen
        so_far = " ".join(filter(None, (so_far, choice.name if is_here else "")))
        sheet.text(at, workings.CHOICE, choice.name)
        sheet.formula(at, workings.PICKED, f"={picks.picked(form, item, choice)}", int(is_here))
        joined = f'{above}&IF({_cell(at, workings.PICKED)}>0,IF({above}="",""," ")&{_cell(at, workings.CHOICE)},"")'
        sheet.formula(at, workings.PICKS, f"={joined}", so_far)
    if item.is_listed:
        _offered(sheet, place, cache(lambda rule: offered(form, item, rule)))
    last = _cell(place.row + len(item.choices), workings.PICKS)
    if item.kind is Kind.MANY:
        return last
    first, end = _cell(place.row + 1, workings.PICKED), _cell(place.row + len(item.choices), workings.PICKED)
    return f'IF(SUM({first}:{end})=1,{last},"")'


def _offered(
    sheet: Sheet, place: Working, is_offered: Callable[[Expression | None], tuple[str, bool]], shift: int = 0
) -> None:
    """Write which choices of an item are offered, one below the other, for its dropdown.

    One rule is asked for once for each of many choices, so the answer is best kept. `shift` is how many columns farther
    it stands for another row of a table.
    """
    item, count, labels, column = place.item, 0, list[str](), workings.OFFERED + shift
    first, end = place.row + 1, place.row + len(item.choices)
    for at, choice in enumerate(item.choices, start=first):
        condition, is_here = is_offered(choice.offered)
        count += is_here
        labels += [choice.label] * is_here
        above = _cell(at - 1, column) if at > first else "0"
        sheet.text(at, workings.LABEL, choice.label)
        sheet.formula(at, column, f"={above}+IF({condition},1,0)", count)
    span = f"{_fixed(first, column)}:{_fixed(end, column)}"
    for number in range(1, len(item.choices) + 1):
        label = f"INDEX({_fixed(first, workings.LABEL)}:{_fixed(end, workings.LABEL)},MATCH({number},{span},0))"
        shown = labels[number - 1] if number <= len(labels) else ""
        sheet.formula(place.row + number, workings.LISTED + shift, f'=IFERROR({label},"")', shown)


def offered(
    form: Form, item: Item, rule: Expression | None, near: rows.Near = rows.NOTHING, said: rows.Said = rows.NOTHING
) -> tuple[str, bool]:
    """The condition under which a choice is offered, and whether it is at the moment.

    In a row of a table, of which `item` is the table, `near` says where the others stand, and `said` what stands there.
    """
    if rule is None:
        return TRUE, True
    try:
        condition = speaking(form, item, rule, near).condition(rule)
    except TooLongError:
        return TRUE, True
    return condition, holds_now(rule, {**form.worked.seen_by(item.name, rule), **said}) is not False


def _fixed(row: int, column: int) -> str:
    return address(CellRef("", row, column)).partition("!")[2]


def _cell(row: int, column: int) -> str:
    return CellRef("", row, column).a1
