"""Conditions: what must be so for a question to be asked, or for an answer to do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

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


@dataclass(frozen=True, slots=True)
class Compared:
    """The answer to an item against a value; against an empty text, `=` and `!=` ask whether there is an answer."""

    item: str
    sign: Sign
    value: str | float | date

    @property
    def names(self) -> frozenset[str]:
        """The items it speaks of."""
        return frozenset((self.item,))

    def holds(self, answers: Mapping[str, Answered]) -> bool:
        """Whether it is so; a blank, or an answer of another kind than the value, is only ever unequal."""
        found = answers.get(self.item)
        is_blank = found is None or found == ""
        if self.sign in (Sign.EQUAL, Sign.UNEQUAL):
            is_same = is_blank if self.value == "" else not is_blank and found == self.value
            return is_same is (self.sign is Sign.EQUAL)
        return not is_blank and _is_ordered(found, self.sign, self.value)


@dataclass(frozen=True, slots=True)
class Selected:
    """Whether a choice is among those picked for an item."""

    item: str
    choice: str

    @property
    def names(self) -> frozenset[str]:
        """The items it speaks of."""
        return frozenset((self.item,))

    def holds(self, answers: Mapping[str, Answered]) -> bool:
        """Whether it is so."""
        found = answers.get(self.item)
        return isinstance(found, str) and self.choice in found.split()


@dataclass(frozen=True, slots=True)
class Every:
    """All of some conditions."""

    parts: tuple["Condition", ...]

    @property
    def names(self) -> frozenset[str]:
        """The items they speak of."""
        return frozenset(_names(self.parts))

    def holds(self, answers: Mapping[str, Answered]) -> bool:
        """Whether all are so."""
        return all(part.holds(answers) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Either:
    """One or more of some conditions."""

    parts: tuple["Condition", ...]

    @property
    def names(self) -> frozenset[str]:
        """The items they speak of."""
        return frozenset(_names(self.parts))

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


def _names(parts: tuple[Condition, ...]) -> Iterator[str]:
    for part in parts:
        yield from part.names


def _is_ordered(found: Answered, sign: Sign, value: str | float | date) -> bool:
    order = _order(found, value)
    if order is None:
        return False
    return {Sign.LESS: order < 0, Sign.MOST: order <= 0, Sign.MORE: order > 0, Sign.LEAST: order >= 0}[sign]


def _order(one: Answered, other: str | float | date) -> int | None:
    if isinstance(one, date) and isinstance(other, date):
        return (one - other).days
    if isinstance(one, float | int) and isinstance(other, float | int):
        return (one > other) - (one < other)
    return None
