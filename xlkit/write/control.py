"""The control workbook of a round: its sheets in order."""

from collections.abc import Sequence
from pathlib import Path

from xlkit.control import WHAT
from xlkit.round import Control
from xlkit.write import book as books
from xlkit.write.sheets.round import decisions, hidden, letters, recipients, settings


def write(path: Path, control: Control, templates: Sequence[str]) -> None:
    """Write the workbook; `templates` are the names that its dropdowns offer. XlkitError where it cannot be written."""
    with books.opened(path, f"Control workbook: {control.round.name}", subject=control.round.council) as book:
        settings.write(book, control, templates, path.name)
        recipients.write(book, control, templates)
        decisions.write(book, control)
        letters.write(book, control)
        hidden.write_control(book, WHAT, control.secret, templates)
