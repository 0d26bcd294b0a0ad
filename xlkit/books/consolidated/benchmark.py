"""Benchmark: where providers stand on each theme, by locality, service area and size."""

from collections.abc import Iterator

from xlkit.books.consolidated import distribution
from xlkit.books.consolidated.levels import group_key
from xlkit.books.consolidated.plan import theme_key
from xlkit.books.writer.book import Book
from xlkit.books.writer.printed import print_to
from xlkit.books.writer.table import Cell, Column, Table, in_order, unique, write_table
from xlkit.comparison.comparison import Benchmark
from xlkit.measures.scale import Scale, Where

INTRO = (
    "One row for each group of providers and theme. Mind n: few providers say little about their group. "
    "To compare groups on one theme, filter by theme.{follows}"
)
FOLLOWS = " It follows the sheet “{sheet}”."


def columns(scale: Scale) -> tuple[Column, ...]:
    """The columns, which count the levels of a scale."""
    return (
        Column("grouping", "By", 18),
        Column("group", "Group", 26),
        Column("theme", "Theme", 34),
        Column("n", "Providers (n)", 12, "whole"),
        *distribution.count_columns(scale),
        distribution.low_column(scale),
        Column("median", "Median", 11, "one_place"),
        Column("lower", "Lower quartile", 11, "two_places"),
        Column("upper", "Upper quartile", 11, "two_places"),
        Column("modes", "Most common levels", 12),
        Column("agreement", "Agreement", 15, "two_places"),
        Column("band", "Agreement band", 15),
        Column("polarised", "Polarised", 14),
        Column("number", "Group number", 11, "whole"),
    )


def table(benchmark: Benchmark, sheet: str, levels: Table, place: int) -> Table:
    """The table of one panel's groups."""
    is_live = distribution.is_live(len(benchmark.rows), levels.rows)
    return Table(
        sheet=sheet,
        name=f"Benchmark_{place}",
        title=f"Benchmark: {benchmark.panel.instrument.title}",
        intro=INTRO.format(follows=FOLLOWS.format(sheet=levels.sheet) if is_live else distribution.PLAIN),
        columns=unique(columns(benchmark.panel.scale)),
        rows=len(benchmark.rows),
        frozen=3,
    )


def write(book: Book, benchmark: Benchmark, groups: Table, levels: Table) -> None:
    """Write the sheet."""
    print_to(write_table(book, groups, _rows(benchmark, groups, levels)), groups, "polarised")


def _rows(benchmark: Benchmark, groups: Table, levels: Table) -> Iterator[list[Cell]]:
    is_live = distribution.is_live(len(benchmark.rows), levels.rows)
    for row, found in enumerate(benchmark.rows):
        chosen = Where(levels.span(group_key(found.grouping)), groups.cell("number", row))
        themes = levels.span(theme_key(found.spoken.theme.name))
        measured = distribution.cells(groups, row, themes, found.found, chosen)
        cells: dict[str, Cell] = {
            "grouping": found.grouping.title,
            "group": found.grouping.groups[found.number - 1],
            "theme": found.spoken.theme.title,
            "number": found.number,
            **(measured if is_live else distribution.plain(measured)),
        }
        yield in_order(groups, cells)
