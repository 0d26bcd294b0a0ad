"""What is worked out from the answers of a return: its value, and whether the workbook shows the same."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

from msgspec.structs import replace

from xlkit.form import relevance
from xlkit.form.expression import PLACE, Answered, Rows
from xlkit.form.functions import text_of
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item
from xlkit.form.layout import ANSWER
from xlkit.form.relevance import Worked
from xlkit.returns.completed import Answer, TableRow
from xlkit.returns.raw import Value
from xlkit.returns.validate import values
from xlkit.returns.validate.asked import Asked
from xlkit.returns.validate.findings import Findings
from xlkit.returns.validate.places import Place, Places

Typed: TypeAlias = str | float | date | None
ALIKE = 1e-9  # how far two numbers that are the same may be apart, for the larger one


def answer(asked: Asked, item: Item, places: Places, findings: Findings) -> Answer:
    """An item's value, worked out anew; where the workbook shows another that is noted, and never taken.

    What a program did not work out, or what depends on the day on which it was, is not held against it.
    """
    value = _of(asked.worked, item)
    standing = places.get(item.ref, ())
    place = standing[0] if len(standing) == 1 else None
    if place is not None and value is not None and not place.error(ANSWER):
        _hold_against(item, value, place, ANSWER, findings)
    return Answer(item.name, None, value, place.cell(ANSWER) if place else None)


def anew(
    instrument: Instrument, answers: Sequence[Answer], rows: Sequence[TableRow]
) -> tuple[tuple[Answer, ...], tuple[TableRow, ...]]:
    """Answers and rows of which some were left out, with what is worked out from those alone that are left."""
    items = relevance.every(instrument)
    given: dict[str, Answered | Rows] = {each.item: each.value for each in answers if items[each.item].is_asked}
    for table in {row.table: items[row.table] for row in rows}.values():
        given[table.name] = [_typed(table, row) for row in rows if row.table == table.name]
    worked = relevance.work_out(instrument, given)
    taken = (
        each if items[each.item].is_asked else replace(each, value=_of(worked, items[each.item])) for each in answers
    )
    return tuple(taken), tuple(_row(worked, items[row.table], row) for row in rows)


def _typed(table: Item, row: TableRow) -> Mapping[str, Answered]:
    """What was typed in a row, and its number."""
    asked = {field.name for field in table.fields if field.is_asked}
    return {PLACE: float(row.number)} | {each.item: each.value for each in row.answers if each.item in asked}


def _row(worked: Worked, table: Item, row: TableRow) -> TableRow:
    typed = _typed(table, row)
    done = relevance.row_worked_out(worked, table, typed)
    return replace(
        row,
        answers=tuple(
            each if each.item in typed else replace(each, value=_value(done.get(each.item))) for each in row.answers
        ),
    )


def _of(worked: Worked, item: Item) -> Typed:
    """What an item comes to that is not needless."""
    return None if item.name in worked.needless else _value(worked.values.get(item.name))


def _value(result: object) -> Typed:
    return result if isinstance(result, str | float | date) and result != "" else None


def in_row(column: Item, own: Item, result: Answered, place: Place, at: int, findings: Findings) -> Answer:
    """The value of a column in a row of a table, worked out anew; `own` is what findings are about."""
    value = _value(result)
    if value is not None and not place.error(at):
        _hold_against(own, value, place, at, findings)
    return Answer(column.name, None, value, place.cell(at))


def _hold_against(item: Item, value: str | float | date, place: Place, column: int, findings: Findings) -> None:
    shown = place.value(column)
    if not values.is_blank(shown) and not _is_same(value, shown):
        facts = {"found": values.brief(shown), "expected": text_of(value)}
        findings.about(item, "worked-out-anew", place.cell(column), **facts)


def _is_same(value: str | float | date, shown: Value) -> bool:
    if isinstance(value, date):
        return values.day_shown(shown)[0] == value
    if isinstance(value, str):
        return values.shown(shown).strip() == value.strip()
    number = values.as_number(shown, whole=False)
    return number is not None and abs(number - value) <= ALIKE * max(abs(number), abs(value), 1)
