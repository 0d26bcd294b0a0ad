"""Plan: which tables a consolidated workbook has, so that the formulas of each sheet find those of the others."""

from collections.abc import Mapping
from dataclasses import dataclass

from xlkit.comparison import Comparison, Panel
from xlkit.write.sheets.consolidated.table import Table

AS_AT = "Cover!$B$6"
CUT = "Cover!$B$7"


@dataclass(frozen=True, slots=True)
class PanelTables:
    """The tables of one instrument, None where it has no positions or no themes; `place` counts from 1."""

    place: int
    answers: Table
    positions: Table | None = None
    levels: Table | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """All tables; `panels` is by the instrument's name, `register` is None where nothing is planned."""

    comparison: Comparison
    panels: Mapping[str, PanelTables]
    register: Table | None

    def of(self, panel: Panel) -> PanelTables:
        """The tables of a panel."""
        return self.panels[panel.instrument.name]


def item_key(name: str) -> str:
    """The key of an item's column."""
    return f"item {name}"


def theme_key(name: str) -> str:
    """The key of a theme's level."""
    return f"theme {name}"


def actions_key(name: str) -> str:
    """The key of the number of actions on a theme."""
    return f"actions {name}"
