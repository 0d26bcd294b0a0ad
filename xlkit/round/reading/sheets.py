"""An officer's workbook as it was typed: rows of cells under their headings, each with its address."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from xlkit import days
from xlkit.errors import XlkitError
from xlkit.processes import Stopped
from xlkit.processes.asking import ask
from xlkit.returns import names
from xlkit.returns.issues import CATALOGUE
from xlkit.returns.names import plain
from xlkit.returns.raw import CellRef, RawReturn, RawSheet, Value
from xlkit.returns.read.limits import OWN
from xlkit.returns.read.reading import Order, read_order
from xlkit.returns.read.source import Source
from xlkit.round.control import HIDDEN

LAST_ROW = 20_000  # far beyond any round: a sheet formatted to its end would otherwise be read for minutes
LAST_COLUMN = 100
HEADING_ROWS = 20  # the headings stand among the first rows
WITHOUT_TURNS = str.maketrans("", "", "\u202d\u202e")  # marks after which letters are drawn in another order
CELL = re.compile("[^!]{1,31}![A-Z]+[0-9]+")  # how a problem begins that is about one

Typed: TypeAlias = str | float | bool | date | None
Row: TypeAlias = tuple[Value, ...]


class Line(Struct, frozen=True):
    """A filled row: what stands in its columns, by their names, where each of them is, and which show an error."""

    sheet: str
    number: int
    letters: Mapping[str, str]
    cells: Mapping[str, Typed]
    errors: tuple[str, ...] = ()

    def text(self, name: str) -> str:
        """What stands in a column as one would read it, or an empty text."""
        return as_text(self.cells.get(name))

    def name(self, name: str) -> str:
        """The same of a name, without what nobody sees of it."""
        return names.as_read(self.text(name))

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


def opened(path: Path, what: str) -> Mapping[str, RawSheet]:
    """A workbook's sheets, by their names and in order, with the values that they show; a worker reads them.

    XlkitError where there is none, `what` saying what it should have been.
    """
    _refuse_no_file(path, what)
    read = _read(path)
    if isinstance(read, str):
        raise XlkitError(
            f"{path} is not an Excel workbook that can be read ({read}): save {what} as .xlsx, without a password."
        )
    return {sheet.name: sheet for sheet in read.sheets}


def why_unread(path: Path) -> str:
    """Why a file is no workbook that can be read, in a few words; nothing where it is one."""
    read = _read(path)
    return read if isinstance(read, str) else ""


def _read(path: Path) -> RawReturn | str:
    read = ask(read_order, Order(Source(path.name, file=path.absolute()), OWN), OWN.allowance())
    if isinstance(read, Stopped):
        return read.reason
    return read.result or CATALOGUE[read.issues[0].code].title.lower()


def _refuse_no_file(path: Path, what: str) -> None:
    try:
        if path.is_dir():
            raise XlkitError(f"{path} is a folder: give the file of {what}.")
        if path.exists() and not path.is_file():
            raise XlkitError(f"{path} is a device of this computer: give the file of {what}.")
        path.open("rb").close()
    except FileNotFoundError:
        raise XlkitError(f"There is no file {path}: check the name of {what}.") from None
    except OSError as error:
        raise XlkitError(
            f"{path} cannot be read ({error.strerror}): close it where it is open, and try again."
        ) from error


def hidden_facts(book: Mapping[str, RawSheet]) -> Mapping[str, str]:
    """What the hidden sheet of an officer's workbook says, by its keys; nothing without one."""
    rows = book[HIDDEN].rows if HIDDEN in book else ()
    return {as_text(as_typed(cells[0])): as_text(as_typed(cells[1])) for cells in rows if len(cells) > 1}


def lines(sheet: RawSheet, columns: Mapping[str, str], anchor: str) -> list[Line] | None:
    """The filled rows below the headings, which stand in the first row that has that of the column `anchor`.

    `columns` gives the heading of each column that is read, whatever its case and spacing. None without that row.
    """
    headed = _headed(sheet, columns, anchor)
    if headed is None:
        return None
    top, places = headed
    first = {name: standing[0] for name, standing in places.items()}
    below = enumerate((row[:LAST_COLUMN] for row in sheet.rows[top + 1 : LAST_ROW]), start=top + 2)
    filled = (_line(sheet, number, cells, first) for number, cells in below)
    return [line for line in filled if any(as_text(cell) for cell in line.cells.values())]


def repeated(sheet: RawSheet, columns: Mapping[str, str], anchor: str) -> list[str]:
    """A sentence for each heading that stands more than once, since either column may be meant; the rest as above."""
    top, places = _headed(sheet, columns, anchor) or (0, {})
    return [
        f"{sheet.name} has {len(standing)} columns headed {_shown(columns[name])}, at "
        f"{' and '.join(CellRef('', top, place).a1 for place in standing)}: rename or delete all but one"
        for name, standing in places.items()
        if len(standing) > 1
    ]


def _shown(heading: str) -> str:
    return heading[:1].upper() + heading[1:].replace("_", " ")


def _headed(sheet: RawSheet, columns: Mapping[str, str], anchor: str) -> tuple[int, Mapping[str, Sequence[int]]] | None:
    """The row of the headings, and the places of the columns that have each of them."""
    for top, row in enumerate(sheet.rows[:HEADING_ROWS]):
        there: defaultdict[str, list[int]] = defaultdict(list)
        for place, cell in enumerate(row[:LAST_COLUMN]):
            there[_heading(as_text(as_typed(cell)))].append(place)
        places = {name: there[_heading(text)] for name, text in columns.items() if _heading(text) in there}
        if anchor in places:
            return top, places
    return None


def told_once(problems: Iterable[str]) -> list[str]:
    """Problems with those told once that differ in their cell alone: at the first, with how many more there are."""
    cells_of: dict[str, list[str]] = {}
    for problem in problems:
        place = CELL.match(problem)
        cells_of.setdefault(problem[place.end() :] if place else problem, []).append(place[0] if place else "")
    return [f"{places[0]}{what}{_and_more(places)}" for what, places in cells_of.items()]


def _and_more(places: Sequence[str]) -> str:
    more = len(places) - 1
    return f" (and {more} more cell{'s' if more > 1 else ''}, to {places[-1]})" if more else ""


def faults(filled: Iterable[Line]) -> list[str]:
    """The cells that show an error, in words."""
    return [
        f"{line.place(name)} shows the error {line.text(name)}: type what is meant"
        for line in filled
        for name in line.errors
    ]


def unseen(filled: Iterable[Line]) -> list[str]:
    """The cells with marks in them that cannot be seen, and that names are read without, in words."""
    marks = ((line.place(name), names.unseen(str(cell))) for line in filled for name, cell in line.cells.items())
    told = {place: ", ".join(f"U+{ord(mark):04X}" for mark in found) for place, found in marks if found}
    problems = (f"{place} holds what cannot be seen ({found}), and is read without it" for place, found in told.items())
    return [f"{problem}: type it again." for problem in told_once(problems)]


def too_long(sheet: RawSheet) -> list[str]:
    """A sentence where a sheet goes down further than anything that was typed would."""
    if len(sheet.rows) <= LAST_ROW:
        return []
    return [f"{sheet.name} goes down to row {len(sheet.rows)}: delete the empty rows below the last filled one"]


def as_typed(value: object) -> Typed:
    """A cell's value as one of those that are dealt with; anything else as its text."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    return value if value is None or isinstance(value, (float, int, bool, date)) else str(value)


def as_text(value: Typed) -> str:
    """A value as one would read it in the cell, without space around it; nothing where nothing of it is seen."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = "" if value is None else str(value).translate(WITHOUT_TURNS).strip()
    return text if plain(text) else ""


def as_day(value: Typed) -> date | None:
    """The day that a value means, or None."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return days.written(value) if isinstance(value, str) else None


def _line(sheet: RawSheet, number: int, row: Row, places: Mapping[str, int]) -> Line:
    errors = {
        name: sheet.errors[number - 1, place] for name, place in places.items() if (number - 1, place) in sheet.errors
    }
    typed = {name: as_typed(row[place]) if place < len(row) else None for name, place in places.items()}
    return Line(
        sheet=sheet.name,
        number=number,
        letters={name: CellRef("", 0, place).a1.rstrip("1") for name, place in places.items()},
        cells=typed | errors,
        errors=tuple(errors),
    )


def _heading(text: str) -> str:
    return plain(text).replace("_", " ")
