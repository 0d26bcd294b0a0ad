"""A template's sheets as somebody typed them: rows of texts, each with its address."""

import re
import warnings
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeAlias
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from xlkit.errors import XlkitError
from xlkit.templates.dialect import Columns

LAST_ROW = 10_000  # far beyond any form: a sheet formatted to its end would otherwise be read for minutes
LONGEST = 32_767  # UTF-16 units that a cell of a workbook holds

# What openpyxl is known to raise for files that are no sound .xlsx workbook.
UNREADABLE = (
    *(BadZipFile, ParseError, zlib.error, EOFError, LookupError),
    *(ValueError, TypeError, AttributeError, RuntimeError),
)

Row: TypeAlias = tuple[Cell | MergedCell, ...]
Headings: TypeAlias = tuple[tuple[int, str], ...]  # where each column stands, counted from 1, and its name


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong or not supported: its sheet and cell, empty where it has no one place, and a sentence."""

    sheet: str
    cell: str
    reason: str

    @property
    def address(self) -> str:
        """Where it stands: `survey!C5`, `survey` where a whole sheet is meant, or an empty text."""
        return "!".join(part for part in (self.sheet, self.cell) if part)


@dataclass(frozen=True, slots=True)
class Line:
    """A filled row: its number as spreadsheet programs show it, and its texts by the names of their columns."""

    sheet: str
    number: int
    columns: Mapping[str, int]
    texts: Mapping[str, str]

    def text(self, column: str) -> str:
        """What stands in a column, or an empty text."""
        return self.texts.get(column, "")

    def problem(self, column: str, reason: str) -> Problem:
        """A problem at this row, in a column, or in the row's first cell where the sheet has no such column."""
        letter = get_column_letter(self.columns.get(column, 1))
        return Problem(self.sheet, f"{letter}{self.number}", reason)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's filled rows under its columns, of those in several languages the ones in the language that was read.

    `headings` are all of them, `languages` those of its labels, and `faults` what could not be read.
    """

    name: str
    columns: Mapping[str, int]
    lines: tuple[Line, ...]
    headings: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    faults: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets that were asked for, as far as the workbook has them, and the language that was read."""

    sheets: Mapping[str, Sheet]
    language: str = ""

    def lines(self, sheet: str) -> tuple[Line, ...]:
        """The filled rows of a sheet; none where it is missing."""
        return self.sheets[sheet].lines if sheet in self.sheets else ()


def read(path: Path, wanted: Mapping[str, Columns]) -> Book:
    """The wanted sheets and columns of a workbook; where labels are in several languages, in the default one.

    Raises XlkitError where the file is not an .xlsx workbook.
    """
    found = _worksheets(path)
    return _book(found, wanted, _language(found, wanted))


def read_all(path: Path, wanted: Mapping[str, Columns]) -> tuple[Book, ...]:
    """The same in each language that the survey's labels are in, the default one first.

    Raises XlkitError where the file is not an .xlsx workbook.
    """
    found = _worksheets(path)
    first = _book(found, wanted, _language(found, wanted))
    survey = first.sheets.get("survey")
    if survey is None or "label" not in survey.columns:
        return (first,)
    others = [language for language in survey.languages if language.lower() != first.language.lower()]
    return (first, *(_book(found, wanted, language) for language in others))


def _worksheets(path: Path) -> Mapping[str, Worksheet]:
    return {sheet.title.strip().lower(): sheet for sheet in _opened(path).worksheets}


def _book(found: Mapping[str, Worksheet], wanted: Mapping[str, Columns], language: str) -> Book:
    sheets = {name: _sheet(found[name], columns, language) for name, columns in wanted.items() if name in found}
    return Book(sheets, language)


def _language(found: Mapping[str, Worksheet], wanted: Mapping[str, Columns]) -> str:
    """The language to read: the form's default one, or without one the only one that its labels are in."""
    if not {"survey", "settings"} <= found.keys() & wanted.keys():
        return ""
    settings = _sheet(found["settings"], wanted["settings"], "").lines
    default = settings[0].text("default_language") if settings else ""
    headings = _headings(found["survey"], wanted["survey"])
    languages = _languages(headings)
    is_only_one = len(languages) == 1 and "label" not in (name for _, name in headings)
    return default or (languages[0] if is_only_one else "")


def _opened(path: Path) -> Workbook:
    if not path.is_file():
        raise XlkitError(f"There is no file {path}: give the path of a template, an .xlsx workbook.")
    try:
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of dropdowns and formats that it will not keep
            # openpyxl leaves out a part that it cannot find, so a damaged file could lose a sheet in silence.
            if ZipFile(file).testzip():
                raise BadZipFile(path.name)
            return load_workbook(file)
    except OSError as error:
        raise XlkitError(
            f"{path} cannot be read ({error.strerror}): close it where it is open, and try again."
        ) from error
    except UNREADABLE as error:
        raise XlkitError(
            f"{path.name} is not an .xlsx workbook: open it in a spreadsheet program and save it as Excel workbook "
            "(.xlsx), without a password."
        ) from error


def _sheet(sheet: Worksheet, wanted: Columns, language: str) -> Sheet:
    headings = _headings(sheet, wanted)
    columns = _columns(headings, language, wanted)
    widest = max((place for place, _ in headings), default=1)
    rows = tuple(sheet.iter_rows(min_row=2, max_row=min(sheet.max_row, LAST_ROW), max_col=widest))
    lines = (_line(sheet.title, number, row, columns) for number, row in enumerate(rows, start=2))
    return Sheet(
        name=sheet.title,
        columns=columns,
        lines=tuple(line for line in lines if line.texts),
        headings=tuple(name for _, name in headings),
        languages=_languages(headings),
        faults=(*_heading_faults(sheet, headings), *_cell_faults(sheet.title, rows, columns)),
    )


def _headings(sheet: Worksheet, wanted: Columns) -> Headings:
    names = (_column_name(_text(cell)) for row in sheet.iter_rows(max_row=1) for cell in row)
    return tuple((place, name) for place, name in enumerate(names, start=1) if _base(name, wanted) in wanted.read)


def _languages(headings: Headings) -> tuple[str, ...]:
    return tuple(name.partition("::")[2] for _, name in headings if name.startswith("label::"))


def code_of(language: str) -> str:
    """The code of a language written as the standard asks, `cy` of "Welsh (cy)"; an empty text where it has none."""
    code = re.search(r"\(([A-Za-z-]{2,})\)$", language)
    return code[1] if code else ""


def _column_name(heading: str) -> str:
    base, separator, language = heading.partition("::")
    return base.strip().lower().replace(" ", "_") + separator + language.strip()


def _base(name: str, wanted: Columns) -> str:
    """A column's name without its language: `label` of `label::Welsh (cy)`, `form_title` of `form_title_cy`."""
    plain = name.partition("::")[0]
    root, _, code = plain.rpartition("_")
    is_coded = plain not in wanted.read and root in wanted.spoken and re.fullmatch("[a-z]{2,3}", code)
    return root if is_coded else plain


def in_language(base: str, language: str) -> tuple[str, str]:
    """The names that a column can have in a language, in lower case.

    The second is for columns that other tools would stumble over with `::` in them.
    """
    return f"{base}::{language}".lower(), f"{base}_{code_of(language)}".lower()


def _columns(headings: Headings, language: str, wanted: Columns) -> Mapping[str, int]:
    """Where each column stands; of those in several languages the one in the language that is read."""
    columns = {name: place for place, name in reversed(headings)}
    for base in wanted.spoken:
        names = [name for name in columns if _base(name, wanted) == base]
        spoken = in_language(base, language)
        place = columns.get(next((name for name in names if name.lower() in spoken), base))
        columns = {name: other for name, other in columns.items() if name not in names}
        if place is not None:
            columns[base] = place
    return columns


def _line(sheet: str, number: int, row: Row, columns: Mapping[str, int]) -> Line:
    texts = {name: _text(row[place - 1]) for name, place in columns.items()}
    return Line(sheet, number, columns, {name: text for name, text in texts.items() if text})


def _text(cell: Cell | MergedCell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return _digits(value, cell.number_format)
    if isinstance(value, datetime) and value == datetime.combine(value, datetime.min.time()):
        return value.date().isoformat()
    return str(value).replace("\r\n", "\n").strip()


def _digits(value: float, number_format: str) -> str:
    """A number as the cell shows it, where its format fixes the decimals: version 2.0 is not version 2."""
    decimals = re.fullmatch(r"0(?:\.(0+))?", number_format)
    return f"{value:.{len(decimals[1] or '')}f}" if decimals else f"{value:.15g}"


def _heading_faults(sheet: Worksheet, headings: Headings) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, name in headings:
        if name in seen:
            yield Problem(sheet.title, f"{get_column_letter(place)}1", f"the column {name} is there twice: delete one")
        seen.add(name)
    if sheet.max_row > LAST_ROW:
        reason = f"the sheet goes down to row {sheet.max_row}: delete the empty rows below the last filled one"
        yield Problem(sheet.title, f"A{LAST_ROW + 1}", reason)


def _cell_faults(sheet: str, rows: tuple[Row, ...], columns: Mapping[str, int]) -> Iterator[Problem]:
    for row in rows:
        for place in columns.values():
            reason = _fault(row[place - 1])
            if reason:
                yield Problem(sheet, row[place - 1].coordinate, reason)


def _fault(cell: Cell | MergedCell) -> str:
    if cell.data_type == "f":
        return "a formula stands here: type the text itself instead"
    if cell.data_type == "e":
        return f"the cell shows the error {cell.value}: type its text instead"
    length = len(_text(cell).encode("utf-16-le", "surrogatepass")) // 2
    return f"the text has {length} characters, and a cell holds {LONGEST}: shorten it" if length > LONGEST else ""
