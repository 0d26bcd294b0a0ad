"""The mail-merge list: one row for each draft, headings in the first row, as mail-merge programs expect."""

from collections.abc import Sequence
from pathlib import Path

from xlkit.books.writer import book as books
from xlkit.books.writer import cells
from xlkit.round.round import Message

HEADINGS = ("Recipient", "Respondent", "Organisation", "Return id", "Subject", "Body", "File")
WIDTHS = (32, 24, 32, 14, 50, 90, 60)


def write(path: Path, messages: Sequence[tuple[Message, str]]) -> None:
    """Write the list of messages, each with the path of its attachment or an empty text."""
    with books.opened(path, "Mail-merge list") as book:
        sheet = book.sheet("Recipients")
        sheet.widths(WIDTHS)
        cells.texts(sheet, 0, 0, HEADINGS, "header")
        for row, (message, file) in enumerate(messages, start=1):
            who = message.recipient
            texts = (
                who.email,
                who.respondent,
                who.organisation,
                message.return_id,
                message.subject,
                message.body,
                file,
            )
            cells.texts(sheet, row, 0, texts, "text")
        sheet.raw.freeze_panes(1, 0)
        sheet.raw.autofilter(0, 0, len(messages), len(HEADINGS) - 1)
