"""Shared movement: how providers moved since earlier rounds, as far as no small group shows or follows from it.

Providers are counted by their positions, as all other shared figures are, and not by the units that returns are matched
by: so each of them has moved, joined or left on an item. What moved is held against the levels of both rounds, in the
groups that the release of each tells apart, and against each other, as if all of one organisation could be subtracted.
Each earlier round counts as having shown how providers moved since those before it, where that told of nobody: through
these, rounds follow from each other whose own movement is left out.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeAlias

from xlkit.comparison.between_rounds.movement import own_rounds
from xlkit.comparison.disclosure.overlaps import Answer, cells, most, tells_nothing
from xlkit.comparison.disclosure.published import SharedMovement, Withheld, left_out
from xlkit.comparison.disclosure.release import Release, released
from xlkit.comparison.standing.panel import Asked, Position
from xlkit.comparison.standing.panels import panel
from xlkit.returns.completed import Return
from xlkit.returns.likeness import counted_once
from xlkit.returns.names import organisation_of

FEW_MOVED = (
    "Fewer than {smallest} organisations have a level in both rounds, or would be told of, held against the levels of "
    "both."
)
_Figures: TypeAlias = Mapping[tuple[str, Hashable], Sequence[Answer]]
"""Levels now by group, and levels then and moves between them by the earlier round, of one item."""


class _Moves(Asked, frozen=True):
    """One item since an earlier round, by the plain names of organisations; `matched` gives the levels then and now.

    `then` gives the levels then of all, and `groups` who stood in each group that the earlier round told apart.
    """

    earlier: str
    matched: Mapping[str, tuple[int, int]]
    then: Mapping[str, int]
    groups: Mapping[Hashable, Sequence[str]]

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from others: the round and the item."""
        return self.earlier, self.item.name


def shared_movements(
    side: Release, before: Iterable[Return]
) -> tuple[tuple[SharedMovement, ...], tuple[Withheld, ...]]:
    """What may be shown of a release's items since each earlier round, and what is left out, with the reason."""
    earlier = list(before)
    names, every = {one.name for one in side.items}, list(_moves(side, earlier))
    names_said = [*(one.organisation for one in side.panel.positions), *(one.organisation for one in earlier)]
    alike = {organisation_of(name): one for name, one in counted_once(names_said).items()}
    kept = {
        moves.key
        for place, item in enumerate(side.panel.items)
        if item.name in names
        for moves in _kept([one for one in every if one.item is item], _now(side, place, alike), side.smallest, alike)
    }
    return tuple(_counted(moves) for moves in every if moves.key in kept), tuple(_left_out(side, every, kept))


def _left_out(side: Release, every: Sequence[_Moves], kept: Collection[tuple[str, str]]) -> Iterator[Withheld]:
    """What of each earlier round is left out: all of it in a row, or topic by topic."""
    title, why = side.panel.instrument.title, FEW_MOVED.format(smallest=side.smallest)
    for earlier in dict.fromkeys(moves.earlier for moves in every):
        mine = [moves for moves in every if moves.earlier == earlier]
        since = f"{title}: movement since {earlier}"
        missing = [f"{since}, {moves.item.ref} {moves.item.title}" for moves in mine if moves.key not in kept]
        yield from left_out(f"{since}, all topics", missing, len(mine), why)


def _now(side: Release, place: int, alike: Mapping[str, str]) -> _Figures:
    """Who has a level on an item now, in the groups that the release tells apart."""
    groups = side.groups(frozenset({place}))
    return {
        ("now", group): [(alike[organisation_of(one.organisation)], "") for one in mine]
        for group, mine in groups.items()
    }


def _kept(every: Iterable[_Moves], now: _Figures, smallest: int, alike: Mapping[str, str]) -> Sequence[_Moves]:
    """Which of an item's may be shown beside each other: the most, and of as many those of most organisations.

    `alike` says what each organisation is counted as, by its plain name.
    """
    rounds = list(every)
    chained = _chained(rounds, smallest, alike)

    def is_safe(some: Sequence[_Moves]) -> bool:
        moved: _Figures = {("moved", one.earlier): [(alike[name], "") for name in one.matched] for one in some}
        then = {group: mine for one in some for group, mine in _then(one, alike).items()}
        every_cells = (cells({**now, **moved, **then, **more}) for more in ({}, chained))
        return all(tells_nothing(among, moved.keys(), lambda _: smallest) for among in every_cells)

    moving = (one for one in rounds if one.matched)
    return most(sorted(moving, key=lambda one: (-len(one.matched), one.earlier)), is_safe)


def _then(moves: _Moves, alike: Mapping[str, str]) -> _Figures:
    """Who had a level then, by group; who left says the same of two rounds where the level was the same in both."""
    return {
        ("then", (moves.earlier, group)): [
            (alike[name], "" if name in moves.matched else moves.then[name]) for name in names
        ]
        for group, names in moves.groups.items()
    }


def _chained(rounds: Sequence[_Moves], smallest: int, alike: Mapping[str, str]) -> _Figures:
    """What earlier rounds may have shown of moves between each other, and the levels of these rounds."""
    chained: _Figures = {}
    for before, other in combinations(rounds, 2):
        both = [(name, "") for name in {alike[name] for name in before.then.keys() & other.then.keys()}]
        between = ("moved", (before.earlier, other.earlier))
        beside: _Figures = {
            between: both,
            **{
                ("then", (moves.earlier, group)): [(alike[name], "") for name in names]
                for moves in (before, other)
                for group, names in moves.groups.items()
            },
        }
        if both and tells_nothing(cells(beside), {between}, lambda _: smallest):
            chained = {**chained, **beside}
    return chained


def _moves(side: Release, before: Iterable[Return]) -> Iterator[_Moves]:
    """Every item since every earlier round, which published by the same smallest group as this one."""
    sections = side.panel.sections
    for name, returns in own_rounds(side.panel, before).items():
        then = panel(side.panel.instrument, returns, side.panel.crosswalk)
        earlier = released(then, then.positions, side.smallest)
        for place, item in enumerate(side.panel.items):
            was, has = _at(then.positions, place), _at(side.panel.positions, place)
            groups = earlier.groups(frozenset({place}))
            yield _Moves(
                earlier=name,
                section=sections[item.name],
                item=item,
                matched={one: (was[one], level) for one, level in has.items() if one in was},
                then=was,
                groups={group: [organisation_of(one.organisation) for one in mine] for group, mine in groups.items()},
            )


def _at(positions: Iterable[Position], place: int) -> Mapping[str, int]:
    return {organisation_of(one.organisation): level for one in positions if (level := one.levels[place]) is not None}


def _counted(moves: _Moves) -> SharedMovement:
    levels = moves.matched.values()
    return SharedMovement(
        earlier=moves.earlier,
        section=moves.section,
        item=moves.item,
        down=sum(now < then for then, now in levels),
        same=sum(now == then for then, now in levels),
        up=sum(now > then for then, now in levels),
    )
