"""A region: several councils side by side, by what their workbooks give: returns, or counts alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xlkit.crosswalk import Theme
from xlkit.distribution import Distribution
from xlkit.instrument import Instrument
from xlkit.issues import Issue
from xlkit.measures.scale import SCALE, Counts
from xlkit.panel import Panel, Position
from xlkit.returns import Answer, Return

SEPARATOR = " › "  # between a council's workbook and the return that it holds, in the path of a ledger's entry
COUNT_LEVELS = tuple(f"level_{level}" for level in SCALE)
# The columns of the sheet in which a shared workbook gives its counts to be read back, found by these headings.
COUNT_NAMES = (
    *("council", "round", "as_at", "smallest_group", "template", "version", "organisations", "theme", "title", "shown"),
    *("n", *COUNT_LEVELS, "own_level", "own_lowest"),
)
# What the cover of a consolidated workbook says for a merge with other councils, found by these labels.
OF_COUNCIL, SMALLEST_GROUP = "Council of the round", "Smallest group that everybody may see"
COUNCIL = "Council"  # the title of the grouping of providers by council
LOOSE = "This merge"  # the council of returns that came as files, where neither round nor commissioner names one


@dataclass(frozen=True, slots=True)
class CountedTheme:
    """Where the providers of one council stand on a theme; `counts` is None where its shared workbook shows none.

    `level` and `lowest` are those of the council itself.
    """

    theme: str
    counts: Counts | None
    level: int | None
    lowest: int | None


@dataclass(frozen=True, slots=True)
class CountedSide:
    """What a shared workbook counts through one instrument; `organisations` is None where they are too few to say."""

    template: str
    version: str
    organisations: int | None
    themes: tuple[CountedTheme, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """What a shared workbook gives: the figures of one council in one round, on no fewer than `smallest` providers."""

    council: str
    round: str
    as_at: date | None
    smallest: int
    sides: tuple[CountedSide, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A return that a consolidated workbook keeps, with the council it belongs to and what was found on the way.

    `gone` are its answers to questions that its instrument no longer has.
    """

    completed: Return
    council: str
    issues: tuple[Issue, ...] = ()
    gone: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class CouncilWorkbook:
    """A consolidated workbook read back: its returns, or its counts; issues are about the workbook as a whole.

    `publisher` is the council that its round named, and `smallest` how few organisations a figure for everybody may
    rest on: an empty text and 0 where the workbook does not say.
    """

    returns: tuple[Kept, ...] = ()
    counted: Counted | None = None
    issues: tuple[Issue, ...] = ()
    publisher: str = ""
    smallest: int = 0


class Source(StrEnum):
    """What the figures of a council rest on."""

    RETURNS = "returns"
    SHARED = "shared figures"


@dataclass(frozen=True, slots=True)
class RegionCouncil:
    """One council of a region, numbered from 1 in the order of their names.

    `own` is its position as a commissioner, where its return is there, and `commissioners` the panel of that.
    """

    number: int
    name: str
    round: str
    source: Source
    own: Position | None = None
    commissioners: Panel | None = None


@dataclass(frozen=True, slots=True)
class CouncilTheme:
    """One council on one theme: its own level, and its providers; `found` is None where they are not shown."""

    council: RegionCouncil
    level: int | None
    lowest: int | None
    found: Distribution | None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class RegionTheme:
    """One theme over all councils."""

    theme: Theme
    is_partial: bool
    councils: tuple[CouncilTheme, ...]

    @property
    def found(self) -> Distribution:
        """All providers of the councils that are shown, each council's counts added up."""
        return Distribution(combine(one.found.counts for one in self.councils if one.found is not None))

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The councils whose providers are counted."""
        return tuple(one.council.name for one in self.councils if one.found is not None and one.found.n)

    @property
    def missing(self) -> tuple[str, ...]:
        """The councils whose providers are not shown."""
        return tuple(one.council.name for one in self.councils if one.found is None)


@dataclass(frozen=True, slots=True)
class RegionSide:
    """All councils through one instrument of providers; `panel` is None where there are counts alone."""

    instrument: Instrument
    panel: Panel | None
    themes: tuple[RegionTheme, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """Two councils or more, side by side through each instrument of providers."""

    councils: tuple[RegionCouncil, ...]
    sides: tuple[RegionSide, ...]


@dataclass(frozen=True, slots=True)
class SharedUnit:
    """A council, or several small ones together, as everybody may see it on one theme; `found` is None if not shown.

    `is_within` says of a small council that it is counted among those together.
    """

    name: str
    level: int | None
    lowest: int | None
    found: Distribution | None
    is_within: bool = False


@dataclass(frozen=True, slots=True)
class SharedRegionTheme:
    """One theme of a region as everybody may see it."""

    theme: Theme
    is_partial: bool
    units: tuple[SharedUnit, ...]

    @property
    def found(self) -> Distribution:
        """The units that are shown, added up, so that the sum says nothing that they do not."""
        return Distribution(combine(one.found.counts for one in self.units if one.found is not None))

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The units whose providers are counted."""
        return tuple(one.name for one in self.units if one.found is not None)

    @property
    def missing(self) -> tuple[str, ...]:
        """The councils whose providers are not counted."""
        return tuple(one.name for one in self.units if one.found is None and not one.is_within)


@dataclass(frozen=True, slots=True)
class SharedRegionSide:
    """All that everybody may see of a region through one instrument."""

    instrument: Instrument
    themes: tuple[SharedRegionTheme, ...]


@dataclass(frozen=True, slots=True)
class SharedRegion:
    """All that everybody may see of a region, with the names of its councils."""

    councils: tuple[str, ...]
    sides: tuple[SharedRegionSide, ...]


def combine(found: Iterable[Counts]) -> Counts:
    """Counts added up level by level; medians and all else are worked out from the sum and never averaged."""
    every = list(found)
    return tuple(sum(counts[place] for counts in every) for place in range(len(SCALE)))
