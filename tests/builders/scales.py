"""Scales: instruments with another number of steps, and what is compared by them."""

from collections.abc import Mapping

from msgspec.structs import replace

from tests.builders.rounds import COMMISSIONER, PROVIDER, SHORT
from xlkit.form.instrument import Instrument
from xlkit.form.item import Choice, Item


def with_steps(instrument: Instrument, steps: int) -> Instrument:
    """The instrument with so many levels to each item that has any."""
    sections = tuple(
        replace(section, items=tuple(_item(item, steps) for item in section.items)) for section in instrument.sections
    )
    return replace(instrument, sections=sections)


def instruments(provider: int, commissioner: int) -> Mapping[str, Instrument]:
    """The instruments of a round whose two sides have so many levels."""
    of_market = (with_steps(one, commissioner) for one in (COMMISSIONER, SHORT))
    return {one.name: one for one in (with_steps(PROVIDER, provider), *of_market)}


def _item(item: Item, steps: int) -> Item:
    if not item.has_levels:
        return item
    choices = tuple(Choice(str(level), f"We are at step {level}", level) for level in range(1, steps + 1))
    return replace(item, choices=choices)
