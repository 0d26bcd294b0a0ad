"""Columns: the sheets of a workbook read back with their columns moved as people move them."""

from collections.abc import Sequence

from msgspec.structs import replace

from xlkit.returns.raw import RawReturn, RawSheet, Value

Order = Sequence[int | None]


def rearranged(raw: RawReturn, sheet: str, order: Order) -> RawReturn:
    """The return with the columns of a sheet in another order; None stands for a column that was inserted."""
    return replace(raw, sheets=tuple(_sheet(each, order) if each.name == sheet else each for each in raw.sheets))


def inserted(raw: RawReturn, sheet: str, at: int, entries: dict[int, Value] | None = None) -> RawReturn:
    """The return with a column inserted into a sheet, in which entries stand by their rows."""
    wide = max(map(len, page(raw, sheet).rows))
    whole = rearranged(raw, sheet, [*range(at), None, *range(at, wide)])
    return typed(whole, sheet, {(row, at): value for row, value in (entries or {}).items()})


def typed(raw: RawReturn, sheet: str, entries: dict[tuple[int, int], Value]) -> RawReturn:
    """The return with other values in some cells of a sheet, by row and column from 0."""
    rows = [list(cells) for cells in page(raw, sheet).rows]
    for (row, column), value in entries.items():
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = value
    return with_rows(raw, sheet, [tuple(cells) for cells in rows])


def with_rows(raw: RawReturn, sheet: str, rows: Sequence[tuple[Value, ...]]) -> RawReturn:
    """The return with other rows on a sheet."""
    return replace(
        raw, sheets=tuple(replace(each, rows=tuple(rows)) if each.name == sheet else each for each in raw.sheets)
    )


def page(raw: RawReturn, sheet: str) -> RawSheet:
    """A sheet of a return by its name."""
    return next(each for each in raw.sheets if each.name == sheet)


def _sheet(sheet: RawSheet, order: Order) -> RawSheet:
    return replace(sheet, rows=tuple(tuple(_cell(cells, place) for place in order) for cells in sheet.rows))


def _cell(cells: Sequence[Value], place: int | None) -> Value:
    return cells[place] if place is not None and place < len(cells) else ""
