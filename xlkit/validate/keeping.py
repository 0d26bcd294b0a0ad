"""Keeping: everything that a person filled in, as it stood, so that a fresh workbook can carry it on."""

from collections.abc import Mapping, Sequence
from datetime import date

from xlkit import layout
from xlkit.instrument import Instrument, Item, Kind, PlannerKind
from xlkit.layout import Layout, Row, RowKind
from xlkit.returns import Draft, Value
from xlkit.validate import values
from xlkit.validate.places import Place, Places
from xlkit.words import TICK

Said = str | float | date


def kept_place(places: Places, ref: str, columns: Sequence[int]) -> Place | None:
    """The place of a reference whose entries are kept: where it stands twice, the first with something filled in."""
    found = places.get(ref, ())
    return next((place for place in found if not is_empty(place, columns)), found[0] if found else None)


def is_empty(place: Place, columns: Sequence[int]) -> bool:
    """Whether nothing was filled in on a row."""
    return all(values.is_blank(place.value(column)) for column in columns)


def input_columns(instrument: Instrument, row: Row) -> Sequence[int]:
    """The columns of a row that a person fills in."""
    match row.kind:
        case RowKind.DETAIL:
            return (layout.DETAIL_ANSWER,)
        case RowKind.STATEMENT:
            return (layout.TICK,)
        case RowKind.PLAN:
            return tuple(layout.PLAN_FIRST + at for at, column in enumerate(instrument.planner) if column.kind.is_input)
        case _:
            return (layout.ANSWER,)


def draft(instrument: Instrument, form: Layout, places: Places) -> Draft:
    """What stands in the input cells of a returned workbook, whether or not it was understood."""
    details: dict[str, str | date] = {}
    answers: dict[str, Said] = {}
    evidence: dict[str, str] = {}
    marks: dict[str, dict[str, str]] = {}
    for row in (*form.details, *form.questions):
        place = kept_place(places, row.ref, input_columns(instrument, row)) if row.kind.is_input else None
        if place is None or row.item is None:
            continue
        value = place.value(input_columns(instrument, row)[0])
        if row.kind is RowKind.STATEMENT:
            _keep_mark(row, value, marks)
        elif values.is_blank(value):
            continue
        elif row.kind is RowKind.EVIDENCE:
            evidence[row.item.name] = values.shown(value)
        elif row.kind is RowKind.DETAIL:
            said = _said(row.item, value)
            details[row.item.name] = said if isinstance(said, date) else values.shown(said)
        else:
            answers[row.item.name] = _said(row.item, value)
    for name, marked in tuple(marks.items()):
        if list(marked.values()) == [TICK]:
            answers[name] = next(iter(marked))
            del marks[name]
    return Draft(details, answers, evidence, _actions(instrument, form.planner, places), marks)


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
        columns = input_columns(instrument, row)
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
