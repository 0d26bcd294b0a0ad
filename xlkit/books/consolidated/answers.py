"""Answers: one row per return and one column per item; the one place where levels are edited."""

from collections.abc import Iterator

from xlkit.books.consolidated.matrix_tables import RatingTables, ScaleTable
from xlkit.books.consolidated.plan import item_key
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.choice_tones import colour
from xlkit.books.writer.heights import LINE
from xlkit.books.writer.levels_look import shade
from xlkit.books.writer.table import FIRST_ROW, Cell, Column, Table, unique, write_table
from xlkit.comparison.panel import Basis, Panel
from xlkit.comparison.scale_matrix import Ratings
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item, Kind
from xlkit.returns.completed import Answer, Return

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
LEVEL_WIDTH, LABEL_WIDTH, TEXT_WIDTH = 14, 20, 36
INTRO = (
    "{title}: every answer as it was read. This is the one place to edit: change an answer here and every figure "
    "follows. Rows may be sorted and filtered."
)


def table(panel: Panel, sheet: str, place: int) -> Table:
    """The table of a panel's answers."""
    items = [
        Column(
            item_key(item.name),
            f"{item.ref} {item.title}",
            LEVEL_WIDTH if item.has_levels else LABEL_WIDTH if item.is_picked else TEXT_WIDTH,
            "level_input" if item.has_levels else "text",
        )
        for item in cells_of(panel.instrument)
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


def write(book: Book, panel: Panel, answers: Table, rating: RatingTables | None = None) -> None:
    """Write the sheet; `rating` are the tables of the ratings among the answers, if there are any."""
    sheet = write_table(book, answers, _rows(panel))
    if rating is not None and rating.scales is not None:
        _label(sheet, answers, rating.found, rating.scales)
    for item in panel.instrument.items:
        if item.has_levels:
            _validate(sheet, answers, item)
    shade(sheet, answers, [item_key(item.name) for item in panel.items], panel.scale.steps)


def cells_of(instrument: Instrument) -> tuple[Item, ...]:
    """The items that have one cell each among the answers: all but tables, whose rows stand on sheets of their own."""
    return tuple(item for item in instrument.items if item.kind is not Kind.TABLE)


def shown(item: Item, answer: Answer | None) -> Cell:
    """What stands for an answer: its level where it has one, otherwise a choice's label or what was typed."""
    if answer is None:
        return None
    if item.has_levels:
        return answer.level
    return typed(item, answer)


def typed(item: Item, answer: Answer) -> Cell:
    """An answer off the scale: a choice's label, the labels of several, or what was typed."""
    if item.kind is Kind.MANY and isinstance(answer.value, str):
        return "; ".join(choice.label for name in answer.value.split() if (choice := item.choice(name))) or None
    choice = item.choice(answer.value) if isinstance(answer.value, str) else None
    return choice.label if choice else answer.value


def _rows(panel: Panel) -> Iterator[list[Cell]]:
    items = cells_of(panel.instrument)
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


def _label(sheet: Sheet, answers: Table, found: Ratings, scales: ScaleTable) -> None:
    """Let the cells of ratings take the labels of their scale alone, and show their tones."""
    last = FIRST_ROW + answers.rows - 1
    for scale in scales.scales:
        keys = [item_key(one.item.name) for one in found.rated if one.scale == scale and not one.item.has_levels]
        for key in keys:
            column = answers.place(key)
            options = {
                "validate": "list",
                "source": f"={scales.labels(scale)}",
                "error_title": "A choice is needed",
                "error_message": "Pick one from the list, or press Delete to leave it empty.",
            }
            sheet.validate(FIRST_ROW, column, last, column, options)
        colour(sheet, answers, keys, [scale])


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
