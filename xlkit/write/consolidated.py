"""The consolidated workbook: its sheets in order.

    write(compare(instruments, crosswalk, ledger, as_at), path)

Every figure is a formula with its true value stored beside it. The same comparison gives the same bytes. XlkitError
where the place cannot be written or Excel cannot hold so many rows.
"""

from collections.abc import Iterator
from pathlib import Path

from xlkit.comparison import Comparison, Panel
from xlkit.instrument import Side
from xlkit.write.book import Book, opened
from xlkit.write.sheets.consolidated import (
    answers,
    commissioner,
    cover,
    data,
    items,
    levels,
    method,
    notes,
    positions,
    register,
    returns,
    themes,
)
from xlkit.write.sheets.consolidated.plan import PanelTables, Plan
from xlkit.write.sheets.consolidated.table import COVER, Table, sheet_name

THEMES, ITEMS, COMMISSIONER, REGISTER = "360 by theme", "Providers by item", "Commissioner", "Action register"
DATA, RETURNS, METHOD, NOTES = "Data", "Returns", "Method", "Notes"
LABELS = {Side.PROVIDER: "Provider", Side.COMMISSIONER: "Commissioner"}
LONGEST_LABEL = 14  # leaves room for " theme levels" and a number


def write(comparison: Comparison, path: Path) -> None:
    """Write the workbook of a comparison; what stands at `path` is replaced once the new one is whole."""
    with opened(path, comparison.title, subject=comparison.round) as book:
        front = book.sheet(COVER)
        taken = {name.casefold() for name in (COVER, REGISTER, DATA, RETURNS, METHOD, NOTES)}
        actions = register.table(comparison.actions, REGISTER) if comparison.actions else None
        plan = Plan(comparison, _panel_tables(comparison, actions, taken), actions)
        tables = [*_figures(book, plan, taken), *_details(book, plan), *_records(book, plan)]
        found = {table.sheet: table for table in tables}
        cover.write(front, comparison, tables, found.get(RETURNS), actions)


def _panel_tables(comparison: Comparison, actions: Table | None, taken: set[str]) -> dict[str, PanelTables]:
    tables = {}
    for place, panel in enumerate(comparison.panels, start=1):
        label = _label(panel)
        matrix = answers.table(panel, sheet_name(f"{label} answers", taken), place)
        stand = theirs = None
        if panel.positions and panel.items:
            stand = positions.table(panel, sheet_name(f"{label} positions", taken), matrix, place)
            if panel.themes:
                theirs = levels.table(panel, sheet_name(f"{label} theme levels", taken), stand, actions, place)
        tables[panel.instrument.name] = PanelTables(place, matrix, stand, theirs)
    return tables


def _label(panel: Panel) -> str:
    side = panel.instrument.side
    if side is not None:
        return LABELS[side]
    title = panel.instrument.title
    return title if len(title) <= LONGEST_LABEL else f"{title[: LONGEST_LABEL - 1].rstrip()}…"


def _figures(book: Book, plan: Plan, taken: set[str]) -> Iterator[Table]:
    comparison = plan.comparison
    for place, market in enumerate(comparison.markets, start=1):
        table = themes.table(market, sheet_name(THEMES, taken), place)
        themes.write(book, plan, market, table)
        yield table
    for place, (panel, spreads) in enumerate(comparison.spreads, start=1):
        stand = plan.of(panel).positions
        if stand is not None:
            table = items.table(panel, sheet_name(ITEMS, taken), stand, place)
            items.write(book, plan, panel, spreads, table)
            yield table
    for place, council in enumerate(comparison.councils, start=1):
        if council.challenges:
            table = commissioner.table(council, sheet_name(COMMISSIONER, taken), plan.of(council.panel).answers, place)
            commissioner.write(book, plan, council, table)
            yield table
    if plan.register is not None:
        register.write(book, plan, plan.register)
        yield plan.register


def _details(book: Book, plan: Plan) -> Iterator[Table]:
    for panel in plan.comparison.panels:
        tables = plan.of(panel)
        answers.write(book, panel, tables.answers)
        yield tables.answers
        if tables.positions is not None:
            positions.write(book, panel, tables.positions, tables.answers)
            yield tables.positions
        if tables.levels is not None:
            levels.write(book, panel, tables, tables.levels, plan.register)
            yield tables.levels


def _records(book: Book, plan: Plan) -> Iterator[Table]:
    comparison = plan.comparison
    if comparison.panels:
        table = data.table(comparison, DATA)
        data.write(book, plan, table)
        yield table
    if comparison.ledger.entries:
        table = returns.table(len(comparison.ledger.entries), RETURNS)
        returns.write(book, plan, table)
        yield table
    table = method.table(METHOD)
    method.write(book, table)
    yield table
    if comparison.notes or book.losses:
        table = notes.table(comparison.notes, book.losses, NOTES)
        notes.write(book, comparison.notes, book.losses, table)
        yield table
