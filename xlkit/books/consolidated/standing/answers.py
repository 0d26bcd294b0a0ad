"""Answers: one row per return and one column per item; the one place where levels are edited."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from xlkit.books.consolidated.common import ORGANISATION, PERSPECTIVE, RESPONDENT, RETURN_ID, item_key
from xlkit.books.consolidated.matrix_tables import MatrixTables, ScaleTable
from xlkit.books.writer.book import Sheet
from xlkit.books.writer.choice_tones import colour
from xlkit.books.writer.heights import LINE
from xlkit.books.writer.sheets import AnySheet, Col, SheetOf, Value
from xlkit.books.writer.table import Table
from xlkit.comparison.other_scales.scale_matrix import Matrices
from xlkit.comparison.standing.panel import Basis, Panel
from xlkit.form.item import Item, Kind
from xlkit.returns.completed import Answer, Return


class Row(Struct, frozen=True):
    """A return among the answers: the position or voice it counts for, and the position it is a single view within."""

    completed: Return
    number: int | None
    single: int | None
    answers: Mapping[str, Answer]


FIXED: tuple[Col[Row], ...] = (
    RETURN_ID,
    ORGANISATION.as_wide(32),
    Col("subject", "About", 32, value=lambda row: row.completed.subject),
    PERSPECTIVE,
    RESPONDENT.as_wide(24),
    Col("role", "Role", 24, value=lambda row: row.completed.role),
    Col("view", "Whose view", 20, value=lambda row: Basis.of([row.completed]).value),
    Col("locality", "Locality", 18, value=lambda row: row.completed.locality),
    Col("service_area", "Service area", 20, value=lambda row: row.completed.service_area),
    Col("size", "Size", 12, value=lambda row: row.completed.identity.size),
    Col("number", "Counts for position", 12, "whole"),
    Col("single", "Single view within", 12, "whole"),
)
LEVEL_WIDTH, LABEL_WIDTH, TEXT_WIDTH = 14, 20, 36
INTRO = (
    "{title}: every answer as it was read. This is the one place to edit: change an answer here and every figure "
    "follows. Rows may be sorted and filtered."
)


def sheet(panel: Panel, name: str, place: int) -> SheetOf[Row]:
    """The sheet of a panel's answers."""
    return SheetOf(
        sheet=name,
        name=f"Answers_{place}",
        title=f"Answers: {panel.instrument.title}",
        intro=INTRO.format(title=panel.instrument.title),
        columns=(*FIXED, *(_column(item) for item in panel.instrument.in_one_cell)),
        scale=panel.scale,
        records=_rows(panel),
        frozen=2,
        tallest=LINE * 6,
        more=lambda page, answers: _validate_levels(page, answers, panel),
    )


def with_scales(answers: SheetOf[Row], tables: MatrixTables) -> SheetOf[Row]:
    """The same sheet whose cells of matrices take the labels of their scale alone, and show their tones."""

    def more(page: Sheet, table: AnySheet) -> None:
        _label(page, table, tables.found, tables.scales)
        if answers.more:
            answers.more(page, table)

    return replace(answers, more=more)


def shown(item: Item, answer: Answer | None) -> Value:
    """What stands for an answer: its level or the words it is counted apart under, else a label or what was typed."""
    if answer is None:
        return None
    if item.has_levels:
        return answer.level or item.said_apart(answer.value) or None
    return typed(item, answer)


def typed(item: Item, answer: Answer) -> Value:
    """An answer off the scale: a choice's label, the labels of several, or what was typed."""
    if item.kind is Kind.MANY and isinstance(answer.value, str):
        return "; ".join(choice.label for name in answer.value.split() if (choice := item.choice(name))) or None
    choice = item.choice(answer.value) if isinstance(answer.value, str) else None
    return choice.label if choice else answer.value


def _rows(panel: Panel) -> list[Row]:
    rows = zip(panel.returns, panel.numbers, panel.singles, strict=True)
    return [
        Row(completed, number, single, {answer.item: answer for answer in completed.answers})
        for completed, number, single in rows
    ]


def _column(item: Item) -> Col[Row]:
    width = LEVEL_WIDTH if item.has_levels else LABEL_WIDTH if item.is_picked else TEXT_WIDTH
    style = "level_input" if item.has_levels else "text"
    return Col(
        *(item_key(item.name), f"{item.ref} {item.title}", width, style),
        value=lambda row: shown(item, row.answers.get(item.name)),
    )


def _validate_levels(page: Sheet, answers: Table, panel: Panel) -> None:
    for item in panel.instrument.items:
        if item.has_levels:
            _validate(page, answers, item)


def _label(sheet: Sheet, answers: Table, matrices: Matrices, scales: ScaleTable) -> None:
    """Let the cells of matrices take the labels of their scale alone, and show their tones."""
    last = answers.last_row
    for scale in scales.scales:
        keys = [item_key(one.item.name) for one in matrices.items if one.scale == scale and not one.item.has_levels]
        for key in keys:
            column = answers.place(key)
            options = {
                "validate": "list",
                "source": f"={scales.labels(scale)}",
                "error_title": "A choice is needed",
                "error_message": "Pick one from the list, or press Delete to leave it empty.",
            }
            sheet.validate(answers.first_row, column, last, column, options)
        colour(sheet, answers, keys, [scale])


def _validate(sheet: Sheet, answers: Table, item: Item) -> None:
    scores = [choice.score for choice in item.choices if choice.score is not None]
    column = answers.place(item_key(item.name))
    last = answers.last_row
    apart = [choice.apart for choice in item.apart]
    span = f"a whole number from {min(scores)} to {max(scores)}"
    taken: dict[str, object] = {
        "validate": "integer",
        "criteria": "between",
        "minimum": min(scores),
        "maximum": max(scores),
    }
    if apart:
        taken = {"validate": "list", "source": [*sorted(scores), *apart]}
    options = {
        **taken,
        "error_title": "A level is needed",
        "error_message": f"Type {' or '.join([span, *apart])}, or press Delete to leave it empty.",
    }
    sheet.validate(answers.first_row, column, last, column, options)
