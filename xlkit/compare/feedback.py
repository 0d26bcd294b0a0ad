"""Feedback: each provider's own results beside all others of its panel together, who are never named."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from xlkit.comparison import Comparison
from xlkit.feedback import Feedback, Others, OwnAction, Topic
from xlkit.identity import plain
from xlkit.measures.location import low_median, median
from xlkit.measures.planning import timing
from xlkit.measures.scale import counts
from xlkit.movement import Movement
from xlkit.panel import Panel, Position
from xlkit.returns import Perspective

FEWEST_OTHERS = 5


def feedback(comparison: Comparison, smallest: int = FEWEST_OTHERS) -> Iterator[Feedback]:
    """What goes back to each provider, in order; others stand beside it only where `smallest` of them have a level."""
    for panel, _ in comparison.spreads:
        before = _before(comparison, panel)
        last = _last_levels(before) if before else {}
        actions = _actions(comparison, panel)
        for position in panel.positions:
            many = len(panel.positions) - 1
            yield Feedback(
                organisation=position.organisation,
                instrument=panel.instrument,
                round=comparison.round,
                as_at=comparison.as_at,
                basis=position.basis.value,
                others=many if many >= smallest else None,
                smallest=smallest,
                last_round=before.earlier if before else "",
                topics=tuple(_topics(panel, position, last.get(plain(position.organisation), {}), smallest)),
                actions=tuple(actions[plain(position.organisation)]),
            )


def _topics(panel: Panel, position: Position, last: Mapping[int, int], smallest: int) -> Iterator[Topic]:
    sections = {item.name: section for section in panel.instrument.sections for item in section.items}
    others = [one for one in panel.positions if one is not position]
    for place, item in enumerate(panel.items):
        level = position.levels[place]
        beside = _others(level, [one.levels[place] for one in others], smallest)
        yield Topic(sections[item.name], item, level, last.get(place), beside)


def _others(level: int | None, others: Sequence[int | None], smallest: int) -> Others | None:
    found = counts(others)
    middle = median(found)
    if level is None or middle is None or sum(found) < smallest:
        return None
    return Others(sum(found[: level - 1]), found[level - 1], sum(found[level:]), middle)


def _before(comparison: Comparison, panel: Panel) -> Movement | None:
    """The movement of a panel's own answers since the latest earlier round, the last that was given."""
    mine = [
        movement
        for movement in comparison.movements
        if movement.instrument.name == panel.instrument.name and movement.perspective is Perspective.SELF
    ]
    return mine[-1] if mine else None


def _last_levels(movement: Movement) -> Mapping[str, Mapping[int, int]]:
    """The levels of last time by organisation and item; of several units their low median."""
    said: defaultdict[str, defaultdict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for pair in movement.pairs:
        if pair.before is not None:
            said[plain(pair.unit.organisation)][pair.item].append(pair.before)
    return {
        organisation: {item: found for item, levels in items.items() if (found := low_median(levels)) is not None}
        for organisation, items in said.items()
    }


def _actions(comparison: Comparison, panel: Panel) -> defaultdict[str, list[OwnAction]]:
    """The actions that organisations planned for themselves, by organisation."""
    found: defaultdict[str, list[OwnAction]] = defaultdict(list)
    for one in comparison.actions:
        if one.instrument.name == panel.instrument.name and one.number is not None:
            late = timing(one.action.due, one.action.status, comparison.as_at)
            found[plain(one.completed.organisation)].append(OwnAction(one.section, one.item, one.action, late))
    return found
