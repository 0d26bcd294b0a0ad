"""An attack on what is published: every sum and difference of figures, and what a linear programme makes of counts.

What is left of a sum or difference stands above zero on one side and below it on the other. A side that is nobody or
many tells nothing; a side of a few providers is a leak, however the other looks.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations, product
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from tests.builders.published import SUBJECTS, Answer, Council, Figure, Published

MOST = 9  # figures of which every sum and difference is tried; of more those of four, and of many those of three
MANY = 20
Side: TypeAlias = frozenset[Answer]
Numbers: TypeAlias = NDArray[np.floating[Any]]
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Promise:
    """How many each answer is promised to stand among: what the council that publishes it asks for, or else the region.

    Of several councils that publish one answer it is the least.
    """

    strictest: int
    own: Mapping[Answer, int]

    def broken(self, side: Iterable[Answer]) -> bool:
        """Whether a side has fewer providers than any of its answers is promised, though it has some."""
        answers = list(side)
        return len({who for who, _, _ in answers}) < max(
            (self.own.get(one, self.strictest) for one in answers), default=0
        )


def promised(councils: Sequence[Council], published: Published) -> Promise:
    """What all answers of a region are promised."""
    own: dict[Answer, int] = {}
    for council in councils:
        for answer in (one for figure in published.own[council.name] for one in figure.answers):
            own[answer] = min(own.get(answer, council.smallest), council.smallest)
    return Promise(max(one.smallest for one in councils), own)


def small_sides(
    figures: Iterable[Figure],
    promise: Promise,
    known: AbstractSet[str] = NOBODY,
    about: AbstractSet[Answer] | None = None,
) -> set[Side]:
    """Every side of too few providers that sums and differences leave, for one who knows some of the providers.

    With `about` only those of figures that hang together with some of these answers.
    """
    return {
        side
        for related in _related(figures, known)
        if about is None or any(not about.isdisjoint(figure) for figure in related)
        for side in _small(related, promise)
    }


def leaks(councils: Sequence[Council], published: Published) -> Iterator[tuple[str, Side]]:
    """What the workbooks tell of a few that they should not, each with whom it tells it to.

    What councils that do not know of each other's providers publish each by itself tells what it tells: of that only
    what the region's workbook or feedback adds is a leak.
    """
    promise = promised(councils, published)
    levels = {name: [one for one in figures if one.is_of_levels] for name, figures in published.own.items()}
    everything = [figure for figures in levels.values() for figure in figures]
    region = list(_new(published.region, everything))
    for one in councils:
        yield from (("everybody", side) for side in small_sides(published.own[one.name], Promise(one.smallest, {})))
    for who, known in (("everybody", NOBODY), *((one.name, frozenset(one.providers)) for one in councils)):
        yield from ((who, side) for side in _added(everything, region, promise, known))
    for reader, figures in published.feedback.items():
        for one in councils:
            mine = [figure for figure in figures if figure.file.endswith(one.name)]
            others = [figure for name, own in levels.items() if name != one.name for figure in own]
            for given, new in (([], figures), (levels[one.name], figures), (others, mine)):
                yield from ((reader, side) for side in _added(given, new, promise, {reader}))


def _added(
    given: Sequence[Figure], new: Sequence[Figure], promise: Promise, known: AbstractSet[str]
) -> AbstractSet[Side]:
    """What new figures add to what those that are given tell."""
    answers = {answer for figure in new for answer in figure.answers}
    told = small_sides([*given, *new], promise, known, answers)
    return told - small_sides(given, promise, known, answers) if told else told


def _new(region: Iterable[Figure], own: Sequence[Figure]) -> Iterator[Figure]:
    """The figures of a region without what councils publish themselves; nothing where that is all of a figure."""
    for figure in region:
        alone = [Counter(one.answers) for one in own if one.about == figure.about]
        parts = (sum(some, Counter[Answer]()) for many in range(len(alone) + 1) for some in combinations(alone, many))
        left = min(
            (Counter(figure.answers) - part for part in parts if part <= Counter(figure.answers)), key=Counter.total
        )
        if left:
            yield replace(figure, answers=tuple(sorted(left.elements())))


def settled(figures: Iterable[Figure], promise: Promise) -> set[Side]:
    """The groups of too few that a linear programme settles: how many of each stand at every level.

    Medians, quartiles and agreement follow from the counts that it is given. Where a figure has all alike everybody in
    it is known, which nothing prevents: groups in such a figure are left out.
    """
    every = [one for one in figures if one.counts]
    found: set[Side] = set()
    for subject in SUBJECTS:
        if related := {one.answers: one.counts for one in every if one.about in subject}:
            found |= set(_settled(related, promise))
    return found


def _settled(figures: Mapping[tuple[Answer, ...], tuple[int, ...]], promise: Promise) -> Iterator[Side]:
    """Cells are the answers that count the same in every figure; unknown is how many of each stand at each level."""
    standing: dict[tuple[int, ...], list[Answer]] = {}
    for answer in sorted({answer for figure in figures for answer in figure}):
        standing.setdefault(tuple(figure.count(answer) for figure in figures), []).append(answer)
    counts, cells = list(figures.values()), np.array(list(standing))
    levels = len(counts[0])
    sums = [np.kron(cells[:, place], np.eye(levels)) for place in range(len(counts))]
    rows = np.vstack([np.kron(np.eye(len(cells)), np.ones(levels)), *sums])
    values = np.concatenate([[len(mine) for mine in standing.values()], *counts])
    for place, (cell, mine) in enumerate(standing.items()):
        alike = any(many and max(found) == sum(found) for many, found in zip(cell, counts, strict=True))
        unknown = range(place * levels, (place + 1) * levels)
        if promise.broken(mine) and not alike and all(_is_settled(one, rows, values) for one in unknown):
            yield frozenset(mine)


def _is_settled(unknown: int, rows: Numbers, values: Numbers) -> bool:
    """Whether an unknown that is nowhere below zero can have one value alone."""
    goal = np.zeros(rows.shape[1])
    goal[unknown] = 1
    least, most = (linprog(sign * goal, A_eq=rows, b_eq=values).fun for sign in (1, -1))
    return bool(abs(least + most) < 1e-6)


def _related(figures: Iterable[Figure], known: AbstractSet[str]) -> Iterator[list[tuple[Answer, ...]]]:
    """The figures that hang together by their answers, without what is known; those that are the same stand once."""
    every = list(figures)
    for subject in SUBJECTS:
        mine = (one.answers for one in every if one.about in subject)
        left = {tuple(sorted(answer for answer in answers if answer[0] not in known)) for answers in mine}
        together: list[tuple[set[Answer], list[tuple[Answer, ...]]]] = []
        for figure in sorted(left - {()}):
            touched = [one for one in together if not one[0].isdisjoint(figure)]
            together = [one for one in together if one not in touched]
            answers = set(figure).union(*(one for one, _ in touched))
            together.append((answers, [figure, *(one for _, some in touched for one in some)]))
        yield from (sorted(some) for _, some in together)


@cache
def _signs(many: int) -> Numbers:
    """Which figures are added and which are taken away, a row for each trial."""
    if many <= MOST:
        return np.array(list(product((-1, 0, 1), repeat=many)), dtype=np.float32)
    rows = []
    most = 4 if many <= MANY else 3
    for chosen in (some for few in range(1, most + 1) for some in combinations(range(many), few)):
        for signs in product((-1, 1), repeat=len(chosen) - 1):
            row = np.zeros(many, dtype=np.float32)
            row[list(chosen)] = (1, *signs)
            rows.append(row)
    return np.array(rows)


def _small(related: Sequence[tuple[Answer, ...]], promise: Promise) -> Iterator[Side]:
    cells: dict[tuple[int, ...], list[Answer]] = {}
    for answer in sorted({answer for figure in related for answer in figure}):
        cells.setdefault(tuple(figure.count(answer) for figure in related), []).append(answer)
    left = _signs(len(related)) @ np.array(list(cells), dtype=np.float32).T
    packed = np.unique(np.packbits(np.vstack([left > 0, left < 0]), axis=1), axis=0)
    for row in np.unpackbits(packed, axis=1, count=len(cells)):
        side = frozenset(answer for mine, is_in in zip(cells.values(), row, strict=True) if is_in for answer in mine)
        if side and promise.broken(side):
            yield side
