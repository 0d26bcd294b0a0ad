"""The charts of one market: both sides' levels, the providers' distribution, and the gap, each with its data above."""

from xlsxwriter.chart import Chart

from xlkit.comparison import Market
from xlkit.measures import SCALE
from xlkit.write.book import Book, Sheet
from xlkit.write.sheets.consolidated.distribution import COUNTS
from xlkit.write.sheets.consolidated.table import FIRST_ROW, HEADER_ROW, TITLE_ROW, Table
from xlkit.write.styles import FONT, INK, LEVELS, LINE, NAVY, ON_LEVELS, ORANGE, PAPER

WIDTH = 1_000  # pixels
ROW_PIXELS, FRAME_PIXELS = 34, 150  # of a chart: for each theme, and for title, axis and legend
SHEET_ROW_PIXELS = 21
PRINT_SCALE = 60  # percent, at which a chart of twenty themes fits a page
TEXT = {"name": FONT, "size": 11, "color": INK}
THIN = {"color": LINE, "width": 0.75}

LEVELS_ALT = (
    "Bar chart: for each theme the commissioner's level and the median of the providers, 1 to 5. "
    "The figures are in the columns Commissioner level and Providers median of the table on this sheet."
)
SPREAD_ALT = (
    "Stacked bar chart: for each theme the share of providers at each level, from 1, light, to 5, dark. "
    "The figures are in the columns At level 1 to At level 5 of the table on this sheet."
)
GAP_ALT = (
    "Bar chart: for each theme the commissioner's level less the median of the providers; to the right of 0 the "
    "commissioner places itself further on. The figures are in the column Gap of the table on this sheet."
)


def draw(book: Book, sheet: Sheet, themes: Table, market: Market) -> None:
    """Place the charts below the table; those that compare both sides only where there are both."""
    charts = [(_levels(book, themes, market), LEVELS_ALT)]
    if market.providers is not None:
        charts.append((_spread(book, themes), SPREAD_ALT))
    if market.providers is not None and market.council is not None:
        charts.append((_gaps(book, themes), GAP_ALT))
    row = FIRST_ROW + themes.rows + 1
    breaks = []
    for chart, alternative in charts:
        height = ROW_PIXELS * themes.rows + FRAME_PIXELS
        chart.set_size({"width": WIDTH, "height": height})
        breaks.append(row)
        sheet.chart(row + 1, 0, chart, alternative)
        row += height // SHEET_ROW_PIXELS + 3
    # Excel heeds page breaks only where pages are scaled, not where they are fitted.
    sheet.raw.set_print_scale(PRINT_SCALE)
    sheet.raw.set_h_pagebreaks(breaks)
    sheet.raw.repeat_rows(TITLE_ROW)


def _levels(book: Book, themes: Table, market: Market) -> Chart:
    chart = book.chart("bar")
    if market.council is not None:
        _series(chart, themes, "commissioner", NAVY, PAPER)
    if market.providers is not None:
        _series(chart, themes, "median", ORANGE, INK)
    _frame(chart, "Level by theme: commissioner and median of providers")
    chart.set_x_axis({"min": 0, "max": max(SCALE), "major_unit": 1, "num_format": "0", **_axis()})
    return chart


def _spread(book: Book, themes: Table) -> Chart:
    chart = book.chart("bar", "percent_stacked")
    for key, ground, ink in zip(COUNTS, LEVELS, ON_LEVELS, strict=True):
        _series(chart, themes, key, ground, ink)
    _frame(chart, "Providers at each level, by theme")
    chart.set_x_axis({"num_format": "0%", **_axis()})
    return chart


def _gaps(book: Book, themes: Table) -> Chart:
    chart = book.chart("bar")
    _series(chart, themes, "gap", NAVY, INK)
    _frame(chart, "Gap by theme: commissioner less median of providers")
    chart.set_legend({"none": True})
    chart.set_x_axis({"min": -4, "max": 4, "major_unit": 1, "num_format": "+0;-0;0", **_axis()})
    return chart


def _series(chart: Chart, themes: Table, key: str, ground: str, ink: str) -> None:
    header = [themes.sheet, HEADER_ROW, themes.place(key)]
    series = {
        "name": header,
        "categories": _places(themes, "theme"),
        "values": _places(themes, key),
        "fill": {"color": ground},
        "border": {"color": INK, "width": 0.75},
        "gap": 45,
    }
    if key in COUNTS:
        # A count of none needs no label.
        series["data_labels"] = {"value": True, "num_format": "0;;", "font": {"name": FONT, "size": 10, "color": ink}}
    chart.add_series(series)


def _places(themes: Table, key: str) -> list[str | int]:
    column = themes.place(key)
    return [themes.sheet, FIRST_ROW, column, FIRST_ROW + themes.rows - 1, column]


def _frame(chart: Chart, title: str) -> None:
    chart.set_title({"name": title, "name_font": {**TEXT, "size": 14, "bold": True}, "overlay": False})
    # The first theme stands on top, the scale at the bottom; names stay left also of bars that run to the left.
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
    # Room at the left, so that no theme's name is broken or left out.
    chart.set_plotarea({"layout": {"x": 0.36, "y": 0.09, "width": 0.6, "height": 0.78}})


def _axis() -> dict[str, object]:
    return {"num_font": TEXT, "major_gridlines": {"visible": True, "line": THIN}, "line": THIN}
