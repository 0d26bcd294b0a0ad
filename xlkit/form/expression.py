"""Expressions: what a form works out from its answers, as one tree that is evaluated, written as formulas and said."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum, StrEnum
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace


class Unknown(Enum):
    """What nobody can know when a return is read, such as the day on which a cell was filled in."""

    UNKNOWN = "unknown"


UNKNOWN = Unknown.UNKNOWN
Answered: TypeAlias = str | float | date | bool | Unknown | None
"""What stands as an answer: a choice's name, the names of several with spaces between, or what was typed."""
Rows: TypeAlias = Sequence[Mapping[str, Answered]]
Answers: TypeAlias = Mapping[str, Answered | Rows]
"""Answers by the names of items; those of a table are its rows."""

Constant: TypeAlias = str | float | date | bool
"""A value that stands in an expression itself."""

ITSELF = "."  # the name of the answer that a constraint is about
PLACE = "position(..)"  # that of the number which the row of a table has


class Sort(StrEnum):
    """What kind of value an expression comes to."""

    TEXT = "a text"
    NUMBER = "a number"
    DAY = "a date"
    TRUTH = "yes or no"
    MANY = "several choices"  # their names with spaces between
    BLANK = "nothing"  # the empty text, which fits in the place of any other


class Literal(Struct, frozen=True):
    """A value that stands in the expression itself."""

    value: Constant


class Named(Struct, frozen=True):
    """The answer to an item, what is worked out under a name, or the answer that a constraint is about."""

    name: str


class Column(Struct, frozen=True):
    """All answers in one column of a table, or one of them, which is of a sort."""

    table: str
    field: str
    sort: Sort = Sort.BLANK


class Pairs(Struct, frozen=True):
    """What a file states by keys, in one of its columns: numbers, or else texts."""

    name: str
    pairs: tuple[tuple[str, str | float], ...]
    sort: Sort


class Call(Struct, frozen=True):
    """An operator or a function and what it is given."""

    function: str
    parts: tuple["Expression", ...] = ()


Expression: TypeAlias = Literal | Named | Column | Pairs | Call


def walk(expression: Expression) -> Iterator[Expression]:
    """The expression and all its parts, however deep."""
    yield expression
    if isinstance(expression, Call):
        for part in expression.parts:
            yield from walk(part)


def names_in(expression: Expression | None) -> frozenset[str]:
    """The names of the items that it speaks of, those of tables among them."""
    parts = walk(expression) if expression is not None else ()
    return frozenset(
        part.name if isinstance(part, Named) else part.table for part in parts if isinstance(part, Named | Column)
    )


def changed(expression: Expression, change: Callable[[Expression], Expression]) -> Expression:
    """The expression with each of its parts changed, the innermost first."""
    if isinstance(expression, Call):
        expression = replace(expression, parts=tuple(changed(part, change) for part in expression.parts))
    return change(expression)


def text_by(name: Expression, texts: Sequence[tuple[str, str]]) -> Expression:
    """The text that goes with the name that an answer is, as a chain of choices; an empty one for any other answer."""
    chain: Expression = Literal("")
    for value, text in reversed(texts):
        chain = Call("if", (Call("=", (name, Literal(value))), Literal(text), chain))
    return chain


def every(parts: Sequence[Expression]) -> Expression | None:
    """That all of some conditions hold; None where there are none."""
    return parts[0] if len(parts) == 1 else Call("and", tuple(parts)) if parts else None
