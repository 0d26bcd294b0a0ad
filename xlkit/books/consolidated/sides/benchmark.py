"""Benchmark: where providers stand on each theme, by locality, service area and size."""

from typing import TypeAlias

from msgspec.structs import replace

from xlkit.books.consolidated.common import THEME, theme_key
from xlkit.books.consolidated.standing import distribution
from xlkit.books.consolidated.standing.levels import group_key
from xlkit.books.writer.sheets import Col, SheetOf
from xlkit.books.writer.table import Table
from xlkit.comparison.comparison import Benchmark, GroupTheme
from xlkit.comparison.disclosure.published import Breakdown, SharedGroup
from xlkit.measures.distribution import Distribution
from xlkit.measures.scale import Where

InGroup: TypeAlias = GroupTheme | SharedGroup

INTRO = (
    "One row for each group of providers and theme. Mind n: few providers say little about their group. "
    "To compare groups on one theme, filter by theme.{follows}"
)
SHARED_INTRO = "One row for each theme and {kind}. It is shown because every group in it is large enough."
HEADERS = {"n": "Providers (n)"}
GROUP: Col[InGroup] = Col("group", "Group", 26)


def sheet(benchmark: Benchmark, name: str, levels: Table, place: int) -> SheetOf[GroupTheme]:
    """The sheet of one panel's groups."""
    is_live = distribution.is_live(len(benchmark.rows), levels.rows)
    measured: tuple[Col[GroupTheme], ...] = distribution.columns(
        benchmark.panel.scale,
        _found,
        lambda at: levels.span(theme_key(at.row.theme.name)),
        lambda at: Where(levels.span(group_key(at.row.grouping)), at["number"]),
        headers=HEADERS,
        is_live=is_live,
    )
    return SheetOf(
        sheet=name,
        name=f"Benchmark_{place}",
        title=f"By group: {benchmark.panel.instrument.title}",
        intro=INTRO.format(follows=distribution.FOLLOWS.format(sheet=levels.sheet) if is_live else distribution.PLAIN),
        columns=(
            Col("grouping", "By", 18, value=lambda row: row.grouping.title),
            GROUP,
            THEME.as_wide(34),
            *measured,
            Col("number", "Group number", 11, "whole"),
        ),
        scale=benchmark.panel.scale,
        records=benchmark.rows,
        frozen=3,
        printed="polarised",
    )


def shared(breakdown: Breakdown, instrument: str, name: str, place: int) -> SheetOf[SharedGroup]:
    """The sheet of one breakdown for everybody."""
    kind, scale = breakdown.kind, breakdown.rows[0].found.scale
    return SheetOf(
        sheet=name,
        name=f"Groups_{place}",
        title=f"Providers by {kind.lower()}: {instrument}",
        intro=SHARED_INTRO.format(kind=kind.lower()),
        columns=(
            THEME.as_wide(32),
            replace(GROUP, header=kind),
            *distribution.columns(scale, _found, headers=HEADERS, only=distribution.SHARED),
        ),
        scale=scale,
        records=breakdown.rows,
        frozen=2,
    )


def _found(row: InGroup) -> Distribution:
    return row.found
