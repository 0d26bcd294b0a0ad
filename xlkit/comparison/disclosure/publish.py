"""Publish: what of a comparison may be shown to everybody, so that no small group shows or follows by subtraction."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from xlkit.comparison.comparison import Comparison, Council
from xlkit.comparison.disclosure.groups import TOO_FEW, organisations
from xlkit.comparison.disclosure.published import (
    Shared,
    SharedChallenge,
    SharedCouncil,
    SharedItem,
    SharedMarket,
    SharedSide,
    SharedView,
    Withheld,
    left_out,
)
from xlkit.comparison.disclosure.publishers import published, unpublished
from xlkit.comparison.disclosure.release import Release, released
from xlkit.comparison.disclosure.shared_movements import shared_movements
from xlkit.comparison.disclosure.shared_regions import share_region
from xlkit.comparison.disclosure.shared_scales import shared_questions, shared_ratings
from xlkit.comparison.disclosure.told import left_out as untold
from xlkit.comparison.sides.market import Market, MarketTheme, ranked, spoken
from xlkit.comparison.sides.pairing import Seen, SeenItem
from xlkit.intake.council_workbook import Counted, CountedSide, CountedTheme
from xlkit.intake.shared_reader import TITLE
from xlkit.measures.scale import FIVE
from xlkit.returns.likeness import counted_once

WHOLE = "As others see it: {subject}, by perspective {perspective}"
ITEM = "As others see it, by perspective {perspective}: {ref} {title}"


def share(comparison: Comparison) -> Shared:
    """The aggregates of a comparison, none of them on fewer organisations than it asks for, counted on their base n."""
    smallest = comparison.smallest
    of_region = share_region(comparison, smallest)
    shown = comparison if of_region else published(comparison)
    blank = Shared(TITLE, comparison.round, comparison.as_at, shown.quadrants_part_at, smallest)
    region, region_out = of_region or (None, ())
    shared = replace(blank, region=region, withheld=region_out) if region else _of_council(blank, shown)
    matrices, ratings_out = shared_ratings(comparison, smallest)
    questions, questions_out = shared_questions(comparison, smallest)
    people = comparison.told
    return replace(
        shared,
        signals=comparison.signals,
        matrices=matrices,
        questions=questions,
        people=people if people and people.told else None,
        withheld=(
            *(*shared.withheld, *ratings_out, *questions_out, *unpublished(comparison)),
            *(untold(people) if people else ()),
        ),
    )


def _of_council(blank: Shared, comparison: Comparison) -> Shared:
    smallest = blank.smallest
    sides = {panel.instrument.name: released(panel, panel.positions, smallest) for panel, _ in comparison.spreads}
    shown = [_shared_side(comparison, side, smallest) for side in sides.values()]
    views, views_out = shared_views(comparison.seen, smallest)
    markets = tuple(_market(market, sides) for market in comparison.markets)
    return replace(
        blank,
        markets=markets,
        sides=tuple(side for side, _ in shown),
        councils=tuple(_council(council) for council in comparison.councils),
        views=views,
        withheld=(
            *(one for side in sides.values() for one in side.withheld),
            *(one for _, out in shown for one in out),
            *views_out,
        ),
        counted=counted(comparison, markets, smallest),
    )


def _market(market: Market, sides: dict[str, Release]) -> SharedMarket:
    side = sides[market.providers.instrument.name] if market.providers else None
    themes = ranked([_theme(theme, side, market) for theme in market.themes])
    commissioner = market.council.organisation if market.council else ""
    instrument = side.panel.instrument.title if side else ""
    return SharedMarket(commissioner, instrument, market.scale, market.own_scale, themes)


def _theme(theme: MarketTheme, side: Release | None, market: Market) -> MarketTheme:
    shows = side is not None and spoken(market.providers, theme.theme) is not None and side.shows(theme.theme.name)
    return theme if shows else replace(theme, providers=None, without_action=None)


def _shared_side(comparison: Comparison, side: Release, smallest: int) -> tuple[SharedSide, tuple[Withheld, ...]]:
    """What the providers say by item, by group and since earlier rounds, and what of the last is left out."""
    names = {series.name for series in side.items}
    spreads = next(spreads for panel, spreads in comparison.spreads if panel.instrument is side.panel.instrument)
    many = len(side.panel.answering)
    movements, movements_out = shared_movements(side, comparison.before)
    shown = SharedSide(
        instrument=side.panel.instrument.title,
        organisations=many if len(organisations(side.panel.answering)) >= smallest else None,
        items=tuple(
            SharedItem(spread.section, spread.item, spread.theme, spread.found)
            for spread in spreads
            if spread.item.name in names
        ),
        breakdowns=side.breakdowns,
        movements=movements,
    )
    return shown, movements_out


def _council(council: Council) -> SharedCouncil:
    stated = council.challenges if any(council.position.levels) else ()
    challenges = tuple(SharedChallenge(one.section, one.item, one.level) for one in stated)
    return SharedCouncil(council.position.organisation, council.position.basis.value, challenges)


def counted(comparison: Comparison, shared: Sequence[SharedMarket], smallest: int) -> tuple[Counted, ...]:
    """The counts of each council, or of nobody's where there is no commissioner; `shared` goes by the markets."""
    sides: dict[str, list[CountedSide]] = {}
    for market, shown in zip(comparison.markets, shared, strict=True):
        sides.setdefault(shown.commissioner or comparison.council, []).append(_side(market, shown, smallest))
    return tuple(
        Counted(council, comparison.round, comparison.as_at, smallest, tuple(mine)) for council, mine in sides.items()
    )


def _side(market: Market, shown: SharedMarket, smallest: int) -> CountedSide:
    panel = market.providers
    many = len(panel.answering) if panel else 0
    versions = sorted({row.identity.version for row in panel.returns}) if panel else []
    return CountedSide(
        template=panel.instrument.name if panel else "",
        version=", ".join(versions),
        steps=market.scale.steps if panel else FIVE.steps,
        own_steps=market.own_scale.steps,
        organisations=many if panel and len(organisations(panel.answering)) >= smallest else None,
        themes=tuple(
            CountedTheme(row.theme.name, row.providers.counts if row.providers else None, row.level, row.lowest)
            for row in shown.themes
        ),
    )


def shared_views(every: Iterable[Seen], smallest: int) -> tuple[tuple[SharedView, ...], tuple[Withheld, ...]]:
    """The items on which enough organisations have a level, and those left out: one by one, or a view of none whole."""
    shown: list[SharedView] = []
    withheld: list[Withheld] = []
    for seen in every:
        places = {item.name: place for place, item in enumerate(seen.panel.items)}
        for number in dict.fromkeys(one.view.number for one in seen.items):
            mine = [one for one in seen.items if one.view.number == number]
            large = [one for one in mine if _many(one, places[one.item.name]) >= smallest]
            shown += map(_shared, large)
            perspective = mine[0].view.perspective.value
            whole = WHOLE.format(subject=mine[0].view.subject, perspective=perspective)
            small = [
                ITEM.format(perspective=perspective, ref=one.item.ref, title=one.item.title)
                for one in mine
                if one not in large
            ]
            withheld += left_out(whole, small, len(mine), TOO_FEW.format(smallest=smallest))
    return tuple(shown), tuple(withheld)


def _many(item: SeenItem, place: int) -> int:
    """How many organisations have a level on an item, which stands at a place of its panel."""
    speaking = (voice.organisation for voice in item.view.voices if voice.levels[place] is not None)
    return len(set(counted_once(speaking).values()))


def _shared(item: SeenItem) -> SharedView:
    return SharedView(item.section, item.item, item.view.subject, item.view.perspective.value, item.own, item.found)
