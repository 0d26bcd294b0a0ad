"""Shared movement: how providers moved since earlier rounds, as far as no small group shows or follows from it.

Providers are counted by their positions, as all other shared figures are, and not by the units that returns are matched
by: so each of them has moved, joined or left on an item, and what can be had by subtracting one round's figures from
another's is about those who joined, or those who left, of whom there have to be many or none.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from xlkit.comparison.disclosure.groups import FOLLOWS
from xlkit.comparison.disclosure.published import SharedMovement, Withheld
from xlkit.comparison.movements import round_of
from xlkit.comparison.panel import Panel
from xlkit.comparison.standing import stand
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Section
from xlkit.form.item import Item
from xlkit.returns.completed import Return
from xlkit.returns.names import organisation_of


@dataclass(frozen=True, slots=True)
class _Moves:
    """One item since an earlier round, by the plain names of organisations; `matched` gives the levels then and now."""

    earlier: str
    section: Section
    item: Item
    matched: Mapping[str, tuple[int, int]]
    joined: frozenset[str]
    left: frozenset[str]

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from others: the round and the item."""
        return self.earlier, self.item.name

    @property
    def title(self) -> str:
        """What it is called where it is left out."""
        return f"{self.item.ref} {self.item.title}: movement since {self.earlier}"


def shared_movements(
    panel: Panel, before: Iterable[Return], items: Iterable[str], smallest: int
) -> tuple[tuple[SharedMovement, ...], tuple[Withheld, ...]]:
    """What may be shown of the items of these names since each earlier round, and what is left out, with the reason."""
    names, every = frozenset(items), list(_moves(panel, before))
    kept = _kept((moves for moves in every if moves.item.name in names), smallest)
    why = FOLLOWS.format(smallest=smallest)
    shown = tuple(_counted(moves) for moves in every if moves.key in kept)
    return shown, tuple(Withheld(moves.title, why) for moves in every if moves.key not in kept)


def _kept(every: Iterable[_Moves], smallest: int) -> frozenset[tuple[str, str]]:
    """Which of some may be shown beside each other: those of most organisations first, then by the round."""
    shown: defaultdict[str, list[_Moves]] = defaultdict(list)
    for moves in sorted(every, key=lambda one: (-len(one.matched), one.earlier)):
        if _is_safe(moves, shown[moves.item.name], smallest):
            shown[moves.item.name].append(moves)
    return frozenset(moves.key for kept in shown.values() for moves in kept)


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
                joined=frozenset(has.keys() - was.keys()),
                left=frozenset(was.keys() - has.keys()),
            )


def _at(levels: Mapping[str, tuple[int | None, ...]], place: int) -> Mapping[str, int]:
    return {one: level for one, mine in levels.items() if (level := mine[place]) is not None}


def _is_safe(moves: _Moves, beside: Iterable[_Moves], smallest: int) -> bool:
    """Whether movers are many, and those whom the two rounds do not share, or two such figures, are many or none."""
    matched = frozenset(moves.matched)
    apart = [moves.joined, moves.left]
    for other in beside:
        apart += [matched - other.matched.keys(), frozenset(other.matched) - matched]
    return len(matched) >= smallest and all(not one or len(one) >= smallest for one in apart)


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
