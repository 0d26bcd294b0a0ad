"""The shared workbook: aggregates alone, as stored values, with nothing in any of its parts about a single provider.

    write(share(comparison), path)

The same figures give the same bytes. XlkitError where the place cannot be written.
"""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from xlkit.books.consolidated import links
from xlkit.books.consolidated.between_rounds import movement_sheet
from xlkit.books.consolidated.guide import method
from xlkit.books.consolidated.guide.method_words import REGION_TERMS, WORDS
from xlkit.books.consolidated.other_scales import asked, matrix
from xlkit.books.consolidated.people import signals
from xlkit.books.consolidated.regional import councils, region
from xlkit.books.consolidated.sides import benchmark, commissioner, seen, themes
from xlkit.books.consolidated.standing import items
from xlkit.books.shared.shared_cover import cover
from xlkit.books.writer import chart_data
from xlkit.books.writer.book import opened
from xlkit.books.writer.cover import begin
from xlkit.books.writer.cover import write as write_cover
from xlkit.books.writer.names import sheet_name
from xlkit.books.writer.sheets import AnySheet, Col, SheetOf
from xlkit.books.writer.styles import DETAIL, STORY
from xlkit.books.writer.table import COVER
from xlkit.comparison.disclosure.published import Shared, Withheld
from xlkit.comparison.disclosure.told import SAID
from xlkit.intake.council_workbook import OWN_STEPS, Counted, CountedSide, CountedTheme, count_level
from xlkit.voice.telling import Telling, Told

THEMES, ITEMS, COMMISSIONER, GROUPS = "By theme", "By topic", "Council", "By {kind}"
SEEN, MOVEMENT, WITHHELD, METHOD = "As others see it", "Movement", "Left out", "Method"
COUNCILS, COUNTS = "Councils by theme", "Counts"
HOME = (COVER,)

TERMS = ("Level", "Blank", "As at")
THEME_TERMS = ("Theme level", "Direct and partial links")
RATING_TERMS = ("Choices on other scales",)
POSITION = {"Position": WORDS["Position as shared"]}  # without returns there is no one person's view
LEFT_OUT_INTRO = "What is not shown, so that nothing here tells of a few organisations or a few people, and why."
PEOPLE_INTRO = (
    "What people said at their reviews, in the words of the group that read all of it, and how many of those who were "
    "heard said it: {few} at least. One person may have said several things, so shares do not add up; silence is not "
    "satisfaction."
)


def write(shared: Shared, path: Path) -> None:
    """Write the workbook; what stands at `path` is replaced once the new one is whole."""
    with opened(path, shared.title) as book:
        front = begin(book)
        front.raw.set_tab_color(STORY)
        shown = sheets(shared)
        tables = [sheet.write(book, is_live=False) for sheet in shown]
        drawn = links.linked(chart_data.sheets(book), shown, HOME)
        tables += [sheet.write(book, is_live=False) for sheet in drawn]
        write_cover(front, cover(shared, shown), tables)


def sheets(shared: Shared) -> list[AnySheet]:
    """Every sheet but the cover, in the order in which they are read."""
    taken = {name.casefold() for name in (COVER, WITHHELD, METHOD, COUNTS)}
    parts = {_region: STORY, _markets: STORY, _sides: STORY, _ratings: DETAIL, _rest: DETAIL}
    everything = [replace(sheet, tab=tab) for part, tab in parts.items() for sheet in part(shared, taken)]
    themes = shared.markets or shared.region or any(side.breakdowns for side in shared.sides)
    terms = (
        *TERMS,
        *(THEME_TERMS if themes else ()),
        *(REGION_TERMS if shared.region else ()),
        *(RATING_TERMS if shared.matrices else ()),
    )
    explained = method.shared(everything, {**{term: WORDS[term] for term in terms}, **POSITION}, METHOD)
    return links.linked([*everything, explained], everything, HOME)


def data(shared: Shared) -> dict[str, object]:
    """Every figure of the workbook: aggregates alone; README gives the shape."""
    return {
        "audience": "shared",
        "title": shared.title,
        "round": shared.round,
        "as_at": shared.as_at.isoformat(),
        "quadrants_part_at": shared.cut,
        "smallest_group": shared.smallest,
        "councils": list(shared.region.councils if shared.region else (one.organisation for one in shared.councils)),
        "tables": {sheet.name: sheet.data() for sheet in sheets(shared)},
    }


def _region(shared: Shared, taken: set[str]) -> Iterator[AnySheet]:
    for place, side in enumerate(shared.region.sides if shared.region else (), start=1):
        yield region.shared(side, sheet_name(THEMES, taken), place)
        yield councils.shared(side, sheet_name(COUNCILS, taken), place)


def _markets(shared: Shared, taken: set[str]) -> Iterator[AnySheet]:
    for place, market in enumerate(shared.markets, start=1):
        if market.has_commissioner or market.has_providers:
            yield themes.shared(market, sheet_name(THEMES, taken), place)


def _sides(shared: Shared, taken: set[str]) -> Iterator[AnySheet]:
    number = 0
    for place, side in enumerate(shared.sides, start=1):
        if side.items:
            yield items.shared(side, sheet_name(ITEMS, taken), place)
        for breakdown in side.breakdowns:
            number += 1
            name = sheet_name(GROUPS.format(kind=breakdown.kind.lower()), taken)
            yield benchmark.shared(breakdown, side.instrument, name, number)
        if side.movements:
            yield movement_sheet.shared(side, sheet_name(MOVEMENT, taken), place)


def _ratings(shared: Shared, taken: set[str]) -> Iterator[AnySheet]:
    for place, shown in enumerate(shared.matrices, start=1):
        yield matrix.shared(shown, sheet_name(matrix.TITLES[shown.role], taken), place)
    for place, questions in enumerate(shared.questions, start=1):
        choices = asked.choices(questions.rows, questions.instrument, sheet_name(asked.CHOICES, taken), place)
        yield from [choices] if choices else []
        yield from asked.measured(questions.rows, questions.instrument, sheet_name(asked.MEASURED, taken), place)


def _rest(shared: Shared, taken: set[str]) -> Iterator[AnySheet]:
    for place, council in enumerate(shared.councils, start=1):
        if council.challenges:
            yield commissioner.shared(council, sheet_name(COMMISSIONER, taken), place)
    if shared.views:
        yield seen.shared(shared, sheet_name(SEEN, taken))
    if shared.people:
        yield people_say(shared.people, sheet_name(SAID, taken))
    if shared.signals:
        yield signals.sheet(shared.signals, sheet_name(signals.SHEET, taken))
    if shared.withheld:
        yield left_out(shared, WITHHELD)
    if any(side.themes for counted in shared.counted for side in counted.sides):
        yield _counts(shared, COUNTS)


def left_out(shared: Shared, name: str) -> SheetOf[Withheld]:
    """The sheet of all that is left out."""
    return SheetOf(
        sheet=name,
        name="Left_out",
        title="Left out",
        intro=LEFT_OUT_INTRO,
        columns=(
            Col("what", "What", 58, value=lambda row: row.what),
            Col("why", "Why", 72, value=lambda row: row.why),
        ),
        records=shared.withheld,
        frozen=0,
        is_filtered=False,
    )


def people_say(telling: Telling, name: str) -> SheetOf[Told]:
    """The sheet of all that is told, by heading."""
    columns: tuple[Col[Told], ...] = (
        Col("heading", "Heading", 20, value=lambda row: row.theme.wall),
        Col("said", "What people say", 60, value=lambda row: row.theme.name),
        Col("speaks_of", "Speaks of", 30, value=lambda row: row.theme.speaks_of or None),
        Col("people", "People", 10, "whole", value=lambda row: row.people),
        Col("heard", "People heard", 12, "whole", value=lambda _: telling.heard),
        Col("share", "Share", 10, "share", value=lambda row: row.people / telling.heard),
    )
    return SheetOf(
        sheet=name,
        name="People_say",
        title=SAID,
        intro=PEOPLE_INTRO.format(few=telling.few),
        columns=columns,
        records=telling.told,
    )


COUNTS_INTRO = (
    "One row for each theme: the counts of this workbook once more, for xlkit merge to read. Nothing to type: counts "
    "that were edited are not taken."
)
SHOWN, LEFT_OUT = "yes", "no"


class CountRow(Struct, frozen=True):
    """One theme of what a council counts through one instrument, with its title."""

    counted: Counted
    side: CountedSide
    theme: CountedTheme
    title: str


def _counts(shared: Shared, name: str) -> SheetOf[CountRow]:
    """The sheet of all counts."""
    return SheetOf(
        sheet=name,
        name="Counts",
        title="Counts",
        intro=COUNTS_INTRO,
        columns=tuple(_count_columns(shared)),
        records=list(_count_rows(shared)),
        frozen=1,
    )


def _count_rows(shared: Shared) -> Iterator[CountRow]:
    titles = {row.theme.name: row.theme.title for market in shared.markets for row in market.themes}
    for counted in shared.counted:
        for side in counted.sides:
            yield from (CountRow(counted, side, theme, titles[theme.theme]) for theme in side.themes)


def _count_columns(shared: Shared) -> Iterator[Col[CountRow]]:
    """A count for each level of the longest scale, and own steps only where they are others; headings are read back."""
    sides = [side for counted in shared.counted for side in counted.sides]
    yield Col("council", "council", 26, value=lambda row: row.counted.council)
    yield Col("round", "round", 16, "line", value=lambda row: row.counted.round)
    yield Col("as_at", "as_at", 14, "date", value=lambda row: row.counted.as_at)
    yield Col("smallest_group", "smallest_group", 17, "whole", value=lambda row: row.counted.smallest)
    yield Col("template", "template", 24, "line", value=lambda row: row.side.template)
    yield Col("version", "version", 9, "line", value=lambda row: row.side.version)
    yield Col("organisations", "organisations", 15, "whole", value=lambda row: row.side.organisations)
    yield Col("theme", "theme", 23, "line", value=lambda row: row.theme.theme)
    yield Col("title", "title", 40, value=lambda row: row.title)
    yield Col("shown", "shown", 9, "line", value=lambda row: LEFT_OUT if row.theme.counts is None else SHOWN)
    yield Col("n", "n", 7, "whole", value=lambda row: None if row.theme.counts is None else sum(row.theme.counts))
    yield from (_count(level) for level in range(1, max(side.steps for side in sides) + 1))
    yield Col("own_level", "own_level", 12, "level", value=lambda row: row.theme.level)
    yield Col("own_lowest", "own_lowest", 13, "level", value=lambda row: row.theme.lowest)
    if any(side.own_steps != side.steps for side in sides):
        yield Col(OWN_STEPS, OWN_STEPS, 9, "whole", value=lambda row: row.side.own_steps)


def _count(level: int) -> Col[CountRow]:
    def many(row: CountRow) -> int | None:
        counts = row.theme.counts
        return counts[level - 1] if counts is not None and level <= len(counts) else None

    return Col(count_level(level), count_level(level), 9, "whole", value=many)
