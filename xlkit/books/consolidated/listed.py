"""Listed: the rows of everybody's tables, one below the other, with their dates held against the as-at cell."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from xlkit.books.consolidated.answers import typed
from xlkit.books.consolidated.matrix_tables import RatingTables, quoted
from xlkit.books.consolidated.plan import AS_AT
from xlkit.books.writer.book import Book
from xlkit.books.writer.printed import print_to
from xlkit.books.writer.table import Cell, Column, Formula, Table, in_order, unique, write_table
from xlkit.comparison.scale_matrix import Listed, Ratings
from xlkit.form.item import Item, Kind, Role
from xlkit.measures.planning import CLOSED, timing, timing_formula
from xlkit.returns.completed import Answer

REGISTER, OTHER = "Register", "Other_tables"
FIRST = (
    Column("organisation", "Organisation", 22),
    Column("section", "Section", 22),
    Column("theme", "Theme", 18),
)
TIMING = Column("timing", "Timing", 13)
LAST = (
    Column("title", "Table", 30),
    Column("ref", "Ref", 10, "line"),
    Column("perspective", "Perspective", 15),
    Column("respondent", "Respondent", 22),
    Column("return_id", "Return id", 14, "line"),
    Column("table", "Table name", 22, "line"),
    Column("row", "Row number", 10, "whole"),
)
NARROWEST, WIDEST = 12, 36
STYLES = {Kind.DATE: "date", Kind.INTEGER: "general", Kind.DECIMAL: "general"}
INTRO = "One row for each row that somebody filled in. {timing}Rows may be sorted and filtered."
DATED = (
    "Timing holds the first date against the as-at date on the cover: overdue, to come, no date, or closed where the "
    "status says so. "
)


def table(ratings: Ratings, rows: Sequence[Listed], sheet: str, place: int) -> Table:
    """The table of some rows, with a column for each field that any of their tables has, by the fields' names."""
    fields = _fields(rows)
    columns = [
        Column(field_key(one.name), one.title, _width(one, rows), STYLES.get(one.kind, "text")) for one in fields
    ]
    is_dated = any(_due(one.item) for one in rows)
    is_register = rows[0].item.role is Role.REGISTER
    return Table(
        sheet=sheet,
        name=f"{REGISTER if is_register else OTHER}_{place}",
        title=f"{REGISTER if is_register else 'Other tables'}: {ratings.panel.instrument.title}",
        intro=INTRO.format(timing=DATED if is_dated else ""),
        columns=unique((*FIRST, *columns, *((TIMING,) if is_dated else ()), *LAST)),
        rows=len(rows),
    )


def field_key(name: str) -> str:
    """The key of a field's column."""
    return f"field {name}"


def write(book: Book, tables: RatingTables, rows: Sequence[Listed], table: Table) -> None:
    """Write the sheet."""
    cells = (in_order(table, _row(tables, one, table, row)) for row, one in enumerate(rows))
    print_to(write_table(book, table, cells), table, table.columns[table.place("title") - 1].key)


def timing_of(one: Listed, as_at: date) -> str:
    """Where a row stands in time: by its first date, and by its first choice that can say it is closed."""
    due, status = _due(one.item), _status(one.item)
    found = {answer.item: answer for answer in one.row.answers}
    day = found[due.name].value if due and due.name in found else None
    choice = status.choice(str(found[status.name].value)) if status and status.name in found else None
    is_closed = choice is not None and choice.label in _closed(status)
    return timing(day if isinstance(day, date) else None, CLOSED[0] if is_closed else "", as_at)


def _fields(rows: Sequence[Listed]) -> list[Item]:
    """The fields of all tables, each name once."""
    return list({field.name: field for one in reversed(rows) for field in reversed(one.item.fields)}.values())[::-1]


def _width(field: Item, rows: Sequence[Listed]) -> float:
    """The width of a field's column, by its longest text."""
    texts = (str(answer.value) for one in rows for answer in one.row.answers if answer.item == field.name)
    longest = max((len(text) for text in (field.title, *texts)), default=0)
    return max(NARROWEST, min(WIDEST, longest + 3))


def _due(item: Item) -> Item | None:
    return next((one for one in item.fields if one.kind is Kind.DATE), None)


def _status(item: Item) -> Item | None:
    """The field that says how far something is: the first with a choice that closes it, if there is one."""
    return next((one for one in item.fields if one.is_picked and _closed(one)), None)


def _closed(status: Item | None) -> tuple[str, ...]:
    """The labels of the choices that close a row: those that are reached, and those that close actions."""
    choices = status.choices if status else ()
    return tuple(one.label for one in choices if one.reached or one.label in CLOSED)


def _row(tables: RatingTables, one: Listed, table: Table, row: int) -> dict[str, Cell]:
    found = {answer.item: answer for answer in one.row.answers}
    return {
        "organisation": one.completed.organisation,
        "section": one.section.title,
        "theme": one.theme.title if one.theme else None,
        **dict(_cells(one.item, found)),
        "timing": _timing(tables, one, table, row) if "timing" in table else None,
        "title": one.item.title,
        "ref": f"{one.item.ref}.{one.row.number}",
        "perspective": one.completed.identity.perspective.value,
        "respondent": one.completed.respondent,
        "return_id": one.completed.identity.return_id,
        "table": one.item.name,
        "row": one.row.number,
    }


def _cells(item: Item, found: Mapping[str, Answer]) -> Iterator[tuple[str, Cell]]:
    for field in item.fields:
        if field.name in found:
            yield field_key(field.name), typed(field, found[field.name])


def _timing(tables: RatingTables, one: Listed, table: Table, row: int) -> Cell:
    due, status = _due(one.item), _status(one.item)
    day = table.cell(field_key(due.name), row) if due else '""'
    if status is None:
        return Formula(timing_formula(day, '""', AS_AT), timing_of(one, tables.as_at))
    said = table.cell(field_key(status.name), row)
    closed = ",".join(f"{said}={quoted(label)}" for label in _closed(status))
    open_ = timing_formula(day, '""', AS_AT).removeprefix("=")
    return Formula(f'=IF(OR({closed}),"closed",{open_})', timing_of(one, tables.as_at))
