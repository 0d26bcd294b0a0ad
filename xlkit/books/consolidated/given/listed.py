"""Listed: the rows of everybody's tables, one below the other, with their dates held against the as-at cell."""

from collections.abc import Sequence

from xlkit.books.consolidated.common import ORGANISATION, PERSPECTIVE, RESPONDENT, RETURN_ID, SECTION, STYLES, THEME
from xlkit.books.consolidated.guide.method_words import WORDS
from xlkit.books.consolidated.plan import AS_AT
from xlkit.books.consolidated.standing.answers import typed
from xlkit.books.writer.sheets import At, Col, SheetOf, Value
from xlkit.books.writer.table import quoted
from xlkit.comparison.gathered import Listed, closing, due_field, status_field
from xlkit.form.item import Item, Role
from xlkit.measures.planning import timing_formula

REGISTER, OTHER = "Register", "Other tables"
FIRST: tuple[Col[Listed], ...] = (
    ORGANISATION,
    SECTION.as_wide(22),
    THEME.as_wide(18),
)
LAST: tuple[Col[Listed], ...] = (
    Col("title", "Table", 30, value=lambda row: row.item.title),
    Col("ref", "Ref", 10, "line", value=lambda row: f"{row.item.ref}.{row.row.number}"),
    PERSPECTIVE,
    RESPONDENT,
    RETURN_ID,
    Col("table", "Table name", 22, "line", value=lambda row: row.item.name),
    Col("row", "Row number", 10, "whole", value=lambda row: row.row.number),
)
NARROWEST, WIDEST = 12, 36
INTRO = "One row for each row that somebody filled in. {timing}Rows may be sorted and filtered."
DATED = (
    "Timing holds the first date against the as-at date on the guide: overdue, to come, no date, or closed where the "
    "status says so. "
)


def sheet(title: str, rows: Sequence[Listed], name: str, place: int) -> SheetOf[Listed]:
    """The sheet of some rows of an instrument, with a column for each field that any of their tables has, by its name.

    Where any of them has a date, one more says where each row stands in time.
    """
    timing: Col[Listed] = Col("timing", "Timing", 13, formula=_timing, explains=WORDS["Timing in a register"])
    is_dated = any(due_field(row.item) for row in rows)
    read = (*FIRST, *(_column(field, rows) for field in _fields(rows)), *((timing,) if is_dated else ()))
    what = REGISTER if rows[0].item.role is Role.REGISTER else OTHER
    return SheetOf(
        sheet=name,
        name=f"{what.replace(' ', '_')}_{place}",
        title=f"{what}: {title}",
        intro=INTRO.format(timing=DATED if is_dated else ""),
        columns=(*read, *LAST),
        records=rows,
        printed=read[-1].key,
    )


def field_key(name: str) -> str:
    """The key of a field's column."""
    return f"field {name}"


def _fields(rows: Sequence[Listed]) -> list[Item]:
    """The fields of all tables, each name once."""
    fields: dict[str, Item] = {}
    for field in (field for row in rows for field in row.item.fields):
        fields.setdefault(field.name, field)
    return list(fields.values())


def _column(field: Item, rows: Sequence[Listed]) -> Col[Listed]:
    style = STYLES.get(field.kind, "text")
    return Col(
        field_key(field.name), field.title, _width(field, rows), style, value=lambda row: _value(row, field.name)
    )


def _width(field: Item, rows: Sequence[Listed]) -> float:
    """The width of a field's column, by its longest text."""
    texts = (str(answer.value) for row in rows for answer in row.row.answers if answer.item == field.name)
    longest = max(len(text) for text in (field.title, *texts))
    return max(NARROWEST, min(WIDEST, longest + 3))


def _value(row: Listed, name: str) -> Value:
    """What a row has in a field of its own table."""
    field = next((field for field in row.item.fields if field.name == name), None)
    answer = next((answer for answer in row.row.answers if answer.item == name), None)
    return typed(field, answer) if field and answer else None


def _timing(at: At[Listed]) -> str:
    due, status = due_field(at.row.item), status_field(at.row.item)
    held = timing_formula(at[field_key(due.name)] if due else '""', '""', AS_AT)
    if status is None:
        return held
    cell = at[field_key(status.name)]
    closed = ",".join(f"{cell}={quoted(label)}" for label in closing(status))
    return f'=IF(OR({closed}),"closed",{held.removeprefix("=")})'
