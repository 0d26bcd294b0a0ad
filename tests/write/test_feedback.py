"""The feedback workbook as written: beautiful for one, and silent about all others."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.builders.rounds import AS_AT, CROSSWALK, INSTRUMENTS
from tests.office import ooxml
from tests.write.test_shared import parts, round_of, said
from xlkit.compare import compare
from xlkit.compare.feedback import feedback as given
from xlkit.feedback import Feedback
from xlkit.ledger import Ledger
from xlkit.write import feedback


def all_of(ledger: Ledger) -> list[Feedback]:
    return list(given(compare(INSTRUMENTS, CROSSWALK, ledger, AS_AT, "Spring 2027")))


@pytest.mark.parametrize("many", [3, 9])
def test_no_part_names_another(many: int, tmp_path: Path) -> None:
    """No text that any other organisation's return brought in stands in any byte of a provider's feedback."""
    ledger = round_of(11, many)
    for one in all_of(ledger):
        path = tmp_path / "feedback.xlsx"
        feedback.write(one, path)
        mine = {e.completed for e in ledger.entries if e.completed and e.completed.organisation == one.organisation}
        own = {text for each in mine for text in said(each)}
        others = {text for e in ledger.entries if e.completed not in mine for text in said(e) if "Zq" in text} - own
        assert len(others) > 10
        for name, content in parts(path):
            assert not [text for text in others if text in content and not any(text in each for each in own)], name


def test_sheets_and_charts(tmp_path: Path) -> None:
    """Cover, levels beside others with two charts, next steps, actions."""
    feedback.write(all_of(round_of(11, 9))[0], tmp_path / "feedback.xlsx")
    book = load_workbook(tmp_path / "feedback.xlsx")
    assert book.sheetnames == ["Cover", "Beside others", "Next steps", "Your actions"]
    assert sum(name.startswith("xl/charts/chart") for name, _ in parts(tmp_path / "feedback.xlsx")) == 2
    assert {(sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) for sheet in book} <= {(9, 0), (9, None)}


def test_with_too_few_others_they_are_left_out_and_it_says_so(tmp_path: Path) -> None:
    """Two others: no columns for them, and the reason on the cover."""
    feedback.write(all_of(round_of(11, 3))[0], tmp_path / "feedback.xlsx")
    book = load_workbook(tmp_path / "feedback.xlsx")
    assert "Others (n)" not in [cell.value for cell in book["Beside others"][4]]
    assert any("Fewer than 5 other organisations" in str(cell.value) for cell in book["Cover"]["B"])


@pytest.mark.ooxml
@pytest.mark.parametrize("many", [1, 9])
def test_excel_opens_it_without_a_word(many: int, tmp_path: Path) -> None:
    """The workbook is valid Open XML."""
    feedback.write(all_of(round_of(11, many))[0], tmp_path / "feedback.xlsx")
    assert ooxml.errors(tmp_path / "feedback.xlsx") == []
