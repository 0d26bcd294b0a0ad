"""A tree worked out by Excel's rules, over cells that are worked out already."""

from collections.abc import Callable, Sequence
from enum import Enum, auto
from operator import is_not
from typing import Protocol, TypeAlias

from tests.oracle.criteria import Criterion, criterion, first_equal
from tests.oracle.formula import Area, Call, Literal, Negation, Node, Operation
from tests.oracle.functions import OF_MANY_VALUES, OF_SINGLE_VALUES, OPERATORS, multiplied, plain_number, transposed
from tests.oracle.values import (
    NO_REFERENCE,
    NOT_AVAILABLE,
    WRONG_VALUE,
    Array,
    ErrorValue,
    Scalar,
    UnknownError,
    Value,
    lifted,
    number,
    shown,
    truth,
)

MOST_CELLS = 200_000
LONGEST_CRITERION = 255
Given: TypeAlias = Value | Area


class Cells(Protocol):
    """What the calculator asks of a workbook."""

    def at(self, sheet: str, row: int, column: int) -> Scalar:
        """The value of a cell."""

    def used(self, area: Area) -> Array:
        """The values of an area, without the rows and columns that nothing stands in."""

    def whole(self, area: Area) -> Array:
        """All values of an area."""

    def matching(self, area: Area, wanted: Criterion) -> int:
        """Which cells of an area match, one bit for each, row by row from the lowest bit."""

    def found(self, wanted: Scalar, area: Area) -> int | None:
        """The place of the first cell of an area that equals a value, from 1."""


class Mode(Enum):
    """How a part is calculated, which decides what a range stands for where one value is expected."""

    SINGLE = auto()  # for one value: Excel would pick the cell beside the formula, and the oracle refuses
    PRODUCT = auto()  # inside SUMPRODUCT: for arrays, except in IF
    ARRAY = auto()  # in an array formula: for arrays everywhere


class Range(Array, frozen=True):
    """The values of cells that a function is given as a range."""


class Calculator:
    """Works out the trees of one workbook."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self._row = 0
        self._functions: dict[str, Callable[[Sequence[Node], Mode], Given]] = {
            "CHOOSE": self._choose,
            "COUNTIF": self._count_where,
            "COUNTIFS": self._count_where,
            "IF": self._if,
            "IFERROR": self._unless_error,
            "INDEX": self._index,
            "MATCH": self._match,
            "MMULT": self._matrix_product,
            "N": self._plain_number,
            "ROW": self._row_numbers,
            "SUMIFS": self._sum_where,
            "TRANSPOSE": self._transpose,
        }

    def result(self, node: Node, mode: Mode, row: int = 0) -> Scalar:
        """What a cell in a row shows."""
        self._row = row
        return shown(self._single(node, mode))

    def _given(self, node: Node, mode: Mode) -> Given:
        """What a part comes to: an area stays an area."""
        match node:
            case Literal(value):
                return value
            case Area():
                return node
            case Operation(operator, left, right):
                return lifted(OPERATORS[operator], (self._value(left, mode), self._value(right, mode)))
            case Negation(part):
                return lifted(OPERATORS["-"], (0.0, self._value(part, mode)))
            case Call(name, arguments):
                return self._called(name, arguments, mode)

    def _called(self, name: str, arguments: Sequence[Node], mode: Mode) -> Given:
        if name in self._functions:
            return self._functions[name](arguments, mode)
        if name in OF_SINGLE_VALUES:
            return lifted(OF_SINGLE_VALUES[name], [self._value(each, mode) for each in arguments])
        if name in OF_MANY_VALUES:
            inner = Mode.PRODUCT if name == "SUMPRODUCT" and mode is Mode.SINGLE else mode
            take = self._all if name == "SUMPRODUCT" else self._some
            return _surely(OF_MANY_VALUES[name], [take(each, inner) for each in arguments])
        raise UnknownError(f"the function {name}")

    def _value(self, node: Node, mode: Mode) -> Value:
        """The value of a part: that of the cell, or those of the area where arrays are meant."""
        given = self._given(node, mode)
        if not isinstance(given, Area):
            return given
        if given.is_cell:
            return self._cells.at(given.sheet, given.top, given.left)
        if mode is Mode.SINGLE:
            raise UnknownError(f"{given} where one value is expected")
        return self._whole(given)

    def _whole(self, area: Area) -> Array:
        rows, columns = area.shape
        if rows * columns > MOST_CELLS:
            raise UnknownError(f"{area} cell by cell")
        return self._cells.whole(area)

    def _single(self, node: Node, mode: Mode) -> Scalar:
        value = self._value(node, mode)
        if not isinstance(value, Array):
            return value
        if value.shape != (1, 1):
            raise UnknownError("an array where one value is expected")
        return value.rows[0][0]

    def _all(self, node: Node, mode: Mode) -> Value:
        """An argument of a function that looks at every place of a range."""
        given = self._given(node, mode)
        return Range(self._whole(given).rows) if isinstance(given, Area) else given

    def _some(self, node: Node, mode: Mode) -> Value:
        """An argument of a function that passes over blank cells."""
        given = self._given(node, mode)
        return Range(self._cells.used(given).rows) if isinstance(given, Area) else given

    def _area(self, node: Node, mode: Mode) -> Area:
        given = self._given(node, mode)
        if not isinstance(given, Area):
            raise UnknownError("a value where a range is expected")
        return given

    def _if(self, arguments: Sequence[Node], mode: Mode) -> Given:
        condition = self._value(arguments[0], mode)
        otherwise = arguments[2] if len(arguments) > 2 else Literal(value=False)
        if isinstance(condition, Array):
            if mode is not Mode.ARRAY:
                raise UnknownError("IF of many conditions outside an array formula")
            picked = lifted(_picked, (condition, self._value(arguments[1], mode), self._value(otherwise, mode)))
            if condition.shape == (1, 1) and None in _as_array(picked).flat():
                raise UnknownError("a blank cell picked by a range of one cell")
            # A blank cell that an array formula picks becomes 0.
            return lifted(shown, [picked])
        is_so = truth(condition)
        if isinstance(is_so, ErrorValue):
            return is_so
        return self._given(arguments[1] if is_so else otherwise, mode)

    def _unless_error(self, arguments: Sequence[Node], mode: Mode) -> Given:
        value = self._value(arguments[0], mode)
        if value is None:
            raise UnknownError("IFERROR of a blank cell")
        if isinstance(value, Array):
            return lifted(_without_error, (value, self._value(arguments[1], mode)))
        return self._given(arguments[1], mode) if isinstance(value, ErrorValue) else value

    def _choose(self, arguments: Sequence[Node], mode: Mode) -> Given:
        place = number(self._single(arguments[0], mode))
        if isinstance(place, ErrorValue):
            return place
        return self._given(arguments[int(place)], mode) if 1 <= place < len(arguments) else WRONG_VALUE

    def _index(self, arguments: Sequence[Node], mode: Mode) -> Given:
        area = self._given(arguments[0], mode)
        places = [number(self._single(each, mode)) for each in arguments[1:]]
        for value in (area, *places):
            if isinstance(value, ErrorValue):
                return value
        if not isinstance(area, Area):
            raise UnknownError("INDEX into what is no range")
        return _part(area, [int(place) for place in places if isinstance(place, float)])

    def _match(self, arguments: Sequence[Node], mode: Mode) -> Given:
        if len(arguments) != 3 or arguments[2] != Literal(0.0):
            raise UnknownError("MATCH other than for equality")
        wanted = self._single(arguments[0], mode)
        if wanted is None or isinstance(wanted, ErrorValue):
            if wanted is None:
                raise UnknownError("MATCH of a blank cell")
            return wanted
        if isinstance(wanted, str) and len(wanted) > LONGEST_CRITERION:
            return WRONG_VALUE
        given = self._given(arguments[1], mode)
        if isinstance(given, Area):
            place = self._cells.found(wanted, given) if 1 in given.shape else None
        else:
            place = first_equal(wanted, _as_array(given).flat())
        return NOT_AVAILABLE if place is None else float(place)

    def _matrix_product(self, arguments: Sequence[Node], mode: Mode) -> Given:
        left, right = (_as_array(self._value(each, mode)) for each in arguments)
        return multiplied(left, right)

    def _transpose(self, arguments: Sequence[Node], mode: Mode) -> Given:
        return transposed(_as_array(self._value(arguments[0], mode)))

    def _plain_number(self, arguments: Sequence[Node], mode: Mode) -> Given:
        return plain_number(self._single(arguments[0], mode))

    def _row_numbers(self, arguments: Sequence[Node], mode: Mode) -> Given:
        if not arguments:
            return float(self._row)
        area = self._area(arguments[0], mode)
        if area.top == area.bottom:
            return float(area.top)
        if mode is Mode.SINGLE or area.shape[0] > MOST_CELLS:
            raise UnknownError(f"ROW of {area}")
        return Array(tuple((float(row),) for row in range(area.top, area.bottom + 1)))

    def _count_where(self, arguments: Sequence[Node], mode: Mode) -> Given:
        areas = [self._area(each, mode) for each in arguments[::2]]
        if len({area.shape for area in areas}) > 1:
            return WRONG_VALUE
        wanted = [self._value(each, mode) for each in arguments[1::2]]
        return lifted(lambda *each: float(self._matching(areas, each).bit_count()), wanted)

    def _sum_where(self, arguments: Sequence[Node], mode: Mode) -> Given:
        summed, *areas = (self._area(each, mode) for each in (arguments[0], *arguments[1::2]))
        if len({area.shape for area in (summed, *areas)}) > 1:
            return WRONG_VALUE
        matching = self._matching(areas, [self._single(each, mode) for each in arguments[2::2]])
        values = (value for place, value in enumerate(self._whole(summed).flat()) if matching >> place & 1)
        return OF_MANY_VALUES["SUM"]([Array((tuple(values),))])

    def _matching(self, areas: Sequence[Area], wanted: Sequence[Scalar]) -> int:
        matching = -1
        for area, given in zip(areas, wanted, strict=True):
            if isinstance(given, str) and len(given) > LONGEST_CRITERION:
                raise UnknownError(f"a criterion of more than {LONGEST_CRITERION} characters")
            matching &= self._cells.matching(area, criterion(given))
        return matching


def _surely(function: Callable[[Sequence[Value]], Scalar], arguments: Sequence[Value]) -> Scalar:
    """What a function comes to, whether or not what is made of a range of one cell is an array."""
    result, singles = function(arguments), [_single_of_one(argument) for argument in arguments]
    if any(map(is_not, singles, arguments)) and function(singles) != result:
        raise UnknownError("whether what is made of a range of one cell is an array")
    return result


def _single_of_one(argument: Value) -> Value:
    if not isinstance(argument, Array) or isinstance(argument, Range) or argument.shape != (1, 1):
        return argument
    return argument.rows[0][0]


def _picked(condition: Scalar, so: Scalar, otherwise: Scalar) -> Scalar:
    is_so = truth(condition)
    return is_so if isinstance(is_so, ErrorValue) else so if is_so else otherwise


def _without_error(value: Scalar, instead: Scalar) -> Scalar:
    return shown(instead if isinstance(value, ErrorValue) else value)


def _as_array(value: Value) -> Array:
    return value if isinstance(value, Array) else Array(((value,),))


def _part(area: Area, places: Sequence[int]) -> Given:
    rows, columns = area.shape
    if len(places) == 1 and rows > 1 and columns > 1:
        raise UnknownError(f"INDEX with one place into {area}")
    row, column = places if len(places) == 2 else (1, *places) if rows == 1 else (*places, 1)
    if min(row, column) < 0:
        return WRONG_VALUE
    if row > rows or column > columns:
        return NO_REFERENCE
    top, left = area.top + max(row - 1, 0), area.left + max(column - 1, 0)
    is_cell = bool(row and column)
    return Area(area.sheet, top, left, top if row else area.bottom, left if column else area.right, is_cell)
