"""Within: how far the people or units inside one organisation agree, beside its position."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from xlkit.comparison.comparison import WithinItem
from xlkit.comparison.standing.panel import Panel, Position
from xlkit.comparison.standing.standing import levels_of
from xlkit.measures.distribution import Distribution
from xlkit.returns.completed import Return


def within(panel: Panel) -> tuple[WithinItem, ...]:
    """Each item over the single views inside every organisation that has two or more, or one beside its agreed one."""
    groups: defaultdict[int, list[Return]] = defaultdict(list)
    for completed, number in zip(panel.returns, panel.singles, strict=True):
        if number is not None:
            groups[number].append(completed)
    return tuple(
        item
        for position in panel.positions
        if _is_shared(groups[position.number], position.speaking)
        for item in _items(panel, position, groups[position.number])
    )


def _items(panel: Panel, position: Position, singles: Sequence[Return]) -> Iterator[WithinItem]:
    sections, levels = panel.sections, [levels_of(one) for one in singles]
    for place, item in enumerate(panel.items):
        found = Distribution.of((one.get(item.name) for one in levels), panel.scale)
        yield WithinItem(sections[item.name], item, position, position.levels[place], found)


def _is_shared(singles: Sequence[Return], speaking: Sequence[str]) -> bool:
    return len({*speaking, *(one.identity.return_id for one in singles)}) > 1 and bool(singles)
