"""A region: several councils side by side, by what their workbooks give: returns, or counts alone."""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from xlkit.comparison.people.heard import Heard
from xlkit.comparison.standing.panel import Panel, Position
from xlkit.form.crosswalk import Theme
from xlkit.form.instrument import Instrument
from xlkit.measures.distribution import Distribution
from xlkit.measures.gaps import gap
from xlkit.measures.scale import Counts, Scale


class Source(StrEnum):
    """What the figures of a council rest on."""

    RETURNS = "returns"
    SHARED = "shared figures"


class RegionCouncil(Struct, frozen=True):
    """One council of a region, numbered from 1 in the order of their names.

    `own` is its position as a commissioner, where its return is there, and `commissioners` the panel of that.
    `smallest` is how few organisations it may publish a figure about by itself.
    """

    number: int
    name: str
    round: str
    source: Source
    smallest: int
    own: Position | None = None
    commissioners: Panel | None = None


class RegionUnit(Struct, frozen=True):
    """A council, or several small ones together, on one theme: its own level, and its providers; None if not shown.

    `is_one_scale` says whether both stand on scales of as many steps; without that there is no gap between them, and
    `why_not` why there are no providers. To everybody a small council `is_within` those that are shown together, and
    no more is told of any `council`.
    """

    name: str
    level: int | None
    lowest: int | None
    found: Distribution | None
    is_one_scale: bool = True
    why_not: str = ""
    is_within: bool = False
    council: RegionCouncil | None = None

    @property
    def gap(self) -> float | None:
        """The council's own level less the median of its providers."""
        return gap(self.level, self.found.median) if self.found and self.is_one_scale else None


class RegionTheme(Struct, frozen=True):
    """One theme over all councils."""

    theme: Theme
    is_partial: bool
    scale: Scale
    units: tuple[RegionUnit, ...]

    @property
    def found(self) -> Distribution:
        """All units that are shown, their counts added up, so that the sum says nothing that they do not."""
        known = (unit.found.counts for unit in self.units if unit.found is not None)
        return Distribution(combine(known, self.scale), self.scale)

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The units whose providers are counted."""
        return tuple(unit.name for unit in self.units if unit.found is not None and unit.found.n)

    @property
    def missing(self) -> tuple[str, ...]:
        """The councils whose providers are not counted."""
        return tuple(unit.name for unit in self.units if unit.found is None and not unit.is_within)


class RegionSide(Struct, frozen=True):
    """All councils through one instrument of providers; `panel` is None where there are counts alone, or are shown."""

    instrument: Instrument
    panel: Panel | None
    themes: tuple[RegionTheme, ...]


class CouncilHeard(Struct, frozen=True):
    """What the people of a council say of a theme, or of all together: then `above` rows of councils are added up."""

    council: str
    said: Heard
    above: int = 0


class RegionHeard(Struct, frozen=True):
    """How many people of which council say what: for each theme a row for each council, and all together below."""

    headings: tuple[str, ...]
    rows: tuple[CouncilHeard, ...]


class Region(Struct, frozen=True):
    """Two councils or more, side by side through each instrument of providers; `heard` where people of any were."""

    councils: tuple[RegionCouncil, ...]
    sides: tuple[RegionSide, ...]
    heard: RegionHeard | None = None


class SharedRegion(Struct, frozen=True):
    """All that everybody may see of a region, with the names of its councils."""

    councils: tuple[str, ...]
    sides: tuple[RegionSide, ...]


def combine(several: Iterable[Counts], scale: Scale) -> Counts:
    """Counts added up level by level; medians and all else are worked out from the sum and never averaged."""
    every = list(several)
    return tuple(sum(counts[place] for counts in every) for place in range(scale.steps))
