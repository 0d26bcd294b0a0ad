"""Forecast and outcome: for dates that have passed, what was expected against what has come about, with a chart."""

from collections.abc import Iterator, Sequence

from xlkit.books.consolidated.forecasts_by_date import passed
from xlkit.books.consolidated.matrix import choices
from xlkit.books.consolidated.matrix_tables import RatingTables
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book
from xlkit.books.writer.choice_tones import colour
from xlkit.books.writer.table import Cell, Column, Formula, Table, in_order, unique, write_table
from xlkit.comparison.scale_matrix import ALL, NONE, RESULTS, SOME, Ratings
from xlkit.form.item import Role

NOTHING = "no forecast"
COLUMNS = (
    Column("forecast", "Forecast", 24),
    Column("n", "Dates passed (n)", 13, "whole"),
    *(Column(result, f"{result.capitalize()} reached", 13, "whole") for result in RESULTS[:-1]),
    Column(RESULTS[-1], "Outcomes not answered", 13, "whole"),
)
INTRO = "Where dates have passed: whether what was forecast came about. It follows the sheet “{sheet}”."
ALT = (
    "Stacked bar chart: for each forecast the share of passed dates at which all, some and none of the outcomes were "
    "reached, dark to light. The figures are in the table on this sheet."
)


def table(ratings: Ratings, sheet: str, prospects: Table, place: int) -> Table:
    """The table of all forecasts that can be made, and of none made."""
    return Table(
        sheet=sheet,
        name=f"Forecast_and_outcome_{place}",
        title=f"Forecast and outcome: {ratings.panel.instrument.title}",
        intro=INTRO.format(sheet=prospects.sheet),
        columns=unique(COLUMNS),
        rows=len(choices(ratings.of_role(Role.FORECAST))) + 1,
    )


def write(book: Book, tables: RatingTables, crossed: Table, prospects: Table) -> None:
    """Write the sheet."""
    rows = (in_order(crossed, cells) for cells in _rows(tables, crossed, prospects))
    sheet = write_table(book, crossed, rows)
    colour(sheet, crossed, ["forecast"], tables.found.scales)
    source = charts.whole(crossed, "forecast")
    drawn = charts.stacked(book, source, (ALL, SOME, NONE), charts.THREE[::-1], crossed.title, ALT)
    charts.place(sheet, crossed, [drawn])


def _rows(tables: RatingTables, crossed: Table, prospects: Table) -> Iterator[dict[str, Cell]]:
    scales = tables.scales
    said = prospects.span("forecast")
    for row, (scale, choice) in enumerate(choices(tables.found.of_role(Role.FORECAST))):
        label = scales.label(scale, choice) if scales else ""
        yield _row(tables, crossed, prospects, row, choice.label, f"EXACT({said},{label})")
    yield _row(tables, crossed, prospects, crossed.rows - 1, NOTHING, f'({said}="")')


def _row(
    tables: RatingTables, crossed: Table, prospects: Table, row: int, forecast: str, chosen: str
) -> dict[str, Cell]:
    results = _results(tables, "" if forecast == NOTHING else forecast)
    when = f'({prospects.span("passed")}="yes")'
    counted = {
        result: Formula(f'=SUMPRODUCT({chosen}*{when}*({prospects.span("result")}="{result}"))', results.count(result))
        for result in RESULTS
    }
    n = Formula(f"=SUM({crossed.across(RESULTS[0], RESULTS[-1], row)})", sum(map(results.count, RESULTS)))
    return {"forecast": forecast, "n": n, **counted}


def _results(tables: RatingTables, label: str) -> Sequence[str]:
    """What became of the forecasts of a label whose date has passed; an empty label stands for none made."""
    found = tables.found
    return [
        one.result
        for one in found.prospects
        if passed(tables, one) == "yes"
        and label == (choice.label if (choice := found.rated[one.rated].picks[one.position]) else "")
    ]
