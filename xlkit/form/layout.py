"""Where each thing stands in a respondent workbook: decided once, asked by the writer and by the validator.

Rows and columns count from 0. Column A of every sheet that is read holds the row's visible reference; reading relies
on the reference alone, so that a row which moved, or a sheet which was renamed, is still found.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from xlkit.form import plan
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument, Section
from xlkit.form.item import Choice, Item, Kind
from xlkit.form.plan import FURTHER_ACTIONS, further_ref, plan_ref, planned_items, topic_column
from xlkit.form.words import Words, in_language

REF = 0  # the reference's column, on every sheet that is read

TEXT, TICK, ANSWER, DAY = 1, 2, 3, 4  # columns of the questions; evidence and typed answers share ANSWER
FIELD_FIRST = 1  # the tables' first column after the reference
DETAIL_LABEL, DETAIL_ANSWER, DETAIL_HELP = 1, 2, 3  # columns of About you
SUMMARY_TITLE, SUMMARY_COUNT, SUMMARY_LEVEL, SUMMARY_STATE, SUMMARY_ACTIONS, SUMMARY_LAST = 1, 2, 3, 4, 5, 6
PLAN_FIRST = plan.FIRST  # the planner's first column after the reference; the template says which follow
KEY, VALUE = 0, 1  # columns of the hidden sheet
WORKED_OUT = "xlkit workings"  # stands in A1 of the hidden sheet of what formulas refer to
# Rows of Start: the bar and what it says, the first of the steps, whether it is finished, and the notes below.
START_BAR, START_SAID, START_STEPS, START_STATUS, START_NOTES = 2, 3, 5, 9, 11
START_WIDTH = 4  # columns
CHECK_STATE = 4  # the column of a correction's list that says how far each problem is
MEANT = "meant "  # begins its key of a line that says what a reference means; the number of the line follows

TITLE_ROW, INTRO_ROW, HEADING_ROW, FIRST_ROW = 0, 1, 2, 3


class RowKind(StrEnum):
    """What a row is for."""

    SECTION = "section"
    TOPIC = "topic"
    STATEMENT = "statement"
    EVIDENCE = "evidence"
    ANSWER = "answer"
    NOTE = "note"
    HEADING = "heading"
    TABLE = "table"  # among the questions: leads to the table, and says how much of it is used
    TABLE_TITLE = "table title"
    TABLE_HEADER = "table header"
    TABLE_END = "table end"
    ENTRY = "entry"
    DETAIL = "detail"
    PLAN = "plan"
    FURTHER_TITLE = "further title"
    FURTHER = "further"  # a planner row for one more action, whose topic is picked
    SUMMARY = "summary"

    @property
    def is_input(self) -> bool:
        """Whether a person fills something in on such a row."""
        of_items = (RowKind.STATEMENT, RowKind.EVIDENCE, RowKind.ANSWER, RowKind.ENTRY, RowKind.DETAIL, RowKind.PLAN)
        return self in (*of_items, RowKind.FURTHER)


class Row(Struct, frozen=True, dict=True):
    """One row: its sheet and place as issued, its reference (empty where it has none), and what it speaks of.

    `number` counts the prepared rows of a table from 1.
    """

    kind: RowKind
    sheet: str
    row: int
    ref: str = ""
    section: Section | None = None
    item: Item | None = None
    choice: Choice | None = None
    number: int = 0

    @property
    def is_worked_out(self) -> bool:
        """Whether the answer on such a row is worked out."""
        return self.kind is RowKind.ANSWER and self.item is not None and not self.item.is_asked

    # Worked out once: every return that is read asks for these two.
    @cached_property
    def has_day(self) -> bool:
        """Whether the date beside an answer stands in it."""
        return self.kind in (RowKind.TOPIC, RowKind.ANSWER) and self.item is not None and bool(self.item.day)

    @cached_property
    def is_input(self) -> bool:
        """Whether a person fills something in on it."""
        return self.has_day or (self.kind.is_input and not self.is_worked_out)


def details(perspective: Perspective, words: Words) -> tuple[Item, ...]:
    """What a respondent says about themselves; whom the answers are about is asked only where it is somebody else."""
    names = [name for name in words.details if name != "subject" or perspective is not Perspective.SELF]
    views = (Choice("one", words.one_view), Choice("agreed", words.agreed))
    kinds = {"view": Kind.CHOICE, "completed_on": Kind.DATE}
    refs = {name: f"Y{number}" for number, name in enumerate(words.details, start=1)}
    return tuple(
        Item(
            name=name,
            ref=refs[name],
            title=words.details[name][0],
            hint=words.details[name][1] if name == "organisation" else f"{words.details[name][1]} {words.optional}",
            kind=kinds.get(name, Kind.TEXT),
            choices=views if name == "view" else (),
            required=name == "organisation",
        )
        for name in names
    )


class Layout(Struct, frozen=True):
    """Every row of the sheets that are filled in or follow from them, in reading order."""

    details: tuple[Row, ...]
    questions: tuple[Row, ...]
    planner: tuple[Row, ...]
    summary: tuple[Row, ...]
    tables: tuple[Row, ...] = ()

    @property
    def inputs(self) -> Iterator[Row]:
        """The rows on which a person fills something in."""
        rows = (*self.details, *self.questions, *self.tables, *self.planner)
        return (row for row in rows if row.is_input)

    def by_ref(self) -> Mapping[str, Row]:
        """The rows on which a person fills something in, by their references."""
        return {row.ref: row for row in self.inputs}


def evidence_ref(item: Item) -> str:
    """The visible reference of an item's evidence row: `E2.1`."""
    return f"E{item.ref}"


def summary_ref(item: Item) -> str:
    """The visible reference of an item's row on the summary: `S2.1`."""
    return f"S{item.ref}"


def has_days(instrument: Instrument) -> bool:
    """Whether some answers have a date beside them."""
    return any(item.day for item in instrument.items)


def questions_width(instrument: Instrument) -> int:
    """How many columns the questions take: the last one, for dates, stands only where it is needed."""
    return DAY + 1 if has_days(instrument) else ANSWER + 1


def tables(instrument: Instrument) -> Sequence[Item]:
    """The items that are tables, in order."""
    return [item for item in instrument.items if item.kind is Kind.TABLE]


def typed_fields(table: Item) -> Sequence[tuple[int, Item]]:
    """The columns of a table that a person fills in, each with its field."""
    fields = enumerate(table.fields, start=FIELD_FIRST)
    return [(at, field) for at, field in fields if field.is_asked and not field.is_given]


def tables_width(instrument: Instrument) -> int:
    """How many columns the tables take."""
    return FIELD_FIRST + max((len(item.fields) for item in tables(instrument)), default=0)


def summary_width(instrument: Instrument) -> int:
    """How many columns the summary takes: where there are no levels, it counts choices, a column each."""
    graded = (item for item in instrument.items if item.is_graded and not instrument.highest)
    counted = max((SUMMARY_TITLE + 2 + len(item.choices) for item in graded), default=0)
    return max(SUMMARY_LAST + 1, counted)


def input_columns(instrument: Instrument, row: Row) -> Sequence[int]:
    """The columns of a row that a person fills in."""
    days = (DAY,) if row.has_day else ()
    match row.kind:
        case RowKind.DETAIL:
            return (DETAIL_ANSWER,)
        case RowKind.STATEMENT:
            return (TICK,)
        case RowKind.TOPIC:
            return days
        case RowKind.ENTRY:
            return tuple(at for at, _ in typed_fields(row.item)) if row.item else ()
        case RowKind.PLAN | RowKind.FURTHER:
            typed = tuple(PLAN_FIRST + at for at, column in enumerate(instrument.planner) if column.kind.is_input)
            topic = topic_column(instrument) if row.kind is RowKind.FURTHER else None
            return typed if topic is None else tuple(sorted((topic, *typed)))
        case _:
            return days if row.is_worked_out else (ANSWER, *days)


def lay_out(instrument: Instrument, perspective: Perspective = Perspective.SELF) -> Layout:
    """The layout of an instrument's workbook, in the instrument's language."""
    if instrument.accounts:
        return _lay_out_accounts(instrument)
    words = in_language(instrument.language)
    asked = (Row(RowKind.DETAIL, "", 0, item.ref, item=item) for item in details(perspective, words))
    return Layout(
        details=_numbered(words.about, asked),
        questions=_numbered(words.questions, _question_rows(instrument)),
        planner=_numbered(words.planner, _plan_rows(instrument)),
        summary=_numbered(words.summary, _summary_rows(instrument)),
        tables=_numbered(words.tables, _table_rows(instrument)),
    )


def _lay_out_accounts(instrument: Instrument) -> Layout:
    """Accounts: what is said once stands as details do, and each table on a sheet of its title."""
    sheet = instrument.sections[0].title
    details = (Row(RowKind.DETAIL, "", 0, item.ref, item=item) for item in instrument.in_one_cell)
    rows = tuple(
        Row(RowKind.ENTRY, item.title, FIRST_ROW + number - 1, item.statement_ref(number), item=item, number=number)
        for item in tables(instrument)
        for number in range(1, item.rows + 1)
    )
    return Layout(_numbered(sheet, details), questions=(), planner=(), summary=(), tables=rows)


def _numbered(sheet: str, rows: Iterator[Row]) -> tuple[Row, ...]:
    return tuple(replace(row, sheet=sheet, row=FIRST_ROW + number) for number, row in enumerate(rows))


def _question_rows(instrument: Instrument) -> Iterator[Row]:
    for section in instrument.sections:
        yield Row(RowKind.SECTION, "", 0, section=section)
        for item in section.items:
            yield from _item_rows(section, item)


def _item_rows(section: Section, item: Item) -> Iterator[Row]:
    kinds = {Kind.HEADING: RowKind.HEADING, Kind.NOTE: RowKind.NOTE, Kind.TABLE: RowKind.TABLE}
    kind = RowKind.TOPIC if item.is_ticked else kinds.get(item.kind, RowKind.ANSWER)
    yield Row(kind, "", 0, item.ref if item.is_answered else "", section, item)
    if item.is_ticked:
        for number, choice in enumerate(item.choices, start=1):
            yield Row(RowKind.STATEMENT, "", 0, item.statement_ref(number), section, item, choice)
    if item.evidence and item.is_answered:
        yield Row(RowKind.EVIDENCE, "", 0, evidence_ref(item), section, item)


def _table_rows(instrument: Instrument) -> Iterator[Row]:
    """Each table below the one before, with a heading, the titles of its fields, its rows, and a blank one.

    What counts the rows of a table counts from its titles to that blank row: both are locked, and neither may depend on
    answers, as headings do.
    """
    tables = ((section, item) for section in instrument.sections for item in section.items if item.kind is Kind.TABLE)
    for section, item in tables:
        yield Row(RowKind.TABLE_TITLE, "", 0, "", section, item)
        yield Row(RowKind.TABLE_HEADER, "", 0, "", section, item)
        for number in range(1, item.rows + 1):
            yield Row(RowKind.ENTRY, "", 0, item.statement_ref(number), section, item, number=number)
        yield Row(RowKind.TABLE_END, "", 0)


def _plan_rows(instrument: Instrument) -> Iterator[Row]:
    planned = list(planned_items(instrument))
    for section, item in planned:
        yield Row(RowKind.PLAN, "", 0, plan_ref(item.ref), section, item)
    if planned and topic_column(instrument) is not None:
        yield Row(RowKind.FURTHER_TITLE, "", 0)
        for number in range(1, FURTHER_ACTIONS + 1):
            yield Row(RowKind.FURTHER, "", 0, further_ref(number), number=number)


def _summary_rows(instrument: Instrument) -> Iterator[Row]:
    for section in instrument.sections:
        for item in section.items:
            if item.is_asked:
                yield Row(RowKind.SUMMARY, "", 0, summary_ref(item), section, item)
