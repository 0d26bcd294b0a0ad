"""Workbooks opened for a look: a sheet is read when something of it is asked for, since most looks are at a few."""

from collections.abc import Sequence
from copy import copy
from functools import partial
from io import BytesIO
from operator import attrgetter
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from warnings import catch_warnings, filterwarnings
from zipfile import ZipFile

from openpyxl.reader.excel import ExcelReader
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

# What of a sheet stands in the part of its workbook; all else is read with its own.
_BEFORE = (
    "_parent",
    "_WorkbookChild__title",
    "sheet_state",
    "defined_names",
    "_print_rows",
    "_print_cols",
    "_print_area",
)


def load_workbook(source: Path | str | BytesIO, **how: Any) -> Workbook:
    """A workbook as openpyxl loads it, its sheets one by one."""
    data = source.getvalue() if isinstance(source, BytesIO) else Path(source).read_bytes()
    reader = _Reader(BytesIO(data), **how)
    with catch_warnings():
        # One that grows with what is typed is a formula, which openpyxl passes over.
        filterwarnings("ignore", message="Print area cannot be set")
        reader.read()
    reader.archive = ZipFile(BytesIO(data))
    vars(reader.wb)["_duplicate_name"] = lambda _name: False  # each table would ask for those of all sheets
    return reader.wb


def charts_of(sheet: Worksheet) -> Sequence[Any]:
    """The charts that stand on a sheet."""
    charts: Sequence[Any] = attrgetter("_charts")(sheet)
    return charts


class _Unread(Worksheet):
    """A sheet of which no more is known than stands with its workbook: it is read before anything else is done."""

    def __getattr__(self, name: str) -> Any:
        self._read(name)
        return getattr(self, name)

    def __setattr__(self, name: str, value: object) -> None:
        if name not in _BEFORE:
            self._read(name)
        object.__setattr__(self, name, value)

    def _read(self, name: str) -> None:
        if "_later" not in vars(self):
            raise AttributeError(name)
        read = vars(self).pop("_later")
        object.__setattr__(self, "__class__", Worksheet)
        read()


class _Reader(ExcelReader):
    """Reads what a workbook says of all its sheets, and each of them later."""

    def read_worksheets(self) -> None:
        """Put the sheets into the workbook, each to be read when it is asked for."""
        for sheet, part in self.parser.find_sheets():
            made = self.wb.create_sheet(sheet.name)
            made.sheet_state = sheet.state
            blank = {name: vars(made).pop(name) for name in [*vars(made)] if name not in _BEFORE}
            object.__setattr__(made, "__class__", _Unread)
            vars(made)["_later"] = partial(self._read_later, made, blank, part)

    def _read_later(self, made: Worksheet, blank: dict[str, Any], part: object) -> None:
        vars(made).update(blank)
        told = SimpleNamespace(name=made.title, state=made.sheet_state)
        parser = SimpleNamespace(find_sheets=lambda: [(told, part)], pivot_caches={})
        one = copy(self)
        vars(one).update(parser=parser, wb=SimpleNamespace(create_sheet=lambda _name: made, vba_archive=None))
        ExcelReader.read_worksheets(one)
