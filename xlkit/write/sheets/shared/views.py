"""As others see it, shared: a commissioner's own position on each item beside how others answer about it."""

from xlkit.sharing import Shared, SharedView
from xlkit.write.book import Book
from xlkit.write.sheets.consolidated import distribution
from xlkit.write.sheets.consolidated.levels_look import shade
from xlkit.write.sheets.consolidated.table import Cell, Column, Table, in_order, unique, write_table
from xlkit.write.sheets.shared.values import spread

COLUMNS = (
    Column("commissioner", "Commissioner", 30),
    Column("perspective", "Perspective", 15),
    Column("section", "Section", 26),
    Column("ref", "Ref", 8, "line"),
    Column("item", "Item", 36),
    Column("own", "Own position", 12, "level"),
    Column("n", "Organisations (n)", 14, "whole"),
    *distribution.COUNT_COLUMNS,
    Column("low", "Share at 1–2", 10, "share"),
    Column("median", "Median", 11, "one_place"),
    Column("agreement", "Agreement", 15, "two_places"),
    Column("band", "Agreement band", 15),
)
INTRO = "How a commissioner's own position on each item stands beside the answers that others give about it."


def table(shared: Shared, sheet: str) -> Table:
    """The table of all views of commissioners."""
    return Table(
        sheet=sheet,
        name="Seen",
        title="The commissioner as others see it",
        intro=INTRO,
        columns=unique(COLUMNS),
        rows=len(shared.views),
        frozen=5,
    )


def write(book: Book, shared: Shared, views: Table) -> None:
    """Write the sheet."""
    sheet = write_table(book, views, (in_order(views, _row(found, views)) for found in shared.views))
    shade(sheet, views, ("own",))


def _row(found: SharedView, views: Table) -> dict[str, Cell]:
    return {
        "commissioner": found.commissioner,
        "perspective": found.perspective,
        "section": found.section.title,
        "ref": found.item.ref,
        "item": found.item.title,
        "own": found.own,
        **spread(views, found.found),
    }
