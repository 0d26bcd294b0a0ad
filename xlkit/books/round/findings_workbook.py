"""The findings: everything that was found in what came back, a row each, with a way to its file and cell."""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from xlkit.books.round.sheet import mark
from xlkit.books.writer import book as books
from xlkit.books.writer import cover
from xlkit.books.writer.cover import Cover, Fact
from xlkit.books.writer.leads import Away
from xlkit.books.writer.sheets import Col, SheetOf
from xlkit.form.identity import OfficersWorkbook
from xlkit.intake.log import Ledger, folder_of, within
from xlkit.intake.report import Finding, in_words
from xlkit.returns.issues import CATALOGUE
from xlkit.round.round import Round

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
TITLE = "What was found in the returns"
SUBTITLE = "Every finding, with what was expected and what to do. Internal: it names who answered, and quotes them."
INTRO = (
    "One row for each finding, in the order of the files. Filter by How serious: rejects and holds keep a file out, "
    "error leaves an answer out, warning asks to look, note needs nothing."
)
HOW = (
    "File and Cell lead to what came back, or to the message or archive that it came in: move all of them together.",
    "Look, and change nothing there: ask the sender, or decide under Decisions of the control workbook.",
    "Code is what a waiver under Decisions names, and File hash tells two files of one name apart.",
    "It says how things stood when it was written: run xlkit validate again for another.",
)
NOTHING = "Nothing was found in these files, so there is no list of findings."
NO_PROBLEMS = "Nothing was found that asks anything of you; what is only worth knowing was left out, as asked for."


def write(path: Path, this_round: Round, ledger: Ledger, findings: Sequence[Finding], files: Mapping[str, str]) -> None:
    """Write the findings of a ledger; `files` says where each file lies from the workbook, by its path.

    XlkitError where it cannot be written.
    """
    folder = folder_of(entry.path for entry in ledger.entries)
    with books.opened(path, TITLE, subject=this_round.council) as book:
        front = cover.begin(book)
        tables = [_sheet(findings, files, folder).write(book)] if findings else []
        facts = [
            Fact("Round", this_round.name or "not named"),
            Fact("Files", in_words(ledger)),
            *([Fact("Their folder", folder)] if folder else []),
            Fact("Findings", float(len(findings)), "figure") if findings else Fact("Findings", _nothing(ledger)),
        ]
        how = [cover.steps("How to use this workbook", HOW)] if findings else []
        cover.write(front, Cover(TITLE, SUBTITLE, facts, how), tables)
        mark(book, OfficersWorkbook.FINDINGS)


def _nothing(ledger: Ledger) -> str:
    """What is said where there is nothing to list: whether that is all, or what was asked for alone."""
    return NO_PROBLEMS if any(entry.issues for entry in ledger.entries) else NOTHING


def _sheet(findings: Sequence[Finding], files: Mapping[str, str], folder: str) -> SheetOf[Finding]:
    return SheetOf(
        sheet="Findings",
        intro=INTRO,
        columns=(
            Col(
                "file",
                "File",
                30,
                value=lambda row: within(row.entry.path, folder),
                leads=lambda row: _file(row, files),
            ),
            Col("organisation", "Organisation", 18, value=_organisation),
            Col("severity", "How serious", 10, "line", value=lambda row: row.issue.severity.value),
            Col("sheet", "Sheet", 12, value=lambda row: row.issue.cell.sheet if row.issue.cell else None),
            Col("cell", "Cell", 8, "line", value=_cell, leads=lambda row: _place(row, files)),
            Col("message", "What was found, what was expected, what to do", 50, value=lambda row: row.issue.message),
            Col("what", "Kind", 24, value=lambda row: CATALOGUE[row.issue.code].title),
            Col("status", "Status of the file", 13, "line", value=lambda row: row.entry.status.value),
            Col("return_id", "Return id", 13, "line", value=_return_id),
            Col("code", "Code", 21, "line", value=lambda row: row.issue.code),
            Col("hash", "File hash", 15, "line", value=lambda row: row.entry.shown_hash),
        ),
        records=findings,
        printed="message",
    )


def _organisation(row: Finding) -> str | None:
    return row.entry.speaker.organisation if row.entry.speaker else None


def _return_id(row: Finding) -> str | None:
    return row.entry.speaker.return_id if row.entry.speaker else None


def _cell(row: Finding) -> str | None:
    return row.issue.cell.a1 if row.issue.cell else None


def _file(row: Finding, files: Mapping[str, str]) -> Away | None:
    return Away(files[row.entry.path]) if row.entry.path in files else None


def _place(row: Finding, files: Mapping[str, str]) -> Away | None:
    """The way to the cell, where the file that lies there is the workbook itself."""
    file, cell = files.get(row.entry.path, ""), row.issue.cell
    if cell is None or PurePosixPath(file).suffix.lower() not in WORKBOOKS:
        return None
    return Away(file, cell.sheet, cell.a1)
