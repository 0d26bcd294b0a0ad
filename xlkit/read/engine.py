"""The engine: python-calamine, given a scanned workbook, and what it leaves out put back."""

from collections.abc import Sequence
from io import BytesIO
from math import isfinite

from python_calamine import CalamineWorkbook

from xlkit.read.book import Book, SheetFacts
from xlkit.returns import RawSheet, Value


def read(book: Book) -> tuple[RawSheet, ...]:
    """Every sheet of the book, hidden ones too, row by row from A1, without the blank end of a row or sheet.

    Whatever the engine raises passes through, a panic among it, which is no Exception.
    """
    with CalamineWorkbook.from_filelike(BytesIO(book.data)) as workbook:
        return tuple(
            _sheet(workbook.get_sheet_by_index(facts.index).to_python(skip_empty_area=False), facts)
            for facts in book.sheets
        )


def _sheet(read: Sequence[Sequence[Value]], facts: SheetFacts) -> RawSheet:
    cells = [list(values) for values in read]
    errors = dict(facts.errors)
    for (row, column), text in facts.texts.items():
        cells.extend([] for _ in range(row + 1 - len(cells)))
        cells[row].extend([None] * (column + 1 - len(cells[row])))
        cells[row][column] = text
    for row, values in enumerate(cells):
        for column, value in enumerate(values):
            # A number too large to be one comes from a damaged or tampered file; no program shows it as a number.
            if value.__class__ is float and not isfinite(value):
                errors[row, column] = "#NUM!"
                values[column] = None
    return RawSheet(facts.name, _trimmed(cells), errors)


def _trimmed(cells: Sequence[list[Value]]) -> tuple[tuple[Value, ...], ...]:
    rows: list[tuple[Value, ...]] = []
    for values in cells:
        while values and values[-1] in ("", None):
            values.pop()
        rows.append(tuple(values))
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows)
