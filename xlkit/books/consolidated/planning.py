"""Planning: which tables a consolidated workbook has that others look at, settled before the first is written."""

from collections.abc import Sequence
from dataclasses import replace

from xlkit.books.consolidated import (
    action_register,
    answers,
    files_given,
    levels,
    matrix_sheets,
    pairs,
    positions,
    seen,
    themes,
    voices,
)
from xlkit.books.consolidated.plan import PanelTables, Plan
from xlkit.books.writer.table import Table, sheet_name
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.panel import Panel
from xlkit.form.instrument import Side

THEMES, PAIRS, SEEN = "360 by theme", "360 by provider", "Commissioner as seen"
REGISTER, RETURNS = "Action register", "Returns"
LABELS = {Side.PROVIDER: "Provider", Side.COMMISSIONER: "Commissioner"}
ALL_COUNCILS = "These are the providers of all councils that gave returns; Councils by theme has each beside its own."
LONGEST_LABEL = 14  # leaves room for " theme levels" and a number


def plan(comparison: Comparison, taken: set[str]) -> Plan:
    """The plan of a comparison; the names of its sheets are added to those taken, which hold those of fixed ones."""
    actions = action_register.table(comparison, REGISTER) if comparison.actions else None
    panels = _panel_tables(comparison, actions, taken)
    ratings = matrix_sheets.tables(comparison, panels, taken)
    return Plan(
        comparison=comparison,
        panels=panels,
        register=actions,
        returns=files_given.table(comparison, RETURNS) if comparison.ledger.entries else None,
        markets=tuple(
            _of_region(comparison, themes.table(one, sheet_name(THEMES, taken), place, ratings))
            for place, one in enumerate(comparison.markets, start=1)
        ),
        pairings=tuple(
            pairs.table(one, sheet_name(PAIRS, taken), place) for place, one in enumerate(comparison.pairings, start=1)
        ),
        seen=tuple(
            seen.table(one, sheet_name(SEEN, taken), place) for place, one in enumerate(comparison.seen, start=1)
        ),
        ratings=ratings,
    )


def _of_region(comparison: Comparison, table: Table) -> Table:
    return table if comparison.region is None else replace(table, intro=f"{table.intro} {ALL_COUNCILS}")


def _panel_tables(comparison: Comparison, actions: Table | None, taken: set[str]) -> dict[str, PanelTables]:
    groupings = {one.panel.instrument.name: one.groupings for one in comparison.benchmarks}
    tables = {}
    for place, panel in enumerate(comparison.panels, start=1):
        label, name = _label(panel, comparison.panels), panel.instrument.name
        matrix = answers.table(panel, sheet_name(f"{label} answers", taken), place)
        stand = theirs = others = None
        if panel.positions and panel.items:
            stand = positions.table(panel, sheet_name(f"{label} positions", taken), matrix, place)
            if panel.themes:
                sheet = sheet_name(f"{label} theme levels", taken)
                theirs = levels.table(panel, sheet, stand, actions, place, groupings.get(name, ()))
        if panel.voices and panel.items:
            others = voices.table(panel, sheet_name(f"{label} voices", taken), matrix, place)
        tables[name] = PanelTables(place, label, matrix, stand, theirs, others)
    return tables


def _label(panel: Panel, panels: Sequence[Panel]) -> str:
    side = panel.instrument.side
    if side is not None:
        # The levels of a side have its name, even where something beside them comes first.
        is_beside = not panel.items and any(one.items and one.instrument.side is side for one in panels)
        return f"Other {LABELS[side].lower()}" if is_beside else LABELS[side]
    title = panel.instrument.title
    return title if len(title) <= LONGEST_LABEL else f"{title[: LONGEST_LABEL - 1].rstrip()}…"
