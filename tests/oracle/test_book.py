"""Workbooks calculated afresh: chains and circles, what is typed or deleted, wrong stored values, and rules."""

from pathlib import Path

import pytest
from xlsxwriter import Workbook

from tests.oracle.book import Book, Difference, Unknown, differences, recalculate
from tests.oracle.formula import place
from tests.oracle.package import Formula, Sheet
from tests.oracle.rules import conditions, is_allowed
from tests.oracle.values import NO_REFERENCE, UnknownError

LONG = 20_000


def with_formulas(formulas: dict[str, str]) -> Book:
    """A sheet of formulas alone."""
    cells = {place(cell): Formula(text, is_array=False, stored=None) for cell, text in formulas.items()}
    return Book({"S": Sheet(formulas=cells)})


@pytest.fixture
def levels(tmp_path: Path) -> Path:
    """Three levels, of which one is blank, their median on another sheet, and rules for the cells."""
    path = tmp_path / "levels.xlsx"
    with Workbook(path) as workbook:
        sheet, other = workbook.add_worksheet("The levels"), workbook.add_worksheet("Figures")
        for row, (name, level) in enumerate((("Ash", 2), ("Beech", None), ("Cedar", 5))):
            sheet.write_row(row, 0, (name, level))
        other.write_formula("A1", "=MEDIAN('The levels'!$B$1:$B$3)", value=3.5)
        other.write_formula("A2", "=COUNT('The levels'!$B:$B)&\" of \"&COUNTA('The levels'!$A:$A)", value="2 of 3")
        other.write_array_formula("A3:A3", "{=MAX(IF('The levels'!$B$1:$B$3<>\"\",'The levels'!$B$1:$B$3))}", value=5)
        other.write_formula("A4", '=IF(\'The levels\'!$B$2="","",1)', value="")
        other.write_formula("A5", "='The levels'!$A$2", value="Beech")
        sheet.data_validation("B1:B3", {"validate": "list", "source": ["1", "2", "3", "4", "5"]})
        sheet.data_validation("A1:A3", {"validate": "list", "source": "=$D$1:$D$3"})
        sheet.data_validation("C1:C3", {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 9})
        sheet.data_validation("E1:E3", {"validate": "custom", "value": '=NOT(EXACT(E1,"no"))'})
        for row, name in enumerate(("Ash", "Beech", "Cedar")):
            sheet.write(row, 3, name)
        look = workbook.add_format({"bold": True})
        sheet.conditional_format("B1:B3", {"type": "cell", "criteria": "==", "value": 5, "format": look})
        sheet.conditional_format("A1:A3", {"type": "formula", "criteria": '=$B1=""', "format": look})
    return path


def test_a_workbook_whose_values_are_true_has_no_differences(levels: Path) -> None:
    """Numbers, texts, empty texts, array formulas and other sheets; from a path and from bytes."""
    assert differences(levels) == []
    assert differences(levels.read_bytes()) == []


def test_each_value_that_is_wrong_or_unknown_is_named(tmp_path: Path) -> None:
    """With its formula, what is stored and what it comes to; a text is not a number, and 1 is not TRUE."""
    path = tmp_path / "wrong.xlsx"
    with Workbook(path) as workbook:
        sheet = workbook.add_worksheet("S")
        sheet.write_formula("A1", "=1+1", value=3)
        sheet.write_formula("A2", '="a"="A"', value=1)
        sheet.write_formula("A3", "=2&3", value=23)
        sheet.write_formula("A4", "=PHI(1)", value=0)
        sheet.write_formula("A5", "=A4+1", value=1)
    reason = "the function PHI"
    assert differences(path) == [
        Difference("S", "A1", "1+1", 3.0, 2.0),
        Difference("S", "A2", '"a"="A"', stored=1.0, recalculated=True),
        Difference("S", "A3", "2&3", 23.0, "23"),
        Difference("S", "A4", "PHI(1)", 0.0, Unknown(reason)),
        Difference("S", "A5", "A4+1", 1.0, Unknown(reason)),
    ]
    with pytest.raises(UnknownError, match=r"the function PHI"):
        recalculate(path).value("S", "A5")


@pytest.mark.parametrize(
    ("typed", "median", "counted"),
    [(6, 5.0, "3 of 3"), (0, 2.0, "3 of 3"), (2.5, 2.5, "3 of 3"), ("6", 3.5, "2 of 3"), (None, 3.5, "2 of 3")],
)
def test_what_is_typed_into_a_cell_changes_what_follows_from_it(
    levels: Path, typed: float | str | None, median: float, counted: str
) -> None:
    """A number counts, a text does not, and nothing leaves a blank."""
    book = recalculate(levels, {("The levels", "B2"): typed})
    assert (book.value("Figures", "A1"), book.value("Figures", "A2")) == (median, counted)


def test_a_formula_may_be_typed_over(levels: Path) -> None:
    """The value stands in its place and is no difference."""
    book = recalculate(levels, {("Figures", "A1"): 9})
    assert book.value("Figures", "A1") == 9
    assert list(book.differences()) == []


def test_a_deleted_row_leaves_its_ranges_shorter(levels: Path) -> None:
    """What lay below moves up, and a formula that pointed at the row alone is broken."""
    book = recalculate(levels, {("The levels", "B2"): 4}, deleted=[("The levels", 2)])
    assert [book.value("Figures", f"A{row}") for row in (1, 2, 3)] == [3.0, "2 of 2", 4.0]
    assert book.value("Figures", "A5") == NO_REFERENCE
    assert book.value("The levels", "A2") == "Cedar"
    assert book.value("The levels", "A3") is None


def test_the_last_row_of_a_range_can_be_deleted(levels: Path) -> None:
    """Once more and once more, until the range is gone."""
    twice = recalculate(levels, deleted=[("The levels", 3), ("The levels", 2)])
    assert twice.value("Figures", "A1") == 2.0
    thrice = recalculate(levels, deleted=[("The levels", 1)] * 3)
    assert thrice.value("Figures", "A1") == NO_REFERENCE


def test_a_long_chain_is_followed() -> None:
    """Each cell one more than the one above, for longer than Python would call itself."""
    book = with_formulas({"A1": "1", **{f"A{row}": f"A{row - 1}+1" for row in range(2, LONG + 1)}})
    assert book.value("S", f"A{LONG}") == LONG


def test_a_circle_is_named_and_not_followed() -> None:
    """What only stands in a range that it picks from is no circle, but is told of."""
    with pytest.raises(UnknownError, match="leads back to itself"):
        with_formulas({"A1": "B1", "B1": "A1+1"}).value("S", "A1")
    book = with_formulas({"A1": "INDEX(A:A,3)&ROW()", "A2": "SUM(A1:A3)", "A3": "7"})
    assert book.value("S", "A1") == "71"
    assert list(book.self_references()) == ["S!A1", "S!A2"]


def test_conditions_of_a_format_are_asked_for_each_cell(levels: Path) -> None:
    """A comparison with the cell, and a formula that moves along with it."""
    book = recalculate(levels)
    met = {cell for cell in ("A1", "A2", "A3", "B1", "B2", "B3") if conditions(book, "The levels", cell)}
    assert met == {"A2", "B3"}


@pytest.mark.parametrize(
    ("cell", "typed", "allowed"),
    [
        ("B1", 5, True), ("B1", "5", True), ("B1", 6, False), ("B1", None, True),
        ("A1", "Beech", True), ("A1", "Oak", False),
        ("C2", 9, True), ("C2", 2.5, False), ("C2", 10, False), ("C2", "x", False),
        ("E3", "yes", True), ("E3", "no", False), ("D1", "anything", True),
    ],
)  # fmt: skip
def test_a_cell_says_what_it_may_hold(levels: Path, cell: str, typed: float | str | None, *, allowed: bool) -> None:
    """Lists in the rule and in cells, numbers between limits, and formulas."""
    assert is_allowed(recalculate(levels, {("The levels", cell): typed}), "The levels", cell) is allowed
