"""xlkit: the hidden sheet that says what the workbook is and whom it was made for."""

from dataclasses import fields

from xlkit.layout import KEY, VALUE
from xlkit.returns import Identity
from xlkit.words import HIDDEN
from xlkit.write.book import Book

FORM = "1"  # of the sheet itself: which keys it has


def write(book: Book, identity: Identity) -> None:
    """Add the sheet; the same facts stand in the document's properties, as a cross-check."""
    sheet = book.sheet(HIDDEN)
    facts = {HIDDEN: FORM} | {field.name: str(getattr(identity, field.name) or "") for field in fields(Identity)}
    for row, (key, value) in enumerate(facts.items()):
        sheet.text(row, KEY, key, sheet.styles["reference"])
        sheet.text(row, VALUE, value, sheet.styles["reference"])
        if value:
            book.workbook.set_custom_property(f"xlkit {key}".strip(), value[:255], "text")
    sheet.raw.very_hidden()
    sheet.raw.protect("")
