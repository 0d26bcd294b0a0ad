"""Whole units divided into whole units."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlkit.fund.division import divided, half_up

ONE = Fraction(1)


def test_a_thousand_pounds_among_three() -> None:
    """The parts add up to every penny, and the odd one falls by the order of the rows."""
    assert divided(100_000, [ONE, ONE, ONE]) == (33_333, 33_334, 33_333)


def test_who_takes_no_part_gets_nothing() -> None:
    """Among sixteen with five weights of 0, the zeros stay 0 and the others take all."""
    parts = divided(100_000, [Fraction(place % 3 != 0) for place in range(15)] + [Fraction(0)])
    assert sum(parts) == 100_000
    assert [parts[place] for place in (0, 3, 6, 9, 12, 15)] == [0] * 6
    assert all(parts[place] for place in range(15) if place % 3)


@given(st.integers(0, 10**8), st.lists(st.fractions(0, 100, max_denominator=20), min_size=1, max_size=20))
def test_nothing_is_lost_and_nobody_is_off_by_more_than_a_unit(total: int, weights: list[Fraction]) -> None:
    """Parts sum to the whole, and each is less than one unit away from its exact share."""
    if not sum(weights):
        return
    parts = divided(total, weights)
    assert sum(parts) == total
    assert all(abs(part - total * weight / sum(weights)) < 1 for part, weight in zip(parts, weights, strict=True))


@pytest.mark.parametrize("weights", [[Fraction(0)], [Fraction(2), Fraction(-1)]])
def test_what_cannot_be_divided_is_refused(weights: list[Fraction]) -> None:
    """Nothing is divided among nobody, nor by less than nothing."""
    with pytest.raises(ValueError, match="weights"):
        divided(1, weights)


@pytest.mark.parametrize(("amount", "whole"), [("1/2", 1), ("-1/2", -1), ("3/2", 2), ("49/100", 0), ("-2.5", -3)])
def test_halves_go_away_from_nothing(amount: str, whole: int) -> None:
    """As a spreadsheet rounds."""
    assert half_up(Fraction(amount)) == whole
