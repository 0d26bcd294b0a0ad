"""Places: where each reference of a form stands in the file as it was returned."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from xlkit.form import layout
from xlkit.form.headings import Headed
from xlkit.returns.raw import CellRef, RawReturn, RawSheet, Value
from xlkit.returns.validate.columns import Columns, columns_of
from xlkit.returns.validate.values import is_blank

MARK = "xlkit"  # stands in A1 of the hidden sheet
FURTHEST = 40  # rows in which the headings are looked for that say where the references stand
UNHEADED: Mapping[str, Headed] = {}
UNVALUED = "a formula without its result"


class Place(Struct, frozen=True):
    """A row of a returned sheet; its columns are asked for as they were issued, wherever they stand now."""

    sheet: RawSheet
    row: int
    columns: Columns | None = None

    def at(self, column: int) -> int | None:
        """Where a column stands now; None where it is gone."""
        return self.columns.stands.get(column) if self.columns else column

    def value(self, column: int) -> Value:
        """What is seen in a column of the row; None beyond the end of what was filled in, or where it is gone."""
        cells, place = self.sheet.rows[self.row], column if self.columns is None else self.at(column)
        value = cells[place] if place is not None and place < len(cells) else None
        if place is None or not self.sheet.around.merged or not is_blank(value):
            return value
        return self._merged(place)

    def _merged(self, place: int) -> Value:
        """What a blank cell shows as one of several that were merged: what stands in the first of them."""
        for top, left, bottom, right in self.sheet.around.merged:
            if top <= self.row <= bottom and left <= place <= right and top < len(self.sheet.rows):
                cells = self.sheet.rows[top]
                return cells[left] if left < len(cells) else None
        return None

    def ends_before(self, column: int) -> bool:
        """Whether the row holds nothing from a column on, on a sheet where nothing else can be seen there either."""
        is_usual = not self.columns and not self.sheet.errors and not self.sheet.around.changes_cells
        return is_usual and len(self.sheet.rows[self.row]) <= column

    def error(self, column: int) -> str:
        """The error value that stands in a column of the row, such as `#REF!`, or an empty text."""
        errors, unvalued = self.sheet.errors, self.sheet.around.unvalued
        place = self.at(column) if errors or unvalued else None
        if place is None:
            return ""
        at = (self.row, place)
        return errors.get(at, "") or (UNVALUED if at in unvalued else "")

    def is_struck(self, column: int) -> bool:
        """Whether what stands in a column of the row is struck through, or a part of it."""
        struck = self.sheet.around.struck
        return bool(struck) and (self.row, self.at(column)) in struck and not is_blank(self.value(column))

    def is_empty(self, columns: Iterable[int]) -> bool:
        """Whether nothing stands in some columns of the row, nor any error."""
        return all(is_blank(self.value(column)) and not self.error(column) for column in columns)

    def cell(self, column: int) -> CellRef:
        """The cell in a column of the row, or of its reference where the column is gone."""
        place = self.at(column)
        return CellRef(self.sheet.name, self.row, (self.at(layout.REF) or 0) if place is None else place)


Places = Mapping[str, tuple[Place, ...]]


def find(raw: RawReturn, refs: Mapping[str, str], headed: Mapping[str, Headed] = UNHEADED) -> Places:
    """Every place of every reference asked for, in the order of the sheets; the hidden sheet is passed over.

    `refs` maps each to the name of its table, `headed` a table to its columns; those of others count as they stand.
    """
    places: defaultdict[str, list[Place]] = defaultdict(list)
    heads = {table.headings[layout.REF] for table in headed.values()} - {""}
    for sheet in raw.sheets:
        if is_unseen(sheet):
            continue
        column = _reference_column(sheet, heads)
        standing = tuple(_references(sheet, refs, column))
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for ref, number in standing:
            rows[refs[ref]].append(number)
        columns = {
            table: columns_of(sheet, table, headed[table], numbers, column)
            for table, numbers in rows.items()
            if table in headed
        }
        for ref, number in standing:
            places[ref].append(Place(sheet, number, columns.get(refs[ref])))
    return {ref: tuple(standing) for ref, standing in places.items()}


def without(places: Places, cells: Iterable[CellRef]) -> Places:
    """The places with nothing in some cells."""
    blank: dict[CellRef, Value] = dict.fromkeys(cells)
    sheets = {id(each.sheet): each.sheet for standing in places.values() for each in standing} if blank else {}
    left = {key: with_values(sheet, blank) for key, sheet in sheets.items()}
    return {
        ref: tuple(replace(each, sheet=left.get(id(each.sheet), each.sheet)) for each in standing)
        for ref, standing in places.items()
    }


def with_values(sheet: RawSheet, values: Mapping[CellRef, Value]) -> RawSheet:
    """A sheet with other values in some of its cells."""
    rows = {cell.row for cell in values if cell.sheet == sheet.name}
    return replace(
        sheet, rows=tuple(_row(sheet, at, values) if at in rows else row for at, row in enumerate(sheet.rows))
    )


def _row(sheet: RawSheet, at: int, values: Mapping[CellRef, Value]) -> tuple[Value, ...]:
    return tuple(values.get(CellRef(sheet.name, at, column), value) for column, value in enumerate(sheet.rows[at]))


def moved(places: Places) -> Iterator[Columns]:
    """The columns of each table of each sheet whose headings are not just as they were issued.

    Single rows that were copied somewhere else, and stand in their sheet too, have no headings there to look for.
    """
    known: dict[int, Columns] = {}
    for standing in places.values():
        for place in standing:
            if place.columns is not None and (place.columns.row is not None or len(standing) == 1):
                known[id(place.columns)] = place.columns
    yield from known.values()


def _reference_column(sheet: RawSheet, heads: Collection[str]) -> int:
    """The column in which references stand: the first, unless another one is headed so."""
    for cells in sheet.rows[:FURTHEST]:
        for head in heads:
            if head in cells:
                return cells.index(head)
    return layout.REF


def _references(sheet: RawSheet, refs: Mapping[str, str], column: int) -> Iterator[tuple[str, int]]:
    for number, cells in enumerate(sheet.rows):
        value = cells[column] if column < len(cells) else None
        if value is not None and (ref := reference(value)) in refs:
            yield ref, number


def is_hidden_sheet(sheet: RawSheet) -> bool:
    """Whether a sheet is the one that holds the workbook's identity, whatever it is called now."""
    return _mark(sheet) == MARK


def is_unseen(sheet: RawSheet) -> bool:
    """Whether a sheet is one that nobody fills in: that of the identity, or of what formulas refer to."""
    return _mark(sheet) in (MARK, layout.WORKED_OUT)


def _mark(sheet: RawSheet) -> Value:
    return sheet.rows[0][layout.KEY] if sheet.rows and sheet.rows[0] else None


def reference(value: Value) -> str:
    """A reference as it was issued: a program that turned the text `7` into a number gave back 7.0."""
    if isinstance(value, str):
        return value.strip()
    return f"{value:g}" if isinstance(value, float) else ""
