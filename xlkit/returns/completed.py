"""A completed workbook as it was understood: a return with its answers and actions."""

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from xlkit.form.expression import Answers
from xlkit.form.identity import Identity
from xlkit.returns.raw import CellRef

AS_A_WHOLE = "The organisation as a whole"  # what a note beside ratings is about, where evidence is listed


class Answer(Struct, frozen=True):
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

    @property
    def is_answered(self) -> bool:
        """Whether anything was picked or typed."""
        return self.level is not None or self.value not in (None, "")

    @property
    def says_anything(self) -> bool:
        """Whether something stands in any of its cells."""
        return self.is_answered or bool(self.evidence) or self.day is not None


class TableRow(Struct, frozen=True):
    """A row of a table in which something was written; `number` counts the prepared rows from 1.

    `answers` goes by the table's fields; a field left blank is among them, without a value.
    """

    table: str
    number: int
    answers: tuple[Answer, ...]


class Action(Struct, frozen=True):
    """A planned action; `due` is None where no date was given, and `other` holds the planner's further columns."""

    item: str
    action: str
    owner: str
    due: date | None
    status: str
    cell: CellRef
    other: tuple[tuple[str, str], ...] = ()


class Return(Struct, frozen=True):
    """A completed workbook as understood; `view` is `agreed`, `one` for one person's, or empty where nobody said it.

    `note` is what was written of its subject as a whole, beside ratings; `completed_at` is where `completed_on` stands.
    """

    identity: Identity
    organisation: str
    subject: str
    respondent: str
    role: str
    locality: str
    service_area: str
    view: str
    completed_on: date | None
    answers: tuple[Answer, ...]
    actions: tuple[Action, ...]
    rows: tuple[TableRow, ...] = ()
    note: str = ""
    completed_at: CellRef | None = None

    @property
    def agreed(self) -> bool:
        """Whether it is the agreed position of its organisation."""
        return self.view == "agreed"

    @property
    def answers_anything(self) -> bool:
        """Whether an item was answered, evidence given, or a row of a table written in."""
        return bool(self.rows) or any(answer.value is not None or answer.evidence for answer in self.answers)

    @property
    def unsaid(self) -> "Return":
        """The same form with nothing in it, as where what stands there was not said by whoever sent it."""
        blank = (Answer(answer.item, None, None, answer.cell) for answer in self.answers)
        return replace(self, answers=tuple(blank), actions=(), rows=(), note="")

    @property
    def stated(self) -> Answers:
        """Its answers by the names of items, and the rows of its tables, as expressions speak of them."""
        rows: dict[str, list[dict[str, str | float | date | None]]] = {}
        for row in self.rows:
            rows.setdefault(row.table, []).append({answer.item: answer.value for answer in row.answers})
        return {**{answer.item: answer.value for answer in self.answers}, **rows}

    def answer(self, item: str) -> Answer | None:
        """The answer to an item, or None where the return has none."""
        return next((answer for answer in self.answers if answer.item == item), None)
