"""Evaluation: what an expression comes to by some answers, and of what sort that is."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from xlkit.form.expression import (
    PLACE,
    UNKNOWN,
    Answered,
    Answers,
    Call,
    Column,
    Expression,
    Literal,
    Named,
    Pairs,
    Sort,
)
from xlkit.form.functions import FETCHED, FUNCTIONS, INDEXED, LONGEST_TEXT, exact, number_of, text_of, truth_of
from xlkit.form.item import Kind

TEXT, NUMBER, DAY, TRUTH, MANY, BLANK = Sort.TEXT, Sort.NUMBER, Sort.DAY, Sort.TRUTH, Sort.MANY, Sort.BLANK
SORTS = {Kind.INTEGER: NUMBER, Kind.DECIMAL: NUMBER, Kind.DATE: DAY, Kind.MANY: MANY}  # any other answer is a text


def value(expression: Expression, answers: Answers) -> Answered:
    """What an expression comes to; None where that is nothing, UNKNOWN where it cannot be known."""
    if isinstance(expression, Literal):
        return expression.value
    if isinstance(expression, Named):
        result = answers.get(expression.name)
        return result if isinstance(result, str | float | int | date) or result is UNKNOWN else None
    if isinstance(expression, Column | Pairs):
        return None
    if expression.function in ("and", "or", "if", "coalesce"):
        return _chosen(expression, answers)
    result = _called(expression.function, list(_given(expression, answers)))
    if isinstance(result, str) and len(result) > LONGEST_TEXT:
        return None
    return exact(result) if isinstance(result, float) else result


def holds(expression: Expression, answers: Answers) -> bool | None:
    """Whether a condition is so; None where nobody can know."""
    result = value(expression, answers)
    return None if result is UNKNOWN else truth_of(result)


def _chosen(call: Call, answers: Answers) -> Answered:
    """What may be known though not all of its parts are: only those are looked at that matter."""
    if call.function == "if":
        condition = holds(call.parts[0], answers)
        return UNKNOWN if condition is None else value(call.parts[1 if condition else 2], answers)
    if call.function == "coalesce":
        return next((result for part in call.parts if (result := value(part, answers)) not in (None, "")), None)
    known = [holds(part, answers) for part in call.parts]
    decisive = call.function == "or"
    if decisive in known:
        return decisive
    return UNKNOWN if None in known else not decisive


def _given(call: Call, answers: Answers) -> Iterator[Any]:
    for part in call.parts:
        if isinstance(part, Column):
            rows = answers.get(part.table)
            standing = [(row.get(PLACE), row.get(part.field)) for row in rows] if isinstance(rows, list | tuple) else []
            is_one = call.function == INDEXED
            yield from [{text_of(at): each for at, each in standing}] if is_one else (each for _, each in standing)
        else:
            yield dict(part.pairs) if isinstance(part, Pairs) else value(part, answers)


def _called(name: str, given: Sequence[Any]) -> Any:
    if UNKNOWN in given:
        return UNKNOWN
    function = FUNCTIONS[name]
    sorts = [function.sort(place) for place in range(len(given))]
    taken = [_of_sort(sort, part) for sort, part in zip(sorts, given, strict=True)]
    if any(sort is NUMBER and part is None for sort, part in zip(sorts, taken, strict=True)):
        return None
    try:
        return function.work(*taken)
    except (ArithmeticError, ValueError):
        return None


def _of_sort(sort: Sort | None, found: Answered) -> Answered:
    if sort is NUMBER:
        return number_of(found)
    if sort in (TEXT, MANY):
        return text_of(found)
    if sort is TRUTH:
        return truth_of(found)
    return found if sort is not DAY or isinstance(found, date) else None


def sort_of(expression: Expression, named: Callable[[str], Sort]) -> Sort:
    """The sort of what an expression comes to; `named` gives that of what stands under a name."""
    match expression:
        case Literal(bool()):
            return TRUTH
        case Literal(date()):
            return DAY
        case Literal(value):
            return BLANK if value == "" else TEXT if isinstance(value, str) else NUMBER
        case Named(name):
            return named(name)
        case Column() | Pairs():
            return expression.sort
        case Call():
            return FUNCTIONS[expression.function].gives or _sort_given(expression, named)


def _sort_given(call: Call, named: Callable[[str], Sort]) -> Sort:
    """The sort of what comes of a function that gives what it is given."""
    parts = call.parts[1:] if call.function == "if" else call.parts[:1] if call.function in FETCHED else call.parts
    sorts = [sort_of(part, named) for part in parts]
    if call.function in ("+", "-"):
        return DAY if sorts[0] is DAY and sorts[-1] is not DAY else NUMBER
    known = {sort for sort in sorts if sort is not BLANK}
    return known.pop() if len(known) == 1 else TEXT if known else BLANK
