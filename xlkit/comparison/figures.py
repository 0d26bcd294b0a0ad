"""Figures: everything that a consolidated or a shared workbook says, as data; README.md gives the shape.

Nouns become objects with their own fields, and what instruments and crosswalk hold (items, sections, themes …) becomes
the name it has there.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import singledispatch

from xlkit.comparison.comparison import Comparison, Grouping, Planned, Response
from xlkit.comparison.disclosure.published import Shared, SharedMarket, SharedTheme
from xlkit.comparison.market import Market, MarketTheme
from xlkit.comparison.movement import ItemMovement, Movement
from xlkit.comparison.panel import Panel, Spoken
from xlkit.comparison.region import CouncilTheme, RegionCouncil, RegionTheme, SharedRegionTheme, SharedUnit
from xlkit.comparison.scale_matrix import ChoiceScale, Listed, Prospect, Rated, Ratings, Told
from xlkit.form.crosswalk import Theme
from xlkit.form.instrument import Instrument, Section
from xlkit.form.item import Choice, Item
from xlkit.intake.council_workbook import CountedSide
from xlkit.measures.change import net_movement
from xlkit.measures.distribution import Distribution
from xlkit.returns.completed import Action, Return

Data = dict[str, object]

COMPARED = (
    "spreads",
    "councils",
    "pairings",
    "seen",
    "within",
    "benchmarks",
    "movements",
    "actions",
    "notes",
    "region",
    "ratings",
)


def of_comparison(comparison: Comparison) -> Data:
    """The figures of a consolidated workbook, for those who may see every name."""
    return {
        "audience": "internal",
        "title": comparison.title,
        "round": comparison.round,
        "as_at": comparison.as_at.isoformat(),
        "cut": comparison.quadrants_part_at,
        "response": _response(comparison.response),
        "counts": {status.value: count for status, count in comparison.ledger.counts.items()},
        "panels": [_panel(one) for one in comparison.panels],
        "markets": [_market(market) for market in comparison.markets],
        **{name: data(getattr(comparison, name)) for name in COMPARED},
    }


def _response(response: Response | None) -> Data | None:
    return {"invited": response.invited, "valid": len(response.files), "share": response.share} if response else None


def of_shared(shared: Shared) -> Data:
    """The figures of a shared workbook: aggregates alone."""
    markets = [_market(market) for market in shared.markets]
    return {"audience": "shared", **_fields(shared, without=("markets",)), "markets": markets}


@singledispatch
def data(value: object) -> object:
    """A value as JSON has it."""
    if is_dataclass(value):
        return _fields(value)
    if isinstance(value, tuple | list):
        return [data(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): data(one) for key, one in value.items()}
    return value


@data.register
def _(value: date) -> str:
    return value.isoformat()


@data.register(Instrument)
@data.register(Item)
@data.register(Section)
@data.register(Theme)
@data.register(Grouping)
def _(value: Instrument | Item | Section | Theme | Grouping) -> str:
    return value.name


@data.register
def _(value: Panel) -> str:
    return value.instrument.name


@data.register
def _(value: Spoken) -> str:
    return value.theme.name


@data.register
def _(value: Choice) -> str:
    return value.name


@data.register
def _(value: ChoiceScale) -> int:
    return value.number


@data.register
def _(value: Ratings) -> Data:
    scales = [
        {"number": one.number, "choices": [_choice(one, choice) for choice in one.choices]} for one in value.scales
    ]
    rest = _fields(value, without=("scales", "panel"))
    return {"instrument": data(value.panel), "organisations": list(value.organisations), "scales": scales, **rest}


@data.register
def _(value: Rated) -> Data:
    return {**_fields(value), "counts": list(value.counts)}


@data.register
def _(value: Prospect) -> Data:
    return {**_fields(value), "result": value.result}


@data.register
def _(value: Told) -> Data:
    helpers = [one.organisation for one in value.helpers]
    facts = {"organisation": value.completed.organisation, "value": data(value.answer.value), "helpers": helpers}
    return {**_fields(value, without=("answer", "helpers", "number")), **facts}


@data.register
def _(value: Listed) -> Data:
    values = {one.item: data(one.value) for one in value.row.answers}
    facts = {"organisation": value.completed.organisation, "row": value.row.number, "values": values}
    return {**_fields(value, without=("row",)), **facts}


@data.register
def _(value: Return) -> str:
    return value.identity.return_id


@data.register
def _(value: Distribution) -> Data:
    return {
        "n": value.n,
        "counts": list(value.counts),
        "low_share": value.low_share,
        "median": value.median,
        "lower_quartile": value.lower,
        "upper_quartile": value.upper,
        "modes": value.modes,
        "agreement": value.agreement,
        "band": value.band,
        "polarised": value.polarised,
    }


@data.register
def _(value: Movement) -> Data:
    return _fields(value, without=("pairs",))


@data.register
def _(value: ItemMovement) -> Data:
    moves = {"matched": value.matched, "down": value.down, "same": value.same, "up": value.up}
    return {**_fields(value), **moves, "net": net_movement(value.down, value.same, value.up)}


@data.register
def _(value: Planned) -> Data:
    return {**_fields(value), "organisation": value.completed.organisation}


@data.register
def _(value: RegionCouncil) -> Data:
    return _fields(value, without=("own", "commissioners"))


@data.register
def _(value: CouncilTheme) -> Data:
    return {**_fields(value, without=("council", "is_one_scale")), "council": value.council.name}


@data.register
def _(value: SharedUnit) -> Data:
    return _fields(value, without=("is_one_scale",))


@data.register
def _(value: CountedSide) -> Data:
    return _fields(value, without=("steps", "own_steps"))


@data.register(RegionTheme)
@data.register(SharedRegionTheme)
def _(value: RegionTheme | SharedRegionTheme) -> Data:
    sums = {"found": data(value.found), "rests_on": list(value.rests_on), "missing": list(value.missing)}
    return {**_fields(value, without=("scale",)), **sums}


@data.register
def _(value: Action) -> Data:
    return {**_fields(value, without=("cell", "other")), "other": dict(value.other)}


def _market(market: Market | SharedMarket) -> Data:
    return {
        **_fields(market, without=("themes", "scale", "own_scale")),
        "themes": [_theme(theme) for theme in market.themes],
    }


def _theme(row: MarketTheme | SharedTheme) -> Data:
    return {
        **_fields(row, without=("common",)),
        "title": row.theme.title,
        "level": row.level,
        "gap": row.gap,
        "dominance": row.dominance,
        "quadrant": row.quadrant,
    }


def _choice(scale: ChoiceScale, choice: Choice) -> Data:
    return {"name": choice.name, "label": choice.label, "order": scale.order(choice), "reached": choice.reached}


def _panel(panel: Panel) -> Data:
    """A panel whole; elsewhere its instrument's name stands for it."""
    instrument = panel.instrument
    return {
        "instrument": instrument.name,
        "title": instrument.title,
        "version": instrument.version,
        "side": instrument.side.value if instrument.side else None,
        "items": [item.name for item in panel.items],
        "themes": [one.theme.name for one in panel.themes],
        "returns": [one.identity.return_id for one in panel.returns],
        "positions": data(panel.positions),
        "views": data(panel.views),
    }


def _fields(value: object, without: tuple[str, ...] = ()) -> Data:
    if not is_dataclass(value):
        return {}
    return {each.name: data(getattr(value, each.name)) for each in fields(value) if each.name not in without}
