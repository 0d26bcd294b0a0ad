"""Told: texts gathered from all returns; requests for support with the organisations that could help."""

from xlkit.books.consolidated.answers import typed
from xlkit.books.consolidated.data import MOST_LIVE
from xlkit.books.consolidated.matrix_tables import RatingTables
from xlkit.books.consolidated.plan import item_key
from xlkit.books.writer.book import Book
from xlkit.books.writer.printed import print_to
from xlkit.books.writer.table import FIRST_ROW, Cell, Column, Formula, Table, in_order, unique, write_table
from xlkit.comparison.scale_matrix import Ratings, Told

MOST_HELPERS = 3
PLACE = (
    Column("theme", "Theme", 20),
    Column("section", "Section", 20),
    Column("organisation", "Organisation", 22),
)
HELP = (
    Column("ahead", "Organisations ahead", 13, "whole"),
    *(Column(f"helper {rank}", f"Could help {rank}", 20) for rank in range(1, MOST_HELPERS + 1)),
)
LAST = (
    Column("perspective", "Perspective", 15),
    Column("respondent", "Respondent", 22),
    Column("ref", "Ref", 9, "line"),
    Column("return_id", "Return id", 14, "line"),
)
KEYS = (Column("section_name", "Section name", 20, "line"), Column("number", "Position", 11, "whole"))
REQUESTS = (
    "Every request for support, by theme. Who could help: organisations that are ahead on the same section by the "
    "sheet “{sheet}”, the furthest on first. It is an offer to ask about, not a promise."
)
REQUESTS_ALONE = "Every request for support, by theme."
GATHERED = "Every text that is gathered, by theme and question, as it was written. Search and filter."


def requests_table(ratings: Ratings, sheet: str, far: Table | None, place: int) -> Table:
    """The table of all requests for support, with who could help where that can be known."""
    wanted = Column("text", "Support wanted", 52)
    return Table(
        sheet=sheet,
        name=f"Support_wanted_{place}",
        title=f"Support wanted: {ratings.panel.instrument.title}",
        intro=REQUESTS.format(sheet=far.sheet) if far else REQUESTS_ALONE,
        columns=unique((*PLACE, wanted, *(HELP if far else ()), *LAST, *(KEYS if far else ()))),
        rows=len(ratings.requests),
        frozen=3,
    )


def gathered_table(ratings: Ratings, sheet: str, place: int) -> Table:
    """The table of all texts that are gathered."""
    told = (Column("item", "Question", 40), Column("text", "Answer", 70))
    return Table(
        sheet=sheet,
        name=f"In_their_words_{place}",
        title=f"In their words: {ratings.panel.instrument.title}",
        intro=GATHERED,
        columns=unique((*PLACE, *told, *LAST)),
        rows=len(ratings.gathered),
        frozen=3,
    )


def write(book: Book, tables: RatingTables, told: tuple[Told, ...], table: Table) -> None:
    """Write a sheet of texts."""
    rows = (_row(tables, one, table, row) for row, one in enumerate(told))
    sheet = write_table(book, table, (in_order(table, row) for row in rows))
    print_to(sheet, table, table.columns[table.place("perspective") - 1].key)


def _row(tables: RatingTables, one: Told, table: Table, row: int) -> dict[str, Cell]:
    return {
        "theme": one.theme.title if one.theme else None,
        "section": one.section.title,
        "organisation": one.completed.organisation,
        "item": one.item.title,
        "text": _text(tables, one, table, row),
        "perspective": one.completed.identity.perspective.value,
        "respondent": one.completed.respondent,
        "ref": one.item.ref,
        "return_id": one.completed.identity.return_id,
        "section_name": one.section.name,
        "number": one.number,
        **_helpers(tables, one, table, row),
    }


def _text(tables: RatingTables, one: Told, table: Table, row: int) -> Cell:
    said = typed(one.item, one.answer)
    if table.rows > MOST_LIVE or not isinstance(said, str):
        return said
    answers = tables.answers
    place = f"MATCH({table.cell('return_id', row)},{answers.span('return_id')},0)"
    answer = f"INDEX({answers.span(item_key(one.item.name))},{place})"
    return Formula(f'=IF({answer}="","",{answer})', said)


def _helpers(tables: RatingTables, one: Told, table: Table, row: int) -> dict[str, Cell]:
    far = tables.progress
    if far is None or "ahead" not in table:
        return {}
    sections, keys, numbers, places = (far.span(key) for key in ("section_name", "key", "number", "place"))
    mine = f"({sections}={table.cell('section_name', row)})"
    number, ahead = table.cell("number", row), table.cell("ahead", row)
    own = f"SUMPRODUCT({mine}*({numbers}={number})*{keys})"
    cells: dict[str, Cell] = {
        "ahead": Formula(f'=IF({number}="",0,SUMPRODUCT({mine}*({keys}>{own})))', len(one.helpers))
    }
    for rank in range(1, MOST_HELPERS + 1):
        at = f"SUMPRODUCT({mine}*({places}={rank})*(ROW({places})-{FIRST_ROW}))"
        helper = one.helpers[rank - 1].organisation if rank <= len(one.helpers) else None
        found = f'=IF({ahead}<{rank},"",INDEX({far.span("organisation")},{at}))'
        cells[f"helper {rank}"] = Formula(found, helper)
    return cells
