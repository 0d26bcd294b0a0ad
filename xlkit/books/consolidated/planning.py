"""Planning: which tables a consolidated workbook has that others look at, settled before the first is written."""

from collections.abc import Sequence

from xlkit.books.consolidated.between_rounds import movement_sheets
from xlkit.books.consolidated.given import files_given
from xlkit.books.consolidated.other_scales import matrix_sheets
from xlkit.books.consolidated.plan import PanelTables, Plan
from xlkit.books.consolidated.plans import action_register
from xlkit.books.consolidated.sides import pairs, seen, themes
from xlkit.books.consolidated.standing import answers, levels, positions
from xlkit.books.writer.names import sheet_name
from xlkit.books.writer.sheets import AnySheet
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.standing.panel import Panel
from xlkit.form.instrument import Side

SUMMARY, THEMES, REGISTER, GUIDE = "Summary", "By theme", "Actions", "Guide"
PAIRS, SEEN, RETURNS = "As others see providers", "As others see it", "Files"
DATA, NOTES = "Data", "Notes"
LABELS = {Side.PROVIDER: "Provider", Side.COMMISSIONER: "Commissioner"}
LONGEST_LABEL = 14  # leaves room for " theme levels" and a number


def plan(comparison: Comparison) -> Plan:
    """The plan of a comparison."""
    taken = {name.casefold() for name in (SUMMARY, GUIDE, REGISTER, DATA, RETURNS, NOTES)}
    panels, actions = _panel_tables(comparison, taken)
    matrices = matrix_sheets.tables(comparison, panels, taken)
    return Plan(
        comparison=comparison,
        panels=panels,
        register=actions,
        returns=files_given.sheet(comparison, panels, RETURNS) if comparison.ledger.entries else None,
        markets=tuple(
            themes.sheet(
                *(market, sheet_name(THEMES, taken), place, panels, matrices),
                *(comparison.quadrants_part_at, comparison.heard),
            )
            for place, market in enumerate(comparison.markets, start=1)
        ),
        pairings=tuple(
            pairs.sheet(pairing, sheet_name(PAIRS, taken), place, panels[pairing.panel.instrument.name])
            for place, pairing in enumerate(comparison.pairings, start=1)
        ),
        seen=tuple(
            seen.sheet(pairing, sheet_name(SEEN, taken), place, panels[pairing.panel.instrument.name])
            for place, pairing in enumerate(comparison.seen, start=1)
        ),
        matrices=matrices,
        movements=movement_sheets.tables(comparison, panels, taken),
        taken=taken,
    )


def _panel_tables(comparison: Comparison, taken: set[str]) -> tuple[dict[str, PanelTables], AnySheet | None]:
    """The sheets of every panel, and the register of all actions, which stands between them."""
    labels = {panel.instrument.name: _label(panel, comparison.panels) for panel in comparison.panels}
    answer_sheets = {
        panel.instrument.name: answers.sheet(
            panel, sheet_name(f"{labels[panel.instrument.name]} answers", taken), place
        )
        for place, panel in enumerate(comparison.panels, start=1)
    }
    register = action_register.sheet(comparison, REGISTER, answer_sheets) if comparison.actions else None
    groupings = {benchmark.panel.instrument.name: benchmark.groupings for benchmark in comparison.benchmarks}
    tables = {}
    for place, panel in enumerate(comparison.panels, start=1):
        name = panel.instrument.name
        label, matrix = labels[name], answer_sheets[name]
        stand = theirs = others = None
        if panel.positions and panel.items:
            stand = positions.sheet(panel, sheet_name(f"{label} positions", taken), matrix, place)
            if panel.themes:
                levels_name = sheet_name(f"{label} theme levels", taken)
                theirs = levels.sheet(panel, levels_name, stand, register, place, groupings.get(name, ()))
        if panel.voices and panel.items:
            others = positions.voices(panel, sheet_name(f"{label} voices", taken), matrix, place)
        tables[name] = PanelTables(place, label, matrix, stand, theirs, others)
    return tables, register


def _label(panel: Panel, panels: Sequence[Panel]) -> str:
    side = panel.instrument.side
    if side is not None:
        # The levels of a side have its name, even where something beside them comes first.
        is_beside = not panel.items and any(one.items and one.instrument.side is side for one in panels)
        return f"Other {LABELS[side].lower()}" if is_beside else LABELS[side]
    title = panel.instrument.title
    return title if len(title) <= LONGEST_LABEL else f"{title[: LONGEST_LABEL - 1].rstrip()}…"
