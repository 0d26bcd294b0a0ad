"""Councils by theme and Region, shared: the councils of a region and their sum, as stored values."""

from collections.abc import Iterator

from xlkit.books.consolidated import councils, region
from xlkit.books.shared.values import spread
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book
from xlkit.books.writer.levels_look import shade
from xlkit.books.writer.table import Cell, Table, in_order, unique, write_table
from xlkit.comparison.region import SharedRegionSide, SharedRegionTheme, SharedUnit

COUNCILS_INTRO = (
    "{title}: for each theme one row for each council, and below them all that are shown together, their counts added "
    "up. Small councils count together or not at all."
)
REGION_INTRO = (
    "{title}: one row for each theme over the providers of the councils that Rests on names; counts are added up, and "
    "medians worked out from the sums. The chart stands below the table."
)
OF_COUNCILS = ("row", "source", "group", "theme_number")  # columns that only formulas need, or that say too much
REMARK = "Providers not shown"


def council_table(side: SharedRegionSide, sheet: str, place: int) -> Table:
    """The table of all councils through one instrument."""
    return Table(
        sheet=sheet,
        name=f"Councils_{place}",
        title="Councils by theme",
        intro=COUNCILS_INTRO.format(title=side.instrument.title),
        columns=unique(column for column in councils.columns(side.instrument.scale) if column.key not in OF_COUNCILS),
        rows=sum(len(theme.units) + 1 for theme in side.themes),
        frozen=2,
    )


def write_councils(book: Book, side: SharedRegionSide, table: Table) -> None:
    """Write the sheet of the councils."""
    rows = (row for theme in side.themes for row in _councils(theme, table))
    sheet = write_table(book, table, (in_order(table, row) for row in rows))
    shade(sheet, table, ("level", "lowest"), side.instrument.scale.steps)
    councils.stress(sheet, table)


def region_table(side: SharedRegionSide, sheet: str, place: int) -> Table:
    """The table of the region through one instrument."""
    return Table(
        sheet=sheet,
        name=f"Region_{place}",
        title="Region",
        intro=REGION_INTRO.format(title=side.instrument.title),
        columns=unique(column for column in region.columns(side.instrument.scale) if column.key != "number"),
        rows=len(side.themes),
    )


def write_region(book: Book, side: SharedRegionSide, table: Table) -> None:
    """Write the sheet of the region."""
    sheet = write_table(book, table, (in_order(table, _theme(one, table)) for one in side.themes))
    charts.place(sheet, table, [region.chart(book, table, side.instrument.scale)])


def _councils(theme: SharedRegionTheme, table: Table) -> Iterator[dict[str, Cell]]:
    for unit in theme.units:
        yield {
            "theme": theme.theme.title,
            "council": unit.name,
            "level": unit.level,
            "lowest": unit.lowest,
            **_providers(unit, table),
        }
    missing = f"Without {', '.join(theme.missing)}" if theme.missing else None
    yield {
        "theme": theme.theme.title,
        "council": councils.NAMED,
        "remark": missing,
        **(spread(table, theme.found) if theme.rests_on else {}),
    }


def _providers(unit: SharedUnit, table: Table) -> dict[str, Cell]:
    if unit.found is None:
        return {"remark": "Counted among the smaller councils" if unit.is_within else REMARK}
    return {**spread(table, unit.found), "gap": unit.gap}


def _theme(theme: SharedRegionTheme, table: Table) -> dict[str, Cell]:
    figures = {"councils": len(theme.rests_on), **spread(table, theme.found)} if theme.rests_on else {}
    return {**region.said(theme), **figures}
