"""Picks: what organisations pick from scales that are not the five levels, item by item, now and in earlier rounds."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from xlkit.comparison.between_rounds.movement import own_rounds
from xlkit.comparison.other_scales.scale_matrix import (
    MATRIX_ROLES,
    Change,
    ChoiceScale,
    ItemChange,
    MatrixItem,
    Shift,
    is_in_matrix,
)
from xlkit.comparison.restated import day_for, period
from xlkit.comparison.standing.panel import Panel, Position
from xlkit.form.instrument import Instrument
from xlkit.form.item import Choice, Item
from xlkit.measures.grouped import grouped
from xlkit.measures.location import low_median
from xlkit.measures.picks import JOINED, LEFT, STATES, shifted
from xlkit.returns.completed import Return
from xlkit.returns.names import organisation_of


def scales_of(instrument: Instrument) -> tuple[ChoiceScale, ...]:
    """The scales of an instrument's ratings, forecasts and outcomes, each once."""
    lists = dict.fromkeys(item.choices for item in instrument.items if is_in_matrix(item))
    return tuple(_scale(number, choices) for number, choices in enumerate(lists, start=1))


def items_of(panel: Panel, scales: Sequence[ChoiceScale]) -> tuple[MatrixItem, ...]:
    """The ratings, forecasts and outcomes of a panel, by the positions of its organisations."""
    moments = {setting.name: setting.title for setting in panel.instrument.settings}
    speaking = panel.speaking(panel.positions)
    return tuple(
        MatrixItem(
            section=asked.section,
            item=item,
            theme=asked.theme,
            role=item.role,
            scale=scale,
            picks=tuple(pick(group, item, scale) for group in speaking),
            moment=moments.get(item.when, ""),
            days=tuple(day_for(panel.instrument, item.when, group[0].identity) for group in speaking),
            entered=tuple(_entered(group, item) for group in speaking),
        )
        for asked in panel.asked
        if (item := asked.item).role is not None and (scale := _of_item(item, scales))
    )


def pick(group: Sequence[Return], item: Item, scale: ChoiceScale) -> Choice | None:
    """The choice that stands for an organisation: its only one, or of several the low middle of those in the order."""
    picked = [choice for one in group if (answer := one.answer(item.name)) and (choice := scale.find(answer.value))]
    if len(group) == 1:
        return picked[0] if picked else None
    ordered = scale.ordered
    place = low_median(ordered.index(choice) for choice in picked if choice in ordered)
    return None if place is None else ordered[place]


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


def changes(panel: Panel, items: Sequence[MatrixItem], earlier: Iterable[Return]) -> tuple[Change, ...]:
    """A change for each earlier round that has returns of the panel's organisations about themselves."""
    rounds = own_rounds(panel, earlier)
    return tuple(_change(panel, items, name, before) for name, before in rounds.items()) if items else ()


def _change(panel: Panel, items: Sequence[MatrixItem], name: str, before: Sequence[Return]) -> Change:
    then = speaking_for(before)
    now = {organisation_of(position.organisation): position for position in panel.positions}
    names = {key: group[0].organisation for key, group in then.items()}
    names |= {organisation_of(position.organisation): position.organisation for position in panel.positions}
    period_then, period_now = period(panel.instrument, before), period(panel.instrument, panel.returns)
    is_telling = period_then and period_then != period_now
    shifts = tuple(_shifts(items, names, then, now))
    return Change(
        earlier=f"{period_then} ({name})" if is_telling else name,
        now=period_now if is_telling else "",
        matched=tuple(names[key] for key in sorted(names) if key in then and key in now),
        joined=tuple(names[key] for key in sorted(names) if key not in then),
        left=tuple(names[key] for key in sorted(names) if key not in now),
        shifts=shifts,
        items=tuple(_counted(items, shifts)),
    )


def speaking_for(returns: Sequence[Return]) -> Mapping[str, Sequence[Return]]:
    """The returns that speak for each organisation: its agreed one, or else all of them."""
    groups = grouped(returns, lambda completed: organisation_of(completed.organisation))
    return {name: [completed for completed in group if completed.agreed] or group for name, group in groups.items()}


def _shifts(
    items: Sequence[MatrixItem],
    names: Mapping[str, str],
    then: Mapping[str, Sequence[Return]],
    now: Mapping[str, Position],
) -> Iterator[Shift]:
    for key in sorted(names):
        group, position = then.get(key), now.get(key)
        for item in items:
            was = pick(group, item.item, item.scale) if group else None
            choice = item.picks[position.number - 1] if position else None
            if was is not None or choice is not None:
                yield Shift(names[key], position, item, was, choice, _state(item.scale, was, choice))


def _counted(items: Sequence[MatrixItem], shifts: Sequence[Shift]) -> Iterator[ItemChange]:
    counts = Counter((shift.about.item.name, shift.state) for shift in shifts)
    for role in MATRIX_ROLES:
        for item in items:
            if item.role is role:
                yield ItemChange(item, {state: counts[item.item.name, state] for state in STATES})


def _state(scale: ChoiceScale, before: Choice | None, now: Choice | None) -> str:
    if before is None:
        return JOINED
    if now is None:
        return LEFT
    return shifted(scale.order(before), scale.order(now), is_alike=before == now)
