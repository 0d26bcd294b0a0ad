"""Cover: the first sheet of a workbook: what it is, its main facts, how to read it, and the way to each sheet."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from msgspec import Struct

from xlkit.books.writer import paper
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.heights import HEADING_HEIGHT, LINE_HEIGHT, height
from xlkit.books.writer.held import Formula
from xlkit.books.writer.leads import Lead
from xlkit.books.writer.table import COVER, TITLE_POINTS, Table, set_print

WIDTHS = (38, 92)  # all of it in sight on an officer's screen
BOLD = 1.1  # how much wider bold text runs
FIRST_FACT = 2  # row


class Fact(Struct, frozen=True):
    """One line of the cover: a label, or the number of a step, and what stands beside it, in the role `style`.

    `name` is what formulas call the cell of the value by; empty where none needs it. A text may lead elsewhere.
    """

    label: str | int
    value: str | float | date | Formula
    style: str = "body"
    name: str = ""
    lead: Lead | None = None


class Block(Struct, frozen=True):
    """Some facts under a heading."""

    heading: str
    facts: Sequence[Fact]


class Cover(Struct, frozen=True):
    """What the cover says."""

    title: str
    subtitle: str
    facts: Sequence[Fact]
    blocks: Sequence[Block]


def begin(book: Book, name: str = COVER) -> Sheet:
    """The sheet, still empty, where it stands; what it says may depend on the sheets that follow."""
    return book.sheet(name)


def steps(heading: str, texts: Iterable[str]) -> Block:
    """A block of numbered texts."""
    return Block(heading, [Fact(number, text) for number, text in enumerate(texts, start=1)])


def write(page: Sheet, cover: Cover, tables: Sequence[Table], *, is_first: bool = True) -> int:
    """Fill the sheet; `tables` are those of the other sheets, in order. The first sheet is the one that opens.

    The row after all that it says is returned.
    """
    page.raw.hide_gridlines(2)
    page.widths(WIDTHS)
    page.text(0, 0, cover.title, page.styles["title"])
    page.height(0, TITLE_POINTS)
    page.text(1, 0, cover.subtitle, page.styles["intro"])
    page.height(1, LINE_HEIGHT)
    row, begun = _facts(page, FIRST_FACT, cover.facts), [0]
    for block in cover.blocks:
        _heading(page, row, block.heading)
        begun.append(row)
        row = _facts(page, row + 1, block.facts)
    if tables:
        _heading(page, row, "Contents")
        begun.append(row)
    for place, table in enumerate(tables, start=row + 1):
        name = table.title if table.top else table.sheet
        page.link(place, 0, table.sheet, name, page.styles["link"], f"A{table.top + 1}")
        page.text(place, 1, table.intro, page.styles["body"])
        page.height(place, height([(name, WIDTHS[0]), (table.intro, WIDTHS[1])]))
    end = row + 1 + len(tables)
    set_print(page)
    # Each block prints as a table does, its heading on the page of what stands below it.
    page.stood.update({first: (first, first, after - 1, len(WIDTHS)) for first, after in pairwise([*begun, end])})
    paper.on_one_page(page, end)
    if is_first:
        page.raw.activate()
    return end


def _heading(page: Sheet, row: int, text: str) -> None:
    page.text(row, 0, text, page.styles["heading_line"])
    page.height(row, HEADING_HEIGHT)


def _facts(page: Sheet, first: int, facts: Sequence[Fact]) -> int:
    """Write some facts; the row after the blank one below them is returned."""
    for row, fact in enumerate(facts, start=first):
        if isinstance(fact.label, int):
            page.number(row, 0, fact.label, page.styles["count"])
        else:
            page.text(row, 0, fact.label, page.styles["label"])
        _put(page, row, fact)
        text = fact.value if isinstance(fact.value, str) else ""
        page.height(row, height([(str(fact.label), WIDTHS[0] / BOLD), (text, WIDTHS[1])]))
        if fact.name:
            page.book.define(fact.name, f"={page.name}!$B${row + 1}")
    return first + len(facts) + 1


def _put(page: Sheet, row: int, fact: Fact) -> None:
    value, style = fact.value, page.styles[fact.style]
    if fact.lead and isinstance(value, str):
        page.link(row, 1, fact.lead.sheet, value, page.styles["link"], fact.lead.cell)
    elif isinstance(value, str):
        page.text(row, 1, value, style)
    elif isinstance(value, Formula):
        page.formula(row, 1, value.text, value.value, style)
    elif isinstance(value, date):
        page.day(row, 1, value, style)
    else:
        page.number(row, 1, value, style)
