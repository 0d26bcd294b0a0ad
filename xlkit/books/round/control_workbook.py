"""The control workbook of a round: its sheets in order."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from xlkit.books.round import hidden, settings
from xlkit.books.round.sheet import FIRST_ROW, HEADING_ROW, HELP_ROW, begin, prepared
from xlkit.books.writer import book as books
from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.heights import height
from xlkit.round.control import (
    DECISION_COLUMNS,
    DECISIONS,
    LETTER_COLUMNS,
    LETTERS,
    NO,
    PREPARED,
    RECIPIENT_COLUMNS,
    RECIPIENTS,
    WHAT,
    YES,
    Entry,
    Setting,
)
from xlkit.round.default_letters import PLACEHOLDERS
from xlkit.round.round import Control, Decision, Recipient

GAP = 3.0  # characters between the letters and the list of placeholders
PLACEHOLDERS_WIDTH = 42.0
PLACEHOLDER = len(LETTER_COLUMNS) + 1  # the column beyond the gap
WIDTHS = [column.width for column in LETTER_COLUMNS]
LISTED = "\n".join(f"{{{name}}}: {stands}" for name, stands in PLACEHOLDERS.items())


def write(
    path: Path,
    control: Control,
    templates: Sequence[str],
    stated: Sequence[Setting] = (),
    row_ids: Sequence[str] = (),
    name: str = "",
) -> None:
    """Write the workbook; `templates` are the names that its dropdowns offer, `stated` the rows of their own settings.

    `row_ids` are for the rows of recipients that are still empty, `name` is what the file will be called in the end, if
    not as now.

    XlkitError where it cannot be written.
    """
    with books.opened(path, f"Control workbook: {control.round.name}", subject=control.round.council) as book:
        settings.write(book, control, templates, stated, name or path.name)
        write_recipients(book, control, templates, row_ids)
        write_decisions(book, control)
        write_letters(book, control)
        hidden.write_control(book, WHAT, control.secret, templates)


def write_decisions(book: Book, control: Control) -> None:
    """Add the sheet of decisions."""
    rows = [_decided(decision) for decision in control.decisions]
    prepared(book, DECISIONS, DECISION_COLUMNS, rows, max(PREPARED[DECISIONS], len(rows)))


def _decided(decision: Decision) -> dict[str, str | date | None]:
    return {
        "return_id": decision.return_id or None,
        "file": decision.file or None,
        "ruling": decision.ruling.value,
        "check": decision.check or None,
        "why": decision.why,
        "approved_by": decision.approved_by,
        "until": decision.until,
    }


def write_recipients(book: Book, control: Control, templates: Sequence[str], row_ids: Sequence[str] = ()) -> None:
    """Add the sheet of recipients; `templates` are names that they may be given, `row_ids` those of empty rows."""
    columns = [
        replace(column, choices=tuple(templates)) if column.entry is Entry.TEMPLATE else column
        for column in RECIPIENT_COLUMNS
    ]
    rows = [_listed(recipient) for recipient in control.recipients]
    rows += [{"row_id": row_id} for row_id in row_ids]
    prepared(book, RECIPIENTS, columns, rows, max(PREPARED[RECIPIENTS], len(rows)))


def _listed(recipient: Recipient) -> dict[str, str | date | None]:
    cells: dict[str, str | date | None] = {
        name: str(getattr(recipient, name)) or None for name in recipient.__struct_fields__
    }
    return cells | {"in_scope": YES if recipient.in_scope else NO}


def write_letters(book: Book, control: Control) -> None:
    """Add the sheet of letters."""
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
