"""Diverging bars: how many stand at each level, the low ones left of a middle line and the others right of it."""

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace
from xlsxwriter.chart import Chart

from xlkit.books.writer import charts, styles
from xlkit.books.writer.book import Book
from xlkit.books.writer.charted import SpreadBar, and_more, and_more_formula
from xlkit.books.writer.levels_look import looks
from xlkit.books.writer.placing import HALF, Drawn
from xlkit.books.writer.sheets import AnySheet, At, Col, SheetOf
from xlkit.books.writer.styles import PAPER
from xlkit.books.writer.table import quoted
from xlkit.measures import level_words
from xlkit.measures.figures import count_keys
from xlkit.measures.scale import Scale

SHEET = "Chart data (levels)"
INTRO = "What the charts of levels draw: a row for each of their bars, with the blank that puts low levels to the left."
FRAME_PIXELS = 120  # of a chart: for title, legend and the words below
HEAD = 70  # pixels of the frame, above the bars
ACROSS = 0.56  # of a chart's width: what the bars have
DIGIT = 9  # pixels of a bar that its number takes


def draw(
    book: Book,
    table: AnySheet,
    names: str,
    scale: Scale,
    title: str,
    words: str,
    rows: range | None = None,
    most: int = charts.MOST_BARS,
) -> list[Drawn]:
    """Charts of the counts at each level in some rows of a table, or in all; none where nobody stands anywhere.

    The row with most at low levels comes first and is the title; `words` are what a screen reader speaks, and `most` is
    how many bars a chart has.
    """
    places = range(table.rows) if rows is None else rows
    bars = [_bar(table, names, scale, title, row) for row in places]
    bars = sorted((bar for bar in bars if bar.many), key=lambda bar: (-bar.left / bar.many, -bar.many))
    drawn = []
    for first, many in charts.parts(len(bars), most):
        place, part = len(book.charted.spreads), bars[first : first + many]
        widest = max(bar.left for bar in part)
        alike = Counter((bar.left, bar.many) for bar in part)
        book.charted.spreads.extend(
            replace(bar, first=place, last=place + many - 1, widest=widest, alike=alike[bar.left, bar.many])
            for bar in part
        )
        drawn.append(Drawn(_chart(book, scale, place), charts.bars(_names(part)) + FRAME_PIXELS, words))
    return drawn


def data(book: Book) -> AnySheet:
    """The sheet that these charts draw, once all of them are drawn."""
    most = max((len(bar.counts) for bar in book.charted.spreads), default=0)
    return SheetOf(
        sheet=SHEET,
        name="Chart_data_levels",
        title=SHEET,
        intro=INTRO,
        columns=(*COLUMNS, *(_count(level) for level in range(1, most + 1))),
        records=tuple(book.charted.spreads),
        frozen=2,
        tab=styles.WORKINGS,
        is_worked_with=True,
        is_drawn=True,
    )


def _bar(table: AnySheet, names: str, scale: Scale, title: str, row: int) -> SpreadBar:
    counts = [table.point(key, row) for key in count_keys(scale)]
    return SpreadBar(title, table.named(names, row, "n"), counts, scale.low)


def _chart(book: Book, scale: Scale, place: int) -> Chart:
    """The chart of the bars from a place among all on."""
    bars, shown = book.charted.spreads[place:], data(book)
    source = charts.Source(shown, "name", len(bars), place)
    left, right = bars[0].widest, max(bar.many - bar.left for bar in bars)
    fewest = int((left + right) * DIGIT / (HALF * ACROSS)) + 1  # whose number has room on its bar
    chart = book.chart("bar", "stacked")
    for key, look in zip(("space", *map(_key, scale.levels)), ((PAPER, PAPER), *looks(scale.steps)), strict=True):
        labels = "" if key == "space" else f"[>={fewest}]0;;"
        series = charts.labelled(charts.series(source, key), look, labels)
        # The blank has no name, so that the legend shows none.
        chart.add_series({**series, "overlap": 100} | ({} if labels else {"name": " ", "data_labels": None}))
    names = _names(bars)
    height = charts.bars(names) + FRAME_PIXELS
    charts.frame(chart, f"={shown.elsewhere('said', place)}", height, HEAD, FRAME_PIXELS, _said_of(bars[0]), names)
    chart.set_legend({"position": "top", "font": charts.TEXT})
    chart.set_x_axis(_axis(left, right, scale))
    return chart


def _names(bars: Sequence[SpreadBar]) -> list[str]:
    return [bar.name.text for bar in bars]


def _axis(left: float, right: float, scale: Scale) -> dict[str, object]:
    low = level_words.low_or(scale)
    return {
        "min": 0,
        "max": left + right,
        "crossing": left,
        "label_position": "none",
        "line": {"none": True},
        "major_gridlines": {"visible": False},
        "major_tick_mark": "none",
        "name": f"at level {low}  \N{BLACK LEFT-POINTING POINTER}  \N{BLACK RIGHT-POINTING POINTER}  further on",
        "name_font": {**charts.TEXT, "bold": False},
    }


def _key(level: int) -> str:
    return f"level {level}"


def _count(level: int) -> Col[SpreadBar]:
    def formula(at: At[SpreadBar]) -> str | None:
        return f"=N({at.row.counts[level - 1].address})" if level <= len(at.row.counts) else None

    def value(bar: SpreadBar) -> float | None:
        return bar.counts[level - 1].value or 0 if level <= len(bar.counts) else None

    return Col(_key(level), f"Level {level}", 10, "whole", value=value, formula=formula)


def _whole_chart(at: At[SpreadBar], key: str) -> str:
    return f"{at.table.cell(key, at.row.first)}:{at.table.cell(key, at.row.last)}"


def _space(at: At[SpreadBar]) -> str:
    return f"=MAX({_whole_chart(at, 'left')})-{at['left']}"


def _said(at: At[SpreadBar]) -> str:
    left, many = at["left"], at["many"]
    alike = f"COUNTIFS({_whole_chart(at, 'left')},{left},{_whole_chart(at, 'many')},{many})"
    name = and_more_formula(at.row.name.address, alike)
    return f'={name}&": "&{left}&" of "&{many}&{quoted(_at_low(at.row))}'


def _said_of(bar: SpreadBar) -> str:
    return f"{and_more(bar.name.plain, bar.alike)}: {bar.left:g} of {bar.many:g}{_at_low(bar)}"


def _at_low(bar: SpreadBar) -> str:
    return f" at level {level_words.low_or(Scale(len(bar.counts), bar.low))}"


COLUMNS: tuple[Col[SpreadBar], ...] = (
    Col("chart", "Chart", 40, value=lambda bar: bar.chart),
    Col("name", "Bar", 40, value=lambda bar: bar.name.text, formula=lambda at: at.row.name.formula),
    Col(
        *("said", "In words", 60),
        value=_said_of,
        formula=_said,
    ),
    Col(
        *("left", "At low levels", 12, "whole"),
        value=lambda bar: bar.left,
        formula=lambda at: f"=SUM({at.across(_key(1), _key(at.row.low))})",
    ),
    Col(
        *("many", "All", 10, "whole"),
        value=lambda bar: bar.many,
        formula=lambda at: f"=SUM({at.across(_key(1), _key(len(at.row.counts)))})",
    ),
    Col("space", "Blank", 12, "whole", value=lambda bar: bar.widest - bar.left, formula=_space),
)
