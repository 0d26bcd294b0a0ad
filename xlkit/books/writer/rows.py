"""Rows: what cells hold put in their places, those of a long table as XML and out of memory at once."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from math import isfinite

from xlsxwriter.format import Format

from xlkit.books.writer.book import Sheet
from xlkit.books.writer.engine import formula_cell, letters, styled
from xlkit.books.writer.held import EPOCH, Cell, Formula, Held, Linked
from xlkit.books.writer.styles import Styles

LINKING = {"text": "text_link", "line": "line_link"}  # the roles of cells that lead elsewhere
TYPED_DATE = "typed_date"  # the look of a column in which somebody types dates
MARKUP = "<"  # what begins so may be rich text to XlsxWriter
MOST_KNOWN = 4_096  # texts of a column: more would take memory, and be met again by few rows
FIRST_YEAR = 1901  # of days that are counted without the 29th of February 1900, which never was


class Look:
    """How the cells of a column look: as its role says, and otherwise where they lead elsewhere or hold a day.

    `begin` is how the XML of each of them begins. `known` has how that of a text goes on behind the row's number, of so
    many texts at most.
    """

    def __init__(self, styles: Styles, role: str, column: int) -> None:
        self.plain = styles[role]
        self.begin = f'<c r="{letters(column)}'
        self.known: dict[str, str] = {}
        self._styles, self._role = styles, role

    @cached_property
    def leading(self) -> Format:
        """Of what leads elsewhere; a level stays as it is."""
        return self._styles[LINKING.get(self._role, self._role)]

    @cached_property
    def day(self) -> Format:
        """Of a day, which can stand in a column of anything; where one is typed, it can still be put right."""
        return self._styles[self._role if self._role == TYPED_DATE else "date"]


def put(sheet: Sheet, row: int, column: int, cell: Cell, looked: Look) -> None:
    """Write what a cell holds."""
    if isinstance(cell, Linked):
        # The link stays with the cell, whatever is written into it after that.
        sheet.lead(row, column, cell.lead)
        _put(sheet, row, column, cell.cell, looked, looked.leading)
    else:
        _put(sheet, row, column, cell, looked, looked.plain)


def _put(sheet: Sheet, row: int, column: int, cell: Held, looked: Look, look: Format) -> None:
    if cell is None:
        sheet.blank(row, column, look)
    elif isinstance(cell, str):
        sheet.text(row, column, cell, look)
    elif isinstance(cell, Formula):
        write = sheet.array if cell.is_array else sheet.formula
        write(row, column, cell.text, cell.value, sheet.styles[cell.style] if cell.style else look)
    elif isinstance(cell, date):
        sheet.day(row, column, cell, looked.day)
    else:
        sheet.number(row, column, cell, look)


def put_by(sheet: Sheet, row: int, cells: Sequence[Cell], looks: Sequence[Look], points: float) -> None:
    """Write a row of a long table, so many points tall: it is final, and charts find no values in it."""
    # The innermost loop of every large workbook: most cells hold a text that stands in other rows of their column too.
    xml, number, again = [], row + 1, 0
    for column, (cell, looked) in enumerate(zip(cells, looks, strict=True)):
        known = looked.known.get(cell) if type(cell) is str else None
        if known is None:
            xml.append(f"{looked.begin}{number}{_rest(sheet, row, column, cell, looked)}")
        else:
            again += 1
            xml.append(f"{looked.begin}{number}{known}")
    sheet.raw.str_table.count += again
    sheet.put_by(row, xml, points)


def _rest(sheet: Sheet, row: int, column: int, cell: Cell, looked: Look) -> str:
    """How the XML of a cell goes on behind its place: at once for what most hold, through memory for anything else."""
    held, look = cell, looked.plain
    if isinstance(held, Linked):
        sheet.lead(row, column, held.lead)
        held, look = held.cell, looked.leading
    if isinstance(held, Formula) and not held.is_array and not isinstance(held.value, bool):
        begin = styled(sheet.styles[held.style] if held.style else look)
        return formula_cell(begin, held.text.removeprefix("="), sheet.stored(row, column, held.value))
    if isinstance(held, str) and held and held[0] != MARKUP:
        return _text(sheet, row, column, held, looked, look)
    if held is None or held == "":
        return f"{styled(look)}/>"
    if type(held) is date and held.year >= FIRST_YEAR:
        return f"{styled(looked.day)}><v>{(held - EPOCH).days}</v></c>"
    if isinstance(held, float | int) and isfinite(held):
        return f"{styled(look)}><v>{held:.16G}</v></c>"
    _put(sheet, row, column, held, looked, look)
    return str(sheet.raw.taken(row, column)).removeprefix(f"{looked.begin}{row + 1}")


def _text(sheet: Sheet, row: int, column: int, text: str, looked: Look, look: Format) -> str:
    strings = sheet.raw.str_table
    indices = strings.string_table
    kept = sheet.held(row, column, text)
    index = indices.setdefault(kept, len(indices))
    strings.count, strings.unique_count = strings.count + 1, len(indices)
    rest = f'{styled(look)} t="s"><v>{index}</v></c>'
    if look is looked.plain and kept is text and len(looked.known) < MOST_KNOWN:
        looked.known[text] = rest
    return rest
