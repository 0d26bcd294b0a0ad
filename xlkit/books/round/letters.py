"""Letters: the wording of the round's messages, and the placeholders that it may hold."""

from xlkit.books.round.sheet import FIRST_ROW, HEADING_ROW, HELP_ROW, begin
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.heights import height
from xlkit.round.control import LETTER_COLUMNS, LETTERS, PLACEHOLDERS
from xlkit.round.round import Control

GAP = 3.0  # characters between the letters and the list of placeholders
PLACEHOLDER_WIDTHS = (20.0, 48.0)
PLACEHOLDER, MEANING = len(LETTER_COLUMNS) + 1, len(LETTER_COLUMNS) + 2
WIDTHS = [column.width for column in LETTER_COLUMNS]


def write(book: Book, control: Control) -> None:
    """Add the sheet."""
    sheet = begin(book, LETTERS, LETTERS, [*WIDTHS, GAP, *PLACEHOLDER_WIDTHS])
    for place, column in enumerate(LETTER_COLUMNS):
        sheet.text(HELP_ROW, place, column.help, sheet.styles["hint"])
        sheet.text(HEADING_ROW, place, column.heading, sheet.styles["header"])
    for row, letter in enumerate(control.letters, start=FIRST_ROW):
        texts = (letter.kind.value, letter.subject, letter.body)
        for place, text in enumerate(texts):
            sheet.text(row, place, text, sheet.styles["typed"])
        sheet.height(row, height(zip(texts, WIDTHS, strict=True)))
    _placeholders(sheet)
    sheet.raw.freeze_panes(FIRST_ROW, 0)
    sheet.raw.repeat_rows(HEADING_ROW)
    sheet.raw.set_selection(FIRST_ROW, 1, FIRST_ROW, 1)


def _placeholders(sheet: Sheet) -> None:
    # One cell with all of them, beside the first letter, whose row is tall: rows of their own would be as tall.
    sheet.text(HEADING_ROW, PLACEHOLDER, "Placeholder", sheet.styles["header"])
    sheet.text(HEADING_ROW, MEANING, "What stands there in a draft", sheet.styles["header"])
    names = "\n".join(f"{{{name}}}" for name in PLACEHOLDERS)
    sheet.text(FIRST_ROW, PLACEHOLDER, names, sheet.styles["text"])
    sheet.text(FIRST_ROW, MEANING, "\n".join(PLACEHOLDERS.values()), sheet.styles["text"])
