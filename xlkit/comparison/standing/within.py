"""Within: how far the people or units inside one organisation agree, beside its position."""

from collections import defaultdict
from collections.abc import Sequence

from xlkit.comparison.comparison import WithinItem
from xlkit.comparison.standing.panel import Panel
from xlkit.comparison.standing.standing import levels_of
from xlkit.measures.distribution import Distribution
from xlkit.measures.scale import Scale, counts
from xlkit.returns.completed import Return


def within(panel: Panel) -> tuple[WithinItem, ...]:
    """Each item over the single views inside every organisation that has two or more, or one beside its agreed one."""
    groups: defaultdict[int, list[Return]] = defaultdict(list)
    for completed, number in zip(panel.returns, panel.singles, strict=True):
        if number is not None:
            groups[number].append(completed)
    sections, scale = panel.sections, panel.scale
    return tuple(
        WithinItem(
            position,
            sections[item.name],
            item,
            position.levels[place],
            _views(item.name, groups[position.number], scale),
        )
        for position in panel.positions
        if _is_shared(groups[position.number], position.speaking)
        for place, item in enumerate(panel.items)
    )


def _is_shared(singles: Sequence[Return], speaking: Sequence[str]) -> bool:
    return len({*speaking, *(one.identity.return_id for one in singles)}) > 1 and bool(singles)


def _views(item: str, singles: Sequence[Return], scale: Scale) -> Distribution:
    return Distribution(counts((levels_of(one).get(item) for one in singles), scale), scale)
