"""Dumbbell: where two sides stand, as a disc and a diamond joined by a line, sorted by who is further on.

A stacked bar from the lowest step on, whose marks are labels of values next to nothing: their number format is the mark
itself, so that every program that draws bars draws them. The line has the colour of the side that is further on.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace
from xlsxwriter.chart import Chart

from xlkit.books.writer import charts, styles
from xlkit.books.writer.book import Book
from xlkit.books.writer.charted import PairBar, Point, and_more, and_more_formula
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import AnySheet, At, Col, SheetOf
from xlkit.books.writer.styles import FONT, NAVY, PAPER, TEAL
from xlkit.books.writer.table import quoted
from xlkit.measures.scale import Scale

SHEET = "Chart data (sides)"
INTRO = (
    "What the charts of two sides draw: a row for each of their lines, with its marks and what joins them as figures."
)
MARK = 0.0001  # levels that a mark takes of its bar, twice where the other stands there too: nothing to see
BEYOND = 0.3  # levels that the axis runs on, so that a mark at the highest step has room
FRAME_PIXELS = 115  # of a chart: for title, axis and key
HEAD = 50  # pixels of the frame, above the lines
DIAMOND, DISC, KEY_DISC, SPACE = "\N{BLACK DIAMOND}", "\N{BULLET}", "\N{BLACK CIRCLE}", "\N{NO-BREAK SPACE}"
DIAMOND_ASIDE, DISC_ASIDE = f"{SPACE * 2}{DIAMOND}", f"{DISC}{SPACE}"
FEW = "   (n): so many answered"
ON_THE_LINE = "   colour of the line: who is further on"
ASIDE = 1.5 * MARK  # from here on a mark stands beside the other, which it would cover


class Sides(Struct, frozen=True):
    """The two sides of a table: the keys of their columns, what the key of the chart calls them, and words for each.

    `names` is the column that says what a row is about, `many` that of how many stand behind the other side; it may be
    empty, and so may `theirs`. `divided` is that of whether those behind it stand at both ends, in whose middle nobody
    may stand: then a row has no line.
    """

    own: str
    theirs: str
    names: str
    many: str = ""
    own_name: str = "council"
    their_name: str = "middle provider"
    own_is: str = "the council is"
    theirs_are: str = "providers are"
    divided: str = ""


def draw(
    book: Book,
    table: AnySheet,
    sides: Sides,
    scale: Scale,
    title: str,
    words: str,
    rows: range | None = None,
    most: int = charts.MOST_BARS,
) -> list[Drawn]:
    """Charts of some rows of a table, or of all, in which both sides stand somewhere, or one where both never do.

    The widest difference is the title, or without one `title`; `words` are what a screen reader speaks, and `most` is
    how many lines a chart has.
    """
    places = [row for row in rows or range(table.rows) if not _is_divided(table, sides, row)]
    lines = [_line(table, sides, row, title) for row in places]
    compared = [line for line in lines if line.both]
    alone = [line for line in lines if line.own.value is not None or line.theirs.value is not None]
    lines = sorted(compared or alone, key=_order)
    drawn = []
    for first, many in charts.parts(len(lines), most):
        place, part = len(book.charted.pairs), lines[first : first + many]
        alike = Counter(line.finding for line in part)
        book.charted.pairs.extend(
            replace(line, first=place, last=place + many - 1, alike=alike[line.finding]) for line in part
        )
        drawn.append(Drawn(_chart(book, sides, scale, place), charts.bars(_names(part)) + FRAME_PIXELS, words))
    return drawn


def data(book: Book) -> AnySheet:
    """The sheet that these charts draw, once all of them are drawn."""
    return SheetOf(
        sheet=SHEET,
        name="Chart_data_sides",
        title=SHEET,
        intro=INTRO,
        columns=COLUMNS,
        records=tuple(book.charted.pairs),
        frozen=2,
        tab=styles.WORKINGS,
        is_worked_with=True,
        is_drawn=True,
    )


def said(line: PairBar) -> str:
    """Who is further on, and how far, in words."""
    if line.both is None:
        return line.name.plain
    own, theirs = line.both
    name = and_more(line.name.plain, line.alike)
    if own == theirs:
        return f"{name}: both stand at {own:g}"
    far = {0.5: "half a level", 1: "1 level"}.get(abs(own - theirs), f"{abs(own - theirs):g} levels")
    return f"{name}: {line.own_is if own > theirs else line.theirs_are} {far} further on"


def _line(table: AnySheet, sides: Sides, row: int, title: str) -> PairBar:
    own, theirs = (table.point(key, row) if key else Point() for key in (sides.own, sides.theirs))
    return PairBar(title, table.named(sides.names, row, sides.many), own, theirs, sides.own_is, sides.theirs_are)


def _is_divided(table: AnySheet, sides: Sides, row: int) -> bool:
    return bool(sides.divided) and table.columns[table.place(sides.divided)].value(table.records[row]) == "yes"


def _order(line: PairBar) -> tuple[bool, float, float]:
    return line.apart is None, line.apart or 0, line.own.value or 0


def _chart(book: Book, sides: Sides, scale: Scale, place: int) -> Chart:
    """The chart of the lines from a place among all on."""
    lines, shown = book.charted.pairs[place:], data(book)
    source = charts.Source(shown, "name", len(lines), place)
    chart = book.chart("bar", "stacked")
    for key, (fill, mark, aside, size) in SERIES.items():
        series = charts.series(source, key) | {"fill": {"color": fill}, "border": {"none": True}, "gap": 500}
        if mark:
            font = {"name": FONT, "size": size, "color": fill}
            label = f'[>{ASIDE}]"{aside}";[>0]"{mark}";'
            series["data_labels"] = {"value": True, "position": "center", "num_format": label, "font": font}
        chart.add_series({**series, "overlap": 100})
    compared = [row for row, line in enumerate(lines) if line.apart is not None]
    widest = max(compared, key=lambda row: abs(lines[row].apart or 0), default=None)
    title = lines[0].chart if widest is None else f"={shown.elsewhere('said', place + widest)}"
    words = "" if widest is None else said(lines[widest])
    names = _names(lines)
    charts.frame(chart, title, charts.bars(names) + FRAME_PIXELS, HEAD, FRAME_PIXELS, words, names)
    chart.set_legend({"none": True})
    chart.set_x_axis(_axis(scale, _key(sides, lines)))
    return chart


def _names(lines: Sequence[PairBar]) -> list[str]:
    return [line.name.text for line in lines]


def _key(sides: Sides, lines: Sequence[PairBar]) -> str:
    """What the marks mean, below the axis: a legend would name the parts of the bars."""
    marks = f"{DIAMOND} {sides.own_name}" + (f"   {KEY_DISC} {sides.their_name}{ON_THE_LINE}" if sides.theirs else "")
    return marks + (FEW if any(line.name.text.endswith(")") for line in lines if sides.many) else "")


def _axis(scale: Scale, key: str) -> dict[str, object]:
    return {
        "min": 1,
        "max": scale.steps + BEYOND,
        "major_unit": 1,
        "num_format": "0",
        "label_position": "high",  # of an axis whose names run from the top: at the bottom
        "num_font": charts.TEXT,
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": charts.THIN},
        "name": key,
        "name_font": {**charts.TEXT, "size": charts.NAME_SIZES[-1], "bold": False},
    }


# Each series with its colour and, where it is a mark, the mark alone and beside the other, and its size in points.
SERIES: Mapping[str, tuple[str, str, str, int]] = {
    "start": (PAPER, "", "", 0),
    "their_low": (TEAL, DISC, DISC_ASIDE, 30),
    "own_low": (NAVY, DIAMOND, DIAMOND_ASIDE, 15),
    "own_on": (NAVY, "", "", 0),
    "their_on": (TEAL, "", "", 0),
    "their_high": (TEAL, DISC, DISC_ASIDE, 30),
    "own_high": (NAVY, DIAMOND, DIAMOND_ASIDE, 15),
}


def _point(key: str, header: str, point: Callable[[PairBar], Point]) -> Col[PairBar]:
    def formula(at: At[PairBar]) -> str | None:
        address = point(at.row).address
        return f'=IF(ISNUMBER({address}),{address},"")' if address else None

    return Col(key, header, 12, "one_place", value=lambda line: point(line).value, formula=formula)


def _of_both(key: str, header: str, value: Callable[[float, float], float], formula: str) -> Col[PairBar]:
    """A series of the chart, 0 unless both sides stand somewhere: `formula` is of the cells {own} and {theirs}."""
    return Col(
        *(key, header, 14, "general"),
        value=lambda line: value(*line.both) if line.both else 0,
        formula=lambda at: (
            f"=IF(COUNT({at['own']},{at['theirs']})<2,0,{formula.format(own=at['own'], theirs=at['theirs'])})"
        ),
    )


def _alone(line: PairBar) -> float:
    return min(point.value for point in (line.own, line.theirs) if point.value is not None)


def _mark(line: PairBar) -> float:
    """What a mark takes, by which it stands beside the other where both stand at the same."""
    return MARK * 2 if line.apart == 0 else MARK


def _marked(low: str, high: str) -> str:
    return f"IF({low}={high},{MARK * 2},IF({low}<{high},{MARK},0))"


def said_formula(line: PairBar, own: str, theirs: str, more: str = "") -> str:
    """The same words from the cells of the two sides; a term without its equals sign.

    `more` is the term with the name of a line that may be one of several.
    """
    many = f'ABS({own}-{theirs})&IF(ABS({own}-{theirs})=1," level"," levels")'
    levels = f'IF(ABS({own}-{theirs})=0.5,"half a level",{many})&" further on"'
    who = f"IF({own}>{theirs},{quoted(f': {line.own_is} ')},{quoted(f': {line.theirs_are} ')})"
    apart = f'IF({own}={theirs},": both stand at "&{own},{who}&{levels})'
    name = line.name.address
    return f"IF(COUNT({own},{theirs})<2,{name},{more or name}&{apart})"


def _said(at: At[PairBar]) -> str:
    def span(key: str) -> str:
        return f"{at.table.cell(key, at.row.first)}:{at.table.cell(key, at.row.last)}"

    own, theirs = at["own"], at["theirs"]
    together = f"COUNTIFS({span('own')},{own},{span('theirs')},{theirs})"
    as_wide = f"COUNTIFS({span('own_on')},{at['own_on']},{span('their_on')},{at['their_on']})"
    several = and_more_formula(at.row.name.address, f"IF({own}={theirs},{together},{as_wide})")
    return f"={said_formula(at.row, own, theirs, several)}"


COLUMNS: tuple[Col[PairBar], ...] = (
    Col("chart", "Chart", 40),
    Col("name", "Line", 40, value=lambda line: line.name.text, formula=lambda at: at.row.name.formula),
    _point("own", "Diamond", lambda line: line.own),
    _point("theirs", "Disc", lambda line: line.theirs),
    Col(
        *("start", "Start of the line", 14, "general"),
        value=_alone,
        formula=lambda at: f"=MIN({at['own']},{at['theirs']})",
    ),
    Col(
        *("their_low", "Disc, lower", 14, "general"),
        value=lambda line: 0 if line.theirs.value is None or (line.apart or 0) < 0 else _mark(line),
        formula=lambda at: f'=IF({at["theirs"]}="",0,IF({at["own"]}="",{MARK},{_marked(at["theirs"], at["own"])}))',
    ),
    _of_both(
        "own_low", "Diamond, lower", lambda own, theirs: MARK * (own < theirs), f"IF({{own}}<{{theirs}},{MARK},0)"
    ),
    _of_both("own_on", "Diamond further on", lambda own, theirs: max(own - theirs, 0), "MAX({own}-{theirs},0)"),
    _of_both("their_on", "Disc further on", lambda own, theirs: max(theirs - own, 0), "MAX({theirs}-{own},0)"),
    _of_both(
        "their_high", "Disc, higher", lambda own, theirs: MARK * (theirs > own), f"IF({{theirs}}>{{own}},{MARK},0)"
    ),
    Col(
        *("own_high", "Diamond, higher", 14, "general"),
        value=lambda line: 0 if line.own.value is None or (line.apart or 0) < 0 else _mark(line),
        formula=lambda at: f'=IF({at["own"]}="",0,IF({at["theirs"]}="",{MARK},{_marked(at["theirs"], at["own"])}))',
    ),
    Col(
        *("said", "In words", 60),
        value=said,
        formula=_said,
    ),
)
