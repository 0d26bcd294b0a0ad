"""Overlaps: which of several figures would tell of a few organisations once they are subtracted from each other.

What an organisation says counts alike wherever it is the same, and what stands in the same figures is a cell: whatever
is added and subtracted, all of a cell counts alike. A small cell can hide in a figure that has many organisations of
its own, which stand in no other: where the figure counts, these count with it, on the same side. So if every figure
with a small cell has many of its own, what is left of any sum or difference, above zero as below it, is nobody or many.
The order of figures makes no difference.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations, islice
from typing import TypeAlias, TypeVar

Figure = TypeVar("Figure")
Answer: TypeAlias = tuple[str, Hashable]
"""An organisation, and what of it would cancel when one figure is taken away from another."""
Cells: TypeAlias = Counter[frozenset[Figure]]
"""How many organisations stand in exactly the same figures, by these figures."""
Thing = TypeVar("Thing")
MOST_TRIED = 200  # sets of things that may stand together


def standing(figures: Mapping[Figure, Iterable[Answer]]) -> Mapping[str, frozenset[frozenset[Figure]]]:
    """The cells that each organisation stands in, of figures that are given by the answers they rest on."""
    within: defaultdict[Answer, set[Figure]] = defaultdict(set)
    for figure, answers in figures.items():
        for answer in answers:
            within[answer].add(figure)
    cells_of: defaultdict[str, set[frozenset[Figure]]] = defaultdict(set)
    for (organisation, _), of_answer in within.items():
        cells_of[organisation].add(frozenset(of_answer))
    return {organisation: frozenset(mine) for organisation, mine in cells_of.items()}


def cells(figures: Mapping[Figure, Iterable[Answer]]) -> Cells[Figure]:
    """The cells of some figures."""
    return Counter(cell for mine in standing(figures).values() for cell in mine)


def telling(among: Cells[Figure], smallest: Callable[[Figure], int]) -> frozenset[Figure]:
    """The figures with a small cell and too few of their own; `smallest` says what is few for each."""
    small = {figure for cell, many in among.items() if 0 < many < max(map(smallest, cell)) for figure in cell}
    return frozenset(figure for figure in small if among[frozenset({figure})] < smallest(figure))


def tells_nothing(among: Cells[Figure], new: AbstractSet[Figure], smallest: Callable[[Figure], int]) -> bool:
    """Whether neither new figures nor any that have organisations in common with them tell of a few."""
    told = telling(among, smallest)
    return told.isdisjoint(new) and not any(many and cell & new and cell & told for cell, many in among.items())


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
