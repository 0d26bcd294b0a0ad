"""Counts, shared: what this workbook shows by theme, once more in a form that a region's workbook reads back."""

from xlkit.books.writer.book import Book
from xlkit.books.writer.table import Cell, Column, Table, write_table
from xlkit.comparison.disclosure.published import Shared
from xlkit.intake.council_workbook import COUNT_LEVELS, COUNT_NAMES, Counted, CountedSide, CountedTheme

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
            Column(name, name, WIDTHS.get(name, OTHER_WIDTH), STYLES.get(name, "whole")) for name in COUNT_NAMES
        ),
        rows=sum(len(side.themes) for one in shared.counted for side in one.sides),
        frozen=1,
    )


def write(book: Book, shared: Shared, counts: Table) -> None:
    """Write the sheet."""
    rows = (_row(one, side, theme) for one in shared.counted for side in one.sides for theme in side.themes)
    titles = {row.theme.name: row.theme.title for market in shared.markets for row in market.themes}
    write_table(book, counts, (_titled(row, titles) for row in rows))


def _titled(row: list[Cell], titles: dict[str, str]) -> list[Cell]:
    title = COUNT_NAMES.index("title")
    return [*row[:title], titles[str(row[title - 1])], *row[title:]]


def _row(one: Counted, side: CountedSide, theme: CountedTheme) -> list[Cell]:
    blank: tuple[Cell, ...] = (None,) * len(COUNT_LEVELS)
    return [
        one.council,
        one.round,
        one.as_at,
        one.smallest,
        side.template,
        side.version,
        side.organisations,
        theme.theme,
        SHOWN if theme.counts is not None else LEFT_OUT,
        sum(theme.counts) if theme.counts is not None else None,
        *(theme.counts if theme.counts is not None else blank),
        theme.level,
        theme.lowest,
    ]
