"""An attack on what is published: every sum and difference of figures, and what a linear programme makes of counts.

What is left of a sum or difference stands above zero on one side and below it on the other. A side that is nobody or
many tells nothing; a side of a few providers is a leak, however the other looks.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set as AbstractSet
from itertools import combinations, product
from typing import TypeAlias

import numpy as np
from scipy.optimize import linprog

from tests.builders.published import THEMES, Answer, Council, Figure, Published

MOST = 9  # figures of which every sum and difference is tried; of more those of FEW
FEW = 4
Side: TypeAlias = frozenset[Answer]
NOBODY: frozenset[str] = frozenset()


def small_sides(figures: Iterable[Figure], smallest: int, known: AbstractSet[str] = NOBODY) -> set[Side]:
    """Every side of fewer than `smallest` providers that sums and differences leave, for one who knows some of them."""
    return {side for related in _related(figures, known) for side in _small(related, smallest)}


def tried(figures: Iterable[Figure]) -> int:
    """How many sums and differences of some figures are tried."""
    return sum(len(_signs(len(related))) for related in _related(figures, NOBODY))


def leaks(councils: Sequence[Council], published: Published) -> Iterator[tuple[str, Side]]:
    """What the workbooks tell of a few that they should not, each with whom it tells it to.

    What councils that do not know of each other's providers publish each by itself tells what it tells: of that only
    what the region's workbook or feedback adds is a leak.
    """
    strictest = max(one.smallest for one in councils)
    everything = [figure for figures in published.own.values() for figure in figures]
    for one in councils:
        yield from (("everybody", side) for side in small_sides(published.own[one.name], one.smallest))
    for who, known in (("everybody", NOBODY), *((one.name, frozenset(one.providers)) for one in councils)):
        alone = small_sides(everything, strictest, known)
        beside = small_sides([*everything, *published.region], strictest, known)
        yield from ((who, side) for side in beside - alone)
    for reader, figures in published.feedback.items():
        yield from ((reader, side) for side in small_sides(figures, strictest, {reader}))
        for one in councils:
            mine = [figure for figure in figures if figure.file.endswith(one.name)]
            alone = small_sides(published.own[one.name], one.smallest, {reader})
            beside = small_sides([*published.own[one.name], *mine], one.smallest, {reader})
            yield from ((reader, side) for side in beside - alone)


def settled(figures: Iterable[Figure], smallest: int) -> set[Side]:
    """The groups under `smallest` that a linear programme settles: how many of each stand at every level.

    Medians, quartiles and agreement follow from the counts that it is given. Where a figure has all alike everybody in
    it is known, which nothing prevents: groups in such a figure are left out.
    """
    every = [one for one in figures if one.counts]
    found: set[Side] = set()
    for name, items in THEMES.items():
        related = {one.answers: one.counts for one in every if one.about in (name, *items)}
        found |= set(_settled(list(related), list(related.values()), smallest))
    return found


def _settled(
    figures: Sequence[tuple[Answer, ...]], counts: Sequence[tuple[int, ...]], smallest: int
) -> Iterator[Side]:
    """Cells are the answers that count the same in every figure; unknown is how many of each stand at each level."""
    standing: dict[tuple[int, ...], list[Answer]] = {}
    for answer in sorted({answer for figure in figures for answer in figure}):
        standing.setdefault(tuple(figure.count(answer) for figure in figures), []).append(answer)
    cells, levels = list(standing), len(counts[0]) if counts else 0
    sizes = np.kron(np.eye(len(cells)), np.ones(levels))
    sums = np.vstack([np.kron([cell[place] for cell in cells], np.eye(levels)) for place in range(len(figures))] or [[]])
    known = [len(standing[cell]) for cell in cells], np.concatenate([*counts, []])
    for place, cell in enumerate(cells):
        mine = standing[cell]
        alike = any(many and max(found) == sum(found) for many, found in zip(cell, counts, strict=True))
        if len({who for who, _, _ in mine}) >= smallest or alike:
            continue
        if all(_is_settled(place * levels + level, np.vstack([sizes, sums]), np.concatenate(known)) for level in range(levels)):
            yield frozenset(mine)


def _is_settled(unknown: int, rows: np.ndarray, values: np.ndarray) -> bool:
    """Whether an unknown that is nowhere below zero can have one value alone."""
    goal = np.zeros(rows.shape[1])
    goal[unknown] = 1
    least, most = (linprog(sign * goal, A_eq=rows, b_eq=values).fun for sign in (1, -1))
    return bool(abs(least + most) < 1e-6)


def _related(figures: Iterable[Figure], known: AbstractSet[str]) -> Iterator[list[tuple[Answer, ...]]]:
    """The figures about each theme and its items, without what is known; those that are the same stand once."""
    every = list(figures)
    for name, items in THEMES.items():
        mine = (one.answers for one in every if one.about in (name, *items))
        left = {tuple(sorted(answer for answer in answers if answer[0] not in known)) for answers in mine}
        if related := sorted(left - {()}):
            yield related


def _signs(many: int) -> np.ndarray:
    """Which figures are added and which are taken away, a row for each trial."""
    if many <= MOST:
        return np.array(list(product((-1, 0, 1), repeat=many)), dtype=np.int8)
    rows = []
    for chosen in (some for few in range(1, FEW + 1) for some in combinations(range(many), few)):
        for signs in product((-1, 1), repeat=len(chosen) - 1):
            row = np.zeros(many, dtype=np.int8)
            row[list(chosen)] = (1, *signs)
            rows.append(row)
    return np.array(rows)


def _small(related: Sequence[tuple[Answer, ...]], smallest: int) -> Iterator[Side]:
    answers = sorted({answer for figure in related for answer in figure})
    who = sorted({one for one, _, _ in answers})
    standing = np.array([[figure.count(answer) for answer in answers] for figure in related], dtype=np.int8)
    whose = np.array([[one == name for name in who] for one, _, _ in answers], dtype=np.int8)
    left = _signs(len(related)) @ standing
    for side in (left > 0, left < 0):
        many = ((side @ whose) > 0).sum(axis=1)
        for row in np.unique(side[(many > 0) & (many < smallest)], axis=0):
            yield frozenset(answer for answer, is_in in zip(answers, row, strict=True) if is_in)
