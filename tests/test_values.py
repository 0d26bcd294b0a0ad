"""Tests that values are what the standard library's dataclasses are: equal, hashed and shown by their fields."""

from copy import deepcopy
from dataclasses import dataclass as standard
from dataclasses import field, fields, replace

import pytest

from xlkit.values import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A value of one field."""

    name: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A value with all that fields may have."""

    part: Part
    count: float = 0
    parts: tuple[Part, ...] = field(default=(), compare=False)
    secret: str = field(default="", repr=False)


@dataclass(slots=True)
class Open:
    """One that may change."""

    name: str


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """One that has an order."""

    row: int
    column: int


WHOLE = Whole(Part("a"), 2, (Part("b"),), "c")


def test_values_are_equal_by_the_fields_that_are_compared() -> None:
    """Those of another class are not, nor is one of other fields."""
    assert replace(WHOLE, parts=()) == WHOLE
    assert hash(replace(WHOLE, parts=())) == hash(WHOLE)
    assert replace(WHOLE, secret="") != WHOLE
    twin: object = Open("a")
    assert Part("a") != twin
    assert Part("a") == Part("a")


def test_a_value_shows_its_fields() -> None:
    """As the standard library's do, but for those that are not to be shown."""
    assert repr(WHOLE) == "Whole(part=Part(name='a'), count=2, parts=(Part(name='b'),))"
    assert [found.name for found in fields(WHOLE)] == ["part", "count", "parts", "secret"]


def test_a_value_is_copied_whole() -> None:
    """Which is how one travels between processes too."""
    copy = deepcopy(WHOLE)
    assert (copy, copy.parts) == (WHOLE, WHOLE.parts)


def test_values_in_an_order_are_values_all_the_same() -> None:
    """They are sorted by their fields, and found in a set."""
    assert sorted([Place(2, 1), Place(1, 2)]) == [Place(1, 2), Place(2, 1)]
    assert len({Place(1, 2), Place(1, 2), Place(2, 1)}) == 2


def test_what_may_change_has_no_place_in_a_set() -> None:
    """It is compared by its fields all the same, and so is one of the standard library."""

    @standard(slots=True)
    class Twin:
        name: str

    assert Open("a") == Open("a")
    for thing in (Open("a"), Twin("a")):
        with pytest.raises(TypeError, match="unhashable"):
            hash(thing)
