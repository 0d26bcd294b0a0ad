"""Readers: on which topics all others may stand beside one organisation, which knows its own answers.

They stand there on items that the release of its council shows, counted without the reader. Whoever answered several
councils has what each of them gives back, so that what is shown of one is held against all that the others publish,
their groups included: there an organisation that gave two councils the same level is taken away with the one from the
other.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from msgspec import Struct

from xlkit.comparison.disclosure.overlaps import Answer, Cells, standing, tells_nothing
from xlkit.comparison.disclosure.release import Release, answered, releases
from xlkit.comparison.standing.panel import Panel, Position

Group: TypeAlias = tuple[str, Hashable]
"""A group that a council tells apart, by the council's name."""


class _Topic(Struct, frozen=True):
    """One item of one council: the groups that feedback tells apart, and all cells of these and of what stands beside.

    That is what others show, and where they show a theme and not its items, feedback on its other items too.
    """

    groups: frozenset[Group]
    cells: Cells[Group]
    standing: Mapping[str, frozenset[frozenset[Group]]]


class Readers(Struct, frozen=True):
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
    by_council = releases(panel, members, own, smallest)
    topics = {
        (council, place): topic for place in range(len(panel.items)) for council, topic in _topics(by_council, place)
    }
    return Readers(by_council, topics)


def _topics(each: Mapping[str, Release], place: int) -> Iterator[tuple[str, _Topic]]:
    for name, release in each.items():
        if release.shows_item(place):
            others = {other: theirs for other, theirs in each.items() if other != name}
            items = _together(frozenset({place}), others.values())
            mine = {
                item: _answers(name, release.patterns(frozenset({item})), frozenset({item}))
                for item in items
                if release.shows_item(item)
            }
            theirs = (_published(other, shown, items) for other, shown in others.items())
            yield name, _topic(mine[place].keys(), (*mine.values(), *theirs))


def _together(items: frozenset[int], others: Collection[Release]) -> frozenset[int]:
    """Some items and all that stand in one theme with them where others show no more: feedback on these adds up."""
    wider = items.union(*(series for release in others for series in _shown(release, items)))
    return items if wider == items else _together(wider, others)


def _shown(release: Release, items: frozenset[int]) -> frozenset[frozenset[int]]:
    """What is shown of some items, or where one of them is left out, of the themes that it is part of."""
    return frozenset(
        series
        for place in items
        for series in (
            [frozenset({place})]
            if release.shows_item(place)
            else [theme.items for theme in release.themes if place in theme.items and len(theme.items) > 1]
        )
    )


def _published(council: str, release: Release, items: frozenset[int]) -> Mapping[Group, list[Answer]]:
    """Everything that a council shows of some items, by its groups."""
    return {
        group: answers
        for series in _shown(release, items)
        for group, answers in _answers(council, release.groups(series), series).items()
    }


def _topic(new: AbstractSet[Group], every: Iterable[Mapping[Group, list[Answer]]]) -> _Topic:
    figures = {group: answers for mine in every for group, answers in mine.items()}
    cells = standing(figures)
    return _Topic(frozenset(new), Counter(cell for of in cells.values() for cell in of), cells)


def _answers(
    council: str, groups: Mapping[Hashable, Iterable[Position]], items: frozenset[int]
) -> Mapping[Group, list[Answer]]:
    """Who stands in each group on some items, with its level where it answered one of them alone."""
    return {
        (council, (items, group)): [(one.counted, _said(one, items)) for one in mine] for group, mine in groups.items()
    }


def _said(position: Position, items: frozenset[int]) -> Hashable:
    places = sorted(answered(position, items))
    return (places[0], position.levels[places[0]]) if len(places) == 1 else items
