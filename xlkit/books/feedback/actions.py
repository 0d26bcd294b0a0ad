"""Your actions: what the provider planned, and what is overdue."""

from xlkit.books.writer.book import Book
from xlkit.books.writer.table import Cell, Column, Table, unique, write_table
from xlkit.comparison.feedback import Feedback, OwnAction

SHEET = "Your actions"
COLUMNS = (
    Column("ref", "Ref", 8, "line"),
    Column("topic", "Topic", 30),
    Column("action", "Action", 60),
    Column("owner", "Owner", 22),
    Column("due", "Due", 15, "date"),
    Column("status", "Status", 16),
    Column("timing", "Timing", 14),
)
INTRO = "The actions that you planned. Overdue is measured against the as-at date on the cover."


def table(feedback: Feedback) -> Table:
    """The table of the provider's actions."""
    return Table(
        sheet=SHEET,
        name="Actions",
        title="Your actions",
        intro=INTRO,
        columns=unique(COLUMNS),
        rows=len(feedback.actions),
        frozen=2,
        is_filtered=False,
    )


def write(book: Book, feedback: Feedback, actions: Table) -> None:
    """Write the sheet."""
    write_table(book, actions, (_row(one) for one in feedback.actions))


def _row(one: OwnAction) -> list[Cell]:
    action = one.action
    ref, topic = (one.item.ref, one.item.title) if one.item else (None, action.item)
    return [ref, topic, action.action, action.owner, action.due, action.status, one.timing]
