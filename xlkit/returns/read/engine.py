"""The engine: python-calamine, given a scanned workbook, and what it leaves out put back."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from math import isfinite
from typing import Any

from python_calamine import CalamineWorkbook

from xlkit.returns.raw import RawSheet, Value
from xlkit.returns.read import symbols
from xlkit.returns.read.book import Book, SheetFacts, check_text, check_texts
from xlkit.returns.read.limits import Limits


def read(book: Book, limits: Limits) -> tuple[RawSheet, ...]:
    """Every sheet of the book, hidden ones too, row by row from A1, without the blank end of a row or sheet.

    RefusedError where there is more text than limits allow. Whatever the engine raises passes through, a panic among
    it, which is no Exception.
    """
    with CalamineWorkbook.from_filelike(BytesIO(book.data)) as workbook:
        sheets = tuple(
            _sheet(workbook.get_sheet_by_index(facts.index).to_python(skip_empty_area=False), facts)
            for facts in book.sheets
        )
    lengths = [len(cell) for sheet in sheets for row in sheet.rows for cell in row if isinstance(cell, str)]
    check_text(max(lengths, default=0), limits)
    check_texts(sum(lengths), limits)
    return sheets


def _sheet(cells: list[list[Any]], facts: SheetFacts) -> RawSheet:
    errors = dict(facts.errors)
    for (row, column), text in facts.texts.items():
        cells.extend([] for _ in range(row + 1 - len(cells)))
        cells[row].extend([None] * (column + 1 - len(cells[row])))
        cells[row][column] = text
    for (row, column), font in facts.symbols.items():
        if row < len(cells) and column < len(cells[row]) and isinstance(cells[row][column], str):
            cells[row][column] = symbols.seen(cells[row][column], font)
    for row, values in enumerate(cells):
        if float in map(type, values):
            for column in _overflowing(values):
                errors[row, column] = "#NUM!"
                values[column] = None
    return RawSheet(facts.name, _trimmed(cells), errors, facts.around)


def _overflowing(values: Sequence[Value]) -> Iterator[int]:
    """The columns of numbers too large to be one: from a damaged or tampered file, since no program shows such."""
    return (column for column, value in enumerate(values) if isinstance(value, float) and not isfinite(value))


def _trimmed(cells: Sequence[list[Value]]) -> tuple[tuple[Value, ...], ...]:
    rows: list[tuple[Value, ...]] = []
    for values in cells:
        while values and (values[-1] is None or values[-1] == ""):
            values.pop()
        rows.append(tuple(values))
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows)
