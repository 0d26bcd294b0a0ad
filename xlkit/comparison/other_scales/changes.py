"""Changes: what organisations picked in an earlier round and in this one, item by item."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from xlkit.comparison.between_rounds.movement import own_rounds
from xlkit.comparison.other_scales.picks import pick
from xlkit.comparison.other_scales.scale_matrix import MATRIX_ROLES, Change, ChoiceScale, ItemChange, MatrixItem, Shift
from xlkit.comparison.restated import period
from xlkit.comparison.standing.panel import Panel, Position
from xlkit.form.item import Choice
from xlkit.grouped import grouped
from xlkit.measures.picks import JOINED, LEFT, STATES, shifted
from xlkit.returns.completed import Return
from xlkit.returns.names import organisation_of


def changes(panel: Panel, items: Sequence[MatrixItem], earlier: Iterable[Return]) -> tuple[Change, ...]:
    """A change for each earlier round that has returns of the panel's organisations about themselves."""
    rounds = own_rounds(panel, earlier)
    return tuple(_change(panel, items, name, before) for name, before in rounds.items()) if items else ()


def _change(panel: Panel, items: Sequence[MatrixItem], name: str, before: Sequence[Return]) -> Change:
    then = _groups(before)
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


def _groups(returns: Sequence[Return]) -> Mapping[str, Sequence[Return]]:
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
