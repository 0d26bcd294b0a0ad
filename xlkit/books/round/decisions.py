"""Decisions: exceptions for single returns, each with its reason."""

from datetime import date

from xlkit.books.round.sheet import prepared
from xlkit.books.writer.book import Book
from xlkit.round.control import DECISION_COLUMNS, DECISIONS, PREPARED
from xlkit.round.round import Control, Decision


def write(book: Book, control: Control) -> None:
    """Add the sheet."""
    rows = [_row(decision) for decision in control.decisions]
    prepared(book, DECISIONS, DECISION_COLUMNS, rows, max(PREPARED[DECISIONS], len(rows)))


def _row(decision: Decision) -> dict[str, str | date | None]:
    return {
        "return_id": decision.return_id or None,
        "file": decision.file or None,
        "ruling": decision.ruling.value,
        "check": decision.check or None,
        "why": decision.why,
        "approved_by": decision.approved_by,
        "until": decision.until,
    }
