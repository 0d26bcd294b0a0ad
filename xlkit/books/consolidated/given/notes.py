"""Notes: what a reader should know of the returns, and texts that no cell could hold whole."""

from collections.abc import Sequence

from xlkit.books.writer.book import Loss
from xlkit.books.writer.sheets import Col, SheetOf
from xlkit.books.writer.styles import WORKINGS
from xlkit.comparison.comparison import Note

INTRO = "One row for each note. Notes are not errors: they say what is worth a look, or rests on less than it seems."


def sheet(notes: Sequence[Note], name: str) -> SheetOf[Note]:
    """The sheet of all notes."""
    return SheetOf(
        sheet=name,
        name="Notes",
        title="Notes",
        intro=INTRO,
        columns=(
            Col("kind", "Kind", 14),
            Col("subject", "Subject", 32),
            Col("return_id", "Return id", 13, "line", value=lambda row: row.return_id or None),
            Col("text", "Note", 70),
        ),
        records=notes,
        tab=WORKINGS,
        frozen=0,
    )


def lost(losses: Sequence[Loss]) -> list[Note]:
    """The notes on what no cell could hold whole."""
    return [
        Note("not kept whole", f"{loss.cell.sheet}!{loss.cell.a1}", "", f"In this cell {loss.reason}.")
        for loss in losses
    ]
