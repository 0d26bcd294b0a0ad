"""A distribution: how many stand at each level of a scale, and what follows from it."""

from collections.abc import Iterable

from msgspec import Struct

from xlkit.measures import agreement, location, scale
from xlkit.measures.scale import Counts, Scale


class Distribution(Struct, frozen=True):
    """How many stand at each level of a scale, and what follows from it."""

    counts: Counts
    scale: Scale

    @classmethod
    def of(cls, levels: Iterable[int | None], steps: Scale) -> "Distribution":
        """That of some levels; blanks are left out."""
        return cls(scale.counts(levels, steps), steps)

    @property
    def n(self) -> int:
        """How many have a level."""
        return sum(self.counts)

    @property
    def low_share(self) -> float | None:
        """The share at low levels."""
        return scale.low_share(self.counts, self.scale)

    @property
    def median(self) -> float | None:
        """The median."""
        return location.median(self.counts)

    @property
    def lower(self) -> float | None:
        """The lower quartile."""
        return location.quartile(self.counts, 1)

    @property
    def upper(self) -> float | None:
        """The upper quartile."""
        return location.quartile(self.counts, 3)

    @property
    def lowest(self) -> int | None:
        """The lowest level."""
        return location.lowest(self.counts)

    @property
    def highest(self) -> int | None:
        """The highest level."""
        return location.highest(self.counts)

    @property
    def spread(self) -> int | None:
        """How many steps lie between the lowest and the highest level."""
        return location.spread(self.counts)

    @property
    def modes(self) -> str | None:
        """The most common levels, all that tie."""
        return location.modes(self.counts)

    @property
    def agreement(self) -> float | None:
        """Leik's agreement; None below five."""
        return agreement.agreement(self.counts)

    @property
    def band(self) -> str | None:
        """What the agreement is called."""
        return agreement.band(self.agreement)

    @property
    def polarised(self) -> str | None:
        """Whether answers stand at both ends; None below five."""
        return agreement.polarised(self.counts, self.scale)
