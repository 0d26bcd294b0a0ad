"""A workbook calculated afresh, each cell once and when it is asked for, and held against the values stored in it."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from tests.oracle.calculator import Calculator, Mode
from tests.oracle.criteria import Criterion, first_equal, has_wildcards
from tests.oracle.formula import LAST_ROW, Area, Literal, Node, a1, areas, parsed, place, replaced
from tests.oracle.functions import storable
from tests.oracle.package import Formula, Place, Sheet, read
from tests.oracle.values import NO_REFERENCE, Array, Scalar, UnknownError, is_close, key

Source: TypeAlias = Path | bytes
Changes: TypeAlias = Mapping[tuple[str, str], float | str | bool | None]
CellId: TypeAlias = tuple[str, int, int]


class NotYetError(Exception):
    """A cell is needed before it is worked out."""


class Unknown(Struct, frozen=True):
    """In place of a value: what the oracle would have to know."""

    reason: str


class Difference(Struct, frozen=True):
    """A formula cell that stores another value than its formula comes to, or one of which this is unknown."""

    sheet: str
    cell: str
    formula: str
    stored: Scalar
    recalculated: Scalar | Unknown


class Book:
    """The cells of a workbook, some of them perhaps changed and some rows deleted since it was written."""

    def __init__(self, sheets: Mapping[str, Sheet], deleted: Sequence[tuple[str, int]] = ()) -> None:
        self._sheets = sheets
        self._deleted = deleted
        self._results: dict[CellId, Scalar | Unknown] = {}
        self._settled: set[Area] = set()
        self._grids: dict[Area, Array] = {}
        self._matching: dict[tuple[Area, Criterion], int] = {}
        self._values: dict[Area, Collection[tuple[Scalar, int]]] = {}
        self._places: dict[Area, dict[tuple[str, str], int]] = {}
        self._calculator = Calculator(self)
        self._extents = {name: _Extent(name, sheet) for name, sheet in sheets.items()}

    @property
    def sheets(self) -> Mapping[str, Sheet]:
        """What stands in the workbook."""
        return self._sheets

    def value(self, sheet: str, cell: str) -> Scalar:
        """What a cell shows; None where it is blank."""
        where = sheet, *place(cell)
        self._settle([where])
        return self.at(*where)

    def result(self, sheet: str, formula: str, moved: tuple[int, int] = (0, 0), mode: Mode = Mode.ARRAY) -> Scalar:
        """What a formula would come to on a sheet, so many rows and columns from where it was written."""
        node = self._tree(sheet, formula, moved)
        self._settle(self._formulas_in(node))
        return self._calculator.result(node, mode)

    def listed(self, sheet: str, formula: str) -> list[Scalar]:
        """The values of a range that is all there is to a formula."""
        area = self._tree(sheet, formula)
        if not isinstance(area, Area):
            raise UnknownError(f"a list made by ={formula}")
        self._settle(self._formulas_in(area))
        return list(self.used(area).flat())

    def differences(self) -> Iterator[Difference]:
        """Each formula cell that stores another value than its formula comes to, or of which this is unknown."""
        for name, sheet in self._sheets.items():
            self._settle((name, *where) for where in sheet.formulas)
            for where, formula in sheet.formulas.items():
                found = self._results[name, *where]
                if not _are_one(formula.stored, found):
                    yield Difference(name, a1(*where), formula.text, formula.stored, found)

    def self_references(self) -> Iterator[str]:
        """Each formula cell that stands in a range of its own formula: a circle, if its formula looks at all of it."""
        for name, sheet in self._sheets.items():
            for (row, column), formula in sheet.formulas.items():
                around = [area for area in areas(self._tree(name, formula.text)) if area.sheet == name]
                if any(area.top <= row <= area.bottom and area.left <= column <= area.right for area in around):
                    yield f"{name}!{a1(row, column)}"

    def at(self, sheet: str, row: int, column: int) -> Scalar:
        """The value of a cell whose formula, if it has one, is worked out already."""
        found = self._sheets[sheet]
        if (row, column) not in found.formulas:
            return found.values.get((row, column))
        if (sheet, row, column) not in self._results:
            raise NotYetError(f"{sheet}!{a1(row, column)}")
        result = self._results[sheet, row, column]
        if isinstance(result, Unknown):
            raise UnknownError(result.reason)
        return result

    def used(self, area: Area) -> Array:
        """The values of an area, without the rows and columns that nothing stands in."""
        return self.whole(self._extents[area.sheet].within(area))

    def whole(self, area: Area) -> Array:
        """All values of an area."""
        if area not in self._grids:
            columns = range(area.left, area.right + 1)
            rows = range(area.top, area.bottom + 1)
            self._grids[area] = Array(tuple(tuple(self.at(area.sheet, row, col) for col in columns) for row in rows))
        return self._grids[area]

    def matching(self, area: Area, wanted: Criterion) -> int:
        """Which cells of an area match, one bit for each, row by row from the lowest bit."""
        if (area, wanted) not in self._matching:
            self._matching[area, wanted] = self._bits(area, wanted)
        return self._matching[area, wanted]

    def found(self, wanted: Scalar, area: Area) -> int | None:
        """The place of the first cell of an area that equals a value, from 1; the area is one row or one column."""
        inner = self._extents[area.sheet].within(area)
        before = inner.top - area.top + inner.left - area.left
        if has_wildcards(wanted):
            place = first_equal(wanted, self.whole(inner).flat())
            return None if place is None else before + place
        if area not in self._places:
            values = list(enumerate(self.whole(inner).flat(), start=before + 1))
            self._places[area] = {named: at for at, value in reversed(values) if (named := key(value))}
        asked = key(wanted)
        return self._places[area].get(asked) if asked else None

    def _bits(self, area: Area, wanted: Criterion) -> int:
        matches_blank = wanted.matches(None)
        bits = (1 << area.shape[0] * area.shape[1]) - 1 if matches_blank else 0
        for value, places in self._values_in(area):
            if wanted.matches(value) != matches_blank:
                bits ^= places
        return bits

    def _values_in(self, area: Area) -> Collection[tuple[Scalar, int]]:
        """Each value in an area, with the places where it stands as bits."""
        if area not in self._values:
            inner, width = self._extents[area.sheet].within(area), area.shape[1]
            found: dict[tuple[type, Scalar], int] = defaultdict(int)
            for down, row in enumerate(self.whole(inner).rows, start=inner.top - area.top):
                for right, value in enumerate(row, start=inner.left - area.left):
                    found[type(value), value] |= 1 << down * width + right
            self._values[area] = [(value, places) for (_, value), places in found.items()]
        return self._values[area]

    def _settle(self, asked: Iterable[CellId]) -> None:
        """Work out cells, each after all that it refers to, however long the chain."""
        waiting: list[tuple[CellId, Node | None]] = [(cell, None) for cell in asked]
        begun: set[CellId] = set()
        postponed: list[tuple[CellId, Node]] = []
        while waiting:
            cell, node = waiting.pop()
            if node is not None:
                if not self._is_calculated(cell, node):
                    postponed.append((cell, node))
            elif cell not in begun and cell not in self._results and self._has_formula(cell):
                begun.add(cell)
                node = self._tree(cell[0], self._formula(cell).text)
                waiting.append((cell, node))
                waiting += ((needed, None) for needed in self._formulas_in(node))
        self._settle_circles(postponed)

    def _settle_circles(self, postponed: Sequence[tuple[CellId, Node]]) -> None:
        """Work out cells that stand in a range of what they refer to, perhaps without being looked at there."""
        while postponed:
            left = [(cell, node) for cell, node in postponed if not self._is_calculated(cell, node)]
            if len(left) == len(postponed):
                self._results |= {cell: Unknown("a formula that leads back to itself") for cell, _ in left}
                return
            postponed = left

    def _is_calculated(self, cell: CellId, node: Node) -> bool:
        """Work a cell out, if all that it looks at is there."""
        formula = self._formula(cell)
        try:
            self._results[cell] = self._calculator.result(node, _mode(formula), cell[1])
        except NotYetError:
            return False
        except UnknownError as unknown:
            self._results[cell] = Unknown(str(unknown))
        return True

    def _formula(self, cell: CellId) -> Formula:
        return self._sheets[cell[0]].formulas[cell[1:]]

    def _has_formula(self, cell: CellId) -> bool:
        return cell[1:] in self._sheets[cell[0]].formulas

    def _formulas_in(self, node: Node) -> Iterator[CellId]:
        """The formula cells that a tree refers to, but for areas that are worked out already."""
        for area in areas(node):
            if area.sheet not in self._sheets:
                raise UnknownError(f"the sheet “{area.sheet}”")
            if area not in self._settled:
                missing = [cell for cell in self._extents[area.sheet].formulas_in(area) if cell not in self._results]
                if not missing:
                    self._settled.add(area)
                yield from missing

    def _tree(self, sheet: str, formula: str, moved: tuple[int, int] = (0, 0)) -> Node:
        tree = parsed(formula, sheet, moved)
        return replaced(tree, self._placed) if self._deleted else tree

    def _placed(self, area: Area) -> Node:
        """Where an area stands once rows are deleted."""
        for sheet, row in self._deleted:
            if sheet == area.sheet and area.bottom < LAST_ROW:
                top, bottom = area.top - (area.top > row), area.bottom - (area.bottom >= row)
                if bottom < top:
                    return Literal(NO_REFERENCE)
                area = replace(area, top=top, bottom=bottom)
        return area


class _Extent:
    """How far a sheet is filled, and where its formulas stand."""

    def __init__(self, name: str, sheet: Sheet) -> None:
        places = [*sheet.values, *sheet.formulas]
        self._name = name
        self._last_row = max((row for row, _ in places), default=1)
        self._last_column = max((column for _, column in places), default=1)
        self._rows: dict[int, list[int]] = {}
        for row, column in sorted(sheet.formulas):
            self._rows.setdefault(column, []).append(row)

    def within(self, area: Area) -> Area:
        """The part of an area that reaches as far as the sheet is filled, its first cell at least."""
        bottom, right = min(area.bottom, self._last_row), min(area.right, self._last_column)
        return replace(area, bottom=max(area.top, bottom), right=max(area.left, right))

    def formulas_in(self, area: Area) -> Iterator[CellId]:
        """The formula cells in an area."""
        for column in range(area.left, min(area.right, self._last_column) + 1):
            rows = self._rows.get(column, [])
            for row in rows[bisect_left(rows, area.top) : bisect_right(rows, area.bottom)]:
                yield self._name, row, column


def recalculate(source: Source, changes: Changes | None = None, deleted: Sequence[tuple[str, int]] = ()) -> Book:
    """A workbook with rows deleted, one after the other, and then with other values typed into some cells."""
    sheets = dict(read(source if isinstance(source, bytes) else source.read_bytes()))
    for name, row in deleted:
        sheets[name] = _without_row(sheets[name], row)
    for name in {name for name, _ in changes or ()}:
        sheets[name] = replace(sheets[name], values={**sheets[name].values}, formulas={**sheets[name].formulas})
    for (name, cell), value in (changes or {}).items():
        where = place(cell)
        sheets[name].formulas.pop(where, None)
        sheets[name].values[where] = value if isinstance(value, bool | str | None) else float(value)
    return Book(sheets, deleted)


def differences(source: Source) -> list[Difference]:
    """Each formula cell of a workbook that stores another value than its formula comes to."""
    return list(recalculate(source).differences())


def _without_row(sheet: Sheet, row: int) -> Sheet:
    values = {_risen(at, row): value for at, value in sheet.values.items() if at[0] != row}
    formulas = {_risen(at, row): formula for at, formula in sheet.formulas.items() if at[0] != row}
    return Sheet(values, formulas)  # rules do not move along: they are not asked for once rows are deleted


def _risen(at: Place, deleted: int) -> Place:
    return at[0] - (at[0] > deleted), at[1]


def _mode(formula: Formula) -> Mode:
    return Mode.ARRAY if formula.is_array else Mode.SINGLE


def _are_one(stored: Scalar, found: Scalar | Unknown) -> bool:
    if isinstance(stored, float) and isinstance(found, float):
        return is_close(stored, found)
    kept = storable(found) if isinstance(found, str) else found
    return type(stored) is type(kept) and stored == kept
