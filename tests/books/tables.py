"""Tables of a written workbook by their names, wherever they stand."""

from collections.abc import Iterator

from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet


def tables(book: Workbook) -> Iterator[tuple[Worksheet, Table]]:
    """Every table of a workbook with its sheet, in the order of the sheets and down each of them."""
    for sheet in book.worksheets:
        yield from ((sheet, table) for table in sheet.tables.values())


def names(book: Workbook) -> list[str]:
    """What the tables of a workbook are called, in their order."""
    return [str(table.name) for _, table in tables(book)]


def place(book: Workbook, name: str) -> tuple[Worksheet, CellRange]:
    """The sheet of a table, and where it stands there, its headings included."""
    return next((sheet, CellRange(table.ref)) for sheet, table in tables(book) if table.name == name)


def rows(book: Workbook, name: str) -> list[dict[str, object]]:
    """The rows of a table by the words of its headings."""
    sheet, where = place(book, name)
    headers, *found = ([cell.value for cell in row] for row in sheet[where.coord])
    return [dict(zip(map(str, headers), row, strict=True)) for row in found]
