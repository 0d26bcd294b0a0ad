"""Causes: why a workbook of accounts shows another figure than follows from what is typed, where a cell tells it.

A workbook counts text in the place of a number or a date for nothing, and knows choices by exact words alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from msgspec.structs import replace

from xlkit.form import accounts
from xlkit.form.accounts import FACTS
from xlkit.form.item import Item, Kind
from xlkit.form.layout import DETAIL_ANSWER, FIELD_FIRST, Layout, Row, RowKind
from xlkit.returns.validate import values
from xlkit.returns.validate.findings import Findings
from xlkit.returns.validate.places import Place, Places

NUMBERS = (Kind.INTEGER, Kind.DECIMAL, Kind.DATE)
# The fields of each table from which the figures of entries, or of a block's people, follow.
FOLLOWS: Mapping[str, tuple[str, ...]] = {
    FACTS: accounts.OPENINGS,
    "agreement": ("from", "held", "rate", "standard", "enhanced", "price"),
    "pots": ("pot",),
    "entries": ("day", "what", "hours", "pounds", "pot", "corrects"),
    "shared": ("hours", "pounds", "split"),
    "people": ("standard", "enhanced", "pounds", *accounts.SEVERAL),
}
TEXT = "“{found}” in {cell} is text, which the workbook does not count: type it there again as a {kind}"
WORDS = "“{found}” in {cell} is not just one of the words that the workbook knows: pick it there again"
SPACE = "“{found}” in {cell} has a space of another kind, so the workbook does not know that pot: type it there again"
TYPED_OVER = (
    "a cell that fills itself was typed over, perhaps in a hidden column or on a sheet where nothing is typed, or "
    "nothing was calculated since: show nobody these figures, and enter what was typed into a fresh copy"
)


def look_at_texts(form: Layout, places: Places, findings: Findings) -> None:
    """Note each text that was taken as a number or a date, however plain: the workbook did not count it."""
    said = {found.cell for found in findings.issues}
    for row, place in _standing([*form.details, *form.tables], places):
        for field, at in _fields(row):
            value, cell = place.value(at), place.cell(at)
            if field.kind not in NUMBERS or not isinstance(value, str) or cell in said:
                continue
            own = replace(field, name=row.item.name if row.item else field.name, ref=row.ref)
            found = values.brief(value)
            if field.kind is Kind.DATE and (day := values.as_date(value)[0]):
                findings.about(own, "date-understood", cell, found=found, date=f"{day:%d/%m/%Y}")
            elif (number := values.as_number(value, whole=field.kind is Kind.INTEGER)) is not None:
                findings.about(own, "number-understood", cell, found=found, number=values.shown(number))


def cause(form: Layout, places: Places, own: Row | None = None) -> str:
    """Why a figure does not follow: a cell of its own row, or one that many rows rest on; else what filled itself."""
    others = (row for row in (*form.details, *form.tables) if own is None or row.item is not own.item)
    standing = _standing([*([own] if own else []), *others], places)
    told = (_odd(field, place, at) for row, place in standing for field, at in _fields(row) if _matters(row, field))
    return next(filter(None, told), TYPED_OVER)


def _standing(rows: Sequence[Row], places: Places) -> Iterator[tuple[Row, Place]]:
    return ((row, place) for row in rows for place in places.get(row.ref, ()))


def _fields(row: Row) -> Iterable[tuple[Item, int]]:
    """What is asked in a row, and in which column."""
    if row.item is None:
        return ()
    return [(row.item, DETAIL_ANSWER)] if row.kind is RowKind.DETAIL else zip(row.item.fields, count(FIELD_FIRST))


def _matters(row: Row, field: Item) -> bool:
    table = FACTS if row.kind is RowKind.DETAIL else row.item.name if row.item else ""
    return field.name in FOLLOWS.get(table, ())


def _odd(field: Item, place: Place, at: int) -> str:
    """What is odd about a text in the place of something else; an empty text where nothing is."""
    value, cell = place.value(at), place.cell(at).address
    if not isinstance(value, str) or values.is_blank(value):
        return ""
    if field.kind in NUMBERS:
        return TEXT.format(found=values.brief(value), cell=cell, kind="date" if field.kind is Kind.DATE else "number")
    if field.kind is Kind.CHOICE:
        known = {choice.label.casefold() for choice in field.choices}
        return "" if value.casefold() in known else WORDS.format(found=values.brief(value), cell=cell)
    has_other_space = any(mark.isspace() and mark != " " for mark in value)
    return SPACE.format(found=value, cell=cell) if has_other_space else ""
