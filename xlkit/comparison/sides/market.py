"""Markets: each commissioning organisation beside all providers, theme by theme."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from xlkit.comparison.standing.panel import Panel, Position, Spoken, ThemeLevel
from xlkit.form.crosswalk import Crosswalk, Theme
from xlkit.measures.distribution import Distribution
from xlkit.measures.gaps import dominance, gap, quadrant
from xlkit.measures.planning import without_action
from xlkit.measures.priority import Standing, ranks
from xlkit.measures.scale import FIVE, Scale


class MarketTheme(Struct, frozen=True):
    """One theme as the commissioner and the providers stand on it; `links` says whether it rests on partial links.

    `level` is the commissioner's, and `lowest` that of its lowest item. `providers` is None where they are not shown.
    `common` is the scale that both sides stand on, with the cut of the round. It is None where their scales have
    different steps: then they stand beside each other, and nothing is said of the distance between them.
    """

    theme: Theme
    links: str
    level: int | None
    lowest: int | None
    providers: Distribution | None
    without_action: float | None
    common: Scale | None
    rank: int | None = None

    @property
    def gap(self) -> float | None:
        """The commissioner's level less the providers' median."""
        return gap(self.level, self.providers.median) if self.providers and self.common else None

    @property
    def dominance(self) -> float | None:
        """Providers below the commissioner less those above, as a share."""
        return dominance(self.level, self.providers.counts) if self.providers and self.common else None

    @property
    def quadrant(self) -> str | None:
        """Which of four the theme calls for."""
        return quadrant(self.level, self.providers.median, self.common.cut) if self.providers and self.common else None


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


def markets(
    providers: Sequence[Panel], commissioners: Sequence[Panel], crosswalk: Crosswalk, cut: float
) -> tuple[Market, ...]:
    """A market for each provider instrument and each council that stands anywhere, either of which may be missing.

    Quadrants part where a template says, or without that at `cut` of five steps and in the middle of any other scale.
    """
    supplies: list[Panel | None] = [*providers] or [None]
    demands: list[tuple[Panel | None, Position | None]] = [
        (panel, position) for panel in commissioners for position in panel.positions if position.has_theme
    ] or [(None, None)]
    every = (_market(supply, *demand, crosswalk, cut) for supply in supplies for demand in demands)
    return tuple(market for market in every if market.themes)


def _market(
    providers: Panel | None, commissioner: Panel | None, council: Position | None, crosswalk: Crosswalk, cut: float
) -> Market:
    market = Market(providers, commissioner, council, ())
    common = _common(market, cut)
    rows = [row for theme in crosswalk.themes if (row := _theme(theme, market, common)) is not None]
    return replace(market, themes=ranked(rows))


def ranked(themes: Sequence[MarketTheme]) -> tuple[MarketTheme, ...]:
    """Some themes, each with its place in the order of priority among them."""
    places = ranks(list(map(_standing, themes)))
    return tuple(replace(theme, rank=rank) for theme, rank in zip(themes, places, strict=True))


def _standing(theme: MarketTheme) -> Standing:
    over = theme.providers or Distribution((), FIVE)
    return Standing(over.n, over.low_share, theme.level, over.agreement, theme.without_action)


def _common(market: Market, cut: float) -> Scale | None:
    """The scale of both sides, with the cut; None where theirs have different steps."""
    if not market.is_one_scale:
        return None
    sides = (panel.instrument for panel in (market.providers, market.commissioner) if panel)
    stated = next((instrument.cut for instrument in sides if instrument.cut), None)
    usual = cut if market.scale.steps == FIVE.steps else market.scale.cut
    return replace(market.scale, cut=stated or usual)


def _theme(theme: Theme, market: Market, common: Scale | None) -> MarketTheme | None:
    providers, commissioner, council = market.providers, market.commissioner, market.council
    supply, demand = spoken(providers, theme), spoken(commissioner, theme)
    if supply is None and demand is None:
        return None
    standing = _levels(providers, supply)
    levels = [stand.level for stand in standing]
    mine = council.themes[commissioner.themes.index(demand)] if council and commissioner and demand else None
    return MarketTheme(
        theme=theme,
        links=_links(supply, demand),
        level=mine.level if mine else None,
        lowest=mine.lowest if mine else None,
        providers=Distribution.of(levels, market.scale),
        without_action=without_action(levels, [stand.actions for stand in standing]),
        common=common,
    )


def spoken(panel: Panel | None, theme: Theme) -> Spoken | None:
    """The theme as a panel's instrument speaks of it, or None where it does not."""
    return next((one for one in panel.themes if one.theme.name == theme.name), None) if panel else None


def _levels(panel: Panel | None, theme: Spoken | None) -> list[ThemeLevel]:
    if panel is None or theme is None:
        return []
    place = panel.themes.index(theme)
    return [position.themes[place] for position in panel.positions]


def _links(supply: Spoken | None, demand: Spoken | None) -> str:
    partial = [
        name for name, side in (("commissioner", demand), ("providers", supply)) if side is not None and side.is_partial
    ]
    return f"partial ({' and '.join(partial)})" if partial else "direct"
