"""Headlines of a market, as formulas that find its themes on the sheet of the market and put them in order."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from xlkit.books.consolidated.lines import Line, one_or_many_formula, there
from xlkit.books.consolidated.plan import Plan
from xlkit.books.writer.sheets import At
from xlkit.books.writer.table import FIRST_ROW, Table
from xlkit.comparison import market_headlines
from xlkit.comparison.market import Market
from xlkit.comparison.market_headlines import AGREEMENT, FINE, GAP, JOINT, JOINTLY, NOBODY, PRIORITY, Order
from xlkit.measures import level_words
from xlkit.measures.scale import Scale

MOST = 1_000  # themes that can be put in order
LONGEST = 8_000  # characters of a formula that lists names; Excel takes 8,192


@dataclass(frozen=True, slots=True)
class _Way:
    """How formulas follow one order: `weigh` turns the range of the column `key` into weights.

    `figure` is the column that the sentence quotes, shown in `style`; `said` gives the sentence of a line, over a scale
    of the providers.
    """

    key: str
    weigh: Callable[[str], str]
    figure: str
    style: str
    said: Callable[[At[Line], Scale], str]


def market_lines(plan: Plan, place: int) -> Iterator[Line]:
    """The headlines of one market."""
    market, themes = plan.comparison.markets[place], plan.markets[place]
    if market.providers is None:
        return
    whose = market_headlines.whose(plan.comparison.markets, market)
    if market_headlines.compares(market):
        yield _joint(market, themes, whose)
    for order in market_headlines.orders(market):
        yield from _first(market, themes, order, whose, place if order is PRIORITY else None)


def _first(market: Market, themes: Table, order: Order, whose: str, priority_of: int | None) -> Iterator[Line]:
    way = _WAYS[order.kind]
    keys = themes.span(way.key)
    place_of = f"{way.weigh(keys)}*{MOST}+ROW({keys})-{FIRST_ROW}"
    for rank, headline in enumerate(market_headlines.first(market, order, whose), start=1):
        yield Line(
            headline=headline,
            sheet=themes,
            said=lambda at: f'=IF({at["row"]}="","{NOBODY}",{way.said(at, market.scale)})',
            figure=lambda at: there(at, way.figure),
            style=way.style,
            found=f'=IFERROR(MOD(SMALL(IF({keys}<>"",{place_of}),{rank}),{MOST}),"")',
            priority_of=priority_of,
        )


def _joint(market: Market, themes: Table, whose: str) -> Line:
    rows = ((themes.elsewhere("quadrant", row), themes.elsewhere("theme", row)) for row in range(themes.rows))
    listed = "&".join(f'IF({called}="{JOINT}",", "&{theme},"")' for called, theme in rows)
    is_listed = len(listed) < LONGEST
    words = [jointly.format(themes=themes.rows) for jointly in JOINTLY]

    def said(at: At[Line]) -> str:
        figure = at["figure"]
        names = f'&IF({figure}=0,".",": "&MID({listed},3,{LONGEST})&".")' if is_listed else ""
        return f"={figure}&{one_or_many_formula(figure, *words)}{names}"

    counted = f'=COUNTIF({themes.span("quadrant")},"{JOINT}")'
    headline = market_headlines.joint(market, whose, is_listed=is_listed)
    return Line(headline, themes, said, lambda _: counted)


def _priority_said(at: At[Line], scale: Scale) -> str:
    return (
        f'{at["theme"]}&": "&TEXT({at["figure"]},"0%")&" of providers stand at level {level_words.low_or(scale)}"&'
        f'IF({at["commissioner"]}="","",", and the commissioner places itself at level "&{at["commissioner"]})&"."'
    )


def _gap_said(at: At[Line], _: Scale) -> str:
    return (
        f'{at["theme"]}&": the commissioner places itself at level "&{at["commissioner"]}&", and the median of '
        f'providers is "&{at["median"]}&": a gap of "&IF({at["figure"]}>0,"+","")&{at["figure"]}&"."'
    )


def _agreement_said(at: At[Line], _: Scale) -> str:
    return (
        f'{at["theme"]}&": the agreement of providers is "&ROUND({at["figure"]},2)&", where 1 is all alike and 0 is '
        'half at each end."'
    )


_WAYS: Mapping[str, _Way] = {
    PRIORITY.kind: _Way("rank", lambda keys: keys, "low", "share", _priority_said),
    GAP.kind: _Way("gap", lambda keys: f"-2*ABS({keys})", "gap", "difference", _gap_said),
    AGREEMENT.kind: _Way(
        *("agreement", lambda keys: f"INT({keys}*{FINE}+0.5)"), "agreement", "two_places", _agreement_said
    ),
}
