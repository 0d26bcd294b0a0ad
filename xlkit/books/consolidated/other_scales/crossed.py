"""Forecast and outcome: for dates that have passed, what was expected against what has come about, with a chart."""

from xlkit.books.consolidated.matrix_tables import MatrixTables
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book
from xlkit.books.writer.choice_tones import coloured
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import At, Col, SheetOf
from xlkit.books.writer.table import Table
from xlkit.comparison.other_scales.scale_matrix import ALL, NONE, NOT_ANSWERED, RESULTS, SOME, YES, Crossed

HEADERS = {
    ALL: "All reached",
    SOME: "Some reached",
    NONE: "None reached",
    NOT_ANSWERED: "Outcomes not answered",
}
NO_FORECAST = "no forecast"
INTRO = "Where dates have passed: whether what was forecast came about. It follows the sheet “{sheet}”."
ALT = (
    "Stacked bar chart: for each forecast the share of passed dates at which all, some and none of the outcomes were "
    "reached, blue to orange. The figures are in the table on this sheet."
)


def sheet(tables: MatrixTables, prospects: Table, name: str, place: int) -> SheetOf[Crossed]:
    """The sheet of all forecasts that can be made, and of none made."""
    return SheetOf(
        sheet=name,
        name=f"Forecast_and_outcome_{place}",
        title=f"Forecast and outcome: {tables.found.panel.instrument.title}",
        intro=INTRO.format(sheet=prospects.sheet),
        columns=(
            Col("forecast", "Forecast", 24, value=lambda row: row.choice.label if row.choice else NO_FORECAST),
            Col("n", "Dates passed (n)", 13, "whole", formula=lambda at: f"=SUM({at.across(RESULTS[0], RESULTS[-1])})"),
            *(_count(tables, prospects, result) for result in RESULTS),
        ),
        records=tables.found.crossed,
        draw=_chart,
        more=coloured(["forecast"], tables.found.scales),
    )


def _count(tables: MatrixTables, prospects: Table, result: str) -> Col[Crossed]:
    forecasts, results = prospects.span("forecast"), prospects.span("result")
    passed = f'({prospects.span("passed")}="{YES}")'

    def formula(at: At[Crossed]) -> str:
        scale, choice = at.row.scale, at.row.choice
        made = f"EXACT({forecasts},{tables.scales.label(scale, choice)})" if scale and choice else f'({forecasts}="")'
        return f'=SUMPRODUCT({made}*{passed}*({results}="{result}"))'

    return Col(result, HEADERS[result], 13, "whole", value=lambda row: row.results[result], formula=formula)


def _chart(book: Book, crossed: Table) -> list[Drawn]:
    source = charts.whole(crossed, "forecast")
    return [charts.stacked(book, source, (ALL, SOME, NONE), charts.THREE[::-1], crossed.title, ALT)]
