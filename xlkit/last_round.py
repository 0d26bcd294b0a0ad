"""The returns of an earlier round, read back from its consolidated workbook."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from xlkit.errors import XlkitError
from xlkit.returns import Action, Answer, CellRef, Identity, Perspective, Return

DATA, REGISTER = "Data", "Action register"
LAST_HEADING_ROW = 20  # the headings stand above it, whatever a team wrote over them
DATA_NEEDS = {"return_id", "template", "organisation", "item", "level"}
REGISTER_NEEDS = {"Return id", "Item name", "Action"}
# What the register says of an action's return and place; any heading beyond these is a column of the planner.
REGISTER_KNOWS = REGISTER_NEEDS | {
    "Organisation", "Perspective", "Side", "Section", "Ref", "Topic", "Theme", "Level", "Owner", "Due", "Status",
    "Timing", "Template", "Counts for position", "Key for counting",
}  # fmt: skip

Value: TypeAlias = str | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a table, by its headings."""

    cell: CellRef
    values: Mapping[str, Value]

    def text(self, heading: str) -> str:
        """What stands under a heading, as text; empty where nothing does."""
        value = self.values.get(heading)
        return "" if value is None else str(value)

    def day(self, heading: str) -> date | None:
        """The date under a heading, or None."""
        value = self.values.get(heading)
        return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def is_consolidated(path: Path) -> bool:
    """Whether a file is a consolidated workbook."""
    if not path.is_file() or path.suffix.lower() != ".xlsx":
        return False
    try:
        book = load_workbook(path, read_only=True)
    except Exception:  # noqa: BLE001 - openpyxl raises what it happens to meet; what it cannot open is no such workbook
        return False
    try:
        return {DATA, "Cover"} <= set(book.sheetnames)
    finally:
        book.close()


def read(path: Path) -> tuple[Return, ...]:
    """The returns whose answers and actions a consolidated workbook holds, in its order.

    Its levels are read as last calculated. XlkitError where its Data sheet lacks the columns that say whose they are.
    """
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        answers: dict[str, list[Record]] = {}
        for record in _records(book, DATA, DATA_NEEDS):
            answers.setdefault(record.text("return_id"), []).append(record)
        actions: dict[str, list[Action]] = {}
        for record in _records(book, REGISTER, REGISTER_NEEDS):
            actions.setdefault(record.text("Return id"), []).append(_action(record))
    finally:
        book.close()
    if not answers:
        raise XlkitError(
            f"{path.name} holds no answers in its sheet {DATA}: give the consolidated workbook as written."
        )
    return tuple(_return(records, actions.get(return_id, [])) for return_id, records in answers.items())


def _records(book: Workbook, name: str, needed: set[str]) -> Iterator[Record]:
    """The rows of the table on a sheet; none where there is no such sheet or table."""
    if name not in book.sheetnames:
        return
    headings: list[str] = []
    for number, cells in enumerate(book[name].iter_rows(values_only=True)):
        if headings:
            if any(value is not None for value in cells):
                named = {heading: value for heading, value in zip(headings, cells, strict=False) if heading}
                yield Record(CellRef(name, number, 0), named)  # type: ignore[arg-type] # read-only cells hold no more
        elif needed <= {str(value) for value in cells}:
            headings = [str(value or "") for value in cells]
        elif number == LAST_HEADING_ROW:
            return


def _return(records: list[Record], actions: list[Action]) -> Return:
    first = records[0]
    said = first.text("perspective")
    identity = Identity(
        template=first.text("template"),
        version=first.text("version"),
        content_hash="",
        round=first.text("round"),
        return_id=first.text("return_id"),
        organisation=first.text("organisation"),
        subject=first.text("subject"),
        perspective=Perspective(said) if said in {each.value for each in Perspective} else Perspective.SELF,
        respondent=first.text("respondent"),
        role=first.text("role"),
        locality=first.text("locality"),
        service_area=first.text("service_area"),
        size=first.text("size"),
    )
    return Return(
        identity=identity,
        organisation=identity.organisation,
        subject=identity.subject,
        respondent=identity.respondent,
        role=identity.role,
        locality=identity.locality,
        service_area=identity.service_area,
        agreed=first.text("view") == "agreed",
        completed_on=first.day("returned_on"),
        answers=tuple(_answer(record) for record in records),
        actions=tuple(actions),
    )


def _answer(record: Record) -> Answer:
    level, value = record.values.get("level"), record.values.get("value")
    return Answer(
        item=record.text("item"),
        level=int(level) if isinstance(level, int | float) else None,
        value=value.date() if isinstance(value, datetime) else value,
        cell=record.cell,
        evidence=record.text("evidence"),
    )


def _action(record: Record) -> Action:
    others = [heading for heading in record.values if heading not in REGISTER_KNOWS and record.text(heading)]
    return Action(
        item=record.text("Item name"),
        action=record.text("Action"),
        owner=record.text("Owner"),
        due=record.day("Due"),
        status=record.text("Status"),
        cell=record.cell,
        other=tuple((heading.lower().replace(" ", "_"), record.text(heading)) for heading in others),
    )
