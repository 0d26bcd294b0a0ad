"""The consolidated workbook: its sheets in order.

    write(compare(instruments, crosswalk, ledger, as_at), path)

Every figure is a formula with its true value stored beside it. The same comparison gives the same bytes. XlkitError
where the place cannot be written or Excel cannot hold so many rows.
"""

from collections.abc import Iterator
from pathlib import Path

from xlkit.books.consolidated import (
    answers,
    cover,
    data,
    files_given,
    levels,
    matrix_sheets,
    method,
    movement_sheets,
    notes,
    positions,
    voices,
)
from xlkit.books.consolidated.plan import Plan
from xlkit.books.consolidated.planning import REGISTER, RETURNS, plan
from xlkit.books.consolidated.reading_sheets import write_actions, write_comparisons
from xlkit.books.writer.book import Book, opened
from xlkit.books.writer.table import COVER, Table
from xlkit.comparison.comparison import Comparison

MOST_IN_MEMORY = 50_000  # rows of Data: beyond, parts of the package stand in temporary files until it is whole
DATA, METHOD, NOTES = "Data", "Method", "Notes"


def write(comparison: Comparison, path: Path) -> None:
    """Write the workbook of a comparison; what stands at `path` is replaced once the new one is whole."""
    is_large = data.row_count(comparison) > MOST_IN_MEMORY
    with opened(path, comparison.title, subject=comparison.round, is_large=is_large) as book:
        front = book.sheet(COVER)
        taken = {name.casefold() for name in (COVER, REGISTER, DATA, RETURNS, METHOD, NOTES)}
        planned = plan(comparison, taken)
        moves = movement_sheets.tables(planned, taken)
        tables = [
            *write_comparisons(book, planned, taken),
            *matrix_sheets.write_figures(book, planned),
            *movement_sheets.write_figures(book, moves),
            *write_actions(book, planned, taken),
            *matrix_sheets.write_texts(book, planned),
            *_details(book, planned),
            *movement_sheets.write_details(book, moves),
            *matrix_sheets.write_details(book, planned, taken),
            *_records(book, planned),
        ]
        cover.write(front, comparison, tables, planned.returns, planned.register)


def _details(book: Book, plan: Plan) -> Iterator[Table]:
    groupings = {one.panel.instrument.name: one.groupings for one in plan.comparison.benchmarks}
    rated = {one.found.panel.instrument.name: one for one in plan.ratings}
    for panel in plan.comparison.panels:
        tables = plan.of(panel)
        answers.write(book, panel, tables.answers, rated.get(panel.instrument.name))
        yield tables.answers
        if tables.positions is not None:
            positions.write(book, panel, tables.positions, tables.answers)
            yield tables.positions
        if tables.levels is not None:
            levels.write(book, panel, tables, tables.levels, plan.register, groupings.get(panel.instrument.name, ()))
            yield tables.levels
        if tables.voices is not None:
            voices.write(book, panel, tables.voices, tables.answers)
            yield tables.voices


def _records(book: Book, plan: Plan) -> Iterator[Table]:
    comparison = plan.comparison
    if comparison.panels:
        table = data.table(comparison, DATA)
        data.write(book, plan, table)
        yield table
    if plan.returns is not None:
        files_given.write(book, plan, plan.returns)
        yield plan.returns
    table = method.table(METHOD)
    method.write(book, table)
    yield table
    if comparison.notes or book.losses:
        table = notes.table(comparison.notes, book.losses, NOTES)
        notes.write(book, comparison.notes, book.losses, table)
        yield table
