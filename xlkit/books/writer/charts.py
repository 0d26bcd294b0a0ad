"""Charts: how the charts of a table look, with the table as their data; readable in black and white."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from xlsxwriter.chart import Chart

from xlkit.books.writer import paper
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.levels_look import looks
from xlkit.books.writer.styles import FONT, INK, LINE, NAVY, PAPER, SHADES, TEAL
from xlkit.books.writer.table import FIRST_ROW, HEADER_ROW, Column, Table
from xlkit.measures.figures import count_keys
from xlkit.measures.scale import Scale

WIDTH = 1_000  # pixels
ROW_PIXELS, FRAME_PIXELS = 34, 150  # of a chart: for each bar's place, and for title, axis and legend
LEAST_ROW_PIXELS = 20  # of a bar whose name can still be read
TITLE_PIXELS = 60  # of the frame, above the bars
RADAR_PIXELS = 620
SHEET_ROW_PIXELS = 21
BETWEEN = 3  # rows that a chart takes beside its own height
HEADINGS_PIXELS = 65  # of the headings of a table, which its pages of charts may repeat
# Of a chart on one page: what is left of the page at the largest scale.
PAGE_PIXELS = (
    int(paper.DEPTH * 100 / paper.LARGEST_CHARTED / paper.PIXEL) - BETWEEN * SHEET_ROW_PIXELS - HEADINGS_PIXELS
)
# Of one chart: so many have room on a page with names of two lines at least; beyond 40 a chart would outgrow its page.
MOST_BARS = 30
TEXT = {"name": FONT, "size": 11, "color": INK}
THIN = {"color": LINE, "width": 0.75}
PAIR = ((NAVY, PAPER), (TEAL, PAPER))  # fill and text of two series; never warm, since warm means low
THREE = looks(3)  # lower, alike and higher
DASHES = ("solid", "dash", "round_dot", "long_dash_dot")
MARKERS = ("circle", "square", "triangle", "diamond")
INKS = (NAVY, TEAL, INK, SHADES[3])


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart with its height in pixels and the words that a screen reader speaks."""

    chart: Chart
    height: int
    words: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a chart's data stand: rows of a table from `first`, counted from 0, and the column that names them."""

    table: Table
    names: str
    rows: int
    first: int = 0

    def places(self, key: str) -> list[str | int]:
        """A column of the data, as XlsxWriter takes it."""
        column = self.table.place(key)
        top = FIRST_ROW + self.first
        return [self.table.sheet, top, column, top + self.rows - 1, column]

    def header(self, key: str) -> list[str | int]:
        """The header of a column."""
        return [self.table.sheet, HEADER_ROW, self.table.place(key)]

    @property
    def height(self) -> int:
        """How high a chart of bars is, in pixels."""
        room = (PAGE_PIXELS - FRAME_PIXELS) // max(self.rows, 1)
        return max(LEAST_ROW_PIXELS, min(ROW_PIXELS, room)) * self.rows + FRAME_PIXELS


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


def bars(book: Book, source: Source, keys: Sequence[str], scale: Scale, title: str, words: str) -> Drawn:
    """Bars of levels of one or two columns side by side."""
    chart = book.chart("bar")
    for key, (ground, ink) in zip(keys, PAIR, strict=False):
        _series(chart, source, key, ground, ink)
    _frame(chart, title, source.height)
    chart.set_x_axis({"min": 0, "max": scale.steps, "major_unit": 1, "num_format": "0", **_axis()})
    return Drawn(chart, source.height, words)


def shares(book: Book, source: Source, scale: Scale, title: str, words: str) -> Drawn:
    """Stacked bars of how many stand at each level, the lowest first."""
    return stacked(book, source, count_keys(scale), looks(scale.steps), title, words)


def stacked(
    book: Book,
    source: Source,
    keys: Sequence[str],
    tones: Sequence[tuple[str, str]],
    title: str,
    words: str,
    labels: str = "0;;",
) -> Drawn:
    """Stacked bars that each fill the whole width; a count of none has no label."""
    chart = book.chart("bar", "percent_stacked")
    for key, (ground, ink) in zip(keys, tones, strict=True):
        _series(chart, source, key, ground, ink, labels)
    _frame(chart, title, source.height)
    chart.set_x_axis({"num_format": "0%", **_axis()})
    return Drawn(chart, source.height, words)


def gaps(book: Book, source: Source, key: str, scale: Scale, title: str, words: str) -> Drawn:
    """Bars to either side of 0."""
    chart = book.chart("bar")
    _series(chart, source, key, NAVY, INK)
    _frame(chart, title, source.height)
    chart.set_legend({"none": True})
    widest = scale.steps - 1
    chart.set_x_axis({"min": -widest, "max": widest, "major_unit": 1, "num_format": "+0;-0;0", **_axis()})
    return Drawn(chart, source.height, words)


def radar(book: Book, source: Source, keys: Sequence[str], scale: Scale, title: str, words: str) -> Drawn:
    """Lines round a centre, told apart by dashes and markers as well as by colour."""
    chart = book.chart("radar", "with_markers")
    for place, key in enumerate(keys):
        ink = INKS[place % len(INKS)]
        chart.add_series(
            {
                "name": source.header(key),
                "categories": source.places(source.names),
                "values": source.places(key),
                "line": {"color": ink, "width": 2, "dash_type": DASHES[place % len(DASHES)]},
                "marker": {
                    "type": MARKERS[place % len(MARKERS)],
                    "size": 7,
                    "fill": {"color": ink},
                    "border": {"color": ink},
                },
            }
        )
    chart.set_title({"name": title, "name_font": {**TEXT, "size": 14, "bold": True}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": TEXT})
    chart.set_x_axis({"num_font": TEXT})
    chart.set_y_axis({"min": 0, "max": scale.steps, "major_unit": 1, "num_format": "0", **_axis()})
    return Drawn(chart, RADAR_PIXELS, words)


def place(sheet: Sheet, table: Table, drawn: Sequence[Drawn]) -> None:
    """Place charts below a table, none of them over the end of a page when printed."""
    if not drawn:
        return
    stand(sheet, table, drawn, WIDTH)
    print_below(sheet, table, table.columns, drawn)


def stand(sheet: Sheet, table: Table, drawn: Sequence[Drawn], wide: int) -> list[int]:
    """Stand charts, `wide` pixels across, below a table: the row above each, and the first one below them all."""
    rows = _rows(table, drawn)
    for row, chart in zip(rows, drawn, strict=False):
        chart.chart.set_size({"width": wide, "height": chart.height})
        sheet.chart(row + 1, 0, chart.chart, chart.words)
    return rows


def print_below(sheet: Sheet, table: Table, columns: Sequence[Column], drawn: Sequence[Drawn]) -> None:
    """Print some columns of a table, and the charts that stand below it."""
    *above, end = _rows(table, drawn)
    rows = (FIRST_ROW + table.rows - 1, end)
    widths, intro = [one.width for one in columns], table.overhang(len(columns))
    paper.lay_out_charts(sheet, widths, table.frozen, intro, rows, WIDTH, above)


def _rows(table: Table, drawn: Sequence[Drawn]) -> list[int]:
    """The row above each chart, and the first one below them all."""
    rows = [FIRST_ROW + table.rows + 1]
    for chart in drawn:
        rows.append(rows[-1] + chart.height // SHEET_ROW_PIXELS + BETWEEN)
    return rows


def _series(chart: Chart, source: Source, key: str, ground: str, ink: str, labels: str = "") -> None:
    series = {
        "name": source.header(key),
        "categories": source.places(source.names),
        "values": source.places(key),
        "fill": {"color": ground},
        "border": {"color": INK, "width": 0.75},
        "gap": 45,
    }
    if labels:
        series["data_labels"] = {"value": True, "num_format": labels, "font": {"name": FONT, "size": 10, "color": ink}}
    chart.add_series(series)


def _frame(chart: Chart, title: str, height: int) -> None:
    chart.set_title({"name": title, "name_font": {**TEXT, "size": 14, "bold": True}, "overlay": False})
    # The first row stands on top, the scale at the bottom; names stay left also of bars that run to the left.
    chart.set_y_axis(
        {
            "reverse": True,
            "crossing": "max",
            "label_position": "low",
            "interval_unit": 1,
            "num_font": TEXT,
            "line": THIN,
        }
    )
    chart.set_legend({"position": "bottom", "font": TEXT})
    # Room at the left, so that no row's name is broken or left out, and above and below for title, scale and legend.
    inside = {"x": 0.4, "y": TITLE_PIXELS / height, "width": 0.56, "height": 1 - FRAME_PIXELS / height}
    chart.set_plotarea({"layout": inside})


def _axis() -> dict[str, object]:
    return {"num_font": TEXT, "major_gridlines": {"visible": True, "line": THIN}, "line": THIN}
