"""The engine: sheets of XlsxWriter in half the time, and what it has no setting for."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from html import escape
from io import StringIO
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Any, TextIO

import xlsxwriter
from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

_KNOWN = "3.3."  # versions of XlsxWriter whose methods FastWorksheet takes the place of
_SIMPLE = frozenset({"String", "Blank", "Number", "Datetime", "Formula"})
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
NEAR = 64  # rows that are put by at once: to write each by itself takes as long as to make it
letters = cache(xl_col_to_name)
INSIDE = "internal:"  # how XlsxWriter marks a link to a cell of the same workbook


class PlainWorksheet(Worksheet):
    """A worksheet as XlsxWriter writes it.

    `puts_by` says whether rows can leave memory before the book is whole, and `has_put_by` whether some did.
    """

    puts_by = has_put_by = False

    def lead(self, row: int, column: int, target: str) -> int:
        """Let a cell lead somewhere; what is written into it stands there."""
        self.ignore_write_string = True
        code: int = self.write_url(row, column, target, None, "")
        self.ignore_write_string = False
        return code


class FastWorksheet(PlainWorksheet):
    """The same to the byte in half the time, by taking the place of methods that another XlsxWriter may not have.

    It writes formulas as they stand: they may use no function that is newer than Excel 2010.
    """

    puts_by = True
    fh: TextIO
    dim_rowmin: int
    dim_rowmax: int

    def __init__(self) -> None:
        super().__init__()
        self._by: TextIO | None = None  # the rows put by …
        self._near: list[str] = []  # … and those that will be soon
        self._first_by = self._last_by = 0  # the first of them and the last
        self._tables: list[tuple[int, int]] = []  # their first rows and their last; none stand side by side
        self._leads = bytearray()  # in the order in which they were given

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002 - as overridden
        # Looking for thirty newer functions in each formula takes as long as all the rest of writing.
        return formula.removeprefix("=")

    def write_formula(
        self, row: int, column: int, formula: str, look: Format | None = None, value: float | str = 0
    ) -> int:
        """Take a formula as it stands, by the place of its cell."""
        if self._check_dimensions(row, column):
            return -1
        self.table[row][column] = CellFormulaTuple(formula.removeprefix("="), look, value)
        return 0

    def lead(self, row: int, column: int, target: str) -> int:
        """Let a cell lead somewhere; what is written into it stands there."""
        if not target.startswith(INSIDE):
            return super().lead(row, column, target)
        place = self._escape_attributes(target.removeprefix(INSIDE))
        self._leads += f'<hyperlink ref="{letters(column)}{row + 1}" location="{place}" display=""/>'.encode()
        return 0

    def add_table(self, first: int, left: int, last: int, right: int, options: Mapping[str, object]) -> int:
        """Make a range a table, whose options fill no rows of it.

        XlsxWriter keeps each cell of a table, to see whether another overlaps it: four million of 10,000 returns. It is
        told of two rows, and the others are looked at here.
        """
        if self._check_dimensions(last, right, ignore_row=True, ignore_col=True):
            return -1
        if any(first <= low and high <= last for high, low in self._tables):
            raise OverlappingRange(f"A table from row {first + 1} on overlaps another on {self.get_name()}")
        code = int(super().add_table(first, left, min(first + 1, last), right, {**options}))
        if code == 0:
            whole = xl_range(first, left, last, right)
            kept = {key: whole for key in ("range", "a_range", "autofilter") if key in self.tables[-1]}
            self.tables[-1].update(kept)
            self._tables.append((first, last))
        return code

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        # The innermost loop: most cells are of five kinds, and their attributes hold nothing to be escaped. What is
        # written is the same to the byte.
        kind, look = cell.__class__.__name__, cell.format
        if look is None or kind not in _SIMPLE or (kind == "Formula" and isinstance(cell.value, bool)):
            super()._write_cell(row, col, cell)
            return
        begin = f'<c r="{letters(col)}{row + 1}{styled(look)}'
        if kind == "String":
            self.fh.write(f'{begin} t="s"><v>{cell.string}</v></c>')
        elif kind == "Blank":
            self.fh.write(f"{begin}/>")
        elif kind == "Formula":
            self.fh.write(formula_cell(begin, cell.formula, cell.value))
        else:
            self.fh.write(f"{begin}><v>{cell.number:.16G}</v></c>")

    def taken(self, row: int, column: int) -> str:
        """The XML of a cell in memory, which is in memory no longer."""
        return self._rendered(self._write_cell, row, column, self.table[row].pop(column))

    def put_by(self, row: int, cells: Sequence[str], points: float) -> int:
        """Write a row of cells in XML, from the first column on, into a temporary file instead of into memory.

        Rows put by follow each other down the sheet and are final, and charts find no stored values in them. One of no
        points is as tall as any. XlsxWriter's own way of doing this, `constant_memory`, knows no tables.
        """
        if self._check_dimensions(row, 0) or self._check_dimensions(row, len(cells) - 1):
            return -1
        if self._by is None:
            self._by = TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115 - closed once it is copied
            self._first_by, self._last_by, self.has_put_by = row, row - 1, True
        if row > self._last_by + 1:  # what stands between two tables
            self._near.append(self._rendered(self._write_some, self._last_by + 1, row - 1))
        pixels = int(points * 4 / 3 + 0.5) if points else self.default_row_height
        is_set = pixels != self.original_row_height or pixels != self.default_row_height
        tall = f' ht="{pixels * 0.75:.16g}" customHeight="1"' if is_set else ""
        self._near.append(f'<row r="{row + 1}" spans="1:{len(cells)}"{tall}>{"".join(cells)}</row>')
        if len(self._near) == NEAR:
            self._put_by(self._by)
        self._last_by = row
        self.table.pop(row, None)
        return 0

    def _put_by(self, by: TextIO) -> None:
        by.write("".join(self._near))
        self._near.clear()

    def _write_rows(self) -> None:
        if self._by is None:
            super()._write_rows()
            return
        self._put_by(self._by)
        self._write_some(self.dim_rowmin, self._first_by - 1)
        self._by.seek(0)
        copyfileobj(self._by, self.fh, 1 << 20)
        self._by.close()
        self._write_some(self._last_by + 1, self.dim_rowmax)

    def _write_some(self, first: int, last: int) -> None:
        """Write the rows in memory from one to another."""
        kept = self.dim_rowmin, self.dim_rowmax
        self.dim_rowmin, self.dim_rowmax = first, last
        super()._write_rows()
        self.dim_rowmin, self.dim_rowmax = kept

    def _write_hyperlinks(self) -> None:
        # Links above the rows put by stand before theirs.
        above = self._rendered(super()._write_hyperlinks).removesuffix("</hyperlinks>")
        if above or self._leads:
            self.fh.write(f"{above or '<hyperlinks>'}{self._leads.decode()}</hyperlinks>")

    def _rendered(self, write: Callable[..., None], *given: object) -> str:
        """What a method writes."""
        whole, self.fh = self.fh, StringIO()
        write(*given)
        text, self.fh = self.fh.getvalue(), whole
        return text


def styled(look: Format) -> str:
    """How the XML of a cell of a look goes on behind its place; a look has its number from its first use on."""
    return f'" s="{look.xf_index or look._get_xf_index()}"'  # noqa: SLF001 - as the method overridden


def formula_cell(begin: str, formula: str, value: float | str) -> str:
    """The XML of a cell with a formula and its value."""
    follows = escape(formula, quote=False)
    if isinstance(value, str):
        return f"{begin}{_type_of(value)}><f>{follows}</f><v>{escape(value, quote=False)}</v></c>"
    return f"{begin}><f>{follows}</f><v>{value}</v></c>"


def _type_of(value: str) -> str:
    """The type of a cell whose formula comes to a text; an empty one has none, so that it is worked out anew."""
    if not value:
        return ""
    return ' t="e"' if value in _ERRORS else ' t="str"'


def worksheet() -> type[PlainWorksheet]:
    """The fast worksheet, or the plain one with an XlsxWriter whose inside nobody has looked at."""
    return FastWorksheet if xlsxwriter.__version__.startswith(_KNOWN) else PlainWorksheet
