"""Figures: everything that a consolidated or a shared workbook says, as data; README.md gives the shape.

Nouns become objects with their own fields, and what instruments and crosswalk hold (items, sections, themes …) becomes
the name it has there.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import singledispatch

from xlkit import measures
from xlkit.comparison import Comparison, Distribution, Grouping, Market, MarketTheme, Panel, Planned, Spoken
from xlkit.crosswalk import Theme
from xlkit.instrument import Instrument, Item, Section
from xlkit.movement import ItemMovement, Movement
from xlkit.returns import Action, Return
from xlkit.sharing import Shared, SharedMarket, SharedTheme

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
)


def of_comparison(comparison: Comparison) -> Data:
    """The figures of a consolidated workbook, for those who may see every name."""
    return {
        "audience": "internal",
        "title": comparison.title,
        "round": comparison.round,
        "as_at": comparison.as_at.isoformat(),
        "cut": comparison.cut,
        "invited": comparison.invited,
        "counts": {status.value: count for status, count in comparison.ledger.counts.items()},
        "panels": [_panel(one) for one in comparison.panels],
        "markets": [_market(one, comparison.cut) for one in comparison.markets],
        **{name: data(getattr(comparison, name)) for name in COMPARED},
    }


def of_shared(shared: Shared) -> Data:
    """The figures of a shared workbook: aggregates alone."""
    markets = [_market(one, shared.cut) for one in shared.markets]
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
def _(value: Return) -> str:
    return value.identity.return_id


@data.register
def _(value: Distribution) -> Data:
    counts = value.counts
    return {
        "n": value.n,
        "counts": list(counts),
        "low_share": measures.low_share(counts),
        "median": value.median,
        "lower_quartile": measures.quartile(counts, 1),
        "upper_quartile": measures.quartile(counts, 3),
        "modes": measures.modes(counts),
        "agreement": value.agreement,
        "band": measures.band(value.agreement),
        "polarised": measures.polarised(counts),
    }


@data.register
def _(value: Movement) -> Data:
    return _fields(value, without=("pairs",))


@data.register
def _(value: ItemMovement) -> Data:
    moves = {"matched": value.matched, "down": value.down, "same": value.same, "up": value.up}
    return {**_fields(value), **moves, "net": measures.net_movement(value.down, value.same, value.up)}


@data.register
def _(value: Planned) -> Data:
    return {**_fields(value), "organisation": value.completed.organisation}


@data.register
def _(value: Action) -> Data:
    return {**_fields(value, without=("cell", "other")), "other": dict(value.other)}


def _market(market: Market | SharedMarket, cut: float) -> Data:
    return {**_fields(market, without=("themes",)), "themes": [_theme(one, cut) for one in market.themes]}


def _theme(one: MarketTheme | SharedTheme, cut: float) -> Data:
    median = one.providers.median if one.providers else None
    return {
        **_fields(one),
        "title": one.theme.title,
        "level": one.level,
        "gap": one.gap,
        "dominance": one.dominance,
        "quadrant": measures.quadrant(one.level, median, cut),
    }


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
