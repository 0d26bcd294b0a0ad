"""Ratings, shared: how many picked each choice, and what each council, the publisher of its own, picked."""

from collections.abc import Iterator

from xlkit.books.consolidated.matrix import TITLES
from xlkit.books.writer.book import Book
from xlkit.books.writer.choice_tones import colour
from xlkit.books.writer.table import Cell, Column, Table, in_order, unique, write_table
from xlkit.comparison.disclosure.published import SharedRated, SharedRatings
from xlkit.comparison.scale_matrix import ChoiceScale
from xlkit.form.item import Choice

FIXED = (
    Column("section", "Section", 21),
    Column("ref", "Ref", 9, "line"),
    Column("item", "Item", 40),
    Column("theme", "Theme", 20),
)
INTRO = (
    "{title}: how many picked each choice{whose}. The choices are in order, no more: these are no levels from 1 to 5."
)
WHOSE = ", and what each council says of itself"


def table(ratings: SharedRatings, sheet: str, place: int) -> Table:
    """The table of one role's items."""
    days = any(any(one.days) for one in ratings.rows)
    columns = [
        *FIXED,
        Column("n", "Answered (n)", 10, "whole"),
        *(Column(f"count {choice.label}", choice.label, 9, "whole") for choice in _choices(ratings)),
        *(Column(f"pick {number}", name, 18) for number, name in enumerate(ratings.organisations)),
        *(
            Column(f"day {number}", f"{name}: by", 15, "date")
            for number, name in enumerate(ratings.organisations)
            if days
        ),
    ]
    return Table(
        sheet=sheet,
        name=f"Ratings_{place}",
        title=f"{TITLES[ratings.role]}: {ratings.instrument}",
        intro=INTRO.format(title=ratings.instrument, whose=WHOSE if ratings.organisations else ""),
        columns=unique(columns),
        rows=len(ratings.rows),
        frozen=3,
    )


def write(book: Book, ratings: SharedRatings, rated: Table) -> None:
    """Write the sheet."""
    sheet = write_table(book, rated, (in_order(rated, dict(_cells(one))) for one in ratings.rows))
    choices = tuple(_choices(ratings))
    keys = [f"pick {number}" for number in range(len(ratings.organisations))]
    colour(sheet, rated, keys, [ChoiceScale(1, choices, tuple(None for _ in choices))])


def _choices(ratings: SharedRatings) -> list[Choice]:
    """The choices of all rows, each label once."""
    return list({choice.label: choice for one in reversed(ratings.rows) for choice in reversed(one.choices)}.values())[
        ::-1
    ]


def _cells(one: SharedRated) -> Iterator[tuple[str, Cell]]:
    yield "section", one.section.title
    yield "ref", one.item.ref
    yield "item", one.item.title
    yield "theme", one.theme.title if one.theme else None
    yield "n", sum(one.counts)
    for choice, many in zip(one.choices, one.counts, strict=True):
        yield f"count {choice.label}", many
    for number, pick in enumerate(one.picks):
        yield f"pick {number}", pick.label if pick else None
    for number, day in enumerate(one.days):
        yield f"day {number}", day
