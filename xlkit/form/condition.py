"""Conditions: what must be so for a question to be asked, or for an answer to do."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

Answered: TypeAlias = str | float | date | None
"""What stands as an answer: a choice's name, the names of several with spaces between, or what was typed."""

ITSELF = "."  # the name of the answer that a constraint is about


class Sign(StrEnum):
    """How two values are compared."""

    EQUAL = "="
    UNEQUAL = "!="
    LESS = "<"
    MOST = "<="
    MORE = ">"
    LEAST = ">="


ORDERS: Mapping[Sign, Callable[[Any, Any], bool]] = {
    Sign.LESS: operator.lt,
    Sign.MOST: operator.le,
    Sign.MORE: operator.gt,
    Sign.LEAST: operator.ge,
}


@dataclass(frozen=True, slots=True)
class _OfItem:
    """What is asked of the answer to one item."""

    item: str

    @property
    def names(self) -> frozenset[str]:
        """The items it speaks of."""
        return frozenset((self.item,))


@dataclass(frozen=True, slots=True)
class Compared(_OfItem):
    """The answer to an item against a value; against an empty text, `=` and `!=` ask whether there is an answer."""

    sign: Sign
    value: str | float | date

    def holds(self, answers: Mapping[str, Answered]) -> bool:
        """Whether it is so; a blank, or an answer of another kind than the value, is only ever unequal."""
        answer = answers.get(self.item)
        is_blank = answer is None or answer == ""
        if self.sign in (Sign.EQUAL, Sign.UNEQUAL):
            is_same = is_blank if self.value == "" else not is_blank and answer == self.value
            return is_same is (self.sign is Sign.EQUAL)
        are_days = isinstance(answer, date) and isinstance(self.value, date)
        are_numbers = isinstance(answer, float | int) and isinstance(self.value, float | int)
        return (are_days or are_numbers) and ORDERS[self.sign](answer, self.value)


@dataclass(frozen=True, slots=True)
class Selected(_OfItem):
    """Whether a choice is among those picked for an item."""

    choice: str

    def holds(self, answers: Mapping[str, Answered]) -> bool:
        """Whether it is so."""
        answer = answers.get(self.item)
        return isinstance(answer, str) and self.choice in answer.split()


@dataclass(frozen=True, slots=True)
class _Joined:
    """Several conditions."""

    parts: tuple["Condition", ...]

    @property
    def names(self) -> frozenset[str]:
        """The items they speak of."""
        return frozenset(name for part in self.parts for name in part.names)


@dataclass(frozen=True, slots=True)
class Every(_Joined):
    """All of some conditions."""

    def holds(self, answers: Mapping[str, Answered]) -> bool:
        """Whether all are so."""
        return all(part.holds(answers) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Either(_Joined):
    """One or more of some conditions."""

    def holds(self, answers: Mapping[str, Answered]) -> bool:
        """Whether one of them is so."""
        return any(part.holds(answers) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary of a condition."""

    part: "Condition"

    @property
    def names(self) -> frozenset[str]:
        """The items it speaks of."""
        return self.part.names

    def holds(self, answers: Mapping[str, Answered]) -> bool:
        """Whether the part is not so."""
        return not self.part.holds(answers)


Condition: TypeAlias = Compared | Selected | Every | Either | Not


def changed(condition: Condition, change: Callable[[Compared | Selected], Condition]) -> Condition:
    """The condition with each of its comparisons changed, however deep they stand in it."""
    match condition:
        case Every(parts) | Either(parts):
            return replace(condition, parts=tuple(changed(part, change) for part in parts))
        case Not(part):
            return Not(changed(part, change))
        case _:
            return change(condition)
