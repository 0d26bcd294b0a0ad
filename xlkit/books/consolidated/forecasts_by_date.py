"""Forecasts by date: each forecast of each organisation beside the outcomes of its section and date."""

from collections.abc import Iterator

from xlkit.books.consolidated.matrix_tables import NO_DATE, RatingTables, position_key
from xlkit.books.consolidated.plan import AS_AT
from xlkit.books.writer.book import Book
from xlkit.books.writer.choice_tones import colour
from xlkit.books.writer.printed import print_to
from xlkit.books.writer.table import Cell, Column, Formula, Table, in_order, unique, write_table
from xlkit.comparison.scale_matrix import ALL, NONE, NOT_ANSWERED, SOME, Prospect, Ratings
from xlkit.form.item import Role
from xlkit.measures.picks import order_formula

COLUMNS = (
    Column("section", "Section", 30),
    Column("organisation", "Organisation", 28),
    Column("day", "Date", 15, "date"),
    Column("passed", "Has passed", 11),
    Column("forecast", "Forecast", 18),
    Column("reached", "Outcomes reached", 12, "whole"),
    Column("answered", "Outcomes answered", 12, "whole"),
    Column("outcomes", "Outcomes", 12, "whole"),
    Column("result", "Reached", 15),
    Column("order", "Place of the forecast", 12, "whole"),
    Column("name", "Item name", 26, "line"),
    Column("section_name", "Section name", 20, "line"),
    Column("when", "Date name", 12, "line"),
    Column("number", "Position", 11, "whole"),
)
INTRO = (
    "Each forecast of each organisation by its own date, and how many outcomes of that section and date are reached. "
    "Dates before the as-at date have passed."
)
DAYS_STATE = '=IF({day}="","no date",IF({day}<{as_at},"yes","no"))'


def table(ratings: Ratings, sheet: str, place: int) -> Table:
    """The table of all forecasts."""
    return Table(
        sheet=sheet,
        name=f"Forecasts_by_date_{place}",
        title=f"Forecasts by date: {ratings.panel.instrument.title}",
        intro=INTRO,
        columns=unique(COLUMNS),
        rows=len(ratings.prospects),
        frozen=2,
    )


def write(book: Book, tables: RatingTables, prospects: Table) -> None:
    """Write the sheet."""
    rows = (_row(tables, one, prospects, row) for row, one in enumerate(tables.found.prospects))
    sheet = write_table(book, prospects, (in_order(prospects, row) for row in rows))
    colour(sheet, prospects, ["forecast"], tables.found.scales)
    print_to(sheet, prospects, "result")


def passed(tables: RatingTables, one: Prospect) -> str:
    """Whether the date of a forecast has passed, as the sheet says it when it is written."""
    day = tables.found.rated[one.rated].days[one.position]
    return "no date" if day is None else "yes" if day < tables.as_at else "no"


def _row(tables: RatingTables, one: Prospect, prospects: Table, row: int) -> dict[str, Cell]:
    rated = tables.found.rated[one.rated]
    position = tables.found.panel.positions[one.position]
    choice, day = rated.picks[one.position], prospects.cell("day", row)
    forecast = prospects.cell("forecast", row)
    order = _order(tables, one, forecast)
    return {
        "section": rated.section.title,
        "organisation": position.organisation,
        "day": rated.days[one.position],
        "passed": Formula(DAYS_STATE.format(day=day, as_at=AS_AT), passed(tables, one)),
        "forecast": Formula(
            f"={tables.picked(rated, position.number, prospects.cell('name', row))}", choice.label if choice else None
        ),
        **_outcomes(tables, one, prospects, row),
        "order": order,
        "name": rated.item.name,
        "section_name": rated.section.name,
        "when": rated.item.when or NO_DATE,
        "number": position.number,
    }


def _order(tables: RatingTables, one: Prospect, forecast: str) -> Cell:
    rated, scales = tables.found.rated[one.rated], tables.scales
    if scales is None:
        return None
    orders = order_formula(forecast, scales.labels(rated.scale), scales.orders(rated.scale))
    return Formula(orders, rated.scale.order(rated.picks[one.position]) or 0)


def _outcomes(tables: RatingTables, one: Prospect, prospects: Table, row: int) -> dict[str, Cell]:
    matrix = tables.matrices.get(Role.OUTCOME)
    if matrix is None:
        return {"reached": 0, "answered": 0, "outcomes": 0, "result": None}
    number = tables.found.panel.positions[one.position].number
    mine = (
        f"({matrix.span('section_name')}={prospects.cell('section_name', row)})"
        f"*({matrix.span('when')}={prospects.cell('when', row)})"
    )
    picked = matrix.span(position_key(number))
    reached, answered, outcomes = (prospects.cell(key, row) for key in ("reached", "answered", "outcomes"))
    result = (
        f'=IF({outcomes}=0,"",IF({answered}=0,"{NOT_ANSWERED}",IF({reached}={outcomes},"{ALL}",'
        f'IF({reached}=0,"{NONE}","{SOME}"))))'
    )
    return {
        "reached": Formula(f"={reached_sum(tables, mine, number)}", one.reached),
        "answered": Formula(f'=SUMPRODUCT({mine}*({picked}<>""))', one.answered),
        "outcomes": Formula(f"=SUMPRODUCT({mine})", one.outcomes),
        "result": Formula(result, one.result or None),
    }


def reached_sum(tables: RatingTables, mine: str, number: int) -> str:
    """How many outcomes of a position are reached, of those that a product of conditions chooses."""
    return "+".join(_reached(tables, mine, number)) or "0"


def _reached(tables: RatingTables, mine: str, number: int) -> Iterator[str]:
    matrix, scales = tables.matrices[Role.OUTCOME], tables.scales
    used = {one.scale.number for one in tables.found.of_role(Role.OUTCOME)}
    for scale in scales.scales if scales else ():
        for choice in scale.choices if scales and scale.number in used else ():
            if choice.reached and scales:
                alike = f"EXACT({matrix.span(position_key(number))},{scales.label(scale, choice)})"
                yield f"SUMPRODUCT({mine}*({matrix.span('scale')}={scale.number})*{alike})"
