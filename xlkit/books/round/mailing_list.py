"""The mail-merge list: one row for each draft, headings in the first row, as mail-merge programs expect.

A row is as tall as what people read of it; letters and paths, for programs, stand on one line and are not printed.
"""

from collections.abc import Sequence
from pathlib import Path

from xlkit.books.writer import book as books
from xlkit.books.writer import cells, paper
from xlkit.books.writer.heights import height
from xlkit.round.round import Message

HEADINGS = ("Recipient", "Respondent", "Organisation", "Return id", "Subject", "Body", "File")
WIDTHS = (32, 24, 32, 14, 50, 90, 60)
READ = 5  # columns, which are printed


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
            cells.texts(sheet, row, 0, texts[:READ], "text")
            cells.texts(sheet, row, READ, texts[READ:], "line")
            sheet.height(row, height(zip(texts[:READ], WIDTHS, strict=False)))
        paper.lay_out(sheet, WIDTHS[:READ], 1, 0, [(0, 0, len(messages), READ)])
        sheet.raw.freeze_panes(1, 0)
        sheet.raw.autofilter(0, 0, len(messages), len(HEADINGS) - 1)
