"""What is worked out from the answers of a return: its value, and whether the workbook shows the same."""

from datetime import date

from xlkit.form.expression import Answered
from xlkit.form.functions import text_of
from xlkit.form.item import Item
from xlkit.form.layout import ANSWER
from xlkit.returns.completed import Answer
from xlkit.returns.raw import Value
from xlkit.returns.validate import values
from xlkit.returns.validate.asked import Asked
from xlkit.returns.validate.findings import Findings
from xlkit.returns.validate.places import Place, Places

ALIKE = 1e-9  # how far two numbers that are the same may be apart, for the larger one


def answer(asked: Asked, item: Item, places: Places, findings: Findings) -> Answer:
    """An item's value, worked out anew; where the workbook shows another that is noted, and never taken.

    What a program did not work out, or what depends on the day on which it was, is not held against it.
    """
    result = None if item.name in asked.worked.needless else asked.worked.values.get(item.name)
    value = result if isinstance(result, str | float | date) and result != "" else None
    standing = places.get(item.ref, ())
    place = standing[0] if len(standing) == 1 else None
    if place is not None and value is not None and not place.error(ANSWER):
        _hold_against(item, value, place, ANSWER, findings)
    return Answer(item.name, None, value, place.cell(ANSWER) if place else None)


def in_row(column: Item, own: Item, result: Answered, place: Place, at: int, findings: Findings) -> Answer:
    """The value of a column in a row of a table, worked out anew; `own` is what findings are about."""
    value = result if isinstance(result, str | float | date) and result != "" else None
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
        return values.as_date(shown)[0] == value
    if isinstance(value, str):
        return values.shown(shown).strip() == value.strip()
    number = values.as_number(shown, whole=False)
    return number is not None and abs(number - value) <= ALIKE * max(abs(number), abs(value), 1)
