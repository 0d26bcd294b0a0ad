"""Entered: what a return of accounts says, as the nouns of `form.entered`, and where each of it stands."""

from xlkit.form.entered import Entered, Line
from xlkit.returns.completed import Return
from xlkit.returns.raw import CellRef


def entered(completed: Return) -> Entered:
    """What was said once, and the rows of each table."""
    tables: dict[str, list[Line]] = {}
    for row in completed.rows:
        tables.setdefault(row.table, []).append(Line(row.number, {each.item: each.value for each in row.answers}))
    facts = Line(0, {answer.item: answer.value for answer in completed.answers})
    return Entered(facts, {name: tuple(lines) for name, lines in tables.items()})


def placed(completed: Return, table: str, number: int, name: str) -> CellRef | None:
    """The cell of a field in a row of a table, as it was returned; None where there is no such row."""
    row = next((row for row in completed.rows if (row.table == table and row.number == number)), None)
    return next((answer.cell for answer in row.answers if answer.item == name), None) if row else None
