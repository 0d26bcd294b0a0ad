"""A distribution: how many stand at each level, and what follows from it."""

from dataclasses import dataclass

from xlkit.measures.agreement import agreement
from xlkit.measures.location import median
from xlkit.measures.scale import Counts


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
        return median(self.counts)

    @property
    def agreement(self) -> float | None:
        """Leik's agreement; None below five."""
        return agreement(self.counts)
