"""Regions: several councils beside each other, theme by theme, by their returns or by their counts alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from xlkit.comparison.comparison import Note
from xlkit.comparison.regional.heard_in_region import heard_in_region, uncounted
from xlkit.comparison.regional.region import Region, RegionCouncil, RegionSide, RegionTheme, RegionUnit, Source
from xlkit.comparison.standing.panel import Panel, Position, ThemeLevel
from xlkit.form.crosswalk import Crosswalk, Theme
from xlkit.form.instrument import Instrument, Side
from xlkit.intake.council_workbook import Counted, CountedTheme
from xlkit.intake.log import Entry, Ledger
from xlkit.measures.distribution import Distribution
from xlkit.measures.grouped import grouped
from xlkit.returns.names import organisation_of

NO_RETURNS = "No returns of this template."
NO_COUNTS = "Left out of its shared workbook, or not in it."


class _Given(Struct, frozen=True):
    """What one council gives: the council, and its counts where they are all that there is."""

    council: RegionCouncil
    counted: Counted | None


def memberships(ledger: Ledger) -> Mapping[str, str]:
    """The name of the council of every merged return, by return id; empty where there are not several."""
    names = {organisation_of(entry.council): entry.council for entry in reversed(ledger.merged)}
    if len(names) < 2:
        return {}
    merged = ((entry.completed, names[organisation_of(entry.council)]) for entry in ledger.merged)
    return {one.identity.return_id: council for one, council in merged if one is not None}


def region(
    panels: Sequence[Panel], instruments: Mapping[str, Instrument], crosswalk: Crosswalk, ledger: Ledger, smallest: int
) -> Region | None:
    """The councils of a ledger side by side, or None where there are not several.

    `smallest` is the smallest group of councils whose workbooks do not say what theirs is.
    """
    groups = grouped(ledger.merged, lambda entry: organisation_of(entry.council))
    if len(groups) < 2:
        return None
    given = [_given(number, groups[key], panels, smallest) for number, key in enumerate(sorted(groups), start=1)]
    members = memberships(ledger)
    sides = (
        _side(
            instrument,
            next((one for one in panels if one.instrument.name == instrument.name), None),
            given,
            members,
            crosswalk,
        )
        for instrument in _providers(panels, instruments, given)
    )
    shown = tuple(one for one in sides if one.themes)
    return Region(tuple(one.council for one in given), shown, heard_in_region(ledger, shown, crosswalk))


def _given(number: int, mine: Sequence[Entry], panels: Sequence[Panel], smallest: int) -> _Given:
    returned = {entry.completed.identity.return_id for entry in mine if entry.completed is not None}
    rounds = {entry.completed.identity.round for entry in mine if entry.completed is not None}
    counted = next((entry.counted for entry in mine if entry.counted is not None), None)
    own = [
        (panel, position)
        for panel in panels
        if panel.instrument.side is Side.COMMISSIONER and panel.items
        for position in panel.positions
        if returned & set(position.speaking)
    ]
    own = [one for one in own if organisation_of(one[1].organisation) == organisation_of(mine[0].council)] or own
    panel, position = own[0] if len(own) == 1 else (None, None)
    name = "; ".join(sorted(rounds - {""})) or (counted.round if counted else "")
    source = Source.RETURNS if returned else Source.SHARED
    asked = min((entry.smallest or smallest for entry in mine), default=smallest)
    council = RegionCouncil(number, mine[0].council, name, source, asked, position, panel)
    return _Given(council, None if returned else counted)


def _providers(
    panels: Sequence[Panel], instruments: Mapping[str, Instrument], given: Iterable[_Given]
) -> tuple[Instrument, ...]:
    """The instruments of providers of which there are returns or counts, in the order of their library."""
    there = {panel.instrument.name for panel in panels if panel.positions}
    there |= {side.template for one in given if one.counted for side in one.counted.sides}
    return tuple(one for name, one in instruments.items() if name in there and one.side is Side.PROVIDER)


def _side(
    instrument: Instrument,
    panel: Panel | None,
    given: Sequence[_Given],
    members: Mapping[str, str],
    crosswalk: Crosswalk,
) -> RegionSide:
    """All themes on which the instrument speaks, or any council gives its own level."""
    themes = []
    for theme in crosswalk.themes:
        rows = tuple(_row(one, theme, instrument, panel, members) for one in given)
        speaks = bool(theme.items(instrument.name))
        if speaks and any(row.found is not None or row.level is not None for row in rows):
            themes.append(RegionTheme(theme, theme.is_partial(instrument.name), instrument.scale, rows))
    return RegionSide(instrument, panel, tuple(themes))


def _row(
    given: _Given, theme: Theme, instrument: Instrument, panel: Panel | None, members: Mapping[str, str]
) -> RegionUnit:
    steps, name = instrument.scale.steps, given.council.name
    if given.counted is not None:
        counted, own_steps = _counted(given.counted, instrument, theme)
        providers = Distribution(counted.counts, instrument.scale) if counted and counted.counts is not None else None
        level, lowest = (counted.level, counted.lowest) if counted else (None, None)
        why_not = "" if providers else NO_COUNTS
        return RegionUnit(name, level, lowest, providers, own_steps == steps, why_not, council=given.council)
    own = _own(given.council, theme)
    every = panel.positions if panel else ()
    mine = [position for position in every if members.get(position.speaking[0]) == name]
    providers = _spread(panel, mine, theme) if panel and mine else None
    own_steps = given.council.commissioners.scale.steps if given.council.commissioners else steps
    level, lowest = (own.level, own.lowest) if own else (None, None)
    why_not = "" if providers else NO_RETURNS
    return RegionUnit(name, level, lowest, providers, own_steps == steps, why_not, council=given.council)


def _counted(counted: Counted, instrument: Instrument, theme: Theme) -> tuple[CountedTheme | None, int]:
    """What a council counts through the instrument, and how many steps its own level's scale has.

    Without it, its own level wherever that stands.
    """
    sides = {
        side.template: (counted_theme, side.own_steps)
        for side in counted.sides
        for counted_theme in side.themes
        if counted_theme.theme == theme.name
    }
    if instrument.name in sides:
        return sides[instrument.name]
    other, steps = next(iter(sides.values()), (None, instrument.scale.steps))
    return (CountedTheme(theme.name, None, other.level, other.lowest) if other else None), steps


def _own(council: RegionCouncil, theme: Theme) -> ThemeLevel | None:
    if council.own is None or council.commissioners is None:
        return None
    spoken = zip(council.commissioners.themes, council.own.themes, strict=True)
    return next((level for one, level in spoken if one.theme.name == theme.name), None)


def _spread(panel: Panel, positions: Iterable[Position], theme: Theme) -> Distribution | None:
    place = next((place for place, one in enumerate(panel.themes) if one.theme.name == theme.name), None)
    if place is None:
        return None
    levels = (position.themes[place].level for position in positions)
    return Distribution.of(levels, panel.scale)


def notes(panels: Iterable[Panel], members: Mapping[str, str], ledger: Ledger, crosswalk: Crosswalk) -> Iterator[Note]:
    """What a reader should know of a region: who is in several councils, other versions, and people not counted."""
    yield from _several_councils(panels, members)
    yield from _versions(panels, ledger)
    yield from uncounted(ledger, crosswalk) if members else ()


def _versions(panels: Iterable[Panel], ledger: Ledger) -> Iterator[Note]:
    versions_of: dict[str, set[str]] = {
        panel.instrument.name: {one.identity.version for one in panel.returns} for panel in panels
    }
    counted = [side for entry in ledger.merged if entry.counted for side in entry.counted.sides]
    for side in counted:
        versions_of.setdefault(side.template, set()).add(side.version)
    for template in dict.fromkeys(side.template for side in counted):
        versions = sorted(versions_of[template] - {""})
        if len(versions) > 1:
            text = f"Counts of versions {', '.join(versions)} are combined: check themes whose wording changed."
            yield Note("versions", template, "", text)


def _several_councils(panels: Iterable[Panel], members: Mapping[str, str]) -> Iterator[Note]:
    for panel in panels:
        mine = (position for position in panel.positions if position.speaking[0] in members)
        for positions in grouped(mine, lambda position: organisation_of(position.organisation)).values():
            if len(positions) > 1:
                councils = ", ".join(members[position.speaking[0]] for position in positions)
                text = f"It sent returns to {len(positions)} councils ({councils}) and counts once in each of them."
                yield Note("several councils", positions[0].organisation, "", text)
