"""Sheets as data: a sheet is its rows and a list of columns, of which workbook, data and Method are views.

A column says once what it is called, what stands in it, which formula follows that in the workbook, and how it is
explained. A key that no column has is a KeyError wherever it is used.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, Generic, Self, TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from xlkit.books.writer import placing
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.charted import Named, Point
from xlkit.books.writer.held import EPOCH, Cell, Formula, Linked
from xlkit.books.writer.leads import Away, Lead
from xlkit.books.writer.levels_look import shade
from xlkit.books.writer.names import unique
from xlkit.books.writer.table import Column, Table, print_out, write_table
from xlkit.measures.scale import FIVE, Scale

Value: TypeAlias = str | float | date | None
Row = TypeVar("Row")
Row_co = TypeVar("Row_co", covariant=True)
Row_contra = TypeVar("Row_contra", contravariant=True)

NOTHING = '=""'
SHADED = frozenset(
    {"level", "level_strong", "level_input", "level_or_blank", "middle"}
)  # the styles of cells that show where a level stands


class Array(Struct, frozen=True):
    """A formula that works on whole ranges."""

    text: str


class At(Struct, Generic[Row_co], frozen=True):
    """One row of a sheet as its formulas see it: `at["n"]` is the address of the cell of that column in this row."""

    row: Row_co
    table: Table
    place: int

    def __getitem__(self, key: str) -> str:
        return self.table.cell(key, self.place)

    def across(self, first: str, last: str) -> str:
        """The cells of this row from one column to another."""
        return self.table.across(first, last, self.place)

    def column(self, key: str) -> str:
        """A whole column of the sheet."""
        return self.table.own(key)


class _Named(At[Row_co], frozen=True):
    """A row whose cells are called by the keys of their columns, for the shape of a formula."""

    def __getitem__(self, key: str) -> str:
        self.table.place(key)
        return key.replace(" ", "_")

    def across(self, first: str, last: str) -> str:
        return f"{self[first]}:{self[last]}"

    def column(self, key: str) -> str:
        return f"all_{self[key]}"


FormulaOf: TypeAlias = Callable[[At[Row_contra]], str | Array | None]


def _of_its_key(row: Any) -> Value:
    """What a row calls by the key of a column; each column has a look-up of its own in its place."""
    raise NotImplementedError(row)


class Col(Column, Generic[Row_contra], frozen=True, kw_only=True):
    """A column with what stands in it: `value` gives a row's figure, `formula` what follows it, None for plain values.

    Without `value` it is what the row calls by the column's key, AttributeError where there is no such thing.
    `explains` are its words on Method; `look` is the style of a cell that differs from its column's, and `leads` is
    where it leads.
    """

    value: Callable[[Row_contra], Value] = _of_its_key
    formula: FormulaOf[Row_contra] | None = None
    explains: str = ""
    look: Callable[[Row_contra], str] | None = None
    leads: Callable[[Row_contra], Lead | Away | None] | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.value is _of_its_key:
            force_setattr(self, "value", attrgetter(self.key))

    def as_wide(self, width: float) -> Self:
        """The same column with another width."""
        return replace(self, width=width)

    def cells(self, *, is_live: bool) -> Callable[[At[Row_contra]], Cell]:
        """What its cells in the workbook hold, by their row, and where they lead: values alone unless they are live."""
        held, value, leads = self._held, self.value, self.leads
        is_followed = is_live and self.formula is not None
        if leads is None:
            return held if is_followed else lambda at: value(at.row)

        def linked(at: At[Row_contra]) -> Cell:
            cell, lead = held(at) if is_followed else value(at.row), leads(at.row)
            return cell if lead is None or cell is None else Linked(cell, lead)

        return linked

    def _held(self, at: At[Row_contra]) -> "str | float | date | Formula | None":
        value = self.value(at.row)
        formula = self.formula(at) if self.formula else None
        if formula is None:
            return value
        shown = float((value - EPOCH).days) if isinstance(value, date) else value
        style = self.look(at.row) if self.look else ""
        if isinstance(formula, Array):
            return Formula(formula.text, shown, style, is_array=True)
        return Formula(formula, shown, style)


def only_where(holds: Callable[[Row], bool], columns: Iterable[Col[Row]]) -> Iterator[Col[Row]]:
    """The columns as they are in rows of which something holds, and as an empty text, which sorts last, in the others.

    What is counted there is 0.
    """
    return (replace(column, formula=_only_where(holds, column)) for column in columns)


def _only_where(holds: Callable[[Row], bool], column: Col[Row]) -> FormulaOf[Row]:
    def formula(at: At[Row]) -> str | Array | None:
        if holds(at.row):
            return column.formula(at) if column.formula else None
        return None if column.value(at.row) == 0 else NOTHING

    return formula


def live_if(columns: Iterable[Col[Row]], *, is_live: bool) -> Iterator[Col[Row]]:
    """The columns as they are where they may follow something, and otherwise with plain values alone."""
    return (column if is_live else replace(column, formula=None) for column in columns)


class SheetOf(Table, Generic[Row], frozen=True, kw_only=True):
    """A sheet: a table with its rows, each anything that its columns can read; it is called alike where not said.

    `printed` is the last column that people read, those after it are for formulas and queries; empty where all are.
    `scale` is that of its levels. `draw` gives the charts above the table, `more` puts on the sheet what is neither
    table nor chart; `is_drawn` tells of rows that charts of other sheets draw.
    """

    name: str = ""
    title: str = ""
    columns: tuple[Col[Row], ...]
    records: Sequence[Row]
    rows: int = 0
    scale: Scale = FIVE
    printed: str = ""
    draw: Callable[[Book, "AnySheet"], Sequence[placing.Drawn]] | None = None
    more: Callable[[Sheet, "AnySheet"], None] | None = None
    is_drawn: bool = False

    def __post_init__(self) -> None:
        force_setattr(self, "name", self.name or self.sheet.replace(" ", "_"))
        force_setattr(self, "title", self.title or self.sheet)
        force_setattr(self, "columns", unique(self.columns))
        force_setattr(self, "rows", len(self.records))
        # How much room the charts take is known once they are drawn, and where the table stands before. The same charts
        # stand above the same rows with other looks and links.
        if self.draw and not self.charted:
            force_setattr(self, "charted", placing.rows(self.draw(placing.rehearsal(), self)))

    @property
    def is_final(self) -> bool:
        """Whether nothing finds its rows again or is put beside them, once they are written."""
        return not (self.draw or self.more or self.is_drawn)

    def lines(self) -> Iterator[At[Row]]:
        """Each row with the addresses of its cells."""
        return (At(record, self, place) for place, record in enumerate(self.records))

    def write(self, book: Book, *, is_live: bool = True) -> Table:
        """Write the sheet: formulas with their values, or where it is not live the values alone."""
        printed = self.place(self.printed) + 1 if self.printed else len(self.columns)
        cells = [column.cells(is_live=is_live) for column in self.columns]
        rows = ([cell(at) for cell in cells] for at in self.lines())
        sheet = write_table(book, self, rows, printed, is_final=self.is_final)
        if self.rows:
            shade(sheet, self, [column.key for column in self.columns if column.style in SHADED], self.scale.steps)
        if self.more:
            self.more(sheet, self)
        if self.draw:
            drawn = self.draw(book, self)
            placing.stand_above(sheet, self.header_row - self.above - self.charted, drawn)
            print_out(sheet, self, printed)
        return self

    def point(self, key: str, row: int) -> Point:
        """The figure in a column of a row, counted from 0, for a chart to draw."""
        return Point(self._figure(key, row), self.elsewhere(key, row))

    def _figure(self, key: str, row: int) -> float | None:
        value = self.columns[self.place(key)].value(self.records[row])
        return value if isinstance(value, float | int) else None

    def named(self, key: str, row: int, many: str = "") -> Named:
        """What a chart calls a row: a text in it, with how many answered where those are fewer than elsewhere."""
        text, name = str(self.columns[self.place(key)].value(self.records[row]) or ""), self.elsewhere(key, row)
        if not many:
            return Named(text, name, text, f"={name}")
        here, most = self.point(many, row), max(self._figure(many, other) or 0 for other in range(self.rows))
        answered = here.value or 0
        formula = f'={name}&IF(N({here.address})<MAX({self.span(many)})," ("&N({here.address})&")","")'
        return Named(text, name, f"{text} ({answered:g})" if answered < most else text, formula)

    def data(self) -> dict[str, object]:
        """The sheet as JSON has it: its name and title, and each row by the keys of its columns."""
        rows = [{column.key: _plain(column.value(row)) for column in self.columns} for row in self.records]
        return {"sheet": self.sheet, "title": self.title, "rows": rows}

    def method(self) -> Iterator[tuple[str, str, str]]:
        """What Method says of its columns: name, words, and the shape of the formula in the first row."""
        for column in self.columns:
            if column.explains and self.records:
                formula = column.formula(_Named(self.records[0], self, 0)) if column.formula else None
                text = formula.text if isinstance(formula, Array) else formula or ""
                yield column.header, column.explains, text.removeprefix("=")


AnySheet: TypeAlias = SheetOf[Any]


def write_each(sheets: Sequence[AnySheet], book: Book) -> None:
    """Write sheets in order, a long one packed while others are written; what stands below one is among them."""
    stacked = {sheet.sheet for sheet in sheets if sheet.top}
    for sheet in sheets:
        sheet.write(book)
        raw = book.pages[sheet.sheet].raw
        if raw.has_put_by and sheet.is_final and sheet.sheet not in stacked:
            book.workbook.finish(raw)


def explained(sheets: Iterable[AnySheet]) -> list[tuple[str, str, str]]:
    """What Method says of the columns of all sheets, each measure once."""
    once: dict[str, tuple[str, str, str]] = {}
    for sheet in sheets:
        for name, words, formula in sheet.method():
            once.setdefault(words, (name, words, formula))
    return [*once.values()]


def _plain(value: Value) -> str | float | None:
    return value.isoformat() if isinstance(value, date) else value
