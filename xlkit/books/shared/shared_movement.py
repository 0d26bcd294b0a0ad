"""Movement, shared: how many providers went down, stayed and went up on each item since an earlier round."""

from xlkit.books.writer.book import Book
from xlkit.books.writer.table import Cell, Column, Table, in_order, unique, write_table
from xlkit.comparison.disclosure.published import SharedMovement, SharedSide
from xlkit.measures.change import net_movement

COLUMNS = (
    Column("earlier", "Since", 24),
    Column("section", "Section", 28),
    Column("ref", "Ref", 8, "line"),
    Column("item", "Item", 40),
    Column("matched", "In both rounds (n)", 14, "whole"),
    Column("down", "Went down", 11, "whole"),
    Column("same", "Stayed", 11, "whole"),
    Column("up", "Went up", 11, "whole"),
    Column("net", "Net movement", 14, "dominance"),
)
INTRO = (
    "{title}: providers with a level in both rounds, and how they moved. Net movement is those who went up less those "
    "who went down, as a share of them."
)


def table(side: SharedSide, sheet: str, place: int) -> Table:
    """The table of one instrument's movements."""
    return Table(
        sheet=sheet,
        name=f"Movement_{place}",
        title=f"Movement: {side.instrument}",
        intro=INTRO.format(title=side.instrument),
        columns=unique(COLUMNS),
        rows=len(side.movements),
        frozen=4,
    )


def write(book: Book, side: SharedSide, movement: Table) -> None:
    """Write the sheet."""
    write_table(book, movement, (in_order(movement, _row(found)) for found in side.movements))


def _row(found: SharedMovement) -> dict[str, Cell]:
    return {
        "earlier": found.earlier,
        "section": found.section.title,
        "ref": found.item.ref,
        "item": found.item.title,
        "matched": found.down + found.same + found.up,
        "down": found.down,
        "same": found.same,
        "up": found.up,
        "net": net_movement(found.down, found.same, found.up),
    }
