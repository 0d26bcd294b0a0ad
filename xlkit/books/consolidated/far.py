"""Standing by section: how far on each organisation is, by its lowest forecast for the next date and its outcomes."""

from collections.abc import Iterator
from datetime import date

from xlkit.books.consolidated.forecasts_by_date import reached_sum
from xlkit.books.consolidated.matrix_tables import RatingTables
from xlkit.books.consolidated.plan import AS_AT
from xlkit.books.writer.book import Book
from xlkit.books.writer.choice_tones import colour
from xlkit.books.writer.printed import print_to
from xlkit.books.writer.table import Cell, Column, Formula, Table, in_order, unique, write_table
from xlkit.comparison.scale_matrix import STEP, Progress, Ratings
from xlkit.form.item import Role

EPOCH = date(1899, 12, 30)  # the day that Excel counts as 0, as far as days after February 1900 go
COLUMNS = (
    Column("section", "Section", 30),
    Column("organisation", "Organisation", 28),
    Column("day", "Next date", 15, "date"),
    Column("forecast", "Lowest forecast for it", 18),
    Column("reached", "Outcomes reached", 12, "whole"),
    Column("outcomes", "Outcomes", 12, "whole"),
    Column("place", "Order (1 is furthest on)", 14, "whole"),
    Column("outlook", "Place of the forecast", 12, "whole"),
    Column("key", "Key for ordering", 12, "whole"),
    Column("section_name", "Section name", 20, "line"),
    Column("number", "Position", 11, "whole"),
)
INTRO = "Who could help whom: by the lowest forecast for the next date, then by outcomes reached. It is no score."


def table(ratings: Ratings, sheet: str, place: int) -> Table:
    """The table of all organisations on all sections."""
    return Table(
        sheet=sheet,
        name=f"Standing_by_section_{place}",
        title=f"Standing by section: {ratings.panel.instrument.title}",
        intro=INTRO,
        columns=unique(COLUMNS),
        rows=len(ratings.progress),
        frozen=2,
    )


def write(book: Book, tables: RatingTables, far: Table) -> None:
    """Write the sheet."""
    rows = (_row(tables, one, far, row) for row, one in enumerate(tables.found.progress))
    sheet = write_table(book, far, (in_order(far, row) for row in rows))
    colour(sheet, far, ["forecast"], tables.found.scales)
    print_to(sheet, far, "place")


def _row(tables: RatingTables, one: Progress, far: Table, row: int) -> dict[str, Cell]:
    position = tables.found.panel.positions[one.position]
    name, number, key = (far.cell(which, row) for which in ("section_name", "number", "key"))
    sections, keys, numbers = far.own("section_name"), far.own("key"), far.own("number")
    mine = f"({sections}={name})"
    place = f"=1+SUMPRODUCT({mine}*({keys}>{key}))+SUMPRODUCT({mine}*({keys}={key})*({numbers}<{number}))"
    return {
        "section": one.section.title,
        "organisation": position.organisation,
        **_forecast(tables, one, far, row),
        **_outcomes(tables, one, far, row),
        "place": Formula(place, one.place),
        "key": Formula(f"={far.cell('outlook', row)}*{STEP}+{far.cell('reached', row)}", one.key),
        "section_name": one.section.name,
        "number": position.number,
    }


def _forecast(tables: RatingTables, one: Progress, far: Table, row: int) -> dict[str, Cell]:
    prospects = tables.prospects
    if prospects is None:
        return {"day": None, "forecast": None, "outlook": 0}
    day, outlook = far.cell("day", row), far.cell("outlook", row)
    names, numbers, days, orders, said = (
        prospects.span(key) for key in ("section_name", "number", "day", "order", "forecast")
    )
    mine = f"({names}={far.cell('section_name', row)})*({numbers}={far.cell('number', row)})"
    coming, on_day = f"{mine}*({days}>={AS_AT})", f"{mine}*({days}={day})"
    last = f'IF(MAX({mine}*{days})=0,"",MAX({mine}*{days}))'
    lowest = f"MIN(IF({on_day}*({orders}>0),{orders}))"
    return {
        "day": Formula(f"=IF(SUM({coming})>0,MIN(IF({coming},{days})),{last})", _serial(one), is_array=True),
        "outlook": Formula(f"=IF(SUM({on_day}*({orders}>0))=0,0,{lowest})", one.outlook, is_array=True),
        "forecast": Formula(
            f'=IF({outlook}=0,"",INDEX({said},MATCH(1,{on_day}*({orders}={outlook}),0)))',
            _label(tables, one),
            is_array=True,
        ),
    }


def _outcomes(tables: RatingTables, one: Progress, far: Table, row: int) -> dict[str, Cell]:
    matrix = tables.matrices.get(Role.OUTCOME)
    if matrix is None:
        return {"reached": 0, "outcomes": 0}
    number = tables.found.panel.positions[one.position].number
    mine = f"({matrix.span('section_name')}={far.cell('section_name', row)})"
    return {
        "reached": Formula(f"={reached_sum(tables, mine, number)}", one.reached),
        "outcomes": Formula(f"=SUMPRODUCT({mine}*1)", one.outcomes),
    }


def _label(tables: RatingTables, one: Progress) -> str | None:
    """The label of the lowest forecast; of several alike in the order the first."""
    found = tables.found
    return next(_labels(tables, one), None) if one.outlook and found.prospects else None


def _labels(tables: RatingTables, one: Progress) -> Iterator[str]:
    for prospect in tables.found.prospects:
        rated = tables.found.rated[prospect.rated]
        choice = rated.picks[prospect.position]
        is_mine = prospect.position == one.position and rated.section.name == one.section.name
        is_lowest = choice is not None and rated.scale.order(choice) == one.outlook
        if is_mine and is_lowest and choice and rated.days[prospect.position] == one.next_day:
            yield choice.label


def _serial(one: Progress) -> float | None:
    """The next date as Excel counts days."""
    return None if one.next_day is None else float((one.next_day - EPOCH).days)
