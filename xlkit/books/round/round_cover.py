"""Cover: what an officer's workbook is, its main figures, how to read it, and the way to each sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xlkit.books.writer import cells
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.heights import HEADING_HEIGHT, LINE_HEIGHT, height
from xlkit.books.writer.table import COVER, Formula, Table, set_print

WIDTHS = (34, 96)
BOLD = 1.1  # how much wider bold text runs
TITLE_HEIGHT = 28.0  # points
FIRST_FACT = 2  # row


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the cover: a label and what stands beside it, in the role `style`."""

    label: str
    value: str | float | date | Formula
    style: str = "body"


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover says."""

    title: str
    subtitle: str
    facts: Sequence[Fact]
    how: Sequence[str]


def begin(book: Book) -> Sheet:
    """The sheet, still empty, in first place; what it says may depend on the sheets that follow."""
    return book.sheet(COVER)


def write(sheet: Sheet, cover: Cover, tables: Sequence[Table]) -> None:
    """Fill the sheet; `tables` are those of the other sheets, in order."""
    sheet.widths(WIDTHS)
    sheet.text(0, 0, cover.title, sheet.styles["title"])
    sheet.height(0, TITLE_HEIGHT)
    sheet.text(1, 0, cover.subtitle, sheet.styles["intro"])
    sheet.height(1, LINE_HEIGHT)
    for row, fact in enumerate(cover.facts, start=FIRST_FACT):
        sheet.text(row, 0, fact.label, sheet.styles["label"])
        if isinstance(fact.value, Formula):
            sheet.formula(row, 1, fact.value.text, fact.value.value, sheet.styles[fact.style])
        else:
            cells.put(sheet, row, 1, fact.value, fact.style)
        text = fact.value if isinstance(fact.value, str) else ""
        sheet.height(row, height([(fact.label, WIDTHS[0] / BOLD), (text, WIDTHS[1])]))
    row = FIRST_FACT + len(cover.facts) + 1
    sheet.text(row, 0, "How to use this workbook", sheet.styles["heading_line"])
    sheet.height(row, HEADING_HEIGHT)
    for number, text in enumerate(cover.how, start=1):
        sheet.number(row + number, 0, number, sheet.styles["count"])
        sheet.text(row + number, 1, text, sheet.styles["body"])
        sheet.height(row + number, height([(text, WIDTHS[1])]))
    row += len(cover.how) + 2
    sheet.text(row, 0, "Contents", sheet.styles["heading_line"])
    sheet.height(row, HEADING_HEIGHT)
    for number, table in enumerate(tables, start=1):
        sheet.link(row + number, 0, table.sheet, table.sheet, sheet.styles["link"])
        sheet.text(row + number, 1, table.intro, sheet.styles["body"])
        sheet.height(row + number, height([(table.intro, WIDTHS[1])]))
    set_print(sheet)
    sheet.raw.activate()


def at(place: int) -> str:
    """The address of a fact from any sheet, by its place among the facts, from 0: `Cover!$B$3`."""
    return f"{COVER}!$B${FIRST_FACT + place + 1}"
