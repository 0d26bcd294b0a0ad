"""One sheet of an Office Open XML workbook: scanned cell by cell before any engine lays it out in memory."""

import re
from functools import lru_cache
from typing import NoReturn

from xlkit.returns.read.book import LAST_COLUMN, LAST_ROW
from xlkit.returns.read.office_xml.markup import parser, plain, run
from xlkit.returns.read.office_xml.plainsheet import column
from xlkit.returns.read.refusal import damaged, refused
from xlkit.whole import whole_number

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_CHECKED = ("s", "e")  # types of cells whose text is looked at
_TYPES = frozenset({"b", "d", "e", "inlineStr", "n", "s", "str"})
# Errors that the engine knows; of any other it would refuse the whole workbook, though Excel has had more since 2018.
_KNOWN_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_STAND_IN = b"#N/A"
# Which element the scan stands in.
_ROOT, _DATA, _ROW, _CELL, _VALUE = range(5)


class _Names:
    """What the elements of a sheet are called: some programs write the prefix of its outermost one before each."""

    def __init__(self, root: str = "") -> None:
        prefix = root[: root.rfind(":") + 1]
        self.root = root
        self.data, self.row, self.cell = f"{prefix}sheetData", f"{prefix}row", f"{prefix}c"
        self.inline, self.formula = f"{prefix}is", f"{prefix}f"
        self.values = (f"{prefix}v", self.formula, self.inline)


class SheetScan:
    """A scan of one sheet: `bottom` and `right` are its last row and column in use, counted from 0, -1 without any.

    `errors` maps (row, column) to the error shown there; `data` is the sheet as the engine is to read it.
    Rows and cells must stand in order, in the grid, and hold what the standard knows: where programs would differ over
    a cell, the workbook is refused.
    """

    def __init__(self, strings: int, part: str) -> None:
        self.bottom = -1
        self.right = -1
        self.errors: dict[tuple[int, int], str] = {}
        self.data = b""
        self._strings = strings
        self._part = part
        self._names = _Names()
        self._inside = _ROOT
        self._row = -1
        self._column = -1
        self._type = "n"
        self._has_value = False
        self._depth = 0
        self._text: list[str] = []
        self._start_of_data = self._end_of_data = -1
        self._unknown: list[tuple[int, bytes]] = []  # errors that the engine does not know, with where each one ends
        self._parser = parser()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def run(self, data: bytes) -> None:
        """Scan the sheet, whatever it is stored like."""
        data = plain(data, self._part)
        run(self._parser, data, self._part)
        if self._end_of_data < 0:
            raise damaged(f"its part {self._part} has no cells")
        # What stands around the cells (dimensions, merged areas, links) holds no answer, but could trip the engine.
        kept = [f"<{self._names.root}>".encode()]
        start = self._start_of_data
        for end, text in self._unknown:
            if not text or not data.endswith(text, start, end):
                self._refuse_shape()
            kept += [data[start : end - len(text)], _STAND_IN]
            start = end
        kept.append(data[start : self._end_of_data])
        closing = f"</{self._names.data}".encode()
        if data.startswith(closing, self._end_of_data):  # unless all of it is <sheetData/>
            kept.append(closing + b">")
        kept.append(f"</{self._names.root}>".encode())
        self.data = b"".join(kept)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        inside = self._inside
        if inside != _ROOT and "xmlns" in attributes:  # of another kind than it is called, to programs that look
            self._refuse_shape()
        if inside == _ROW and name == self._names.cell:
            self._start_cell(attributes)
        elif inside == _CELL and name in self._names.values:
            self._start_value(name)
        elif inside == _VALUE and self._type == "inlineStr":
            self._depth += 1
        elif inside == _DATA and name == self._names.row:
            self._start_row(attributes)
        elif inside == _ROOT:
            self._start_part(name)
        else:
            self._refuse_shape()

    def _start_part(self, name: str) -> None:
        if not self._names.root:
            self._names = _Names(name)
        elif name == self._names.data:
            if self._end_of_data >= 0:
                self._refuse_shape()
            self._inside = _DATA
            self._start_of_data = self._parser.CurrentByteIndex

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        row = self._row + 1 if number is None else _row_number(number)
        if not self._row < row <= LAST_ROW:
            raise damaged("its rows are out of order, or beyond the last row of a sheet")
        self._row, self._column, self._inside = row, -1, _ROW

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if "r" in attributes:
            row, place = _position(attributes["r"])
        else:
            row, place = self._row, self._column + 1
        if row != self._row or not self._column < place <= LAST_COLUMN:
            raise damaged(f"the cells of row {self._row + 1} are out of order, or beyond the last column of a sheet")
        self._column = place
        self._inside = _CELL
        self._has_value = False
        kind = self._type = attributes.get("t", "n")
        if kind not in _TYPES:
            self._refuse_shape()

    def _start_value(self, name: str) -> None:
        self._inside = _VALUE
        if name == self._names.formula:
            return
        if self._has_value or (name == self._names.inline) != (self._type == "inlineStr"):
            self._refuse_shape()
        self._has_value = True
        self.bottom = self._row
        self.right = max(self.right, self._column)
        if self._type in _CHECKED:
            self._text.clear()
            self._parser.CharacterDataHandler = self._text.append

    def _end(self, _name: str) -> None:
        inside = self._inside
        if inside == _VALUE:
            if self._depth:
                self._depth -= 1
                return
            if self._has_value and self._type in _CHECKED:
                self._end_value()
        elif inside == _ROOT:
            return
        elif inside == _DATA:
            self._end_of_data = self._parser.CurrentByteIndex
        self._inside = inside - 1

    def _end_value(self) -> None:
        self._parser.CharacterDataHandler = None
        text = "".join(self._text)
        if self._type == "s":
            if whole_number(text, most=self._strings - 1) is None:
                raise damaged("a cell points at a text that is not there")
            return
        self.errors[self._row, self._column] = text[:40]
        if text not in _KNOWN_ERRORS:
            self._unknown.append((self._parser.CurrentByteIndex, text.encode()))

    def _refuse_shape(self) -> NoReturn:
        where = f"row {self._row + 1}" if self._row >= 0 else "its first row"
        raise refused("unreadable", reason=f"near {where} its cells are stored as no spreadsheet program stores them")


def _row_number(number: str) -> int:
    row = whole_number(number)
    if row is None:
        raise damaged("a row has no proper number")
    return row - 1


@lru_cache(maxsize=2**16)
def _position(reference: str) -> tuple[int, int]:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise damaged(f"a cell stands at {reference[:12]}, which no sheet has")
    return int(match[2]) - 1, column(match[1].encode())
