"""Readers: on which topics all others may stand beside one organisation, which knows its own answers.

They stand there on items that the release of its council shows, counted without the reader. Whoever answered several
councils has what each of them gives back, so that what is shown of one is held against all that the others publish,
their groups included: there an organisation that gave two councils the same level is taken away with the one from the
other.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from xlkit.comparison.disclosure.overlaps import Answer, Cells, standing, tells_nothing
from xlkit.comparison.disclosure.release import Release, answered, releases
from xlkit.comparison.panel import Panel, Position

Group: TypeAlias = tuple[str, Hashable]
"""A group that a council tells apart, by the council's name."""


@dataclass(frozen=True, slots=True)
class _Topic:
    """One item of one council: the groups that feedback tells apart, and all cells of these and of others' groups."""

    groups: frozenset[Group]
    cells: Cells[Group]
    standing: Mapping[str, frozenset[frozenset[Group]]]


@dataclass(frozen=True, slots=True)
class Readers:
    """All readers of a panel: the release of each council, and its topics by council and the place of their item."""

    releases: Mapping[str, Release]
    topics: Mapping[tuple[str, int], _Topic]

    def shows(self, council: str, position: Position, place: int) -> bool:
        """Whether a council's others may stand beside one of its organisations on the item at a place."""
        topic = self.topics.get((council, place))
        if topic is None or position.levels[place] is None:
            return False
        others = topic.cells.copy()
        others.subtract(topic.standing[position.counted])
        return tells_nothing(others, topic.groups, lambda group: self.releases[group[0]].smallest)


def readers(panel: Panel, members: Mapping[str, str], own: Mapping[str, int], smallest: int) -> Readers:
    """The readers of a panel; the rest is as its releases take it."""
    each = releases(panel, members, own, smallest)
    topics = {
        (council, place): topic for place in range(len(panel.items)) for council, topic in _topics(each, place).items()
    }
    return Readers(each, topics)


def _topics(each: Mapping[str, Release], place: int) -> Mapping[str, _Topic]:
    item = frozenset({place})
    published = {name: _published(name, release, item) for name, release in each.items()}
    return {
        name: _topic(
            _answers(name, release.patterns(item), item), [mine for other, mine in published.items() if other != name]
        )
        for name, release in each.items()
        if release.shows_item(place)
    }


def _published(council: str, release: Release, item: frozenset[int]) -> Mapping[Group, list[Answer]]:
    """What a council shows of an item, or where it leaves that out, of the themes that it is part of."""
    shown = [item] if release.shows_item(*item) else [theme.items for theme in release.themes if theme.items > item]
    return {
        group: answers for items in shown for group, answers in _answers(council, release.groups(items), items).items()
    }


def _topic(mine: Mapping[Group, list[Answer]], others: Iterable[Mapping[Group, list[Answer]]]) -> _Topic:
    figures = {group: answers for theirs in others for group, answers in theirs.items()}
    found = standing({**figures, **mine})
    return _Topic(frozenset(mine), Counter(cell for of in found.values() for cell in of), found)


def _answers(
    council: str, groups: Mapping[Hashable, Iterable[Position]], items: frozenset[int]
) -> Mapping[Group, list[Answer]]:
    """Who stands in each group on some items, with its level where it answered one of them alone."""
    return {
        (council, (items, group)): [(one.counted, _said(one, items)) for one in mine] for group, mine in groups.items()
    }


def _said(position: Position, items: frozenset[int]) -> Hashable:
    said = sorted(answered(position, items))
    return (said[0], position.levels[said[0]]) if len(said) == 1 else items
