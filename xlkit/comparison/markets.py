"""Markets: each commissioning organisation beside all providers, theme by theme."""

from collections.abc import Sequence

from xlkit.comparison.market import Market, MarketTheme
from xlkit.comparison.panel import Panel, Position, Spoken, ThemeLevel
from xlkit.form.crosswalk import Crosswalk, Theme
from xlkit.measures.distribution import Distribution
from xlkit.measures.planning import without_action
from xlkit.measures.priority import Standing, ranks
from xlkit.measures.scale import counts, low_share


def markets(providers: Sequence[Panel], commissioners: Sequence[Panel], crosswalk: Crosswalk) -> tuple[Market, ...]:
    """A market for each provider instrument and each council; a missing side leaves its columns empty."""
    supplies: list[Panel | None] = [*providers] or [None]
    demands: list[tuple[Panel | None, Position | None]] = [
        (panel, position) for panel in commissioners for position in panel.positions
    ] or [(None, None)]
    found = (_market(supply, *demand, crosswalk) for supply in supplies for demand in demands)
    return tuple(one for one in found if one.themes)


def _market(
    providers: Panel | None, commissioner: Panel | None, council: Position | None, crosswalk: Crosswalk
) -> Market:
    rows = [row for theme in crosswalk.themes if (row := _theme(theme, providers, commissioner, council)) is not None]
    found = ranks(
        [Standing(low_share(r.providers.counts), r.level, r.providers.agreement, r.without_action) for r in rows]
    )
    themes = tuple(
        MarketTheme(r.theme, r.links, r.commissioner, r.providers, r.without_action, rank)
        for r, rank in zip(rows, found, strict=True)
    )
    return Market(providers, commissioner, council, themes)


def _theme(
    theme: Theme, providers: Panel | None, commissioner: Panel | None, council: Position | None
) -> MarketTheme | None:
    supply, demand = spoken(providers, theme), spoken(commissioner, theme)
    if supply is None and demand is None:
        return None
    levels = _levels(providers, supply)
    found = [one.level for one in levels]
    mine = council.themes[commissioner.themes.index(demand)] if council and commissioner and demand else None
    return MarketTheme(
        theme=theme,
        links=_links(supply, demand),
        commissioner=mine,
        providers=Distribution(counts(found)),
        without_action=without_action(found, [one.actions for one in levels]),
        rank=None,
    )


def spoken(panel: Panel | None, theme: Theme) -> Spoken | None:
    """The theme as a panel's instrument speaks of it, or None where it does not."""
    return next((one for one in panel.themes if one.theme.name == theme.name), None) if panel else None


def _levels(panel: Panel | None, found: Spoken | None) -> list[ThemeLevel]:
    if panel is None or found is None:
        return []
    place = panel.themes.index(found)
    return [position.themes[place] for position in panel.positions]


def _links(supply: Spoken | None, demand: Spoken | None) -> str:
    partial = [
        name for name, side in (("commissioner", demand), ("providers", supply)) if side is not None and side.is_partial
    ]
    return f"partial ({' and '.join(partial)})" if partial else "direct"
