"""Movement: how those who answered in both rounds moved on each item, with those who joined and left counted apart."""

from xlkit.books.consolidated.then_and_now import is_live, view_of
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book
from xlkit.books.writer.printed import print_to
from xlkit.books.writer.table import Cell, Column, Formula, Table, in_order, unique, write_table
from xlkit.comparison.movement import ItemMovement, Movement
from xlkit.measures.change import net_movement, net_movement_formula

STATES = ("down", "same", "up")
COLUMNS = (
    Column("section", "Section", 22),
    Column("ref", "Ref", 8, "line"),
    Column("item", "Item", 32),
    Column("theme", "Theme", 22),
    Column("matched", "In both rounds (n)", 12, "whole"),
    Column("down", "Went down", 11, "whole"),
    Column("same", "Stayed", 11, "whole"),
    Column("up", "Went up", 11, "whole"),
    Column("net", "Net movement", 14, "dominance"),
    Column("joined", "Level only now", 12, "whole"),
    Column("left", "Level only then", 12, "whole"),
    Column("name", "Item name", 18, "line"),
)
INTRO = (
    "{matched} returned in both rounds, {joined} joined and {left} left. Net movement is up "
    "less down, as a share of those with a level in both. {how}"
)
LIVE = "It follows the sheet “{sheet}”."
PLAIN = "Plain values, since there are too many to follow."
WORDS = (
    "Stacked bar chart: for each item the share of those matched who went down, light, stayed, and went up, dark. "
    "The figures are in the columns Went down, Stayed and Went up of the table on this sheet."
)


def table(movement: Movement, sheet: str, pairs: Table, place: int) -> Table:
    """The table of one movement."""
    return Table(
        sheet=sheet,
        name=f"Movement_{place}",
        title=f"Movement since {movement.earlier}: {movement.instrument.title}{view_of(movement)}",
        intro=INTRO.format(
            matched=movement.matched,
            joined=movement.joined,
            left=movement.left,
            how=LIVE.format(sheet=pairs.sheet) if is_live(movement) else PLAIN,
        ),
        columns=unique(COLUMNS),
        rows=len(movement.items),
        frozen=3,
    )


def write(book: Book, movement: Movement, moves: Table, pairs: Table) -> None:
    """Write the sheet."""
    rows = (_row(movement, one, moves, pairs, row) for row, one in enumerate(movement.items))
    sheet = write_table(book, moves, (in_order(moves, row) for row in rows))
    title = f"Movement since {movement.earlier}"
    sources = charts.split(charts.whole(moves, "item"))
    drawn = [charts.stacked(book, source, STATES, charts.THREE, title, WORDS) for source in sources]
    charts.place(sheet, moves, drawn)
    print_to(sheet, moves, "left", drawn)


def _row(movement: Movement, one: ItemMovement, moves: Table, pairs: Table, row: int) -> dict[str, Cell]:
    down, same, up = (moves.cell(key, row) for key in STATES)
    counted = {"down": one.down, "same": one.same, "up": one.up, "joined": one.joined, "left": one.left}
    name = moves.cell("name", row)
    live = is_live(movement)
    return {
        "section": one.section.title,
        "ref": one.item.ref,
        "item": one.item.title,
        "theme": one.theme.title if one.theme else None,
        "name": one.item.name,
        "matched": Formula(f"={down}+{same}+{up}", one.matched),
        **{
            state: Formula(f'=COUNTIFS({pairs.span("name")},{name},{pairs.span("state")},"{state}")', many)
            if live
            else many
            for state, many in counted.items()
        },
        "net": Formula(
            net_movement_formula(down, up, moves.cell("matched", row)),
            net_movement(one.down, one.same, one.up),
        ),
    }
