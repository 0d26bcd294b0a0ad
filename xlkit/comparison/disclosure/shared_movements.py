"""Shared movement: how providers moved since earlier rounds, as far as no small group shows or follows from it.

Providers are counted by their positions, as all other shared figures are, and not by the units that returns are matched
by: so each of them has moved, joined or left on an item. What moved is held against the levels of both rounds, and
against each other, as if all of one organisation could be subtracted.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from xlkit.comparison.disclosure.groups import FOLLOWS
from xlkit.comparison.disclosure.overlaps import Answer, cells, tells_nothing
from xlkit.comparison.disclosure.published import SharedMovement, Withheld
from xlkit.comparison.disclosure.release import Release
from xlkit.comparison.movements import round_of
from xlkit.comparison.panel import Panel
from xlkit.comparison.standing import stand
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Section
from xlkit.form.item import Item
from xlkit.returns.completed import Return
from xlkit.returns.likeness import counted_once
from xlkit.returns.names import organisation_of

_Figures: TypeAlias = Mapping[tuple[str, Hashable], Sequence[Answer]]
"""Levels now by group, and levels then and moves between them by the earlier round, of one item."""


@dataclass(frozen=True, slots=True)
class _Moves:
    """One item since an earlier round, by the plain names of organisations; `matched` gives the levels then and now.

    `left` gives the levels then of those who have none now.
    """

    earlier: str
    section: Section
    item: Item
    matched: Mapping[str, tuple[int, int]]
    left: Mapping[str, int]

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from others: the round and the item."""
        return self.earlier, self.item.name

    @property
    def title(self) -> str:
        """What it is called where it is left out."""
        return f"{self.item.ref} {self.item.title}: movement since {self.earlier}"


def shared_movements(
    side: Release, before: Iterable[Return]
) -> tuple[tuple[SharedMovement, ...], tuple[Withheld, ...]]:
    """What may be shown of a release's items since each earlier round, and what is left out, with the reason."""
    earlier = list(before)
    names, every = {one.name for one in side.items}, list(_moves(side.panel, earlier))
    names_said = [*(one.organisation for one in side.panel.positions), *(one.organisation for one in earlier)]
    alike = {organisation_of(name): one for name, one in counted_once(names_said).items()}
    kept = {
        moves.key
        for place, item in enumerate(side.panel.items)
        if item.name in names
        for moves in _kept([one for one in every if one.item is item], _now(side, place, alike), side.smallest, alike)
    }
    why = FOLLOWS.format(smallest=side.smallest)
    shown = tuple(_counted(moves) for moves in every if moves.key in kept)
    return shown, tuple(Withheld(moves.title, why) for moves in every if moves.key not in kept)


def _now(side: Release, place: int, alike: Mapping[str, str]) -> _Figures:
    """Who has a level on an item now, in the groups that the release tells apart."""
    groups = side.groups(frozenset({place}))
    return {
        ("now", group): [(alike[organisation_of(one.organisation)], "") for one in mine]
        for group, mine in groups.items()
    }


def _kept(every: Iterable[_Moves], now: _Figures, smallest: int, alike: Mapping[str, str]) -> Sequence[_Moves]:
    """Which of an item's may be shown beside each other: those of most organisations first, then by the round.

    `alike` says what each organisation is counted as, by its plain name.
    """
    shown: list[_Moves] = []
    figures = dict(now)
    for moves in sorted(every, key=lambda one: (-len(one.matched), one.earlier)):
        moved = ("moved", moves.earlier)
        # Who left says the same of two rounds only where the level then was the same in both.
        gone = [(alike[one], level) for one, level in moves.left.items()]
        stayed: list[Answer] = [(alike[one], "") for one in moves.matched]
        beside = {**figures, moved: stayed, ("then", moves.earlier): [*stayed, *gone]}
        if moves.matched and tells_nothing(cells(beside), {moved}, lambda _: smallest):
            shown.append(moves)
            figures = beside
    return shown


def _moves(panel: Panel, before: Iterable[Return]) -> Iterator[_Moves]:
    templates = panel.templates
    rounds: defaultdict[str, defaultdict[str, list[Return]]] = defaultdict(lambda: defaultdict(list))
    for completed in before:
        if completed.identity.perspective is Perspective.SELF and completed.identity.template in templates:
            rounds[round_of(completed)][organisation_of(completed.organisation)].append(completed)
    now = {organisation_of(position.organisation): position.levels for position in panel.positions}
    sections = panel.sections
    for name, groups in rounds.items():
        then = {organisation: stand(group, panel.items).levels for organisation, group in groups.items()}
        for place, item in enumerate(panel.items):
            was, has = _at(then, place), _at(now, place)
            yield _Moves(
                earlier=name,
                section=sections[item.name],
                item=item,
                matched={one: (was[one], level) for one, level in has.items() if one in was},
                left={one: level for one, level in was.items() if one not in has},
            )


def _at(levels: Mapping[str, tuple[int | None, ...]], place: int) -> Mapping[str, int]:
    return {one: level for one, mine in levels.items() if (level := mine[place]) is not None}


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
