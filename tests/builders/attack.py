"""An attack on what is published: every sum and difference of figures, and what a linear programme makes of counts.

What is left of a sum or difference stands above zero on one side and below it on the other. A side that is nobody or
many tells nothing; a side of a few providers is a leak, however the other looks.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import combinations, product
from typing import Any, TypeAlias

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from tests.builders.published import Answer, Council, Figure, Limit, Published

MOST = 9  # figures of which every sum and difference is tried; of more those of four, and of many those of three
MANY = 20
LEVELS = 5
Side: TypeAlias = frozenset[Answer]
Numbers: TypeAlias = NDArray[np.floating[Any]]
NOBODY: frozenset[str] = frozenset()


class Promise(Struct, frozen=True):
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
        own, alone = [*published.own[one.name], *published.earlier[one.name]], Promise(one.smallest, {})
        yield from (("everybody", side) for side in small_sides(own, alone))
    for who, known in (("everybody", NOBODY), *((one.name, frozenset(one.providers)) for one in councils)):
        yield from ((who, side) for side in added(everything, region, promise, known))
    for reader, figures in published.feedback.items():
        for one in councils:
            mine = [figure for figure in figures if figure.file.endswith(one.name)]
            others = [figure for name, own in levels.items() if name != one.name for figure in own]
            for given, new in (([], figures), (levels[one.name], figures), ([*others, *region], mine)):
                yield from ((reader, side) for side in added(given, new, promise, {reader}))


def added(
    given: Sequence[Figure], new: Sequence[Figure], promise: Promise, known: AbstractSet[str]
) -> AbstractSet[Side]:
    """What new figures add to what those that are given tell: one that is told already, with many more, is not new."""
    answers = {answer for figure in new for answer in figure.answers}
    if not (told := small_sides([*given, *new], promise, known, answers)):
        return told
    before = small_sides(given, promise, known, answers)
    return {
        side for side in told - before if not any(part < side and not promise.broken(side - part) for part in before)
    }


def _new(region: Iterable[Figure], own: Sequence[Figure]) -> Iterator[Figure]:
    """The figures of a region without what councils publish themselves; nothing where that is all of a figure."""
    for figure in region:
        mine = [one for one in own if one.about == figure.about]
        alone = {one.answers: Counter(one.answers) for one in mine if one.what.strip() == one.about}.values()
        parts = (sum(some, Counter[Answer]()) for many in range(len(alone) + 1) for some in combinations(alone, many))
        left = min(
            (Counter(figure.answers) - part for part in parts if part <= Counter(figure.answers)), key=Counter.total
        )
        if left:
            yield replace(figure, answers=tuple(sorted(left.elements())))


def settled(figures: Iterable[Figure], promise: Promise, known: AbstractSet[str] = NOBODY) -> set[Side]:
    """The groups of too few that a linear programme settles, for one who knows some: how many stand at every level.

    It is given all counts but those of movement, and what feedback says: how many stand below its reader, at the same
    level and above, and what follows from their median. Quartiles and agreement follow from counts. Where a figure has
    all alike everybody in it is known, which nothing prevents: groups in such a figure are left out.
    """
    limits: defaultdict[tuple[Answer, ...], list[Limit]] = defaultdict(list)
    for figure in figures:
        left = tuple(sorted(one for one in figure.answers if one[0] not in known))
        if left and len(figure.rounds) < 2:
            limits[left] += _limits_without(figure, known)
    every = [Figure("", "", "", answers, ()) for answers in limits]
    return {
        side
        for related in _related(every, NOBODY)
        for side in _settled({figure: limits[figure] for figure in related}, promise)
    }


def _limits_without(figure: Figure, known: AbstractSet[str]) -> Iterator[Limit]:
    """What a figure says of those who are not known."""
    levels = [level for who, _, level in figure.answers if who in known]
    for some, least, most in figure.limits:
        less = sum(level in some for level in levels)
        yield some, least - less, most - less


def _settled(figures: Mapping[tuple[Answer, ...], Sequence[Limit]], promise: Promise) -> Iterator[Side]:
    """Cells are the answers that count the same in every figure; unknown is how many of each stand at each level."""
    standing: dict[tuple[int, ...], list[Answer]] = {}
    for answer in sorted({answer for figure in figures for answer in figure}):
        standing.setdefault(tuple(figure.count(answer) for figure in figures), []).append(answer)
    many, cells = np.array([len(mine) for mine in standing.values()]), np.array(list(standing))
    sizes = np.kron(np.eye(len(many)), np.ones(LEVELS)), many
    limits = [(place, limit) for place, mine in enumerate(figures.values()) for limit in mine]
    rows = [
        np.kron(cells[:, place], [level in some for level in range(1, LEVELS + 1)]) for place, (some, _, _) in limits
    ]
    least, most = (np.array([limit[at] for _, limit in limits]) for at in (1, 2))
    bounds = np.vstack([rows, np.negative(rows)]), np.concatenate([most, -least])
    alike = [_are_alike(len(figure), mine) for figure, mine in figures.items()]
    for place, (cell, mine) in enumerate(standing.items()):
        unknown = np.eye(sizes[0].shape[1])[place * LEVELS : (place + 1) * LEVELS]
        is_known = any(times and one for times, one in zip(cell, alike, strict=True))
        if promise.broken(mine) and not is_known and all(settled_at(one, sizes, bounds) is not None for one in unknown):
            yield frozenset(mine)


def _are_alike(many: int, limits: Sequence[Limit]) -> bool:
    return any(len(some) == 1 and least == many for some, least, _ in limits)


def settled_at(
    goal: Numbers, sizes: tuple[Numbers, Numbers], bounds: tuple[Numbers, Numbers] | None = None
) -> int | None:
    """The one value that a sum of unknowns can have, none of which is below zero; None where it can have others."""
    from scipy.optimize import linprog  # which takes longer to come than the tests that need it not

    given = {"A_eq": sizes[0], "b_eq": sizes[1]} | ({"A_ub": bounds[0], "b_ub": bounds[1]} if bounds else {})
    least, most = (linprog(sign * goal, **given).fun for sign in (1, -1))
    return round(least) if abs(least + most) < 1e-6 else None


def _related(figures: Iterable[Figure], known: AbstractSet[str]) -> Iterator[list[tuple[Answer, ...]]]:
    """The figures that hang together by their answers, without what is known; those that are the same stand once."""
    left = {tuple(sorted(answer for answer in one.answers if answer[0] not in known)) for one in figures}
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
