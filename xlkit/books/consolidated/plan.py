"""Plan: which tables a consolidated workbook has, so that the formulas of each sheet find those of the others."""

from collections.abc import Mapping

from msgspec import Struct, field

from xlkit.books.consolidated.matrix_tables import MatrixTables
from xlkit.books.writer.names import sheet_name
from xlkit.books.writer.sheets import AnySheet
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.standing.panel import Panel

AS_AT, CUT, UNEASY = "as_at", "quadrants_part_at", "people_part_at"  # what formulas call the settings on the guide by


class PanelTables(Struct, frozen=True):
    """The tables of one instrument, None where it has no positions, themes or voices; `place` counts from 1.

    `label` begins the names of its sheets.
    """

    place: int
    label: str
    answers: AnySheet
    positions: AnySheet | None = None
    levels: AnySheet | None = None
    voices: AnySheet | None = None

    @property
    def spoken(self) -> AnySheet:
        """The voices; ValueError where nobody speaks of others."""
        if self.voices is None:
            raise ValueError(f"nobody speaks of others in {self.answers.title}")
        return self.voices


class MovementTables(Struct, frozen=True):
    """The tables of one movement."""

    moves: AnySheet
    transitions: AnySheet
    pairs: AnySheet


class Plan(Struct, frozen=True):
    """The tables that others look at; `panels` is by the instrument's name.

    `markets`, `pairings`, `seen` and `matrices` go by those of the comparison. `register` is None where nothing is
    planned, `returns` where no file was given.
    """

    comparison: Comparison
    panels: Mapping[str, PanelTables]
    register: AnySheet | None
    returns: AnySheet | None
    markets: tuple[AnySheet, ...]
    pairings: tuple[AnySheet, ...]
    seen: tuple[AnySheet, ...]
    matrices: tuple[MatrixTables, ...] = ()
    movements: tuple[MovementTables, ...] = ()
    taken: set[str] = field(default_factory=set)

    def name(self, wanted: str) -> str:
        """A free name of a sheet near the wanted one, which is then taken."""
        return sheet_name(wanted, self.taken)

    def of(self, panel: Panel) -> PanelTables:
        """The tables of a panel."""
        return self.panels[panel.instrument.name]

    def positions(self, panel: Panel) -> AnySheet:
        """The positions of a panel; ValueError where it has none."""
        positions = self.of(panel).positions
        if positions is None:
            raise ValueError(f"nobody has a position in {panel.instrument.name}")
        return positions
