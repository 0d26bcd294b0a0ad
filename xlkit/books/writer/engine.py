"""The engine: XlsxWriter with what it has no setting for, the document's language and formulas taken as they stand."""

from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from io import StringIO
from math import isfinite
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Any, TextIO

import xlsxwriter
from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

from xlkit.books.writer.plain import whole

_KNOWN = "3.3."  # versions of XlsxWriter whose methods FastWorksheet takes the place of
_SIMPLE = frozenset({"String", "Blank", "Number", "Datetime", "Formula"})
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
letters = cache(xl_col_to_name)
INSIDE = "internal:"  # how XlsxWriter marks a link to a cell of the same workbook
NOWHERE = -1  # no row


class SpokenWorkbook(Workbook):  # type: ignore[misc] # XlsxWriter ships no types
    """A workbook in memory whose core properties name its language, taken from the document property `language`."""

    def _get_packager(self) -> Packager:
        return _SpokenPackager()


class PlainWorksheet(Worksheet):  # type: ignore[misc] # likewise
    """A worksheet as XlsxWriter writes it."""

    def put_by(self, row: int) -> None:
        """Keep all rows in memory, the whole of which this takes."""

    def lead(self, row: int, column: int, target: str) -> int:
        """Let a cell lead somewhere; what is written into it stands there."""
        self.ignore_write_string = True
        code: int = self.write_url(row, column, target, None, "")
        self.ignore_write_string = False
        return code


class FastWorksheet(PlainWorksheet):
    """The same to the byte in half the time, by taking the place of methods that another XlsxWriter may not have.

    It writes formulas as they stand: they may use no function that is newer than Excel 2010. The row that is being put
    by is never held as cells: each becomes its XML at once.
    """

    fh: TextIO
    dim_rowmin: int
    dim_rowmax: int

    def __init__(self) -> None:
        super().__init__()
        self._by: TextIO | None = None  # the rows put by
        self._first_by = self._last_by = 0  # the first of them and the last
        self._row_by = NOWHERE
        self._tables: list[tuple[int, int]] = []  # their first rows and their last; none stand side by side
        self._cells: dict[int, str] = {}  # of the row that is being put by
        self._leads = bytearray()  # of all rows put by

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002 - as overridden
        # Looking for thirty newer functions in each formula takes as long as all the rest of writing.
        return formula.removeprefix("=")

    def write_string(self, row: int, column: int, text: str, look: Format | None = None) -> int:
        """Take a text, by the place of its cell."""
        if row != self._row_by or look is None:
            return int(super().write_string(row, column, text, look))
        strings = self.str_table
        index = strings.string_table.setdefault(text, strings.unique_count)
        strings.count, strings.unique_count = strings.count + 1, len(strings.string_table)
        # The commonest cell by far is put together here and not by two functions.
        self._cells[column] = (
            f'<c r="{letters(column)}{row + 1}" s="{look.xf_index or _index(look)}" t="s"><v>{index}</v></c>'
        )
        return 0

    def write_number(self, row: int, column: int, number: float, look: Format | None = None) -> int:
        """Take a number, by the place of its cell."""
        if row != self._row_by or look is None or not isfinite(number):
            return int(super().write_number(row, column, number, look))
        self._cells[column] = _number(_head(row, column, look), number)
        return 0

    def write_blank(self, row: int, column: int, blank: None, look: Format | None = None) -> int:
        """Take a cell that has a look alone, by its place."""
        if row != self._row_by or look is None:
            return int(super().write_blank(row, column, blank, look))
        self._cells[column] = _blank(_head(row, column, look))
        return 0

    def write_formula(
        self, row: int, column: int, formula: str, look: Format | None = None, value: float | str = 0
    ) -> int:
        """Take a formula as it stands, by the place of its cell."""
        cell = CellFormulaTuple(formula.removeprefix("="), look, value)
        if row == self._row_by and look is not None and not isinstance(value, bool):
            self._cells[column] = self._formula(_head(row, column, look), cell)
        elif self._check_dimensions(row, column):
            return -1
        else:
            self.table[row][column] = cell
        return 0

    def lead(self, row: int, column: int, target: str) -> int:
        """Let a cell lead somewhere; what is written into it stands there."""
        if row != self._row_by or not target.startswith(INSIDE):
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
        head = _head(row, col, look)
        if kind == "String":
            self.fh.write(_string(head, cell.string))
        elif kind == "Blank":
            self.fh.write(_blank(head))
        elif kind == "Formula":
            self.fh.write(self._formula(head, cell))
        else:
            self.fh.write(_number(head, cell.number))

    def _formula(self, head: str, cell: CellFormulaTuple) -> str:
        formula, value = self._escape_data(cell.formula), cell.value
        if isinstance(value, str):
            return f"{head}{_type_of(value)}><f>{formula}</f><v>{self._escape_data(value)}</v></c>"
        return f"{head}><f>{formula}</f><v>{value}</v></c>"

    def put_by(self, row: int) -> None:
        """Write a row as it grows into a temporary file instead of into memory, until another is begun or NOWHERE.

        Rows put by follow each other down the sheet and are final, and charts find no stored values in them.
        XlsxWriter's own way of doing this, `constant_memory`, knows no tables.
        """
        if self._by is None:
            self._by = TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115 - closed once it is copied
            self._first_by = self._last_by = row
        kept, self.fh = self.fh, self._by
        if self._row_by != NOWHERE:
            self._write_row_by(self._row_by)
        if row != NOWHERE:
            if row > self._last_by + 1:
                self._write_some(self._last_by + 1, row - 1)  # what stands between two tables
            self._last_by = row
        self.fh, self._row_by = kept, row

    def _write_row_by(self, row: int) -> None:
        for column, cell in self.table.pop(row, {}).items():
            if column not in self._cells:
                self._cells[column] = self._rendered(self._write_cell, row, column, cell)
        first, last = min(self._cells), max(self._cells)
        self._check_dimensions(row, first)
        self._check_dimensions(row, last)
        self.row_sizes.pop(row, None)
        self._write_row(row, f"{first + 1}:{last + 1}", self.row_info.pop(row, None))
        self.fh.write("".join([self._cells[column] for column in sorted(self._cells)]))
        self._xml_end_tag("row")
        self._cells.clear()

    def _write_rows(self) -> None:
        if self._by is None:
            super()._write_rows()
            return
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


def _head(row: int, column: int, look: Format) -> str:
    return f'<c r="{letters(column)}{row + 1}" s="{look.xf_index or _index(look)}"'


def _index(look: Format) -> int:
    return int(look._get_xf_index())  # noqa: SLF001 - as the method overridden


def _string(head: str, index: int) -> str:
    return f'{head} t="s"><v>{index}</v></c>'


def _number(head: str, number: float) -> str:
    return f"{head}><v>{number:.16G}</v></c>"


def _blank(head: str) -> str:
    return f"{head}/>"


def _type_of(value: str) -> str:
    """The type of a cell whose formula comes to a text; an empty one has none, so that it is worked out anew."""
    if not value:
        return ""
    return ' t="e"' if value in _ERRORS else ' t="str"'


def worksheet() -> type[PlainWorksheet]:
    """The fast worksheet, or the plain one with an XlsxWriter whose inside nobody has looked at."""
    return FastWorksheet if xlsxwriter.__version__.startswith(_KNOWN) else PlainWorksheet


class _Part(StringIO):
    """A part of a workbook in memory, whatever it holds fit for a file."""

    def getvalue(self) -> str:
        """All that was written to it."""
        return whole(super().getvalue())


class _SpokenPackager(Packager):  # type: ignore[misc] # likewise
    def _filename(self, xml_filename: str) -> StringIO | str:
        if not self.in_memory:
            return str(super()._filename(xml_filename))
        part = _Part()
        self.filenames.append((part, xml_filename, False))
        return part

    def _write_core_file(self) -> None:
        super()._write_core_file()
        place = self.filenames[-1][0]
        language = f"<dc:language>{escape(self.workbook.doc_properties['language'], quote=False)}</dc:language>"
        if isinstance(place, StringIO):
            written = _ending(place.getvalue(), language)
            place.seek(0)
            place.write(written)
        else:
            file = Path(place)
            file.write_text(_ending(file.read_text(encoding="utf-8"), language), encoding="utf-8")


def _ending(properties: str, element: str) -> str:
    return properties.replace("</cp:coreProperties>", f"{element}</cp:coreProperties>")
