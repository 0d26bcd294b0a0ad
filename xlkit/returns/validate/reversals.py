"""Reversals: corrections of a fund beside which an amount was typed that is none, so that they take nothing back."""

from collections.abc import Sequence

from msgspec.structs import replace

from xlkit.fund.kinds import CORRECTION
from xlkit.returns.completed import Answer, TableRow
from xlkit.returns.issues import Severity
from xlkit.returns.raw import RawReturn
from xlkit.returns.validate import values
from xlkit.returns.validate.findings import Findings

AMOUNTS = ("hours", "pounds")
UNREADABLE = "?"


def with_amounts(rows: Sequence[TableRow], raw: RawReturn, findings: Findings) -> tuple[TableRow, ...]:
    """The rows with amounts that were refused beside a correction, in words; they are told as refused no more.

    What fits the rule of such a cell would be wrong there, and what is right is told of the correction as a whole.
    """
    return tuple(_row(row, raw, findings) if _is_correction(row) else row for row in rows)


def _is_correction(row: TableRow) -> bool:
    return any(answer.item == "what" and answer.value == CORRECTION for answer in row.answers)


def _row(row: TableRow, raw: RawReturn, findings: Findings) -> TableRow:
    refused = {found.cell for found in findings.issues if found.severity is Severity.ERROR}
    own = [answer for answer in row.answers if answer.item in AMOUNTS and answer.cell in refused]
    findings.issues = [found for found in findings.issues if found.cell not in {answer.cell for answer in own}]
    return replace(row, answers=tuple(_in_words(each, raw) if each in own else each for each in row.answers))


def _in_words(answer: Answer, raw: RawReturn) -> Answer:
    sheet = next(sheet for sheet in raw.sheets if answer.cell and sheet.name == answer.cell.sheet)
    cells = sheet.rows[answer.cell.row] if answer.cell else ()
    typed = cells[answer.cell.column] if answer.cell and answer.cell.column < len(cells) else None
    return replace(answer, value=values.brief(typed) or UNREADABLE)
