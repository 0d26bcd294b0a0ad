"""Published: what a consolidated workbook says to everybody, aggregates alone and nothing of any one provider."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from xlkit.comparison.disclosure.signals import Signal
from xlkit.comparison.other_scales.scale_matrix import ChoiceScale
from xlkit.comparison.regional.region import SharedRegion
from xlkit.comparison.sides.market import MarketTheme
from xlkit.comparison.standing.panel import Asked, Themed
from xlkit.form.crosswalk import Theme
from xlkit.form.item import Choice, Role
from xlkit.intake.council_workbook import Counted
from xlkit.measures.change import net_movement
from xlkit.measures.distribution import Distribution
from xlkit.measures.scale import Scale
from xlkit.voice.telling import Telling

SMALLEST = 5  # organisations that a shared figure rests on at least, unless the round says otherwise


class SharedMarket(Struct, frozen=True):
    """One commissioner, named as the publisher it is, or an empty text without one, beside the providers.

    `instrument` is the title of what the providers answered, empty without any. `scale` is theirs, or without any that
    of the commissioner, and `own_scale` the other way round.
    """

    commissioner: str
    instrument: str
    scale: Scale
    own_scale: Scale
    themes: tuple[MarketTheme, ...]

    @property
    def is_one_scale(self) -> bool:
        """Whether both sides' scales have as many steps; without that they stand beside each other, no more."""
        return self.scale.steps == self.own_scale.steps

    @property
    def has_commissioner(self) -> bool:
        """Whether there is a commissioner."""
        return bool(self.commissioner)

    @property
    def has_providers(self) -> bool:
        """Whether figures of the providers are shown on any theme."""
        return any(theme.providers is not None for theme in self.themes)


class SharedItem(Themed, frozen=True):
    """One item over all providers."""

    found: Distribution


class SharedChallenge(Asked, frozen=True):
    """The commissioner's own position on one of its challenges."""

    level: int | None


class SharedCouncil(Struct, frozen=True):
    """A commissioner's own positions; `basis` says in words what they rest on."""

    organisation: str
    basis: str
    challenges: tuple[SharedChallenge, ...]


class SharedView(Asked, frozen=True):
    """How a commissioner's own level on an item stands beside those that others, of one perspective, give it."""

    commissioner: str
    perspective: str
    own: int | None
    found: Distribution


class SharedGroup(Struct, frozen=True):
    """Where the providers of one group stand on one theme."""

    theme: Theme
    group: str
    found: Distribution


class Breakdown(Struct, frozen=True):
    """All themes by the groups of one kind, such as the locality; every group is large enough, or none is shown."""

    kind: str
    rows: tuple[SharedGroup, ...]


class SharedMovement(Asked, frozen=True):
    """How the providers moved on one item since an earlier round: how many went down, stayed and went up."""

    earlier: str
    down: int
    same: int
    up: int

    @property
    def matched(self) -> int:
        """How many have a level in both rounds."""
        return self.down + self.same + self.up

    @property
    def net(self) -> float | None:
        """Those who went up less those who went down, as a share of the matched."""
        return net_movement(self.down, self.same, self.up)


class Withheld(Struct, frozen=True):
    """Something that is not shown, and why, in words that do not say what it would have shown."""

    what: str
    why: str


def left_out(whole: str, parts: Sequence[str], out_of: int, why: str) -> tuple[Withheld, ...]:
    """The parts of something that are not shown, each in a row, or the whole in one where none of so many is."""
    return tuple(Withheld(what, why) for what in ([whole] if parts and len(parts) == out_of else parts))


class SharedSide(Struct, frozen=True):
    """What the providers say through one instrument; `organisations` is None where there are too few to count."""

    instrument: str
    organisations: int | None
    items: tuple[SharedItem, ...]
    breakdowns: tuple[Breakdown, ...]
    movements: tuple[SharedMovement, ...]


class SharedMatrixItem(Themed, frozen=True):
    """One item on a scale of its own: the counts of its choices, and what each publisher picked, by organisation."""

    scale: ChoiceScale
    counts: tuple[int, ...]
    days: tuple[date | None, ...]
    picks: tuple[Choice | None, ...]


class SharedMatrix(Struct, frozen=True):
    """The items of one role of an instrument; `organisations` names councils, which publish what they say themselves.

    It is empty where others speak: then there are counts alone.
    """

    instrument: str
    role: Role
    organisations: tuple[str, ...]
    rows: tuple[SharedMatrixItem, ...]


class SharedQuestion(Themed, frozen=True):
    """One question off the scales: how many answered and picked each choice, and where numbers and dates lie.

    `quartiles` are the lower one, the median and the upper one, and `middle_day` the date in the middle; they are None
    where fewer than twice the smallest group answered.
    """

    n: int
    counts: tuple[int, ...]
    quartiles: tuple[float | None, ...] = (None, None, None)
    middle_day: date | None = None

    def quartile(self, quarter: int) -> float | None:
        """The lower (1) or upper (3) quartile, or (2) the median."""
        return self.quartiles[quarter - 1]


class SharedQuestions(Struct, frozen=True):
    """What the organisations of one instrument answer to its questions off the scales."""

    instrument: str
    rows: tuple[SharedQuestion, ...]


class Shared(Struct, frozen=True):
    """All that a shared workbook says.

    `counted` gives the counts of each council once more, to be read back into a region; a region itself has no markets
    and sides, since what councils may show alone could be subtracted from them. `people` is what people say, None where
    nothing of that is told.
    """

    title: str
    round: str
    as_at: date
    cut: float
    smallest: int
    markets: tuple[SharedMarket, ...] = ()
    sides: tuple[SharedSide, ...] = ()
    councils: tuple[SharedCouncil, ...] = ()
    views: tuple[SharedView, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    counted: tuple[Counted, ...] = ()
    region: SharedRegion | None = None
    matrices: tuple[SharedMatrix, ...] = ()
    signals: tuple[Signal, ...] = ()
    questions: tuple[SharedQuestions, ...] = ()
    people: Telling | None = None

    @property
    def is_hollow(self) -> bool:
        """Whether it says nothing of anybody but of the councils that publish it."""
        themes = any(theme.rests_on for side in self.region.sides for theme in side.themes) if self.region else False
        sides = any(side.items or side.breakdowns for side in self.sides)
        others = any(not matrix.organisations for matrix in self.matrices)
        signals = any(signal.figure is not None for signal in self.signals)
        markets = any(market.has_providers for market in self.markets)
        return not (themes or markets or sides or others or signals or self.views or self.questions or self.people)
