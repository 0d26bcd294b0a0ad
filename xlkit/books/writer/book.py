"""Book: how a workbook is opened, filled and closed: it appears whole or not at all, and nothing is refused unseen."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO, TypeAlias

from msgspec import Struct, field
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from xlkit import __version__
from xlkit.books.writer.charted import Charted
from xlkit.books.writer.engine import worksheet
from xlkit.books.writer.leads import Away, Lead
from xlkit.books.writer.package import SpokenWorkbook
from xlkit.books.writer.places import replacing
from xlkit.books.writer.plain import REPLACEMENT, escaped, printable, units_of, whole
from xlkit.books.writer.styles import DEFAULT, Styles
from xlkit.errors import XlkitError
from xlkit.returns.raw import CellRef

CREATED = datetime(2026, 1, 1, tzinfo=UTC)  # fixed, so that the same input gives the same bytes
FORMAT = "1"  # of every workbook that xlkit writes: what stands where in it, for those who read it years later
LONGEST_TEXT = 32_767  # UTF-16 units that a cell holds
MOST_ROWS = 1_048_576
MOST_LINKS = 65_000  # of a table; a sheet holds 65,530
ON_SCREEN_TOO = 2  # gridlines are hidden
CUT = " … [cut here: the whole text has {units:,} characters and a cell holds 32,767]"

Result: TypeAlias = float | str | None  # of a formula; None stands for the empty text


class RefusalError(Exception):
    """XlsxWriter would not write something: a mistake in the program, never in the data."""


class Loss(Struct, frozen=True):
    """A text that no cell can hold as it is, and what was written instead."""

    cell: CellRef
    reason: str


class Book(Struct):
    """A workbook being written; `losses` grows with texts that were not kept, `charted` with bars, `pages` by names."""

    workbook: Workbook
    styles: Styles
    losses: list[Loss] = field(default_factory=list)
    charted: Charted = field(default_factory=Charted)
    pages: dict[str, "Sheet"] = field(default_factory=dict)

    def sheet(self, name: str) -> "Sheet":
        """A new sheet at the end of the book; its name has at most 31 characters."""
        sheet = self.workbook.add_worksheet(name, worksheet())
        sheet.hide_gridlines(ON_SCREEN_TOO)
        self.pages[name] = Sheet(self, sheet, self.styles)
        return self.pages[name]

    def chart(self, kind: str, subtype: str = "") -> Chart:
        """A new chart, to be placed with `Sheet.chart`."""
        return self.workbook.add_chart({"type": kind, "subtype": subtype})

    def define(self, name: str, refers_to: str) -> None:
        """Name a cell or range for the whole workbook: `define("as_at", "=Cover!$B$5")`."""
        accept(self.workbook.define_name(name, refers_to), "a name", name)


class Sheet(Struct):
    """A sheet being written; rows and columns count from 0, `raw` is XlsxWriter's own for what cannot be refused.

    `heights` are the points of rows that were given one, `across` the widths of its columns. So many of them are
    `printed`; what stands above or over them reaches so many pixels. `stood` are the rows of each table's title,
    headings and end, and its columns, by the first; `links` counts the cells that lead. `parts` begin pages, `kept`
    columns stay.
    """

    book: Book
    raw: Worksheet
    styles: Styles
    heights: dict[int, float] = field(default_factory=dict)
    across: list[float] = field(default_factory=list)
    printed: int = 0
    reach: float = 0
    stood: dict[int, tuple[int, int, int, int]] = field(default_factory=dict)
    parts: Sequence[int] = ()
    kept: int = 0
    links: int = 0

    @property
    def name(self) -> str:
        """What the tab says."""
        return str(self.raw.get_name())

    def text(self, row: int, column: int, text: str, style: Format | None = None) -> None:
        """Write text as text, exact to the character; what a cell cannot hold is visibly replaced, and noted."""
        kept = self.held(row, column, text)
        if not kept:
            self.blank(row, column, style)
        elif kept.startswith("<r>") and kept.endswith("</r>"):
            # XlsxWriter takes a text of this form for XML of its own; as a rich text of two parts it stays a text.
            look = style or self.styles["body"]
            self._accept(self.raw.write_rich_string(row, column, kept[:1], look, kept[1:], look), row, column)
        elif code := self.raw.write_string(row, column, kept, style):
            self._accept(code, row, column)

    def rich(self, row: int, column: int, pieces: Sequence[tuple[str, str]], style: Format) -> None:
        """Write a text in pieces, each in a style of its own, by its name: "label" is bold."""
        whole = "".join(text for _, text in pieces)
        parts = [part for name, text in pieces if text for part in (self.styles[name], text)]
        if len(parts) > 2 and self.held(row, column, whole) == whole:
            self._accept(self.raw.write_rich_string(row, column, *parts, style), row, column)
        else:
            self.text(row, column, whole, style)

    def number(self, row: int, column: int, number: float, style: Format | None = None) -> None:
        """Write a number."""
        self._accept(self.raw.write_number(row, column, number, style), row, column)

    def day(self, row: int, column: int, day: date, style: Format | None = None) -> None:
        """Write a real date; one before 1900, which Excel does not know, is written as text."""
        if day.year < 1900:
            self.text(row, column, day.isoformat(), style)
        else:
            self._accept(self.raw.write_datetime(row, column, day, style), row, column)

    def blank(self, row: int, column: int, style: Format | None = None) -> None:
        """Write an empty cell, which has a look alone."""
        self._accept(self.raw.write_blank(row, column, None, style), row, column)

    def formula(self, row: int, column: int, formula: str, value: Result, style: Format | None = None) -> None:
        """Write a formula with its true value beside it."""
        if code := self.raw.write_formula(row, column, formula, style, self.stored(row, column, value)):
            self._accept(code, row, column)

    def array(self, row: int, column: int, formula: str, value: Result, style: Format | None = None) -> None:
        """Write an array formula of one cell with its true value beside it, a number or a text that spells none."""
        stored = value if isinstance(value, float | int) else self.held(row, column, value or "")
        self._accept(self.raw.write_array_formula(row, column, row, column, formula, style, stored), row, column)

    def link(
        self, row: int, column: int, target: str, text: str, style: Format | None = None, cell: str = "A1"
    ) -> None:
        """Write a link to a cell of another sheet of the book, by the sheet's name."""
        self._accept(self.raw.write_url(row, column, Lead(target, cell).target, style, printable(text)), row, column)
        self.text(row, column, text, style)  # what no link can show stays in the cell's own text

    def lead(self, row: int, column: int, lead: Lead | Away) -> None:
        """Let a cell lead somewhere, if a link can; what is written into it afterwards stands there."""
        target = lead.target
        self.links += bool(target)
        if target and self.links <= MOST_LINKS:
            self._accept(self.raw.lead(row, column, target), row, column)
        elif target and self.links == MOST_LINKS + 1:
            self._lose(row, column, f"and in those after it there is no link, since a sheet holds {MOST_LINKS:,}")

    def url(self, row: int, column: int, target: str, text: str, style: Format | None = None) -> None:
        """Write a link to an address, such as `mailto:`, or to a place that begins with `internal:`."""
        self._accept(self.raw.write_url(row, column, target, style, self.held(row, column, text)), row, column)

    def table(self, first: int, left: int, last: int, right: int, options: Mapping[str, object]) -> None:
        """Make a range an Excel table; a title and a description in `options` are what a screen reader speaks."""
        spoken = {name: printable(str(options[name])) for name in ("title", "description") if name in options}
        self._accept(self.raw.add_table(first, left, last, right, {**options, **spoken}), first, left)

    def validate(self, first: int, left: int, last: int, right: int, options: Mapping[str, object]) -> None:
        """Let a range take only what `options` allow."""
        self._accept(self.raw.data_validation(first, left, last, right, dict(options)), first, left)

    def conditional(self, first: int, left: int, last: int, right: int, options: Mapping[str, object]) -> None:
        """Give a range a look that follows its values."""
        self._accept(self.raw.conditional_format(first, left, last, right, dict(options)), first, left)

    def chart(self, row: int, column: int, chart: Chart, description: str, right: int = 0) -> None:
        """Place a chart, so many pixels right of a cell, with the description that a screen reader speaks."""
        options = {"description": printable(description), "object_position": 2, "x_offset": right}
        self._accept(self.raw.insert_chart(row, column, chart, options), row, column)

    def widths(self, widths: Sequence[float]) -> None:
        """Set the widths of the columns from A on, in characters; one of no width is hidden."""
        self.across[: len(widths)] = widths
        for column, width in enumerate(widths):
            options = {} if width else {"hidden": True}
            self._accept(self.raw.set_column(column, column, width or None, None, options), 0, column)

    def put_by(self, row: int, cells: Sequence[str], points: float) -> None:
        """Write a row in XML out of memory, so many points tall or as any: it is final, and charts find no values."""
        self._accept(self.raw.put_by(row, cells, points), row, 0)
        if points:
            self.heights[row] = points

    def height(self, row: int, points: float) -> None:
        """Set the height of a row in points."""
        self._accept(self.raw.set_row(row, points), row, 0)
        self.heights[row] = points

    def held(self, row: int, column: int, text: str) -> str:
        """A text as a cell can hold it: what it cannot is visibly replaced, and noted."""
        # isascii() answers at once, and most texts are short: two costly checks are for the others.
        if text.isascii() and 2 * len(text) <= LONGEST_TEXT:
            return text
        kept = whole(text)
        if kept.count(REPLACEMENT) > text.count(REPLACEMENT):
            self._lose(row, column, f"half a character, which no file can hold, was replaced by {REPLACEMENT}")
        if 2 * len(kept) > LONGEST_TEXT and (units := units_of(kept)) > LONGEST_TEXT:
            notice = CUT.format(units=units)
            room = LONGEST_TEXT - units_of(notice)
            kept = kept.encode("utf-16-le")[: 2 * room].decode("utf-16-le", errors="ignore") + notice
            self._lose(row, column, f"the text has {units:,} characters, and a cell holds {LONGEST_TEXT:,}")
        return kept

    def _accept(self, code: object, row: int, column: int) -> None:
        if code == 0:
            return
        if row >= MOST_ROWS:
            raise XlkitError(
                f"The sheet “{self.name}” would need more than the {MOST_ROWS:,} rows that Excel holds: "
                "merge fewer returns at a time."
            )
        accept(code, self.name, CellRef(self.name, row, column).a1)

    def stored(self, row: int, column: int, value: Result) -> float | str:
        """The result of a formula as a cell can hold it."""
        held = "" if value is None else value
        return escaped(self.held(row, column, held)) if isinstance(held, str) else held

    def _lose(self, row: int, column: int, reason: str) -> None:
        self.book.losses.append(Loss(CellRef(self.name, row, column), reason))


def accept(result: object, where: str, what: str) -> None:
    """Raise RefusalError where a result of XlsxWriter says that something was not written."""
    if isinstance(result, int) and result < 0:
        raise RefusalError(f"XlsxWriter refused {what} on {where} with code {result}")


@contextmanager
def opened(
    path: Path,
    title: str,
    *,
    subject: str = "",
    language: str = "en-GB",
    is_large: bool = False,
    force: bool = True,
) -> Iterator[Book]:
    """A book that replaces what stands at `path` once it is whole; XlkitError where that place cannot be written.

    Without `force` it replaces nothing. A large one is put together in temporary files, since its sheets take more
    memory than they are worth.
    """
    with replacing(path, force=force) as stream, _uncollected():
        book = _book(stream, title, subject, language, in_memory=not is_large)
        yield book
        book.workbook.close()


@contextmanager
def filled(stream: BinaryIO, title: str, *, subject: str = "", language: str = "en-GB") -> Iterator[Book]:
    """A book that is written to a stream at its end."""
    book = _book(stream, title, subject, language, in_memory=True)
    yield book
    book.workbook.close()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for garbage: among a million cells, none of them garbage, that takes a third of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _book(stream: BinaryIO, title: str, subject: str, language: str, *, in_memory: bool) -> Book:
    workbook = SpokenWorkbook(
        stream,
        {
            "in_memory": in_memory,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": dict(DEFAULT),
            "default_row_height": 21,  # pixels: Excel's own for Arial 12, as is the width
            "default_column_width": 80,
        },
    )
    facts = {"title": title, "subject": subject, "author": "xlkit", "language": language, "created": CREATED}
    workbook.set_properties({name: printable(fact) if isinstance(fact, str) else fact for name, fact in facts.items()})
    for name, fact in {"version": __version__, "format": FORMAT}.items():
        workbook.set_custom_property(f"xlkit {name}", fact, "text")
    return Book(workbook, Styles(workbook))
