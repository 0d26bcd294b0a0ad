"""Figures of any levels, blanks among them, as the oracle and Python's own statistics work them out."""

from fractions import Fraction
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.book import Book
from tests.oracle.package import Sheet
from tests.oracle.values import NO_NUMBER, Scalar, number

LEVELS = st.lists(st.sampled_from((1.0, 2.0, 3.0, 4.0, 5.0, None, "", "x")), min_size=2, max_size=30)


def holding(*columns: list[Scalar]) -> Book:
    """A sheet with values in its columns from A on, from row 1 on."""
    places = ((row, column, value) for column, values in enumerate(columns, 1) for row, value in enumerate(values, 1))
    return Book({"S": Sheet({(row, column): value for row, column, value in places if value is not None})})


def numbers_in(values: list[Scalar]) -> list[float]:
    return [value for value in values if isinstance(value, float)]


def interpolated(ordered: list[float], part: Fraction) -> float:
    """The value so far along an ordered list."""
    place = (len(ordered) - 1) * part
    below, rest = divmod(place, 1)
    above = ordered[min(int(below) + 1, len(ordered) - 1)]
    return ordered[int(below)] + float(rest) * (above - ordered[int(below)])


@given(LEVELS)
def test_medians_and_quartiles_are_of_the_numbers_alone(levels: list[Scalar]) -> None:
    """Blanks and texts are no numbers, and without one there is no median."""
    book, numbers = holding(levels), numbers_in(levels)
    cells = f"A1:A{len(levels)}"
    assert book.result("S", f"MEDIAN({cells})") == (median(numbers) if numbers else NO_NUMBER)
    for quart in range(5):
        wanted = interpolated(sorted(numbers), Fraction(quart, 4)) if numbers else NO_NUMBER
        assert book.result("S", f"QUARTILE({cells},{quart})") == wanted


@given(LEVELS, st.integers(1, 5))
def test_counts_are_of_what_matches(levels: list[Scalar], level: int) -> None:
    """Each operator in a criterion; what differs from a level may be blank or a text."""
    book, numbers = holding(levels), numbers_in(levels)
    cells = f"A1:A{len(levels)}"
    counts = {
        sign: number(book.result("S", f'COUNTIF({cells},"{sign}{level}")'))
        for sign in ("<", "=", ">", "<>", "<=", ">=")
    }
    assert counts == {
        "<": sum(found < level for found in numbers),
        "=": levels.count(float(level)),
        ">": sum(found > level for found in numbers),
        "<>": len(levels) - levels.count(float(level)),
        "<=": sum(found <= level for found in numbers),
        ">=": sum(found >= level for found in numbers),
    }
    assert book.result("S", f'COUNTIF({cells},"<>")') == sum(value is not None for value in levels)
    assert book.result("S", f'COUNTIF({cells},"")') == sum(value in {None, ""} for value in levels)


@given(st.lists(st.tuples(st.sampled_from("abA"), st.sampled_from((1.0, 3.0, None))), min_size=2, max_size=20))
def test_three_ways_to_count_within_a_group_agree(rows: list[tuple[str, float | None]]) -> None:
    """COUNTIFS, SUMPRODUCT and an array formula; and medians within a group are those of its numbers."""
    book = holding([group for group, _ in rows], [level for _, level in rows])
    groups, levels = f"A1:A{len(rows)}", f"B1:B{len(rows)}"
    numbers = [level for group, level in rows if group.lower() == "a" and level is not None]
    condition = f'({groups}="a")*({levels}<>"")'
    assert book.result("S", f'COUNTIFS({groups},"a",{levels},"<>")') == len(numbers)
    assert book.result("S", f"SUMPRODUCT({condition})") == len(numbers)
    assert book.result("S", f"SUM({condition})") == len(numbers)
    wanted = median(numbers) if numbers else NO_NUMBER
    assert book.result("S", f"MEDIAN(IF({condition},{levels}))") == wanted
