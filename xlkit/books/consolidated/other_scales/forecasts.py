"""Forecasts: each of each organisation beside the outcomes of its section and date, and what came about of them."""

from collections.abc import Iterator

from msgspec import Struct

from xlkit.books.consolidated.guide.method_words import WORDS
from xlkit.books.consolidated.matrix_tables import NO_MOMENT, MatrixTables, position_key
from xlkit.books.consolidated.plan import AS_AT
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book
from xlkit.books.writer.choice_tones import coloured
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import At, Col, SheetOf
from xlkit.books.writer.table import Table, quoted
from xlkit.comparison.other_scales.scale_matrix import (
    ALL,
    NO,
    NO_DATE,
    NONE,
    NOT_ANSWERED,
    RESULTS,
    SOME,
    YES,
    Crossed,
    Prospect,
)
from xlkit.form.item import Role

INTRO = (
    "Each forecast of each organisation by its own date, and how many outcomes of that section and date are reached. "
    "Dates before the as-at date have passed."
)


def sheet(tables: MatrixTables, name: str, place: int) -> SheetOf[Prospect]:
    """The sheet of all forecasts."""
    return SheetOf(
        sheet=name,
        name=f"Forecasts_by_date_{place}",
        title=f"Forecasts by date: {tables.found.panel.instrument.title}",
        intro=INTRO,
        columns=(*_forecast(tables), *_reached(tables), *_last(tables)),
        records=tables.found.prospects,
        frozen=2,
        printed="result",
        more=coloured(["forecast", "given"], tables.found.scales),
    )


def _forecast(tables: MatrixTables) -> tuple[Col[Prospect], ...]:
    return (
        Col("section", "Section", 30, value=lambda row: row.forecast.section.title),
        Col("organisation", "Organisation", 28, value=lambda row: row.position.organisation),
        Col("day", "Date", 15, "date"),
        Col(
            *("passed", "Has passed", 11),
            formula=lambda at: f'=IF({at["day"]}="","{NO_DATE}",IF({at["day"]}<{AS_AT},"{YES}","{NO}"))',
            explains=WORDS["Dates of its own"],
        ),
        Col(
            *("forecast", "Answer now", 18),
            value=lambda row: row.choice.label if row.choice else None,
            formula=lambda at: f"={tables.picked(at.row.forecast, at.row.position.number, at['name'])}",
        ),
        Col(
            *("given", "Forecast by then", 18),
            value=lambda row: row.given.label if row.given else None,
            formula=_given,
            explains=WORDS["Forecast by then"],
        ),
        Col("where", "Given in", 18),
    )


def _given(at: At[Prospect]) -> str | None:
    """What follows this round's answer, where that may be the forecast."""
    before, now = quoted(at.row.before.choice.label) if at.row.before else '""', at["forecast"]
    return f'=IF({now}="",{before},{now})' if at.row.counts_now else None


def _reached(tables: MatrixTables) -> Iterator[Col[Prospect]]:
    """What became of the outcomes; where there are none there is nothing to follow."""
    outcomes = tables.matrices.get(Role.OUTCOME)
    source = _Outcomes(tables, outcomes) if outcomes else None
    yield Col("reached", "Outcomes reached", 12, "whole", formula=source.reached if source else None)
    yield Col("answered", "Outcomes answered", 12, "whole", formula=source.answered if source else None)
    yield Col("outcomes", "Outcomes", 12, "whole", formula=source.all if source else None)
    yield Col("result", "Reached", 15, formula=_result if source else None, explains=WORDS["Outcomes reached"])


def _last(tables: MatrixTables) -> tuple[Col[Prospect], ...]:
    return (
        Col(
            *("order", "Place of the forecast", 12, "whole"),
            value=lambda row: row.forecast.scale.place(row.choice),
            formula=lambda at: tables.scales.order(at.row.forecast.scale, at["forecast"]),
            explains=WORDS["Place in the order"],
        ),
        Col("name", "Item name", 26, "line", value=lambda row: row.forecast.item.name),
        Col("section_name", "Section name", 20, "line", value=lambda row: row.forecast.section.name),
        Col("when", "Date name", 12, "line", value=lambda row: row.forecast.item.when or NO_MOMENT),
        Col("number", "Position", 11, "whole", value=lambda row: row.position.number),
    )


class _Outcomes(Struct, frozen=True):
    """Where the outcomes of a forecast's section and date are looked up."""

    tables: MatrixTables
    matrix: Table

    def reached(self, at: At[Prospect]) -> str:
        """How many of them are reached."""
        return f"={self.tables.reached(at.row.position.number, self._chosen(at))}"

    def answered(self, at: At[Prospect]) -> str:
        """How many of them have an answer."""
        picks = self.matrix.span(position_key(at.row.position.number))
        return f'=SUMPRODUCT({self._chosen(at)}*({picks}<>""))'

    def all(self, at: At[Prospect]) -> str:
        """How many there are."""
        return f"=SUMPRODUCT({self._chosen(at)})"

    def _chosen(self, at: At[Prospect]) -> str:
        sections, moments = self.matrix.span("section_name"), self.matrix.span("when")
        return f"({sections}={at['section_name']})*({moments}={at['when']})"


def _result(at: At[Prospect]) -> str:
    reached, answered, outcomes = at["reached"], at["answered"], at["outcomes"]
    some = f'IF({reached}={outcomes},"{ALL}",IF({reached}=0,"{NONE}","{SOME}"))'
    return f'=IF({outcomes}=0,"",IF({answered}=0,"{NOT_ANSWERED}",{some}))'


HEADERS = {
    ALL: "All reached",
    SOME: "Some reached",
    NONE: "None reached",
    NOT_ANSWERED: "Outcomes not answered",
}
NO_FORECAST = "no forecast by then"
CROSSED_INTRO = (
    "Where dates have passed: whether what was forecast by then came about. What was answered after its date is no "
    "forecast, and one of an earlier round counts in its place; a return that does not say its day is taken as in "
    "time. It follows the sheet “{sheet}”, which says where each was given."
)
ALT = (
    "Stacked bar chart: for each forecast the share of passed dates at which all, some and none of the outcomes were "
    "reached, blue to orange. The figures are in the table on this sheet."
)


def crossed(tables: MatrixTables, prospects: Table, name: str, place: int) -> SheetOf[Crossed]:
    """The sheet of all forecasts that can be made, and of none made."""
    return SheetOf(
        sheet=name,
        name=f"Forecast_and_outcome_{place}",
        title=f"Forecast and outcome: {tables.found.panel.instrument.title}",
        intro=CROSSED_INTRO.format(sheet=prospects.sheet),
        columns=(
            Col("forecast", "Forecast", 24, value=lambda row: row.choice.label if row.choice else NO_FORECAST),
            Col("n", "Dates passed (n)", 13, "whole", formula=lambda at: f"=SUM({at.across(RESULTS[0], RESULTS[-1])})"),
            *(_count_results(tables, prospects, result) for result in RESULTS),
        ),
        records=tables.found.crossed,
        draw=_chart,
        more=coloured(["forecast"], tables.found.scales),
    )


def _count_results(tables: MatrixTables, prospects: Table, result: str) -> Col[Crossed]:
    forecasts, results = prospects.span("given"), prospects.span("result")
    passed = f'({prospects.span("passed")}="{YES}")'

    def formula(at: At[Crossed]) -> str:
        scale, choice = at.row.scale, at.row.choice
        made = f"EXACT({forecasts},{tables.scales.label(scale, choice)})" if scale and choice else f'({forecasts}="")'
        return f'=SUMPRODUCT({made}*{passed}*({results}="{result}"))'

    return Col(result, HEADERS[result], 13, "whole", value=lambda row: row.results[result], formula=formula)


def _chart(book: Book, crossed: Table) -> list[Drawn]:
    source = charts.whole(crossed, "forecast")
    return [charts.stacked(book, source, (ALL, SOME, NONE), charts.THREE[::-1], crossed.title, ALT)]
