"""The issue register: which workbook was issued to whom, beside the workbooks."""

from collections.abc import Sequence
from pathlib import Path

from xlkit.books.round.sheet import KEY, mark
from xlkit.books.writer import book as books
from xlkit.books.writer import cells, cover
from xlkit.books.writer.cover import Cover, Fact
from xlkit.books.writer.sheets import Col, SheetOf
from xlkit.round.control import SEAL
from xlkit.round.register import HEADINGS, NAME, SHEET, WHAT, sealed
from xlkit.round.round import Control, Issued

INTRO = "One row for each workbook that was issued, in the order of the recipients."
HOW = (
    "Somebody calls about a workbook? Ask for the return id on its Start sheet, and look it up under Issued.",
    "The workbooks know who they are for, so their files may be renamed; only what is inside them counts.",
    "Issuing again adds to this workbook. It says how each was issued: correct mistakes in the control workbook.",
)


def write(path: Path, control: Control, issued: Sequence[Issued]) -> None:
    """Write the register of the workbooks issued in a round; XlkitError where it cannot be written."""
    this_round = control.round
    facts = [
        Fact("Round", this_round.name),
        Fact("Council", this_round.council or "not named"),
        Fact("Deadline", this_round.deadline or "not set"),
        Fact("Workbooks issued", float(len(issued)), "figure"),
    ]
    title = f"Issue register: {this_round.name}"
    with books.opened(path, title, subject=this_round.council) as book:
        front = cover.begin(book)
        table = _sheet(issued).write(book)
        how = cover.steps("How to use this workbook", HOW)
        cover.write(front, Cover(title, "Who was sent which workbook. Internal.", facts, [how]), [table])
        sheet = mark(book, WHAT)
        own = [(SEAL, sealed(this_round.name, control.secret)), (NAME, this_round.name)]
        texts = ((workbook.identity.return_id, "\n".join(workbook.printed)) for workbook in issued)
        for row, fact in enumerate((*own, *texts), start=2):
            cells.texts(sheet, row, KEY, fact, "reference")


def _sheet(issued: Sequence[Issued]) -> SheetOf[Issued]:
    return SheetOf(
        sheet=SHEET,
        intro=INTRO,
        columns=(
            _fact("return_id", 13, "line"),
            _fact("organisation", 30),
            _fact("respondent", 20),
            _fact("role", 20),
            Col("email", HEADINGS["email"], 30, value=lambda row: row.email),
            _fact("locality", 16),
            _fact("service_area", 16),
            _fact("size", 12),
            _fact("subject", 24),
            _fact("perspective", 14, "line"),
            _fact("view", 10, "line"),
            _fact("template", 24, "line"),
            _fact("version", 10, "line"),
            _fact("language", 11, "line"),
            Col("file_name", HEADINGS["file_name"], 40, value=lambda row: row.file_name),
            Col("day", HEADINGS["day"], 12, "date", value=lambda row: row.day),
            Col("sent_before", HEADINGS["sent_before"], 12, "date", value=lambda row: row.sent_before),
            Col("first", HEADINGS["first"], 12, "date", value=lambda row: row.first),
            Col("row_id", HEADINGS["row_id"], 14, "line", value=lambda row: row.row_id),
            Col("sha256", HEADINGS["sha256"], 26, "line", value=lambda row: row.sha256),
        ),
        records=issued,
    )


def _fact(name: str, width: float, kind: str = "text") -> Col[Issued]:
    return Col(name, HEADINGS[name], width, kind, value=lambda row: str(getattr(row.identity, name)))
