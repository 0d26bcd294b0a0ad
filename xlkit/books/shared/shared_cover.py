"""Cover, shared: what the workbook is, whom it speaks of, what is left out of it, and the way to each sheet."""

from collections.abc import Sequence

from xlkit.books.writer.book import Sheet
from xlkit.books.writer.heights import HEADING_HEIGHT, LINE_HEIGHT, height
from xlkit.books.writer.table import TITLE_POINTS, Table, set_print
from xlkit.comparison.disclosure.published import Shared, SharedSide

LABEL_WIDTH, TEXT_WIDTH = 40, 96
SUBTITLE = "For everybody: figures about all providers together. No provider and no person is named in this file."
HOW = {
    "Figures": "They are plain values: the answers beneath them are not in this file.",
    "Levels": "1 to 5, in order. They are steps, not amounts: nothing is averaged into a score and nobody is ranked.",
    "What n says": "How many organisations have a level. Blanks are missing, never 0.",
    "What is left out": (
        "No figure about providers rests on fewer than {smallest} organisations. What would let such a figure be "
        "worked out by subtraction is left out too; the sheet “Left out” lists both."
    ),
}
HOW_REGION = {
    "What n says": "How many organisations have a level; who answered several councils counts once in each.",
    "What is left out": (
        "No figure about providers rests on fewer than {smallest} different organisations, nor would one to a council "
        "that takes its own providers away. The sheet “Left out” lists what is not shown."
    ),
}


def write(sheet: Sheet, shared: Shared, tables: Sequence[Table]) -> None:
    """Fill the sheet, which already stands first in its book; `tables` are those of the other sheets, in order."""
    styles = sheet.styles
    sheet.widths((LABEL_WIDTH, TEXT_WIDTH))
    sheet.height(0, TITLE_POINTS)
    sheet.text(0, 0, shared.title, styles["title"])
    sheet.text(1, 0, SUBTITLE, styles["intro"])
    sheet.height(1, LINE_HEIGHT)
    for row, (label, text) in enumerate(_facts(shared), start=2):
        _line(sheet, row, label, text)
    row = 2 + len(_facts(shared)) + 1
    sheet.text(row, 0, "How to read this workbook", styles["heading_line"])
    sheet.height(row, HEADING_HEIGHT)
    how = HOW if shared.region is None else {**HOW, **HOW_REGION}
    for offset, (label, text) in enumerate(how.items(), start=1):
        _line(sheet, row + offset, label, text.format(smallest=shared.smallest))
    row += len(how) + 2
    sheet.text(row, 0, "Contents", styles["heading_line"])
    sheet.height(row, HEADING_HEIGHT)
    for offset, table in enumerate(tables, start=1):
        sheet.link(row + offset, 0, table.sheet, table.sheet, styles["link"])
        sheet.text(row + offset, 1, table.intro, styles["body"])
        sheet.height(row + offset, height([(table.intro, TEXT_WIDTH)]))
    set_print(sheet)


def _facts(shared: Shared) -> list[tuple[str, str]]:
    commissioners = "; ".join(council.organisation for council in shared.councils) or "none yet"
    providers = "; ".join(f"{side.instrument}: {_many(side, shared.smallest)}" for side in shared.sides) or "none yet"
    day = f"{shared.as_at.day} {shared.as_at:%B %Y}"
    if shared.region is not None:
        who = [("Councils", "; ".join(shared.region.councils))]
    else:
        who = [("Commissioner", commissioners), ("Providers", providers)]
    return [
        ("Round", shared.round or "not named"),
        *who,
        ("As at", day),
        ("Quadrants part at", f"{shared.cut:g}"),
    ]


def _many(side: SharedSide, smallest: int) -> str:
    return f"fewer than {smallest}" if side.organisations is None else str(side.organisations)


def _line(sheet: Sheet, row: int, label: str, text: str) -> None:
    sheet.text(row, 0, label, sheet.styles["label"])
    sheet.text(row, 1, text, sheet.styles["body"])
    sheet.height(row, height([(label, LABEL_WIDTH), (text, TEXT_WIDTH)]))
