"""Shared regions: what of several councils may be shown to everybody.

Everything rests on units that have no return in common: a council with enough providers, or the small ones together.
Each unit shows what it may show by itself, and the region's figures are their sums, so that subtracting units from the
region, or from what councils publish themselves, tells of no smaller group. A provider of several councils stands once
in each, and is one organisation where it is asked how many there are. A unit is shown only where whoever knows all
providers of a council, wherever else these stand, still learns of no small group about others. Of a council that gives
its counts alone nobody can tell who its providers are, so this is known of the councils that give returns.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from xlkit.comparison.comparison import Comparison
from xlkit.comparison.disclosure.groups import chosen, known, organisations, themes_of
from xlkit.comparison.disclosure.published import Withheld
from xlkit.comparison.panel import Panel, Position
from xlkit.comparison.region import (
    CouncilTheme,
    RegionSide,
    RegionTheme,
    SharedRegion,
    SharedRegionSide,
    SharedRegionTheme,
    SharedUnit,
    Source,
)
from xlkit.comparison.regions import memberships
from xlkit.measures.distribution import Distribution
from xlkit.measures.scale import counts
from xlkit.returns.names import counted_as, same_organisation

UNSAFE = (
    "Fewer than {smallest} of its providers have a level, or a figure about fewer would follow from what is shown, or "
    "from what another council knows of its own providers."
)
TOGETHER = "Smaller councils together"
OF_COUNCILS = (
    "Over a region they could be held against what each council publishes; see each council's own shared workbook."
)
NOT_OF_REGIONS = Withheld("Providers by item, by group, and their movement", OF_COUNCILS)


@dataclass(frozen=True, slots=True)
class _Units:
    """Through one instrument: the themes that each large council may show, and the providers of the small ones."""

    panel: Panel | None
    small: Mapping[str, tuple[Position, ...]]
    safe: Mapping[str, frozenset[str]]
    safe_together: frozenset[str]


def share_region(comparison: Comparison, smallest: int) -> tuple[SharedRegion, tuple[Withheld, ...]] | None:
    """A region as everybody may see it, and what is left out; None where the comparison is of one council."""
    region = comparison.region
    if region is None:
        return None
    members = memberships(comparison.ledger)
    sides, withheld = [], [NOT_OF_REGIONS]
    for side in region.sides:
        units = _units(side, members, smallest)
        themes = tuple(_theme(one, units, smallest) for one in side.themes)
        sides.append(SharedRegionSide(side.instrument, themes))
        withheld += [one for theme in themes for one in _withheld(theme, smallest)]
    return SharedRegion(tuple(one.name for one in region.councils), tuple(sides)), tuple(withheld)


def _units(side: RegionSide, members: Mapping[str, str], smallest: int) -> _Units:
    if side.panel is None:
        return _Units(None, {}, {}, frozenset())
    by_council: dict[str, list[Position]] = {}
    for position in side.panel.positions:
        by_council.setdefault(members[position.speaking[0]], []).append(position)
    large = {name: mine for name, mine in by_council.items() if len(mine) >= smallest}
    small = {name: tuple(mine) for name, mine in by_council.items() if len(mine) < smallest}
    safe = {
        name: _safe_beside(
            side.panel, mine, {one: theirs for one, theirs in by_council.items() if one != name}, smallest
        )
        for name, mine in large.items()
    }
    # A council that knows its own returns learns no more than one that knows its organisations, which are too few.
    together = _safe_beside(side.panel, [one for mine in small.values() for one in mine], by_council, smallest)
    return _Units(side.panel, small, safe, together)


def _safe(panel: Panel, positions: Sequence[Position], smallest: int) -> frozenset[str]:
    """The themes that some providers may show by themselves."""
    shown, _ = chosen(replace(panel, positions=tuple(positions)), themes_of(panel), (), smallest)
    return frozenset(series.name for series in shown)


def _safe_or_empty(panel: Panel, positions: Sequence[Position], smallest: int) -> frozenset[str]:
    """The themes that some providers may show by themselves, or have no level on."""
    empty = (one.name for one in themes_of(panel) if not any(known(each, one.items) for each in positions))
    return _safe(panel, positions, smallest) | frozenset(empty)


def _safe_beside(
    panel: Panel, positions: Sequence[Position], councils: Mapping[str, Sequence[Position]], smallest: int
) -> frozenset[str]:
    """The themes that some providers may show, also to those who know all providers of any one of some councils."""
    safe = _safe(panel, positions, smallest)
    for mine in councils.values():
        insiders = organisations(mine)
        others = [one for one in positions if counted_as(one.organisation) not in insiders]
        safe &= _safe_or_empty(panel, others, smallest)
    return safe


def _theme(theme: RegionTheme, units: _Units, smallest: int) -> SharedRegionTheme:
    name = theme.theme.name
    together = name in units.safe_together
    rows = [_council(one, name, units, smallest, is_within=together) for one in theme.councils]
    if together and units.panel is not None:
        everybody = [position for mine in units.small.values() for position in mine]
        rows.append(SharedUnit(TOGETHER, None, None, _spread(units.panel, everybody, name)))
    return SharedRegionTheme(theme.theme, theme.is_partial, theme.scale, tuple(rows))


def _council(row: CouncilTheme, theme: str, units: _Units, smallest: int, *, is_within: bool) -> SharedUnit:
    name, own = row.council.name, row.council.own
    is_own = own is None or same_organisation(own.organisation, name)
    level, lowest = (row.level, row.lowest) if is_own else (None, None)
    if row.council.source is Source.SHARED:
        shows = row.found is not None and row.found.n >= smallest
    else:
        shows = theme in units.safe.get(name, ())
    within = is_within and any(_answers(units.panel, position, theme) for position in units.small.get(name, ()))
    return SharedUnit(name, level, lowest, row.found if shows else None, within, row.is_one_scale)


def _answers(panel: Panel | None, position: Position, theme: str) -> bool:
    spoken = next((one for one in panel.themes if one.theme.name == theme), None) if panel else None
    return spoken is not None and known(position, spoken.items)


def _spread(panel: Panel, positions: Sequence[Position], theme: str) -> Distribution:
    place = [one.theme.name for one in panel.themes].index(theme)
    return Distribution(counts((position.themes[place].level for position in positions), panel.scale), panel.scale)


def _withheld(theme: SharedRegionTheme, smallest: int) -> Iterator[Withheld]:
    reason = UNSAFE.format(smallest=smallest)
    for name in theme.missing:
        yield Withheld(f"{theme.theme.title}: {name}", reason)
