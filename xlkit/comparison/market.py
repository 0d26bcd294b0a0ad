"""A market: one commissioner beside all providers, theme by theme."""

from dataclasses import dataclass

from xlkit.comparison.panel import Panel, Position, ThemeLevel
from xlkit.form.crosswalk import Theme
from xlkit.measures.distribution import Distribution
from xlkit.measures.gaps import dominance, gap


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
        return gap(self.level, self.providers.median)

    @property
    def dominance(self) -> float | None:
        """Providers below the commissioner less those above, as a share."""
        return dominance(self.level, self.providers.counts)


@dataclass(frozen=True, slots=True)
class Market:
    """One commissioner beside all providers; either may be missing, and `council` belongs to `commissioner`."""

    providers: Panel | None
    commissioner: Panel | None
    council: Position | None
    themes: tuple[MarketTheme, ...]
