"""A returned workbook as it was read: bytes nobody has believed yet, as cells."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct, field

Value: TypeAlias = str | float | bool | datetime | date | time | timedelta | None
"""What a cell of a returned workbook can hold; an empty cell is None or an empty text."""


class CellRef(Struct, frozen=True, order=True):
    """A cell of a workbook; row and column count from 0."""

    sheet: str
    row: int
    column: int

    @property
    def a1(self) -> str:
        """The cell's address as spreadsheet programs show it: `C12`."""
        letters, number = "", self.column + 1
        while number:
            number, remainder = divmod(number - 1, 26)
            letters = chr(65 + remainder) + letters
        return f"{letters}{self.row + 1}"

    @property
    def address(self) -> str:
        """The cell's address with its sheet: `Questions!C12`."""
        return f"{self.sheet}!{self.a1}"


class AsideKind(StrEnum):
    """What a thing on a sheet is that is no value of a cell."""

    COMMENT = "comment"
    TEXT_BOX = "text box"
    LINK = "link"
    PICTURE = "picture"
    DRAWING = "drawing"
    CONTROL = "form control"


class Aside(Struct, frozen=True):
    """Something on a sheet that is no value of a cell, and its text as far as it was read; of a link, where it leads.

    `place` is the row and column that it stands at, counted from 0, where it stands at any.
    """

    kind: AsideKind
    place: tuple[int, int] | None = None
    text: str = ""

    def saying(self, text: str) -> "Aside":
        """The same with its text; a drawing that has one is a text box."""
        kind = AsideKind.TEXT_BOX if text and self.kind is AsideKind.DRAWING else self.kind
        return Aside(kind, self.place, text)


class Around(Struct, frozen=True):
    """What a sheet says otherwise than by the values of its cells, which stand as (row, column), counted from 0.

    A text of those `struck` is crossed out, or a part of it is; `merged` are ranges (top, left, bottom, right) of cells
    that show what stands in the first of them; those `unvalued` hold a formula without its result.
    """

    asides: tuple[Aside, ...] = ()
    struck: frozenset[tuple[int, int]] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    unvalued: frozenset[tuple[int, int]] = frozenset()

    @property
    def changes_cells(self) -> bool:
        """Whether a cell may show something else than its own value."""
        return bool(self.merged or self.unvalued)


NOTHING_AROUND = Around()


class RawSheet(Struct, frozen=True):
    """A sheet as it was read, untrusted: its cells row by row from A1, and the error values that stood in cells.

    `errors` maps (row, column), counted from 0, to the error shown there, such as `#REF!`.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    around: Around = NOTHING_AROUND


class RawReturn(Struct, frozen=True):
    """A returned workbook as it was read: nothing in it has been believed yet.

    `format` is what the content is (`xlsx`, `xls`, `ods` …), whatever the file is called.
    """

    sheets: tuple[RawSheet, ...]
    format: str = "xlsx"
