"""What the formulas of rules come to: which conditions of its format a cell meets, and whether it may hold a value."""

from collections.abc import Iterator

from tests.oracle.book import Book
from tests.oracle.formula import Area, area_at, place
from tests.oracle.functions import OPERATORS
from tests.oracle.package import Rule
from tests.oracle.values import Scalar, UnknownError, order, text, truth

COMPARISONS = {
    "equal": "=",
    "notEqual": "<>",
    "lessThan": "<",
    "lessThanOrEqual": "<=",
    "greaterThan": ">",
    "greaterThanOrEqual": ">=",
}
BETWEEN = "between"
OF_NUMBERS = {"whole", "decimal", "date"}


def conditions(book: Book, sheet: str, cell: str) -> list[Rule]:
    """The conditions of its format that a cell meets, in the order in which they stand."""
    around = _around(book.sheets[sheet].conditions, sheet, cell)
    return [rule for rule, moved in around if _is_met(book, sheet, cell, rule, moved)]


def is_allowed(book: Book, sheet: str, cell: str) -> bool:
    """Whether what a cell holds could have been typed there; pasting is not asked."""
    value = book.value(sheet, cell)
    around = _around(book.sheets[sheet].validations, sheet, cell)
    return value is None or all(_takes(book, sheet, value, rule, moved) for rule, moved in around)


def _around(rules: tuple[Rule, ...], sheet: str, cell: str) -> Iterator[tuple[Rule, tuple[int, int]]]:
    """The rules for a cell, and how far it is from the cell that their formulas are written for."""
    row, column = place(cell)
    for rule in rules:
        ranges = [area_at(written, sheet) for written in rule.ranges]
        if any(_holds(area, row, column) for area in ranges):
            yield rule, (row - min(area.top for area in ranges), column - min(area.left for area in ranges))


def _holds(area: Area, row: int, column: int) -> bool:
    return area.top <= row <= area.bottom and area.left <= column <= area.right


def _is_met(book: Book, sheet: str, cell: str, rule: Rule, moved: tuple[int, int]) -> bool:
    found, *others = (book.result(sheet, formula, moved) for formula in rule.formulas)
    if rule.operator == BETWEEN:
        return _lies(book.value(sheet, cell), found, others[0])
    if rule.kind == "cellIs":
        return OPERATORS[COMPARISONS[rule.operator]](book.value(sheet, cell), found) is True
    if rule.kind not in {"expression", "containsText"}:
        raise UnknownError(f"a condition of the kind {rule.kind}")
    return truth(found) is True


def _takes(book: Book, sheet: str, value: Scalar, rule: Rule, moved: tuple[int, int]) -> bool:
    if rule.kind == "list":
        return text(value) in map(text, _choices(book, sheet, rule.formulas[0]))
    limits = [book.result(sheet, formula, moved) for formula in rule.formulas]
    if rule.kind == "custom":
        return truth(limits[0]) is True
    if rule.kind not in OF_NUMBERS:
        raise UnknownError(f"a validation of the kind {rule.kind}")
    if not isinstance(value, float) or (rule.kind == "whole" and value != int(value)):
        return False
    if len(limits) == 1:
        return OPERATORS[COMPARISONS[rule.operator]](value, limits[0]) is True
    if rule.operator:
        raise UnknownError(f"a validation {rule.operator}")
    return _lies(value, *limits)


def _lies(value: Scalar, least: Scalar, most: Scalar) -> bool:
    """Whether a value lies between two, which are among those that do."""
    return order(least, value) in {-1, 0} and order(value, most) in {-1, 0}


def _choices(book: Book, sheet: str, formula: str) -> list[Scalar]:
    if formula.startswith('"'):
        return [choice.strip() for choice in str(book.result(sheet, formula)).split(",")]
    return book.listed(sheet, formula)
