"""Region: the providers of all councils together on each theme, from the rows of the councils, with a chart."""

from collections.abc import Iterator

from xlkit.books.consolidated import counted
from xlkit.books.consolidated.councils import ONE
from xlkit.books.consolidated.distribution import count_keys
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book
from xlkit.books.writer.table import Cell, Column, Formula, Table, in_order, unique, write_table
from xlkit.comparison.region import RegionSide, RegionTheme, SharedRegionTheme
from xlkit.measures.counted import sum_formula
from xlkit.measures.scale import Scale

INTRO = (
    "{title}: one row for each theme over the providers of all councils, whose counts are added up from the sheet "
    "“{sheet}”; medians are worked out from the sums. The chart stands below the table."
)
ALT = (
    "Stacked bar chart: for each theme the share of the region's providers at each level, from 1, light, to {steps}, "
    "dark. The figures are in the columns At level 1 to At level {steps} of the table on this sheet."
)
CHART = "Providers of all councils at each level, by theme"


def columns(scale: Scale) -> tuple[Column, ...]:
    """The columns, which count the levels of a scale."""
    return (
        Column("theme", "Theme", 30),
        Column("links", "Links", 15),
        Column("councils", "Councils", 10, "whole"),
        Column("rests", "Rests on", 36),
        Column("missing", "Not shown", 28),
        *counted.columns(scale),
        Column("number", "Theme number", 10, "whole"),
    )


def table(side: RegionSide, sheet: str, councils: Table, place: int) -> Table:
    """The table of the region through one instrument."""
    return Table(
        sheet=sheet,
        name=f"Region_{place}",
        title="Region",
        intro=INTRO.format(title=side.instrument.title, sheet=councils.sheet),
        columns=unique(columns(side.instrument.scale)),
        rows=len(side.themes),
    )


def write(book: Book, side: RegionSide, region: Table, councils: Table) -> None:
    """Write the sheet."""
    sheet = write_table(book, region, (in_order(region, row) for row in _rows(side, region, councils)))
    charts.place(sheet, region, [chart(book, region, side.instrument.scale)])


def chart(book: Book, region: Table, scale: Scale) -> charts.Drawn:
    """How many providers stand at each level, theme by theme."""
    return charts.shares(book, charts.whole(region, "theme"), scale, CHART, ALT.format(steps=scale.steps))


def said(theme: RegionTheme | SharedRegionTheme) -> dict[str, Cell]:
    """What is said of a theme in words, by the keys of the columns."""
    is_whole = isinstance(theme, RegionTheme) and len(theme.rests_on) == len(theme.councils)
    return {
        "theme": theme.theme.title,
        "links": "partial (providers)" if theme.is_partial else "direct",
        "rests": "all councils" if is_whole else ", ".join(theme.rests_on) or "nobody",
        "missing": ", ".join(theme.missing) or None,
    }


def _rows(side: RegionSide, region: Table, councils: Table) -> Iterator[dict[str, Cell]]:
    keys = count_keys(side.instrument.scale)
    for row, theme in enumerate(side.themes):
        number = region.cell("number", row)
        chosen = f'{councils.span("theme_number")},{number},{councils.span("row")},"{ONE}"'
        counts = {
            key: Formula(f"=SUMIFS({councils.span(key)},{chosen})", many)
            for key, many in zip(keys, theme.found.counts, strict=True)
        }
        yield {
            **said(theme),
            "councils": Formula(f'=COUNTIFS({chosen},{councils.span("n")},">0")', len(theme.rests_on)),
            "n": Formula(sum_formula([region.cell(key, row) for key in keys]), theme.found.n),
            **counts,
            **counted.measured(region, row, theme.found),
            "number": row + 1,
        }
