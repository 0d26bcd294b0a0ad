"""An officer's workbook as it was typed: rows of cells under their headings, each with its address."""

import warnings
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from xlkit import days
from xlkit.errors import XlkitError
from xlkit.returns.names import plain

LAST_ROW = 20_000  # far beyond any round: a sheet formatted to its end would otherwise be read for minutes
LAST_COLUMN = 100
HEADING_ROWS = 20  # the headings stand among the first rows

Typed: TypeAlias = str | float | bool | date | None
Row: TypeAlias = tuple[Cell | MergedCell, ...]

# What openpyxl is known to raise for files that are no sound .xlsx workbook.
UNREADABLE = (
    *(InvalidFileException, BadZipFile, ParseError, zlib.error, EOFError, LookupError),
    *(ValueError, TypeError, AttributeError, RuntimeError),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A filled row: what stands in its columns, by their names, where each of them is, and which show an error."""

    sheet: str
    number: int
    letters: Mapping[str, str]
    cells: Mapping[str, Typed]
    errors: tuple[str, ...] = ()

    def text(self, name: str) -> str:
        """What stands in a column as one would read it, or an empty text."""
        return as_text(self.cells.get(name))

    def place(self, name: str) -> str:
        """The address of a column's cell: `Recipients!B7`."""
        return f"{self.sheet}!{self.letters.get(name, 'A')}{self.number}"

    def day(self, name: str) -> date | None:
        """The day that stands in a column; None where there is none."""
        return as_day(self.cells.get(name))

    def wrong(self, name: str, expected: str, label: str = "") -> str:
        """A sentence on a column that does not hold what was expected there; `label` says what it is meant as."""
        text = f"says “{self.text(name)}”{label and f' as {label}'}" if self.text(name) else "is empty"
        return f"{self.place(name)} {text}, where {expected} was expected"


def opened(path: Path, what: str) -> Workbook:
    """A workbook with the values it shows; XlkitError where there is none, `what` saying what it should have been."""
    try:
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of dropdowns and formats that it will not keep
            return load_workbook(file, data_only=True)
    except FileNotFoundError:
        raise XlkitError(f"There is no file {path}: check the name of {what}.") from None
    except OSError as error:
        if path.is_dir():
            raise XlkitError(f"{path} is a folder: give the file of {what}.") from error
        raise XlkitError(
            f"{path} cannot be read ({error.strerror}): close it where it is open, and try again."
        ) from error
    except UNREADABLE as error:
        raise XlkitError(
            f"{path} is not an Excel workbook that can be read: save {what} as .xlsx, without a password."
        ) from error


def lines(sheet: Worksheet, columns: Mapping[str, str], anchor: str) -> list[Line] | None:
    """The filled rows below the headings, which stand in the first row that has that of the column `anchor`.

    `columns` gives the heading of each column that is read, whatever its case and spacing. None without that row.
    """
    rows = list(sheet.iter_rows(max_row=min(sheet.max_row, LAST_ROW), max_col=min(sheet.max_column, LAST_COLUMN)))
    for top, row in enumerate(rows[:HEADING_ROWS]):
        there = {_heading(as_text(as_typed(cell.value))): place for place, cell in reversed(list(enumerate(row)))}
        places = {name: there[_heading(text)] for name, text in columns.items() if _heading(text) in there}
        if anchor in places:
            below = enumerate(rows[top + 1 :], start=top + 2)
            filled = (_line(sheet.title, number, cells, places) for number, cells in below)
            return [line for line in filled if any(as_text(cell) for cell in line.cells.values())]
    return None


def faults(filled: Iterable[Line]) -> list[str]:
    """The cells that show an error, or hold a character that no file can hold, in words."""
    wrong = []
    for line in filled:
        wrong += [f"{line.place(name)} shows the error {line.text(name)}: type what is meant" for name in line.errors]
        for name in line.cells:
            if any("\ud800" <= character <= "\udfff" for character in line.text(name)):
                wrong.append(f"{line.place(name)} holds half a character: type it again")
    return wrong


def too_long(sheet: Worksheet) -> list[str]:
    """A sentence where a sheet goes down further than anything that was typed would."""
    if sheet.max_row <= LAST_ROW:
        return []
    return [f"{sheet.title} goes down to row {sheet.max_row}: delete the empty rows below the last filled one"]


def as_typed(value: object) -> Typed:
    """A cell's value as one of those that are dealt with; anything else as its text."""
    if isinstance(value, str):
        # The file spells some characters `_x000D_`, and openpyxl leaves that as it is.
        return unescape(value).replace("\r\n", "\n").replace("\r", "\n")
    return value if value is None or isinstance(value, (float, int, bool, date)) else str(value)


def as_text(value: Typed) -> str:
    """A value as one would read it in the cell, without space around it."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def as_day(value: Typed) -> date | None:
    """The day that a value means, or None."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return days.written(value) if isinstance(value, str) else None


def _line(sheet: str, number: int, row: Row, places: Mapping[str, int]) -> Line:
    cells = {name: row[place] for name, place in places.items()}
    return Line(
        sheet=sheet,
        number=number,
        letters={name: get_column_letter(place + 1) for name, place in places.items()},
        cells={name: as_typed(cell.value) for name, cell in cells.items()},
        errors=tuple(name for name, cell in cells.items() if cell.data_type == "e"),
    )


def _heading(text: str) -> str:
    return plain(text).replace("_", " ")
