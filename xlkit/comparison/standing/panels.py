"""Panels: the returns of one instrument, where each organisation stands by them, and what others say of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from xlkit.comparison.standing.panel import Panel, Part, Position, Spoken, ThemeLevel, Voice
from xlkit.comparison.standing.standing import stand, views
from xlkit.form.crosswalk import Crosswalk
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument, Side
from xlkit.form.item import Item
from xlkit.measures.grouped import grouped
from xlkit.measures.location import low_median
from xlkit.measures.planning import is_given_up, unplanned
from xlkit.measures.scale import Scale
from xlkit.returns.completed import Return
from xlkit.returns.likeness import counted_once
from xlkit.returns.names import organisation_of, plain

NO_COUNCILS: Mapping[str, str] = {}


def panel(
    instrument: Instrument, returns: Iterable[Return], crosswalk: Crosswalk, councils: Mapping[str, str] = NO_COUNCILS
) -> Panel:
    """The panel of an instrument from all merged returns of it and of its short forms.

    In a region `councils` names the council of each return by its id, and a provider stands once in each of them.
    """
    apart = councils if instrument.side is Side.PROVIDER else NO_COUNCILS
    ordered = tuple(sorted(returns, key=lambda completed: (*_whose(completed, apart), *_order(completed))))
    steps = instrument.scale.steps
    items = tuple(item for item in instrument.items if item.steps == steps)
    parts, themes = _parts(instrument, items), _spoken(instrument, items, crosswalk)
    about_themselves = (one for one in ordered if one.identity.perspective is Perspective.SELF)
    groups = grouped(about_themselves, lambda completed: _whose(completed, apart))
    theme_of = {item.name: crosswalk.theme_of(instrument.name, item.name) for item in instrument.items}
    names = {item: theme.name for item, theme in theme_of.items() if theme}
    positions = tuple(
        _position(number, group, items, parts, themes, names, instrument.scale)
        for number, group in enumerate(groups.values(), start=1)
    )
    alike = counted_once(position.organisation for position in positions)
    positions = tuple(replace(position, counted=alike[position.organisation]) for position in positions)
    others = views(ordered, items, len(positions) + 1)
    voices = tuple(voice for view in others for voice in view.voices)
    speaking: tuple[Position | Voice, ...] = (*positions, *voices)
    spoken_for = {id_: voice.number for voice in speaking for id_ in voice.speaking}
    own = dict(zip(groups, positions, strict=True))
    return Panel(
        instrument=instrument,
        returns=ordered,
        numbers=tuple(spoken_for.get(completed.identity.return_id) for completed in ordered),
        singles=tuple(
            own[_whose(completed, apart)].number
            if completed.identity.perspective is Perspective.SELF and not completed.agreed
            else None
            for completed in ordered
        ),
        items=items,
        parts=parts,
        positions=positions,
        themes=themes,
        voices=voices,
        views=others,
        crosswalk=crosswalk,
    )


def _whose(completed: Return, councils: Mapping[str, str]) -> tuple[str, str]:
    return organisation_of(completed.organisation), councils.get(completed.identity.return_id, "")


def _order(completed: Return) -> tuple[str, str, str, bool, str, str]:
    perspective = completed.identity.perspective
    return (
        organisation_of(completed.organisation),
        organisation_of(completed.subject),
        "" if perspective is Perspective.SELF else perspective.value,
        not completed.agreed,
        plain(completed.respondent),
        completed.identity.return_id,
    )


def _parts(instrument: Instrument, items: Sequence[Item]) -> tuple[Part, ...]:
    places = {item.name: place for place, item in enumerate(items)}
    parts = (
        Part(section, tuple(places[item.name] for item in section.items if item.name in places))
        for section in instrument.sections
    )
    return tuple(part for part in parts if part.items)


def _spoken(instrument: Instrument, items: Sequence[Item], crosswalk: Crosswalk) -> tuple[Spoken, ...]:
    places = {item.name: place for place, item in enumerate(items)}
    spoken = (
        Spoken(
            theme,
            tuple(places[name] for name in theme.items(instrument.name) if name in places),
            theme.is_partial(instrument.name),
        )
        for theme in crosswalk.themes
    )
    return tuple(one for one in spoken if one.items)


def _position(
    number: int,
    group: Sequence[Return],
    items: Sequence[Item],
    parts: Sequence[Part],
    themes: Sequence[Spoken],
    theme_names: Mapping[str, str],
    scale: Scale,
) -> Position:
    standing = stand(group, items)
    actions = Counter(
        theme_names.get(action.item)
        for completed in group
        for action in completed.actions
        if action.action.strip() and not is_given_up(action.status)
    )
    return Position(
        number=number,
        organisation=group[0].organisation,
        basis=standing.basis,
        speaking=standing.speaking,
        levels=standing.levels,
        themes=tuple(_theme_level(one, standing.levels, actions[one.theme.name], scale) for one in themes),
        parts=tuple(low_median(_levels(part.items, standing.levels)) for part in parts),
        apart=standing.apart,
    )


def _theme_level(spoken: Spoken, levels: Sequence[int | None], actions: int, scale: Scale) -> ThemeLevel:
    known = _levels(spoken.items, levels)
    level = low_median(known)
    return ThemeLevel(level, min(known, default=None), actions, unplanned(level, actions, scale))


def _levels(places: Iterable[int], levels: Sequence[int | None]) -> list[int]:
    return [level for place in places if (level := levels[place]) is not None]
