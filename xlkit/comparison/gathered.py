"""Gathered: texts and rows of tables of all returns, each as it was given."""

from xlkit.comparison.standing.panel import Position, Themed
from xlkit.form.item import Item, Kind
from xlkit.measures.planning import CLOSED
from xlkit.returns.completed import Answer, Return, TableRow


class Told(Themed, frozen=True):
    """A text that is gathered; of a request for support `helpers` are the positions ahead, the furthest on first.

    `number` is the position of the organisation it speaks for, None where it speaks for none.
    """

    completed: Return
    answer: Answer
    number: int | None
    helpers: tuple[Position, ...] = ()


class Listed(Themed, frozen=True):
    """A row of somebody's table; `timing` says where its first date stands, or that a choice of the row closes it."""

    completed: Return
    row: TableRow
    timing: str


def due_field(table: Item) -> Item | None:
    """The field that says by when: the first date."""
    return next((field for field in table.fields if field.kind is Kind.DATE), None)


def status_field(table: Item) -> Item | None:
    """The field that says how far something is: the first with a choice that closes it, if there is one."""
    return next((field for field in table.fields if field.is_picked and closing(field)), None)


def closing(status: Item) -> tuple[str, ...]:
    """The labels of the choices that close a row: those that are reached, and those that close actions."""
    return tuple(choice.label for choice in status.choices if choice.reached or choice.label in CLOSED)
