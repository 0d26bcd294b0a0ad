"""Notes: what a reader should know of the returns, and texts that no cell could hold whole."""

from collections.abc import Iterator, Sequence

from xlkit.books.writer.book import Book, Loss
from xlkit.books.writer.table import Cell, Column, Table, unique, write_table
from xlkit.comparison.comparison import Note

COLUMNS = (
    Column("kind", "Kind", 16),
    Column("subject", "Subject", 36),
    Column("return_id", "Return id", 14, "line"),
    Column("text", "Note", 90),
)
INTRO = "One row for each note. Notes are not errors: they say what is worth a look, or rests on less than it seems."


def table(notes: Sequence[Note], losses: Sequence[Loss], sheet: str) -> Table:
    """The table of all notes."""
    return Table(
        sheet=sheet,
        name="Notes",
        title="Notes",
        intro=INTRO,
        columns=unique(COLUMNS),
        rows=len(notes) + len(losses),
        frozen=0,
    )


def write(book: Book, notes: Sequence[Note], losses: Sequence[Loss], sheet: Table) -> None:
    """Write the sheet."""
    write_table(book, sheet, _rows(notes, losses))


def _rows(notes: Sequence[Note], losses: Sequence[Loss]) -> Iterator[list[Cell]]:
    for note in notes:
        yield [note.kind, note.subject, note.return_id, note.text]
    for loss in losses:
        yield ["not kept whole", f"{loss.cell.sheet}!{loss.cell.a1}", None, f"In this cell {loss.reason}."]
