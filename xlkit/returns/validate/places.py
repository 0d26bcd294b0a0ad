"""Places: where each reference of a form stands in the file as it was returned."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from xlkit.form import layout
from xlkit.returns.raw import CellRef, RawReturn, RawSheet, Value
from xlkit.returns.validate.values import is_blank

MARK = "xlkit"  # stands in A1 of the hidden sheet


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a returned sheet."""

    sheet: RawSheet
    row: int

    def value(self, column: int) -> Value:
        """What stands in a column of the row; None beyond the end of what was filled in."""
        cells = self.sheet.rows[self.row]
        return cells[column] if column < len(cells) else None

    def ends_before(self, column: int) -> bool:
        """Whether the row holds nothing from a column on, nor its sheet any error."""
        return not self.sheet.errors and len(self.sheet.rows[self.row]) <= column

    def error(self, column: int) -> str:
        """The error value that stands in a column of the row, such as `#REF!`, or an empty text."""
        return self.sheet.errors.get((self.row, column), "")

    def is_empty(self, columns: Iterable[int]) -> bool:
        """Whether nothing stands in some columns of the row, nor any error."""
        return all(is_blank(self.value(column)) and not self.error(column) for column in columns)

    def cell(self, column: int) -> CellRef:
        """The cell in a column of the row."""
        return CellRef(self.sheet.name, self.row, column)


Places = Mapping[str, tuple[Place, ...]]


def find(raw: RawReturn, refs: Collection[str]) -> Places:
    """Every place of every reference asked for, in the order of the sheets; the hidden sheet is passed over."""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for sheet in raw.sheets:
        if is_hidden_sheet(sheet):
            continue
        for number, cells in enumerate(sheet.rows):
            ref = cells[layout.REF] if cells else ""
            if not isinstance(ref, str) or ref not in refs:
                ref = reference(ref)
            if ref in refs:
                places[ref].append(Place(sheet, number))
    return {ref: tuple(standing) for ref, standing in places.items()}


def is_hidden_sheet(sheet: RawSheet) -> bool:
    """Whether a sheet is the one that holds the workbook's identity, whatever it is called now."""
    return bool(sheet.rows) and bool(sheet.rows[0]) and sheet.rows[0][layout.KEY] == MARK


def reference(value: Value) -> str:
    """A reference as it was issued: a program that turned the text `7` into a number gave back 7.0."""
    if isinstance(value, float) and not isinstance(value, bool):
        return f"{value:g}"
    return value.strip() if isinstance(value, str) else ""
