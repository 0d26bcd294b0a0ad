"""Signals to the market: what people want next and what is bought, alike in the internal and the shared workbook."""

from collections.abc import Sequence

from xlkit.books.writer.sheets import Col, SheetOf
from xlkit.comparison.disclosure.signals import WANTED, Signal

SHEET = "Signals to the market"
INTRO = (
    "For providers to read: what people want next, counted in people of all who were heard, and what funds were spent "
    "on, in pounds. Shares in a group are of it alone. Nothing here rests on few people or few providers."
)


def sheet(found: Sequence[Signal], name: str) -> SheetOf[Signal]:
    """The sheet of all signals."""
    columns: tuple[Col[Signal], ...] = (
        Col("kind", "Signal", 13),
        Col("what", "What", 33),
        Col("by", "By", 11, value=lambda row: row.part[0] or None),
        Col("group", "Group", 13, value=lambda row: row.part[1] or None),
        Col("people", "People", 8, "whole", value=lambda row: row.figure if row.kind == WANTED else None),
        Col("heard", "People heard", 8, "whole", value=lambda row: row.of if row.kind == WANTED else None),
        Col("pounds", "£ spent", 11, "money", value=lambda row: None if row.kind == WANTED else row.figure),
        Col("share", "Share", 8, "share"),
        Col("why", "Why it is left out", 30, value=lambda row: row.why or None),
        Col("speaks_of", "Speaks of", 18, value=lambda row: row.speaks_of or None),
    )
    return SheetOf(
        sheet=name, name="Signals", title=SHEET, intro=INTRO, columns=columns, records=found, is_filtered=False
    )
