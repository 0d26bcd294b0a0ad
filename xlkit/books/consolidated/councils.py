"""Councils by theme: each council's own level beside its providers' distribution, and the region's below them."""

from collections.abc import Iterator

from xlkit.books.consolidated import counted
from xlkit.books.consolidated.distribution import count_keys
from xlkit.books.consolidated.levels import group_key, lowest_key
from xlkit.books.consolidated.plan import Plan, theme_key
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.levels_look import shade
from xlkit.books.writer.table import FIRST_ROW, Cell, Column, Formula, Table, in_order, unique, write_table
from xlkit.comparison.comparison import Comparison, Grouping
from xlkit.comparison.region import CouncilTheme, RegionSide, RegionTheme, Source
from xlkit.intake.council_workbook import COUNCIL
from xlkit.measures.counted import sum_formula
from xlkit.measures.distribution import Distribution
from xlkit.measures.gaps import gap_formula
from xlkit.measures.scale import Scale, Where, count_formula

ONE, ALL, NAMED = "council", "region", "All together"
INTRO = (
    "{title}: for each theme one row for each council, and below them all together, their counts added up. A provider "
    "counts once in each council. Filter rather than sort: the last row of a theme adds up those above it."
)


def columns(scale: Scale) -> tuple[Column, ...]:
    """The columns, which count the levels of a scale."""
    return (
        Column("theme", "Theme", 30),
        Column("council", "Council", 30),
        Column("level", "Council's own level", 12, "level"),
        Column("lowest", "Its lowest item", 12, "level"),
        *counted.columns(scale),
        Column("gap", "Gap", 8, "difference"),
        Column("source", "Rests on", 18, "line"),
        Column("remark", "Remark", 34),
        Column("row", "Row is of a", 11, "line"),
        Column("group", "Group number", 10, "whole"),
        Column("theme_number", "Theme number", 10, "whole"),
    )


def table(side: RegionSide, sheet: str, place: int) -> Table:
    """The table of all councils through one instrument."""
    return Table(
        sheet=sheet,
        name=f"Councils_{place}",
        title="Councils by theme",
        intro=INTRO.format(title=side.instrument.title),
        columns=unique(columns(side.instrument.scale)),
        rows=sum(len(theme.councils) + 1 for theme in side.themes),
        frozen=2,
    )


def write(book: Book, plan: Plan, side: RegionSide, councils: Table) -> None:
    """Write the sheet."""
    sheet = write_table(book, councils, (in_order(councils, row) for row in _rows(plan, side, councils)))
    shade(sheet, councils, ("level", "lowest"), side.instrument.scale.steps)
    stress(sheet, councils)


def stress(sheet: Sheet, councils: Table) -> None:
    """Let the rows of all councils together stand out."""
    last = (FIRST_ROW + councils.rows - 1, len(councils.columns) - 1)
    look = sheet.book.workbook.add_format({"bold": True, "top": 1})
    rule = {"type": "formula", "criteria": f'={councils.cell("council", 0)}="{NAMED}"', "format": look}
    sheet.conditional(FIRST_ROW, 0, *last, rule)


def _rows(plan: Plan, side: RegionSide, councils: Table) -> Iterator[dict[str, Cell]]:
    grouping = _grouping(plan.comparison, side)
    row = 0
    for number, theme in enumerate(side.themes, start=1):
        first = row
        for one in theme.councils:
            facts: dict[str, Cell] = {"theme": theme.theme.title, "theme_number": number}
            yield {**facts, **_council(plan, side, theme, one, grouping, councils, row)}
            row += 1
        yield {
            "theme": theme.theme.title,
            "theme_number": number,
            "council": NAMED,
            "row": ALL,
            **_together(theme.found, councils, first, row),
            "remark": f"Without {', '.join(theme.missing)}" if theme.missing else None,
        }
        row += 1


def _grouping(comparison: Comparison, side: RegionSide) -> Grouping | None:
    found = (one for one in comparison.benchmarks if one.panel is side.panel)
    return next((one for mine in found for one in mine.groupings if one.title == COUNCIL), None)


def _council(
    plan: Plan,
    side: RegionSide,
    theme: RegionTheme,
    one: CouncilTheme,
    grouping: Grouping | None,
    councils: Table,
    row: int,
) -> dict[str, Cell]:
    cells: dict[str, Cell] = {
        "council": one.council.name,
        "row": ONE,
        "source": one.council.source.value,
        "remark": one.why_not or None,
        **_own(plan, theme, one),
    }
    if one.found is None:
        return cells
    keys = count_keys(one.found.scale)
    mine, median = councils.cell("level", row), councils.cell("median", row)
    counts = dict[str, Cell](zip(keys, one.found.counts, strict=True))
    if one.council.source is Source.RETURNS and grouping is not None and side.panel is not None:
        levels = plan.of(side.panel).levels
        if levels is not None:
            where = Where(levels.span(group_key(grouping)), councils.cell("group", row))
            span = levels.span(theme_key(theme.theme.name))
            counts = {
                key: Formula(count_formula(span, level, where), one.found.counts[level - 1])
                for key, level in zip(keys, one.found.scale.levels, strict=True)
            }
            cells["group"] = grouping.groups.index(one.council.name) + 1
    return {
        **cells,
        "n": Formula(sum_formula([councils.cell(key, row) for key in keys]), one.found.n),
        **counts,
        **counted.measured(councils, row, one.found),
        "gap": Formula(gap_formula(mine, median), one.gap) if one.is_one_scale else None,
    }


def _own(plan: Plan, theme: RegionTheme, one: CouncilTheme) -> dict[str, Cell]:
    """The council's own level: looked up where its return is there, otherwise as its shared workbook gives it."""
    council = one.council
    levels = plan.of(council.commissioners).levels if council.commissioners else None
    if levels is None or council.own is None or theme_key(theme.theme.name) not in levels:
        return {"level": one.level, "lowest": one.lowest}
    place = f"MATCH({council.own.number},{levels.span('number')},0)"
    return {
        "level": Formula(f"=INDEX({levels.span(theme_key(theme.theme.name))},{place})", one.level),
        "lowest": Formula(f"=INDEX({levels.span(lowest_key(theme.theme.name))},{place})", one.lowest),
    }


def _together(found: Distribution, councils: Table, first: int, row: int) -> dict[str, Cell]:
    """All councils together: the counts of the rows from the first to the one above, added up."""
    keys = count_keys(found.scale)
    sums: dict[str, Cell] = {
        key: Formula(f"=SUM({councils.cell(key, first)}:{councils.cell(key, row - 1)})", many)
        for key, many in zip(keys, found.counts, strict=True)
    }
    n = Formula(sum_formula([councils.cell(key, row) for key in keys]), found.n)
    return {"n": n, **sums, **counted.measured(councils, row, found)}
