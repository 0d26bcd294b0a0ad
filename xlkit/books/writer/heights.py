"""Heights: how tall a row has to be for its text to be read whole, since locked rows do not size themselves."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from xlkit.books.writer.letters import wide
from xlkit.books.writer.styles import ROLES, SIZE

LINE = 15.0  # points that a line of Arial 12 takes in Excel, which gives it a little more than LibreOffice does
PADDING = 5.0  # points above and below
POINTS = 72 / 96  # of a pixel
DIGIT = 9  # pixels of a digit of Arial 12, the unit of column widths
EDGES = 5  # pixels that a column has more than its digits …
MARGINS = 10  # … and those that no text is drawn in, with two to be safe
INDENT = 12  # pixels of one step of an indent
ONE_LINE = LINE + PADDING
SCREEN = 1_192.0  # pixels of a line that the window of an officer's laptop shows, where LibreOffice draws it wider
# Points of the second line of a cover and of its headings, with room below them.
LINE_HEIGHT, HEADING_HEIGHT = 24.0, 27.0
TALLEST = 409.0  # points; no row can be taller
LONGEST_WORD = 16  # letters of a heading that a column is made wider for

# As much as most people type: 400 characters of plain words.
TYPED = ("We asked the people we support and their families, and we wrote down what they told us last year. " * 5)[:400]

Fitted = tuple[str, float] | tuple[str, float, str]
"""A text, the width of its column in digits, and the role that it is written in, where that is not plain."""


def height(cells: Iterable[Fitted]) -> float:
    """The height in points of a row of texts."""
    return min(max(map(_tall, cells), default=LINE) + PADDING, TALLEST)


def heading_height(texts: Iterable[str], widths: Iterable[float]) -> float:
    """The height in points of a row of headings; columns of no width are hidden."""
    return height((text, width, "header") for text, width in zip(texts, widths, strict=False) if width)


def upright_height(text: str, width: float) -> float:
    """The height in points of a heading that runs upwards, on as many lines as its column of a width has room for."""
    lines = max(1, int((width * DIGIT + EDGES - MARGINS) // (LINE / POINTS)))
    longest = max(map(len, text.split()), default=1)
    digits = next(long for long in range(longest, len(text) + longest + 1) if line_count(text, long, "header") <= lines)
    return digits * DIGIT * POINTS + PADDING


def one_line(text: str) -> float:
    """The width in digits of a column in which a heading stands on one line."""
    return (wide(text, SIZE, is_bold=True) + MARGINS) / DIGIT + 1


def room_to_type(width: float) -> float:
    """The height in points of a row in which a column of a width in digits has room for what people type."""
    return height([(TYPED, width)])


def below_title(text: str, columns: Sequence[float], ways: Sequence[str]) -> tuple[str, str, int, float]:
    """A text in two lines for a screen; the column in which the second stands beside ways, and the pixels before it."""
    column, start = free_column(columns, ways)
    return *on_screen(text, SCREEN - start), column, start


def on_screen(text: str, below: float, across: float = SCREEN) -> tuple[str, str]:
    """A text as one line of a screen `across`, and what is left of it for a line below that has so many pixels.

    It is parted behind a sentence if both then have room, and otherwise between words.
    """
    if wide(text) <= across:
        return text, ""
    words, sentences = ([match.start() for match in re.finditer(end, text)] for end in (" ", r"(?<=[.:;]) "))
    first = [cut for cut in words if wide(text[:cut]) <= across]
    whole = [cut for cut in first if cut in sentences and wide(text[cut + 1 :]) <= below]
    cut = max(whole or first, default=len(text))
    return text[:cut], text[cut + 1 :]


def free_column(columns: Sequence[float], words: Sequence[str]) -> tuple[int, float]:
    """The first of some columns that no words run over, which stand in those before it, and the pixels up to it."""
    starts = [0.0, *accumulate(columns)]
    over = starts[len(words) - 1] + wide(f"{words[-1]}  ") if words else 0
    free = (at for at in range(len(words), len(columns)) if starts[at] >= over)
    column = next(free, len(columns))
    return column, starts[column]


def width_of(text: str) -> float:
    """The width in digits of a column in which a bold text has room on one line."""
    return (wide(text, SIZE, is_bold=True) + MARGINS - EDGES) / DIGIT


@lru_cache(maxsize=4096)
def width_of_words(text: str) -> float:
    """The width in digits of a column in which no word of a heading is broken, but for words longer than most."""
    return max((width_of(word) for word in re.split(r"[\s/-]+", text) if len(word) <= LONGEST_WORD), default=0.0)


def _tall(cell: Fitted) -> float:
    size, _, _ = _look(*cell[2:])
    return line_count(*cell) * LINE * size / SIZE


@lru_cache(maxsize=8192)
def line_count(text: str, width: float, role: str = "body") -> int:
    """How many lines a text takes in a column of a width in digits, when it is wrapped between words."""
    size, is_bold, indent = _look(role)
    room = width * DIGIT + EDGES - MARGINS - indent * INDENT
    return sum(_wrapped(paragraph, room, size, is_bold=is_bold) for paragraph in text.split("\n"))


@lru_cache(maxsize=256)
def _look(role: str = "body") -> tuple[float, bool, int]:
    """The size of a role's letters in points, whether they are bold, and its indent."""
    look = ROLES[role]
    return float(str(look.get("font_size", SIZE))), bool(look.get("bold")), int(str(look.get("indent", 0)))


def _wrapped(paragraph: str, room: float, size: float, *, is_bold: bool) -> int:
    lines, used = 1, 0.0
    # A line ends at a blank, which may hang over its edge, or after a hyphen within a word.
    ends = [0, *(match.end() for match in re.finditer(r" +|(?<=\w)-(?=\w)", paragraph)), len(paragraph)]
    for start, end in pairwise(ends):
        piece = paragraph[start:end]
        seen = wide(piece.rstrip(" "), size, is_bold=is_bold)
        if used and used + seen > room:
            lines, used = lines + 1, 0.0
        # A word wider than the column is broken by the program wherever the line ends.
        lines += int((used + seen) // room) if seen > room else 0
        used = seen % room if seen > room else used + wide(piece, size, is_bold=is_bold)
    return lines
