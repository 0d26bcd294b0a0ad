"""Panels: the returns of one instrument, and where each organisation stands by them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from xlkit.comparison import Basis, Panel, Position, Spoken, ThemeLevel
from xlkit.crosswalk import Crosswalk
from xlkit.identity import plain
from xlkit.instrument import Instrument, Item
from xlkit.measures import SCALE, low_median
from xlkit.returns import Perspective, Return


def panel(instrument: Instrument, returns: Iterable[Return], crosswalk: Crosswalk) -> Panel:
    """The panel of an instrument from all its merged returns."""
    ordered = sorted(returns, key=_order)
    items = tuple(item for item in instrument.items if is_on_scale(item))
    themes = _spoken(instrument, items, crosswalk)
    groups: defaultdict[str, list[Return]] = defaultdict(list)
    for one in ordered:
        if one.identity.perspective is Perspective.SELF:
            groups[plain(one.organisation)].append(one)
    theme_of = {item.name: crosswalk.theme_of(instrument.name, item.name) for item in instrument.items}
    names = {item: theme.name for item, theme in theme_of.items() if theme}
    positions = tuple(
        _position(number, group, items, themes, names) for number, group in enumerate(groups.values(), start=1)
    )
    spoken_for = {id_: position.number for position in positions for id_ in position.speaking}
    numbers = tuple(spoken_for.get(one.identity.return_id) for one in ordered)
    return Panel(instrument, tuple(ordered), numbers, items, positions, themes)


def is_on_scale(item: Item) -> bool:
    """Whether an item is answered on the scale of five levels; other scales are never mixed with it."""
    return item.has_levels and {choice.score for choice in item.choices} == set(SCALE)


def levels_of(completed: Return) -> Mapping[str, int]:
    """The levels of a return by item; items without one are left out."""
    return {answer.item: answer.level for answer in completed.answers if answer.level is not None}


def _order(completed: Return) -> tuple[str, str, str, bool, str, str]:
    perspective = completed.identity.perspective
    return (
        plain(completed.organisation),
        plain(completed.subject),
        "" if perspective is Perspective.SELF else perspective.value,
        not completed.agreed,
        plain(completed.respondent),
        completed.identity.return_id,
    )


def _spoken(instrument: Instrument, items: Sequence[Item], crosswalk: Crosswalk) -> tuple[Spoken, ...]:
    places = {item.name: place for place, item in enumerate(items)}
    found = (
        Spoken(
            theme,
            tuple(places[name] for name in theme.items(instrument.name) if name in places),
            theme.is_partial(instrument.name),
        )
        for theme in crosswalk.themes
    )
    return tuple(one for one in found if one.items)


def _position(
    number: int,
    group: Sequence[Return],
    items: Sequence[Item],
    themes: Sequence[Spoken],
    theme_names: Mapping[str, str],
) -> Position:
    agreed = [one for one in group if one.agreed]
    speaking = agreed or list(group)
    alone = Basis.AGREED if agreed else Basis.ONE_VIEW
    answered = [levels_of(one) for one in speaking]
    levels = tuple(low_median([one[item.name] for one in answered if item.name in one]) for item in items)
    actions = Counter(theme_names.get(action.item) for one in group for action in one.actions if action.action.strip())
    return Position(
        number=number,
        organisation=group[0].organisation,
        basis=alone if len(speaking) == 1 else Basis.MIDDLE,
        speaking=tuple(one.identity.return_id for one in speaking),
        levels=levels,
        themes=tuple(_theme_level(one, levels, actions[one.theme.name]) for one in themes),
    )


def _theme_level(spoken: Spoken, levels: Sequence[int | None], actions: int) -> ThemeLevel:
    found = [level for place in spoken.items if (level := levels[place]) is not None]
    return ThemeLevel(low_median(found), min(found, default=None), actions)
