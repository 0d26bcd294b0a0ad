"""Page: a table of feedback as wide as a page of A4, and each chart below it as wide as the table, on its own page."""

from collections.abc import Sequence

from xlkit.write.book import Sheet
from xlkit.write.sheets.consolidated import paper
from xlkit.write.sheets.consolidated.charts import BETWEEN, SHEET_ROW_PIXELS, WIDTH, Drawn
from xlkit.write.sheets.consolidated.table import FIRST_ROW, TITLE_POINTS, Table

PIXEL = 0.75  # points
LARGEST = 100  # per cent


def place(sheet: Sheet, table: Table, drawn: Sequence[Drawn]) -> None:
    """Place charts below a table and print both at the largest scale at which neither is cut.

    Excel heeds page breaks only where pages are scaled, not where they are fitted.
    """
    pixels = sum(column.width * paper.DIGIT + paper.CELL_PADDING for column in table.columns)
    wide = max(pixels, WIDTH, paper.line(table.intro))
    tallest = max(one.height for one in drawn) * PIXEL + TITLE_POINTS + 2 * paper.ROW
    scale = int(min(LARGEST, paper.PAGE * 100 / wide, paper.DEPTH * 100 / tallest))
    row, breaks = FIRST_ROW + table.rows + 1, []
    for one in drawn:
        one.chart.set_size({"width": int(max(pixels, WIDTH)), "height": one.height})
        sheet.chart(row + 1, 0, one.chart, one.words)
        breaks.append(row)
        row += one.height // SHEET_ROW_PIXELS + BETWEEN
    sheet.raw.set_print_scale(scale)
    sheet.raw.set_h_pagebreaks(breaks)
    sheet.raw.print_area(paper.TITLE, 0, row, paper.reach([column.width for column in table.columns], wide))
    if _tall(sheet, breaks[0]) <= paper.DEPTH * 100 / scale:
        sheet.raw.repeat_rows(paper.TITLE)  # the headings are needed only where the table goes on on a second page


def _tall(sheet: Sheet, rows: int) -> float:
    return sum(sheet.heights.get(row, paper.ROW) for row in range(rows))
