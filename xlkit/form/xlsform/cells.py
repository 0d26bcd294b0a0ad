"""A template's file opened: each sheet as a grid of texts, whichever program saved it, and what is wrong in it."""

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TypeAlias
from zipfile import BadZipFile, ZipFile

from msgspec import Struct, field
from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from xlkit.errors import XlkitError
from xlkit.form.compiled import home
from xlkit.form.functions import LONGEST_TEXT, length
from xlkit.form.xlsform.columns import CROSSWALK, SHEETS
from xlkit.form.xlsform.problem import Problem, Takes, Weight
from xlkit.processes import Allowance, Stopped
from xlkit.processes.asking import ask
from xlkit.shown import UNHELD

LAST_ROW = 10_000  # far beyond any form: a sheet formatted to its end would otherwise be read for minutes
LAST_COLUMN = 1_000  # likewise
KNOWN = frozenset((*SHEETS, *CROSSWALK))  # sheets that say something, by their names in small letters
OLD = b"\xd0\xcf\x11\xe0"  # how a file of Excel 97 to 2003 begins

LARGEST = 25 * 2**20  # bytes
ALLOWANCE = Allowance(seconds=30, memory=2**30)
SAVE_IT = "open it in a spreadsheet program and save it as Excel workbook (.xlsx), without a password."

Table: TypeAlias = Sequence[Sequence[str]]  # the texts of a sheet or a file, row by row
Place: TypeAlias = tuple[int, int]  # a row and a column, counted from 0
Headings: TypeAlias = tuple[tuple[int, str], ...]  # where each column stands, counted from 1, and its name
AnyCell: TypeAlias = Cell | MergedCell
Rows: TypeAlias = tuple[tuple[AnyCell, ...], ...]


class Grid(Struct, frozen=True):
    """A sheet as texts, row by row from A1; `faults` says of cells why what stands there cannot be taken.

    `last_row` is how far the sheet goes down, which may be further than it was read.
    """

    name: str
    rows: Table
    last_row: int
    faults: Mapping[Place, str] = field(default_factory=dict)


class Files(Struct, frozen=True):
    """What lies beside a form: choices, and rows that rules pull facts from, by the names that the form has for them.

    Of what cannot be taken `unread` says why.
    """

    choices: Mapping[str, Grid] = {}
    pulled: Mapping[str, Table] = {}
    unread: Mapping[str, str] = {}


def grids(path: Path) -> Mapping[str, Grid]:
    """The sheets of a template by their names in small letters; .xlsx or the older .xls, told by its content.

    A worker reads what does not come with xlkit, once for all that is asked of it in turn. Raises XlkitError where the
    file is neither.
    """
    if not path.is_file():
        raise XlkitError(f"There is no file {path}: give the path of a template, an .xlsx workbook.")
    if path.stat().st_size > LARGEST:
        raise XlkitError(f"{path.name} is larger than {LARGEST // 2**20} MB, which no template is: leave out pictures.")
    try:
        return _grids(path, path.read_bytes())
    except OSError as error:
        raise XlkitError(
            f"{path} cannot be read ({error.strerror}): close it where it is open, and try again."
        ) from error


@lru_cache(maxsize=1)
def _grids(path: Path, content: bytes) -> Mapping[str, Grid]:
    if path.parent == home():
        return _read((path.name, content))
    read = ask(_read, (path.name, content), ALLOWANCE)
    if isinstance(read, Stopped):
        raise XlkitError(f"{path.name} cannot be read ({read.reason}): {SAVE_IT}")
    return read


def _read(asked: tuple[str, bytes]) -> Mapping[str, Grid]:
    name, content = asked
    try:
        return _old(content) if content.startswith(OLD) else _new(content)
    except MemoryError:
        raise
    except Exception as error:
        raise XlkitError(f"{name} is not an .xlsx workbook: {SAVE_IT}") from error


def _new(content: bytes) -> Mapping[str, Grid]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of dropdowns and formats that it will not keep
        # openpyxl leaves out a part that it cannot find, so a damaged file could lose a sheet in silence.
        if ZipFile(BytesIO(content)).testzip():
            raise BadZipFile
        sheets = {_name(sheet): sheet for sheet in load_workbook(BytesIO(content)).worksheets if _name(sheet) in KNOWN}
        typed = results = {name: _rows(sheet) for name, sheet in sheets.items()}
        if any(cell.data_type == "f" for rows in typed.values() for row in rows for cell in row):
            # A template may work out its own version, say: the result that was stored is what other tools read too.
            shown = load_workbook(BytesIO(content), data_only=True).worksheets
            results = {_name(sheet): _rows(sheet) for sheet in shown if _name(sheet) in KNOWN}
    return {name: _grid(sheet, results[name], typed[name]) for name, sheet in sheets.items()}


def _name(sheet: Worksheet) -> str:
    return sheet.title.strip().lower()


def _rows(sheet: Worksheet) -> Rows:
    headings = next(sheet.iter_rows(max_row=1, max_col=min(sheet.max_column, LAST_COLUMN)), ())
    widest = max((place for place, cell in enumerate(headings, start=1) if cell.value is not None), default=1)
    return tuple(sheet.iter_rows(max_row=min(sheet.max_row, LAST_ROW), max_col=widest))


def _grid(sheet: Worksheet, results: Rows, typed: Rows) -> Grid:
    """A sheet as the results of its formulas show it, and as what was typed into it says which cells are formulas."""
    faults = {
        (row, column): reason
        for row, (cells, sources) in enumerate(zip(results, typed, strict=True))
        for column, (cell, source) in enumerate(zip(cells, sources, strict=True))
        if (reason := _fault(cell, source))
    }
    texts = tuple(
        tuple("" if cell.data_type == "e" else text_of(cell.value, cell.number_format) for cell in row)
        for row in results
    )
    return Grid(sheet.title, texts, sheet.max_row, faults)


def _fault(result: AnyCell, source: AnyCell) -> str:
    if source.data_type == "f" and result.value is None:
        return "the formula here has no stored result, so the cell is taken as empty: open and save it in Excel"
    return f"the cell shows the error {result.value}, and is taken as empty" if result.data_type == "e" else ""


def _old(content: bytes) -> Mapping[str, Grid]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    named = ((name.strip().lower(), name) for name in book.sheet_names)
    return {key: _old_grid(book, name) for key, name in named if key in KNOWN}


def _old_grid(book: CalamineWorkbook, name: str) -> Grid:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return Grid(name, tuple(tuple(map(text_of, row[:LAST_COLUMN])) for row in rows[:LAST_ROW]), len(rows))


def text_of(value: object, number_format: str = "") -> str:
    """What a cell holds as the text that it shows; an old .xls keeps no format that could be asked for."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return _digits(value, number_format)
    if isinstance(value, datetime) and value == datetime.combine(value, datetime.min.time()):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else seen(str(value).replace("\r\n", "\n")).strip()


def seen(text: str) -> str:
    """A text with a space for each sign that nobody can see and no formula can hold."""
    return re.sub(UNHELD, " ", text)


def _digits(value: float, number_format: str) -> str:
    """A number as the cell shows it, where its format fixes the decimals: version 2.0 is not version 2."""
    decimals = re.fullmatch(r"0(?:\.(0+))?", number_format)
    return f"{value:.{len(decimals[1] or '')}f}" if decimals else f"{value:.15g}"


def of_headings(grid: Grid, headings: Headings) -> Iterator[Problem]:
    """Columns that are there twice, and rows that are not read."""
    seen: set[str] = set()
    for place, name in headings:
        if name in seen:
            reason = f"the column {name} is there twice, and the first is taken: delete one"
            yield Problem(grid.name, f"{get_column_letter(place)}1", reason, Weight.LEFT_OUT)
        seen.add(name)
    if grid.last_row > LAST_ROW:
        reason = f"the sheet goes down to row {grid.last_row}: delete the empty rows below the last filled one"
        yield Problem(grid.name, f"A{LAST_ROW + 1}", f"{reason}, since no more are read", Weight.LEFT_OUT)


def of_cells(grid: Grid, columns: Mapping[str, int]) -> Iterator[Problem]:
    """Cells of some columns, by where these stand, that show an error or hold too much."""
    for row, texts in enumerate(grid.rows[1:], start=1):
        for place in columns.values():
            reason = grid.faults.get((row, place - 1), "") or _too_long(texts[place - 1] if place <= len(texts) else "")
            if reason:
                cell = f"{get_column_letter(place)}{row + 1}"
                yield Problem(grid.name, cell, reason, Weight.LEFT_OUT, Takes.CELL)


def _too_long(text: str) -> str:
    many = int(length(text))
    reason = f"the text has {many} characters, and a cell holds {LONGEST_TEXT}: it is left out; shorten it"
    return reason if many > LONGEST_TEXT else ""
