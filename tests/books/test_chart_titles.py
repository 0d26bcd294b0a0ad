"""Titles of charts: what is found in them, and of how many rows the same can be said."""

import pytest

from xlkit.books.writer import charts, diverging, dumbbell, placing
from xlkit.books.writer.book import Book
from xlkit.books.writer.sheets import AnySheet, Col, SheetOf
from xlkit.measures.scale import FIVE

SIDES = dumbbell.Sides("own", "theirs", "name")


def drawn(*levels: tuple[float, float]) -> Book:
    """A book with one chart, of sides at these levels."""
    columns: tuple[Col[tuple[str, float, float]], ...] = (
        Col("name", "Name", value=lambda row: row[0]),
        Col("own", "Own", value=lambda row: row[1]),
        Col("theirs", "Theirs", value=lambda row: row[2]),
    )
    rows = [("ABCD"[place], *both) for place, both in enumerate(levels)]
    table: AnySheet = SheetOf(sheet="S", name="T", title="T", intro="", columns=columns, records=rows)
    book = placing.rehearsal()
    dumbbell.draw(book, table, SIDES, FIVE, "Both", "Words")
    return book


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ([(1, 3), (2, 4), (2, 3)], "A and 1 more: providers are 2 levels further on"),
        ([(1, 3), (4, 2), (2, 3)], "A: providers are 2 levels further on"),
        ([(1, 3), (2, 3), (3, 4)], "A: providers are 2 levels further on"),
        ([(2, 2), (2, 2), (3, 3)], "A and 1 more: both stand at 2"),
        ([(2, 2.5)], "A: providers are half a level further on"),
        ([(2, 3.5)], "A: providers are 1.5 levels further on"),
    ],
)
def test_one_of_several_lines_is_not_named_as_if_alone(levels: list[tuple[float, float]], said: str) -> None:
    """Those of which the same is said are counted; one as wide apart the other way round is not."""
    assert dumbbell.said(drawn(*levels).charted.pairs[0]) == said


@pytest.mark.parametrize(("levels", "marks"), [((2, 2), [0.0002, 0, 0, 0.0002]), ((2, 3), [0, 0.0001, 0.0001, 0])])
def test_marks_of_one_place_stand_beside_each_other(levels: tuple[float, float], marks: list[float]) -> None:
    """One would cover the other; their number format has each stand aside from twice a mark on."""
    shown = dumbbell.data(drawn(levels))
    keys = ("their_low", "own_low", "their_high", "own_high")
    assert [shown.columns[shown.place(key)].value(shown.records[0]) for key in keys] == marks
    assert dumbbell.MARK < dumbbell.ASIDE < 2 * dumbbell.MARK


def test_bars_with_most_left_of_the_line_stand_on_top() -> None:
    """Of any kind that is counted: by their share, a blank row is left out, and the first is the title."""
    columns: tuple[Col[tuple[str, int, int]], ...] = (
        Col("name", "Name", value=lambda row: row[0]),
        Col("n", "n", value=lambda row: row[1] + row[2]),
        Col("down", "Down", value=lambda row: row[1]),
        Col("up", "Up", value=lambda row: row[2]),
    )
    rows = [("A", 1, 3), ("B", 2, 1), ("C", 0, 0), ("D", 3, 9)]
    table: AnySheet = SheetOf(sheet="S", name="T", title="T", intro="", columns=columns, records=rows)
    kinds = diverging.Kinds(("down", "up"), ("Down", "Up"), charts.THREE[:2], 1, "went down", ("down", "up"))
    book = placing.rehearsal()
    diverging.draw(book, table, "name", kinds, "Moves", "Words")
    assert [bar.name.plain for bar in book.charted.spreads] == ["B", "D", "A"]
    shown = diverging.data(book)
    assert shown.columns[shown.place("said")].value(shown.records[0]) == "B: 2 of 3 went down"


@pytest.mark.parametrize(
    ("names", "lines"),
    [
        (["Level 1", "Level 2", "Level 3", "Level 4", "Level 5"], 1),
        (["Very unlikely", "Fairly unlikely", "Fairly likely", "Very likely"], 1),
        (["Went down", "Stayed", "Changed otherwise", "Went up"], 2),
        (["Not started", "Under way", "Late", "No longer planned", "Done"], 2),
        (["A name that is so long that it fills a line", "Another one that is as long as that"], 2),
    ],
)
def test_bars_begin_below_all_lines_of_the_legend(names: list[str], lines: int) -> None:
    """Programs stand names in columns, all as wide as the longest, so one long name makes another line."""
    assert charts.below_first_line(names) == (lines - 1) * charts.LEGEND_LINE
    looks = (charts.THREE * 2)[: len(names)]
    kinds = diverging.Kinds([f"k{place}" for place in range(len(names))], names, looks, 1, "", ("", ""))
    columns = (Col[int]("name", "Name", value=str), *(Col[int](key, key, value=float) for key in ("n", *kinds.keys)))
    table: AnySheet = SheetOf(sheet="S", name="T", title="T", intro="", columns=columns, records=[1])
    (bars,) = diverging.draw(placing.rehearsal(), table, "name", kinds, "Title", "Words")
    usual = charts.bars(["1"]) + diverging.FRAME_PIXELS
    assert bars.height == usual + charts.below_first_line(names)
