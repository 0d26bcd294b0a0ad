"""The chart on the summary: a bar for each topic's level, and one for last time's where there was one."""

from xlkit.books.respondent.form import Form
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.heights import line_count
from xlkit.books.writer.styles import BLUE, FONT, LINE, NAVY
from xlkit.form.layout import SUMMARY_LAST, SUMMARY_LEVEL, SUMMARY_TITLE

BAR = 30  # pixels of a bar with its gap, where its label takes one line
LABEL_LINE = 21  # pixels of a line of a label that takes more
LABELS, BARS = 0.45, 0.51  # what the topics and the levels take of the chart's width
LONGEST_LABEL = 44  # characters of the sheets' font that fit a label's line
HEAD, AXIS = 60, 40  # pixels of the title, and of the axis below
LEGEND = 30  # pixels
ROOM = 1080  # pixels that the bars may take for the chart to stay on one page with the tables above it
ROW = 21  # pixels of a row of the sheet
WIDTH = 900
TICK_FONT = {"name": FONT, "size": 12}


def chart_rows(form: Form) -> int:
    """How many rows of the sheet the chart covers."""
    return _height(form) // ROW + 1


def draw(book: Book, sheet: Sheet, form: Form, top: int) -> None:
    """Place the chart, from a row on."""
    words = form.words
    grid = {"visible": True, "line": {"color": LINE, "width": 0.5}}
    chart = book.chart("bar")
    chart.add_series(_series(form, words.summary_headings[SUMMARY_LEVEL], SUMMARY_LEVEL, NAVY))
    if form.last:
        chart.add_series(_series(form, words.summary_last, SUMMARY_LAST, BLUE[2][-1]))
        chart.set_legend({"position": "top", "font": TICK_FONT})
    else:
        chart.set_legend({"none": True})
    chart.set_title({"name": words.chart_title, "name_font": {**TICK_FONT, "size": 14}})
    # Topics read from the top, so the levels' axis has to cross at the last one to stand below them.
    chart.set_y_axis({"reverse": True, "crossing": "max", "interval_unit": 1, "num_font": TICK_FONT})
    highest = form.instrument.highest
    chart.set_x_axis({"min": 0, "max": highest, "major_unit": 1, "num_font": TICK_FONT, "major_gridlines": grid})
    chart.set_size({"width": WIDTH, "height": _height(form)})
    # Left to itself, LibreOffice narrows long labels, and leaves every second one out where they take two lines.
    top_of_bars = _head(form) / _height(form)
    layout = {"x": LABELS, "y": top_of_bars, "width": BARS, "height": _bars(form) / _height(form)}
    chart.set_plotarea({"layout": layout})
    described = words.chart_alt.format(highest=highest)
    sheet.chart(top, SUMMARY_TITLE, chart, f"{described} {words.chart_alt_last}" if form.last else described)


def _height(form: Form) -> int:
    return _head(form) + _bars(form) + AXIS


def _head(form: Form) -> int:
    return HEAD + LEGEND if form.last else HEAD


def _bars(form: Form) -> int:
    titles = [row.item.title for row in form.layout.summary if row.item]
    lines = max(line_count(title, LONGEST_LABEL) for title in titles)
    least = lines * LABEL_LINE
    wanted = max(BAR, least) * (1.5 if form.last else 1.0)
    return int(len(titles) * max(least, min(wanted, ROOM / len(titles))))


def _series(form: Form, name: str, column: int, colour: str) -> dict[str, object]:
    rows, summary = form.layout.summary, form.words.summary
    first, last = rows[0].row, rows[-1].row
    return {
        "name": name,
        "categories": [summary, first, SUMMARY_TITLE, last, SUMMARY_TITLE],
        "values": [summary, first, column, last, column],
        "fill": {"color": colour},
        "gap": 60,
        "data_labels": {"value": True, "font": TICK_FONT},
    }
