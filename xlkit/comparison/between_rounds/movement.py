"""Movement: how the same organisations answered the same items in an earlier round and in this one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from xlkit.comparison.standing.panel import Panel, Themed
from xlkit.comparison.standing.standing import Standing, stand
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item
from xlkit.measures.change import moved, net_movement
from xlkit.measures.grouped import grouped
from xlkit.returns.completed import Return
from xlkit.returns.names import agree, organisation_of, plain

Transitions = tuple[tuple[int, ...], ...]
"""A row for each level of a scale, with a count for each: how many went from the one to the other."""
UNNAMED = "an earlier round"


class Unit(Struct, frozen=True):
    """Who speaks about whom: what has to be the same for two returns to be matched.

    A locality or service area that one round leaves blank is no difference, where nobody else can be meant.
    """

    organisation: str
    subject: str
    locality: str
    service_area: str


class Pair(Struct, frozen=True):
    """One unit's levels on one item, by its place among the items of the movement.

    A blank in both rounds is no movement. `speaking` holds the ids of this round's returns that the level now rests on.
    """

    unit: Unit
    item: int
    before: int | None
    now: int | None
    speaking: tuple[str, ...]

    @property
    def state(self) -> str | None:
        """What became of the level."""
        return moved(self.before, self.now)


class ItemMovement(Themed, frozen=True):
    """One item: its transitions, and how many have a level on it only now (joined) or only had one before (left)."""

    transitions: Transitions
    joined: int
    left: int

    @property
    def down(self) -> int:
        """How many went to a lower level."""
        return sum(many for before, row in enumerate(self.transitions) for many in row[:before])

    @property
    def same(self) -> int:
        """How many stayed at their level."""
        return sum(row[before] for before, row in enumerate(self.transitions))

    @property
    def up(self) -> int:
        """How many went to a higher level."""
        return sum(many for before, row in enumerate(self.transitions) for many in row[before + 1 :])

    @property
    def matched(self) -> int:
        """How many have a level in both rounds."""
        return sum(map(sum, self.transitions))

    @property
    def net(self) -> float | None:
        """Those who went up less those who went down, as a share of the matched."""
        return net_movement(self.down, self.same, self.up)


class Movement(Struct, frozen=True):
    """One instrument and perspective against one earlier round; `pairs` are of all items of those who returned now.

    Of those who returned only before they are of the items that they had a level on.

    `matched`, `joined` and `left` count units that returned something in both rounds, only now, or only before, and
    `parted` are those who joined while the same organisation left, in another locality or service area.
    """

    instrument: Instrument
    perspective: Perspective
    earlier: str
    matched: int
    joined: int
    left: int
    items: tuple[ItemMovement, ...]
    pairs: tuple[Pair, ...]
    parted: tuple[Unit, ...] = ()


class _Voice(Struct, frozen=True):
    """Where one unit stood in one round; `standing` goes by the items of the panel."""

    unit: Unit
    standing: Standing


def movements(panels: Sequence[Panel], earlier: Iterable[Return]) -> tuple[Movement, ...]:
    """A movement for each panel, earlier round and perspective that have returns; rounds stay in the order given."""
    rounds = grouped(earlier, lambda completed: (round_of(completed), completed.identity.perspective))
    return tuple(
        _movement(panel, perspective, name, mine)
        for panel in panels
        for (name, perspective), before in rounds.items()
        if any(completed.identity.perspective is perspective for completed in panel.returns)
        and (mine := _of_panel(panel, before))
    )


def round_of(completed: Return) -> str:
    """What the round of an earlier return is called."""
    return completed.identity.round or UNNAMED


def own_rounds(panel: Panel, earlier: Iterable[Return]) -> Mapping[str, Sequence[Return]]:
    """The earlier returns of a panel's instrument about those who give them, by what their rounds are called."""
    returns = (one for one in _of_panel(panel, earlier) if one.identity.perspective is Perspective.SELF)
    return grouped(returns, round_of)


def _of_panel(panel: Panel, before: Iterable[Return]) -> list[Return]:
    templates = panel.templates
    return [one for one in before if one.identity.template in templates]


def _movement(panel: Panel, perspective: Perspective, name: str, before: Sequence[Return]) -> Movement:
    after = [one for one in panel.returns if one.identity.perspective is perspective]
    items = panel.items if perspective is Perspective.SELF else _answered(panel.items, (*before, *after))
    now = _voices(after, items)
    then = _followed(_voices(before, items), now)
    left = {(unit.organisation, unit.subject) for unit in then.keys() - now.keys()}
    pairs = tuple(_pairs(then, now, len(items)))
    return Movement(
        instrument=panel.instrument,
        perspective=perspective,
        earlier=name,
        matched=len(then.keys() & now.keys()),
        joined=len(now.keys() - then.keys()),
        left=len(then.keys() - now.keys()),
        items=_items(panel, items, pairs),
        pairs=pairs,
        parted=tuple(
            voice.unit for unit, voice in now.items() if unit not in then and (unit.organisation, unit.subject) in left
        ),
    )


def _followed(then: Mapping[Unit, _Voice], now: Mapping[Unit, _Voice]) -> Mapping[Unit, _Voice]:
    """Where units stood before, by those of now that they can only be: they differ in what one round leaves blank."""
    named = grouped(now, lambda unit: (unit.organisation, unit.subject))
    fitting = {
        unit: [
            other
            for other in named.get((unit.organisation, unit.subject), ())
            if agree(unit.locality, other.locality) and agree(unit.service_area, other.service_area)
        ]
        for unit in then
    }
    many = Counter(other for others in fitting.values() for other in others)
    followed = {
        unit: others[0]
        for unit, others in fitting.items()
        if unit not in now and len(others) == 1 and many[others[0]] == 1
    }
    return {followed.get(unit, unit): voice for unit, voice in then.items()}


def _answered(items: Sequence[Item], returns: Iterable[Return]) -> tuple[Item, ...]:
    """The items that somebody answered: others may have been asked through a short form."""
    answered = {answer.item for one in returns for answer in one.answers if answer.level is not None}
    return tuple(item for item in items if item.name in answered)


def _voices(returns: Sequence[Return], items: Sequence[Item]) -> Mapping[Unit, _Voice]:
    """Where each unit stood, by its unit with all names in their plain form."""
    groups = grouped(returns, lambda completed: _plain(_unit(completed)))
    return {unit: _Voice(_unit(group[0]), stand(group, items)) for unit, group in groups.items()}


def _unit(completed: Return) -> Unit:
    return Unit(
        completed.organisation, completed.subject or completed.organisation, completed.locality, completed.service_area
    )


def _plain(unit: Unit) -> Unit:
    return Unit(
        organisation_of(unit.organisation),
        organisation_of(unit.subject),
        plain(unit.locality),
        plain(unit.service_area),
    )


def _pairs(then: Mapping[Unit, _Voice], now: Mapping[Unit, _Voice], items: int) -> Iterator[Pair]:
    for key in sorted(
        {*then, *now}, key=lambda unit: (unit.organisation, unit.subject, unit.locality, unit.service_area)
    ):
        before, after = then.get(key), now.get(key)
        for place in range(items):
            was = before.standing.levels[place] if before else None
            level = after.standing.levels[place] if after else None
            # What is blank now may be filled in later, and is counted then.
            if was is not None or after is not None:
                unit = after.unit if after else before.unit if before else key
                yield Pair(unit, place, was, level, after.standing.speaking if after else ())


def _items(panel: Panel, items: Sequence[Item], pairs: Sequence[Pair]) -> tuple[ItemMovement, ...]:
    moves = Counter((pair.item, pair.before, pair.now) for pair in pairs)
    sections, levels = panel.sections, panel.scale.levels
    return tuple(
        ItemMovement(
            section=sections[item.name],
            item=item,
            theme=panel.theme_of(item),
            transitions=tuple(tuple(moves[place, before, now] for now in levels) for before in levels),
            joined=sum(moves[place, None, level] for level in levels),
            left=sum(moves[place, level, None] for level in levels),
        )
        for place, item in enumerate(items)
    )
