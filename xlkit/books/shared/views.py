"""As others see it, shared: a commissioner's own position on each item beside how others answer about it."""

from xlkit.books.consolidated import distribution
from xlkit.books.shared.values import spread
from xlkit.books.writer.book import Book
from xlkit.books.writer.levels_look import shade
from xlkit.books.writer.table import Cell, Column, Table, in_order, unique, write_table
from xlkit.comparison.disclosure.published import Shared, SharedView
from xlkit.measures.scale import Scale

COMMISSIONER = Column("commissioner", "Commissioner", 26)
INTRO = "How {whose} own position on each item stands beside the answers that others give about it."
ONE, SEVERAL = "{commissioner} as others see it", "The commissioners as others see them"


def _columns(scale: Scale) -> tuple[Column, ...]:
    """The columns, which count the levels of a scale."""
    return (
        Column("perspective", "Perspective", 13),
        Column("section", "Section", 22),
        Column("ref", "Ref", 7, "line"),
        Column("item", "Item", 32),
        Column("own", "Own position", 10, "level"),
        Column("n", "Organisations (n)", 15, "whole"),
        *distribution.count_columns(scale),
        distribution.low_column(scale),
        Column("median", "Median", 9, "one_place"),
        Column("agreement", "Agreement", 12, "two_places"),
        Column("band", "Agreement band", 12),
    )


def table(shared: Shared, sheet: str) -> Table:
    """The table of all views of commissioners; one that is alone stands in the title and not in every row."""
    columns = _columns(_scale(shared))
    names = list(dict.fromkeys(found.commissioner for found in shared.views))
    is_one = len(names) == 1
    return Table(
        sheet=sheet,
        name="Seen",
        title=ONE.format(commissioner=names[0]) if is_one else SEVERAL,
        intro=INTRO.format(whose="its" if is_one else "each commissioner's"),
        columns=unique(columns if is_one else (COMMISSIONER, *columns)),
        rows=len(shared.views),
        frozen=4 if is_one else 5,
    )


def write(book: Book, shared: Shared, views: Table) -> None:
    """Write the sheet."""
    sheet = write_table(book, views, (in_order(views, _row(found, views)) for found in shared.views))
    shade(sheet, views, ("own",), _scale(shared).steps)


def _scale(shared: Shared) -> Scale:
    """The scale of most steps that anybody is seen on."""
    return max((found.found.scale for found in shared.views), key=lambda scale: scale.steps)


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
