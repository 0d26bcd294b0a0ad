"""Heights: how tall a row has to be for its text to be read whole, since locked rows do not size themselves."""

from collections.abc import Iterable
from functools import lru_cache

from xlsxwriter.utility import cell_autofit_width

LINE = 15.75  # points that a line of Arial 12 takes in Excel, which gives it a little more than LibreOffice does
PADDING = 5.0  # points above and below
DIGIT = 9  # pixels of a digit of Arial 12, the unit of column widths
# XlsxWriter measures text in Calibri 11. Arial 12 runs a sixth wider; the rest is for other systems' fonts.
CALIBRI_11_TO_ARIAL_12 = 1.24
CELL_PADDING = 7  # pixels that XlsxWriter adds to every text it measures
ONE_LINE = LINE + PADDING
# Points of the second line of a cover and of its headings, with room below them.
LINE_HEIGHT, HEADING_HEIGHT = 24.0, 27.0
TALLEST = 409.0  # points; no row can be taller


def height(cells: Iterable[tuple[str, float]]) -> float:
    """The height in points of a row of texts, each with the width of its column in characters."""
    lines = max((line_count(text, width) for text, width in cells), default=1)
    return min(lines * LINE + PADDING, TALLEST)


@lru_cache(maxsize=4096)
def line_count(text: str, width: float) -> int:
    """How many lines a text takes in a column of a width in characters, when it is wrapped between words."""
    return sum(_wrapped(paragraph, width * DIGIT) for paragraph in text.split("\n"))


def _wrapped(paragraph: str, room: float) -> int:
    lines, used = 1, 0.0
    for word in paragraph.split(" "):
        wide = (cell_autofit_width(word + " ") - CELL_PADDING) * CALIBRI_11_TO_ARIAL_12
        if used and used + wide > room:
            lines, used = lines + 1, 0.0
        # A word wider than the column is broken by the program wherever the line ends.
        lines += int((used + wide) // room) if wide > room else 0
        used = wide % room if wide > room else used + wide
    return lines
