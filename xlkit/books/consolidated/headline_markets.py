"""Headlines of a market: joint priorities, first priorities, widest gaps and least agreement, theme by theme."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor
from typing import TypeAlias

from xlkit.books.consolidated.lines import Line, number, one_or_many, one_or_many_formula, percent, rounded
from xlkit.books.consolidated.plan import Plan
from xlkit.books.writer.table import FIRST_ROW, Cell, Formula, Table
from xlkit.comparison import level_words
from xlkit.comparison.market import Market, MarketTheme

MOST = 1_000  # themes that can be put in order
FINE = 100_000  # agreement is told apart to five decimals
LONGEST = 8_000  # characters of a formula that lists names; Excel takes 8,192
JOINT = "joint priority"
NOBODY = "No theme has the levels that this takes."

Said: TypeAlias = Callable[[Mapping[str, str], MarketTheme], tuple[str, str]]
"""From the cells of a line, by key, and its theme: the formula of the sentence, and the sentence."""


@dataclass(frozen=True, slots=True)
class _Order:
    """One way of putting themes in order, least weight first; rows decide ties.

    `weight` gives a theme's weight, a whole number, or None where it has no place; `weigh` turns the range of the
    column `key` into weights, and `figure` names the column that the sentence quotes, which is shown in `style`.
    """

    kind: str
    many: int
    key: str
    weight: Callable[[MarketTheme], int | None]
    weigh: Callable[[str], str]
    figure: str
    style: str
    value: Callable[[MarketTheme], float | None]
    said: Said


@dataclass(frozen=True, slots=True)
class _Headed:
    """What a line is about, and the market of which it names a priority."""

    kind: str
    priority_of: int | None


def market_lines(plan: Plan, place: int) -> Iterator[Line]:
    """The headlines of one market; there are as many as its themes allow, whatever levels they have."""
    market, themes = plan.comparison.markets[place], plan.markets[place]
    if market.providers is None:
        return
    whose = _whose(plan.comparison.markets, market)
    compares = market.council is not None and market.is_one_scale
    if compares:
        yield Line(lambda table, row: _joint(market, themes, table.cell("figure", row), whose))
    for order in _ORDERS if compares else (_PRIORITY, _AGREEMENT):
        weighed = ((order.weight(theme), row) for row, theme in enumerate(market.themes))
        found = [row for _, row in sorted((weight, row) for weight, row in weighed if weight is not None)]
        for rank in range(1, min(order.many, len(market.themes)) + 1):
            headed = _Headed(f"{order.kind} {rank}{whose}", place if order is _PRIORITY else None)
            yield _line(market, themes, order, rank, found[rank - 1] if rank <= len(found) else None, headed)


def _whose(markets: Sequence[Market], market: Market) -> str:
    """What tells a market from the others of the round: ": Ashshire Council"; nothing where there is but one."""
    councils = {one.council.organisation if one.council else "" for one in markets}
    instruments = {one.providers.instrument.title for one in markets if one.providers}
    council = [market.council.organisation] if market.council and len(councils) > 1 else []
    title = [market.providers.instrument.title] if market.providers and len(instruments) > 1 else []
    return f": {', '.join([*council, *title])}" if council or title else ""


def _line(market: Market, themes: Table, order: _Order, rank: int, found: int | None, headed: _Headed) -> Line:
    theme = None if found is None else market.themes[found]
    keys = themes.span(order.key)
    place_of = f"{order.weigh(keys)}*{MOST}+ROW({keys})-{FIRST_ROW}"
    look = f'=IFERROR(MOD(SMALL(IF({keys}<>"",{place_of}),{rank}),{MOST}),"")'

    def cells(table: Table, row: int) -> Mapping[str, Cell]:
        own = {key: table.cell(key, row) for key in ("row", "theme", "commissioner", "median", "figure")}
        formula, sentence = order.said(own, theme) if theme else (order.said(own, market.themes[0])[0], NOBODY)

        def looked_up(key: str, value: float | str | None, style: str = "") -> Formula:
            return Formula(f'=IF({own["row"]}="","",INDEX({themes.span(key)},{own["row"]}))', value, style=style)

        return {
            "kind": headed.kind,
            "said": Formula(f'=IF({own["row"]}="","{NOBODY}",{formula})', sentence),
            "row": Formula(look, None if found is None else found + 1, is_array=True),
            "theme": looked_up("theme", theme.theme.title if theme else None),
            "commissioner": looked_up("commissioner", theme.level if theme else None),
            "median": looked_up("median", theme.providers.median if theme else None),
            "figure": looked_up(order.figure, order.value(theme) if theme else None, order.style),
            "sheet": themes.sheet,
        }

    return Line(cells, headed.priority_of)


def _joint(market: Market, themes: Table, figure: str, whose: str) -> Mapping[str, Cell]:
    names = [theme.theme.title for theme in market.themes if theme.quadrant == JOINT]
    rows = ((themes.elsewhere("quadrant", row), themes.elsewhere("theme", row)) for row in range(themes.rows))
    listed = "&".join(f'IF({called}="{JOINT}",", "&{theme},"")' for called, theme in rows)
    words = (f" of {themes.rows} themes is a joint priority", f" of {themes.rows} themes are joint priorities")
    said = f"{figure}&{one_or_many_formula(figure, *words)}"
    sentence = f"{len(names)}{one_or_many(len(names), *words)}"
    if len(listed) < LONGEST:
        said += f'&IF({figure}=0,".",": "&MID({listed},3,{LONGEST})&".")'
        sentence += f": {', '.join(names)}." if names else "."
    return {
        "kind": f"Joint priorities{whose}",
        "said": Formula(f"={said}", sentence),
        "figure": Formula(f'=COUNTIF({themes.span("quadrant")},"{JOINT}")', len(names)),
        "sheet": themes.sheet,
    }


def _priority_said(own: Mapping[str, str], theme: MarketTheme) -> tuple[str, str]:
    low = level_words.low_or(theme.providers.scale)
    formula = (
        f'{own["theme"]}&": "&TEXT({own["figure"]},"0%")&" of providers stand at level {low}"&'
        f'IF({own["commissioner"]}="","",", and the commissioner places itself at level "&{own["commissioner"]})&"."'
    )
    share = percent(theme.providers.low_share or 0)
    mine = "" if theme.level is None else f", and the commissioner places itself at level {theme.level}"
    return formula, f"{theme.theme.title}: {share} of providers stand at level {low}{mine}."


def _gap_said(own: Mapping[str, str], theme: MarketTheme) -> tuple[str, str]:
    formula = (
        f'{own["theme"]}&": the commissioner places itself at level "&{own["commissioner"]}&", and the median of '
        f'providers is "&{own["median"]}&": a gap of "&IF({own["figure"]}>0,"+","")&{own["figure"]}&"."'
    )
    gap = theme.gap or 0
    sentence = (
        f"{theme.theme.title}: the commissioner places itself at level {number(theme.level)}, and the median of "
        f"providers is {number(theme.providers.median)}: a gap of {'+' if gap > 0 else ''}{number(gap)}."
    )
    return formula, sentence


def _agreement_said(own: Mapping[str, str], theme: MarketTheme) -> tuple[str, str]:
    formula = (
        f'{own["theme"]}&": the agreement of providers is "&ROUND({own["figure"]},2)&", where 1 is all alike and 0 is '
        'half at each end."'
    )
    agreed = rounded(theme.providers.agreement or 0, 2)
    sentence = (
        f"{theme.theme.title}: the agreement of providers is {agreed}, where 1 is all alike and 0 is half at each end."
    )
    return formula, sentence


_PRIORITY = _Order(
    kind="Priority",
    many=5,
    key="rank",
    weight=lambda theme: theme.rank,
    weigh=lambda keys: keys,
    figure="low",
    style="share",
    value=lambda theme: theme.providers.low_share,
    said=_priority_said,
)
_GAP = _Order(
    kind="Widest gap",
    many=3,
    key="gap",
    weight=lambda theme: None if theme.gap is None else int(-2 * abs(theme.gap)),
    weigh=lambda keys: f"-2*ABS({keys})",
    figure="gap",
    style="difference",
    value=lambda theme: theme.gap,
    said=_gap_said,
)
_AGREEMENT = _Order(
    kind="Least agreement",
    many=3,
    key="agreement",
    weight=lambda theme: None if (a := theme.providers.agreement) is None else floor(a * FINE + 0.5),
    weigh=lambda keys: f"INT({keys}*{FINE}+0.5)",
    figure="agreement",
    style="two_places",
    value=lambda theme: theme.providers.agreement,
    said=_agreement_said,
)
_ORDERS = (_PRIORITY, _GAP, _AGREEMENT)
