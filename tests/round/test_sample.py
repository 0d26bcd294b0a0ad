"""README's walk-through: what it tells people to do with the sample of recipients is taken by what it made."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl.worksheet.worksheet import Worksheet

from tests.builders.opened import load_workbook
from tests.reference import README
from xlkit.cli import main
from xlkit.form import xlsform
from xlkit.round import reading
from xlkit.round.control import NO, PREPARED, RECIPIENT_COLUMNS, RECIPIENTS, YES, Entry

SAMPLE = README.parent / "workbook_templates" / "samples" / "recipients.xlsx"
LISTED = [column for column in RECIPIENT_COLUMNS if column.entry is not Entry.FIXED]  # all but the row's own id
HEADINGS, FIRST = 4, 5  # rows of the control workbook


@pytest.fixture
def control(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The control workbook as README makes it, with the sample's rows pasted in."""
    monkeypatch.chdir(tmp_path)
    found = re.search(r"^\$ xlkit (new .*)$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    outcome = CliRunner().invoke(main, shlex.split(found[1]))
    assert outcome.exit_code == 0, outcome.output
    path = tmp_path / outcome.output.strip()
    book = load_workbook(path)
    for at, row in enumerate(load_workbook(SAMPLE).worksheets[0].iter_rows(min_row=2, values_only=True), start=FIRST):
        for column, value in enumerate(row, start=1):
            book[RECIPIENTS].cell(at, column).value = value
    book.save(path)
    return path


def test_the_sample_has_every_column_in_its_order() -> None:
    """Rows can be pasted from it into the control workbook as they stand."""
    row = next(load_workbook(SAMPLE).worksheets[0].iter_rows(max_row=1, values_only=True))
    assert list(row) == [column.heading for column in LISTED]


def test_a_list_of_recipients_has_these_headings_by_its_help() -> None:
    """`generate --help` names each of them, but for what became of a message: nothing was sent yet."""
    told = " ".join(CliRunner().invoke(main, ["generate", "--help"]).stdout.split())
    assert [each.heading for each in LISTED if each.heading not in told] == ["Delivery"]


def test_the_walk_through_is_accepted(control: Path) -> None:
    """Every row of the sample can be issued, the council's among them."""
    asked = reading.load(control, xlsform.library()).asked
    assert {recipient.template for recipient in asked} == {"progress-for-providers", "shaping-the-market"}
    assert [recipient.view for recipient in asked if recipient.view] == ["agreed", "one"]


def test_every_dropdown_takes_what_the_sample_holds(control: Path) -> None:
    """What is typed there would be accepted by Excel too, and something else would not."""
    sheet = load_workbook(control)[RECIPIENTS]
    lists = _dropdowns(sheet)
    assert {"Template", "Perspective", "In scope", "Delivery", "View"} <= lists.keys()
    columns = {str(cell.value): cell.column or 0 for cell in sheet[HEADINGS]}
    held = {name: _held(sheet, columns[name]) for name in lists}
    assert [name for name, values in held.items() if not values <= lists[name]] == []
    assert "no such thing" not in set().union(*lists.values())


def test_the_sample_offers_what_a_round_can_ask() -> None:
    """Its own lists are those of Recipients, every shipped template but a person's review among them."""
    lists = _dropdowns(load_workbook(SAMPLE).worksheets[0], headings=1)
    asked = {name for name, instrument in xlsform.library().items() if instrument.holder is None}
    choices = {column.heading: set(column.choices) for column in LISTED if column.choices}
    assert lists == {"Template": asked, "In scope": {YES, NO}} | choices


def _held(sheet: Worksheet, column: int) -> set[str]:
    cells = (sheet.cell(row, column).value for row in range(FIRST, FIRST + PREPARED[RECIPIENTS]))
    return {str(value) for value in cells if value is not None}


def _dropdowns(sheet: Worksheet, headings: int = HEADINGS) -> dict[str, set[str]]:
    """What each column takes that has a list of short choices, by its heading."""
    found = {}
    for rule in sheet.data_validations.dataValidation:
        if rule.type == "list" and rule.formula1.startswith('"'):
            heading = sheet.cell(headings, next(iter(rule.sqref.ranges)).min_col).value
            found[str(heading)] = set(rule.formula1.strip('"').split(","))
    return found
