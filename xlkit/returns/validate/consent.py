"""Consent: what somebody said and did not let pass is taken out of a workbook before anything in it is looked at."""

from collections.abc import Iterator

from msgspec.structs import replace

from xlkit.form.item import Item, Said
from xlkit.form.layout import FIELD_FIRST, Layout
from xlkit.returns.raw import CellRef, RawReturn, RawSheet, Value
from xlkit.returns.validate import values
from xlkit.returns.validate.findings import Findings
from xlkit.returns.validate.places import Place, Places

Marked = dict[CellRef, tuple[Item, str]]


def has_people(form: Layout) -> bool:
    """Whether a form has rows in which people say something."""
    return any(field.said for row in form.tables if row.item for field in row.item.fields)


def without_refused(raw: RawReturn, form: Layout, places: Places, findings: Findings) -> RawReturn:
    """The workbook without the words that are only counted, refused or held back; whoever sent them is told where."""
    marked: Marked = {}
    for row, item in ((row, row.item) for row in form.tables):
        for place in places.get(row.ref, ()) if item else ():
            marked |= _refused(item, place, row.ref) if item else {}
    for cell, (item, use) in marked.items():
        findings.about(item, "words-dropped", cell, use=use)
    return replace(raw, sheets=tuple(_without(sheet, marked) for sheet in raw.sheets)) if marked else raw


def _refused(item: Item, place: Place, ref: str) -> Marked:
    marked: Marked = {}
    words, at = item, FIELD_FIRST
    for column, field in enumerate(item.fields, start=FIELD_FIRST):
        if field.said is Said.WORDS:
            words, at = replace(field, name=item.name, ref=ref), column
        choice = values.choice_named(values.shown(place.value(column)), field) if field.said is Said.USE else None
        is_there = not values.is_blank(place.value(at))
        if choice and choice.use and not choice.use.passes_words and is_there:
            marked[place.cell(at)] = words, choice.label
    return marked


def _without(sheet: RawSheet, marked: Marked) -> RawSheet:
    """A sheet without what stands in some cells, and without what is said beside them."""
    cells = {(cell.row, cell.column) for cell in marked if cell.sheet == sheet.name}
    if not cells:
        return sheet
    rows = tuple(tuple(_kept(row, at, cells)) for at, row in enumerate(sheet.rows))
    asides = tuple(aside for aside in sheet.around.asides if aside.place not in cells)
    return replace(sheet, rows=rows, around=replace(sheet.around, asides=asides))


def _kept(row: tuple[Value, ...], at: int, cells: set[tuple[int, int]]) -> Iterator[Value]:
    return (None if (at, column) in cells else value for column, value in enumerate(row))
