"""Functions: what an expression may call, what each takes and gives, and what it comes to.

A blank among numbers makes a blank, a blank text is empty, and arithmetic is exact to 15 digits, as in Excel.
"""

import math
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from msgspec import Struct

from xlkit.form import patterns
from xlkit.form.expression import UNKNOWN, Answered, Sort

TEXT, NUMBER, DAY, TRUTH, MANY, BLANK = Sort.TEXT, Sort.NUMBER, Sort.DAY, Sort.TRUTH, Sort.MANY, Sort.BLANK
LONGEST_TEXT = 32_767  # characters that a cell holds: a longer text is no text
DIGITS, DECIMALS = 15, 4  # of a number that is reckoned with, and of one that is put into a text
EPOCH = date(1970, 1, 1)  # the day from which a date as a number is counted
INDEXED, PULLED = "indexed-repeat", "pulldata"
FETCHED = (INDEXED, PULLED)  # these give what stands in one place of many
PARTS_OF_DAY = {"%Y": "{0:%Y}", "%y": "{0:%y}", "%m": "{0:%m}", "%n": "{0.month}", "%d": "{0:%d}", "%e": "{0.day}"}


class Function(Struct, frozen=True):
    """A function: the sorts it takes, the last of them any number of times where it `repeats`; None takes any.

    `gives` is the sort of what it comes to; None is that of what it is given. `work` is given values of those sorts.
    """

    takes: tuple[Sort | None, ...]
    gives: Sort | None
    work: Callable[..., Any]
    repeats: bool = False
    least: int = -1  # how many it needs; all that it takes unless said otherwise

    def fits(self, count: int) -> bool:
        """Whether it can be given so many."""
        least = self.least if self.least >= 0 else len(self.takes)
        return count >= least and (self.repeats or count <= len(self.takes))

    def sort(self, place: int) -> Sort | None:
        """The sort that it takes in a place, counted from 0."""
        return self.takes[min(place, len(self.takes) - 1)]


def number_of(value: Answered) -> float | None:
    """A value as a number; None where it is blank or spells none."""
    if isinstance(value, date):
        return float((value - EPOCH).days)
    if isinstance(value, str):
        return float(value) if patterns.NUMBER.fullmatch(value) else None
    return float(value) if isinstance(value, float | int) else None


def text_of(value: Answered) -> str:
    """A value as a text: a number with as many decimals as a person reads, a day as day/month/year."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float | int):
        return f"{_rounded(value, DECIMALS) + 0.0:.{DIGITS}g}"
    return value if isinstance(value, str) else ""


def truth_of(value: Answered) -> bool:
    """Whether a value counts as yes: anything but no, nought, nothing."""
    return value not in (None, "", 0.0, False)


def exact(value: float) -> float | None:
    """A number to the digits that are reckoned with; None where it is without end."""
    return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None


def _rounded(value: float, digits: float = 0.0) -> float:
    step = Decimal(1).scaleb(-max(min(int(digits), DIGITS), -DIGITS))
    exact = Decimal(f"{value:.{DIGITS}g}")
    return float(exact.quantize(step, ROUND_HALF_UP)) if abs(value) < 10**DIGITS else value


def _added(sign: int) -> Callable[[Answered, Answered], Answered]:
    """The sum or the difference of two values; of a day and a number it is a day, of two days a number."""

    def work(left: Answered, right: Answered) -> Answered:
        first, second = number_of(left), number_of(right)
        if first is None or second is None:
            return None
        total = exact(first + sign * second)
        is_day = isinstance(left, date) and not isinstance(right, date)
        if total is None or not is_day:
            return total
        try:
            return EPOCH + timedelta(days=total // 1)
        except OverflowError:
            return None

    return work


def is_same(left: Answered, right: Answered) -> bool:
    """Whether two values are one: blanks are, and a text is what it spells beside any other sort."""
    blanks = [value is None or value == "" for value in (left, right)]
    if any(blanks):
        return all(blanks)
    if isinstance(left, str) or isinstance(right, str) or isinstance(left, date) is not isinstance(right, date):
        return text_of(left) == text_of(right)
    return left == right


def _ordered(is_so: Callable[[Any, Any], bool]) -> Callable[[Answered, Answered], bool]:
    def work(left: Answered, right: Answered) -> bool:
        if isinstance(left, date) is not isinstance(right, date):
            return False
        first, second = number_of(left), number_of(right)
        return first is not None and second is not None and is_so(first, second)

    return work


def _part(text: str, start: float, end: float | None = None) -> str:
    """Some characters of a text, by their places from 0, counted as cells count them."""
    units = text.encode("utf-16-le", "surrogatepass")
    first = max(int(start), 0) * 2
    last = len(units) if end is None else max(int(end), 0) * 2
    return units[first:last].decode("utf-16-le", "surrogatepass")


def length(text: str) -> float:
    """How long a text is, counted as cells count it."""
    return len(text.encode("utf-16-le", "surrogatepass")) / 2


def _day_said(day: date | None, pattern: str) -> str:
    if day is None:
        return ""
    for code, written in PARTS_OF_DAY.items():
        pattern = pattern.replace(code, written.format(day))
    return pattern


def _numbers(values: Sequence[Answered]) -> Iterator[float]:
    return (number for value in values if (number := number_of(value)) is not None)


def _first(*values: Answered) -> Answered:
    return next((value for value in values if value not in (None, "")), None)


FUNCTIONS: Mapping[str, Function] = {
    "or": Function((TRUTH,), TRUTH, lambda *parts: any(parts), repeats=True),
    "and": Function((TRUTH,), TRUTH, lambda *parts: all(parts), repeats=True),
    "=": Function((None, None), TRUTH, is_same),
    "!=": Function((None, None), TRUTH, lambda left, right: not is_same(left, right)),
    "<": Function((None, None), TRUTH, _ordered(operator.lt)),
    "<=": Function((None, None), TRUTH, _ordered(operator.le)),
    ">": Function((None, None), TRUTH, _ordered(operator.gt)),
    ">=": Function((None, None), TRUTH, _ordered(operator.ge)),
    "+": Function((None, None), None, _added(1)),
    "-": Function((None, None), None, _added(-1)),
    "*": Function((NUMBER, NUMBER), NUMBER, operator.mul),
    "div": Function((NUMBER, NUMBER), NUMBER, operator.truediv),
    "mod": Function((NUMBER, NUMBER), NUMBER, lambda left, right: left - right * math.trunc(left / right)),
    "not": Function((TRUTH,), TRUTH, operator.not_),
    "if": Function((TRUTH, None, None), None, lambda so, first, second: first if so else second),
    "coalesce": Function((None,), None, _first, repeats=True),
    "once": Function((None,), None, _first),
    "selected": Function((MANY, TEXT), TRUTH, lambda picked, name: name in picked.split()),
    "count-selected": Function((MANY,), NUMBER, lambda picked: float(len(picked.split()))),
    "concat": Function((TEXT,), TEXT, lambda *texts: "".join(texts), repeats=True),
    "string": Function((TEXT,), TEXT, str),
    "string-length": Function((TEXT,), NUMBER, length),
    "substr": Function((TEXT, NUMBER, NUMBER), TEXT, _part, least=2),
    "contains": Function((TEXT, TEXT), TRUTH, lambda text, part: part in text),
    "starts-with": Function((TEXT, TEXT), TRUTH, lambda text, part: text.startswith(part)),
    "regex": Function((TEXT, TEXT), TRUTH, patterns.fits),
    "number": Function((NUMBER,), NUMBER, float),
    "int": Function((NUMBER,), NUMBER, lambda value: float(math.trunc(value))),
    "round": Function((NUMBER, NUMBER), NUMBER, _rounded, least=1),
    "abs": Function((NUMBER,), NUMBER, abs),
    "pow": Function((NUMBER, NUMBER), NUMBER, math.pow),
    "sum": Function((None,), NUMBER, lambda *values: math.fsum(_numbers(values)), repeats=True),
    "min": Function((None,), NUMBER, lambda *values: min(_numbers(values), default=None), repeats=True),
    "max": Function((None,), NUMBER, lambda *values: max(_numbers(values), default=None), repeats=True),
    "count": Function((None,), NUMBER, lambda *values: float(len(values))),
    "count-non-empty": Function((None,), NUMBER, lambda *values: float(sum(map(truth_of, map(text_of, values))))),
    "boolean": Function((TRUTH,), TRUTH, bool),
    "date": Function((DAY,), DAY, lambda day: day),
    "format-date": Function((DAY, TEXT), TEXT, _day_said),
    "decimal-date-time": Function((DAY,), NUMBER, number_of),
    "jr:choice-name": Function((TEXT, TEXT), TEXT, lambda *texts: texts[0], least=1),
    INDEXED: Function((None, NUMBER, NUMBER), None, lambda rows, number: rows.get(text_of(number))),
    PULLED: Function((None, TEXT, TEXT, TEXT), None, lambda facts, key: facts.get(key)),
    "today": Function((), DAY, lambda: UNKNOWN),
    "now": Function((), DAY, lambda: UNKNOWN),
}
OVER_ROWS = ("sum", "min", "max", "count", "count-non-empty")  # what can be asked of a table's column
"""Every function by the name that an XLSForm calls it by."""
