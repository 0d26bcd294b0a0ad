"""Changes by organisation: what each picked then and now, item by item."""

from collections.abc import Sequence

from xlkit.books.consolidated.data import MOST_LIVE
from xlkit.books.consolidated.matrix_tables import RatingTables
from xlkit.books.writer.book import Book
from xlkit.books.writer.choice_tones import colour
from xlkit.books.writer.printed import print_to
from xlkit.books.writer.table import Cell, Column, Formula, Table, in_order, unique, write_table
from xlkit.comparison.scale_matrix import Change, Ratings, Shift
from xlkit.measures.picks import order_formula, shifted_formula

COLUMNS = (
    Column("organisation", "Organisation", 28),
    Column("role", "What", 13),
    Column("section", "Section", 26),
    Column("ref", "Ref", 9, "line"),
    Column("item", "Item", 46),
    Column("before", "Then", 18),
    Column("now", "Now", 18),
    Column("state", "Movement", 14),
    Column("order_before", "Place then", 10, "whole"),
    Column("order_now", "Place now", 10, "whole"),
    Column("name", "Item name", 26, "line"),
)
INTRO = (
    "One row for each organisation and item that was answered in {earlier} or is now. What stood then is as it was; "
    "what stands now {how}."
)
LIVE = "follows the answers"
PLAIN = "is a plain value, since there is too much to look up"


def table(ratings: Ratings, change: Change, sheet: str, place: int) -> Table:
    """The table of everything that one change rests on."""
    return Table(
        sheet=sheet,
        name=f"Changes_by_organisation_{place}",
        title=f"Changes by organisation since {change.earlier}: {ratings.panel.instrument.title}",
        intro=INTRO.format(earlier=change.earlier, how=LIVE if len(change.shifts) <= MOST_LIVE else PLAIN),
        columns=unique(COLUMNS),
        rows=len(change.shifts),
    )


def write(book: Book, tables: RatingTables, found: Sequence[Shift], shifts: Table) -> None:
    """Write the sheet."""
    rows = (_row(tables, one, shifts, row) for row, one in enumerate(found))
    sheet = write_table(book, shifts, (in_order(shifts, row) for row in rows))
    colour(sheet, shifts, ["before", "now"], tables.found.scales)
    print_to(sheet, shifts, "state")


def _row(tables: RatingTables, one: Shift, shifts: Table, row: int) -> dict[str, Cell]:
    rated = tables.found.rated[one.rated]
    is_live = shifts.rows <= MOST_LIVE
    cells: dict[str, Cell] = {
        "organisation": one.organisation,
        "role": rated.role.value.capitalize(),
        "section": rated.section.title,
        "ref": rated.item.ref,
        "item": rated.item.title,
        "before": one.before.label if one.before else None,
        "now": one.now.label if one.now else None,
        "state": one.state,
        "order_before": rated.scale.order(one.before) or 0,
        "order_now": rated.scale.order(one.now) or 0,
        "name": rated.item.name,
    }
    return cells | _live(tables, one, shifts, row) if is_live else cells


def _live(tables: RatingTables, one: Shift, shifts: Table, row: int) -> dict[str, Cell]:
    rated, scales = tables.found.rated[one.rated], tables.scales
    before, now, was, is_now = (shifts.cell(key, row) for key in ("before", "now", "order_before", "order_now"))
    cells: dict[str, Cell] = {"state": Formula(shifted_formula(before, now, was, is_now), one.state)}
    if one.position is None or scales is None:
        return cells
    number = tables.found.panel.positions[one.position].number
    order = order_formula(now, scales.labels(rated.scale), scales.orders(rated.scale))
    label = f"={tables.picked(rated, number, shifts.cell('name', row))}"
    return cells | {
        "now": Formula(label, one.now.label if one.now else None),
        "order_now": Formula(order, rated.scale.order(one.now) or 0),
    }
