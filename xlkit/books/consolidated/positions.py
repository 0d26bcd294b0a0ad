"""Positions: where each organisation stands on each item, looked up among the answers."""

from collections.abc import Iterator, Mapping

from xlkit.books.consolidated.plan import item_key
from xlkit.books.writer.book import Book
from xlkit.books.writer.levels_look import shade
from xlkit.books.writer.table import Cell, Column, Formula, Table, unique, write_table
from xlkit.comparison.panel import Panel, Position, Voice
from xlkit.measures.location import low_median_where_formula
from xlkit.measures.scale import Where

RESTING = (
    Column("views", "Returns it rests on", 12, "whole"),
    Column("return_id", "Return id (where it is one)", 16, "line"),
    Column("row", "Its row among the answers", 14, "whole"),
)
FIXED = (
    Column("number", "Position", 11, "whole"),
    Column("organisation", "Organisation", 32),
    Column("basis", "Rests on", 22),
    *RESTING,
)
INTRO = (
    "One row for each organisation: its agreed position; without one, its only return, or the low median of its "
    "returns (the middle level, of two the lower). It follows the sheet “{sheet}”."
)


def table(panel: Panel, sheet: str, answers: Table, place: int) -> Table:
    """The table of a panel's positions."""
    items = [Column(item_key(item.name), f"{item.ref} {item.title}", 14, "level") for item in panel.items]
    return Table(
        sheet=sheet,
        name=f"Positions_{place}",
        title=f"Positions: {panel.instrument.title}",
        intro=INTRO.format(sheet=answers.sheet),
        columns=unique((*FIXED, *items)),
        rows=len(panel.positions),
        frozen=2,
    )


def write(book: Book, panel: Panel, positions: Table, answers: Table) -> None:
    """Write the sheet."""
    sheet = write_table(book, positions, _rows(panel, positions, answers))
    shade(sheet, positions, [item_key(item.name) for item in panel.items], panel.scale.steps)


def _rows(panel: Panel, positions: Table, answers: Table) -> Iterator[list[Cell]]:
    places = places_of(panel)
    for row, position in enumerate(panel.positions):
        yield [
            position.number,
            position.organisation,
            position.basis.value,
            *resting(position, places, positions, row, answers),
            *levels_of(panel, position, positions, row, answers),
        ]


def places_of(panel: Panel) -> Mapping[str, int]:
    """The place of each return among the answers, from 1, by its id."""
    return {completed.identity.return_id: place for place, completed in enumerate(panel.returns, start=1)}


def resting(
    one: Position | Voice, places: Mapping[str, int], table: Table, row: int, answers: Table
) -> tuple[Cell, Cell, Cell]:
    """What a position or a voice rests on, as `RESTING` has it."""
    views = Formula(f"=COUNTIF({answers.span('number')},{table.cell('number', row)})", len(one.speaking))
    if len(one.speaking) > 1:
        return views, None, None
    (alone,) = one.speaking
    look_up = f"=MATCH({table.cell('return_id', row)},{answers.span('return_id')},0)"
    return views, alone, Formula(look_up, places[alone])


def levels_of(panel: Panel, one: Position | Voice, table: Table, row: int, answers: Table) -> Iterator[Formula]:
    """The level of a position or a voice on each item, from the answers it rests on."""
    for item, level in zip(panel.items, one.levels, strict=True):
        levels = answers.span(item_key(item.name))
        if len(one.speaking) == 1:
            answer = f"INDEX({levels},{table.cell('row', row)})"
            yield Formula(f'=IF({answer}="","",{answer})', level)
        else:
            chosen = Where(answers.span("number"), table.cell("number", row))
            yield Formula(low_median_where_formula(levels, chosen), level, is_array=True)
