"""Benchmarks: providers in groups by locality, service area and size, theme by theme."""

from collections.abc import Iterator, Sequence

from xlkit.compare.breakdowns import NOT_STATED, labelled
from xlkit.comparison import Benchmark, Distribution, Grouping, GroupTheme, Panel
from xlkit.measures import counts

EVERYBODY = "All providers"


def benchmarks(providers: Sequence[Panel]) -> tuple[Benchmark, ...]:
    """A benchmark for each panel."""
    return tuple(_benchmark(panel) for panel in providers)


def _benchmark(panel: Panel) -> Benchmark:
    found = groupings(panel)
    return Benchmark(panel, found, tuple(row for grouping in found for row in _rows(panel, grouping)))


def groupings(panel: Panel) -> tuple[Grouping, ...]:
    """All organisations together first, then by each fact that any of them states."""
    alone = Grouping("everybody", EVERYBODY, (EVERYBODY,), (1,) * len(panel.positions))
    return (
        alone,
        *(_grouping(title, labels) for title, labels in labelled(panel).items() if set(labels) - {NOT_STATED}),
    )


def _grouping(title: str, labels: Sequence[str]) -> Grouping:
    groups = tuple(sorted(set(labels)))
    return Grouping(title.lower().replace(" ", "_"), title, groups, tuple(groups.index(label) + 1 for label in labels))


def _rows(panel: Panel, grouping: Grouping) -> Iterator[GroupTheme]:
    for number in range(1, len(grouping.groups) + 1):
        members = [position for position, its in zip(panel.positions, grouping.members, strict=True) if its == number]
        for place, spoken in enumerate(panel.themes):
            found = Distribution(counts(position.themes[place].level for position in members))
            yield GroupTheme(grouping, number, spoken, found)
