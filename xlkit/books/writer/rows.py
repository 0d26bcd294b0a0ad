"""Rows: what cells hold put in their places, those of a long table as XML and out of memory at once."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from math import isfinite

from xlsxwriter.format import Format

from xlkit.books.writer.book import LONGEST_TEXT, Sheet
from xlkit.books.writer.engine import formula_cell, head, index_of, letters
from xlkit.books.writer.held import EPOCH, Cell, Formula, Held, Linked
from xlkit.books.writer.styles import Styles

LINKING = {"text": "text_link", "line": "line_link"}  # the roles of cells that lead elsewhere
TYPED_DATE = "typed_date"  # the look of a column in which somebody types dates
MARKUP = "<"  # what begins so may be rich text to XlsxWriter
FIRST_YEAR = 1901  # of days that are counted without the 29th of February 1900, which never was


class Look:
    """How the cells of a column look: as its role says, and otherwise where they lead elsewhere or hold a day."""

    def __init__(self, styles: Styles, role: str) -> None:
        self.plain = styles[role]
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
    # The innermost loop of every large workbook: what most cells hold becomes XML at once, the rest through memory.
    strings, xml, number = sheet.raw.str_table, [], row + 1
    indices = strings.string_table
    for column, (cell, looked) in enumerate(zip(cells, looks, strict=True)):
        held, look = cell, looked.plain
        if isinstance(held, Linked):
            sheet.lead(row, column, held.lead)
            held, look = held.cell, looked.leading
        if isinstance(held, str) and held and held[0] != MARKUP:
            text = held if held.isascii() and 2 * len(held) <= LONGEST_TEXT else sheet.held(row, column, held)
            index, style = indices.setdefault(text, len(indices)), look.xf_index or index_of(look)
            xml.append(f'<c r="{letters(column)}{number}" s="{style}" t="s"><v>{index}</v></c>')
            strings.count += 1
        elif isinstance(held, Formula) and not held.is_array and not isinstance(held.value, bool):
            begin = head(row, column, sheet.styles[held.style] if held.style else look)
            value = sheet.stored(row, column, held.value)
            xml.append(formula_cell(begin, held.text.removeprefix("="), value))
        elif held is None or held == "":
            xml.append(f"{head(row, column, look)}/>")
        elif type(held) is date and held.year >= FIRST_YEAR:
            xml.append(f"{head(row, column, looked.day)}><v>{(held - EPOCH).days}</v></c>")
        elif isinstance(held, float | int) and isfinite(held):
            xml.append(f"{head(row, column, look)}><v>{held:.16G}</v></c>")
        else:
            strings.unique_count = len(indices)
            _put(sheet, row, column, held, looked, look)
            xml.append(sheet.raw.taken(row, column))
    strings.unique_count = len(indices)
    sheet.put_by(row, xml, points)
