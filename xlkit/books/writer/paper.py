"""Paper: how a table is spread over pages of A4, with its second line whole and no text too small to read."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import TypeAlias

from xlsxwriter.utility import cell_autofit_width, xl_range_abs

from xlkit.books.writer.book import Sheet

A4 = 9
DIGIT, CELL_PADDING = 9, 5  # pixels of a digit of Arial 12, and around a column's text
BLANK_COLUMN = 80  # pixels of a column that has no width set
PAGE, DEPTH = 1_030.0, 490.0  # of A4 across, at full size: pixels wide and points deep, less a little to be safe
SMALLEST, LARGEST = 59, 67  # per cent: letters of 12 points print at 7, and at 8
PIXEL = 0.75  # points
ROW = 15.75  # points of a row that has no height set
# XlsxWriter measures text in Calibri 11; a line of Arial 12 runs a sixth wider.
CALIBRI_11_TO_ARIAL_12 = 1.18
TITLE = 0  # the row of a sheet's title
FOOT = "&L&A&RPage &P of &N"
FILLED_ALONE = "&L&A: as far as it was filled in. To print more, clear the print area&RPage &P of &N"
FIRST_ALONE = "&L&A: its first page. To print it all, clear the print area&RPage &P of &N"

Stood: TypeAlias = tuple[int, int, int, int]
"""The rows of a table: of its title, of its headings, and its last; and how many of its columns are printed."""


def lay_out(
    sheet: Sheet,
    widths: Sequence[float],
    kept: int,
    over: float,
    tables: Sequence[Stood],
    *,
    keeps_heads: bool = True,
    is_worked_with: bool = False,
    groups: Sequence[int] = (),
) -> None:
    """Print tables as wide as one page where they can be read, and otherwise on several, the first columns kept.

    `widths` are those of the columns to print. A second line or charts of `over` pixels, wider than the tables, have
    room on the page: what runs over its edge would be cut off. A sheet that is worked with rather than read prints its
    first page alone, which says so. Columns that belong together stand on one page: `groups` are the first of each.
    `keeps_heads` tells whether the headings of the first table are those of all.
    """
    # Headings are repeated where they are those of all that follows, else the title where it is not cut off.
    taken, wide = [pixels(width) for width in widths], min(over, _room(SMALLEST))
    is_narrow = sum(taken) <= _room(SMALLEST)
    repeated = tables[0][1] if keeps_heads else TITLE
    _prepare(sheet, repeated if keeps_heads or is_narrow else None)
    sheet.raw.set_h_pagebreaks([])
    if is_worked_with and _first_page(sheet, widths, tables[-1][2], wide):
        return
    if is_narrow:
        _one_wide(sheet, taken, reach(widths, wide), tables, repeated)
        return
    largest, starts = spread(taken, kept, wide, LARGEST, groups)
    # Pages that lie side by side hold the same rows only where the breaks are set.
    scale, breaks = min(
        ((scale, _across(sheet.heights, tables, scale, len(starts))) for scale in range(largest, SMALLEST - 1, -1)),
        key=lambda found: len(found[1]),
    )
    sheet.raw.set_print_scale(scale)
    shown = next((last for last, end in enumerate(accumulate(taken), start=1) if end >= wide), len(taken))
    divide(sheet, starts, tables, kept, shown)
    sheet.raw.set_h_pagebreaks(breaks)


def _one_wide(sheet: Sheet, taken: Sequence[float], last: int, tables: Sequence[Stood], repeated: int) -> None:
    """Print tables on pages that are as wide as all of them, up to a last column, with one row `repeated` on each."""
    sheet.raw.print_area(TITLE, 0, tables[-1][2], last)
    if len(tables) == 1:
        # Rather than leave a few rows to a second page, all shrink as far as letters that read well.
        is_whole = tall(sheet.heights, TITLE, tables[0][2] + 1) <= DEPTH * 100 / LARGEST
        sheet.raw.fit_to_pages(1, int(is_whole))
        return
    # Programs do not heed breaks of what is fitted to a page.
    blank = (last + 1 - len(taken)) * BLANK_COLUMN
    scale = min(LARGEST, int(PAGE * 100 / (sum(taken) + blank)))
    sheet.raw.fit_page = False
    sheet.raw.set_print_scale(scale)
    sheet.raw.set_h_pagebreaks(list(_below(sheet.heights, tables, repeated, DEPTH * 100 / scale)))


def _first_page(sheet: Sheet, widths: Sequence[float], last: int, wide: float) -> bool:
    """Print the first page of a sheet, where it has more than one; whether that is so."""
    others, depth = _starts([*map(pixels, widths)], 0, _room(SMALLEST))[1:], DEPTH * 100 / SMALLEST
    deep = accumulate(sheet.heights.get(row, ROW) for row in range(last + 1))
    end = max(row for row, points in enumerate(deep) if points <= depth)
    if not others and end == last:
        return False
    sheet.raw.set_print_scale(SMALLEST)
    sheet.raw.set_footer(FIRST_ALONE)
    sheet.raw.print_area(TITLE, 0, end, others[0] - 1 if others else reach(widths, wide))
    return True


def divide(sheet: Sheet, starts: Sequence[int], tables: Sequence[Stood], kept: int, least: int) -> None:
    """An area for each page across: on one alone, the others would begin with what stands above the headings.

    A table that is narrower than another of its sheet takes fewer, and the first holds `least` columns.
    """
    if kept:
        sheet.raw.repeat_columns(0, kept - 1)
    areas = [
        xl_range_abs(headings if start else first, start, last, min(end, max(columns, 0 if start else least)) - 1)
        for first, headings, last, columns in tables
        for start, end in zip(starts, [*starts[1:], columns], strict=True)
        if start < columns
    ]
    name = sheet.name.replace("'", "''")
    sheet.raw.print_area_range = ",".join(f"'{name}'!{area}" for area in areas)


def on_one_page(sheet: Sheet, rows: int) -> None:
    """Print a sheet of so many rows on one page where that can be read, and otherwise as wide as one."""
    if tall(sheet.heights, TITLE, rows) <= DEPTH * 100 / SMALLEST:
        sheet.raw.fit_to_pages(1, 1)
    else:
        lay_out(sheet, sheet.across, 0, 0, [*sheet.stood.values()])


def spread(
    columns: Sequence[float], kept: int, least: float, largest: int, groups: Sequence[int] = ()
) -> tuple[int, list[int]]:
    """The largest scale, in per cent, at which columns take as few pages as they can, and each page's first column.

    `columns` are their pixels. Every page but the first repeats the `kept` first columns; the first has room for
    `least` pixels. A page begins with one of the `groups`, or with any where there are none.
    """
    fewest = len(_starts(columns, kept, _room(SMALLEST), groups))
    for scale in range(largest, SMALLEST, -1):
        starts = _starts(columns, kept, _room(scale), groups)
        if len(starts) == fewest and least <= _room(scale):
            return scale, starts
    return SMALLEST, _starts(columns, kept, _room(SMALLEST), groups)


def reach(widths: Sequence[float], wide: float) -> int:
    """The last column of a table, or the blank one beside it which a line or a chart of so many pixels reaches."""
    beyond = wide - sum(pixels(width) for width in widths)
    return len(widths) - 1 + max(0, int(-(-beyond // BLANK_COLUMN)))


def line(text: str) -> float:
    """The pixels that a text takes on one line."""
    return float(cell_autofit_width(text) * CALIBRI_11_TO_ARIAL_12)


def pixels(width: float) -> float:
    """The pixels across of a column whose width is so many digits."""
    return width * DIGIT + CELL_PADDING


def tall(heights: Mapping[int, float], first: int, last: int) -> float:
    """The points from the top of a row to that of a later one; `heights` are those that are set, in points."""
    return sum(heights.get(row, ROW) for row in range(first, last))


def _prepare(sheet: Sheet, headings: int | None) -> None:
    sheet.raw.set_landscape()
    sheet.raw.set_paper(A4)
    sheet.raw.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    sheet.raw.set_footer(FOOT)
    sheet.raw.repeat_row_range = ""  # of a table above, which stood alone then
    if headings is not None:
        sheet.raw.repeat_rows(headings)


def _starts(columns: Sequence[float], kept: int, room: float, groups: Sequence[int] = ()) -> list[int]:
    starts, used = [0], 0.0
    repeated = sum(columns[:kept])
    for column, end in pairwise((*(groups or range(len(columns))), len(columns))):
        wide = sum(columns[column:end])
        if used + wide > room and column > max(kept, starts[-1]):
            starts.append(column)
            used = repeated
        used += wide
    return starts


def _below(heights: Mapping[int, float], tables: Sequence[Stood], kept: int, depth: float) -> Iterator[int]:
    """The rows that pages begin with where tables stand below each other, and one row, `kept`, on each.

    A table begins a page where it would else be torn and need not be, or where its charts would be.
    """
    repeated, used, end = tall(heights, kept, kept + 1), 0.0, tables[0][0]
    for first, headings, last, _ in tables:
        used += tall(heights, end, first)
        whole, begun = tall(heights, first, last + 1), tall(heights, first, headings + 2)
        if used > repeated and used + (whole if repeated + whole <= depth else begun) > depth:
            yield first
            used = repeated
        used += tall(heights, first, headings + 1)
        for row in range(headings + 1, last + 1):
            needed = heights.get(row, ROW)
            if used + needed > depth:
                yield row
                used = repeated
            used += needed
        end = last + 1


def _across(heights: Mapping[int, float], tables: Sequence[Stood], scale: int, across: int) -> list[int]:
    """The rows that pages begin with at a scale, of tables that take so many pages across."""
    depth = DEPTH * 100 / scale
    return [row for table in tables for row in _row_breaks(heights, table, depth, across)]


def _row_breaks(heights: Mapping[int, float], table: Stood, depth: float, across: int) -> Iterator[int]:
    """The rows that pages of a table begin with, which has so many pages across.

    Below charts it begins on a page of its own where that takes no more pages.
    """
    first, headings, *_ = table
    above = tall(heights, first, headings)
    running, alone = (list(_breaks(heights, table, depth, used)) for used in (above, 0.0))
    if above > depth / 3 and 1 + across * (1 + len(alone)) <= across * (1 + len(running)):
        return iter([headings, *alone])
    return iter(running)


def _breaks(heights: Mapping[int, float], table: Stood, depth: float, used: float) -> Iterator[int]:
    _, headings, last, _ = table
    for row in range(headings, last + 1):
        needed = heights.get(row, ROW)
        if used + needed > depth and row > headings + 1:
            yield row
            used = heights.get(headings, ROW)
        used += needed


def _room(scale: int) -> float:
    return PAGE * 100 / scale
