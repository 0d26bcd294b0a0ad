"""Keeping: everything that a person filled in, as it stood, so that a fresh workbook can carry it on."""

from collections.abc import Mapping, Sequence
from datetime import date

from xlkit.form import layout
from xlkit.form.draft import Draft
from xlkit.form.instrument import Instrument, PlannerKind
from xlkit.form.item import Item, Kind
from xlkit.form.layout import Layout, Row, RowKind
from xlkit.form.words import TICK
from xlkit.returns.raw import Value
from xlkit.returns.validate import values
from xlkit.returns.validate.places import Place, Places

Said = str | float | date


def kept_place(places: Places, ref: str, columns: Sequence[int]) -> Place | None:
    """The place of a reference whose entries are kept: where it stands twice, the first with something filled in."""
    found = places.get(ref, ())
    return next((place for place in found if not is_empty(place, columns)), found[0] if found else None)


def is_empty(place: Place, columns: Sequence[int]) -> bool:
    """Whether nothing was filled in on a row."""
    return all(values.is_blank(place.value(column)) for column in columns)


def draft(instrument: Instrument, form: Layout, places: Places) -> Draft:
    """What stands in the input cells of a returned workbook, whether or not it was understood."""
    answers: dict[str, Said] = {}
    evidence: dict[str, str] = {}
    marks: dict[str, dict[str, str]] = {}
    for row in form.questions:
        place = kept_place(places, row.ref, layout.input_columns(instrument, row)) if row.kind.is_input else None
        if place is None or row.item is None:
            continue
        value = place.value(layout.input_columns(instrument, row)[0])
        if row.kind is RowKind.STATEMENT:
            _keep_mark(row, value, marks)
        elif values.is_blank(value):
            continue
        elif row.kind is RowKind.EVIDENCE:
            evidence[row.item.name] = values.shown(value)
        else:
            answers[row.item.name] = _said(row.item, value)
    many = {item.name for item in instrument.items if item.kind is Kind.MANY}
    for name, marked in tuple(marks.items()):
        if set(marked.values()) == {TICK} and (len(marked) == 1 or name in many):
            answers[name] = " ".join(marked)
            del marks[name]
    return Draft(
        details=_details(form.details, places),
        answers=answers,
        evidence=evidence,
        actions=_actions(instrument, form.planner, places),
        marks=marks,
        days=_days(instrument, form.questions, places),
        rows=_rows(instrument, form.tables, places),
    )


def _days(instrument: Instrument, rows: Sequence[Row], places: Places) -> Mapping[str, date | str]:
    kept: dict[str, date | str] = {}
    for row in rows:
        place = kept_place(places, row.ref, layout.input_columns(instrument, row)) if row.has_day else None
        value = place.value(layout.DAY) if place else None
        if row.item is not None and not values.is_blank(value):
            kept[row.item.name] = values.as_date(value)[0] or values.shown(value)
    return kept


def _details(rows: Sequence[Row], places: Places) -> Mapping[str, str | date]:
    kept: dict[str, str | date] = {}
    for row in rows:
        place = kept_place(places, row.ref, (layout.DETAIL_ANSWER,))
        value = place.value(layout.DETAIL_ANSWER) if place else None
        if row.item is not None and not values.is_blank(value):
            said = _said(row.item, value)
            kept[row.item.name] = said if isinstance(said, date) else values.shown(said)
    return kept


def _rows(instrument: Instrument, rows: Sequence[Row], places: Places) -> Mapping[str, tuple[Mapping[str, Said], ...]]:
    kept: dict[str, list[Mapping[str, Said]]] = {}
    for row in rows:
        if row.kind is not RowKind.ENTRY or row.item is None:
            continue
        columns = layout.input_columns(instrument, row)
        place = kept_place(places, row.ref, columns)
        fields = zip(row.item.fields, (place.value(at) if place else None for at in columns), strict=True)
        said = {field.name: _said(field, value) for field, value in fields if not values.is_blank(value)}
        kept.setdefault(row.item.name, []).append(said)
    return {table: tuple(written) for table, written in kept.items() if any(written)}


def _keep_mark(row: Row, value: Value, marks: dict[str, dict[str, str]]) -> None:
    if row.item is None or row.choice is None:
        return
    tick = values.tick(value, row.choice.score)
    if tick.is_on is not False:
        marks.setdefault(row.item.name, {})[row.choice.name] = TICK if tick.is_on else values.shown(value)


def _said(item: Item, value: Value) -> Said:
    """An entry as its cell is to hold it: as what was understood of it, and otherwise as the text that was seen."""
    text = values.shown(value)
    if item.kind is Kind.DATE:
        return values.as_date(value)[0] or text
    if item.kind in (Kind.INTEGER, Kind.DECIMAL):
        number = values.as_number(value, whole=item.kind is Kind.INTEGER)
        return text if number is None else number
    if item.kind is Kind.CHOICE:
        wanted = text.strip().casefold()
        known = (each.name for each in item.choices if wanted in (each.label.strip().casefold(), each.name.casefold()))
        return next(known, text)
    return text


def _actions(
    instrument: Instrument, rows: Sequence[Row], places: Places
) -> Mapping[str, tuple[Mapping[str, str | date], ...]]:
    kept: dict[str, list[Mapping[str, str | date]]] = {}
    for row in rows:
        columns = layout.input_columns(instrument, row)
        place = kept_place(places, row.ref, columns)
        if row.item is not None:
            said = _action(instrument, place, columns) if place else {}
            kept.setdefault(row.item.name, []).append(said)
    return {item: tuple(actions) for item, actions in kept.items() if any(actions)}


def _action(instrument: Instrument, place: Place, columns: Sequence[int]) -> Mapping[str, str | date]:
    said: dict[str, str | date] = {}
    for at in columns:
        column, value = instrument.planner[at - layout.PLAN_FIRST], place.value(at)
        if values.is_blank(value):
            continue
        day = values.as_date(value)[0] if column.kind is PlannerKind.DATE else None
        said[column.name] = day or values.shown(value)
    return said
