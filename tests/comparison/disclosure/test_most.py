"""Most: of things that may not all stand together as many as may, and the same ones each time."""

from collections.abc import Sequence

import pytest

from xlkit.comparison.disclosure.overlaps import MOST_TRIED, most, sets


def taken_in_turn(things: str, clashes: set[str]) -> str:
    """What is kept where each is taken that clashes with none before it."""
    kept = ""
    for one in things:
        kept += one if fits(kept + one, clashes) else ""
    return kept


def fits(some: Sequence[str], clashes: set[str]) -> bool:
    return not any(set(pair) <= set(some) for pair in clashes)


@pytest.mark.parametrize(
    ("clashes", "in_turn", "kept"),
    [
        ({"ab", "ac"}, "ad", "bcd"),
        ({"ab", "cd"}, "ac", "ac"),
        ({"ab", "bc", "cd", "ad"}, "ac", "ac"),
        (set[str](), "abcd", "abcd"),
    ],
    ids=["one clashes with two", "two pairs", "a ring", "none"],
)
def test_the_most_are_kept_where_taking_each_in_turn_would_lose_some(
    clashes: set[str], in_turn: str, kept: str
) -> None:
    """The first thing costs two that would do without it; of as many, the first by the order given."""
    assert taken_in_turn("abcd", clashes) == in_turn
    assert "".join(most("abcd", lambda some: fits(some, clashes))) == kept


def test_among_too_many_to_try_each_is_taken_in_turn_from_each_on() -> None:
    """Of twelve the first clashes with all others: from it on it would stand alone, from the next on eight do."""
    things = "abcdefghijkl"
    clashes = {"a" + other for other in things[1:]} | {"bc", "de", "fg"}
    tried = next(number for number, some in enumerate(sets(things)) if fits(some, clashes))
    assert tried > MOST_TRIED
    assert taken_in_turn(things, clashes) == "a"
    assert "".join(most(things, lambda some: fits(some, clashes))) == "bdfhijkl"


def test_of_things_none_of_which_is_safe_none_is_kept() -> None:
    """However many there are."""
    assert most("abcdefghijkl", lambda _: False) == most("", lambda _: False) == ()
