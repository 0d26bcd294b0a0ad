"""The values of a condition, made to be of the kinds that the answers are of."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from math import isfinite

from xlkit.form.condition import Compared, Condition, Selected, Sign, changed
from xlkit.form.item import Kind
from xlkit.form.xlsform.dialect import OTHER
from xlkit.form.xlsform.expressions import NotSupportedError
from xlkit.form.xlsform.form import Asked
from xlkit.form.xlsform.rows import has_other, list_of
from xlkit.form.xlsform.workbook import choice_name

NUMBERS = (Kind.INTEGER, Kind.DECIMAL)
PICKED = (Kind.STATEMENTS, Kind.CHOICE, Kind.MANY)
SAME = (Sign.EQUAL, Sign.UNEQUAL)


def fitted(condition: Condition, asked: Mapping[str, Asked], lists: Mapping[str, Collection[str]]) -> Condition:
    """The condition as it holds for the answers of a workbook; `lists` are the names of the choices of each list.

    Raises NotSupportedError where an answer can never be compared so.
    """

    def fit(part: Compared | Selected) -> Condition:
        item = asked[part.item]
        if isinstance(part, Selected):
            return replace(part, choice=_choice(part.choice, item, lists))
        is_about_blank = part.value == "" and part.sign in SAME
        return part if is_about_blank else replace(part, value=_value(part.sign, part.value, item, lists))

    return changed(condition, fit)


def _value(
    sign: Sign, value: str | float | date, item: Asked, lists: Mapping[str, Collection[str]]
) -> str | float | date:
    if item.kind in NUMBERS:
        return _number(value)
    if item.kind is Kind.DATE:
        return _day(value)
    if sign not in SAME or isinstance(value, date):
        raise NotSupportedError(f"{item.name} is neither a number nor a date, and cannot be compared so")
    if item.kind is Kind.MANY:
        raise NotSupportedError(f"several choices of {item.name} may be picked: ask with selected()")
    text = f"{value:.15g}" if isinstance(value, float) else value
    return text if item.kind is Kind.TEXT else _choice(text, item, lists)


def _number(value: str | float | date) -> float:
    try:
        number = float(str(value))
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        raise NotSupportedError(f"a number cannot be compared with {str(value)!r}")
    return number


def _day(value: str | float | date) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as error:
        raise NotSupportedError(f"a date cannot be compared with {str(value)!r}") from error


def _choice(name: str, item: Asked, lists: Mapping[str, Collection[str]]) -> str:
    name = choice_name(name)
    if item.kind not in PICKED:
        raise NotSupportedError(f"{item.name} has no choices that could be selected")
    if name not in lists.get(list_of(item.line), ()) and not (name == OTHER and has_other(item.line)):
        raise NotSupportedError(f"{item.name} has no choice named {name!r}")
    return name
