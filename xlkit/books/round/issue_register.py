"""The issue register: which workbook was issued to whom, beside the workbooks."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from xlkit.books.round import hidden, round_cover
from xlkit.books.round.round_cover import Cover, Fact
from xlkit.books.writer import book as books
from xlkit.books.writer.table import Cell, Column, Table, unique, write_table
from xlkit.round.round import Issued, Round

FILE = "register.xlsx"
WHAT = "the issue register of a round"
COLUMNS = (
    Column("return_id", "Return id", 13, "line"),
    Column("organisation", "Organisation", 30),
    Column("respondent", "Respondent", 20),
    Column("email", "Email", 30),
    Column("template", "Template", 24, "line"),
    Column("version", "Version", 10, "line"),
    Column("language", "Language", 11, "line"),
    Column("file", "File", 40),
    Column("issued", "Issued", 12, "date"),
)
INTRO = "One row for each workbook that was issued, in the order of the recipients."
HOW = (
    "Somebody calls about a workbook? Ask for the return id on its Start sheet, and look it up under Issued.",
    "The workbooks know who they are for, so their files may be renamed; only what is inside them counts.",
    "Issuing again writes this workbook afresh: keep notes of your own under Recipients in the control workbook.",
)


def write(path: Path, this_round: Round, issued: Sequence[Issued], day: date) -> None:
    """Write the register of workbooks issued on a day; XlkitError where it cannot be written."""
    table = Table(sheet="Issued", name="Issued", title="Issued", intro=INTRO, columns=unique(COLUMNS), rows=len(issued))
    facts = [
        Fact("Round", this_round.name),
        Fact("Council", this_round.council or "not named"),
        Fact("Deadline", this_round.deadline or "not set"),
        Fact("Workbooks issued", float(len(issued)), "figure"),
    ]
    with books.opened(path, f"Issue register: {this_round.name}", subject=this_round.council) as book:
        front = round_cover.begin(book)
        write_table(book, table, _rows(issued, day))
        cover = Cover(f"Issue register: {this_round.name}", "Who was sent which workbook. Internal.", facts, HOW)
        round_cover.write(front, cover, [table])
        hidden.mark(book, WHAT)


def _rows(issued: Sequence[Issued], day: date) -> Iterator[list[Cell]]:
    for workbook in issued:
        who = workbook.identity
        yield [
            *(who.return_id, who.organisation, who.respondent, workbook.email),
            *(who.template, who.version, who.language, workbook.file_name, day),
        ]
