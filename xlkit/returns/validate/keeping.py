"""Keeping: everything that a person filled in, as it stood, so that a fresh workbook can carry it on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TypeVar

from xlkit.form import layout, plan
from xlkit.form.draft import Draft
from xlkit.form.instrument import Instrument, PlannerKind
from xlkit.form.item import Item, Kind
from xlkit.form.layout import Layout, Row, RowKind
from xlkit.form.words import TICK
from xlkit.returns.raw import Value
from xlkit.returns.validate import values
from xlkit.returns.validate.places import Place, Places
from xlkit.returns.validate.statements import is_anothers

T = TypeVar("T")

Entry = str | float | date


def kept_place(places: Places, ref: str, columns: Sequence[int]) -> Place | None:
    """The place of a reference whose entries are kept: where it stands twice, the first with something filled in."""
    standing = places.get(ref, ())
    filled_in = (place for place in standing if any(not values.is_blank(place.value(column)) for column in columns))
    return next(filled_in, standing[0] if standing else None)


def draft(instrument: Instrument, form: Layout, places: Places) -> Draft:
    """What stands in the input cells of a returned workbook, whether or not it was understood.

    A tick beside another's statement is not kept: beside its own reference it would look as if that had been meant.
    """
    answers: dict[str, Entry] = {}
    evidence: dict[str, str] = {}
    seen: dict[str, dict[str, Value]] = {}
    asked = [row for row in form.questions if row.kind.is_input and not row.is_worked_out]
    known = [row.choice.label for row in asked if row.choice]
    for row, item, value in _filled_in(instrument, asked, places):
        if row.kind is RowKind.STATEMENT:
            place = kept_place(places, row.ref, (layout.TICK,))
            if place is not None and is_anothers(row, place, known):
                continue
            seen.setdefault(item.name, {})[row.choice.name if row.choice else ""] = value
        elif row.kind is RowKind.EVIDENCE:
            evidence[item.name] = values.shown(value)
        else:
            answers[item.name] = _entry(item, value)
    marks = {item.name: _marks(item, seen[item.name]) for item in instrument.items if item.name in seen}
    many = {item.name for item in instrument.items if item.kind is Kind.MANY}
    for name, marked in tuple(marks.items()):
        if set(marked.values()) == {TICK} and (len(marked) == 1 or name in many):
            answers[name] = " ".join(marked)
            del marks[name]
    entered = ((item, _entry(item, value)) for _, item, value in _filled_in(instrument, form.details, places))
    dated = [row for row in form.questions if row.has_day]
    entries = [row for row in form.tables if row.kind is RowKind.ENTRY]
    further = [row for row in form.planner if row.kind is RowKind.FURTHER]
    return Draft(
        details={item.name: entry if isinstance(entry, date) else values.shown(entry) for item, entry in entered},
        answers=answers,
        evidence=evidence,
        actions=_by_item(instrument, form.planner, places, partial(_action, instrument)),
        further=_further(instrument, further, places),
        marks=marks,
        days={item.name: _day_or_text(value) for _, item, value in _filled_in(instrument, dated, places, -1)},
        rows=_by_item(instrument, entries, places, _table_row),
    )


def _filled_in(
    instrument: Instrument, rows: Sequence[Row], places: Places, at: int = 0
) -> Iterator[tuple[Row, Item, Value]]:
    """What stands in the first column that is filled in of each row, or in another one of these; what is blank not."""
    for row in rows:
        columns = layout.input_columns(instrument, row)
        place = kept_place(places, row.ref, columns)
        value = place.value(columns[at]) if place else None
        if row.item is not None and not values.is_blank(value):
            yield row, row.item, value


def _marks(item: Item, seen: Mapping[str, Value]) -> dict[str, str]:
    """The marks beside an item's statements, by the names of these: ticks as such, what is unclear as it was seen."""
    ticks = {
        choice.name: values.tick(seen[choice.name], choice.score) for choice in item.choices if choice.name in seen
    }
    every = tuple(ticks.values())
    is_every_row, is_one = len(every) == len(item.choices), item.kind is Kind.STATEMENTS
    meant = {
        name: values.held_against(tick, every, is_every_row=is_every_row, is_one=is_one) for name, tick in ticks.items()
    }
    return {
        name: TICK if tick.is_on else values.shown(seen[name])
        for name, tick in meant.items()
        if tick.is_on is not False
    }


def _entry(item: Item, value: Value) -> Entry:
    """An entry as its cell is to hold it: as what was understood of it, and otherwise as the text that was seen."""
    text = values.shown(value)
    if item.kind is Kind.DATE:
        return values.as_date(value)[0] or text
    if item.kind in (Kind.INTEGER, Kind.DECIMAL):
        number = values.as_number(value, whole=item.kind is Kind.INTEGER)
        return text if number is None else number
    if item.kind is Kind.CHOICE:
        choice = values.choice_named(text, item)
        return choice.name if choice else text
    return text


def _day_or_text(value: Value) -> date | str:
    return values.as_date(value)[0] or values.shown(value)


def _by_item(
    instrument: Instrument, rows: Sequence[Row], places: Places, read: Callable[[Row, Place], Mapping[str, T]]
) -> Mapping[str, tuple[Mapping[str, T], ...]]:
    """What stands in each row of the tables or of the planner, for every item of which anything does."""
    kept: dict[str, list[Mapping[str, T]]] = {}
    for row in rows:
        place = kept_place(places, row.ref, layout.input_columns(instrument, row))
        if row.item is not None:
            kept.setdefault(row.item.name, []).append(read(row, place) if place else {})
    return {item: tuple(written) for item, written in kept.items() if any(written)}


def _further(
    instrument: Instrument, rows: Sequence[Row], places: Places
) -> tuple[tuple[str, Mapping[str, str | date]], ...]:
    """What stands in each row for a further action, up to the last in which anything does, and for its topic."""
    topic = plan.topic_column(instrument)
    kept: list[tuple[str, Mapping[str, str | date]]] = []
    for row in rows:
        place = kept_place(places, row.ref, layout.input_columns(instrument, row))
        typed = place.value(topic) if place is not None and topic is not None else None
        kept.append(
            ("" if values.is_blank(typed) else values.shown(typed), _action(instrument, row, place) if place else {})
        )
    while kept and not any(kept[-1]):
        kept.pop()
    return tuple(kept)


def _table_row(row: Row, place: Place) -> Mapping[str, Entry]:
    fields = layout.typed_fields(row.item) if row.item else ()
    stood = [(field, place.value(column)) for column, field in fields]
    return {field.name: _entry(field, value) for field, value in stood if not values.is_blank(value)}


def _action(instrument: Instrument, row: Row, place: Place) -> Mapping[str, str | date]:
    entries: dict[str, str | date] = {}
    for at in layout.input_columns(instrument, row):
        column, value = instrument.planner[at - layout.PLAN_FIRST], place.value(at)
        if column.kind.is_input and not values.is_blank(value):
            is_day = column.kind is PlannerKind.DATE
            entries[column.name] = _day_or_text(value) if is_day else values.shown(value)
    return entries
