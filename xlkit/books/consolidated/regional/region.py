"""Region: the providers of all councils together on each theme, from the rows of the councils, with a chart."""

from xlkit.books.consolidated.common import THEME
from xlkit.books.consolidated.regional.councils import HEADERS, ONE
from xlkit.books.consolidated.standing import distribution
from xlkit.books.writer import diverging
from xlkit.books.writer.book import Book
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import AnySheet, At, Col, SheetOf
from xlkit.books.writer.table import Table
from xlkit.comparison.regional.region import RegionSide, RegionTheme
from xlkit.measures.scale import Scale

INTRO = (
    "{title}: one row for each theme over the providers of all councils, whose counts are added up from the sheet "
    "“{sheet}”; medians are worked out from the sums."
)
SHARED_INTRO = (
    "{title}: one row for each theme over the providers of the councils that Rests on names; counts are added up, and "
    "medians worked out from the sums."
)
ALT = (
    "Diverging bar chart: for each theme how many of the region's providers stand at each level, from 1, dark orange, "
    "to {steps}, blue. The figures are in the columns At level 1 to At level {steps} of the table on this sheet."
)
CHART = "Providers of all councils at each level, by theme"


def sheet(side: RegionSide, name: str, councils: Table, place: int) -> SheetOf[RegionTheme]:
    """The sheet of the region through one instrument."""
    numbers = {theme.theme.name: number for number, theme in enumerate(side.themes, start=1)}
    number: Col[RegionTheme] = Col("number", "Theme number", 10, "whole", value=lambda row: numbers[row.theme.name])
    return SheetOf(
        sheet=name,
        name=f"Region_{place}",
        title=f"By theme: all councils, {side.instrument.title}",
        intro=INTRO.format(title=side.instrument.title, sheet=councils.sheet),
        columns=(*_columns(side.instrument.scale, councils), number),
        scale=side.instrument.scale,
        records=side.themes,
        printed="polarised",
        draw=lambda book, region: _draw(book, region, side.instrument.scale),
    )


def shared(side: RegionSide, name: str, place: int) -> SheetOf[RegionTheme]:
    """The sheet of the region through one instrument for everybody."""
    return SheetOf(
        sheet=name,
        name=f"Region_{place}",
        title=f"By theme: all councils, {side.instrument.title}",
        intro=SHARED_INTRO.format(title=side.instrument.title),
        columns=_columns(side.instrument.scale),
        scale=side.instrument.scale,
        records=side.themes,
        draw=lambda book, region: _draw(book, region, side.instrument.scale),
    )


def _columns(scale: Scale, councils: Table | None = None) -> tuple[Col[RegionTheme], ...]:
    """The columns that everybody may see, over the rows of the councils; those are not among what everybody sees."""

    def is_shown(row: RegionTheme) -> bool:
        return councils is not None or bool(row.rests_on)

    def rests_on(row: RegionTheme) -> str:
        is_whole = councils is not None and len(row.rests_on) == len(row.units)
        return "all councils" if is_whole else ", ".join(row.rests_on) or "nobody"

    def rows(at: At[RegionTheme], councils: Table) -> str:
        return f'{councils.span("theme_number")},{at["number"]},{councils.span("row")},"{ONE}"'

    def counts(at: At[RegionTheme], key: str) -> str | None:
        return f"=SUMIFS({councils.span(key)},{rows(at, councils)})" if councils else None

    def how_many(row: RegionTheme) -> int | None:
        return len(row.rests_on) if is_shown(row) else None

    def counted(at: At[RegionTheme]) -> str | None:
        return f'=COUNTIFS({rows(at, councils)},{councils.span("n")},">0")' if councils else None

    return (
        THEME,
        Col("links", "Links", 15, value=lambda row: "partial (providers)" if row.is_partial else "direct"),
        Col("councils", "Councils", 10, "whole", value=how_many, formula=counted),
        Col("rests", "Rests on", 36, value=rests_on),
        Col("missing", "Not shown", 28, value=lambda row: ", ".join(row.missing) or None),
        *distribution.columns(scale, lambda row: row.found if is_shown(row) else None, counts=counts, headers=HEADERS),
    )


def _draw(book: Book, region: AnySheet, scale: Scale) -> list[Drawn]:
    return diverging.draw(book, region, "theme", scale, CHART, ALT.format(steps=scale.steps))
