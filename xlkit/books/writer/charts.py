"""Charts: how the charts of a table look, with the table as their data; readable in black and white."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace
from xlsxwriter.chart import Chart

from xlkit.books.writer import paper
from xlkit.books.writer.book import Book
from xlkit.books.writer.letters import wide
from xlkit.books.writer.levels_look import looks
from xlkit.books.writer.placing import BETWEEN, NARROWEST, SHEET_ROW_PIXELS, Drawn
from xlkit.books.writer.styles import FONT, GRID, INK, NAVY, PAPER, TEAL
from xlkit.books.writer.table import Table

ROW_PIXELS, FRAME_PIXELS = 34, 150  # of a chart: for each bar's place, and for title, axis and legend
BAR_PIXELS, TWO_LINES, FEW_PIXELS, FEW = 23, 28, 38, 7  # of bars whose names stand on one line or two, and of a few
LEAST_ROW_PIXELS = 20  # of a bar whose name can still be read
SECOND_LINE = 14  # pixels that a title takes which no size brings on one line
TITLE_PIXELS = 70  # of the frame, above the bars: for the title, and the legend where there is one
HEADINGS_PIXELS = 65  # of the headings of a table, which its pages of charts may repeat
# Of a chart on one page: what is left of the page at the smallest scale.
PAGE_PIXELS = int(paper.DEPTH * 100 / paper.SMALLEST / paper.PIXEL) - BETWEEN * SHEET_ROW_PIXELS - HEADINGS_PIXELS
# Of one chart: so many have room on a page with names of two lines at least; beyond 40 a chart would outgrow its page.
MOST_BARS = 30
HALF_OF_A_FORM = 15  # bars of a chart that shares its row with the next one, as two of nineteen topics do
TITLE_SIZES = (12, 11, 10, 9)  # points: the largest at which the title stands on one line
TITLE_PLACE = {"x": 0.01, "y": 0.015}
TEXT = {"name": FONT, "size": 11, "color": INK}
NAMES = 0.4  # of a chart's width: what stands left of the bars
NAME_ROOM = int(NAMES * NARROWEST) - 15  # pixels of a name
TITLE_ROOM = int(0.74 * NARROWEST)  # pixels of a title: LibreOffice breaks one that takes more of its chart
NAME_SIZES = (11, 10, 9)  # points: the largest at which every name of a chart stands on one line
LEGEND_ROOM, LEGEND_KEY, LEGEND_LINE = 490, 27, 20  # pixels across a legend, of a name's colour, and down a line
THIN = {"color": GRID, "width": 0.75}
BAR = (TEAL, PAPER)  # of counts that have no order
BAR_LABELS = {"value": True, "position": "outside_end", "num_format": "0", "font": TEXT}
PLAIN_TITLE, PLAIN_PIXELS = 45, 95  # pixels above the bars, and around them, without a legend
COUNTED_PIXELS = 80  # of the frame of such a chart
SHARES = {"num_format": "0%", "min": 0, "max": 1, "major_unit": 0.25}  # of an axis from none to all
THREE = looks(3)  # lower, alike and higher


class Source(Struct, frozen=True):
    """Where a chart's data stand: rows of a table from `first`, counted from 0, and the column that names them."""

    table: Table
    names: str
    rows: int
    first: int = 0

    @property
    def height(self) -> int:
        """How high a chart of bars is, in pixels."""
        room = (PAGE_PIXELS - FRAME_PIXELS) // max(self.rows, 1)
        return max(LEAST_ROW_PIXELS, min(ROW_PIXELS, room)) * self.rows + FRAME_PIXELS


def bars(names: Sequence[str]) -> int:
    """The pixels of bars with these names, each with room for its own: a name without room is left out by programs."""
    if len(names) <= FEW:
        return len(names) * FEW_PIXELS
    return len(names) * (BAR_PIXELS if _fits(names, NAME_SIZES[-1]) else TWO_LINES)


def _fits(names: Sequence[str], size: int) -> bool:
    return all(wide(name, size) <= NAME_ROOM for name in names)


def whole(table: Table, names: str) -> Source:
    """All rows of a table."""
    return Source(table, names, table.rows)


def split(source: Source, most: int = MOST_BARS) -> list[Source]:
    """The source in as few parts of alike size as have `most` rows or fewer each, in their order."""
    return [replace(source, rows=many, first=source.first + first) for first, many in parts(source.rows, most)]


def parts(rows: int, most: int) -> list[tuple[int, int]]:
    """Where each of as few alike parts as have `most` rows or fewer begins, counted from 0, and how many it has."""
    many = -(-rows // most)
    ends = [rows * place // many for place in range(many + 1)] if many else []
    return [(first, end - first) for first, end in pairwise(ends)]


def stacked(
    book: Book,
    source: Source,
    keys: Sequence[str],
    tones: Sequence[tuple[str, str]],
    title: str,
    words: str,
    labels: str = "0;;",
    said: str = "",
    names: Sequence[str] = (),
) -> Drawn:
    """Stacked bars that each fill the whole width; a count of none has no label; the rest is as of `frame`."""
    more = below_first_line([source.table.columns[source.table.place(key)].header for key in keys])
    height = (bars(names) + FRAME_PIXELS if names else source.height) + more
    chart = book.chart("bar", "percent_stacked")
    for key, look in zip(keys, tones, strict=True):
        chart.add_series(labelled(series(source, key), look, labels))
    frame(chart, title, height, TITLE_PIXELS + more, FRAME_PIXELS + more, said, names)
    chart.set_legend({"position": "top", "font": TEXT})
    chart.set_x_axis({"num_format": "0%", "major_unit": 0.25, **_axis()})
    return Drawn(chart, height, words)


def below_first_line(names: Sequence[str]) -> int:
    """The pixels of a legend below its first line: programs stand its names in columns, all as wide as the longest."""
    columns = max(1, int(LEGEND_ROOM // (max(wide(name, int(str(TEXT["size"]))) for name in names) + LEGEND_KEY)))
    return (-(-len(names) // columns) - 1) * LEGEND_LINE


def shares(book: Book, source: Source, key: str, names: Sequence[str], title: str, words: str) -> Drawn:
    """A bar for each share, from none to all; `names` are what the source calls them."""
    chart = book.chart("bar")
    chart.add_series(labelled(series(source, key), THREE[-1], "0%;;"))
    height = bars(names) + PLAIN_PIXELS
    frame(chart, title, height, PLAIN_TITLE, PLAIN_PIXELS, names=names)
    chart.set_legend({"none": True})
    chart.set_x_axis({**SHARES, **_axis()})
    return Drawn(chart, height, words)


def counted(book: Book, source: Source, key: str, names: Sequence[str], said: tuple[str, str], words: str) -> Drawn:
    """A bar for each row as long as its count; `said` is the column whose first row is the title, and the title."""
    chart = book.chart("bar")
    chart.add_series({**labelled(series(source, key), BAR, "0;;"), "data_labels": BAR_LABELS})
    height, title = bars(names) + COUNTED_PIXELS, f"={source.table.elsewhere(said[0], source.first)}"
    frame(chart, title, height, TITLE_PIXELS, COUNTED_PIXELS, said[1], names)
    chart.set_legend({"none": True})
    chart.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    return Drawn(chart, height, words)


def series(source: Source, key: str) -> dict[str, object]:
    """A column of the data with its heading and the names of its rows, as XlsxWriter takes it."""
    table, first = source.table, source.table.first_row + source.first
    column, names, last = table.place(key), table.place(source.names), first + source.rows - 1
    return {
        "name": [table.sheet, table.header_row, column],
        "categories": [table.sheet, first, names, last, names],
        "values": [table.sheet, first, column, last, column],
    }


def labelled(given: dict[str, object], look: tuple[str, str], labels: str) -> dict[str, object]:
    """A series of bars with a fill, and its figures on them in the format `labels`."""
    ground, ink = look
    font = {"name": FONT, "size": 10, "color": ink}
    return given | {
        "fill": {"color": ground},
        "border": {"color": PAPER, "width": 1},
        "gap": 30,
        "data_labels": {"value": True, "position": "center", "num_format": labels, "font": font},
    }


def frame(
    chart: Chart, title: str, height: int, above: int, around: int, said: str = "", names: Sequence[str] = ()
) -> None:
    """What stands round the bars: `above` and `around` are the pixels above them, and above and below together.

    A title that begins with = is the cell that holds it, and `said` is what stands there; `names` are those of the
    bars, where they are known.
    """
    name_size = next((size for size in NAME_SIZES if _fits(names, size)), NAME_SIZES[-1])
    sizes = (size for size in TITLE_SIZES if wide(said or title, size, is_bold=True) <= TITLE_ROOM)
    size = next(sizes, 0)
    if not size:
        size, above, around = TITLE_SIZES[-1], above + SECOND_LINE, around + SECOND_LINE
    look = {**TEXT, "size": size, "bold": True, "color": NAVY}
    chart.set_title({"name": title, "name_font": look, "overlay": False, "layout": TITLE_PLACE})
    # The first row stands on top, the scale at the bottom; names stay left also of bars that run to the left.
    chart.set_y_axis(
        {
            "reverse": True,
            "crossing": "max",
            "label_position": "low",
            "interval_unit": 1,
            "num_font": {**TEXT, "size": name_size},
            "line": THIN,
            "major_tick_mark": "none",
        }
    )
    chart.set_chartarea({"border": {"none": True}})
    # Room at the left, so that no row's name is broken or left out, and above and below for title, scale and legend.
    inside = {"x": NAMES, "y": above / height, "width": 0.56, "height": 1 - around / height}
    chart.set_plotarea({"layout": inside})


def _axis() -> dict[str, object]:
    return {"num_font": TEXT, "major_gridlines": {"visible": True, "line": THIN}, "line": {"none": True}}
