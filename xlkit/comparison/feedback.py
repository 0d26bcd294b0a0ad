"""Feedback: each provider's own results beside all others of its panel together, who are never named."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from msgspec import Struct

from xlkit.comparison.between_rounds.movement import Movement, round_of
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.disclosure.readers import Readers, readers
from xlkit.comparison.regional.regions import memberships
from xlkit.comparison.standing.panel import Asked, Panel, Position
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument, Section
from xlkit.form.item import Item
from xlkit.measures.location import low_median, median
from xlkit.measures.planning import timing
from xlkit.measures.scale import Counts, counts
from xlkit.returns.completed import Action
from xlkit.returns.names import organisation_of


class Others(Struct, frozen=True):
    """How many others stand below, at and above the provider's level on a topic, and their median; none is named."""

    below: int
    same: int
    above: int
    median: float

    @property
    def n(self) -> int:
        """How many others have a level."""
        return self.below + self.same + self.above


class Topic(Asked, frozen=True):
    """One topic as the provider answered it; `last` is its level of the round before.

    `others` is None where the provider has no level, or too few others have one. Where many have one it `is_held_back`
    if everybody is not shown the topic, or something about too few would follow with what everybody is shown.
    `apart` are the words under which its answer is counted apart, where it has no level for that.
    """

    level: int | None
    last: int | None
    others: Others | None
    is_held_back: bool = False
    apart: str = ""

    @property
    def statement(self) -> str:
        """The statement that the provider ticked, or an empty text."""
        apart = (choice for choice in self.item.apart if choice.apart == self.apart)
        choice = self.item.at_level(self.level) or next(apart, None)
        return choice.label if choice else ""

    @property
    def next_statement(self) -> str:
        """The statement one level up; an empty text at the highest level and where nothing was ticked."""
        choice = self.item.at_level(self.level + 1) if self.level is not None else None
        return choice.label if choice else ""


class OwnAction(Struct, frozen=True):
    """An action of the provider's own planner; `timing` says where it stands in time, as the register does."""

    section: Section | None
    item: Item | None
    action: Action
    timing: str


class Feedback(Struct, frozen=True):
    """All that goes back to one provider.

    `return_ids` are those of the returns that its position rests on. `others` is how many other organisations have a
    level on any topic, None where they are too few to stand beside; `smallest` is how many it takes. `last_round` is
    the name of the latest round before, empty without one. In a region `council` is the one that it answered to, as
    did the others; otherwise it is empty.
    """

    organisation: str
    instrument: Instrument
    round: str
    as_at: date
    basis: str
    return_ids: tuple[str, ...]
    others: int | None
    smallest: int
    last_round: str
    topics: tuple[Topic, ...]
    actions: tuple[OwnAction, ...]
    council: str = ""

    @property
    def answered(self) -> tuple[Topic, ...]:
        """The topics that have a level."""
        return tuple(topic for topic in self.topics if topic.level is not None)

    @property
    def strengths(self) -> tuple[Topic, ...]:
        """The topics at a high level, the highest first and otherwise in order."""
        strong = [topic for topic in self.answered if (topic.level or 0) >= self.instrument.scale.high]
        return tuple(sorted(strong, key=lambda topic: -(topic.level or 0)))


Levels: TypeAlias = Sequence[int | None]


def feedback(comparison: Comparison) -> Iterator[Feedback]:
    """What goes back to each provider, in order; others stand beside it only where enough of them have a level.

    In a region a provider gets one for each council that it answered to, with what it told that one, beside the other
    organisations of that council alone: those of the whole region, less the ones that the council itself shows, would
    tell of a small council beside it. Which round of which council went before is not known.
    """
    councils = memberships(comparison.ledger)
    own = {one.name: one.smallest for one in comparison.region.councils} if comparison.region else {}
    for panel, _ in comparison.spreads:
        before = None if councils else _before(comparison, panel)
        last = _last_levels(before) if before else {}
        actions = _actions(comparison, panel)
        standing = _standing(panel, councils)
        reading = readers(panel, councils, own, comparison.smallest)
        for position in panel.positions:
            me, council = organisation_of(position.organisation), _council(position, councils)
            others = [levels for name, levels in standing[council].items() if name != me]
            smallest = reading.releases[council].smallest
            yield Feedback(
                organisation=position.organisation,
                instrument=panel.instrument,
                round=_round(panel, position) if councils else comparison.round,
                as_at=comparison.as_at,
                basis=position.basis.value,
                return_ids=position.speaking,
                others=len(others) if len(others) >= smallest else None,
                smallest=smallest,
                last_round=before.earlier if before else "",
                topics=tuple(_topics(reading, panel, position, council, last.get(me, {}), others)),
                actions=tuple(actions[position.number]),
                council=council,
            )


def _standing(panel: Panel, councils: Mapping[str, str]) -> Mapping[str, Mapping[str, Levels]]:
    """The levels of each organisation that has one, by its council and its plain name."""
    standing: defaultdict[str, dict[str, Levels]] = defaultdict(dict)
    for position in panel.positions:
        if any(level is not None for level in position.levels):
            standing[_council(position, councils)][organisation_of(position.organisation)] = position.levels
    return standing


def _council(position: Position, councils: Mapping[str, str]) -> str:
    """The council that a position's returns went to; an empty text where there are not several."""
    return councils.get(position.speaking[0], "")


def _round(panel: Panel, position: Position) -> str:
    """The name of the round that a position's returns belong to."""
    return next(one.identity.round for one in panel.returns if one.identity.return_id in position.speaking)


def _topics(
    reading: Readers, panel: Panel, position: Position, council: str, last: Mapping[int, int], others: Sequence[Levels]
) -> Iterator[Topic]:
    sections, scale = panel.sections, panel.scale
    for place, (item, level) in enumerate(zip(panel.items, position.levels, strict=True)):
        standing = counts((levels[place] for levels in others), scale)
        is_many = level is not None and sum(standing) >= reading.releases[council].smallest
        shows = is_many and reading.shows(council, position, place)
        beside = _others(level, standing) if shows else None
        held_back = is_many and not shows
        yield Topic(sections[item.name], item, level, last.get(place), beside, held_back, position.apart[place])


def _others(level: int | None, standing: Counts) -> Others | None:
    middle = median(standing)
    if level is None or middle is None:
        return None
    return Others(sum(standing[: level - 1]), standing[level - 1], sum(standing[level:]), middle)


def _before(comparison: Comparison, panel: Panel) -> Movement | None:
    """The movement of a panel's own answers since the latest earlier round.

    That is the one whose returns were completed last; where no day is known of one of them, it is the last given.
    """
    mine = [
        movement
        for movement in comparison.movements
        if movement.instrument.name == panel.instrument.name and movement.perspective is Perspective.SELF
    ]
    days = _days(comparison)
    if any(movement.earlier not in days for movement in mine):
        return mine[-1]
    return max(reversed(mine), key=lambda movement: days[movement.earlier], default=None)


def _days(comparison: Comparison) -> Mapping[str, date]:
    """The last day on which a return of each earlier round was completed, where any is known."""
    days: dict[str, date] = {}
    for completed in comparison.before:
        if completed.completed_on is not None:
            name = round_of(completed)
            days[name] = max(completed.completed_on, days.get(name, date.min))
    return days


def _last_levels(movement: Movement) -> Mapping[str, Mapping[int, int]]:
    """The levels of last time by organisation and item, of units that are matched; of several their low median."""
    before: defaultdict[str, defaultdict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for pair in movement.pairs:
        if pair.before is not None and pair.speaking:
            before[organisation_of(pair.unit.organisation)][pair.item].append(pair.before)
    return {
        organisation: {item: level for item, levels in items.items() if (level := low_median(levels)) is not None}
        for organisation, items in before.items()
    }


def _actions(comparison: Comparison, panel: Panel) -> defaultdict[int, list[OwnAction]]:
    """The actions that organisations planned for themselves, by the number of their position."""
    actions: defaultdict[int, list[OwnAction]] = defaultdict(list)
    for planned in comparison.actions:
        if planned.template == panel.instrument.name and planned.number is not None:
            late = timing(planned.action.due, planned.action.status, comparison.as_at)
            actions[planned.number].append(OwnAction(planned.section, planned.item, planned.action, late))
    return actions
