"""A release: what one council may publish through one instrument, by the smallest group that it goes by itself.

It is decided here once. The shared workbook shows it, feedback shows nothing that is not in it, and a region takes for
granted that each of its councils publishes it.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from xlkit.comparison.disclosure.breakdowns import breakdowns, labelled
from xlkit.comparison.disclosure.groups import TOO_FEW, Series, chosen, known, organisations, themes_of
from xlkit.comparison.disclosure.published import Breakdown, Withheld
from xlkit.comparison.standing.panel import Panel, Position
from xlkit.measures.grouped import grouped


class Release(Struct, frozen=True):
    """What of a panel may be shown beside each other, and what may not; `smallest` is its own.

    `labels` goes by the positions of the panel: the groups of all breakdowns that each of them stands in.
    """

    panel: Panel
    smallest: int
    themes: tuple[Series, ...]
    items: tuple[Series, ...]
    breakdowns: tuple[Breakdown, ...]
    labels: tuple[tuple[str, ...], ...]
    withheld: tuple[Withheld, ...]

    def shows(self, theme: str) -> bool:
        """Whether the figures on the theme of this name are shown."""
        return any(series.name == theme for series in self.themes)

    def shows_item(self, place: int) -> bool:
        """Whether the figures on the item at a place are shown."""
        return any(series.items == {place} for series in self.items)

    def groups(self, items: frozenset[int]) -> Mapping[Hashable, Sequence[Position]]:
        """Those with a level on some items, in the smallest groups that the release tells apart there."""
        labels = self.labels if any(theme.items & items for theme in self.themes) else ((),) * len(self.labels)
        return self._groups(items, labels)

    def patterns(self, items: frozenset[int]) -> Mapping[Hashable, Sequence[Position]]:
        """Those with a level on some items, by which of the items that are shown with these they answered."""
        return self._groups(items, ((),) * len(self.labels))

    def _groups(self, items: frozenset[int], labels: Sequence[Hashable]) -> Mapping[Hashable, Sequence[Position]]:
        related = [one.items for one in (*self.themes, *self.items) if one.items & items and one.items != items]
        beside = items.union(*related) if related else frozenset[int]()
        groups: defaultdict[Hashable, list[Position]] = defaultdict(list)
        for position, label in zip(self.panel.positions, labels, strict=True):
            if known(position, items):
                groups[answered(position, beside), label].append(position)
        return groups


def releases(panel: Panel, members: Mapping[str, str], own: Mapping[str, int], smallest: int) -> Mapping[str, Release]:
    """The release of each council by its name, or that of the only one by an empty text.

    `members` names the council of each return by its id where there are several, and `own` their smallest groups.
    """
    councils = grouped(panel.positions, lambda position: members.get(position.speaking[0], ""))
    return {name: released(panel, tuple(mine), own.get(name, smallest)) for name, mine in councils.items()}


def released(panel: Panel, positions: tuple[Position, ...], smallest: int) -> Release:
    """What may be published of some positions: themes come first, since the comparison rests on them."""
    mine = replace(panel, positions=positions)
    if len(organisations(positions)) < smallest:
        out = Withheld(f"{panel.instrument.title}: all themes and topics", TOO_FEW.format(smallest=smallest))
        return Release(mine, smallest, (), (), (), ((),) * len(positions), (out,) if positions and panel.items else ())
    themes, themes_out = chosen(mine, themes_of(panel), (), smallest)
    candidates = [
        Series(item.name, f"{item.ref} {item.title}", frozenset([place])) for place, item in enumerate(panel.items)
    ]
    items, items_out = chosen(mine, candidates, themes, smallest)
    groups, groups_out = breakdowns(mine, themes, items, smallest)
    stated, kinds = labelled(mine), [one.kind for one in groups]
    labels = tuple(tuple(stated[kind][place] for kind in kinds) for place in range(len(positions)))
    return Release(mine, smallest, themes, items, groups, labels, (*themes_out, *items_out, *groups_out))


def answered(position: Position, items: frozenset[int]) -> frozenset[int]:
    """Which of some items an organisation has a level on."""
    return frozenset(place for place in items if position.levels[place] is not None)
