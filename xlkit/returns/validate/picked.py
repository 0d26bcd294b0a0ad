"""Picked: what was picked from the dropdowns of another version, in the words that its choices have today."""

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from xlkit.form import layout
from xlkit.form.item import Item, Kind
from xlkit.form.layout import Layout, Row, RowKind
from xlkit.form.versions import Same
from xlkit.returns.raw import CellRef, RawReturn
from xlkit.returns.validate import values
from xlkit.returns.validate.findings import Findings
from xlkit.returns.validate.places import Place, Places, with_values
from xlkit.returns.validate.statements import say_if_reworded


class Dropdown(Struct, frozen=True):
    """A cell in which one choice was picked: what is asked there today, and what was; `path` names it in `Same`."""

    at: int
    now: Item
    then: Item
    path: tuple[str, ...]


def in_words_of_today(raw: RawReturn, form: Layout, places: Places, same: Same, findings: Findings) -> RawReturn:
    """The workbook with today's words for what was picked in those of then; what has none is left out.

    That is said, and so is what has other words.
    """
    worded: dict[CellRef, str | None] = {}
    for row in (*form.questions, *form.tables):
        for dropdown in _dropdowns(row, same):
            for place in places.get(row.ref, ()):
                worded |= _worded(dropdown, place, same, findings)
    return replace(raw, sheets=tuple(with_values(sheet, worded) for sheet in raw.sheets)) if worded else raw


def _dropdowns(row: Row, same: Same) -> Iterator[Dropdown]:
    then = same.items.get(row.item.name) if row.item else None
    if row.item is None or then is None:
        return
    if row.kind is RowKind.ANSWER and row.item.kind is Kind.CHOICE:
        yield Dropdown(layout.ANSWER, row.item, then, (row.item.name,))
    fields = {field.name: field for field in then.fields}
    for at, field in layout.typed_fields(row.item) if row.kind is RowKind.ENTRY else ():
        was = fields.get(same.fields.get((row.item.name, field.name), ""))
        if field.kind is Kind.CHOICE and was is not None:
            own = replace(field, name=row.item.name, ref=row.ref)
            yield Dropdown(at, own, was, (row.item.name, field.name))


def _worded(dropdown: Dropdown, place: Place, same: Same, findings: Findings) -> Mapping[CellRef, str | None]:
    """What a cell says in the words of today, None where nothing is the same; nothing if it is no choice of then."""
    value, item, cell = place.value(dropdown.at), dropdown.now, place.cell(dropdown.at)
    if values.is_blank(value) or place.error(dropdown.at) or place.is_struck(dropdown.at) or not dropdown.then.choices:
        return {}
    found = values.brief(value)
    picked = values.choice_named(values.shown(value), dropdown.then)
    if picked is None:
        if values.choice_named(values.shown(value), item) is None:
            offered = values.quoted(choice.label for choice in dropdown.then.choices)
            findings.about(item, "unknown-choice", cell, expected=offered, found=found)
            findings.said.add(cell)
        return {}
    choice = item.choice(same.choice_of_today(*dropdown.path, picked.name) or "")
    if choice is None:
        findings.add("answer-unmatched", cell, item.name, ref=item.ref, text=values.brief(item.title), found=found)
        findings.said.add(cell)
    else:
        say_if_reworded(item, picked, choice, cell, findings)
    return {cell: choice.label if choice else None}
