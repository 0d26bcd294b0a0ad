"""Which values a criterion such as ">=3" or "13.*" matches, as COUNTIFS, SUMIFS, MATCH and SEARCH take it."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from msgspec import Struct

from tests.oracle.values import ERRORS, Scalar, UnknownError, key, number_in, order

CRITERION = re.compile(r"(<=|>=|<>|=|<|>)?(.*)", re.DOTALL)
WILDCARD = re.compile(r"~[*?~]|[*?]")
ORDERS: dict[str, Callable[[int], bool]] = {
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
}


class Criterion(Struct, frozen=True):
    """An operator and what it holds values against: None stands for "nothing at all"."""

    operator: str
    wanted: Scalar

    def matches(self, value: Scalar) -> bool:
        """Whether a value fulfils it."""
        if self.operator == "<>":
            return not _equals(value, self.wanted)
        if self.operator in ORDERS:
            return _is_ordered(value, self.wanted, ORDERS[self.operator])
        if self.wanted == "" and self.operator == "":
            return value is None or value == ""
        return _equals(value, self.wanted)


def criterion(given: Scalar) -> Criterion:
    """A criterion as a formula gives it: a blank cell asks for 0."""
    if given is None:
        return Criterion("", 0.0)
    if not isinstance(given, str):
        return Criterion("", given)
    found = CRITERION.fullmatch(given)
    assert found is not None
    operator, rest = found[1] or "", found[2]
    if not rest:
        return Criterion(operator, None if operator else "")
    return Criterion(operator, _spelt(rest))


def _spelt(text: str) -> Scalar:
    if text.upper() in ("TRUE", "FALSE"):
        return text.upper() == "TRUE"
    if text in ERRORS:
        return ERRORS[text]
    spelt = None if WILDCARD.search(text) else number_in(text)
    return text if spelt is None else spelt


def _equals(value: Scalar, wanted: Scalar) -> bool:
    if isinstance(wanted, str):
        return isinstance(value, str) and _pattern(wanted).fullmatch(value) is not None
    if isinstance(wanted, float) and isinstance(value, str):
        return _spells(value, wanted)
    return value == wanted if key(wanted) is None else key(value) == key(wanted)


def _spells(text: str, wanted: float) -> bool:
    """Whether a text spells a number: "2.10" is as good as 2.1. Texts that may be dates are taken for texts."""
    try:
        return key(number_in(text)) == key(wanted)
    except UnknownError:
        return False


def _is_ordered(value: Scalar, wanted: Scalar, is_so: Callable[[int], bool]) -> bool:
    """Only numbers have an order beside a number: texts, truth values, blanks and errors are passed over."""
    if not isinstance(wanted, float):
        raise UnknownError(f"a criterion about the order of {wanted!r}")
    found = order(value, wanted) if isinstance(value, float) else None
    return isinstance(found, int) and is_so(found)


def has_wildcards(wanted: Scalar) -> bool:
    """Whether a value stands for more texts than itself."""
    return isinstance(wanted, str) and WILDCARD.search(wanted) is not None


def first_equal(wanted: Scalar, values: Iterable[Scalar]) -> int | None:
    """The place, from 1, of the first value that MATCH takes for the wanted one, which may hold wildcards."""
    if has_wildcards(wanted):
        places = (place for place, value in enumerate(values, start=1) if _equals(value, wanted))
    else:
        asked = key(wanted)
        places = (place for place, value in enumerate(values, start=1) if key(value) == asked)
    return next(places, None)


def first_match(wanted: str, text: str, start: int) -> int | None:
    """Where a text with wildcards first stands in another, counted from 0."""
    found = _pattern(wanted).search(text, start)
    return found.start() if found else None


@lru_cache(maxsize=4096)
def _pattern(wanted: str) -> re.Pattern[str]:
    parts, end = [], 0
    for found in WILDCARD.finditer(wanted):
        parts.append(re.escape(wanted[end : found.start()]))
        parts.append({"*": ".*", "?": "."}.get(found[0], re.escape(found[0][1:])))
        end = found.end()
    return re.compile("".join((*parts, re.escape(wanted[end:]))), re.IGNORECASE | re.DOTALL)
