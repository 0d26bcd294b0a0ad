"""The oracle beside LibreOffice: hundreds of formulas over awkward cells agree, but for known differences."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from tests.office.calc import Calc
from tests.office.calc import ErrorValue as OfficeError
from tests.oracle.cases import BY_HAND, INPUTS, PAIRS, SHEET, book, worked_out
from tests.oracle.values import ErrorValue, Scalar, UnknownError, is_close

COLUMN = "Z"  # where the formulas stand, far from the awkward cells
TRUTH = "A7"
# Where LibreOffice comes to something else than Excel, by the reason.
DIFFERENT: Mapping[str, tuple[str, ...]] = {
    "LibreOffice takes TRUE for the number 1, which to Excel is of another type": (
        "COUNTIF(A1:A11,TRUE)",
        'SUMIFS(A1:A11,A1:A11,">=1")',
        "COUNT(A1:A11)",
        'COUNT("3",TRUE,A7)',
        "MATCH(TRUE,A1:A11,0)",
        "SUM(A1:A7)",
        "SUM(A4,A7)",
        'SUMPRODUCT(C1:C6="a")',
        'A7&""',
        "TRUE=1",
        'TRUE>"abc"',
    ),
    "LibreOffice holds a number against numbers alone, Excel also against texts that spell it": (
        "COUNTIF(A1:A11,3)",
        'COUNTIF(D1:D6,"2.1")',
    ),
    "LibreOffice finds a text that spells a number among the numbers, Excel among the texts": ('MATCH("3",A1:A11,0)',),
    "LibreOffice lets wildcards match numbers and errors, Excel texts alone": (
        'COUNTIF(A1:A11,"*")',
        'COUNTIF(A1:A11,"?*")',
    ),
    "LibreOffice passes over a blank cell that IF picks in an array formula, Excel takes it for 0": (
        '{MEDIAN(IF(C1:C6="b",B1:B6))}',
        '{COUNT(IF(C1:C6="b",B1:B6))}',
    ),
    "LibreOffice takes no text for a number among direct arguments": ('MIN(2,"1")', 'SUM("3",TRUE)'),
    "LibreOffice counts a character beyond the first plane once where it finds or cuts one, Excel twice": (
        'LEN("😀a")',
        'LEFT("😀a",2)',
        'MID("😀a",3,1)',
        'FIND("a","😀a")',
        'SEARCH("A","😀a")',
    ),
    "LibreOffice has other errors": (
        'COUNTIFS(C1:C6,"a",B1:B5,">2")',
        "MATCH(5,A1:B3,0)",
        "INDEX(B1:B6,7)",
        "INDEX(B1:B6,-1)",
        "MEDIAN(E1:E6)",
        "QUARTILE(B1:B6,5)",
        "QUARTILE(E1:E6,1)",
        "SMALL(B1:B6,5)",
        "SMALL(B1:B6,0)",
        '{MEDIAN(IF(C1:C6="z",B1:B6))}',
        "{SUM(MMULT(B3:B4,A1:A3))}",
        'CHOOSE(3,"a","b")',
        'MID("abc",0,1)',
    ),
}


@pytest.mark.libreoffice
def test_libreoffice_comes_to_the_same(calc: Calc, tmp_path: Path) -> None:
    """Except where it differs from Excel, by name; a difference that is gone is a failure too."""
    cells = calc.recalculate(written(tmp_path / "cases.xlsx"))[SHEET]
    differing = {formula for row, formula, wanted in answered() if not same(wanted, cells[f"{COLUMN}{row}"].value)}
    about_truth = {pair for pair in PAIRS if TRUTH in pair}
    assert differing - about_truth == {formula for formulas in DIFFERENT.values() for formula in formulas}


def answered() -> Iterator[tuple[int, str, Scalar]]:
    """A row for each formula that the oracle answers, with its answer."""
    within = book()
    for row, formula in enumerate((*(formula for formula, _ in BY_HAND), *PAIRS), start=1):
        try:
            yield row, formula, worked_out(formula, within)
        except UnknownError:
            continue


def written(path: Path) -> Path:
    """The awkward cells, and beside them in a far column each formula."""
    with Workbook(path) as workbook:
        sheet = workbook.add_worksheet(SHEET)
        for cell, value in INPUTS.items():
            is_formula = isinstance(value, str) and value.startswith("=")
            write = sheet.write_formula if is_formula else sheet.write_string if isinstance(value, str) else sheet.write
            write(cell, value)
        for row, formula, _ in answered():
            cell = f"{COLUMN}{row}"
            if formula.startswith("{"):
                sheet.write_array_formula(f"{cell}:{cell}", formula)
            else:
                sheet.write_formula(cell, f"={formula}")
    return path


def same(wanted: Scalar, found: float | str | OfficeError) -> bool:
    """Whether both came to one value; LibreOffice keeps truth values as numbers."""
    if isinstance(wanted, ErrorValue) or isinstance(found, OfficeError):
        return getattr(wanted, "name", None) == getattr(found, "name", None)
    if isinstance(found, float):
        return isinstance(wanted, float | bool) and is_close(float(wanted), found)
    return wanted == found
