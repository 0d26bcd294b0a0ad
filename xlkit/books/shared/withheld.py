"""Left out: what the shared workbook does not show, and why."""

from xlkit.books.writer.book import Book
from xlkit.books.writer.table import Column, Table, unique, write_table
from xlkit.comparison.disclosure.published import Shared

COLUMNS = (Column("what", "What", 60), Column("why", "Why", 90))
INTRO = "What is not shown, so that no small group of organisations shows or can be worked out."


def table(shared: Shared, sheet: str) -> Table:
    """The table of all that is left out."""
    return Table(
        sheet=sheet,
        name="Left_out",
        title="Left out",
        intro=INTRO,
        columns=unique(COLUMNS),
        rows=len(shared.withheld),
        frozen=0,
        is_filtered=False,
    )


def write(book: Book, shared: Shared, withheld: Table) -> None:
    """Write the sheet."""
    write_table(book, withheld, ([one.what, one.why] for one in shared.withheld))
