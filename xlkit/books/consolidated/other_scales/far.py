"""Standing by section: how far on each organisation is, by its lowest forecast for the next date and its outcomes."""

from msgspec import Struct

from xlkit.books.consolidated.guide.method_words import WORDS
from xlkit.books.consolidated.matrix_tables import MatrixTables
from xlkit.books.consolidated.plan import AS_AT
from xlkit.books.writer.choice_tones import coloured
from xlkit.books.writer.sheets import Array, At, Col, SheetOf
from xlkit.books.writer.table import Table
from xlkit.comparison.other_scales.scale_matrix import STEP, Progress
from xlkit.form.item import Role

INTRO = "Who could help whom: by the lowest forecast for the next date, then by outcomes reached. It is no score."


def sheet(tables: MatrixTables, name: str, place: int) -> SheetOf[Progress]:
    """The sheet of all organisations on all sections."""
    return SheetOf(
        sheet=name,
        name=f"Standing_by_section_{place}",
        title=f"Standing by section: {tables.found.panel.instrument.title}",
        intro=INTRO,
        columns=_columns(tables),
        records=tables.found.progress,
        frozen=2,
        printed="place",
        more=coloured(["forecast"], tables.found.scales),
    )


def _columns(tables: MatrixTables) -> tuple[Col[Progress], ...]:
    """The columns; what rests on forecasts or outcomes follows nothing where there are none."""
    matrix = tables.matrices.get(Role.OUTCOME)
    forecasts = _Forecasts(tables.prospects) if tables.prospects else None
    outcomes = _Outcomes(tables, matrix) if matrix else None
    return (
        Col("section", "Section", 30, value=lambda row: row.section.title),
        Col("organisation", "Organisation", 28, value=lambda row: row.position.organisation),
        Col(
            *("day", "Next date", 15, "date"),
            value=lambda row: row.next_day,
            formula=forecasts.day if forecasts else None,
        ),
        Col(
            *("forecast", "Lowest forecast for it", 18),
            value=lambda row: row.forecast.label if row.forecast else None,
            formula=forecasts.label if forecasts else None,
        ),
        Col("reached", "Outcomes reached", 12, "whole", formula=outcomes.reached if outcomes else None),
        Col("outcomes", "Outcomes", 12, "whole", formula=outcomes.all if outcomes else None),
        Col("place", "Order (1 is furthest on)", 14, "whole", formula=_place),
        Col("outlook", "Place of the forecast", 12, "whole", formula=forecasts.outlook if forecasts else None),
        Col(
            *("key", "Key for ordering", 12, "whole"),
            formula=lambda at: f"={at['outlook']}*{STEP}+{at['reached']}",
            explains=WORDS["Who could help"],
        ),
        Col("section_name", "Section name", 20, "line", value=lambda row: row.section.name),
        Col("number", "Position", 11, "whole", value=lambda row: row.position.number),
    )


def _place(at: At[Progress]) -> str:
    key, keys, number, numbers = at["key"], at.column("key"), at["number"], at.column("number")
    mine = f"({at.column('section_name')}={at['section_name']})"
    return f"=1+SUMPRODUCT({mine}*({keys}>{key}))+SUMPRODUCT({mine}*({keys}={key})*({numbers}<{number}))"


class _Forecasts(Struct, frozen=True):
    """Where forecasts are looked up."""

    prospects: Table

    def day(self, at: At[Progress]) -> Array:
        """The first date that has not passed; where all have, the last."""
        mine, days = self._mine(at), self.prospects.span("day")
        coming = f"{mine}*({days}>={AS_AT})"
        last = f'IF(MAX({mine}*{days})=0,"",MAX({mine}*{days}))'
        return Array(f"=IF(SUM({coming})>0,MIN(IF({coming},{days})),{last})")

    def outlook(self, at: At[Progress]) -> Array:
        """The lowest place in the order of the forecasts for that date, 0 without any."""
        orders = self.prospects.span("order")
        ordered = f"{self._on_day(at)}*({orders}>0)"
        return Array(f"=IF(SUM({ordered})=0,0,MIN(IF({ordered},{orders})))")

    def label(self, at: At[Progress]) -> Array:
        """The forecast at that place; of several alike in the order the first."""
        orders, labels = self.prospects.span("order"), self.prospects.span("forecast")
        row = f"MATCH(1,{self._on_day(at)}*({orders}={at['outlook']}),0)"
        return Array(f'=IF({at["outlook"]}=0,"",INDEX({labels},{row}))')

    def _on_day(self, at: At[Progress]) -> str:
        return f"{self._mine(at)}*({self.prospects.span('day')}={at['day']})"

    def _mine(self, at: At[Progress]) -> str:
        sections, numbers = self.prospects.span("section_name"), self.prospects.span("number")
        return f"({sections}={at['section_name']})*({numbers}={at['number']})"


class _Outcomes(Struct, frozen=True):
    """Where the outcomes of a section are looked up."""

    tables: MatrixTables
    matrix: Table

    def reached(self, at: At[Progress]) -> str:
        """How many of them are reached."""
        return f"={self.tables.reached(at.row.position.number, self._mine(at))}"

    def all(self, at: At[Progress]) -> str:
        """How many there are."""
        return f"=SUMPRODUCT({self._mine(at)}*1)"

    def _mine(self, at: At[Progress]) -> str:
        return f"({self.matrix.span('section_name')}={at['section_name']})"
