"""Ranking: the topics with the highest and with the lowest levels, named by formula, and a chart of all levels."""

from collections.abc import Sequence

from msgspec import Struct

from xlkit.books.respondent.form import Form, column_range, literal
from xlkit.books.writer.book import Book, Sheet
from xlkit.books.writer.heights import height, line_count
from xlkit.books.writer.styles import BLUE, FONT, LINE, NAVY
from xlkit.form import layout, progress, wording
from xlkit.form.layout import REF, SUMMARY_COUNT, SUMMARY_LAST, SUMMARY_LEVEL, SUMMARY_TITLE
from xlkit.form.progress import MOST_NAMED, Standing
from xlkit.returns.raw import CellRef

MANY = 1000  # more than the topics of any form
TITLE_WIDTH = 48.0  # of the summary's column of topics, in characters
LEVEL = SUMMARY_COUNT  # the column that levels stand in here, beside the topic


class Ranked(Struct, frozen=True):
    """One table: its title, what it says where no topic is in it, the key of each topic, and those in it now."""

    title: str
    nothing: str
    keys: str
    standings: Sequence[Standing]


def write(sheet: Sheet, form: Form, top: int) -> int:
    """Write both tables, from a row on; the row after them is returned."""
    words, instrument = form.words, form.instrument
    highest, least, most = instrument.highest, instrument.scale.high, instrument.scale.low
    levels = _column(form, SUMMARY_LEVEL)
    strong = Ranked(
        words.strengths.format(level=least),
        words.no_strengths,
        _keys(form, f"{levels}>={least}", f"({highest}-{levels})"),
        progress.strengths(instrument, form.standings),
    )
    weak = Ranked(
        words.weakest.format(level=most),
        words.no_weakest,
        _keys(form, f"{levels}<={most}", levels),
        progress.weakest(instrument, form.standings),
    )
    return _table(sheet, form, _table(sheet, form, top, strong) + 1, weak)


def _column(form: Form, column: int) -> str:
    rows = form.layout.summary
    return column_range(form.words.summary, rows[0].row, rows[-1].row, column)


def _keys(form: Form, chosen: str, order: str) -> str:
    """A number for each chosen topic, by which they are sorted: their order, then their place."""
    levels = _column(form, SUMMARY_LEVEL)
    place = f"ROW({levels})-{form.layout.summary[0].row}"
    return f'IF(ISNUMBER({levels}),IF({chosen},{order}*{MANY}+{place},""),"")'


def _table(sheet: Sheet, form: Form, top: int, ranked: Ranked) -> int:
    sheet.text(top, REF, ranked.title, sheet.styles["heading_line"])
    headings = {REF: 0, SUMMARY_TITLE: SUMMARY_TITLE, LEVEL: SUMMARY_LEVEL}
    for column, heading in headings.items():
        sheet.text(top + 1, column, form.words.summary_headings[heading], sheet.styles["header"])
    for number in range(1, MOST_NAMED + 1):
        standing = ranked.standings[number - 1] if number <= len(ranked.standings) else None
        _row(sheet, form, top + 1 + number, number, ranked, standing)
    return top + 2 + MOST_NAMED


def _row(sheet: Sheet, form: Form, at: int, number: int, ranked: Ranked, standing: Standing | None) -> None:
    refs = _column(form, REF)
    ref = layout.summary_ref(standing.item) if standing else None
    formula = f'=IFERROR(INDEX({refs},MOD(SMALL({ranked.keys},{number}),{MANY})),"")'
    sheet.array(at, REF, formula, ref, sheet.styles["reference"])
    cell = CellRef("", at, REF).a1
    nothing, nothing_now = _nothing(form, ranked) if number == 1 else ('""', "")
    title = f'=IF({cell}="",{nothing},INDEX({_column(form, SUMMARY_TITLE)},MATCH({cell},{refs},0)))'
    shown = wording.short_title(standing.item.title) if standing else nothing_now or None
    sheet.formula(at, SUMMARY_TITLE, title, shown, sheet.styles["shown"])
    level = f'=IF({cell}="","",INDEX({_column(form, SUMMARY_LEVEL)},MATCH({cell},{refs},0)))'
    sheet.formula(at, LEVEL, level, standing.level if standing else None, sheet.styles["shown_level"])
    # Any topic may come to stand here, and a locked row does not grow for it.
    titles = [(wording.short_title(topic.item.title), TITLE_WIDTH) for topic in form.standings]
    sheet.height(at, height([*titles, (ranked.nothing, TITLE_WIDTH)]))


def _nothing(form: Form, ranked: Ranked) -> tuple[str, str]:
    """What stands where no topic is in a table, as an expression and now: before anything is answered, just that."""
    words = form.words
    is_blank = all(standing.level is None for standing in form.standings)
    expression = f"IF(COUNT({_column(form, SUMMARY_LEVEL)})=0,{literal(words.nothing_yet)},{literal(ranked.nothing)})"
    return expression, words.nothing_yet if is_blank else ranked.nothing


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
