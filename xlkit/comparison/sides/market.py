"""A market: one commissioner beside all providers, theme by theme."""

from msgspec import Struct

from xlkit.comparison.standing.panel import Panel, Position, ThemeLevel
from xlkit.form.crosswalk import Theme
from xlkit.measures.distribution import Distribution
from xlkit.measures.gaps import dominance, gap, quadrant
from xlkit.measures.scale import FIVE, Scale


class MarketTheme(Struct, frozen=True):
    """One theme as the commissioner and the providers stand on it; `links` says whether it rests on partial links.

    `common` is the scale that both sides stand on, with the cut of the round. It is None where their scales have
    different steps: then they stand beside each other, and nothing is said of the distance between them.
    """

    theme: Theme
    links: str
    commissioner: ThemeLevel | None
    providers: Distribution
    without_action: float | None
    rank: int | None
    common: Scale | None

    @property
    def level(self) -> int | None:
        """The commissioner's level."""
        return self.commissioner.level if self.commissioner else None

    @property
    def lowest(self) -> int | None:
        """The commissioner's lowest item."""
        return self.commissioner.lowest if self.commissioner else None

    @property
    def gap(self) -> float | None:
        """The commissioner's level less the providers' median."""
        return gap(self.level, self.providers.median) if self.common else None

    @property
    def dominance(self) -> float | None:
        """Providers below the commissioner less those above, as a share."""
        return dominance(self.level, self.providers.counts) if self.common else None

    @property
    def quadrant(self) -> str | None:
        """Which of four the theme calls for."""
        return quadrant(self.level, self.providers.median, self.common.cut) if self.common else None


class Market(Struct, frozen=True):
    """One commissioner beside all providers; either may be missing, and `council` belongs to `commissioner`."""

    providers: Panel | None
    commissioner: Panel | None
    council: Position | None
    themes: tuple[MarketTheme, ...]

    @property
    def scale(self) -> Scale:
        """The scale of the providers, or without any that of the commissioner."""
        panel = self.providers or self.commissioner
        return panel.scale if panel else FIVE

    @property
    def own_scale(self) -> Scale:
        """The scale of the commissioner, or without one that of the providers."""
        return self.commissioner.scale if self.commissioner else self.scale

    @property
    def is_one_scale(self) -> bool:
        """Whether both sides' scales have as many steps; without that they stand beside each other, no more."""
        return self.scale.steps == self.own_scale.steps

    @property
    def has_commissioner(self) -> bool:
        """Whether there is a commissioner."""
        return self.council is not None

    @property
    def has_providers(self) -> bool:
        """Whether there are providers."""
        return self.providers is not None
