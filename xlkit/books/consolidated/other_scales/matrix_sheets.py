"""The sheets of matrices in a consolidated workbook: which there are, and their order."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from xlkit.books.consolidated.given import listed, stated_settings, told
from xlkit.books.consolidated.matrix_tables import ChangeTables, MatrixTables, ScaleTable
from xlkit.books.consolidated.other_scales import (
    asked,
    changed,
    each_answered,
    far,
    forecasts,
    matrix,
    part_sheet,
)
from xlkit.books.consolidated.plan import PanelTables, Plan
from xlkit.books.writer.choice_tones import coloured
from xlkit.books.writer.names import sheet_name
from xlkit.books.writer.sheets import AnySheet, Col, SheetOf
from xlkit.books.writer.table import Table
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.other_scales.scale_matrix import MATRIX_ROLES, Matrices, ScaleStep
from xlkit.form.item import Tone

CROSSED, PROSPECTS, FAR = "Forecast and outcome", "Forecasts by date", "Standing by section"
CHANGED, SHIFTS = "What changed", "Changes by organisation"
REGISTER, OTHER_ROWS, REQUESTS, GATHERED = "Register", "Other tables", "Support wanted", "In their words"
SHARES, EACH = "Shares", "What each answered"
SCALES, SETTINGS = "Scales", "Settings"


def tables(comparison: Comparison, panels: Mapping[str, PanelTables], taken: set[str]) -> tuple[MatrixTables, ...]:
    """The tables of all matrices of a comparison, with names of sheets that are free."""
    return tuple(
        _tables(matrices, panels[matrices.panel.instrument.name].answers, taken, place)
        for place, matrices in enumerate(comparison.matrices, start=1)
    )


def figure_sheets(plan: Plan) -> Iterator[AnySheet]:
    """What is read first: the matrices, and shares of a whole."""
    for tables in plan.matrices:
        yield from tables.matrices.values()
        yield from _there(tables.shares)
        yield from () if tables.found.panel.items else _asked(tables)


def text_sheets(plan: Plan) -> Iterator[AnySheet]:
    """What became of forecasts, what changed, and what is gathered from all returns: registers, requests and texts."""
    for tables in plan.matrices:
        yield from _there(tables.crossed)
        yield from (change.counts for change in tables.changes)
        yield from _there(tables.registered, tables.other_rows, tables.requests)
        yield from _asked(tables) if tables.found.panel.items else ()
        yield from _there(tables.gathered, tables.each_answered)


def _asked(tables: MatrixTables) -> Iterator[AnySheet]:
    """What is asked without levels: the story of an instrument that has none, and beside levels what goes with it."""
    return _there(tables.choices, *tables.measured)


def detail_sheets(plan: Plan) -> Iterator[AnySheet]:
    """What the figures rest on."""
    for tables in plan.matrices:
        yield from _there(tables.prospects, tables.progress)
        yield from (change.shifts for change in tables.changes)
        yield from _there(tables.scales.sheet if tables.found.scales else None)
    settings = stated_settings.sheet(plan.comparison, plan.name(SETTINGS))
    if settings.rows:
        yield settings


def _there(*sheets: AnySheet | None) -> Iterator[AnySheet]:
    return (sheet for sheet in sheets if sheet is not None)


def _tables(found: Matrices, answers: Table, taken: set[str], place: int) -> MatrixTables:
    """The tables of one instrument: first what others look at, each after what it looks at itself."""

    def name(wanted: str) -> str:
        return sheet_name(wanted, taken)

    title = found.panel.instrument.title
    steps = ScaleTable(of_scales(found, name(SCALES) if found.scales else SCALES, place), found.scales)
    matrices = {
        role: matrix.sheet(found, role, steps, answers, name(matrix.TITLES[role]), place)
        for role in MATRIX_ROLES
        if found.of_role(role)
    }
    tables = MatrixTables(found, steps, matrices)
    if found.prospects:
        tables = replace(tables, prospects=forecasts.sheet(tables, name(PROSPECTS), place))
    if found.progress:
        tables = replace(tables, progress=far.sheet(tables, name(FAR), place))
    if found.crossed and tables.prospects:
        tables = replace(tables, crossed=forecasts.crossed(tables, tables.prospects, name(CROSSED), place))
    if found.questions:
        answered = each_answered.sheet(found, answers, name(EACH), place)
        named = {kind: name(kind) for kind in (asked.CHOICES, asked.MEASURED)}
        tables = replace(
            tables,
            each_answered=answered,
            choices=asked.choices(found.questions, title, named[asked.CHOICES], place, answered),
            measured=asked.measured(found.questions, title, named[asked.MEASURED], place, answered),
        )
    return replace(
        tables,
        requests=told.requests(found, answers, tables.progress, name(REQUESTS), place) if found.requests else None,
        gathered=told.gathered(found, answers, name(GATHERED), place) if found.gathered else None,
        registered=listed.sheet(title, found.registered, name(REGISTER), place) if found.registered else None,
        other_rows=listed.sheet(title, found.other_rows, name(OTHER_ROWS), place) if found.other_rows else None,
        shares=part_sheet.sheet(found, answers, name(SHARES), place) if found.shares else None,
        changes=tuple(_changes(tables, taken, place)),
    )


def _changes(tables: MatrixTables, taken: set[str], place: int) -> Iterator[ChangeTables]:
    there = [change for change in tables.found.changes if change.shifts]
    for number, change in enumerate(there, start=place * 100 if len(there) > 1 else place):
        rows = changed.by_organisation(tables, change, sheet_name(SHIFTS, taken), number)
        title = tables.found.panel.instrument.title
        counts = changed.sheet(title, change, sheet_name(CHANGED, taken), rows, number)
        yield ChangeTables(change, counts, rows)


SCALE_COLUMNS: tuple[Col[ScaleStep], ...] = (
    Col("scale", "Scale", 10, "whole", value=lambda row: row.scale.number),
    Col("label", "Choice", 34, value=lambda row: row.choice.label),
    Col("order", "Place in the order", 12, "whole", value=lambda row: row.scale.order(row.choice)),
    Col("reached", "Says it is reached", 14, value=lambda row: "yes" if row.choice.reached else None),
    Col("tone", "Colour", 16, value=lambda row: _named(row.choice.tone) if row.choice.tone else None),
    Col("used", "Used by", 36, value=lambda row: ", ".join(row.refs)),
    Col("name", "Choice name", 22, "line", value=lambda row: row.choice.name),
)
SCALES_INTRO = (
    "The choices of every rating, forecast and outcome of {title}, the least first, and after them those outside the "
    "order. These are no levels from 1 to 5. Formulas rest on the order of these rows: do not sort them."
)


def of_scales(matrices: Matrices, name: str, place: int) -> SheetOf[ScaleStep]:
    """The sheet of all scales of an instrument."""
    title = matrices.panel.instrument.title
    return SheetOf(
        sheet=name,
        name=f"Scales_{place}",
        title=f"Scales: {title}",
        intro=SCALES_INTRO.format(title=title),
        columns=SCALE_COLUMNS,
        records=matrices.steps,
        more=coloured(["label"], matrices.scales),
    )


def _named(tone: Tone) -> str:
    return tone.value.replace("_", "/").capitalize()
