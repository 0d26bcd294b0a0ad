"""Plan: which tables a consolidated workbook has, so that the formulas of each sheet find those of the others."""

from collections.abc import Mapping
from dataclasses import dataclass

from xlkit.books.consolidated.matrix_tables import RatingTables
from xlkit.books.writer.table import Table
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.panel import Panel

AS_AT = "Cover!$B$6"
CUT = "Cover!$B$7"


@dataclass(frozen=True, slots=True)
class PanelTables:
    """The tables of one instrument, None where it has no positions, themes or voices; `place` counts from 1.

    `label` begins the names of its sheets.
    """

    place: int
    label: str
    answers: Table
    positions: Table | None = None
    levels: Table | None = None
    voices: Table | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The tables that others look at; `panels` is by the instrument's name.

    `markets`, `pairings`, `seen` and `ratings` go by those of the comparison. `register` is None where nothing is
    planned, `returns` where no file was given.
    """

    comparison: Comparison
    panels: Mapping[str, PanelTables]
    register: Table | None
    returns: Table | None
    markets: tuple[Table, ...]
    pairings: tuple[Table, ...]
    seen: tuple[Table, ...]
    ratings: tuple[RatingTables, ...] = ()

    def of(self, panel: Panel) -> PanelTables:
        """The tables of a panel."""
        return self.panels[panel.instrument.name]

    def of_template(self, name: str) -> PanelTables | None:
        """The tables that hold the returns of a template, whole or short; None where nothing was merged."""
        family = self.comparison.instruments[name].family if name in self.comparison.instruments else name
        return self.panels.get(family) or self.panels.get(name)


def item_key(name: str) -> str:
    """The key of an item's column."""
    return f"item {name}"


def theme_key(name: str) -> str:
    """The key of a theme's level."""
    return f"theme {name}"


def actions_key(name: str) -> str:
    """The key of the number of actions on a theme."""
    return f"actions {name}"
