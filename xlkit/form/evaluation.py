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
    Constant,
    Expression,
    Literal,
    Named,
    Pairs,
    Sort,
)
from xlkit.form.functions import (
    FETCHED,
    FUNCTIONS,
    INDEXED,
    LONGEST_TEXT,
    Function,
    exact,
    number_of,
    text_of,
    truth_of,
)

TEXT, NUMBER, DAY, TRUTH, MANY, BLANK = Sort.TEXT, Sort.NUMBER, Sort.DAY, Sort.TRUTH, Sort.MANY, Sort.BLANK


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
    result = _called(FUNCTIONS[expression.function], list(_given(expression, answers)))
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


def _called(function: Function, given: Sequence[Any]) -> Any:
    if UNKNOWN in given:
        return UNKNOWN
    taken: list[Any] = []
    for place, part in enumerate(given):
        sort = function.sort(place)
        if sort is NUMBER:
            number = number_of(part)
            if number is None:
                return None
            taken.append(number)
        else:
            taken.append(_of_sort(sort, part))
    try:
        return function.work(*taken)
    except (ArithmeticError, ValueError):
        return None


def _of_sort(sort: Sort | None, found: Answered) -> Answered:
    if sort in (TEXT, MANY):
        return text_of(found)
    if sort is TRUTH:
        return truth_of(found)
    return found if sort is not DAY or isinstance(found, date) else None


def sort_of(expression: Expression, named: Callable[[str], Sort]) -> Sort:
    """The sort of what an expression comes to; `named` gives that of what stands under a name."""
    if isinstance(expression, Literal):
        return _sort_of_literal(expression.value)
    if isinstance(expression, Named):
        return named(expression.name)
    if isinstance(expression, Column | Pairs):
        return expression.sort
    gives = FUNCTIONS[expression.function].gives
    if gives is not None:
        return gives
    parts = expression.parts[1:] if expression.function == "if" else expression.parts
    if expression.function in FETCHED:
        parts = parts[:1]
    sorts = [sort_of(part, named) for part in parts]
    if expression.function in ("+", "-"):
        return DAY if sorts[0] is DAY and sorts[-1] is not DAY else NUMBER
    known = {sort for sort in sorts if sort is not BLANK}
    return known.pop() if len(known) == 1 else TEXT if known else BLANK


def _sort_of_literal(found: Constant) -> Sort:
    if isinstance(found, bool):
        return TRUTH
    if isinstance(found, date):
        return DAY
    return BLANK if found == "" else TEXT if isinstance(found, str) else NUMBER
