"""Returns: a completed workbook as it was read, and as it was understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeAlias

Value: TypeAlias = str | float | bool | datetime | date | time | timedelta | None
"""What a cell of a returned workbook can hold; an empty cell is None or an empty text."""

AS_A_WHOLE = "The organisation as a whole"  # what a note beside ratings is about, where evidence is listed


class Perspective(StrEnum):
    """Who is speaking about the subject of a return."""

    SELF = "self"
    COMMISSIONER = "commissioner"
    PROVIDER = "provider"
    PEOPLE = "people"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True, order=True)
class CellRef:
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


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet as it was read, untrusted: its cells row by row from A1, and the error values that stood in cells.

    `errors` maps (row, column), counted from 0, to the error shown there, such as `#REF!`.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RawReturn:
    """A returned workbook as it was read: nothing in it has been believed yet.

    `format` is what the content is (`xlsx`, `xls`, `ods` …), whatever the file is called.
    """

    sheets: tuple[RawSheet, ...]
    format: str = "xlsx"
    has_macros: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a workbook was made for, and from what; one issued blank has no return id and no organisation.

    `signature` shows that nobody edited the rest; it is empty in a round that has no control workbook. `correction`
    counts how often the workbook went back to be corrected. `settings` are the names and values that the round gave to
    what stands in the words of its instrument; a date among them is written `2027-04-30`. `roster` is the return id of
    the workbook of ratings that it is a row of, or that it is itself.
    """

    template: str
    version: str
    content_hash: str
    round: str = ""
    return_id: str = ""
    organisation: str = ""
    subject: str = ""
    perspective: Perspective = Perspective.SELF
    respondent: str = ""
    role: str = ""
    locality: str = ""
    service_area: str = ""
    size: str = ""
    language: str = ""
    signature: str = ""
    correction: int = 0
    settings: tuple[tuple[str, str], ...] = ()
    roster: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as understood: `value` is a choice's name or what was typed, `level` its place on the scale, if any.

    Of an item with any number of ticks it holds the choices' names with spaces between. An unanswered item has neither,
    but may have evidence; `cell` is where the answer stands in the file as returned, `day` the date beside it.
    """

    item: str
    level: int | None
    value: str | float | date | None
    cell: CellRef | None
    evidence: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table in which something was written; `number` counts the prepared rows from 1.

    `answers` goes by the table's fields; a field left blank is among them, without a value.
    """

    table: str
    number: int
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """A planned action; `due` is None where no date was given, and `other` holds the planner's further columns."""

    item: str
    action: str
    owner: str
    due: date | None
    status: str
    cell: CellRef
    other: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What already stands in a workbook when it is written.

    `answers` maps items to a choice's name or to what was typed, `evidence` items to texts, `details` the names of
    details to what the respondent said of themselves, and `actions` items to their planner rows, each a map from a
    column's name to what stands there. `marks` maps items of statements that are not answered by one plain tick to
    what stands beside each statement, by the names of the choices. `days` maps items to the date beside their answer,
    `rows` tables to their rows from the first prepared one on, each a map from a field's name to what stands there.
    """

    details: Mapping[str, str | date] = field(default_factory=dict)
    answers: Mapping[str, str | float | date] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    actions: Mapping[str, tuple[Mapping[str, str | date], ...]] = field(default_factory=dict)
    marks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    days: Mapping[str, date | str] = field(default_factory=dict)
    rows: Mapping[str, tuple[Mapping[str, str | float | date], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Return:
    """A completed workbook as understood; `agreed` marks the agreed position of an organisation.

    `note` is what was written of its subject as a whole, beside ratings.
    """

    identity: Identity
    organisation: str
    subject: str
    respondent: str
    role: str
    locality: str
    service_area: str
    agreed: bool
    completed_on: date | None
    answers: tuple[Answer, ...]
    actions: tuple[Action, ...]
    rows: tuple[TableRow, ...] = ()
    note: str = ""

    @property
    def answers_anything(self) -> bool:
        """Whether an item was answered, evidence given, or a row of a table written in."""
        return bool(self.rows) or any(answer.value is not None or answer.evidence for answer in self.answers)

    def answer(self, item: str) -> Answer | None:
        """The answer to an item, or None where the return has none."""
        return next((answer for answer in self.answers if answer.item == item), None)
