"""Overlaps: which of several figures would tell of a few organisations once they are subtracted from each other.

Organisations that stand in the same figures are a cell: whatever is added and subtracted, all of a cell counts alike.
A small cell can hide in a figure that has many organisations of its own, which stand in no other: where the figure
counts, these count with it, on the same side. So if every figure with a small cell has many of its own, what is left of
any sum or difference, above zero as below it, is nobody or many. The order of figures makes no difference.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TypeAlias, TypeVar

Figure = TypeVar("Figure")
Cells: TypeAlias = Counter[frozenset[Figure]]
"""How many organisations stand in exactly the same figures, by these figures."""


def cells(figures: Mapping[Figure, frozenset[str]]) -> Cells[Figure]:
    """The cells of some figures, each given by the organisations it rests on."""
    standing: dict[str, set[Figure]] = {}
    for figure, organisations in figures.items():
        for organisation in organisations:
            standing.setdefault(organisation, set()).add(figure)
    return Counter(map(frozenset, standing.values()))


def telling(among: Cells[Figure], smallest: Callable[[Figure], int]) -> frozenset[Figure]:
    """The figures with a small cell and too few of their own; `smallest` says what is few for each."""
    small = {figure for cell, many in among.items() if 0 < many < max(map(smallest, cell)) for figure in cell}
    return frozenset(figure for figure in small if among[frozenset({figure})] < smallest(figure))
