"""Movement: how the same organisations answered the same items in an earlier round and in this one."""

from msgspec import Struct

from xlkit.form.crosswalk import Theme
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument, Section
from xlkit.form.item import Item
from xlkit.measures.change import moved, net_movement

Transitions = tuple[tuple[int, ...], ...]
"""A row for each level of a scale, with a count for each: how many went from the one to the other."""


class Unit(Struct, frozen=True):
    """Who speaks about whom: what has to be the same for two returns to be matched."""

    organisation: str
    subject: str
    locality: str
    service_area: str


class Pair(Struct, frozen=True):
    """One unit's levels on one item, by its place among the items of the movement.

    A blank in both rounds is no movement. `speaking` holds the ids of this round's returns that the level now rests on.
    """

    unit: Unit
    item: int
    before: int | None
    now: int | None
    speaking: tuple[str, ...]

    @property
    def state(self) -> str | None:
        """What became of the level."""
        return moved(self.before, self.now)


class ItemMovement(Struct, frozen=True):
    """One item: its transitions, and how many have a level on it only now (joined) or only had one before (left)."""

    section: Section
    item: Item
    theme: Theme | None
    transitions: Transitions
    joined: int
    left: int

    @property
    def down(self) -> int:
        """How many went to a lower level."""
        return sum(many for before, row in enumerate(self.transitions) for many in row[:before])

    @property
    def same(self) -> int:
        """How many stayed at their level."""
        return sum(row[before] for before, row in enumerate(self.transitions))

    @property
    def up(self) -> int:
        """How many went to a higher level."""
        return sum(many for before, row in enumerate(self.transitions) for many in row[before + 1 :])

    @property
    def matched(self) -> int:
        """How many have a level in both rounds."""
        return sum(map(sum, self.transitions))

    @property
    def net(self) -> float | None:
        """Those who went up less those who went down, as a share of the matched."""
        return net_movement(self.down, self.same, self.up)


class Movement(Struct, frozen=True):
    """One instrument and perspective against one earlier round; `pairs` are of all items of those who returned now.

    Of those who returned only before they are of the items that they had a level on.

    `matched`, `joined` and `left` count units that returned something in both rounds, only now, or only before.
    """

    instrument: Instrument
    perspective: Perspective
    earlier: str
    matched: int
    joined: int
    left: int
    items: tuple[ItemMovement, ...]
    pairs: tuple[Pair, ...]
