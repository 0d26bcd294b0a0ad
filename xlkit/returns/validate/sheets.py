"""Sheets: what is said of one whose columns do not stand as they were issued, once for the whole sheet."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

from msgspec.structs import replace

from xlkit.form.headings import QUESTIONS, RATINGS, TABLE
from xlkit.form.layout import Layout, Row
from xlkit.form.roster import NAME
from xlkit.returns.raw import CellRef, RawReturn, RawSheet, Value
from xlkit.returns.validate import values
from xlkit.returns.validate.columns import Columns
from xlkit.returns.validate.findings import Findings
from xlkit.returns.validate.places import Places

MOST = 50  # columns of somebody's own that are told one by one
QUOTED = 3  # entries of a column that is not read which are named


def look(raw: RawReturn, moved: Iterable[Columns], needed: Mapping[str, Collection[int]], findings: Findings) -> bool:
    """Whether all sheets can be read whose columns have moved; what is said of them is among the findings.

    `needed` holds the columns of each table without which what is filled in cannot be told.
    """
    by_sheet: defaultdict[str, list[Columns]] = defaultdict(list)
    for columns in moved:
        by_sheet[columns.sheet].append(columns)
    is_readable = True
    for sheet in raw.sheets:
        own = by_sheet.get(sheet.name, ())
        if not own:
            continue
        lost = dict.fromkeys(chain.from_iterable(_lost(columns, needed) for columns in own))
        refuses = any(map(_is_vital, own))
        if lost:
            code = "sheet-unclear" if refuses else "column-gone"
            findings.add(code, own[0].heading(own[0].reference), sheet=sheet.name, headings=values.quoted(lost))
            is_readable = is_readable and not refuses
        if not (lost and refuses):
            _say(sheet, own, findings, is_whole=not lost)
    return is_readable


def still_there(form: Layout, places: Places, findings: Findings) -> Layout | None:
    """The form without the sheets of which not one row is left, each said once; None where no question is left."""
    gone = {
        name: row for name in ("questions", "tables", "planner") if (row := _first_gone(getattr(form, name), places))
    }
    for name, row in gone.items():
        findings.add("questions-gone" if name == "questions" else "sheet-gone", sheet=row.sheet)
    return None if "questions" in gone else replace(form, **dict.fromkeys(gone, ()))


def _first_gone(rows: Iterable[Row], places: Places) -> Row | None:
    """The first of the rows that are filled in where not one of them is left."""
    first = None
    for row in rows:
        if row.is_input:
            if row.ref in places:
                return None
            first = first or row
    return first


def _lost(columns: Columns, needed: Mapping[str, Collection[int]]) -> Iterator[str]:
    for column, heading in {**columns.gone, **columns.twice}.items():
        if column in needed[columns.table]:
            yield " ".join(heading.split())


def _is_vital(columns: Columns) -> bool:
    """Whether nothing on a sheet can be told without the columns that are lost: there is no saying what is answered."""
    if columns.table == RATINGS:
        return NAME in {**columns.gone, **columns.twice}
    return columns.table == QUESTIONS or columns.table.startswith(TABLE)


def _say(sheet: RawSheet, own: Iterable[Columns], findings: Findings, *, is_whole: bool) -> None:
    moved = [columns for columns in own if columns.has_moved]
    if moved and is_whole:
        findings.add("columns-moved", moved[0].heading(moved[0].reference), sheet=sheet.name)
    for columns in own:
        for column, heading in columns.renamed.items():
            cell = columns.heading(columns.stands[column])
            shown = values.brief(_value(sheet, cell)) or "nothing"
            findings.add("heading-changed", cell, sheet=sheet.name, expected=values.brief(heading), found=shown)
    added = {place: columns.heading(place) for columns in own for place in columns.added}
    for place, cell in sorted(added.items())[:MOST]:
        entries = list(_entries(sheet, place, cell.row))
        if entries:
            shown = values.quoted(entries[:QUOTED]) + (" …" if len(entries) > QUOTED else "")
            heading = values.brief(_value(sheet, cell)) or "nothing"
            findings.add("column-added", cell, sheet=sheet.name, heading=heading, count=len(entries), found=shown)


def _entries(sheet: RawSheet, place: int, above: int) -> Iterator[str]:
    for number, cells in enumerate(sheet.rows):
        value = cells[place] if place < len(cells) else None
        if number != above and not values.is_blank(value):
            yield values.brief(value)


def _value(sheet: RawSheet, cell: CellRef) -> Value:
    cells = sheet.rows[cell.row]
    return cells[cell.column] if cell.column < len(cells) else None
