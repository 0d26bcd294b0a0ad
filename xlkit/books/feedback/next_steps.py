"""Next steps: the statement that the provider ticked on each topic, and the one to work towards."""

from collections.abc import Iterator

from xlkit.books.writer.book import Book
from xlkit.books.writer.table import Cell, Column, Table, unique, write_table
from xlkit.comparison.feedback import Feedback, Topic

SHEET = "Next steps"
COLUMNS = (
    Column("ref", "Ref", 8, "line"),
    Column("topic", "Topic", 30),
    Column("level", "Your level", 9, "level"),
    Column("now", "Where you are", 60),
    Column("next", "What to work towards", 60),
)
INTRO = "For each topic, what you said about yourself and the next statement up."
HIGHEST = "You are at the highest level: keep it up, and share how you got there."
UNANSWERED = "Not answered."


def table(feedback: Feedback) -> Table:
    """The table of all topics."""
    return Table(
        sheet=SHEET,
        name="Next_steps",
        title="Next steps",
        intro=INTRO,
        columns=unique(COLUMNS),
        rows=len(feedback.topics),
        frozen=2,
        is_filtered=False,
    )


def write(book: Book, feedback: Feedback, steps: Table) -> None:
    """Write the sheet."""
    write_table(book, steps, (list(_row(topic)) for topic in feedback.topics))


def _row(topic: Topic) -> Iterator[Cell]:
    yield topic.item.ref
    yield topic.item.title
    yield topic.level
    if topic.level is None:
        yield UNANSWERED
        yield None
    else:
        yield topic.statement
        yield topic.next_statement or HIGHEST
