"""Heat map: every provider on every item at one glance, and behind it where each stands on each section."""

from collections.abc import Iterable, Sequence

from xlkit.books.consolidated.common import item_key
from xlkit.books.writer.book import Sheet
from xlkit.books.writer.heights import DIGIT
from xlkit.books.writer.letters import wide
from xlkit.books.writer.sheets import AnySheet, At, Col, SheetOf
from xlkit.books.writer.table import BACK_ROW, Table
from xlkit.comparison.comparison import Benchmark, Grouping
from xlkit.comparison.standing.panel import Panel, Position
from xlkit.measures import level_words
from xlkit.measures.location import low_median_formula
from xlkit.measures.scale import Scale

INTRO = (
    "One row for each organisation, those with most low levels first, and last those without any level. The lowest "
    "level is the darkest, and – is a blank. It follows “{sheet}”."
)
BANDS, TITLES, COUNTS = (BACK_ROW + place for place in (1, 2, 3))  # rows above the headings
TITLE_POINTS = 120.0
LEVEL_WIDTH = 4.8
NARROW, BROAD = 23.0, 29.0  # the column of names: a longer name shrinks, so that nineteen topics have room beside it …
MOST_SHRUNK = 1.5  # … unless it is so much longer: letters of 12 points shrink to 8
ZOOM = 85  # per cent: a whole form of nineteen topics stands on a small screen
HOW_MANY = "How many of {n} are at {low}"


def sheet(benchmark: Benchmark, name: str, positions: Table, place: int) -> SheetOf[Position]:
    """The sheet of one panel."""
    panel = benchmark.panel
    items = [_item(panel, positions, item) for part in panel.parts for item in part.items]
    groups = [_group(grouping) for grouping in benchmark.groupings[1:]]
    columns = (
        Col("organisation", "Organisation", _name_width(panel), _name_style(panel)),
        _low(panel.scale, [item.key for item in items]),
        *items,
        *groups,
        *(_section(panel, number) for number in range(len(panel.parts))),
        Col("number", "Position", 11, "whole"),
        Col(
            *("row", "Row among the positions", 14, "whole"),
            value=lambda row: row.number,
            formula=lambda at: f"=MATCH({at['number']},{positions.span('number')},0)",
        ),
    )
    return SheetOf(
        sheet=name,
        name=f"Heat_map_{place}",
        title=f"Heat map: {len(panel.answering)} organisations, {len(items)} topics",
        intro=INTRO.format(sheet=positions.sheet),
        columns=columns,
        frozen=2,
        above=COUNTS - BACK_ROW,
        scale=panel.scale,
        records=sorted(panel.positions, key=lambda position: _order(_many_low(position, panel.scale))),
        printed=[*items, *groups][-1].key,
        more=lambda page, map_: _head(page, map_, panel),
    )


def _name_width(panel: Panel) -> float:
    return _wide_enough([one.organisation for one in panel.positions], NARROW)


def _wide_enough(names: Iterable[str], least: float) -> float:
    """The width in digits at which names stand whole on one line, as far as that is not too much."""
    return min(BROAD, max([least, *(wide(name) / DIGIT + 1 for name in names)]))


def _name_style(panel: Panel) -> str:
    """On one line as long as every name can still be read there, and otherwise on as many as it takes."""
    widest = max((wide(one.organisation) / DIGIT for one in panel.positions), default=0)
    return "line" if widest <= BROAD * MOST_SHRUNK else "text"


def section_key(name: str) -> str:
    """The key of a section's column."""
    return f"section {name}"


def _many_low(position: Position, scale: Scale) -> int | None:
    """On how many topics an organisation stands low; None where it stands nowhere, which is not the same as on none."""
    levels = [level for level in position.levels if level is not None]
    return sum(level <= scale.low for level in levels) if levels else None


def _order(many: int | None) -> tuple[bool, int]:
    """By how many levels are low, most first; what has no level stands behind all that have one."""
    return many is None, -(many or 0)


def _low(scale: Scale, items: Sequence[str]) -> Col[Position]:
    """On how many topics an organisation stands at a low level: what one sorts by."""

    def formula(at: At[Position]) -> str:
        levels = at.across(items[0], items[-1])
        return f'=IF(COUNT({levels})=0,"",COUNTIF({levels},"<={scale.low}"))'

    return Col("low", "Low", 6.5, "whole", value=lambda row: _many_low(row, scale), formula=formula)


def _group(grouping: Grouping) -> Col[Position]:
    return Col(
        *(grouping.name, grouping.title, _wide_enough(grouping.groups, 17), "line"),
        value=lambda row: grouping.groups[grouping.members[row.number - 1] - 1],
    )


def _section(panel: Panel, number: int) -> Col[Position]:
    section, items = panel.parts[number].section, panel.parts[number].items
    first, last = item_key(panel.items[items[0]].name), item_key(panel.items[items[-1]].name)
    return Col(
        *(section_key(section.name), f"Section {section.ref}", 12, "level_strong"),
        value=lambda row: row.parts[number],
        formula=lambda at: low_median_formula(at.across(first, last)),
    )


def _item(panel: Panel, positions: Table, place: int) -> Col[Position]:
    item = panel.items[place]
    levels = positions.span(item_key(item.name))
    return Col(
        *(item_key(item.name), item.ref, LEVEL_WIDTH, "level_or_blank"),
        value=lambda row: row.levels[place],
        formula=lambda at: f"=INDEX({levels},{at['row']})",
    )


def _head(page: Sheet, map_: AnySheet, panel: Panel) -> None:
    """What stands above the headings: bands of sections, the topics upright, and how many are low on each."""
    low = level_words.low_or(panel.scale)
    page.text(COUNTS, 0, HOW_MANY.format(n=len(panel.answering), low=low), page.styles["quiet_line"])
    page.height(TITLES, TITLE_POINTS)
    page.raw.hide_gridlines(2)
    page.raw.set_zoom(ZOOM)
    for number, part in enumerate(panel.parts):
        band = page.styles["band_even" if number % 2 else "band_odd"]
        for nth, item in enumerate(part.items):
            column = map_.place(item_key(panel.items[item].name))
            page.text(BANDS, column, "" if nth else part.section.ref, band)
            page.text(TITLES, column, panel.items[item].title, page.styles["upright"])
            counted = sum(
                (position.levels[item] or panel.scale.steps) <= panel.scale.low for position in panel.positions
            )
            cells = map_.own(item_key(panel.items[item].name))
            page.formula(COUNTS, column, f'=COUNTIF({cells},"<={panel.scale.low}")', counted, page.styles["tile"])
