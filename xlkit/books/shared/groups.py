"""Groups, shared: where providers stand on each theme by locality, service area or size."""

from xlkit.books.consolidated import distribution
from xlkit.books.shared.values import spread
from xlkit.books.writer.book import Book
from xlkit.books.writer.table import Cell, Column, Table, in_order, unique, write_table
from xlkit.comparison.disclosure.published import Breakdown, SharedGroup
from xlkit.measures.scale import Scale

FIRST = (Column("theme", "Theme", 32),)
INTRO = "One row for each theme and {kind}. It is shown because every group in it is large enough."


def _last(scale: Scale) -> tuple[Column, ...]:
    """The columns, which count the levels of a scale."""
    return (
        Column("n", "Providers (n)", 12, "whole"),
        *distribution.count_columns(scale),
        distribution.low_column(scale),
        Column("median", "Median", 11, "one_place"),
        Column("agreement", "Agreement", 15, "two_places"),
        Column("band", "Agreement band", 15),
    )


def table(breakdown: Breakdown, instrument: str, sheet: str, place: int) -> Table:
    """The table of one breakdown."""
    kind = breakdown.kind
    return Table(
        sheet=sheet,
        name=f"Groups_{place}",
        title=f"Providers by {kind.lower()}: {instrument}",
        intro=INTRO.format(kind=kind.lower()),
        columns=unique((*FIRST, Column("group", kind, 26), *_last(breakdown.rows[0].found.scale))),
        rows=len(breakdown.rows),
        frozen=2,
    )


def write(book: Book, breakdown: Breakdown, groups: Table) -> None:
    """Write the sheet."""
    write_table(book, groups, (in_order(groups, _row(found, groups)) for found in breakdown.rows))


def _row(found: SharedGroup, groups: Table) -> dict[str, Cell]:
    return {"theme": found.theme.title, "group": found.group, **spread(groups, found.found)}
