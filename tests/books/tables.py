"""Tables of a written workbook by their names, wherever they stand."""

from collections.abc import Iterator

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from xlkit.books.writer.heights import SCREEN
from xlkit.books.writer.letters import wide
from xlkit.books.writer.paper import DIGIT


def tables(book: Workbook) -> Iterator[tuple[Worksheet, Table]]:
    """Every table of a workbook with its sheet, in the order of the sheets and down each of them."""
    for sheet in book.worksheets:
        yield from ((sheet, table) for table in sheet.tables.values())


def names(book: Workbook) -> list[str]:
    """What the tables of a workbook are called, in their order."""
    return [str(table.name) for _, table in tables(book)]


def told(sheet: Worksheet) -> str:
    """What a sheet holds, as it says below its title: in two lines where one is too long for a screen."""
    rest = [str(cell.value) for cell in sheet[3] if cell.value and not cell.hyperlink]
    return " ".join([str(sheet["A2"].value), *rest])


def is_on_screen(sheet: Worksheet) -> bool:
    """Whether what is said below the title is seen whole beside the first columns."""
    last = [cell for cell in sheet[3] if cell.value][-1]
    columns = range(1, last.column)
    start = sum(sheet.column_dimensions[get_column_letter(column)].width * DIGIT for column in columns)
    return max(wide(str(sheet["A2"].value)), start + wide(str(last.value))) <= SCREEN


def place(book: Workbook, name: str) -> tuple[Worksheet, CellRange]:
    """The sheet of a table, and where it stands there, its headings included."""
    return next((sheet, CellRange(table.ref)) for sheet, table in tables(book) if table.name == name)


def rows(book: Workbook, name: str) -> list[dict[str, object]]:
    """The rows of a table by the words of its headings."""
    sheet, where = place(book, name)
    headers, *found = ([cell.value for cell in row] for row in sheet[where.coord])
    return [dict(zip(map(str, headers), row, strict=True)) for row in found]


def areas(sheet: Worksheet) -> list[CellRange]:
    """The areas that are printed, in their order."""
    title = sheet.title.replace("'", "''")
    found = str(sheet.print_area).replace(f"'{title}'!", "")
    return [CellRange(area.replace("$", "")) for area in found.split(",")]
