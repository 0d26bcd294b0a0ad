"""Counting: what a shared workbook shows by theme, once more as counts that can be read back into a region."""

from collections.abc import Sequence

from xlkit.comparison.comparison import Comparison
from xlkit.comparison.disclosure.groups import organisations
from xlkit.comparison.disclosure.published import SharedMarket
from xlkit.comparison.sides.market import Market
from xlkit.intake.council_workbook import Counted, CountedSide, CountedTheme
from xlkit.measures.scale import FIVE


def counted(comparison: Comparison, shared: Sequence[SharedMarket], smallest: int) -> tuple[Counted, ...]:
    """The counts of each council, or of nobody's where there is no commissioner; `shared` goes by the markets."""
    sides: dict[str, list[CountedSide]] = {}
    for market, shown in zip(comparison.markets, shared, strict=True):
        sides.setdefault(shown.commissioner, []).append(_side(market, shown, smallest))
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
