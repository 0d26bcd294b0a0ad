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
from xlkit.movement import Movement
from xlkit.returns import Action, Perspective, Return


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

    `levels` goes by the items of its panel, `themes` by the panel's themes, `parts` by the panel's parts.
    """

    number: int
    organisation: str
    basis: Basis
    speaking: tuple[str, ...]
    levels: tuple[int | None, ...]
    themes: tuple[ThemeLevel, ...]
    parts: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """What one organisation says of another; `levels` goes by the items of its panel.

    `number` goes on where those of the panel's positions end, and `view` is that of the view it is part of.
    """

    number: int
    view: int
    organisation: str
    subject: str
    perspective: Perspective
    basis: Basis
    speaking: tuple[str, ...]
    levels: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class View:
    """What all voices of one perspective say of one subject, each organisation counted once.

    `asked` holds the places of the items that it was asked for; `levels`, the low medians of its voices, goes by all
    items of the panel.
    """

    number: int
    subject: str
    perspective: Perspective
    voices: tuple[Voice, ...]
    asked: tuple[int, ...]
    levels: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A theme as one instrument speaks of it; `items` are places among the items of the panel."""

    theme: Theme
    items: tuple[int, ...]
    is_partial: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A section as far as it is on the scale; `items` are places among the items of the panel."""

    section: Section
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """All returns of one instrument and its short forms, the positions of those about themselves, and others' voices.

    `items` are those on the scale of five levels. `numbers` and `singles` go by `returns`: the number of the position
    or voice that a return counts for, and of the position of which it is a single view; None where there is none.
    """

    instrument: Instrument
    returns: tuple[Return, ...]
    numbers: tuple[int | None, ...]
    singles: tuple[int | None, ...]
    items: tuple[Item, ...]
    parts: tuple[Part, ...]
    positions: tuple[Position, ...]
    themes: tuple[Spoken, ...]
    voices: tuple[Voice, ...]
    views: tuple[View, ...]

    @property
    def sections(self) -> Mapping[str, Section]:
        """The section of each item, by the item's name."""
        return {item.name: section for section in self.instrument.sections for item in section.items}


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
class Pair:
    """One organisation beside what others say of it; `views` goes by the perspectives of its pairing."""

    subject: str
    position: Position | None
    views: tuple[View | None, ...]
    asked: tuple[int, ...]

    def own(self, place: int) -> int | None:
        """The organisation's own level on an item."""
        return self.position.levels[place] if self.position else None


@dataclass(frozen=True, slots=True)
class Pairing:
    """All organisations of a panel of which others spoke, each beside those views on the same items."""

    panel: Panel
    perspectives: tuple[Perspective, ...]
    pairs: tuple[Pair, ...]

    @property
    def asked(self) -> tuple[int, ...]:
        """The items, by their places, on which anybody was asked."""
        return tuple(sorted({place for pair in self.pairs for place in pair.asked}))


@dataclass(frozen=True, slots=True)
class SeenItem:
    """One item as a commissioner answers it of itself, beside how those who deal with it answer."""

    view: View
    subject: str
    section: Section
    item: Item
    own: int | None
    found: Distribution

    @property
    def gap(self) -> float | None:
        """The commissioner's own level less the median of the voices."""
        return measures.gap(self.own, self.found.median)

    @property
    def dominance(self) -> float | None:
        """Voices below the commissioner's own level less those above, as a share."""
        return measures.dominance(self.own, self.found.counts)


@dataclass(frozen=True, slots=True)
class Seen:
    """All views of the commissioners of a panel, item by item; `positions` goes by the views, None without its own."""

    panel: Panel
    positions: tuple[Position | None, ...]
    items: tuple[SeenItem, ...]


@dataclass(frozen=True, slots=True)
class WithinItem:
    """One item over the single views inside one organisation."""

    position: Position
    section: Section
    item: Item
    level: int | None
    found: Distribution


@dataclass(frozen=True, slots=True)
class Grouping:
    """The organisations of a panel by one thing they have in common; `members` goes by positions.

    Groups are numbered from 1 in the order of their names.
    """

    name: str
    title: str
    groups: tuple[str, ...]
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GroupTheme:
    """One theme over one group of organisations; `number` is the group's."""

    grouping: Grouping
    number: int
    spoken: Spoken
    found: Distribution


@dataclass(frozen=True, slots=True)
class Benchmark:
    """The organisations of a panel in groups, theme by theme."""

    panel: Panel
    groupings: tuple[Grouping, ...]
    rows: tuple[GroupTheme, ...]


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
    """All that a consolidated workbook says; `spreads` goes by the panels of providers.

    `invited` is how many were asked, without those out of scope, where that is known.
    """

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
    pairings: tuple[Pairing, ...]
    seen: tuple[Seen, ...]
    within: tuple[tuple[Panel, tuple[WithinItem, ...]], ...]
    benchmarks: tuple[Benchmark, ...]
    actions: tuple[Planned, ...]
    notes: tuple[Note, ...]
    invited: int | None = None
    movements: tuple[Movement, ...] = ()
