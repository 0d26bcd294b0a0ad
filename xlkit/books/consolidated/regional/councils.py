"""Councils by theme: each council's own level beside its providers' distribution, and the region's below them."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from xlkit.books.consolidated.common import theme_key
from xlkit.books.consolidated.plan import Plan
from xlkit.books.consolidated.standing import distribution
from xlkit.books.consolidated.standing.levels import group_key, lowest_key
from xlkit.books.writer.book import Sheet
from xlkit.books.writer.sheets import At, Col, SheetOf
from xlkit.books.writer.table import Table
from xlkit.comparison.comparison import Comparison, Grouping
from xlkit.comparison.regional.region import RegionSide, RegionUnit, Source
from xlkit.intake.council_workbook import COUNCIL, TOGETHER
from xlkit.measures.figures import count_keys
from xlkit.measures.gaps import gap_formula
from xlkit.measures.scale import Scale, Where, count_formula

ONE, ALL = "council", "region"
HEADERS = {"n": "Providers (n)", "median": "Middle provider"}
INTRO = (
    "{title}: for each theme one row for each council, and below them all together, their counts added up. A provider "
    "counts once in each council. Filter rather than sort: the last row of a theme adds up those above it."
)
SHARED_INTRO = (
    "{title}: for each theme one row for each council, and below them all that are shown together, their counts added "
    "up. Small councils count together or not at all."
)
WITHIN, NOT_SHOWN = "Counted among the smaller councils", "Providers not shown"


class Row(Struct, frozen=True):
    """A council on a theme, or all together on it, which is the `number`-th, and has so many rows right `above`.

    The council of a unit is told of in no row of all together, and nowhere in what everybody may see.
    """

    theme: str
    number: int
    unit: RegionUnit
    remark: str | None = None
    above: int = 0


def sheet(plan: Plan, side: RegionSide, name: str, place: int) -> SheetOf[Row]:
    """The sheet of all councils through one instrument."""
    source = _Source(plan, side, _grouping(plan.comparison, side))
    helpers: tuple[Col[Row], ...] = (
        Col("row", "Row is of a", 11, "line", value=lambda row: ONE if row.unit.council else ALL),
        Col("group", "Group number", 10, "whole", value=source.group),
        Col("theme_number", "Theme number", 10, "whole", value=lambda row: row.number),
    )
    rests_on: Col[Row] = Col(
        *("source", "Rests on", 18, "line"),
        value=lambda row: row.unit.council.source.value if row.unit.council else None,
    )
    *figures, remark = _columns(side.instrument.scale, source)
    return SheetOf(
        sheet=name,
        name=f"Councils_{place}",
        title=f"Councils by theme: {side.instrument.title}",
        intro=INTRO.format(title=side.instrument.title),
        columns=(*figures, rests_on, remark, *helpers),
        scale=side.instrument.scale,
        records=[*_rows(side, is_shared=False)],
        printed="remark",
        frozen=2,
        more=stress,
    )


def shared(side: RegionSide, name: str, place: int) -> SheetOf[Row]:
    """The sheet of all councils through one instrument for everybody."""
    return SheetOf(
        sheet=name,
        name=f"Councils_{place}",
        title=f"Councils by theme: {side.instrument.title}",
        intro=SHARED_INTRO.format(title=side.instrument.title),
        columns=_columns(side.instrument.scale),
        scale=side.instrument.scale,
        records=[*_rows(side, is_shared=True)],
        frozen=2,
        more=stress,
    )


def _rows(side: RegionSide, *, is_shared: bool) -> Iterator[Row]:
    for number, theme in enumerate(side.themes, start=1):
        title = theme.theme.title
        for unit in theme.units:
            hidden = unit.why_not or (WITHIN if unit.is_within else NOT_SHOWN)
            yield Row(title, number, unit, None if unit.found else hidden)
        found = theme.found if theme.rests_on or not is_shared else None
        together = RegionUnit(TOGETHER, None, None, found)
        yield Row(title, number, together, _without(theme.missing), above=len(theme.units))


def _without(missing: tuple[str, ...]) -> str | None:
    return f"Without {', '.join(missing)}" if missing else None


def _columns(scale: Scale, source: "_Source | None" = None) -> tuple[Col[Row], ...]:
    """The columns that everybody may see, the remark last."""
    measured: tuple[Col[Row], ...] = distribution.columns(
        scale, lambda row: row.unit.found, counts=source.count if source else None, headers=HEADERS
    )
    return (
        Col("theme", "Theme", 30),
        Col("council", "Council", 30, value=lambda row: row.unit.name),
        Col(
            *("level", "Council's own level", 12, "level"),
            value=lambda row: row.unit.level,
            formula=source.level if source else None,
        ),
        Col(
            *("lowest", "Its lowest item", 12, "level"),
            value=lambda row: row.unit.lowest,
            formula=source.lowest if source else None,
        ),
        *measured,
        Col("gap", "Gap", 8, "difference", value=lambda row: row.unit.gap, formula=_gap),
        Col("remark", "Remark", 34),
    )


class _Source(Struct, frozen=True):
    """Where the figures of the councils come from; `grouping` is that of the providers by council."""

    plan: Plan
    side: RegionSide
    grouping: Grouping | None

    @property
    def keys(self) -> Mapping[str, int]:
        """The level that each count is of, by its key."""
        scale = self.side.instrument.scale
        return dict(zip(count_keys(scale), scale.levels, strict=True))

    @property
    def providers(self) -> Table | None:
        """The theme levels of the providers whose returns are there."""
        return self.plan.of(self.side.panel).levels if self.side.panel else None

    def group(self, row: Row) -> int | None:
        """The number of the group that a council's providers make, where they are counted by formula."""
        unit = row.unit
        if unit.council is None or unit.found is None or self.grouping is None or self.providers is None:
            return None
        return self.grouping.groups.index(unit.name) + 1 if unit.council.source is Source.RETURNS else None

    def count(self, at: At[Row], key: str) -> str | None:
        """How many providers stand at a level: of all together the rows above are added up."""
        if at.row.unit.council is None:
            above = at.table.cell(key, at.place - at.row.above), at.table.cell(key, at.place - 1)
            return f"=SUM({above[0]}:{above[1]})"
        if self.group(at.row) is None or self.providers is None or self.grouping is None:
            return None
        where = Where(self.providers.span(group_key(self.grouping)), at["group"])
        theme = self.side.themes[at.row.number - 1].theme.name
        return count_formula(self.providers.span(theme_key(theme)), self.keys[key], where)

    def level(self, at: At[Row]) -> str | None:
        """The look-up of the council's own level."""
        return self._look_up(at.row, theme_key(self.side.themes[at.row.number - 1].theme.name))

    def lowest(self, at: At[Row]) -> str | None:
        """The look-up of the council's lowest item."""
        return self._look_up(at.row, lowest_key(self.side.themes[at.row.number - 1].theme.name))

    def _look_up(self, row: Row, key: str) -> str | None:
        """A look-up where the council's return is there; otherwise its shared workbook gives the level."""
        council = row.unit.council
        levels = self.plan.of(council.commissioners).levels if council and council.commissioners else None
        if levels is None or council is None or council.own is None or key not in levels:
            return None
        return f"=INDEX({levels.span(key)},MATCH({council.own.number},{levels.span('number')},0))"


def _gap(at: At[Row]) -> str | None:
    unit = at.row.unit
    return gap_formula(at["level"], at["median"]) if unit.council and unit.found and unit.is_one_scale else None


def _grouping(comparison: Comparison, side: RegionSide) -> Grouping | None:
    groupings = [one.groupings for one in comparison.benchmarks if one.panel is side.panel]
    return next((grouping for own in groupings for grouping in own if grouping.title == COUNCIL), None)


def stress(page: Sheet, councils: Table) -> None:
    """Let the rows of all councils together stand out."""
    last = (councils.last_row, len(councils.columns) - 1)
    look = page.book.workbook.add_format({"bold": True, "top": 1})
    rule = {"type": "formula", "criteria": f'={councils.cell("council", 0)}="{TOGETHER}"', "format": look}
    page.conditional(councils.first_row, 0, *last, rule)
