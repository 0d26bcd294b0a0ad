"""A release: what one council may publish through one instrument, by the smallest group that it goes by itself.

It is decided here once. The shared workbook shows it, feedback shows nothing that is not in it, and a region takes for
granted that each of its councils publishes it.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace

from xlkit.comparison.disclosure.breakdowns import breakdowns, labelled
from xlkit.comparison.disclosure.groups import Series, chosen, known, themes_of
from xlkit.comparison.disclosure.published import Breakdown, Withheld
from xlkit.comparison.panel import Panel, Position
from xlkit.returns.names import counted_as


@dataclass(frozen=True, slots=True)
class Release:
    """The themes and items of a panel that may be shown beside each other, and what may not; `smallest` is its own."""

    panel: Panel
    smallest: int
    themes: tuple[Series, ...]
    items: tuple[Series, ...]
    withheld: tuple[Withheld, ...]

    def shows(self, theme: str) -> bool:
        """Whether the figures on the theme of this name are shown."""
        return any(series.name == theme for series in self.themes)

    def breakdowns(self) -> tuple[tuple[Breakdown, ...], tuple[Withheld, ...]]:
        """The breakdowns that may be shown, and those that are left out."""
        if len(self.panel.positions) < self.smallest:
            return (), ()
        return breakdowns(self.panel, self.themes, self.items, self.smallest)

    def beside(self, item: int) -> frozenset[int]:
        """The place of an item with those of all items that figures shown with it rest on."""
        return frozenset({item}).union(*(theme.items for theme in self.themes if item in theme.items))

    def groups(self, theme: Series) -> Mapping[Hashable, frozenset[str]]:
        """The organisations that have a level on a theme, in the smallest groups that are told apart in the release."""
        kinds = {one.kind for one in self.breakdowns()[0]}
        labels = [of_kind for kind, of_kind in labelled(self.panel).items() if kind in kinds]
        is_apart = any(one.items <= theme.items for one in self.items)
        groups: defaultdict[Hashable, set[str]] = defaultdict(set)
        for place, position in enumerate(self.panel.positions):
            if known(position, theme.items):
                pattern = answered(position, theme.items) if is_apart else frozenset()
                groups[pattern, tuple(one[place] for one in labels)].add(counted_as(position.organisation))
        return {group: frozenset(mine) for group, mine in groups.items()}


def releases(panel: Panel, members: Mapping[str, str], own: Mapping[str, int], smallest: int) -> Mapping[str, Release]:
    """The release of each council by its name, or that of the only one by an empty text.

    `members` names the council of each return by its id where there are several, and `own` their smallest groups.
    """
    councils: defaultdict[str, list[Position]] = defaultdict(list)
    for position in panel.positions:
        councils[members.get(position.speaking[0], "")].append(position)
    return {name: released(panel, tuple(mine), own.get(name, smallest)) for name, mine in councils.items()}


def released(panel: Panel, positions: tuple[Position, ...], smallest: int) -> Release:
    """What may be published of some positions: themes come first, since the comparison rests on them."""
    mine = replace(panel, positions=positions)
    themes, themes_out = chosen(mine, themes_of(panel), (), smallest)
    candidates = [
        Series(item.name, f"{item.ref} {item.title}", frozenset([place])) for place, item in enumerate(panel.items)
    ]
    items, items_out = chosen(mine, candidates, themes, smallest)
    return Release(mine, smallest, themes, items, (*themes_out, *items_out))


def answered(position: Position, items: frozenset[int]) -> frozenset[int]:
    """Which of some items an organisation has a level on."""
    return frozenset(place for place in items if position.levels[place] is not None)
