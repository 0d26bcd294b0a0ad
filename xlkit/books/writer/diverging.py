"""Diverging bars: how many are of each kind, such as a level, the first ones left of a middle line, the rest right."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

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


class Kinds(Struct, frozen=True):
    """What bars count: the columns, what they are called and how they look; the first `low` stand left of the line.

    `of_left` says so of how many, `below` stands under the chart, and `many` is the column of how many there are.
    """

    keys: Sequence[str]
    names: Sequence[str]
    looks: Sequence[tuple[str, str]]
    low: int
    of_left: str
    below: tuple[str, str]
    many: str = "n"


def levels(scale: Scale) -> Kinds:
    """How many stand at each level."""
    names, at_low = [f"Level {level}" for level in scale.levels], f"at level {level_words.low_or(scale)}"
    return Kinds(count_keys(scale), names, looks(scale.steps), scale.low, at_low, (at_low, "further on"))


def draw(
    book: Book,
    table: AnySheet,
    names: str,
    over: Scale | Kinds,
    title: str,
    words: str,
    rows: range | None = None,
    most: int = charts.MOST_BARS,
) -> list[Drawn]:
    """Charts of the counts at each level, or of other kinds, in some rows of a table, or in all; none of rows of 0.

    The row with most left of the line comes first and is the title; `words` are what a screen reader speaks, and `most`
    is how many bars a chart has.
    """
    places = range(table.rows) if rows is None else rows
    kinds = levels(over) if isinstance(over, Scale) else over
    bars = [_bar(table, names, kinds, title, row) for row in places]
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
        drawn.append(_chart(book, kinds, place, words))
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


def _bar(table: AnySheet, names: str, kinds: Kinds, title: str, row: int) -> SpreadBar:
    counts = [table.point(key, row) for key in kinds.keys]
    return SpreadBar(title, table.named(names, row, kinds.many), counts, kinds.low, kinds.of_left)


def _chart(book: Book, kinds: Kinds, place: int, words: str) -> Drawn:
    """The chart of the bars from a place among all on."""
    bars, shown = book.charted.spreads[place:], data(book)
    source = charts.Source(shown, "name", len(bars), place)
    left, right = bars[0].widest, max(bar.many - bar.left for bar in bars)
    fewest = int((left + right) * DIGIT / (HALF * ACROSS)) + 1  # whose number has room on its bar
    chart = book.chart("bar", "stacked")
    # The blank has no name, so that the legend shows none.
    blank = charts.labelled(charts.series(source, "space"), (PAPER, PAPER), "")
    chart.add_series({**blank, "overlap": 100, "name": " ", "data_labels": None})
    for place_of, (name, look) in enumerate(zip(kinds.names, kinds.looks, strict=True), start=1):
        series = charts.labelled(charts.series(source, _key(place_of)), look, f"[>={fewest}]0;;")
        chart.add_series({**series, "overlap": 100, "name": name})
    names = [bar.name.text for bar in bars]
    more = charts.below_first_line(kinds.names)
    height, title = charts.bars(names) + FRAME_PIXELS + more, f"={shown.elsewhere('said', place)}"
    charts.frame(chart, title, height, HEAD + more, FRAME_PIXELS + more, _said_of(bars[0]), names)
    chart.set_legend({"position": "top", "font": charts.TEXT})
    chart.set_x_axis(_axis(left, right, kinds))
    return Drawn(chart, height, words)


def _axis(left: float, right: float, kinds: Kinds) -> dict[str, object]:
    low, rest = kinds.below
    return {
        "min": 0,
        "max": left + right,
        "crossing": left,
        "label_position": "none",
        "line": {"none": True},
        "major_gridlines": {"visible": False},
        "major_tick_mark": "none",
        "name": f"{low}  \N{BLACK LEFT-POINTING POINTER}  \N{BLACK RIGHT-POINTING POINTER}  {rest}",
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
    return f'={name}&": "&{left}&" of "&{many}&{quoted(f" {at.row.of_left}")}'


def _said_of(bar: SpreadBar) -> str:
    return f"{and_more(bar.name.plain, bar.alike)}: {bar.left:g} of {bar.many:g} {bar.of_left}"


COLUMNS: tuple[Col[SpreadBar], ...] = (
    Col("chart", "Chart", 40),
    Col("name", "Bar", 40, value=lambda bar: bar.name.text, formula=lambda at: at.row.name.formula),
    Col(
        *("said", "In words", 60),
        value=_said_of,
        formula=_said,
    ),
    Col("left", "At low levels", 12, "whole", formula=lambda at: f"=SUM({at.across(_key(1), _key(at.row.low))})"),
    Col("many", "All", 10, "whole", formula=lambda at: f"=SUM({at.across(_key(1), _key(len(at.row.counts)))})"),
    Col("space", "Blank", 12, "whole", value=lambda bar: bar.widest - bar.left, formula=_space),
)
