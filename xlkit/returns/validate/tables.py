"""Tables: the rows of a returned workbook's tables."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from xlkit.form import layout, relevance
from xlkit.form.expression import ITSELF, PLACE
from xlkit.form.item import Item, statements
from xlkit.form.layout import FIELD_FIRST, Row, RowKind
from xlkit.returns.completed import Answer, TableRow
from xlkit.returns.identifying import identifying
from xlkit.returns.validate import worked_out
from xlkit.returns.validate.answers import not_needed, read_kept, read_typed, spare_places
from xlkit.returns.validate.asked import Asked
from xlkit.returns.validate.findings import Findings
from xlkit.returns.validate.places import Place, Places

Typed = str | float | date | None


def read_rows(asked: Asked, rows: Sequence[Row], places: Places, findings: Findings) -> tuple[TableRow, ...]:
    """Every row of every table in which something stands, in order."""
    needless, surely = asked.worked.needless, asked.worked.surely
    written: list[TableRow] = []
    for item in layout.tables(asked.instrument):
        own = [row for row in rows if row.item is not None and row.item.name == item.name]
        is_required = item.required and item.name in surely
        used = _table(asked, replace(item, required=is_required), own, places, findings)
        if used and item.name in needless:
            not_needed(asked, item, used[0].answers[0].cell, findings)
        written += used
    return tuple(written)


def _table(asked: Asked, item: Item, rows: Sequence[Row], places: Places, findings: Findings) -> Sequence[TableRow]:
    entries = [row for row in rows if row.kind is RowKind.ENTRY]
    standing = spare_places(entries, places, findings)
    written = [(row, place) for row, place in standing if says_anything(item, place)]
    is_linked = bool(item.spoken_of - {ITSELF}) or any(not field.is_asked for field in item.fields)
    used = [
        _row(_in_row(asked, item, row, place) if is_linked else asked, item, row, place, findings)
        for row, place in written
    ]
    if not used and item.required:
        findings.about(item, "left-empty", standing[0][1].cell(FIELD_FIRST) if standing else None)
    return used


def _in_row(asked: Asked, item: Item, row: Row, place: Place) -> Asked:
    return replace(asked, row=relevance.row_worked_out(asked.worked, item, row_at_first_sight(item, row, place)))


def _row(in_row: Asked, item: Item, row: Row, place: Place, findings: Findings) -> TableRow:
    answers = []
    for column, field in enumerate(item.fields, start=FIELD_FIRST):
        if field.is_given:
            continue
        own, value = replace(field, name=item.name, ref=row.ref), None
        if not field.is_asked:
            result = in_row.row.get(field.name)
            answers.append(worked_out.in_row(field, own, result, place, column, findings))
            continue
        if field.required or not place.is_empty((column,)):
            is_required = field.required and in_row.needs(field)
            value = read_kept(in_row, replace(own, required=is_required), place, column, findings)
        chosen = field.choice(value) if isinstance(value, str) else None
        answers.append(Answer(field.name, chosen.score if chosen else None, value, place.cell(column)))
    _look_at_words(item, row.ref, {answer.item: answer for answer in answers}, findings)
    return TableRow(item.name, row.number, tuple(answers))


def _look_at_words(item: Item, ref: str, given: Mapping[str, Answer], findings: Findings) -> None:
    """What is to be said of the statements in a row: whether they may be used, and whether they may name somebody."""
    for words, use in statements(item):
        answer, own = given[words.name], replace(words, name=item.name, ref=ref)
        if isinstance(answer.value, str) and answer.value:
            if given[use.name].value is None:
                findings.about(own, "use-missing", given[use.name].cell)
            if names := identifying(answer.value):
                findings.about(own, "statement-may-identify", answer.cell, found=names)


def says_anything(table: Item, place: Place) -> bool:
    """Whether anything stands in a row of a table that did not stand there to begin with."""
    return any(
        not place.is_empty((at,)) and (field.default is None or not _is_as_begun(field, place, at))
        for at, field in layout.typed_fields(table)
    )


def _is_as_begun(field: Item, place: Place, at: int) -> bool:
    unsaid = Findings()
    return read_typed(field, place, at, unsaid) == field.default and not unsaid.issues


def row_at_first_sight(item: Item, row: Row, place: Place) -> Mapping[str, Typed]:
    """The answers in a row before anything is said of them, and its number."""
    return {PLACE: float(row.number)} | {
        field.name: read_typed(field, place, column, Findings())
        for column, field in enumerate(item.fields, start=FIELD_FIRST)
        if field.is_asked
    }
