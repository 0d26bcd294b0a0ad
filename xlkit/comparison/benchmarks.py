"""Benchmarks: providers in groups by locality, service area and size, theme by theme."""

from collections.abc import Iterator, Mapping, Sequence

from xlkit.comparison.comparison import Benchmark, Grouping, GroupTheme, PeerTheme, SectionSpread
from xlkit.comparison.disclosure.breakdowns import labelled
from xlkit.comparison.disclosure.labels import NOT_STATED
from xlkit.comparison.standing.panel import Panel, Position
from xlkit.intake.council_workbook import COUNCIL
from xlkit.measures.distribution import Distribution
from xlkit.measures.gaps import peer_count, peer_shares

NO_COUNCILS: Mapping[str, str] = {}
EVERYBODY = "All providers"


def benchmarks(providers: Sequence[Panel], councils: Mapping[str, str] = NO_COUNCILS) -> tuple[Benchmark, ...]:
    """A benchmark for each panel; in a region `councils` names the council of each return by its id."""
    return tuple(_benchmark(panel, councils) for panel in providers)


def _benchmark(panel: Panel, councils: Mapping[str, str]) -> Benchmark:
    several = groupings(panel)
    if councils:
        several = (*several, _grouping(COUNCIL, [councils[position.speaking[0]] for position in panel.positions]))
    rows = tuple(row for grouping in several for row in _rows(panel, grouping))
    return Benchmark(panel, tuple(_sections(panel)), several, rows, tuple(_peers(panel, panel.positions[0], rows)))


def _sections(panel: Panel) -> Iterator[SectionSpread]:
    for place, part in enumerate(panel.parts):
        levels = (position.parts[place] for position in panel.positions)
        yield SectionSpread(part, Distribution.of(levels, panel.scale))


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
    scale = panel.scale
    for number in range(1, len(grouping.groups) + 1):
        members = [position for position, its in zip(panel.positions, grouping.members, strict=True) if its == number]
        for place, spoken in enumerate(panel.themes):
            standing = Distribution.of((position.themes[place].level for position in members), scale)
            yield GroupTheme(grouping, number, spoken, standing)


def _peers(panel: Panel, chosen: Position, rows: Sequence[GroupTheme]) -> Iterator[PeerTheme]:
    """An organisation beside the others of each of its groups, theme by theme."""
    levels = {spoken.theme.name: own.level for spoken, own in zip(panel.themes, chosen.themes, strict=True)}
    for row in rows:
        if row.grouping.members[chosen.number - 1] == row.number:
            level, counted = levels[row.theme.name], row.found.counts
            yield PeerTheme(row, level, peer_count(level, counted), *peer_shares(level, counted))
