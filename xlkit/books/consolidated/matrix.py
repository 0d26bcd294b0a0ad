"""A matrix: items by organisations, with the label that each picked, and how many picked each choice."""

from collections.abc import Iterator, Sequence

from xlkit.books.consolidated.matrix_tables import NO_DATE, RatingTables, ScaleTable, position_key, short
from xlkit.books.consolidated.plan import item_key
from xlkit.books.writer import charts
from xlkit.books.writer.book import Book
from xlkit.books.writer.choice_tones import colour, look
from xlkit.books.writer.printed import print_to
from xlkit.books.writer.table import Cell, Column, Formula, Table, in_order, unique, write_table
from xlkit.comparison.panel import Position
from xlkit.comparison.scale_matrix import ChoiceScale, Rated, Ratings
from xlkit.form.item import Choice, Role
from xlkit.measures.picks import count_label_formula, known_formula, middle_formula

MOST_ROWS, MOST_CHOICES = 24, 7  # of a chart: fewer bars than elsewhere, since names of rows bear a date too
MOST_CHARTS = 4
TITLES = {Role.RATING: "Ratings", Role.FORECAST: "Forecasts", Role.OUTCOME: "Outcomes"}
SAID = {
    Role.RATING: "Where each organisation places itself",
    Role.FORECAST: "What each organisation expects by each date",
    Role.OUTCOME: "What has come about in each organisation",
}
INTRO = (
    "{said}: how many picked each choice, then who picked what. Choices are counted, never averaged. It follows the "
    "sheet “{sheet}”."
)
ALT = (
    "Stacked bar chart: for each row the share of organisations at each choice, the least at the left. "
    "The figures are in the columns of choices of the table on this sheet."
)


def table(ratings: Ratings, role: Role, sheet: str, answers: Table, place: int) -> Table:
    """The table of all items of a role."""
    rows, title = ratings.of_role(role), ratings.panel.instrument.title
    counted = [Column(count_key(choice), choice.label, 9, "whole") for _, choice in choices(rows)]
    days = [Column("by", "By", 15, "date")] if any(any(one.days) for one in rows) else []
    columns = [
        Column("section", "Section", 21),
        Column("ref", "Ref", 9, "line"),
        Column("item", "Item", 40),
        Column("theme", "Theme", 20),
        *days,
        Column("n", "Answered (n)", 10, "whole"),
        *counted,
        *(Column(position_key(one.number), one.organisation, 18) for one in ratings.panel.positions),
        *_days(ratings.panel.positions, rows),
        Column("name", "Item name", 26, "line"),
        Column("short", "In charts", 30, "line"),
        Column("section_name", "Section name", 20, "line"),
        Column("when", "Date name", 12, "line"),
        Column("scale", "Scale", 9, "whole"),
    ]
    return Table(
        sheet=sheet,
        name=f"{TITLES[role]}_{place}",
        title=f"{TITLES[role]}: {title}",
        intro=INTRO.format(said=SAID[role], sheet=answers.sheet),
        columns=unique(columns),
        rows=len(rows),
        frozen=3,
    )


def write(book: Book, tables: RatingTables, role: Role) -> None:
    """Write the sheet."""
    matrix, scales = tables.matrices[role], tables.scales
    if scales is None:
        return
    rows = tables.found.of_role(role)
    cells = (in_order(matrix, _row(tables, one, matrix, scales, row)) for row, one in enumerate(rows))
    sheet = write_table(book, matrix, cells)
    colour(sheet, matrix, [position_key(one.number) for one in tables.found.panel.positions], scales.scales)
    found = choices(rows)
    looks = [look(choice, place, len(found)) for place, (_, choice) in enumerate(found)]
    keys = [count_key(choice) for _, choice in found]
    places = stretches(len(rows)) if len(found) <= MOST_CHOICES else []
    sources = [charts.Source(matrix, "short", many, first) for first, many in places]
    drawn = [charts.stacked(book, source, keys, looks, matrix.title, ALT) for source in sources]
    charts.place(sheet, matrix, drawn)
    last = matrix.columns[matrix.place("name") - 1].key
    print_to(sheet, matrix, last, drawn)


def choices(rows: Sequence[Rated]) -> list[tuple[ChoiceScale, Choice]]:
    """The choices of all rows, each label once, with the scale it was first met in."""
    found: dict[str, tuple[ChoiceScale, Choice]] = {}
    for one in rows:
        for choice in one.scale.choices:
            found.setdefault(choice.label, (one.scale, choice))
    return list(found.values())


def stretches(rows: int, first: int = 0) -> list[tuple[int, int]]:
    """Where charts of some rows begin and how many each shows, of alike size; none where there would be too many."""
    found = charts.parts(rows, MOST_ROWS)
    return [(first + start, many) for start, many in found] if len(found) <= MOST_CHARTS else []


def count_key(choice: Choice) -> str:
    """The key of the column that counts a choice."""
    return f"count {choice.label}"


def _said(one: Rated, place: int, position: Position, answers: Table, scales: ScaleTable) -> Formula:
    """The label that stands for a position on an item, from the answers."""
    said, numbers = answers.span(item_key(one.item.name)), answers.span("number")
    choice = one.picks[place]
    value = choice.label if choice else None
    if len(position.speaking) == 1:
        answer = f"INDEX({said},MATCH({position.number},{numbers},0))"
        return Formula(known_formula(answer, scales.labels(one.scale)), value)
    if not one.scale.ordered:
        return Formula('=""', None)
    chosen = f"{numbers}={position.number}"
    return Formula(middle_formula(said, chosen, scales.ordered_labels(one.scale)), value, is_array=True)


def _days(positions: Sequence[Position], rows: Sequence[Rated]) -> Iterator[Column]:
    for place, one in enumerate(positions):
        if any(row.day is None and row.days[place] for row in rows):
            yield Column(f"day {one.number}", f"{one.organisation}: by", 15, "date")
        if any(row.entered[place] for row in rows):
            yield Column(f"entered {one.number}", f"{one.organisation}: date given", 15, "date")


def _row(tables: RatingTables, one: Rated, matrix: Table, scales: ScaleTable, row: int) -> dict[str, Cell]:
    positions = tables.found.panel.positions
    block = matrix.across(position_key(positions[0].number), position_key(positions[-1].number), row)
    mine = {choice.label: choice for choice in one.scale.choices}
    counted: dict[str, Cell] = {
        count_key(choice): Formula(
            count_label_formula(block, scales.label(scale, choice)), one.picks.count(mine[choice.label])
        )
        for scale, choice in choices(tables.found.of_role(one.role))
        if choice.label in mine
    }
    return {
        "section": one.section.title,
        "ref": one.item.ref,
        "item": one.item.title,
        "theme": one.theme.title if one.theme else None,
        "by": one.day,
        "n": Formula(f'=SUMPRODUCT(({block}<>"")*1)', sum(pick is not None for pick in one.picks)),
        **counted,
        **dict(_picked(tables, one, scales)),
        "name": one.item.name,
        "short": short(one),
        "section_name": one.section.name,
        "when": one.item.when or NO_DATE,
        "scale": one.scale.number,
    }


def _picked(tables: RatingTables, one: Rated, scales: ScaleTable) -> Iterator[tuple[str, Cell]]:
    for place, position in enumerate(tables.found.panel.positions):
        yield position_key(position.number), _said(one, place, position, tables.answers, scales)
        if one.day is None:
            yield f"day {position.number}", one.days[place]
        yield f"entered {position.number}", one.entered[place]
