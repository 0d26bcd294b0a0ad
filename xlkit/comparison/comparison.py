"""A comparison: what the consolidated workbook of one round says, as data."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from xlkit.comparison.between_rounds.movement import Movement
from xlkit.comparison.disclosure.published import SMALLEST
from xlkit.comparison.disclosure.signals import Signal
from xlkit.comparison.other_scales.scale_matrix import Matrices
from xlkit.comparison.people.heard import UNEASY, PeopleHeard
from xlkit.comparison.people.money_beside import MoneyBeside
from xlkit.comparison.regional.region import Region
from xlkit.comparison.sides.market import Market
from xlkit.comparison.sides.pairing import Pairing, Seen
from xlkit.comparison.standing.panel import Asked, Panel, Part, Position, Spoken, Themed
from xlkit.form.crosswalk import Crosswalk, Theme
from xlkit.form.instrument import Instrument, Section
from xlkit.form.item import Item
from xlkit.intake.log import Ledger
from xlkit.measures.distribution import Distribution
from xlkit.returns.completed import Action, Return
from xlkit.voice.telling import Telling
from xlkit.voice.workshop import Promise


class ItemSpread(Themed, frozen=True):
    """One item over all organisations; `apart` counts answers outside its order that positions rest on."""

    found: Distribution
    actions: int
    apart: int = 0


class Challenge(Asked, frozen=True):
    """One item as a commissioning organisation answers it; `views` goes by the respondents of its council."""

    level: int | None
    views: tuple[int | None, ...]
    found: Distribution
    evidence: str


class Council(Struct, frozen=True):
    """One commissioning organisation: its position, the returns of its single respondents, and each challenge."""

    panel: Panel
    position: Position
    respondents: tuple[Return, ...]
    challenges: tuple[Challenge, ...]


class WithinItem(Asked, frozen=True):
    """One item over the single views inside one organisation."""

    position: Position
    level: int | None
    found: Distribution


class Grouping(Struct, frozen=True):
    """The organisations of a panel by one thing they have in common; `members` goes by positions.

    Groups are numbered from 1 in the order of their names.
    """

    name: str
    title: str
    groups: tuple[str, ...]
    members: tuple[int, ...]


class GroupTheme(Struct, frozen=True):
    """One theme over one group of organisations; `number` is the group's."""

    grouping: Grouping
    number: int
    spoken: Spoken
    found: Distribution

    @property
    def theme(self) -> Theme:
        """The theme."""
        return self.spoken.theme

    @property
    def group(self) -> str:
        """The name of the group."""
        return self.grouping.groups[self.number - 1]


class PeerTheme(Struct, frozen=True):
    """One theme as one organisation stands on it beside the others of a group of its own.

    `n` is how many others have a level; `below`, `alike` and `above` are the shares of them below, at and above it.
    """

    among: GroupTheme
    level: int | None
    n: int | None
    below: float | None
    alike: float | None
    above: float | None


class SectionSpread(Struct, frozen=True):
    """One section over all organisations."""

    part: Part
    found: Distribution


class Benchmark(Struct, frozen=True):
    """The organisations of a panel section by section, in groups theme by theme, and the first one beside its peers."""

    panel: Panel
    sections: tuple[SectionSpread, ...]
    groupings: tuple[Grouping, ...]
    rows: tuple[GroupTheme, ...]
    peers: tuple[PeerTheme, ...]


class Planned(Struct, frozen=True):
    """One action: a row of a return's planner, or what a group promised at a workshop, which no return is about.

    `number` is the position that it counts for, if any. `timing` is where it stands in time as at the day of the
    comparison; `before` names the earlier rounds in which the same organisation planned the same on the same item.
    `promised` is by whom, where it comes from a workshop, and `about` what it is about there.
    """

    action: Action
    timing: str
    theme: Theme | None
    before: tuple[str, ...] = ()
    instrument: Instrument | None = None
    completed: Return | None = None
    section: Section | None = None
    item: Item | None = None
    level: int | None = None
    number: int | None = None
    promised: Promise | None = None
    about: str = ""

    @property
    def template(self) -> str:
        """The name of the instrument of its planner; empty for a promise."""
        return self.instrument.name if self.instrument else ""

    @property
    def organisation(self) -> str:
        """Whose action it is: an organisation, or where a promise names none, the group that made it."""
        if self.completed is not None:
            return self.completed.organisation
        return (self.promised.organisation or self.promised.who) if self.promised else ""

    @property
    def topic(self) -> str:
        """What it is about, in words."""
        return self.item.title if self.item else self.about or self.action.item


class Note(Struct, frozen=True):
    """Something that a reader should know; `subject` is whom or what it is about."""

    kind: str
    subject: str
    return_id: str
    text: str


class Response(Struct, frozen=True):
    """How many were asked, without those out of scope, and the files of those among them whose return is valid."""

    invited: int
    files: frozenset[str]

    @property
    def share(self) -> float:
        """Those whose return is valid, as a share of all who were asked."""
        return len(self.files) / self.invited


class Comparison(Struct, frozen=True):
    """All that a consolidated workbook says; `spreads` goes by the panels of providers.

    Of a region there are no `markets`: each council stands beside its own providers, never beside those of all.
    `earlier` names the earlier rounds that this one is held against; `response` is None where it is not known who was
    asked, `region` where there are not several councils. `before` are the returns of earlier rounds. `council` is the
    one that the round names, if any; `publishers` are those that a workbook for everybody may name, in their plain
    form, and `smallest` is how few organisations a figure in it may rest on. `cut` is that of the round. `heard` is
    what people say, where a workshop of theirs stands beside the returns, and `told` what of that everybody may be
    told; `uneasy` of a hundred people are said to feel otherwise. `money` is what funds among the files come to, and
    `signals` what everybody may be told of both.
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
    response: Response | None = None
    earlier: tuple[str, ...] = ()
    movements: tuple[Movement, ...] = ()
    matrices: tuple[Matrices, ...] = ()
    region: Region | None = None
    before: tuple[Return, ...] = ()
    council: str = ""
    publishers: frozenset[str] = frozenset()
    smallest: int = SMALLEST
    uneasy: int = UNEASY
    heard: PeopleHeard | None = None
    money: MoneyBeside | None = None
    signals: tuple[Signal, ...] = ()
    told: Telling | None = None

    @property
    def has_levels(self) -> bool:
        """Whether anything that was asked stands on a scale of levels."""
        return self.region is not None or not self.panels or any(panel.items for panel in self.panels)

    @property
    def quadrants_part_at(self) -> float:
        """Where the quadrants of the first market part, whose scale may have a cut of its own, or else of the round."""
        scales = (theme.common for market in self.markets for theme in market.themes)
        return next((scale.cut for scale in scales if scale is not None), self.cut)
