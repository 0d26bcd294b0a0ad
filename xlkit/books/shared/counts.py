"""Counts, shared: what this workbook shows by theme, once more in a form that a region's workbook reads back."""

from xlkit.books.writer.book import Book
from xlkit.books.writer.table import Cell, Column, Table, in_order, write_table
from xlkit.comparison.disclosure.published import Shared
from xlkit.intake.council_workbook import (
    COUNTED_FIRST,
    COUNTED_LAST,
    OWN_STEPS,
    Counted,
    CountedSide,
    CountedTheme,
    count_level,
)

WIDTHS = {
    "council": 26,
    "round": 16,
    "as_at": 14,
    "smallest_group": 17,
    "template": 24,
    "organisations": 15,
    "theme": 23,
    "title": 40,
    "n": 7,
    "own_level": 12,
    "own_lowest": 13,
}
OTHER_WIDTH = 9
TEXTS = ("round", "template", "version", "theme", "shown")
STYLES = {
    **dict.fromkeys(TEXTS, "line"),
    "as_at": "date",
    "own_level": "level",
    "own_lowest": "level",
    "council": "text",
    "title": "text",
}
INTRO = (
    "One row for each theme: the counts of this workbook once more, for xlkit merge to read. Nothing to type: counts "
    "that were edited are not taken."
)
SHOWN, LEFT_OUT = "yes", "no"


def table(shared: Shared, sheet: str) -> Table:
    """The table of all counts."""
    return Table(
        sheet=sheet,
        name="Counts",
        title="Counts",
        intro=INTRO,
        columns=tuple(
            Column(name, name, WIDTHS.get(name, OTHER_WIDTH), STYLES.get(name, "whole")) for name in _names(shared)
        ),
        rows=sum(len(side.themes) for one in shared.counted for side in one.sides),
        frozen=1,
    )


def write(book: Book, shared: Shared, counts: Table) -> None:
    """Write the sheet."""
    rows = (_row(one, side, theme) for one in shared.counted for side in one.sides for theme in side.themes)
    titles = {row.theme.name: row.theme.title for market in shared.markets for row in market.themes}
    write_table(book, counts, (in_order(counts, {**row, "title": titles[str(row["theme"])]}) for row in rows))


def _names(shared: Shared) -> tuple[str, ...]:
    """The headings: a count for each level of the longest scale, and own steps only where they are others."""
    sides = [side for one in shared.counted for side in one.sides]
    levels = range(1, max(side.steps for side in sides) + 1)
    own = (OWN_STEPS,) if any(side.own_steps != side.steps for side in sides) else ()
    return (*COUNTED_FIRST, *map(count_level, levels), *COUNTED_LAST, *own)


def _row(one: Counted, side: CountedSide, theme: CountedTheme) -> dict[str, Cell]:
    counts = theme.counts
    return {
        "council": one.council,
        "round": one.round,
        "as_at": one.as_at,
        "smallest_group": one.smallest,
        "template": side.template,
        "version": side.version,
        "organisations": side.organisations,
        "theme": theme.theme,
        "shown": SHOWN if counts is not None else LEFT_OUT,
        "n": sum(counts) if counts is not None else None,
        **{count_level(level): many for level, many in enumerate(counts or (), start=1)},
        "own_level": theme.level,
        "own_lowest": theme.lowest,
        OWN_STEPS: side.own_steps,
    }
