"""The value of one cell of an OpenDocument spreadsheet."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from math import isfinite

from xlkit.returns.raw import Value
from xlkit.returns.read.refusal import damaged

ODF = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{ODF}office:1.0 "
TABLE = f"{ODF}table:1.0 "
TEXT = f"{ODF}text:1.0 "
_EXTENDED_TYPE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_ERROR = re.compile(r"#[A-Z][A-Z0-9/]*[!?]?|Err:[0-9]{3}")
_NUMBERS = frozenset({"float", "percentage", "currency"})
_PART = r"(?:([0-9]{{1,7}}){})?"
_DURATION = re.compile(
    "(-?)P" + _PART.format("D") + "T" + _PART.format("H") + _PART.format("M") + r"(?:([0-9]{1,7}(?:\.[0-9]+)?)S)?"
)


def cell_value(attributes: Mapping[str, str], shown: str) -> tuple[Value, str]:
    """The value of a cell and, where it is an error, what is shown for it; `shown` is the text of its paragraphs."""
    kind = attributes.get(f"{OFFICE}value-type", "")
    text = attributes.get(f"{OFFICE}string-value", shown)
    if _is_error(attributes, kind, text, shown):
        return None, shown or "#ERROR!"
    if kind in _NUMBERS:
        number = _number(attributes.get(f"{OFFICE}value", ""))
        return (number, "") if isfinite(number) else (None, "#NUM!")
    if kind == "boolean":
        return attributes.get(f"{OFFICE}boolean-value") == "true", ""
    if kind == "date":
        return _date(attributes.get(f"{OFFICE}date-value", shown)), ""
    if kind == "time":
        return _time(attributes.get(f"{OFFICE}time-value", shown)), ""
    return text or None, ""


def _is_error(attributes: Mapping[str, str], kind: str, text: str, shown: str) -> bool:
    """Whether the cell shows an error: LibreOffice says so; other programs show what the stored value is not."""
    if attributes.get(_EXTENDED_TYPE) == "error":
        return True
    return _ERROR.fullmatch(shown) is not None and (kind not in ("", "string") or text != shown)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise damaged(f"a cell holds {text[:20]!r} as a number") from error


def _date(text: str) -> Value:
    """A day, or a day with its time; the text itself where it is no day of the calendar."""
    with suppress(ValueError):
        if "T" not in text:
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
        return moment if moment.time() != time.min else moment.date()
    return text


def _time(text: str) -> Value:
    """A time of day, a span of time where it is none, or the text itself where it is neither."""
    match = _DURATION.fullmatch(text)
    if match is None:
        return text
    sign, days, hours, minutes, seconds = match.groups("0")
    span = timedelta(days=int(days), hours=int(hours), minutes=int(minutes), seconds=float(seconds))
    if sign == "-":
        return -span
    return (datetime.combine(date.min, time.min) + span).time() if span < timedelta(days=1) else span
