"""A pairing: organisations beside what others say of them, as data."""

from msgspec import Struct

from xlkit.comparison.standing.panel import Panel, Position, View
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Section
from xlkit.form.item import Item
from xlkit.measures.distribution import Distribution
from xlkit.measures.gaps import dominance, gap


class Pair(Struct, frozen=True):
    """One organisation beside what others say of it; `views` goes by the perspectives of its pairing."""

    subject: str
    position: Position | None
    views: tuple[View | None, ...]
    asked: tuple[int, ...]

    def own(self, place: int) -> int | None:
        """The organisation's own level on an item."""
        return self.position.levels[place] if self.position else None


class Heard(Struct, frozen=True):
    """What the voices of one view say of one item: the low median of the `n` of them that have a level.

    `voices` is how many speak at all, and `gap` the organisation's own level less theirs.
    """

    view: int
    voices: int
    n: int
    level: int | None
    gap: float | None


class PairItem(Struct, frozen=True):
    """One item on which others were asked of an organisation, whose position has `number`, None without one.

    `heard` goes by the perspectives of its pairing.
    """

    subject: str
    number: int | None
    section: Section
    item: Item
    own: int | None
    heard: tuple[Heard | None, ...]


class GapItem(Struct, frozen=True):
    """How many organisations others of one perspective place further on, alike, and less far on than they themselves.

    These are `below`, `alike` and `above`: how many gaps lie below 0, at 0 and above it.
    """

    perspective: Perspective
    section: Section
    item: Item
    below: int
    alike: int
    above: int

    @property
    def n(self) -> int:
        """How many are compared: those with both levels."""
        return self.below + self.alike + self.above


class Pairing(Struct, frozen=True):
    """All organisations of a panel of which others spoke, each beside those views on the same items.

    `items` holds the items of every pair in turn, `gaps` all items of every perspective in turn.
    """

    panel: Panel
    perspectives: tuple[Perspective, ...]
    pairs: tuple[Pair, ...]
    items: tuple[PairItem, ...]
    gaps: tuple[GapItem, ...]


class SeenItem(Struct, frozen=True):
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
        return gap(self.own, self.found.median)

    @property
    def dominance(self) -> float | None:
        """Voices below the commissioner's own level less those above, as a share."""
        return dominance(self.own, self.found.counts)


class Seen(Struct, frozen=True):
    """All views of the commissioners of a panel, item by item; `positions` goes by the views, None without its own."""

    panel: Panel
    positions: tuple[Position | None, ...]
    items: tuple[SeenItem, ...]
