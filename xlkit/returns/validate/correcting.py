"""Correcting: the correction that answers a return with problems, each pointing at its cell in a fresh workbook."""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from xlkit.form import layout, meaning
from xlkit.form.identity import Identity
from xlkit.form.instrument import Instrument
from xlkit.form.layout import Layout, Row, RowKind
from xlkit.returns.correction import ANEW, Check, Correction
from xlkit.returns.issues import Issue, Severity
from xlkit.returns.raw import CellRef, RawReturn, RawSheet
from xlkit.returns.to_sender import to_sender
from xlkit.returns.validate import keeping, values
from xlkit.returns.validate.places import Place, Places, reference, without

# What was found where something stood that a fresh workbook has no place for, or that could not be read.
NOT_KEPT = {
    *("unreferenced-text", "reference-missing", "reference-twice", "sheet-twice", "sheet-gone", "column-gone"),
    *("column-added", "statement-moved", "error-value", "said-aside", "not-read"),
    *ANEW,
}


def correction(
    raw: RawReturn,
    identity: Identity,
    instrument: Instrument,
    form: Layout,
    places: Places,
    issues: Sequence[Issue],
    today: Layout,
) -> Correction | None:
    """The correction of a return, or None where there is nothing that its respondent could put right.

    `form` is what was asked in the return, and `today` what is asked in the correction.
    """
    sought = [issue for issue in issues if _is_for_respondent(issue)]
    if not sought:
        return None
    fresh = replace(
        identity,
        version=instrument.version,
        content_hash=instrument.content_hash,
        language=instrument.language,
        signature="",
        correction=identity.correction + 1,
    )
    fresh = meaning.marked(fresh, instrument)
    checks = tuple(_check(issue, raw, instrument, form, places, today) for issue in sought)
    is_whole = not any(issue.code in NOT_KEPT for issue in issues)
    kept = keeping.draft(instrument, form, without(places, _answered_anew(form, places, sought)))
    return Correction(fresh, kept, checks, is_whole)


def _answered_anew(form: Layout, places: Places, issues: Sequence[Issue]) -> Iterator[CellRef]:
    """The cells of which nothing is kept: whoever sees an answer there takes it for their own."""
    anew = [issue for issue in issues if issue.code in ANEW]
    yield from (issue.cell for issue in anew if issue.cell)
    items = {issue.item for issue in anew if issue.item}
    for row in form.questions:
        if row.kind is RowKind.STATEMENT and _item_of(row) in items:
            yield from (place.cell(layout.TICK) for place in places.get(row.ref, ()))


def _is_for_respondent(issue: Issue) -> bool:
    is_placed = issue.cell is not None or issue.item is not None or issue.code == "unreferenced-text"
    return is_placed and issue.severity is not Severity.NOTE


def _check(issue: Issue, raw: RawReturn, instrument: Instrument, form: Layout, places: Places, today: Layout) -> Check:
    rows = {row.ref: row for row in (*form.details, *form.questions, *form.tables, *form.planner) if row.ref}
    advice = _readdressed(issue, instrument, rows, places)
    cell = issue.cell
    if cell is None:
        return Check(issue, _first_cell(issue, instrument, today), advice)
    sheet = next(sheet for sheet in raw.sheets if sheet.name == cell.sheet)
    place = Place(sheet, cell.row) if cell.row < len(sheet.rows) else None
    row = rows.get(_reference_of(place, places)) if place else None
    text = issue.then or _found(sheet, place, cell)
    if row is None or place is None or (issue.code == "answer-unmatched" and _item_of(row) != issue.item):
        return Check(issue, _first_cell(issue, instrument, today), advice, text)
    own = next((each for each in places.get(row.ref, ()) if each.sheet is sheet and each.row == cell.row), place)
    issued = own.columns.issued(cell.column) if own.columns else cell.column
    column = issued or _column(instrument, row)
    return Check(issue, CellRef(row.sheet, row.row, column), advice, text)


def _reference_of(place: Place, places: Places) -> str:
    """The reference of a row, wherever its column stands."""
    known = (ref for ref, standing in places.items() for each in standing if _is_same_row(each, place))
    return next(known, reference(place.value(layout.REF)))


def _item_of(row: Row) -> str | None:
    return row.item.name if row.item else None


def _is_same_row(place: Place, other: Place) -> bool:
    return place.row == other.row and place.sheet is other.sheet


def _found(sheet: RawSheet, place: Place | None, cell: CellRef) -> str:
    """The whole of what stands at a cell; `place` is its row, where anything is in use there."""
    asides = "\n".join(aside.text for aside in sheet.around.asides if aside.place == (cell.row, cell.column))
    return asides or (place.error(cell.column) or values.shown(place.value(cell.column)) if place else "")


def _first_cell(issue: Issue, instrument: Instrument, form: Layout) -> CellRef | None:
    """Where an item is answered first."""
    rows = (row for row in form.inputs if row.item is not None and row.item.name == issue.item)
    row = next(rows, None) if issue.item else None
    return None if row is None else CellRef(row.sheet, row.row, _column(instrument, row))


def _column(instrument: Instrument, row: Row) -> int:
    """The first column of a row that is filled in."""
    return layout.input_columns(instrument, row)[0] if row.is_input else layout.REF


def _readdressed(issue: Issue, instrument: Instrument, rows: dict[str, Row], places: Places) -> str:
    """An issue's sentence for its sender, with the addresses of cells as they are in a fresh workbook."""
    moved: dict[str, str] = {}
    for ref, standing in places.items():
        row = rows[ref]
        if row.item is None or row.item.name != issue.item:
            continue
        for place in standing:
            for column in (layout.REF, *(layout.input_columns(instrument, row) if row.is_input else ())):
                old, new = place.cell(column), CellRef(row.sheet, row.row, column)
                moved[old.address] = new.address
    if not moved:
        return to_sender(issue)
    known = "|".join(re.escape(address) for address in sorted(moved, key=len, reverse=True))
    return re.sub(rf"(?:{known})(?![0-9])", lambda match: moved[match[0]], to_sender(issue))
