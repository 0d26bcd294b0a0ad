"""Defaults: the answer that a question starts with, as its template states it."""

import re
from datetime import date

from xlkit.form.expression import Literal
from xlkit.form.functions import number_of
from xlkit.form.item import EARLIEST, LATEST, NAMED, Kind
from xlkit.form.xlsform.dialect import OTHER
from xlkit.form.xlsform.expressions import NotSupportedError, day, parse
from xlkit.form.xlsform.fitting import PICKED, Scope
from xlkit.form.xlsform.form import Asked

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # by itself no subtraction


def started(text: str, item: Asked, scope: Scope) -> str | float | date:
    """The answer that a default states; raises NotSupportedError where it is none, or depends on something."""
    if item.kind in PICKED:
        return _picked(text, item, scope)
    stated = text if item.kind is Kind.DATE and DAY.fullmatch(text) else _stated(text)
    if item.kind is Kind.DATE:
        begun = day(stated)
        if not EARLIEST <= begun <= LATEST:
            raise NotSupportedError(f"a date from {EARLIEST.year} to {LATEST.year} can be typed there")
        return begun
    if item.kind in (Kind.INTEGER, Kind.DECIMAL):
        number = number_of(stated)
        if number is None or (item.kind is Kind.INTEGER and number != int(number)):
            raise NotSupportedError(f"it is no {item.kind.value}")
        return number
    return stated if isinstance(stated, str) else text


def _stated(text: str) -> str | float | date | bool:
    """What stands there by itself, in quotes or not."""
    try:
        parsed = parse(text)
    except NotSupportedError:
        if NAMED.search(text) or text.endswith(")"):
            raise
        return text
    if not isinstance(parsed, Literal):
        raise NotSupportedError("it depends on something, and a cell that is typed in holds no formula")
    return parsed.value


def _picked(text: str, item: Asked, scope: Scope) -> str:
    known = [*scope.choices(item)] + [OTHER] * item.line.has_other
    names = text.split() if item.kind is Kind.MANY else [text]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise NotSupportedError(f"{item.name} has no choice named {unknown[0]!r}")
    return " ".join(name for name in known if name in names)
