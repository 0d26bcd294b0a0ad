"""Then and now: one row for each who answered and item, with the level of the earlier round and that of this one."""

from collections.abc import Iterator, Sequence

from xlkit.books.consolidated.data import MOST_LIVE
from xlkit.books.consolidated.plan import item_key
from xlkit.books.writer.book import Book
from xlkit.books.writer.levels_look import shade
from xlkit.books.writer.printed import print_to
from xlkit.books.writer.table import Cell, Column, Formula, Table, unique, write_table
from xlkit.comparison.movement import Movement, Pair
from xlkit.form.identity import Perspective
from xlkit.form.item import Item
from xlkit.measures.change import moved, moved_formula
from xlkit.measures.location import low_median_where_formula
from xlkit.measures.scale import Where

SPEAKERS = {
    Perspective.COMMISSIONER: "council",
    Perspective.PROVIDER: "providers",
    Perspective.PEOPLE: "people",
    Perspective.PARTNER: "partners",
}
MOST_TOGETHER = 40  # returns of one unit whose low median a formula can work out: it names each
COLUMNS = (
    Column("organisation", "Organisation", 32, "line"),
    Column("subject", "About", 32, "line"),
    Column("locality", "Locality", 18, "line"),
    Column("service_area", "Service area", 20, "line"),
    Column("ref", "Ref", 8, "line"),
    Column("item", "Item", 36, "line"),
    Column("before", "Level then", 10, "level"),
    Column("now", "Level now", 10, "level"),
    Column("state", "Movement", 14, "line"),
    Column("return_id", "Return id (where it is one)", 16, "line"),
    Column("name", "Item name", 24, "line"),
)
INTRO = (
    "{earlier} beside this round: one row for each organisation, locality, service area and item. Levels of then are "
    "as they stood in the earlier workbook. {how}"
)
LIVE = "Levels of now follow the sheet “{sheet}”."
PLAIN = "Levels of now are plain values."


def view_of(movement: Movement) -> str:
    """What follows a name or a title where others speak: ", view of people"; nothing for own answers."""
    return "" if movement.perspective is Perspective.SELF else f", view of {SPEAKERS[movement.perspective]}"


def is_live(movement: Movement) -> bool:
    """Whether there are few enough levels for formulas to follow them."""
    return len(movement.pairs) <= MOST_LIVE


def table(movement: Movement, sheet: str, answers: Table, place: int) -> Table:
    """The table of all that one movement rests on."""
    how = LIVE.format(sheet=answers.sheet) if is_live(movement) else PLAIN
    return Table(
        sheet=sheet,
        name=f"Then_and_now_{place}",
        title=f"Then and now: {movement.instrument.title}{view_of(movement)}",
        intro=INTRO.format(earlier=movement.earlier, how=how),
        columns=unique(COLUMNS),
        rows=len(movement.pairs),
    )


def write(book: Book, movement: Movement, pairs: Table, answers: Table) -> None:
    """Write the sheet."""
    sheet = write_table(book, pairs, _rows(movement, pairs, answers))
    print_to(sheet, pairs, "state")
    shade(sheet, pairs, ("before", "now"), movement.instrument.scale.steps)


def _rows(movement: Movement, pairs: Table, answers: Table) -> Iterator[list[Cell]]:
    live = is_live(movement)
    for row, pair in enumerate(movement.pairs):
        unit, item = pair.unit, movement.items[pair.item].item
        yield [
            unit.organisation,
            unit.subject,
            unit.locality,
            unit.service_area,
            item.ref,
            item.title,
            pair.before,
            _now(pair, item, pairs, answers, row) if live else pair.now,
            _state(pair, pairs, row) if live else moved(pair.before, pair.now),
            pair.speaking[0] if len(pair.speaking) == 1 else None,
            item.name,
        ]


def _now(pair: Pair, item: Item, pairs: Table, answers: Table, row: int) -> Cell:
    if not pair.speaking or len(pair.speaking) > MOST_TOGETHER:
        return pair.now
    levels, ids = answers.span(item_key(item.name)), answers.span("return_id")
    if len(pair.speaking) == 1:
        answer = f"INDEX({levels},MATCH({pairs.cell('return_id', row)},{ids},0))"
        return Formula(f'=IF({answer}="","",{answer})', pair.now)
    return Formula(low_median_where_formula(levels, Where(_any_of(ids, pair.speaking), "1")), pair.now, is_array=True)


def _any_of(ids: str, wanted: Sequence[str]) -> str:
    return "(" + "+".join(f'({ids}="{one}")' for one in wanted) + ")"


def _state(pair: Pair, pairs: Table, row: int) -> Formula:
    before, now = pairs.cell("before", row), pairs.cell("now", row)
    return Formula(moved_formula(before, now), moved(pair.before, pair.now))
