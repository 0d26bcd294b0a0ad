"""Counts, shared: what this workbook shows by theme, once more in a form that a region's workbook reads back."""

from collections.abc import Iterator

from msgspec import Struct

from xlkit.books.writer.sheets import Col, SheetOf
from xlkit.comparison.disclosure.published import Shared
from xlkit.intake.council_workbook import OWN_STEPS, Counted, CountedSide, CountedTheme, count_level

INTRO = (
    "One row for each theme: the counts of this workbook once more, for xlkit merge to read. Nothing to type: counts "
    "that were edited are not taken."
)
SHOWN, LEFT_OUT = "yes", "no"


class Row(Struct, frozen=True):
    """One theme of what a council counts through one instrument, with its title."""

    counted: Counted
    side: CountedSide
    theme: CountedTheme
    title: str


def sheet(shared: Shared, name: str) -> SheetOf[Row]:
    """The sheet of all counts."""
    return SheetOf(
        sheet=name,
        name="Counts",
        title="Counts",
        intro=INTRO,
        columns=tuple(_columns(shared)),
        records=list(_rows(shared)),
        frozen=1,
    )


def _rows(shared: Shared) -> Iterator[Row]:
    titles = {row.theme.name: row.theme.title for market in shared.markets for row in market.themes}
    for counted in shared.counted:
        for side in counted.sides:
            yield from (Row(counted, side, theme, titles[theme.theme]) for theme in side.themes)


def _columns(shared: Shared) -> Iterator[Col[Row]]:
    """A count for each level of the longest scale, and own steps only where they are others; headings are read back."""
    sides = [side for counted in shared.counted for side in counted.sides]
    yield Col("council", "council", 26, value=lambda row: row.counted.council)
    yield Col("round", "round", 16, "line", value=lambda row: row.counted.round)
    yield Col("as_at", "as_at", 14, "date", value=lambda row: row.counted.as_at)
    yield Col("smallest_group", "smallest_group", 17, "whole", value=lambda row: row.counted.smallest)
    yield Col("template", "template", 24, "line", value=lambda row: row.side.template)
    yield Col("version", "version", 9, "line", value=lambda row: row.side.version)
    yield Col("organisations", "organisations", 15, "whole", value=lambda row: row.side.organisations)
    yield Col("theme", "theme", 23, "line", value=lambda row: row.theme.theme)
    yield Col("title", "title", 40, value=lambda row: row.title)
    yield Col("shown", "shown", 9, "line", value=lambda row: LEFT_OUT if row.theme.counts is None else SHOWN)
    yield Col("n", "n", 7, "whole", value=lambda row: None if row.theme.counts is None else sum(row.theme.counts))
    yield from (_count(level) for level in range(1, max(side.steps for side in sides) + 1))
    yield Col("own_level", "own_level", 12, "level", value=lambda row: row.theme.level)
    yield Col("own_lowest", "own_lowest", 13, "level", value=lambda row: row.theme.lowest)
    if any(side.own_steps != side.steps for side in sides):
        yield Col(OWN_STEPS, OWN_STEPS, 9, "whole", value=lambda row: row.side.own_steps)


def _count(level: int) -> Col[Row]:
    def many(row: Row) -> int | None:
        counts = row.theme.counts
        return counts[level - 1] if counts is not None and level <= len(counts) else None

    return Col(count_level(level), count_level(level), 9, "whole", value=many)
