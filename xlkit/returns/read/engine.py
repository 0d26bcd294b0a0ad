"""The engine: python-calamine, given what of a scanned workbook is not read yet, and what it leaves out put back."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from math import isfinite
from typing import Any

from xlkit.returns.raw import RawSheet, Value
from xlkit.returns.read import symbols
from xlkit.returns.read.book import Book, SheetFacts, check_text, check_texts
from xlkit.returns.read.limits import Limits


def read(book: Book, limits: Limits) -> tuple[RawSheet, ...]:
    """Every sheet of the book, hidden ones too, row by row from A1, without the blank end of a row or sheet.

    RefusedError where there is more text than limits allow. Whatever the engine raises passes through, a panic among
    it, which is no Exception.
    """
    laid_out = _laid_out(book) if book.data else {}
    sheets = tuple(
        _sheet(laid_out[facts.index], facts, _overflowing(laid_out[facts.index]))
        if facts.rows is None
        else _sheet(facts.rows, facts, {})
        for facts in book.sheets
    )
    lengths = [len(cell) for sheet in sheets for row in sheet.rows for cell in row if isinstance(cell, str)]
    check_text(max(lengths, default=0), limits)
    check_texts(sum(lengths), limits)
    return sheets


def _laid_out(book: Book) -> Mapping[int, list[list[Any]]]:
    """The sheets that are not read yet, by their places in the engine's list."""
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_filelike(BytesIO(book.data)) as workbook:
        return {
            facts.index: workbook.get_sheet_by_index(facts.index).to_python(skip_empty_area=False)
            for facts in book.sheets
            if facts.rows is None
        }


def _sheet(cells: list[list[Value]], facts: SheetFacts, overflowing: Mapping[tuple[int, int], str]) -> RawSheet:
    for row, column in overflowing:
        cells[row][column] = None
    for (row, column), text in facts.texts.items():
        cells.extend([] for _ in range(row + 1 - len(cells)))
        cells[row].extend([None] * (column + 1 - len(cells[row])))
        cells[row][column] = text
    for (row, column), font in facts.symbols.items():
        value = cells[row][column] if row < len(cells) and column < len(cells[row]) else None
        if isinstance(value, str):
            cells[row][column] = symbols.seen(value, font)
    return RawSheet(facts.name, _trimmed(cells), {**facts.errors, **overflowing}, facts.around)


def _overflowing(cells: Sequence[Sequence[Value]]) -> Mapping[tuple[int, int], str]:
    """Numbers too large to be one: from a damaged or tampered file, since no program shows such."""
    return {
        (row, column): "#NUM!"
        for row, values in enumerate(cells)
        for column, value in enumerate(values)
        if isinstance(value, float) and not isfinite(value)
    }


def _trimmed(cells: Sequence[list[Value]]) -> tuple[tuple[Value, ...], ...]:
    for values in cells:
        while values and (values[-1] is None or values[-1] == ""):
            values.pop()
    rows = [*map(tuple, cells)]
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows)
