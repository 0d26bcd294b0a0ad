"""Commissioner, shared: the position that the publisher takes on each of its challenges."""

from collections.abc import Iterator

from xlkit.books.writer.book import Book
from xlkit.books.writer.levels_look import shade
from xlkit.books.writer.table import Cell, Column, Table, unique, write_table
from xlkit.comparison.disclosure.published import SharedCouncil

COLUMNS = (
    Column("section", "Section", 40),
    Column("ref", "Ref", 8, "line"),
    Column("item", "Challenge", 72),
    Column("level", "Position", 12, "level"),
)
INTRO = "{organisation}: its own position on each challenge ({basis}), from 1 to 5."


def table(council: SharedCouncil, sheet: str, place: int) -> Table:
    """The table of one commissioner."""
    return Table(
        sheet=sheet,
        name=f"Challenges_{place}",
        title=f"Commissioner: {council.organisation}",
        intro=INTRO.format(organisation=council.organisation, basis=council.basis),
        columns=unique(COLUMNS),
        rows=len(council.challenges),
        frozen=3,
        is_filtered=False,
    )


def write(book: Book, council: SharedCouncil, challenges: Table) -> None:
    """Write the sheet."""
    sheet = write_table(book, challenges, _rows(council))
    shade(sheet, challenges, ("level",), council.challenges[0].item.steps)


def _rows(council: SharedCouncil) -> Iterator[list[Cell]]:
    for found in council.challenges:
        yield [found.section.title, found.item.ref, found.item.title, found.level]
