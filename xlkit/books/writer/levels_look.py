"""How levels look: the lowest dark and warm, the highest blue, told apart on screen, in print and in grey."""

from collections.abc import Sequence

from xlkit.books.writer.book import Sheet
from xlkit.books.writer.styles import BLUE, INK, PALE, PAPER, WARM
from xlkit.books.writer.table import Table


def shade(sheet: Sheet, table: Table, keys: Sequence[str], steps: int) -> None:
    """Shade the levels in some columns of a table, which stand side by side or apart."""
    for first, last in runs(sorted(table.place(key) for key in keys)):
        shade_cells(sheet, (table.first_row, first, table.last_row, last), steps)


def shade_cells(sheet: Sheet, cells: tuple[int, int, int, int], steps: int) -> None:
    """Shade the levels in some cells: first row, first column, last row and last column, counted from 0.

    A middle between two levels has the shade of the upper one: it is low only where that is.
    """
    for level, (ground, ink) in enumerate(looks(steps), start=1):
        look = sheet.book.workbook.add_format({"bg_color": ground, "font_color": ink, "bold": level == 1})
        rule = {"type": "cell", "criteria": "between", "minimum": level - 0.5, "maximum": level, "format": look}
        sheet.conditional(*cells, rule)


def looks(steps: int) -> tuple[tuple[str, str], ...]:
    """The fill and text of each level, the lowest first; beyond seven levels the inner ones share shades."""
    low = min(steps // 2, len(WARM))
    high = min(max(steps - 1 - steps // 2, 1), len(BLUE))
    grounds = (*WARM[low], *[PALE] * (steps - low - high), *BLUE[high])
    return tuple((ground, max(INK, PAPER, key=lambda ink: _contrast(ground, ink))) for ground in grounds)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def _contrast(ground: str, ink: str) -> float:
    """The contrast of two colours, as WCAG 2 has it: from 1 to 21."""
    dark, light = sorted((_luminance(ground), _luminance(ink)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (
        share / 12.92 if (share := part / 255) <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """The first and last of each run of columns that stand side by side, from their places in order."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
