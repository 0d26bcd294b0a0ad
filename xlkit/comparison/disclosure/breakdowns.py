"""Breakdowns: where providers stand by locality, service area and size, each shown whole or not at all."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

from xlkit.comparison.disclosure.groups import Series, groups, known
from xlkit.comparison.disclosure.labels import labels
from xlkit.comparison.disclosure.overlaps import most
from xlkit.comparison.disclosure.published import Breakdown, SharedGroup, Withheld
from xlkit.comparison.standing.panel import Panel
from xlkit.measures.distribution import Distribution

TOO_SMALL = (
    "One of its groups has fewer than {smallest} organisations with a level, or would tell of fewer, held against the "
    "other figures that are shown."
)


def breakdowns(
    panel: Panel, themes: Sequence[Series], items: Sequence[Series], smallest: int
) -> tuple[tuple[Breakdown, ...], tuple[Withheld, ...]]:
    """The breakdowns of the themes that may be shown beside each other and the items, and those that are left out."""
    kinds = {kind: labels for kind, labels in labelled(panel).items() if len(set(labels)) > 1}

    def is_safe(some: Sequence[str]) -> bool:
        cells = list(zip(*(kinds[kind] for kind in some), strict=True))
        return all(_is_safe(panel, theme, (*themes, *items), cells, smallest) for theme in themes)

    shown = most(list(kinds), is_safe)
    why = TOO_SMALL.format(smallest=smallest)
    all_shown = (Breakdown(kind, _rows(panel, themes, kinds[kind])) for kind in shown)
    return tuple(one for one in all_shown if one.rows), tuple(
        Withheld(f"{panel.instrument.title} by {kind.lower()}", why) for kind in kinds if kind not in shown
    )


def labelled(panel: Panel) -> Mapping[str, tuple[str, ...]]:
    """For each kind of group the one that each position belongs to, in the order of the positions."""
    speaking = panel.speaking(panel.positions)
    return {
        "Locality": labels([{one.locality for one in group} for group in speaking]),
        "Service area": labels([{one.service_area for one in group} for group in speaking]),
        "Size": labels([{one.identity.size for one in group} for group in speaking]),
    }


def _is_safe(panel: Panel, theme: Series, beside: Sequence[Series], cells: Sequence[Hashable], smallest: int) -> bool:
    related = [one.items for one in beside if one.items & theme.items and one.items != theme.items]
    crossed: list[Counter[Hashable]] = [groups(panel.positions, items | theme.items, cells) for items in related]
    answered = Counter(
        cell
        for cell, _ in {
            (cell, position.counted)
            for position, cell in zip(panel.positions, cells, strict=True)
            if known(position, theme.items)
        }
    )
    return all(many >= smallest for counted in (*crossed, answered) for many in counted.values())


def _rows(panel: Panel, themes: Sequence[Series], labels: Sequence[str]) -> tuple[SharedGroup, ...]:
    shown, scale = {series.name for series in themes}, panel.scale
    members = {
        group: [position for position, label in zip(panel.positions, labels, strict=True) if label == group]
        for group in sorted(set(labels))
    }
    return tuple(
        SharedGroup(spoken.theme, group, Distribution.of((one.themes[place].level for one in mine), scale))
        for place, spoken in enumerate(panel.themes)
        if spoken.theme.name in shown
        for group, mine in members.items()
    )
