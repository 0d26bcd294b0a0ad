"""Titles of charts: what is found in them, and of how many rows the same can be said."""

import pytest

from xlkit.books.writer import dumbbell, placing
from xlkit.books.writer.sheets import AnySheet, Col, SheetOf
from xlkit.measures.scale import FIVE

SIDES = dumbbell.Sides("own", "theirs", "name")


def compared(*levels: tuple[float, float]) -> list[str]:
    """What is said of the lines of one chart, in their order, of sides at these levels."""
    columns: tuple[Col[tuple[str, float, float]], ...] = (
        Col("name", "Name", value=lambda row: row[0]),
        Col("own", "Own", value=lambda row: row[1]),
        Col("theirs", "Theirs", value=lambda row: row[2]),
    )
    rows = [("ABCD"[place], *both) for place, both in enumerate(levels)]
    table: AnySheet = SheetOf(sheet="S", name="T", title="T", intro="", columns=columns, records=rows)
    book = placing.rehearsal()
    dumbbell.draw(book, table, SIDES, FIVE, "Both", "Words")
    return [dumbbell.said(line) for line in book.charted.pairs]


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ([(1, 3), (2, 4), (2, 3)], "A and 1 more: providers are 2 levels further on"),
        ([(1, 3), (4, 2), (2, 3)], "A: providers are 2 levels further on"),
        ([(1, 3), (2, 3), (3, 4)], "A: providers are 2 levels further on"),
        ([(2, 2), (2, 2), (3, 3)], "A and 1 more: both stand at 2"),
    ],
)
def test_one_of_several_lines_is_not_named_as_if_alone(levels: list[tuple[float, float]], said: str) -> None:
    """Those of which the same is said are counted; one as wide apart the other way round is not."""
    assert compared(*levels)[0] == said
