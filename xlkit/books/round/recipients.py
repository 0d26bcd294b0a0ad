"""Recipients: one row for each workbook to send."""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from xlkit.books.round.sheet import prepared
from xlkit.books.writer.book import Book
from xlkit.round.control import NO, PREPARED, RECIPIENT_COLUMNS, RECIPIENTS, YES, Entry
from xlkit.round.round import Control, Recipient


def write(book: Book, control: Control, templates: Sequence[str], row_ids: Sequence[str] = ()) -> None:
    """Add the sheet; `templates` are the names that a recipient may be given, `row_ids` those of rows still empty."""
    columns = [
        replace(column, choices=tuple(templates)) if column.entry is Entry.TEMPLATE else column
        for column in RECIPIENT_COLUMNS
    ]
    rows = [_row(recipient) for recipient in control.recipients]
    rows += [{"row_id": row_id} for row_id in row_ids]
    prepared(book, RECIPIENTS, columns, rows, max(PREPARED[RECIPIENTS], len(rows)))


def _row(recipient: Recipient) -> dict[str, str | date | None]:
    cells: dict[str, str | date | None] = {
        name: str(getattr(recipient, name)) or None for name in recipient.__struct_fields__
    }
    return cells | {"in_scope": YES if recipient.in_scope else NO}
