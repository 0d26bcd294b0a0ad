"""Picks: what organisations pick from scales that are not the five levels, item by item."""

from collections.abc import Iterator, Sequence
from datetime import date

from xlkit.comparison.other_scales.scale_matrix import ChoiceScale, MatrixItem, is_in_matrix
from xlkit.comparison.restated import day_for
from xlkit.comparison.standing.panel import Panel
from xlkit.form.crosswalk import Crosswalk
from xlkit.form.instrument import Instrument, Section
from xlkit.form.item import Choice, Item
from xlkit.measures.picks import middle
from xlkit.returns.completed import Return


def scales_of(instrument: Instrument) -> tuple[ChoiceScale, ...]:
    """The scales of an instrument's ratings, forecasts and outcomes, each once."""
    lists = dict.fromkeys(item.choices for item in instrument.items if is_in_matrix(item))
    return tuple(_scale(number, choices) for number, choices in enumerate(lists, start=1))


def items_of(panel: Panel, crosswalk: Crosswalk, scales: Sequence[ChoiceScale]) -> tuple[MatrixItem, ...]:
    """The ratings, forecasts and outcomes of a panel, by the positions of its organisations."""
    moments = {setting.name: setting.title for setting in panel.instrument.settings}
    speaking = panel.speaking(panel.positions)
    return tuple(
        MatrixItem(
            section=section,
            item=item,
            role=item.role,
            theme=crosswalk.theme_of(panel.instrument.name, item.name, section.name),
            scale=scale,
            picks=tuple(pick(group, item, scale) for group in speaking),
            moment=moments.get(item.when, ""),
            days=tuple(day_for(panel.instrument, item.when, group[0].identity) for group in speaking),
            entered=tuple(_entered(group, item) for group in speaking),
        )
        for section, item in places(panel.instrument)
        if item.role is not None and (scale := _of_item(item, scales))
    )


def pick(group: Sequence[Return], item: Item, scale: ChoiceScale) -> Choice | None:
    """The choice that stands for an organisation: its only one, or of several the low middle of those in the order."""
    picked = [choice for one in group if (answer := one.answer(item.name)) and (choice := scale.find(answer.value))]
    if len(group) == 1:
        return picked[0] if picked else None
    ordered = scale.ordered
    place = middle([ordered.index(choice) for choice in picked if choice in ordered])
    return None if place is None else ordered[place]


def places(instrument: Instrument) -> Iterator[tuple[Section, Item]]:
    """Every item with its section."""
    return ((section, item) for section in instrument.sections for item in section.items)


def _scale(number: int, choices: tuple[Choice, ...]) -> ChoiceScale:
    orders = {choice.name: _order(choice, choices) for choice in choices}
    in_order = sorted(choices, key=lambda choice: (orders[choice.name] is None, orders[choice.name] or 0))
    return ChoiceScale(number, tuple(in_order), tuple(orders[choice.name] for choice in in_order))


def _order(choice: Choice, choices: Sequence[Choice]) -> int | None:
    if any(one.rank is not None for one in choices):
        return choice.rank
    return 1 + choice.reached if any(one.reached for one in choices) else None


def _of_item(item: Item, scales: Sequence[ChoiceScale]) -> ChoiceScale | None:
    if not is_in_matrix(item):
        return None
    mine = set(item.choices)
    return next((scale for scale in scales if set(scale.choices) == mine), None)


def _entered(group: Sequence[Return], item: Item) -> date | None:
    answer = group[0].answer(item.name) if len(group) == 1 else None
    return answer.day if answer else None
