"""Answers: one row per return and one column per item; the one place where levels are edited."""

from collections.abc import Iterator

from xlkit.comparison import Basis, Panel
from xlkit.instrument import Item
from xlkit.returns import Answer, Return
from xlkit.write.book import Book, Sheet
from xlkit.write.heights import LINE
from xlkit.write.sheets.consolidated.levels_look import shade
from xlkit.write.sheets.consolidated.plan import item_key
from xlkit.write.sheets.consolidated.table import FIRST_ROW, Cell, Column, Table, unique, write_table

FIXED = (
    Column("return_id", "Return id", 14, "line"),
    Column("organisation", "Organisation", 32),
    Column("subject", "About", 32),
    Column("perspective", "Perspective", 15),
    Column("respondent", "Respondent", 24),
    Column("role", "Role", 24),
    Column("view", "Whose view", 20),
    Column("locality", "Locality", 18),
    Column("service_area", "Service area", 20),
    Column("size", "Size", 12),
    Column("number", "Counts for position", 12, "whole"),
    Column("single", "Single view within", 12, "whole"),
)
LEVEL_WIDTH, TEXT_WIDTH = 14, 36
INTRO = (
    "{title}: every return and every answer, as read. This is the one place to edit: change a level here and every "
    "other sheet follows by formula. Rows may be sorted and filtered."
)


def table(panel: Panel, sheet: str, place: int) -> Table:
    """The table of a panel's answers."""
    items = [
        Column(
            item_key(item.name),
            f"{item.ref} {item.title}",
            LEVEL_WIDTH if item.has_levels else TEXT_WIDTH,
            "level_input" if item.has_levels else "text",
        )
        for item in panel.instrument.items
    ]
    return Table(
        sheet=sheet,
        name=f"Answers_{place}",
        title=f"Answers: {panel.instrument.title}",
        intro=INTRO.format(title=panel.instrument.title),
        columns=unique((*FIXED, *items)),
        rows=len(panel.returns),
        frozen=2,
        tallest=LINE * 6,
    )


def write(book: Book, panel: Panel, answers: Table) -> None:
    """Write the sheet."""
    sheet = write_table(book, answers, _rows(panel))
    for item in panel.instrument.items:
        if item.has_levels:
            _validate(sheet, answers, item)
    shade(sheet, answers, [item_key(item.name) for item in panel.items])


def shown(item: Item, answer: Answer | None) -> Cell:
    """What stands for an answer: its level where it has one, otherwise a choice's label or what was typed."""
    if answer is None:
        return None
    if item.has_levels:
        return answer.level
    return typed(item, answer)


def typed(item: Item, answer: Answer) -> Cell:
    """An answer off the scale: a choice's label, or what was typed."""
    choice = item.choice(answer.value) if isinstance(answer.value, str) else None
    return choice.label if choice else answer.value


def _rows(panel: Panel) -> Iterator[list[Cell]]:
    items = list(panel.instrument.items)
    for completed, number, single in zip(panel.returns, panel.numbers, panel.singles, strict=True):
        found = {answer.item: answer for answer in completed.answers}
        yield [*_facts(completed), number, single, *(shown(item, found.get(item.name)) for item in items)]


def _facts(completed: Return) -> list[str]:
    return [
        completed.identity.return_id,
        completed.organisation,
        completed.subject,
        completed.identity.perspective.value,
        completed.respondent,
        completed.role,
        (Basis.AGREED if completed.agreed else Basis.ONE_VIEW).value,
        completed.locality,
        completed.service_area,
        completed.identity.size,
    ]


def _validate(sheet: Sheet, answers: Table, item: Item) -> None:
    scores = [choice.score for choice in item.choices if choice.score is not None]
    column = answers.place(item_key(item.name))
    last = FIRST_ROW + answers.rows - 1
    options = {
        "validate": "integer",
        "criteria": "between",
        "minimum": min(scores),
        "maximum": max(scores),
        "error_title": "A level is needed",
        "error_message": f"Type a whole number from {min(scores)} to {max(scores)}, or press Delete to leave it empty.",
    }
    sheet.validate(FIRST_ROW, column, last, column, options)
