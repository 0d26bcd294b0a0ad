"""Tables in a workbook of our own that was read back, found by their headings wherever they stand."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from msgspec import Struct

from xlkit import days
from xlkit.returns.raw import CellRef, RawReturn, RawSheet, Value
from xlkit.shown import excerpt
from xlkit.whole import MOST, whole_number

LAST_HEADING_ROW = 60  # the headings stand above it, below the charts of a sheet and whatever a team wrote there


class UnreadableError(Exception):
    """Why a workbook of our own cannot be read back, in words."""


class Record(Struct, frozen=True):
    """A row of a table: what stands under each heading, and the error values among it."""

    sheet: str
    row: int
    columns: Mapping[str, int]
    values: Mapping[str, Value]
    errors: Mapping[str, str]

    @property
    def start(self) -> CellRef:
        """The first cell of the row."""
        return CellRef(self.sheet, self.row, 0)

    def cell(self, heading: str) -> CellRef:
        """The cell under a heading, or the first of the row where there is no such heading."""
        return CellRef(self.sheet, self.row, self.columns.get(heading, 0))

    def text(self, heading: str) -> str:
        """What stands under a heading, as text; empty where nothing does."""
        value = self.values.get(heading)
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return "" if value is None else str(value)

    def whole(self, heading: str, least: int = 0, most: int = MOST) -> int | None:
        """The whole number under a heading, None where nothing stands; UnreadableError where something else does."""
        text = self.errors.get(heading) or self.text(heading).strip()
        number = whole_number(text, least, most)
        if text and number is None:
            where, span = self.cell(heading).address, "" if most == MOST else f" from {least} to {most}"
            raise UnreadableError(f"“{excerpt(text)}” stands at {where}, where a whole number{span} was expected")
        return number

    def day(self, heading: str) -> date | None:
        """The date under a heading, or that a text there names, as on a form; or None."""
        value = self.values.get(heading)
        if isinstance(value, str):
            return days.written(value)
        return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def records(raw: RawReturn, needed: set[str], sheet: str = "") -> Iterator[Record]:
    """The rows of all tables that have the needed headings, on the named sheet or on any."""
    for page in raw.sheets:
        if not sheet or page.name == sheet:
            yield from _records(page, needed)


def has(raw: RawReturn, needed: set[str]) -> bool:
    """Whether any sheet has a table with the needed headings."""
    return any(_headings(sheet, needed) is not None for sheet in raw.sheets)


def _headings(sheet: RawSheet, needed: set[str]) -> int | None:
    rarest = max(needed, key=len)  # no row without it is looked at any further, and nearly every row is without
    for number, cells in enumerate(sheet.rows[: LAST_HEADING_ROW + 1]):
        if rarest in cells and needed.issubset(cells):
            return number
    return None


def _records(sheet: RawSheet, needed: set[str]) -> Iterator[Record]:
    top = _headings(sheet, needed)
    if top is None:
        return
    columns = {str(value): place for place, value in enumerate(sheet.rows[top]) if value not in (None, "")}
    faults: dict[int, dict[int, str]] = {}
    for (row, place), error in sheet.errors.items():
        faults.setdefault(row, {})[place] = error
    for number, cells in enumerate(sheet.rows[top + 1 :], start=top + 1):
        if number in faults or any(value not in (None, "") for value in cells):
            wrong = faults.get(number, {})
            yield Record(
                sheet.name,
                number,
                columns,
                {heading: cells[place] for heading, place in columns.items() if place < len(cells)},
                {heading: wrong[place] for heading, place in columns.items() if place in wrong},
            )
