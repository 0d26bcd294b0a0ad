"""Shared: what of a comparison may be shown to everybody, so that no small group shows or follows by subtraction."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from xlkit.compare.breakdowns import breakdowns
from xlkit.compare.counting import counted
from xlkit.compare.disclosure import FOLLOWS, Series, chosen, themes_of
from xlkit.compare.markets import spoken
from xlkit.compare.shared_ratings import shared_ratings
from xlkit.compare.shared_regions import share_region
from xlkit.comparison import Comparison, Council
from xlkit.crosswalk import Theme
from xlkit.identity import plain
from xlkit.market import Market, MarketTheme
from xlkit.measures.priority import Standing, ranks
from xlkit.measures.scale import low_share
from xlkit.movement import ItemMovement, Movement
from xlkit.panel import Panel
from xlkit.region import SharedRegion
from xlkit.returns import Perspective
from xlkit.sharing import (
    SMALLEST,
    Breakdown,
    Shared,
    SharedChallenge,
    SharedCouncil,
    SharedItem,
    SharedMarket,
    SharedMovement,
    SharedSide,
    SharedTheme,
    SharedView,
    Withheld,
)

TITLE = "360-degree comparison: shared figures"


@dataclass(frozen=True, slots=True)
class _Side:
    """One instrument of providers, with the themes and items of it that may be shown, and what may not."""

    panel: Panel
    themes: tuple[Series, ...]
    items: tuple[Series, ...]
    withheld: tuple[Withheld, ...]

    def shows(self, theme: Theme) -> bool:
        """Whether the providers' figures on a theme may be shown."""
        return any(series.name == theme.name for series in self.themes)


def share(comparison: Comparison, smallest: int = SMALLEST) -> Shared:
    """The aggregates of a comparison, none of them on fewer organisations than `smallest`, counted on their base n."""
    of_region = share_region(comparison, smallest)
    found = _of_region(comparison, smallest, *of_region) if of_region else _of_council(comparison, smallest)
    return replace(found, ratings=shared_ratings(comparison, smallest))


def _of_region(comparison: Comparison, smallest: int, region: SharedRegion, withheld: tuple[Withheld, ...]) -> Shared:
    return Shared(
        title=TITLE,
        round=comparison.round,
        as_at=comparison.as_at,
        cut=comparison.cut,
        smallest=smallest,
        markets=(),
        sides=(),
        councils=(),
        views=(),
        withheld=withheld,
        region=region,
    )


def _of_council(comparison: Comparison, smallest: int) -> Shared:
    sides = {panel.instrument.name: _side(panel, smallest) for panel, _ in comparison.spreads}
    found = [
        (side, *breakdowns(side.panel, side.themes, side.items, smallest))
        for side in sides.values()
        if len(side.panel.positions) >= smallest
    ]
    markets = tuple(_market(market, sides) for market in comparison.markets)
    return Shared(
        title=TITLE,
        round=comparison.round,
        as_at=comparison.as_at,
        cut=comparison.cut,
        smallest=smallest,
        markets=markets,
        sides=tuple(
            _shared_side(comparison, side, next((shown for one, shown, _ in found if one is side), ()), smallest)
            for side in sides.values()
        ),
        councils=tuple(_council(council) for council in comparison.councils),
        views=tuple(_views(comparison, smallest)),
        withheld=(
            *(one for side in sides.values() for one in side.withheld),
            *(one for _, _, left_out in found for one in left_out),
            *_movements_withheld(comparison, sides, smallest),
        ),
        counted=counted(comparison, markets, smallest),
    )


def _side(panel: Panel, smallest: int) -> _Side:
    """The themes and items that may stand beside each other: themes come first, since the comparison rests on them."""
    themes, themes_out = chosen(panel, themes_of(panel), (), smallest)
    candidates = [
        Series(item.name, f"{item.ref} {item.title}", frozenset([place])) for place, item in enumerate(panel.items)
    ]
    items, items_out = chosen(panel, candidates, themes, smallest)
    return _Side(panel, themes, items, (*themes_out, *items_out))


def _market(market: Market, sides: dict[str, _Side]) -> SharedMarket:
    side = sides[market.providers.instrument.name] if market.providers else None
    rows = [_theme(found, side, market) for found in market.themes]
    standings = [
        Standing(
            low_share(row.providers.counts) if row.providers else None,
            row.level,
            row.providers.agreement if row.providers else None,
            row.without_action,
        )
        for row in rows
    ]
    themes = tuple(
        SharedTheme(r.theme, r.links, r.level, r.lowest, r.providers, r.without_action, rank)
        for r, rank in zip(rows, ranks(standings), strict=True)
    )
    return SharedMarket(market.council.organisation if market.council else "", themes)


def _theme(found: MarketTheme, side: _Side | None, market: Market) -> SharedTheme:
    shows = side is not None and spoken(market.providers, found.theme) is not None and side.shows(found.theme)
    return SharedTheme(
        theme=found.theme,
        links=found.links,
        level=found.level,
        lowest=found.commissioner.lowest if found.commissioner else None,
        providers=found.providers if shows else None,
        without_action=found.without_action if shows else None,
        rank=None,
    )


def _shared_side(comparison: Comparison, side: _Side, shown: Sequence[Breakdown], smallest: int) -> SharedSide:
    names = {series.name for series in side.items}
    spreads = next(spreads for panel, spreads in comparison.spreads if panel is side.panel)
    many = len(side.panel.positions)
    return SharedSide(
        instrument=side.panel.instrument.title,
        organisations=many if many >= smallest else None,
        items=tuple(
            SharedItem(one.section, one.item, one.theme, one.found) for one in spreads if one.item.name in names
        ),
        breakdowns=tuple(shown),
        movements=tuple(
            SharedMovement(movement.earlier, one.section, one.item, one.down, one.same, one.up)
            for movement in _of_providers(comparison, side)
            for one in _safe_moves(movement, names, smallest)
        ),
    )


def _council(council: Council) -> SharedCouncil:
    challenges = tuple(SharedChallenge(one.section, one.item, one.level) for one in council.challenges)
    return SharedCouncil(council.position.organisation, council.position.basis.value, challenges)


def _views(comparison: Comparison, smallest: int) -> Iterator[SharedView]:
    for seen in comparison.seen:
        for one in seen.items:
            if one.found.n >= smallest:
                view = one.view
                yield SharedView(view.subject, view.perspective.value, one.section, one.item, one.own, one.found)


def _of_providers(comparison: Comparison, side: _Side) -> list[Movement]:
    return [
        movement
        for movement in comparison.movements
        if movement.instrument.name == side.panel.instrument.name and movement.perspective is Perspective.SELF
    ]


def _safe_moves(movement: Movement, names: set[str], smallest: int) -> list[ItemMovement]:
    """The items whose movers are many enough, and where those whom the two rounds do not share are many or none."""
    groups: defaultdict[int, dict[str, set[str]]] = defaultdict(
        lambda: {"matched": set(), "joined": set(), "left": set()}
    )
    for pair in movement.pairs:
        state = "joined" if pair.before is None else "left" if pair.now is None else "matched"
        groups[pair.item][state].add(plain(pair.unit.organisation))
    safe = {
        place
        for place, found in groups.items()
        if len(found["matched"]) >= smallest and all(not one or len(one) >= smallest for one in found.values())
    }
    return [one for place, one in enumerate(movement.items) if place in safe and one.item.name in names]


def _movements_withheld(comparison: Comparison, sides: dict[str, _Side], smallest: int) -> list[Withheld]:
    withheld = []
    for side in sides.values():
        names = {series.name for series in side.items}
        for movement in _of_providers(comparison, side):
            shown = _safe_moves(movement, names, smallest)
            withheld += [
                Withheld(
                    f"{one.item.ref} {one.item.title}: movement since {movement.earlier}",
                    FOLLOWS.format(smallest=smallest),
                )
                for one in movement.items
                if one not in shown
            ]
    return withheld
