"""xlkit: the hidden sheet that says what the workbook is and whom it was made for."""

from collections.abc import Sequence

from msgspec.structs import replace

from xlkit.books.writer import cells
from xlkit.books.writer.book import FORMAT, LONGEST_TEXT, Book
from xlkit.form import meaning
from xlkit.form.identity import Identity
from xlkit.form.layout import KEY, MEANT
from xlkit.form.words import HIDDEN, SETTING
from xlkit.returns.signatures import BEGUN

TEMPLATE_VERSION = "template version"  # the name of that property: `xlkit version` is that of xlkit itself


def write(book: Book, identity: Identity, meant: Sequence[str], begun: str = "") -> None:
    """Add the sheet; the same facts stand in the document's properties, as a cross-check.

    `meant` are the lines that say what each reference means, `begun` is the mark of what a workbook is sent out with.
    """
    sheet = book.sheet(HIDDEN)
    if not identity.signature:
        identity = replace(identity, meaning=meaning.digest(meant))
    plain = [name for name in Identity.__struct_fields__ if name != "settings"]
    facts = {HIDDEN: FORMAT} | {name: str(getattr(identity, name) or "") for name in plain}
    facts |= {f"{SETTING}{name}": value for name, value in identity.settings}
    if begun:
        facts[BEGUN] = begun
    for row, (key, value) in enumerate(facts.items()):
        cells.texts(sheet, row, KEY, (key, value), "reference")
        if value and key != HIDDEN:
            name = TEMPLATE_VERSION if key == "version" else key
            book.workbook.set_custom_property(f"xlkit {name}", value[:255], "text")
    for number, line in enumerate(meant):
        pieces = (line[start : start + LONGEST_TEXT] for start in range(0, len(line), LONGEST_TEXT))
        cells.texts(sheet, len(facts) + number, KEY, (f"{MEANT}{number}", *pieces), "reference")
    sheet.raw.very_hidden()
    sheet.raw.protect("")
