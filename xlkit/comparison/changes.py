"""Changes: what organisations picked in an earlier round and in this one, item by item."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from xlkit.comparison.movements import round_of
from xlkit.comparison.panel import Panel
from xlkit.comparison.picks import pick
from xlkit.comparison.restated import period
from xlkit.comparison.scale_matrix import Change, Rated, Shift
from xlkit.form.identity import Perspective
from xlkit.form.item import Choice
from xlkit.measures.picks import JOINED, LEFT, shifted
from xlkit.returns.completed import Return
from xlkit.returns.names import plain


def changes(panel: Panel, rated: Sequence[Rated], earlier: Iterable[Return]) -> tuple[Change, ...]:
    """A change for each earlier round that has returns of the panel's organisations about themselves."""
    templates = panel.templates
    rounds: defaultdict[str, list[Return]] = defaultdict(list)
    for completed in earlier:
        if completed.identity.perspective is Perspective.SELF and completed.identity.template in templates:
            rounds[round_of(completed)].append(completed)
    return tuple(_change(panel, rated, name, before) for name, before in rounds.items()) if rated else ()


def _change(panel: Panel, rated: Sequence[Rated], name: str, before: Sequence[Return]) -> Change:
    then = _groups(before)
    now = {plain(position.organisation): place for place, position in enumerate(panel.positions)}
    names = {key: group[0].organisation for key, group in then.items()}
    names |= {plain(position.organisation): position.organisation for position in panel.positions}
    period_then, period_now = period(panel.instrument, before), period(panel.instrument, panel.returns)
    is_telling = period_then and period_then != period_now
    return Change(
        earlier=f"{period_then} ({name})" if is_telling else name,
        now=period_now if is_telling else "",
        matched=tuple(names[key] for key in sorted(names) if key in then and key in now),
        joined=tuple(names[key] for key in sorted(names) if key not in then),
        left=tuple(names[key] for key in sorted(names) if key not in now),
        shifts=tuple(_shifts(rated, names, then, now)),
    )


def _groups(returns: Sequence[Return]) -> Mapping[str, Sequence[Return]]:
    """The returns that speak for each organisation: its agreed one, or else all of them."""
    groups: defaultdict[str, list[Return]] = defaultdict(list)
    for completed in returns:
        groups[plain(completed.organisation)].append(completed)
    return {name: [one for one in group if one.agreed] or group for name, group in groups.items()}


def _shifts(
    rated: Sequence[Rated],
    names: Mapping[str, str],
    then: Mapping[str, Sequence[Return]],
    now: Mapping[str, int],
) -> Iterator[Shift]:
    for key in sorted(names):
        group, position = then.get(key), now.get(key)
        for place, rating in enumerate(rated):
            was = pick(group, rating.item, rating.scale) if group else None
            choice = rating.picks[position] if position is not None else None
            if was is not None or choice is not None:
                yield Shift(names[key], position, place, was, choice, _state(rating, was, choice))


def _state(rated: Rated, before: Choice | None, now: Choice | None) -> str:
    if before is None:
        return JOINED
    if now is None:
        return LEFT
    return shifted(rated.scale.order(before), rated.scale.order(now), is_alike=before == now)
