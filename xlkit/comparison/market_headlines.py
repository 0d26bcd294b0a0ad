"""Headlines of a market: joint priorities, first priorities, widest gaps and least agreement, theme by theme."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import floor

from xlkit.comparison.headlines import Headline, number, one_or_many, percent, rounded
from xlkit.comparison.market import Market, MarketTheme
from xlkit.measures import level_words

FINE = 100_000  # agreement is told apart to five decimals
JOINT = "joint priority"
JOINTLY = (" of {themes} themes is a joint priority", " of {themes} themes are joint priorities")
NOBODY = "No theme has the levels that this takes."


@dataclass(frozen=True, slots=True)
class Order:
    """One way of putting themes in order, least weight first; their places decide ties.

    `weight` gives a theme's weight, a whole number, or None where it has no place. The first `many` are headlines,
    each with a `figure` in a sentence.
    """

    kind: str
    many: int
    weight: Callable[[MarketTheme], int | None]
    figure: Callable[[MarketTheme], float | None]
    said: Callable[[MarketTheme], str]


def compares(market: Market) -> bool:
    """Whether both sides are there, and stand on one scale."""
    return market.council is not None and market.is_one_scale


def orders(market: Market) -> tuple[Order, ...]:
    """The ways in which a market's themes are put in order."""
    return (PRIORITY, GAP, AGREEMENT) if compares(market) else (PRIORITY, AGREEMENT)


def whose(markets: Sequence[Market], market: Market) -> str:
    """What tells a market from the others of the round: ": Ashshire Council"; nothing where there is but one."""
    councils = {one.council.organisation if one.council else "" for one in markets}
    instruments = {one.providers.instrument.title for one in markets if one.providers}
    council = [market.council.organisation] if market.council and len(councils) > 1 else []
    title = [market.providers.instrument.title] if market.providers and len(instruments) > 1 else []
    return f": {', '.join([*council, *title])}" if council or title else ""


def joint(market: Market, whose: str, *, is_listed: bool) -> Headline:
    """How many themes are joint priorities, and which where they are listed."""
    names = [theme.theme.title for theme in market.themes if theme.quadrant == JOINT]
    sentence = f"{len(names)}{one_or_many(len(names), *JOINTLY).format(themes=len(market.themes))}"
    listed = f": {', '.join(names)}." if names else "."
    return Headline(f"Joint priorities{whose}", sentence + listed if is_listed else sentence, len(names))


def first(market: Market, order: Order, whose: str) -> Iterator[Headline]:
    """The first themes in one order; there are as many as a market's themes allow, whatever levels they have."""
    weighed = ((order.weight(theme), place) for place, theme in enumerate(market.themes, start=1))
    places = [place for _, place in sorted((weight, place) for weight, place in weighed if weight is not None)]
    for rank in range(1, min(order.many, len(market.themes)) + 1):
        kind = f"{order.kind} {rank}{whose}"
        if rank <= len(places):
            theme = market.themes[places[rank - 1] - 1]
            yield Headline(kind, order.said(theme), order.figure(theme), theme, places[rank - 1])
        else:
            yield Headline(kind, NOBODY, None)


def _priority_said(theme: MarketTheme) -> str:
    low, share = level_words.low_or(theme.providers.scale), percent(theme.providers.low_share or 0)
    mine = "" if theme.level is None else f", and the commissioner places itself at level {theme.level}"
    return f"{theme.theme.title}: {share} of providers stand at level {low}{mine}."


def _gap_said(theme: MarketTheme) -> str:
    gap = theme.gap or 0
    return (
        f"{theme.theme.title}: the commissioner places itself at level {number(theme.level)}, and the median of "
        f"providers is {number(theme.providers.median)}: a gap of {'+' if gap > 0 else ''}{number(gap)}."
    )


def _agreement_said(theme: MarketTheme) -> str:
    agreed = rounded(theme.providers.agreement or 0, 2)
    return (
        f"{theme.theme.title}: the agreement of providers is {agreed}, where 1 is all alike and 0 is half at each end."
    )


def _least_agreed(theme: MarketTheme) -> int | None:
    agreement = theme.providers.agreement
    return None if agreement is None else floor(agreement * FINE + 0.5)


PRIORITY = Order(
    kind="Priority",
    many=5,
    weight=lambda theme: theme.rank,
    figure=lambda theme: theme.providers.low_share,
    said=_priority_said,
)
GAP = Order(
    kind="Widest gap",
    many=3,
    weight=lambda theme: None if theme.gap is None else int(-2 * abs(theme.gap)),
    figure=lambda theme: theme.gap,
    said=_gap_said,
)
AGREEMENT = Order(
    kind="Least agreement",
    many=3,
    weight=_least_agreed,
    figure=lambda theme: theme.providers.agreement,
    said=_agreement_said,
)
