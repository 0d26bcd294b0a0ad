"""The control workbook of a round: its sheets in order."""

from collections.abc import Sequence
from pathlib import Path

from xlkit.books.round import decisions, hidden, letters, recipients, settings
from xlkit.books.writer import book as books
from xlkit.round.control import WHAT, Setting
from xlkit.round.round import Control


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
        recipients.write(book, control, templates, row_ids)
        decisions.write(book, control)
        letters.write(book, control)
        hidden.write_control(book, WHAT, control.secret, templates)
