"""The engine: XlsxWriter with what it has no setting for, the document's language and formulas taken as they stand."""

from collections.abc import Sequence
from functools import cache
from html import escape
from io import StringIO
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Any, TextIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

_KNOWN = "3.3."  # versions of XlsxWriter whose methods FastWorksheet takes the place of
_SIMPLE = frozenset({"String", "Blank", "Number", "Datetime", "Formula"})
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_letters = cache(xl_col_to_name)


class SpokenWorkbook(Workbook):  # type: ignore[misc] # XlsxWriter ships no types
    """A workbook in memory whose core properties name its language, taken from the document property `language`."""

    def _get_packager(self) -> Packager:
        return _SpokenPackager()


class PlainWorksheet(Worksheet):  # type: ignore[misc] # likewise
    """A worksheet as XlsxWriter writes it."""

    def put_by(self, first: int) -> None:
        """Keep all rows in memory, the whole of which this takes."""


class FastWorksheet(PlainWorksheet):
    """The same to the byte in half the time, by taking the place of methods that another XlsxWriter may not have.

    It writes formulas as they stand: they may use no function that is newer than Excel 2010.
    """

    fh: TextIO
    dim_rowmin: int
    dim_rowmax: int
    _by: TextIO | None = None
    _first_by: int = 0

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

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        # The innermost loop: most cells are of five kinds, and their attributes hold nothing to be escaped. What is
        # written is the same to the byte.
        kind, look = cell.__class__.__name__, cell.format
        if look is None or kind not in _SIMPLE or (kind == "Formula" and isinstance(cell.value, bool)):
            super()._write_cell(row, col, cell)
            return
        head = f'<c r="{_letters(col)}{row + 1}" s="{look._get_xf_index()}"'  # noqa: SLF001 - as the method overridden
        if kind == "String":
            self.fh.write(f'{head} t="s"><v>{cell.string}</v></c>')
        elif kind == "Blank":
            self.fh.write(f"{head}/>")
        elif kind == "Formula":
            formula, value = self._escape_data(cell.formula), self._escape_data(cell.value)
            self.fh.write(f"{head}{_type_of(cell.value)}><f>{formula}</f><v>{value}</v></c>")
        else:
            self.fh.write(f"{head}><v>{cell.number:.16G}</v></c>")

    def put_by(self, first: int) -> None:
        """Take the rows written so far, from a row on, out of memory, into a temporary file.

        They are final from then on, and charts find no stored values in them. XlsxWriter's own way of doing this,
        `constant_memory`, knows no tables.
        """
        if self._by is None:
            self._by = TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115 - closed once it is copied
        kept, self.fh = self.fh, self._by
        self._write_some([row for row in self.table if row >= first])
        self.fh = kept
        self._first_by = first

    def _write_rows(self) -> None:
        if self._by is None:
            super()._write_rows()
            return
        self._write_some([row for row in self.table if row < self._first_by])
        self._by.seek(0)
        copyfileobj(self._by, self.fh)
        self._by.close()
        self._write_some(list(self.table))

    def _write_some(self, rows: Sequence[int]) -> None:
        """Write some rows that follow each other, and forget them."""
        if not rows:
            return
        first, last = self.dim_rowmin, self.dim_rowmax
        self.dim_rowmin, self.dim_rowmax = min(rows), max(rows)
        super()._write_rows()
        self.dim_rowmin, self.dim_rowmax = first, last
        for row in rows:
            self.row_info.pop(row, None)
            del self.table[row]


def _type_of(value: float | str) -> str:
    """The type of a cell whose formula comes to a value; an empty text has none, so that it is worked out anew."""
    if not isinstance(value, str) or not value:
        return ""
    return ' t="e"' if value in _ERRORS else ' t="str"'


def worksheet() -> type[PlainWorksheet]:
    """The fast worksheet, or the plain one with an XlsxWriter whose inside nobody has looked at."""
    return FastWorksheet if xlsxwriter.__version__.startswith(_KNOWN) else PlainWorksheet


class _SpokenPackager(Packager):  # type: ignore[misc] # likewise
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
