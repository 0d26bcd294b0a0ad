"""Overlaps: which of several figures would tell of a few organisations once they are subtracted from each other.

What an organisation says counts alike wherever it is the same, and what stands in the same figures is a cell: whatever
is added and subtracted, all of a cell counts alike. A small cell can hide in a figure that has many organisations of
its own, which stand in no other: where the figure counts, these count with it, on the same side. So if every figure
with a small cell has many of its own, what is left of any sum or difference, above zero as below it, is nobody or many.
The order of figures makes no difference.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeAlias, TypeVar

Figure = TypeVar("Figure")
Answer: TypeAlias = tuple[str, Hashable]
"""An organisation, and what of it would cancel when one figure is taken away from another."""
Cells: TypeAlias = Counter[frozenset[Figure]]
"""How many organisations stand in exactly the same figures, by these figures."""


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
