"""Letters: the wording of the round's messages, and the placeholders that it may hold."""

from xlkit.books.round.sheet import FIRST_ROW, HEADING_ROW, HELP_ROW, begin
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.heights import height
from xlkit.round.control import LETTER_COLUMNS, LETTERS
from xlkit.round.placeholders import PLACEHOLDERS
from xlkit.round.round import Control

GAP = 3.0  # characters between the letters and the list of placeholders
PLACEHOLDERS_WIDTH = 42.0
PLACEHOLDER = len(LETTER_COLUMNS) + 1  # the column beyond the gap
WIDTHS = [column.width for column in LETTER_COLUMNS]


LISTED = "\n".join(f"{{{name}}}: {stands}" for name, stands in PLACEHOLDERS.items())


def write(book: Book, control: Control) -> None:
    """Add the sheet."""
    sheet = begin(book, LETTERS, LETTERS, [*WIDTHS, GAP, PLACEHOLDERS_WIDTH])
    sheet.height(HELP_ROW, height((column.help, column.width) for column in LETTER_COLUMNS))
    for place, column in enumerate(LETTER_COLUMNS):
        sheet.text(HELP_ROW, place, column.help, sheet.styles["hint"])
        sheet.text(HEADING_ROW, place, column.heading, sheet.styles["header"])
    for row, letter in enumerate(control.letters, start=FIRST_ROW):
        texts = (letter.kind.value, letter.subject, letter.body)
        cells.texts(sheet, row, 0, texts, "typed")
        beside = [(LISTED, PLACEHOLDERS_WIDTH)] if row == FIRST_ROW else []
        sheet.height(row, height([*zip(texts, WIDTHS, strict=True), *beside]))
    _placeholders(sheet)
    sheet.raw.freeze_panes(FIRST_ROW, 0)
    sheet.raw.repeat_rows(HEADING_ROW)
    sheet.raw.set_selection(FIRST_ROW, 1, FIRST_ROW, 1)


def _placeholders(sheet: Sheet) -> None:
    # One cell with all of them, beside the first letter, whose row is tall: rows of their own would be as tall.
    cells.texts(sheet, HEADING_ROW, PLACEHOLDER, ("Placeholders, and what stands there",), "header")
    cells.texts(sheet, FIRST_ROW, PLACEHOLDER, (LISTED,), "prompt")
