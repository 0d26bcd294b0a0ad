"""Readers: on which topics all others may stand beside one organisation, which knows its own answers.

They stand there on items that the release of its council shows, counted without the reader. Whoever answered several
councils has what each of them gives back, so that what is shown of one is held against what the others publish: there
an organisation that gave two councils the same level is taken away with the one from the other.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from xlkit.comparison.disclosure.groups import known
from xlkit.comparison.disclosure.overlaps import Cells, telling
from xlkit.comparison.disclosure.release import Release, answered, releases
from xlkit.comparison.panel import Panel, Position
from xlkit.returns.names import counted_as


@dataclass(frozen=True, slots=True)
class _Item:
    """One item: by council, where it is shown, how many answered the same of the items that are shown with it.

    `levels` says for each organisation which councils show it at each of its levels.
    """

    alike: Mapping[str, Counter[frozenset[int]]]
    levels: Mapping[str, Mapping[int, frozenset[str]]]
    cells: Cells[str]


@dataclass(frozen=True, slots=True)
class Readers:
    """All readers of a panel: the release of each council, and what of it is known item by item."""

    releases: Mapping[str, Release]
    items: tuple[_Item, ...]

    def shows(self, council: str, position: Position, place: int) -> bool:
        """Whether a council's others may stand beside one of its organisations on the item at a place."""
        item = self.items[place]
        if council not in item.alike or position.levels[place] is None:
            return False
        release, others = self.releases[council], item.cells.copy()
        same = answered(position, release.beside(place))
        if item.alike[council][same] <= release.smallest:
            return False
        others.subtract(item.levels[counted_as(position.organisation)].values())
        return council not in telling(others, lambda name: self.releases[name].smallest)


def readers(panel: Panel, members: Mapping[str, str], own: Mapping[str, int], smallest: int) -> Readers:
    """The readers of a panel; the rest is as its releases take it."""
    each = releases(panel, members, own, smallest)
    return Readers(each, tuple(_item(each, place) for place in range(len(panel.items))))


def _item(each: Mapping[str, Release], place: int) -> _Item:
    alike: dict[str, Counter[frozenset[int]]] = {}
    levels: defaultdict[str, defaultdict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name, release in each.items():
        if not any(place in one.items for one in release.items):
            continue
        beside = release.beside(place)
        mine = [one for one in release.panel.positions if known(one, [place])]
        same = {(answered(one, beside), counted_as(one.organisation)) for one in mine}
        alike[name] = Counter(items for items, _ in same)
        for one in mine:
            levels[counted_as(one.organisation)][one.levels[place] or 0].add(name)
    shown = {who: {level: frozenset(councils) for level, councils in theirs.items()} for who, theirs in levels.items()}
    return _Item(alike, shown, Counter(councils for theirs in shown.values() for councils in theirs.values()))
