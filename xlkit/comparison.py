"""A comparison: what the consolidated workbook of one round says, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xlkit import measures
from xlkit.crosswalk import Crosswalk, Theme
from xlkit.instrument import Instrument, Item, Section
from xlkit.ledger import Ledger
from xlkit.measures import Counts
from xlkit.returns import Action, Return


class Basis(StrEnum):
    """What an organisation's position rests on."""

    AGREED = "agreed position"
    ONE_VIEW = "one person's view"
    MIDDLE = "low median of several"


@dataclass(frozen=True, slots=True)
class ThemeLevel:
    """Where one organisation stands on a theme: the low median of its items, the lowest of them, and its actions."""

    level: int | None
    lowest: int | None
    actions: int


@dataclass(frozen=True, slots=True)
class Position:
    """Where one organisation stands; `number` counts from 1, `speaking` holds the ids of the returns it rests on.

    `levels` goes by the items of its panel, `themes` by the panel's themes.
    """

    number: int
    organisation: str
    basis: Basis
    speaking: tuple[str, ...]
    levels: tuple[int | None, ...]
    themes: tuple[ThemeLevel, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A theme as one instrument speaks of it; `items` are places among the items of the panel."""

    theme: Theme
    items: tuple[int, ...]
    is_partial: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """All returns of one instrument, in the order of their organisations, and the positions of those about themselves.

    `items` are those on the scale of five levels; `numbers` goes by `returns`: the number of the position that a return
    counts for, or None where it counts for none.
    """

    instrument: Instrument
    returns: tuple[Return, ...]
    numbers: tuple[int | None, ...]
    items: tuple[Item, ...]
    positions: tuple[Position, ...]
    themes: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many stand at each level, and what follows from it."""

    counts: Counts

    @property
    def n(self) -> int:
        """How many have a level."""
        return sum(self.counts)

    @property
    def median(self) -> float | None:
        """The median."""
        return measures.median(self.counts)

    @property
    def agreement(self) -> float | None:
        """Leik's agreement; None below five."""
        return measures.agreement(self.counts)


@dataclass(frozen=True, slots=True)
class MarketTheme:
    """One theme as the commissioner and the providers stand on it; `links` says whether it rests on partial links."""

    theme: Theme
    links: str
    commissioner: ThemeLevel | None
    providers: Distribution
    without_action: float | None
    rank: int | None

    @property
    def level(self) -> int | None:
        """The commissioner's level."""
        return self.commissioner.level if self.commissioner else None

    @property
    def gap(self) -> float | None:
        """The commissioner's level less the providers' median."""
        return measures.gap(self.level, self.providers.median)

    @property
    def dominance(self) -> float | None:
        """Providers below the commissioner less those above, as a share."""
        return measures.dominance(self.level, self.providers.counts)


@dataclass(frozen=True, slots=True)
class Market:
    """One commissioner beside all providers; either may be missing, and `council` belongs to `commissioner`."""

    providers: Panel | None
    commissioner: Panel | None
    council: Position | None
    themes: tuple[MarketTheme, ...]


@dataclass(frozen=True, slots=True)
class ItemSpread:
    """One item over all organisations."""

    section: Section
    item: Item
    theme: Theme | None
    found: Distribution
    actions: int


@dataclass(frozen=True, slots=True)
class Challenge:
    """One item as a commissioning organisation answers it; `views` goes by the respondents of its council."""

    section: Section
    item: Item
    level: int | None
    views: tuple[int | None, ...]
    found: Distribution
    evidence: str


@dataclass(frozen=True, slots=True)
class Council:
    """One commissioning organisation: its position, the returns of its single respondents, and each challenge."""

    panel: Panel
    position: Position
    respondents: tuple[Return, ...]
    challenges: tuple[Challenge, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """One row of an action planner; `number` is the position that the action counts for, if any."""

    instrument: Instrument
    completed: Return
    section: Section | None
    item: Item | None
    theme: Theme | None
    level: int | None
    action: Action
    number: int | None


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a reader should know; `subject` is whom or what it is about."""

    kind: str
    subject: str
    return_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that a consolidated workbook says; `spreads` goes by the panels of providers."""

    title: str
    round: str
    as_at: date
    cut: float
    ledger: Ledger
    crosswalk: Crosswalk
    instruments: Mapping[str, Instrument]
    panels: tuple[Panel, ...]
    markets: tuple[Market, ...]
    spreads: tuple[tuple[Panel, tuple[ItemSpread, ...]], ...]
    councils: tuple[Council, ...]
    actions: tuple[Planned, ...]
    notes: tuple[Note, ...]
