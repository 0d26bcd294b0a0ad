"""Correcting: the correction that answers a return with problems, each pointing at its cell in a fresh workbook."""

import re
from collections.abc import Sequence
from dataclasses import replace

from xlkit.form import layout
from xlkit.form.identity import Identity
from xlkit.form.instrument import Instrument
from xlkit.form.layout import Layout, Row
from xlkit.returns.correction import Check, Correction
from xlkit.returns.issues import Issue, Severity
from xlkit.returns.raw import CellRef, RawReturn
from xlkit.returns.validate import keeping, values
from xlkit.returns.validate.places import Place, Places, reference


def correction(
    raw: RawReturn, identity: Identity, instrument: Instrument, form: Layout, places: Places, issues: Sequence[Issue]
) -> Correction | None:
    """The correction of a return, or None where there is nothing that its respondent could put right."""
    sought = [found for found in issues if _is_for_respondent(found)]
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
    checks = tuple(_check(found, raw, instrument, form, places) for found in sought)
    return Correction(fresh, keeping.draft(instrument, form, places), checks)


def _is_for_respondent(found: Issue) -> bool:
    is_placed = found.cell is not None or found.item is not None or found.code == "unreferenced-text"
    return is_placed and found.severity is not Severity.NOTE


def _check(found: Issue, raw: RawReturn, instrument: Instrument, form: Layout, places: Places) -> Check:
    rows = {row.ref: row for row in (*form.details, *form.questions, *form.tables, *form.planner) if row.ref}
    advice = _readdressed(found, instrument, rows, places)
    cell = found.cell
    if cell is None:
        return Check(found, _first_cell(found, instrument, form), advice)
    sheet = next(sheet for sheet in raw.sheets if sheet.name == cell.sheet)
    place = Place(sheet, cell.row)
    row = rows.get(reference(place.value(layout.REF)))
    said = place.error(cell.column) or values.shown(place.value(cell.column))
    if row is None:
        return Check(found, None, advice, said)
    column = cell.column or _column(instrument, row)
    return Check(found, CellRef(row.sheet, row.row, column), advice, said)


def _first_cell(found: Issue, instrument: Instrument, form: Layout) -> CellRef | None:
    """Where an item is answered first."""
    rows = (row for row in form.inputs if row.item is not None and row.item.name == found.item)
    row = next(rows, None)
    return None if row is None else CellRef(row.sheet, row.row, _column(instrument, row))


def _column(instrument: Instrument, row: Row) -> int:
    """The first column of a row that is filled in."""
    return layout.input_columns(instrument, row)[0] if row.is_input else layout.REF


def _readdressed(found: Issue, instrument: Instrument, rows: dict[str, Row], places: Places) -> str:
    """An issue's sentence with the addresses of cells as they are in a fresh workbook."""
    moved: dict[str, str] = {}
    for ref, standing in places.items():
        row = rows[ref]
        if row.item is None or row.item.name != found.item:
            continue
        for place in standing:
            for column in (layout.REF, *(layout.input_columns(instrument, row) if row.is_input else ())):
                old, new = place.cell(column), CellRef(row.sheet, row.row, column)
                moved[f"{old.sheet}!{old.a1}"] = f"{new.sheet}!{new.a1}"
    if not moved:
        return found.message
    known = "|".join(re.escape(address) for address in sorted(moved, key=len, reverse=True))
    return re.sub(rf"(?:{known})(?![0-9])", lambda match: moved[match[0]], found.message)
