"""Pages: how a sheet of a form is spread over A4: few pages that can be read, with nothing torn that is one."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from xlkit.books.writer import paper
from xlkit.books.writer.book import Sheet
from xlkit.books.writer.paper import A4, PIXEL, SMALLEST, pixels, tall
from xlkit.form.layout import HEADING_ROW, TITLE_ROW, Row, RowKind
from xlkit.form.words import Words

# Points between the margins of an A4 page: its long side and its short one, less what programs measure differently:
# LibreOffice draws columns a twentieth wider.
LONG, SHORT = 765.0, 530.0
LARGEST = 85  # per cent: 12-point letters print at 10 points
HEADINGS = (RowKind.SECTION, RowKind.HEADING, RowKind.FURTHER_TITLE)
OF_QUESTIONS = (RowKind.STATEMENT, RowKind.EVIDENCE)


def print_on_a4(
    sheet: Sheet,
    words: Words,
    widths: Sequence[float],
    *,
    last_row: int,
    upright: bool = True,
    parts: Sequence[int] = (),
    kept: int = 1,
    least: int = SMALLEST,
    heading_row: int = HEADING_ROW,
    groups: Sequence[int] = (),
) -> None:
    """Set a sheet up for A4, as wide as the page; each page begins with one of the rows of `parts`, or with any.

    The scale is worked out here: "fit to one page wide" would make Excel pass over the page breaks. Forms are printed
    upright where they can be read so, and what is too wide for a page on several, the first `kept` columns on each,
    where a page begins with one of the columns of `groups`, or with any.
    Nothing is printed smaller than `least`, in per cent.
    """
    sheet.parts, sheet.kept = parts, kept
    upright = upright and _scale(widths, SHORT) >= least
    scale = _scale(widths, SHORT if upright else LONG)
    if scale < least:
        paper.lay_out(sheet, widths, kept, 0, [(TITLE_ROW, heading_row, last_row, len(widths))], groups=groups)
    else:
        (sheet.raw.set_portrait if upright else sheet.raw.set_landscape)()
        sheet.raw.set_paper(A4)
        sheet.raw.set_margins(left=0.35, right=0.35, top=0.4, bottom=0.55)
        depth = LONG if upright else SHORT
        rows = [*(parts or range(heading_row + 1, last_row + 1)), last_row + 1]
        rows = [*_torn(sheet, rows, depth * 100 / least), last_row + 1]
        headings = tall(sheet.heights, heading_row, heading_row + 1) if sheet.raw.repeat_row_range else 0.0
        scale, breaks = fewest(sheet, rows, headings, range(scale, least - 1, -1), depth)
        sheet.raw.set_print_scale(scale)
        sheet.raw.set_h_pagebreaks(breaks)
        sheet.raw.print_area(TITLE_ROW, 0, last_row, len(widths) - 1)
    sheet.raw.set_footer(f"&L&A&R{words.page.format(page='&P', pages='&N')}")


def parts_of(rows: Iterable[Row]) -> Sequence[int]:
    """The rows that may begin a page: a heading, and a note below it, stay with what they are above."""
    parts, is_below = [], False
    for row in rows:
        if not is_below and row.kind not in OF_QUESTIONS:
            parts.append(row.row)
        is_below = row.kind in HEADINGS or (is_below and row.kind is RowKind.NOTE)
    return parts


def fewest(
    sheet: Sheet, rows: Sequence[int], headings: float, scales: Iterable[int], depth: float
) -> tuple[int, list[int]]:
    """The first scale at which parts take as few pages as they can, and the rows that begin a page.

    `rows` are the first of each part, and the one after the last; `headings` are the points of those on each page.
    """
    heights = [tall(sheet.heights, first, after) for first, after in pairwise(rows)]
    above = tall(sheet.heights, TITLE_ROW, rows[0])
    found = []
    for scale in scales:
        breaks, used = [], above
        for row, height in zip(rows, heights, strict=False):
            if used + height > depth * 100 / scale and row > rows[0]:
                breaks.append(row)
                used = headings
            used += height
        found.append((scale, breaks))
    return min(found, key=lambda one: len(one[1]))


def _scale(widths: Iterable[float], room: float) -> int:
    """The scale, in per cent, at which columns of some widths in digits fit a page with room for so many points."""
    wide = sum(pixels(width) for width in widths if width) * PIXEL
    return min(LARGEST, int(100 * room / wide))


def _torn(sheet: Sheet, rows: Sequence[int], deepest: float) -> Iterator[int]:
    """The first row of each part, and every row of one that no page is deep enough for."""
    for first, after in pairwise(rows):
        yield first
        if tall(sheet.heights, first, after) > deepest:
            yield from range(first + 1, after)
