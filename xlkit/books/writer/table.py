"""Table: where everything on one sheet of the consolidated workbook stands, and how it gets there.

Every such sheet has its title in A1, what it holds in A2, ways back in row 3 with what has no room in A2 on a screen,
and a table from A4 on, or further down where something stands above it. More tables may stand below the first, each
with a heading and what it holds.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import force_setattr
from xlsxwriter.utility import xl_range

from xlkit.books.writer import paper
from xlkit.books.writer.book import MOST_ROWS, Book, Sheet
from xlkit.books.writer.engine import letters
from xlkit.books.writer.heights import (
    LINE,
    ONE_LINE,
    TALLEST,
    below_title,
    height,
    one_line,
    upright_height,
    width_of_words,
)
from xlkit.books.writer.held import Cell, shown
from xlkit.books.writer.leads import Lead
from xlkit.books.writer.rows import Look, put, put_by

TITLE_ROW, INTRO_ROW, BACK_ROW, HEADER_ROW, FIRST_ROW = 0, 1, 2, 3, 4
COVER, BACK = "Cover", "Back to the cover"
TITLE_POINTS = 27.0
MOST_COLUMNS = 1_000
# Rows of a table, beyond which they are put by: with charts or what else finds them again, and without.
MOST_FOUND_AGAIN, MOST_IN_MEMORY = 1_000, 100
WRAPPED = ("text", "typed", "shown")  # styles whose texts go on in a next line of their cell
SURELY_ONE_LINE = 0.6  # of a column's width: a text no longer than that needs no measuring


class Column(Struct, frozen=True):
    """One column: `key` is what formulas know it by, `style` the role of its cells; the heading may run upwards.

    Where it does not, the column is as wide at least as each of its words.
    """

    key: str
    header: str
    width: float = 10
    style: str = "text"
    is_upright: bool = False

    def __post_init__(self) -> None:
        if not self.is_upright:
            force_setattr(self, "width", max(self.width, width_of_words(self.header)))

    @property
    def heading_height(self) -> float:
        """The height in points of its heading."""
        if self.is_upright:
            return upright_height(self.header, self.width)
        return height([(self.header, self.width - 1)])


class Table(Struct, frozen=True, dict=True):
    """One table: `name` is Excel's, `frozen` how many columns stay in view, `tallest` the points a row may grow to.

    One that is not filtered has no buttons in its headings, and no line below their words for them. `above` is how many
    rows are left free above the headings, and `charted` how many of them charts take. `top` is the row at which it
    begins, 0 unless it stands below another table of its sheet; `keeps_heads` says whether its headings are those of
    all there, and stay in view. `tab` is the colour of the sheet's tab, and `back` the ways back from it, each with its
    words. What is worked with rather than read prints its first page alone.
    """

    sheet: str
    name: str
    title: str
    intro: str
    columns: tuple[Column, ...]
    rows: int
    frozen: int = 1
    tallest: float = TALLEST
    is_filtered: bool = True
    above: int = 0
    top: int = 0
    tab: str = ""
    is_worked_with: bool = False
    back: tuple[tuple[str, Lead], ...] = ((BACK, Lead(COVER)),)
    charted: int = 0
    keeps_heads: bool = True

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {column.key: place for place, column in enumerate(self.columns)}

    @cached_property
    def _letters(self) -> Mapping[str, str]:
        return {key: f"${letters(place)}" for key, place in self._places.items()}

    def __contains__(self, key: str) -> bool:
        return key in self._places

    @property
    def header_row(self) -> int:
        """The row of its headings, counted from 0."""
        return self.top + HEADER_ROW + self.above + self.charted

    @property
    def first_row(self) -> int:
        """The row of its first record, counted from 0."""
        return self.header_row + 1

    @property
    def last_row(self) -> int:
        """The row of its last record, counted from 0."""
        return self.first_row + self.rows - 1

    def place(self, key: str) -> int:
        """The column of a key, counted from 0."""
        return self._places[key]

    def cell(self, key: str, row: int) -> str:
        """The address of a cell on its own sheet: `$C5` for the first row."""
        # Every other cell of a workbook asks for the address of another one.
        return f"{self._letters[key]}{self.top + self.above + self.charted + FIRST_ROW + row + 1}"

    def elsewhere(self, key: str, row: int) -> str:
        """The address of a cell from any sheet: `'Provider answers'!$C5`."""
        return f"'{self.sheet}'!{self.cell(key, row)}"

    def lead(self, key: str, row: int) -> Lead:
        """The way to a cell."""
        return Lead(self.sheet, self.cell(key, row).replace("$", ""))

    def across(self, first: str, last: str, row: int) -> str:
        """The address of some cells of one row on their own sheet: `$C5:$F5`."""
        return f"{self.cell(first, row)}:{self.cell(last, row)}"

    def own(self, key: str) -> str:
        """The address of a whole column on its own sheet: `$C$5:$C$28`."""
        column, first = self._letters[key], self.first_row + 1
        return f"{column}${first}:{column}${first + self.rows - 1}"

    def span(self, key: str) -> str:
        """The address of a whole column from any sheet: `'Provider answers'!$C$5:$C$28`."""
        return f"'{self.sheet}'!{self.own(key)}"

    def told(self) -> tuple[str, str, int, float]:
        """What it holds in two lines for a screen; the column in which the second stands, and the pixels before it."""
        ways = [] if self.top else [words for words, _ in self.back]
        return below_title(self.intro, [paper.pixels(each.width) for each in self.columns], ways)

    def overhang(self, printed: int) -> float:
        """The pixels of those lines, which run over blank columns beside the table; 0 where columns left out follow."""
        if printed < len(self.columns):
            return 0
        first, rest, _, start = self.told()
        return max(paper.line(first), start + paper.line(rest) if rest else 0)

    def block(self, first: str, last: str) -> str:
        """The address of several whole columns from any sheet."""
        left, right = self._letters[first], self._letters[last]
        return f"'{self.sheet}'!{left}${self.first_row + 1}:{right}${self.last_row + 1}"


def write_table(
    book: Book, table: Table, rows: Iterable[Sequence[Cell]], printed: int = 0, *, is_final: bool = False
) -> Sheet:
    """Write a table, its rows given in the order of its columns, of which so many are `printed`, or all.

    Rows are final that no chart draws, and that nobody writes to again.
    """
    printed = printed or len(table.columns)
    sheet = begin(book, table, printed)
    looks = [Look(book.styles, column.style, place) for place, column in enumerate(table.columns)]
    wrapped = [(place, each.width) for place, each in enumerate(table.columns) if each.style in WRAPPED]
    is_long = sheet.raw.puts_by and table.rows > (MOST_IN_MEMORY if is_final else MOST_FOUND_AGAIN)
    for row, cells in enumerate(rows, start=table.first_row):
        points = min(_tall(cells, wrapped), table.tallest)
        if is_long:
            put_by(sheet, row, cells, looks, points)
            continue
        for column, cell in enumerate(cells):
            put(sheet, row, column, cell, looks[column])
        if points:
            sheet.height(row, points)
    print_out(sheet, table, printed)
    return sheet


def print_out(sheet: Sheet, table: Table, printed: int, rows: int = MOST_ROWS) -> None:
    """Lay out for print so many columns and rows of a table, and with them what stands above it on its sheet."""
    last = min(table.last_row, table.header_row + rows)
    sheet.printed = max(sheet.printed, printed)
    sheet.reach = max(sheet.reach, table.overhang(printed))
    sheet.stood[table.top] = (table.top, table.header_row, last, printed)
    widths, stood = sheet.across[: sheet.printed], [*sheet.stood.values()]
    paper.lay_out(
        sheet,
        widths,
        table.frozen,
        sheet.reach,
        stood,
        keeps_heads=table.keeps_heads,
        is_worked_with=table.is_worked_with,
    )
    if last < table.last_row:
        sheet.raw.set_footer(paper.FILLED_ALONE)


def begin(book: Book, table: Table, printed: int) -> Sheet:
    """A table without its rows, on a new sheet or below those that stand on its sheet; so many columns are read.

    The others are as wide as their headings, so that these do not make the row of headings taller.
    """
    sheet = book.pages[table.sheet] if table.top else book.sheet(table.sheet)
    sheet.text(table.top + TITLE_ROW, 0, table.title, book.styles["heading_line" if table.top else "title"])
    line, rest, beside, _ = table.told()
    sheet.text(table.top + INTRO_ROW, 0, line, book.styles["intro"])
    if rest:
        sheet.text(table.top + BACK_ROW, beside, rest, book.styles["intro"])
    if not table.top:
        for column, (words, lead) in enumerate(table.back):
            sheet.link(BACK_ROW, column, lead.sheet, words, book.styles["link_line"], lead.cell)
        sheet.raw.hide_gridlines(2)
        if table.tab:
            sheet.raw.set_tab_color(table.tab)
        sheet.raw.freeze_panes(table.first_row if table.keeps_heads and not table.charted else 0, table.frozen)
    read, others = table.columns[:printed], table.columns[printed:]
    sheet.widths([*(column.width for column in read), *(max(each.width, one_line(each.header)) for each in others)])
    last = table.last_row
    header = "filtered" if table.is_filtered else "header"
    options = {
        "name": table.name,
        "style": None,
        "autofilter": table.is_filtered,
        "title": table.title,
        "description": table.intro,
        "columns": [
            {
                "header": column.header,
                "header_format": book.styles["filtered_upright" if column.is_upright else header],
            }
            for column in table.columns
        ],
    }
    sheet.table(table.header_row, 0, last, len(table.columns) - 1, options)
    heading = max(column.heading_height for column in read)
    sheet.height(table.top + TITLE_ROW, TITLE_POINTS)
    sheet.height(table.header_row, heading + (LINE if table.is_filtered else 0))
    # References such as 2.1 are texts on purpose.
    sheet.raw.ignore_errors({"number_stored_as_text": xl_range(0, 0, last, MOST_COLUMNS)})
    return sheet


def set_print(sheet: Sheet) -> None:
    """Print on A4 across, one page wide, with the sheet's name and page numbers at the foot."""
    sheet.raw.set_landscape()
    sheet.raw.set_paper(paper.A4)
    sheet.raw.fit_to_pages(1, 0)
    sheet.raw.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    sheet.raw.set_footer(paper.FOOT)


def quoted(text: str) -> str:
    """A text as a formula has it."""
    return '"' + text.replace('"', '""') + '"'


def _tall(cells: Sequence[Cell], wrapped: Iterable[tuple[int, float]]) -> float:
    """The points of a row by the texts in its columns that are wrapped, each with its width; 0 of one line."""
    texts = []
    for place, width in wrapped:
        text = shown(cells[place])
        if isinstance(text, str) and (len(text) > SURELY_ONE_LINE * width or "\n" in text):
            texts.append((text, width))
    tall = height(texts) if texts else 0
    return tall if tall > ONE_LINE else 0
