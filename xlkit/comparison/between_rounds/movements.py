"""Movement: matched returns of this round and of earlier ones, item by item."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from xlkit.comparison.between_rounds.movement import ItemMovement, Movement, Pair, Transitions, Unit
from xlkit.comparison.standing.panel import Panel
from xlkit.comparison.standing.standing import Standing, stand
from xlkit.form.crosswalk import Crosswalk
from xlkit.form.identity import Perspective
from xlkit.form.item import Item
from xlkit.returns.completed import Return
from xlkit.returns.names import organisation_of, plain

UNNAMED = "an earlier round"


class _Voice(Struct, frozen=True):
    """Where one unit stood in one round; `standing` goes by the items of the panel."""

    unit: Unit
    standing: Standing


def movements(panels: Sequence[Panel], crosswalk: Crosswalk, earlier: Iterable[Return]) -> tuple[Movement, ...]:
    """A movement for each panel, earlier round and perspective that have returns; rounds stay in the order given."""
    rounds: defaultdict[tuple[str, Perspective], list[Return]] = defaultdict(list)
    for completed in earlier:
        rounds[round_of(completed), completed.identity.perspective].append(completed)
    return tuple(
        _movement(panel, perspective, name, mine, crosswalk)
        for panel in panels
        for (name, perspective), before in rounds.items()
        if any(completed.identity.perspective is perspective for completed in panel.returns)
        and (mine := _of_panel(panel, before))
    )


def round_of(completed: Return) -> str:
    """What the round of an earlier return is called."""
    return completed.identity.round or UNNAMED


def _of_panel(panel: Panel, before: Sequence[Return]) -> list[Return]:
    templates = panel.templates
    return [one for one in before if one.identity.template in templates]


def _movement(
    panel: Panel, perspective: Perspective, name: str, before: Sequence[Return], crosswalk: Crosswalk
) -> Movement:
    after = [one for one in panel.returns if one.identity.perspective is perspective]
    items = panel.items if perspective is Perspective.SELF else _answered(panel.items, (*before, *after))
    then, now = _voices(before, items), _voices(after, items)
    pairs = tuple(_pairs(then, now, len(items)))
    return Movement(
        instrument=panel.instrument,
        perspective=perspective,
        earlier=name,
        matched=len(then.keys() & now.keys()),
        joined=len(now.keys() - then.keys()),
        left=len(then.keys() - now.keys()),
        items=_items(panel, items, pairs, crosswalk),
        pairs=pairs,
    )


def _answered(items: Sequence[Item], returns: Iterable[Return]) -> tuple[Item, ...]:
    """The items that somebody answered: others may have been asked through a short form."""
    answered = {answer.item for one in returns for answer in one.answers if answer.level is not None}
    return tuple(item for item in items if item.name in answered)


def _voices(returns: Sequence[Return], items: Sequence[Item]) -> Mapping[Unit, _Voice]:
    """Where each unit stood, by its unit with all names in their plain form."""
    groups: defaultdict[Unit, list[Return]] = defaultdict(list)
    for completed in returns:
        groups[_plain(_unit(completed))].append(completed)
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


def _items(
    panel: Panel, items: Sequence[Item], pairs: Sequence[Pair], crosswalk: Crosswalk
) -> tuple[ItemMovement, ...]:
    moves = Counter((pair.item, pair.before, pair.now) for pair in pairs)
    sections, levels = panel.sections, panel.scale.levels
    return tuple(
        ItemMovement(
            section=sections[item.name],
            item=item,
            theme=crosswalk.theme_of(panel.instrument.name, item.name),
            transitions=_transitions(moves, place, levels),
            joined=sum(moves[place, None, level] for level in levels),
            left=sum(moves[place, level, None] for level in levels),
        )
        for place, item in enumerate(items)
    )


def _transitions(
    moves: Mapping[tuple[int, int | None, int | None], int], place: int, levels: Sequence[int]
) -> Transitions:
    return tuple(tuple(moves[place, before, now] for now in levels) for before in levels)
