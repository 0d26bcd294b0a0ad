"""Groups: whether figures that are shown side by side would give away a group that is too small to be shown.

A figure rests on the organisations that answered any of its items. Two figures that share items can be subtracted from
each other, which tells of the organisations that answered some of those items and not the others. Such groups have to
be as large as any group that is shown, or empty. Organisations are counted by their names: one that stands in several
councils is one, and so are those whose names look like one organisation's.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from msgspec import Struct

from xlkit.comparison.disclosure.overlaps import most
from xlkit.comparison.disclosure.published import Withheld
from xlkit.comparison.standing.panel import Panel, Position

TOO_FEW = "Fewer than {smallest} organisations have a level."
FOLLOWS = "Held against the other figures that are shown, it would tell of fewer than {smallest} organisations."


class Series(Struct, frozen=True):
    """Something to show about all organisations: a theme or an item, by the places of its items in their panel."""

    name: str
    title: str
    items: frozenset[int]


def known(position: Position, items: Iterable[int]) -> bool:
    """Whether an organisation has a level on any of some items."""
    return any(position.levels[place] is not None for place in items)


def is_safe(positions: Sequence[Position], beside: Iterable[Series], series: Series, smallest: int) -> bool:
    """Whether a series may be shown beside others without a group of fewer than `smallest` following from them."""
    related = [one.items for one in beside if one.items & series.items and one.items != series.items]
    return all(
        many >= smallest
        for items in related
        for many in groups(positions, items | series.items, ["" for _ in positions]).values()
    )


def groups(positions: Sequence[Position], items: frozenset[int], kinds: Sequence[Hashable]) -> Counter[Hashable]:
    """How many organisations answered the same of some items, and are of the same kind; those without any are left out.

    `kinds` goes by the positions.
    """
    known_of = {
        ((kind, answered), position.counted)
        for position, kind in zip(positions, kinds, strict=True)
        if (answered := frozenset(place for place in items if position.levels[place] is not None))
    }
    return Counter(group for group, _ in known_of)


def organisations(positions: Iterable[Position]) -> frozenset[str]:
    """The organisations of some positions, by their names as they are counted."""
    return frozenset(position.counted for position in positions)


def themes_of(panel: Panel) -> tuple[Series, ...]:
    """All themes of a panel, to be shown or not."""
    return tuple(Series(one.theme.name, one.theme.title, frozenset(one.items)) for one in panel.themes)


def chosen(
    panel: Panel, candidates: Sequence[Series], beside: Sequence[Series], smallest: int
) -> tuple[tuple[Series, ...], tuple[Withheld, ...]]:
    """Which of some candidates may be shown beside others and each other, and which are left out, with the reason."""
    shown, withheld = _shown(panel, candidates, beside, smallest), []
    for series in candidates:
        title = f"{panel.instrument.title}: {series.title}"
        if len(_known(panel, series)) < smallest:
            withheld.append(Withheld(title, TOO_FEW.format(smallest=smallest)))
        elif series not in shown:
            withheld.append(Withheld(title, FOLLOWS.format(smallest=smallest)))
    return shown, tuple(withheld)


def _shown(panel: Panel, candidates: Sequence[Series], beside: Sequence[Series], smallest: int) -> tuple[Series, ...]:
    """The most candidates that may be shown; what is safe with all others is out of the question."""

    def is_safe_with(others: Iterable[Series], one: Series) -> bool:
        return is_safe(panel.positions, others, one, smallest)

    large = [one for one in candidates if len(_known(panel, one)) >= smallest and is_safe_with(beside, one)]
    contested = [one for one in large if not is_safe_with(large, one)]
    kept = most(contested, lambda some: all(is_safe_with(some, one) for one in some))
    return tuple(one for one in large if one in kept or one not in contested)


def _known(panel: Panel, series: Series) -> frozenset[str]:
    return organisations(one for one in panel.positions if known(one, series.items))
