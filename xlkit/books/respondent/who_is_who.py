"""Who is who: the list in which a provider alone notes whose code is whose; it is never sent back."""

from collections.abc import Mapping
from pathlib import Path

from xlkit.books.writer import book as books
from xlkit.books.writer import cells
from xlkit.books.writer.table import TITLE_POINTS, set_print
from xlkit.form.headings import WHO_IS_WHO
from xlkit.form.identity import Identity

TITLE = "Who is who"
SAYS = (
    "Keep this list where only those who support the person can open it, and send it to nobody.",
    "Write a name beside each code that you use, so that a person can change their mind later.",
    "Delete it when the round is over.",
)
HEADER_ROW = 4
WIDTHS = (12, 16, 60)


def write(path: Path, identity: Identity, codes: Mapping[str, str]) -> None:
    """Write the list; `codes` go by the references of their rows. XlkitError where it cannot be written."""
    with books.opened(path, TITLE, subject=identity.organisation, force=False) as book:
        sheet = book.sheet(TITLE)
        sheet.widths(WIDTHS)
        sheet.text(0, 0, f"{TITLE}: {identity.organisation}", sheet.styles["title"])
        sheet.height(0, TITLE_POINTS)
        for row, line in enumerate(SAYS, start=1):
            sheet.text(row, 0, line, sheet.styles["intro"])
        cells.texts(sheet, HEADER_ROW, 0, ("Row", *WHO_IS_WHO), "header")
        for row, (ref, code) in enumerate(codes.items(), start=HEADER_ROW + 1):
            cells.line(sheet, row, 0, (ref, "reference"), (code, "reference"), ("", "typed"))
        sheet.raw.freeze_panes(HEADER_ROW + 1, 0)
        sheet.raw.set_selection(HEADER_ROW + 1, 2, HEADER_ROW + 1, 2)
        sheet.raw.ignore_errors({"number_stored_as_text": "A1:A999"})
        sheet.raw.protect("", {"format_columns": True, "format_rows": True})
        set_print(sheet)
        sheet.raw.repeat_rows(HEADER_ROW)
