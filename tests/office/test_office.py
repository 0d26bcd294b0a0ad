"""Tests that the helpers act as a person with the real programs would."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.office import find, ooxml
from tests.office.calc import Calc, Cell, Entry, ErrorValue, available, to_pngs
from tests.office.session import OfficeError, SessionLostError

needs_libreoffice = pytest.mark.skipif(not available(), reason="LibreOffice is not installed")
needs_pdftoppm = pytest.mark.skipif(find.pdftoppm() is None, reason="pdftoppm (poppler-utils) is not installed")
needs_validator = pytest.mark.skipif(not ooxml.available(), reason="the Open XML validator is not installed")

TYPED = (
    "=1+1",
    "-5",
    "@x",
    "00123",
    "1-2",
    "TRUE",
    "1/2",
    "50%",
    "tHE teh (c) -- \"quoted\" 'single'",
    "'apostrophe first",
    "السلام عليكم",
    "😀 👩‍👩‍👧",
    "two\nlines",
    "a" * 256,
    "ä long answer. " * 466 + "0123456789",
)


@pytest.fixture(scope="module")
def calc() -> Iterator[Calc]:
    """One LibreOffice for all tests of this file."""
    with Calc() as running:
        yield running


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A protected form: A1 is locked, column B is for text, C1 to C5 for anything; and a hidden sheet."""
    path = tmp_path / "form.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Form")
        text = book.add_format({"locked": False, "num_format": "@"})
        sheet.write_string("A1", "Do not touch")
        for row in range(len(TYPED)):
            sheet.write_blank(row, 1, None, text)
        for row in range(5):
            sheet.write_blank(row, 2, None, book.add_format({"locked": False}))
        sheet.data_validation("C1", {"validate": "list", "source": ["Yes", "No – or nearly"]})
        sheet.data_validation("C2", {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 4})
        sheet.protect()
        book.add_worksheet("Hidden").hide()
    return path


@pytest.fixture
def sums(tmp_path: Path) -> Path:
    """Formulas with results stored beside them: three right, one wrong."""
    path = tmp_path / "sums.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sums")
        sheet.write_column("A1", [1, 2])
        sheet.write_formula("B1", "=A1+A2", None, 3)
        sheet.write_formula("B2", "=A1-A2", None, 99)
        sheet.write_formula("C1", '=IF(A1=1,"one","many")', None, "one")
        sheet.write_formula("C2", "=A1/0", None, "#DIV/0!")
    return path


def column(path: Path, index: int) -> list[object]:
    """A column of a saved workbook's first sheet, as read by a program that is not LibreOffice."""
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [row[index] for row in rows]


def typed_in_column_b() -> list[Entry]:
    return [Entry("Form", f"B{row}", text) for row, text in enumerate(TYPED, 1)]


@needs_libreoffice
@pytest.mark.libreoffice
@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_text_cells_keep_what_is_typed(calc: Calc, form: Path, tmp_path: Path, suffix: str) -> None:
    """What is typed into cells formatted as text is in the saved file to the letter."""
    saved = tmp_path / f"réponse العربية{suffix}"
    result = calc.fill_in(form, typed_in_column_b(), [saved])
    assert result.accepted
    assert [outcome.shown for outcome in result.outcomes] == list(TYPED)
    assert column(saved, 1) == list(TYPED)


@needs_libreoffice
@pytest.mark.libreoffice
def test_other_cells_read_what_is_typed(calc: Calc, form: Path) -> None:
    """A cell not formatted as text takes what is typed for a formula, a number or a British date."""
    typed = ["=1+1", "00123", "50%", "", "3/4/2026"]
    result = calc.fill_in(form, [Entry("Form", f"C{row}", text) for row, text in enumerate(typed, 1)])
    assert [(outcome.shown, outcome.value) for outcome in result.outcomes] == [
        ("2", 2.0),
        ("123", 123.0),
        ("50.00%", 0.5),
        ("", ""),
        ("03/04/26", 46115.0),
    ]


@needs_libreoffice
@pytest.mark.libreoffice
def test_a_locked_cell_refuses(calc: Calc, form: Path, tmp_path: Path) -> None:
    """Each try at a locked cell is refused, whatever came before, and typing goes on after it."""
    typed = [
        Entry("Form", "A1", "touched"),
        Entry("Form", "A1", "Do not touch"),
        Entry("Form", "B1", "fine"),
        Entry("Form", "A9", "touched"),
        Entry("Form", "A1", ""),
        Entry("Hidden", "A1", "unseen"),
    ]
    saved = tmp_path / "saved.xlsx"
    result = calc.fill_in(form, typed, [saved])
    assert [outcome.accepted for outcome in result.outcomes] == [False, False, True, False, False, False]
    assert result.outcomes[0].said == "Protected cells can not be modified."
    assert result.outcomes[0].shown == "Do not touch"
    assert result.outcomes[-1].said == "The sheet is hidden."
    assert column(saved, 0)[0] == "Do not touch"


@needs_libreoffice
@pytest.mark.libreoffice
def test_a_cell_that_cannot_be_selected_refuses(calc: Calc, tmp_path: Path) -> None:
    """What cannot be selected is not typed somewhere else instead."""
    path = tmp_path / "unselectable.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Form")
        sheet.write_blank("A1", None, book.add_format({"locked": False}))
        sheet.protect(options={"select_locked_cells": False})
    result = calc.fill_in(path, [Entry("Form", "A1", "here"), Entry("Form", "B1", "there")], [tmp_path / "saved.xlsx"])
    assert [outcome.accepted for outcome in result.outcomes] == [True, False]
    assert column(tmp_path / "saved.xlsx", 0) == ["here"]


@needs_libreoffice
@pytest.mark.libreoffice
def test_a_question_asked_while_typing_is_answered(calc: Calc, form: Path) -> None:
    """A formula that LibreOffice offers to mend is taken, with what was asked told, and nothing hangs."""
    [outcome] = calc.fill_in(form, [Entry("Form", "C1", '="a')]).outcomes
    assert outcome.accepted
    assert "found an error in the formula" in outcome.said


@needs_libreoffice
@pytest.mark.libreoffice
def test_a_wrong_stored_value_is_seen(calc: Calc, sums: Path) -> None:
    """The value stored in the file and the value calculated afresh are both told."""
    assert calc.recalculate(sums) == {
        "Sums": {
            "B1": Cell("=A1+A2", 3.0, 3.0),
            "B2": Cell("=A1-A2", 99.0, -1.0),
            "C1": Cell('=IF(A1=1;"one";"many")', "one", "one"),
            "C2": Cell("=A1/0", ErrorValue("#DIV/0!"), ErrorValue("#DIV/0!")),
        }
    }
    assert [address for address, cell in calc.recalculate(sums)["Sums"].items() if cell.stale] == ["B2"]


@needs_libreoffice
@pytest.mark.libreoffice
def test_formulas_follow_what_is_typed(calc: Calc, sums: Path) -> None:
    """Results are those after typing; stored values are those before."""
    cells = calc.recalculate(sums, [Entry("Sums", "A1", "5"), Entry("Sums", "D1", "=A1*2")])["Sums"]
    assert cells["B1"] == Cell("=A1+A2", 3.0, 7.0)
    assert cells["C1"].value == "many"
    assert cells["D1"] == Cell("=A1*2", None, 10.0)


@needs_libreoffice
@pytest.mark.libreoffice
def test_sheets_are_described(calc: Calc, form: Path) -> None:
    """Protection, visibility and the rules of cells are seen."""
    shown, hidden = calc.opens_clean(form)
    assert (shown.name, shown.visible, shown.protected, shown.charts) == ("Form", True, True, 0)
    assert shown.validations == {"C1": ("Yes", "No – or nearly"), "C2": "WHOLE BETWEEN 1 4"}
    assert (hidden.visible, hidden.protected, hidden.validations) == (False, False, {})


@needs_libreoffice
@pytest.mark.libreoffice
def test_a_broken_file_does_not_open_clean(calc: Calc, form: Path, tmp_path: Path) -> None:
    """A file that would need repair, or a choice of what it is, is an error; the next one opens."""
    cut, junk = tmp_path / "cut.xlsx", tmp_path / "junk.xlsx"
    cut.write_bytes(form.read_bytes()[:-200])
    with pytest.raises(OfficeError, match="'Approve or Disapprove'"):
        calc.opens_clean(cut)
    junk.write_text("no workbook at all", encoding="utf-8")
    with pytest.raises(OfficeError, match="'Abort or FilterSelect'"):
        calc.opens_clean(junk)
    assert calc.opens_clean(form)


@needs_libreoffice
@pytest.mark.libreoffice
def test_silence_ends_in_an_error_and_a_new_start(form: Path) -> None:
    """An office that does not answer in time is ended, leaves nothing behind, and the next call finds another."""
    with Calc(seconds=0.01) as hurried:
        with pytest.raises(SessionLostError, match=r"within 0\.01 seconds"):
            hurried.opens_clean(form)
        assert hurried._session is None
        hurried._seconds = 60
        assert len(hurried.opens_clean(form)) == 2


@needs_libreoffice
@needs_pdftoppm
@pytest.mark.libreoffice
def test_pages_are_pictures(calc: Calc, form: Path, tmp_path: Path) -> None:
    """A workbook prints to PDF, and each page becomes a picture."""
    pdf = calc.to_pdf(form, tmp_path)
    assert pdf.read_bytes().startswith(b"%PDF")
    assert [page.read_bytes()[1:4] for page in to_pngs(pdf, tmp_path)] == [b"PNG"]


@needs_validator
@pytest.mark.ooxml
def test_a_good_workbook_has_no_errors(form: Path) -> None:
    """What XlsxWriter writes is what the standard wants."""
    assert ooxml.errors(form) == []


@needs_validator
@pytest.mark.ooxml
def test_a_fault_is_named_with_its_place(form: Path, tmp_path: Path) -> None:
    """A foreign element, and a file that is no workbook, are reported."""
    faulty = tmp_path / "faulty.xlsx"
    with zipfile.ZipFile(form) as old, zipfile.ZipFile(faulty, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<sheetData>", b"<surprise/><sheetData>"))
    first = ooxml.errors(faulty)[0]
    assert "/xl/worksheets/sheet1.xml" in first
    assert "surprise" in first
    junk = tmp_path / "junk.xlsx"
    junk.write_text("no workbook at all", encoding="utf-8")
    assert ooxml.errors(junk) == ["File contains corrupted data."]
