"""What a cell or a part of a formula can come to, and how Excel turns one kind of value into another."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct


class UnknownError(Exception):
    """Something that the oracle was never taught: it says so by name, and never guesses."""


class ErrorValue(Struct, frozen=True):
    """An error as a value, such as #N/A."""

    name: str

    def __str__(self) -> str:
        return self.name


DIVIDED_BY_ZERO = ErrorValue("#DIV/0!")
NOT_AVAILABLE = ErrorValue("#N/A")
NO_NUMBER = ErrorValue("#NUM!")
NO_REFERENCE = ErrorValue("#REF!")
WRONG_VALUE = ErrorValue("#VALUE!")
ERRORS = {
    error.name: error
    for error in (
        DIVIDED_BY_ZERO, NOT_AVAILABLE, NO_NUMBER, NO_REFERENCE, WRONG_VALUE, ErrorValue("#NAME?"), ErrorValue("#NULL!")
    )
}  # fmt: skip

Scalar: TypeAlias = float | str | bool | ErrorValue | None  # None is a blank cell
Row: TypeAlias = tuple[Scalar, ...]


class Array(Struct, frozen=True):
    """Values in rows of the same length."""

    rows: tuple[Row, ...]

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns there are."""
        return len(self.rows), len(self.rows[0])

    def flat(self) -> Iterator[Scalar]:
        """All values, row by row."""
        return (value for row in self.rows for value in row)


Value: TypeAlias = Scalar | Array

SIGNIFICANT_DIGITS = 15
# Beyond these Excel writes some numbers with an exponent and others without.
LEAST_AS_TEXT, MOST_AS_TEXT = 1e-4, 1e15
PLAIN_NUMBER = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)(E[+-]?\d+)?\s*", re.IGNORECASE)
# What Excel may take for a date, a time, a percentage, a sum of money or a number with separators.
PERHAPS_NUMBER = re.compile(
    r"\s*[-+(]*\s*[£$€]?\s*\d[\d,.\s]*[%£$€)]*\s*"
    r"|\s*\d+\s*[-/:]\s*\d+.*"
    r"|\s*\d{0,4}[-/\s]*(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-/\s,]*\d+.*"
    r"|\s*\d+[-/\s]*(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec).*",
    re.IGNORECASE,
)
PLAIN_TEXT = re.compile(r"[A-Za-z0-9]*")


def number_in(text: str) -> float | None:
    """The number that a text spells, or None where it spells none."""
    if PLAIN_NUMBER.fullmatch(text):
        return float(text)
    if PERHAPS_NUMBER.fullmatch(text) and not re.fullmatch(r"\d+(\.\d+){2,}", text):
        raise UnknownError(f"whether Excel takes the text “{text}” for a number")
    return None


def number(value: Scalar) -> float | ErrorValue:
    """A value where a number is expected: blank is 0, a text counts only where it spells a number."""
    if isinstance(value, str):
        spelt = number_in(value)
        return WRONG_VALUE if spelt is None else spelt
    return value if isinstance(value, ErrorValue) else float(value or 0)


def truth(value: Scalar) -> bool | ErrorValue:
    """A value where a condition is expected."""
    if isinstance(value, str):
        words = {"TRUE": True, "FALSE": False}
        return words.get(value.upper(), WRONG_VALUE)
    return value if isinstance(value, ErrorValue) else bool(value)


def text(value: Scalar) -> str | ErrorValue:
    """A value where a text is expected: 3.0 is "3"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value if isinstance(value, str | ErrorValue) else _number_as_text(value)


def _number_as_text(value: float) -> str:
    if value and not LEAST_AS_TEXT <= abs(value) < MOST_AS_TEXT:
        raise UnknownError(f"how Excel writes {value!r} as a text")
    return f"{value:.{SIGNIFICANT_DIGITS}g}" if value else "0"


def equal(left: Scalar, right: Scalar) -> bool | ErrorValue:
    """Whether two values are equal: texts in any case, a blank with 0, "" and FALSE, and never a number with a text."""
    for value in (left, right):
        if isinstance(value, ErrorValue):
            return value
    left, right = _beside(left, right), _beside(right, left)
    return type(left) is type(right) and (left == right or _key(left) == _key(right))


def order(left: Scalar, right: Scalar) -> int | ErrorValue:
    """Below, at or above 0, as the left value is less than, equal to or greater than the right one.

    Numbers stand before texts and texts before truth values; a blank is like 0, "" or FALSE, whichever it meets.
    """
    are_equal = equal(left, right)
    if isinstance(are_equal, ErrorValue) or are_equal:
        return are_equal if isinstance(are_equal, ErrorValue) else 0
    left, right = _beside(left, right), _beside(right, left)
    if _rank(left) != _rank(right):
        return _rank(left) - _rank(right)
    if isinstance(left, str) or isinstance(right, str):
        return _order_of_texts(str(left).lower(), str(right).lower())
    return -1 if left < right else 1


def key(value: Scalar) -> tuple[str, str] | None:
    """What equal values of one type have in common; blanks and errors equal nothing."""
    return None if value is None or isinstance(value, ErrorValue) else _key(value)


def shown(value: Scalar) -> float | str | bool | ErrorValue:
    """What a cell shows whose formula comes to a value: a blank is shown as 0."""
    return 0.0 if value is None else value


def _beside(value: Scalar, other: Scalar) -> float | str | bool:
    if isinstance(value, float | str | bool):
        return value
    return "" if isinstance(other, str) else False if isinstance(other, bool) else 0.0


def _rank(value: Scalar) -> int:
    return 2 if isinstance(value, bool) else 1 if isinstance(value, str) else 0


def _key(value: float | str | bool) -> tuple[str, str]:
    # Excel compares what can be seen of numbers, so that 0.1+0.2=0.3; adding 0.0 makes -0.0 the same as 0.0.
    seen = f"{value + 0.0:.{SIGNIFICANT_DIGITS}g}" if isinstance(value, float) else str(value).lower()
    return type(value).__name__, seen


def _order_of_texts(left: str, right: str) -> int:
    if left and right and not (PLAIN_TEXT.fullmatch(left) and PLAIN_TEXT.fullmatch(right)):
        raise UnknownError(f"which of “{left}” and “{right}” Excel sorts first")
    return -1 if left < right else 1


def lifted(function: Callable[..., Scalar], arguments: Sequence[Value]) -> Value:
    """A function of single values, done for each place of arrays; what is single or one wide is stretched."""
    shapes = [argument.shape for argument in arguments if isinstance(argument, Array)]
    if not shapes:
        return function(*arguments)
    height, width = (max(sizes) for sizes in zip(*shapes, strict=True))
    if any(rows not in (1, height) or columns not in (1, width) for rows, columns in shapes):
        raise UnknownError(f"arrays of the shapes {shapes} side by side")
    grids = [_stretched(argument, height, width) for argument in arguments]
    return Array(tuple(tuple(map(function, *rows)) for rows in zip(*grids, strict=True)))


def _stretched(value: Value, height: int, width: int) -> tuple[Row, ...]:
    if not isinstance(value, Array):
        return ((value,) * width,) * height
    rows = value.rows if value.shape[1] == width else tuple(row * width for row in value.rows)
    return rows if len(rows) == height else rows * height


def is_close(left: float, right: float) -> bool:
    """Whether two numbers are one, but for rounding."""
    return math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-12)
