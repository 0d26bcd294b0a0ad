"""Positions: where each organisation stands on each item, looked up among the answers."""

from collections.abc import Iterator

from xlkit import measures
from xlkit.comparison import Panel, Position
from xlkit.write.book import Book
from xlkit.write.sheets.consolidated.levels_look import shade
from xlkit.write.sheets.consolidated.plan import item_key
from xlkit.write.sheets.consolidated.table import Cell, Column, Formula, Table, unique, write_table

FIXED = (
    Column("number", "Position", 11, "whole"),
    Column("organisation", "Organisation", 32),
    Column("basis", "Rests on", 22),
    Column("views", "Returns it rests on", 12, "whole"),
    Column("return_id", "Return id (where it is one)", 16, "line"),
    Column("row", "Its row among the answers", 14, "whole"),
)
INTRO = (
    "One row for each organisation: its agreed position; without one, its only return, or the low median of its "
    "returns (the middle level, of two the lower). Nothing to type: it follows the sheet “{sheet}”."
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
    shade(sheet, positions, [item_key(item.name) for item in panel.items])


def _rows(panel: Panel, positions: Table, answers: Table) -> Iterator[list[Cell]]:
    rows = {completed.identity.return_id: row for row, completed in enumerate(panel.returns, start=1)}
    for place, position in enumerate(panel.positions):
        number = positions.cell("number", place)
        views = Formula(f"=COUNTIF({answers.span('number')},{number})", len(position.speaking))
        alone = position.speaking[0] if len(position.speaking) == 1 else None
        found: Cell = None
        if alone is not None:
            look_up = f"=MATCH({positions.cell('return_id', place)},{answers.span('return_id')},0)"
            found = Formula(look_up, rows[alone])
        yield [
            position.number,
            position.organisation,
            position.basis.value,
            views,
            alone,
            found,
            *_levels(panel, position, place, positions, answers),
        ]


def _levels(panel: Panel, position: Position, place: int, positions: Table, answers: Table) -> Iterator[Formula]:
    for item, level in zip(panel.items, position.levels, strict=True):
        levels = answers.span(item_key(item.name))
        if len(position.speaking) == 1:
            answer = f"INDEX({levels},{positions.cell('row', place)})"
            yield Formula(f'=IF({answer}="","",{answer})', level)
        else:
            number = positions.cell("number", place)
            formula = measures.low_median_where_formula(levels, answers.span("number"), number)
            yield Formula(formula, level, is_array=True)
