"""Most: of several things that may not all be shown the most that may stand together, whatever the order of files."""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, islice
from typing import TypeVar

Thing = TypeVar("Thing")
MOST_TRIED = 200  # sets of things that may stand together


def most(things: Sequence[Thing], is_safe: Callable[[Sequence[Thing]], bool]) -> tuple[Thing, ...]:
    """The most things that are safe together; of sets of as many the first, by the order in which they are given.

    Where there would be too many sets to try, each in turn that is safe with those before it, from each thing on.
    """
    if (safe := next((some for some in islice(sets(things), MOST_TRIED) if is_safe(some)), None)) is not None:
        return safe
    places = range(len(things))
    return max((_in_turn(things, (*places[first:], *places[:first]), is_safe) for first in places), key=len, default=())


def _in_turn(
    things: Sequence[Thing], places: Sequence[int], is_safe: Callable[[Sequence[Thing]], bool]
) -> tuple[Thing, ...]:
    kept: list[int] = []
    for place in places:
        wider = sorted((*kept, place))
        if is_safe([things[one] for one in wider]):
            kept = wider
    return tuple(things[one] for one in kept)


def sets(things: Sequence[Thing], least: int = 1) -> Iterable[tuple[Thing, ...]]:
    """All sets of some things, the largest first, down to those of `least`."""
    return (some for many in range(len(things), least - 1, -1) for some in combinations(things, many))
