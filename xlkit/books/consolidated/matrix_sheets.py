"""The sheets of ratings in a consolidated workbook: which there are, and their order."""

from collections.abc import Iterator, Mapping

from xlkit.books.consolidated import (
    changed,
    crossed,
    far,
    forecasts_by_date,
    listed,
    matrix,
    scales,
    shifts,
    stated_settings,
    told,
)
from xlkit.books.consolidated.matrix_tables import ChangeTables, RatingTables
from xlkit.books.consolidated.plan import PanelTables, Plan
from xlkit.books.writer.book import Book
from xlkit.books.writer.table import Table, sheet_name
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.scale_matrix import MATRIX_ROLES, Change, Ratings

CROSSED, PROSPECTS, FAR = "Forecast and outcome", "Forecasts by date", "Standing by section"
CHANGED, SHIFTS = "What changed", "Changes by organisation"
REGISTER, OTHER_ROWS, REQUESTS, GATHERED = "Register", "Other tables", "Support wanted", "In their words"
SCALES, SETTINGS = "Scales", "Settings"


def tables(comparison: Comparison, panels: Mapping[str, PanelTables], taken: set[str]) -> tuple[RatingTables, ...]:
    """The tables of all ratings of a comparison, with names of sheets that are free."""
    return tuple(
        _tables(comparison, one, panels[one.panel.instrument.name].answers, taken, place)
        for place, one in enumerate(comparison.ratings, start=1)
    )


def write_figures(book: Book, plan: Plan) -> Iterator[Table]:
    """Write what is read first: the matrices, what became of forecasts, and what changed."""
    for one in plan.ratings:
        for role, table in one.matrices.items():
            matrix.write(book, one, role)
            yield table
        if one.crossed is not None and one.prospects is not None:
            crossed.write(book, one, one.crossed, one.prospects)
            yield one.crossed
        for change in one.changes:
            changed.write(book, one, change)
            yield change.counts


def write_texts(book: Book, plan: Plan) -> Iterator[Table]:
    """Write what is gathered from all returns: registers, requests for support, and texts."""
    for one in plan.ratings:
        found = one.found
        for rows, table in ((found.registered, one.registered), (found.other_rows, one.other_rows)):
            if table is not None:
                listed.write(book, one, rows, table)
                yield table
        for texts, table in ((found.requests, one.requests), (found.gathered, one.gathered)):
            if table is not None:
                told.write(book, one, texts, table)
                yield table


def write_details(book: Book, plan: Plan, taken: set[str]) -> Iterator[Table]:
    """Write what the figures rest on."""
    for one in plan.ratings:
        if one.prospects is not None:
            forecasts_by_date.write(book, one, one.prospects)
            yield one.prospects
        if one.progress is not None:
            far.write(book, one, one.progress)
            yield one.progress
        for change in one.changes:
            shifts.write(book, one, change.found.shifts, change.shifts)
            yield change.shifts
        if one.scales is not None:
            scales.write(book, one.found, one.scales)
            yield one.scales.table
    table = stated_settings.table(plan.comparison, sheet_name(SETTINGS, taken))
    if table.rows:
        stated_settings.write(book, plan.comparison, table)
        yield table


def _tables(comparison: Comparison, found: Ratings, answers: Table, taken: set[str], place: int) -> RatingTables:
    def name(wanted: str) -> str:
        return sheet_name(wanted, taken)

    roles = [role for role in MATRIX_ROLES if found.of_role(role)]
    matrices = {role: matrix.table(found, role, name(matrix.TITLES[role]), answers, place) for role in roles}
    prospects = forecasts_by_date.table(found, name(PROSPECTS), place) if found.prospects else None
    progress = far.table(found, name(FAR), place) if found.progress else None
    has_passed = any(_has_passed(found, one.rated, one.position, comparison) for one in found.prospects if one.outcomes)
    return RatingTables(
        found=found,
        as_at=comparison.as_at,
        answers=answers,
        scales=scales.table(found, name(SCALES), place) if found.scales else None,
        matrices=matrices,
        prospects=prospects,
        crossed=crossed.table(found, name(CROSSED), prospects, place) if prospects and has_passed else None,
        progress=progress,
        requests=told.requests_table(found, name(REQUESTS), progress, place) if found.requests else None,
        gathered=told.gathered_table(found, name(GATHERED), place) if found.gathered else None,
        registered=listed.table(found, found.registered, name(REGISTER), place) if found.registered else None,
        other_rows=listed.table(found, found.other_rows, name(OTHER_ROWS), place) if found.other_rows else None,
        changes=tuple(_changes(found, taken, place)),
    )


def _has_passed(found: Ratings, rated: int, position: int, comparison: Comparison) -> bool:
    day = found.rated[rated].days[position]
    return day is not None and day < comparison.as_at


def _changes(found: Ratings, taken: set[str], place: int) -> Iterator[ChangeTables]:
    there: list[Change] = [one for one in found.changes if one.shifts]
    for number, change in enumerate(there, start=place * 100 if len(there) > 1 else place):
        rows = shifts.table(found, change, sheet_name(SHIFTS, taken), number)
        counts = changed.table(found, change, sheet_name(CHANGED, taken), rows, number)
        yield ChangeTables(change, counts, rows)
