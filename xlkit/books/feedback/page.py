"""Page: a table of feedback as wide as a page of A4, and each chart below it as wide as the table, on its own page."""

from collections.abc import Sequence

from xlkit.books.writer import paper, placing
from xlkit.books.writer.book import Sheet
from xlkit.books.writer.table import TITLE_POINTS, Table

LARGEST = 100  # per cent


def place(sheet: Sheet, table: Table, drawn: Sequence[placing.Drawn]) -> None:
    """Place charts below a table and print both at the largest scale at which neither is cut."""
    widths = [column.width for column in table.columns]
    across = max(sum(map(paper.pixels, widths)), placing.WIDTH)
    wide = max(across, paper.line(table.intro))
    tallest = max(one.height for one in drawn) * paper.PIXEL + TITLE_POINTS + 2 * paper.ROW
    scale = int(min(LARGEST, paper.PAGE * 100 / wide, paper.DEPTH * 100 / tallest))
    *above, end = placing.stand(sheet, table, drawn, int(across))
    sheet.raw.set_print_scale(scale)
    sheet.raw.set_h_pagebreaks(above)
    sheet.raw.print_area(paper.TITLE, 0, end, paper.reach(widths, wide))
    if paper.tall(sheet.heights, 0, above[0]) <= paper.DEPTH * 100 / scale:
        sheet.raw.repeat_rows(paper.TITLE)  # the headings are needed only where the table goes on on a second page
