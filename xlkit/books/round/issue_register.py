"""The issue register: which workbook was issued to whom, beside the workbooks."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from xlkit.books.round import hidden
from xlkit.books.writer import book as books
from xlkit.books.writer import cover
from xlkit.books.writer.cover import Cover, Fact
from xlkit.books.writer.sheets import Col, SheetOf
from xlkit.round.round import Issued, Round

FILE = "register.xlsx"
WHAT = "the issue register of a round"
INTRO = "One row for each workbook that was issued, in the order of the recipients."
HOW = (
    "Somebody calls about a workbook? Ask for the return id on its Start sheet, and look it up under Issued.",
    "The workbooks know who they are for, so their files may be renamed; only what is inside them counts.",
    "Issuing again writes this workbook afresh: keep notes of your own under Recipients in the control workbook.",
)


def write(path: Path, this_round: Round, issued: Sequence[Issued], day: date) -> None:
    """Write the register of workbooks issued on a day; XlkitError where it cannot be written."""
    facts = [
        Fact("Round", this_round.name),
        Fact("Council", this_round.council or "not named"),
        Fact("Deadline", this_round.deadline or "not set"),
        Fact("Workbooks issued", float(len(issued)), "figure"),
    ]
    title = f"Issue register: {this_round.name}"
    with books.opened(path, title, subject=this_round.council) as book:
        front = cover.begin(book)
        table = _sheet(issued, day).write(book)
        how = cover.steps("How to use this workbook", HOW)
        cover.write(front, Cover(title, "Who was sent which workbook. Internal.", facts, [how]), [table])
        hidden.mark(book, WHAT)


def _sheet(issued: Sequence[Issued], day: date) -> SheetOf[Issued]:
    return SheetOf(
        sheet="Issued",
        name="Issued",
        title="Issued",
        intro=INTRO,
        columns=(
            Col("return_id", "Return id", 13, "line", value=lambda row: row.identity.return_id),
            Col("organisation", "Organisation", 30, value=lambda row: row.identity.organisation),
            Col("respondent", "Respondent", 20, value=lambda row: row.identity.respondent),
            Col("email", "Email", 30, value=lambda row: row.email),
            Col("template", "Template", 24, "line", value=lambda row: row.identity.template),
            Col("version", "Version", 10, "line", value=lambda row: row.identity.version),
            Col("language", "Language", 11, "line", value=lambda row: row.identity.language),
            Col("file", "File", 40, value=lambda row: row.file_name),
            Col("issued", "Issued", 12, "date", value=lambda _: day),
        ),
        records=issued,
    )
