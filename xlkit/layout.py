"""Where each thing stands in a respondent workbook: decided once, asked by the writer and by the validator.

Rows and columns count from 0. Column A of every sheet that is read holds the row's visible reference; reading relies
on the reference alone, so that a row which moved, or a sheet which was renamed, is still found.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from xlkit.instrument import Choice, Instrument, Item, Kind, Section
from xlkit.returns import Perspective
from xlkit.words import Words, in_language

REF = 0  # the reference's column, on every sheet that is read

TEXT, TICK, ANSWER = 1, 2, 3  # columns of the questions; evidence and typed answers share the last
DETAIL_LABEL, DETAIL_ANSWER, DETAIL_HELP = 1, 2, 3  # columns of About you
PLAN_FIRST = 1  # the planner's first column after the reference; the template says which follow
SUMMARY_TITLE, SUMMARY_COUNT, SUMMARY_LEVEL, SUMMARY_STATE, SUMMARY_ACTIONS, SUMMARY_LAST = 1, 2, 3, 4, 5, 6
KEY, VALUE = 0, 1  # columns of the hidden sheet
LISTS = 3  # the hidden sheet's first column of dropdown lists

TITLE_ROW, INTRO_ROW, HEADING_ROW, FIRST_ROW = 0, 1, 2, 3
ACTIONS_A_TOPIC = 3


class RowKind(StrEnum):
    """What a row is for."""

    SECTION = "section"
    TOPIC = "topic"
    STATEMENT = "statement"
    EVIDENCE = "evidence"
    ANSWER = "answer"
    NOTE = "note"
    DETAIL = "detail"
    PLAN = "plan"
    SUMMARY = "summary"

    @property
    def is_input(self) -> bool:
        """Whether a person fills something in on such a row."""
        return self in (RowKind.STATEMENT, RowKind.EVIDENCE, RowKind.ANSWER, RowKind.DETAIL, RowKind.PLAN)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its sheet and place as issued, its reference (empty where it has none), and what it speaks of."""

    kind: RowKind
    sheet: str
    row: int
    ref: str = ""
    section: Section | None = None
    item: Item | None = None
    choice: Choice | None = None


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
            hint=words.details[name][1],
            kind=kinds.get(name, Kind.TEXT),
            choices=views if name == "view" else (),
            required=name == "organisation",
        )
        for name in names
    )


@dataclass(frozen=True, slots=True)
class Layout:
    """Every row of the sheets that are filled in or follow from them, in reading order."""

    details: tuple[Row, ...]
    questions: tuple[Row, ...]
    planner: tuple[Row, ...]
    summary: tuple[Row, ...]

    @property
    def inputs(self) -> Iterator[Row]:
        """The rows on which a person fills something in."""
        return (row for row in (*self.details, *self.questions, *self.planner) if row.kind.is_input)

    def by_ref(self) -> Mapping[str, Row]:
        """The rows on which a person fills something in, by their references."""
        return {row.ref: row for row in self.inputs}


def evidence_ref(item: Item) -> str:
    """The visible reference of an item's evidence row: `E2.1`."""
    return f"E{item.ref}"


def plan_ref(item: Item, number: int) -> str:
    """The visible reference of an item's planner row; the first is `P2.1`, the next `P2.1.2`."""
    return f"P{item.ref}" if number == 1 else f"P{item.ref}.{number}"


def summary_ref(item: Item) -> str:
    """The visible reference of an item's row on the summary: `S2.1`."""
    return f"S{item.ref}"


def lay_out(instrument: Instrument, perspective: Perspective = Perspective.SELF) -> Layout:
    """The layout of an instrument's workbook, in the instrument's language."""
    words = in_language(instrument.language)
    asked = (Row(RowKind.DETAIL, "", 0, item.ref, item=item) for item in details(perspective, words))
    return Layout(
        details=_numbered(words.about, asked),
        questions=_numbered(words.questions, _question_rows(instrument)),
        planner=_numbered(words.planner, _plan_rows(instrument)),
        summary=_numbered(words.summary, _summary_rows(instrument)),
    )


def planned_items(instrument: Instrument) -> Iterator[tuple[Section, Item]]:
    """The items that have rows in the action planner: those whose answers stand on a scale."""
    return ((section, item) for section in instrument.sections for item in section.items if item.has_levels)


def _numbered(sheet: str, rows: Iterator[Row]) -> tuple[Row, ...]:
    return tuple(
        Row(row.kind, sheet, FIRST_ROW + number, row.ref, row.section, row.item, row.choice)
        for number, row in enumerate(rows)
    )


def _question_rows(instrument: Instrument) -> Iterator[Row]:
    for section in instrument.sections:
        yield Row(RowKind.SECTION, "", 0, section=section)
        for item in section.items:
            yield from _item_rows(section, item)


def _item_rows(section: Section, item: Item) -> Iterator[Row]:
    if item.kind is Kind.NOTE:
        yield Row(RowKind.NOTE, "", 0, "", section, item)
        return
    if item.kind is Kind.STATEMENTS:
        yield Row(RowKind.TOPIC, "", 0, item.ref, section, item)
        for number, choice in enumerate(item.choices, start=1):
            yield Row(RowKind.STATEMENT, "", 0, item.statement_ref(number), section, item, choice)
    else:
        yield Row(RowKind.ANSWER, "", 0, item.ref, section, item)
    if item.evidence:
        yield Row(RowKind.EVIDENCE, "", 0, evidence_ref(item), section, item)


def _plan_rows(instrument: Instrument) -> Iterator[Row]:
    for section, item in planned_items(instrument):
        for number in range(1, ACTIONS_A_TOPIC + 1):
            yield Row(RowKind.PLAN, "", 0, plan_ref(item, number), section, item)


def _summary_rows(instrument: Instrument) -> Iterator[Row]:
    for section in instrument.sections:
        for item in section.items:
            if item.is_answered:
                yield Row(RowKind.SUMMARY, "", 0, summary_ref(item), section, item)
