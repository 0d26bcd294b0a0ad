"""An attack on movement: what a linear programme makes of how many stood where in several rounds, and who moved."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import TypeAlias

import numpy as np

from tests.builders.attack import LEVELS, Numbers, settled_at
from tests.builders.published import ITEMS, Figure, Limit

View: TypeAlias = tuple[str, ...]
"""A round, or two: where some stood in it, or which way they moved between them."""
Group: TypeAlias = tuple[frozenset[str], View]
"""Some providers, and of which rounds it is told where they stood, or how they moved."""
State: TypeAlias = Mapping[str, int]
"""The level of a provider in each round."""


def settled_moves(figures: Iterable[Figure], smallest: int) -> set[Group]:
    """The groups of too few of whom a linear programme settles how many stood at each level, or moved which way.

    It is given what a council's workbooks of several rounds say of each item. Where many stand or moved alike
    everybody among them is known, which nothing prevents: what is part of such a group is left out.
    """
    by_item: defaultdict[str, dict[Group, Sequence[Limit]]] = defaultdict(dict)
    for figure in figures:
        names = {about.split()[0] for _, about, _ in figure.answers}
        if len(names) == 1 and names <= set(ITEMS):
            by_item[names.pop()][frozenset(who for who, _, _ in figure.answers), figure.rounds] = figure.limits
    return {group for mine in by_item.values() for group in _settled(mine, smallest)}


def _settled(figures: Mapping[Group, Sequence[Limit]], smallest: int) -> Iterator[Group]:
    """Cells are the providers that stand in the same figures; unknown is how many of each stand where in all rounds."""
    standing: defaultdict[frozenset[Group], set[str]] = defaultdict(set)
    for who in frozenset().union(*(names for names, _ in figures)):
        standing[frozenset(figure for figure in figures if who in figure[0])].add(who)
    unknown = [(cell, state) for cell in standing for state in _states(cell)]
    rows = [[one == cell for one, _ in unknown] for cell in standing]
    many: list[float] = [len(mine) for mine in standing.values()]
    for figure, limits in figures.items():
        for some, least, _ in limits:
            rows.append([figure in cell and _stands(state, figure[1]) in some for cell, state in unknown])
            many.append(least)
    sizes = np.array(rows, dtype=float), np.array(many)
    known = {one for one in figures if any(least == len(one[0]) for _, least, _ in figures[one])}
    found = [
        (frozenset(mine), view, counts)
        for cell, mine in standing.items()
        if known.isdisjoint(cell)
        for view in _views(cell)
        if (counts := _counts([_stands(state, view) if one == cell else None for one, state in unknown], sizes))
    ]
    for mine, view, counts in found:
        alike = [one for one, seen, other in found if (seen, {*other}) == (view, {*counts}) and len(other) == 1]
        if len(mine.union(*alike)) < smallest:
            yield mine, view


def _counts(stands: Sequence[int | None], sizes: tuple[Numbers, Numbers]) -> Mapping[int, int] | None:
    """How many are settled to stand at each place, by where each unknown stands; None where that is not settled."""
    counts: dict[int, int] = {}
    for at in sorted({one for one in stands if one is not None}):
        if (many := settled_at(np.array([one == at for one in stands], dtype=float), sizes)) is None:
            return None
        counts |= {at: many} if many else {}
    return counts


def _rounds(cell: Iterable[Group]) -> Sequence[str]:
    return sorted({name for _, view in cell for name in view})


def _states(cell: Iterable[Group]) -> Iterator[State]:
    rounds = _rounds(cell)
    yield from (dict(zip(rounds, levels, strict=True)) for levels in product(range(1, LEVELS + 1), repeat=len(rounds)))


def _views(cell: Iterable[Group]) -> Iterator[View]:
    rounds = _rounds(cell)
    yield from ((name,) for name in rounds)
    yield from combinations(rounds, 2)


def _stands(state: State, view: View) -> int:
    """The level in a round, or of two the way from the second to the first."""
    now, *then = (state[name] for name in view)
    return int(np.sign(now - then[0])) if then else now
