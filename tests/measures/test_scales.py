"""Measures on scales of any number of steps."""

from statistics import median as middle_of
from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlkit.measures.agreement import FEWEST_FOR_BANDS, POLE, agreement, agreement_formula, polarised, running
from xlkit.measures.distribution import Distribution
from xlkit.measures.gaps import quadrant
from xlkit.measures.location import highest, low_median, lowest, median, modes, quartile
from xlkit.measures.planning import unplanned
from xlkit.measures.scale import FIVE, Counts, Scale, counts, levels_of, low_share, low_share_formula

STEPS = range(2, 10)


@st.composite
def counted(draw: st.DrawFn) -> tuple[Scale, list[int]]:
    """A usual scale, and some levels on it."""
    scale = Scale.of(draw(st.sampled_from(STEPS)))
    return scale, draw(st.lists(st.sampled_from(scale.levels), max_size=40))


@pytest.mark.parametrize(
    ("steps", "low", "high", "cut"),
    [(2, 1, 2, 1.5), (3, 1, 3, 2), (4, 2, 3, 2.5), (5, 2, 4, 3), (6, 2, 5, 3.5), (7, 3, 5, 4), (9, 4, 6, 5)],
)
def test_what_is_low_and_where_quadrants_part(steps: int, low: int, high: int, cut: float) -> None:
    """Low is two fifths of the steps, to the nearest; there are as many high ones, and the cut is in the middle."""
    scale = Scale.of(steps)
    assert (scale.low, scale.high, scale.cut) == (low, high, cut)


def test_five_is_the_usual_scale_of_five() -> None:
    """The common case of one scale."""
    assert Scale.of(5) == FIVE
    assert FIVE.levels == (1, 2, 3, 4, 5)


@pytest.mark.parametrize("steps", STEPS)
def test_low_and_high_never_meet(steps: int) -> None:
    """No level is both, and the cut lies between them or on a level between them."""
    scale = Scale.of(steps)
    assert 1 <= scale.low <= scale.cut < scale.high <= steps


@given(counted())
def test_levels_come_back_from_their_counts(case: tuple[Scale, list[int]]) -> None:
    """There is a count for each step, and blanks are none of them."""
    scale, levels = case
    found = counts([*levels, None], scale)
    assert len(found) == scale.steps
    assert levels_of(found) == sorted(levels)


@pytest.mark.parametrize("steps", STEPS)
def test_agreement_at_its_ends(steps: int) -> None:
    """All alike agree wholly at whatever level; half at each end agree not at all."""
    for level in range(steps):
        assert agreement(tuple(8 * (place == level) for place in range(steps))) == 1
    assert agreement((4, *[0] * (steps - 2), 4)) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("steps", STEPS)
def test_agreement_of_an_even_spread(steps: int) -> None:
    """Of an even number of steps D is N / 2(N − 1), of an odd one (N + 1) / 2N: 0.4 agreement on five."""
    spread = steps / (2 * (steps - 1)) if steps % 2 == 0 else (steps + 1) / (2 * steps)
    assert agreement((5,) * steps) == pytest.approx(1 - spread)


@given(counted())
def test_agreement_is_leik_s(case: tuple[Scale, list[int]]) -> None:
    """One less twice the sum of the smaller cumulative shares over all steps but the last, by N − 1."""
    scale, levels = case
    agreed = agreement(counts(levels, scale))
    if len(levels) < FEWEST_FOR_BANDS:
        assert agreed is None
        return
    shares = [sum(level <= step for level in levels) / len(levels) for step in scale.levels[:-1]]
    wanted = 1 - 2 * sum(min(share, 1 - share) for share in shares) / (scale.steps - 1)
    assert agreed == pytest.approx(wanted, abs=1e-12)


@given(counted())
def test_places_are_those_of_statistics(case: tuple[Scale, list[int]]) -> None:
    """Median and quartiles, the ends, and a low median that somebody ticked."""
    scale, levels = case
    found = counts(levels, scale)
    if not levels:
        assert (median(found), quartile(found, 1), lowest(found), highest(found), modes(found)) == (None,) * 5
        return
    assert median(found) == middle_of(levels)
    assert (lowest(found), highest(found)) == (min(levels), max(levels))
    assert low_median(levels) in levels
    if len(levels) > 1:
        first, _, third = quantiles(levels, n=4, method="inclusive")
        assert (quartile(found, 1), quartile(found, 3)) == pytest.approx((first, third))


@given(counted())
def test_shares_at_the_ends(case: tuple[Scale, list[int]]) -> None:
    """The low share counts the low steps, and polarised looks at the high ones too."""
    scale, levels = case
    found = counts(levels, scale)
    low, high = (sum(is_there(level) for level in levels) for is_there in (scale.low.__ge__, scale.high.__le__))
    assert low_share(found, scale) == (low / len(levels) if levels else None)
    if len(levels) >= FEWEST_FOR_BANDS:
        is_split = low / len(levels) >= POLE and high / len(levels) >= POLE
        assert polarised(found, scale) == ("yes" if is_split else "no")


@given(counted())
def test_a_distribution_says_all_that_follows_from_its_counts(case: tuple[Scale, list[int]]) -> None:
    """As the measures by themselves do."""
    scale, levels = case
    found = counts(levels, scale)
    whole = Distribution(found, scale)
    assert (whole.n, whole.low_share, whole.median) == (len(levels), low_share(found, scale), median(found))
    assert (whole.lower, whole.upper) == (quartile(found, 1), quartile(found, 3))
    assert (whole.modes, whole.agreement, whole.polarised) == (modes(found), agreement(found), polarised(found, scale))


@pytest.mark.parametrize(
    ("found", "agreed", "is_polarised", "share"),
    [((2, 2, 2, 2), 1 / 3, "yes", 0.5), ((0, 1, 7, 2), 0.8, "no", 0.1), ((1, 5, 4, 0), 2 / 3, "yes", 0.6)],
)
def test_four_levels_worked_by_hand(found: Counts, agreed: float, is_polarised: str, share: float) -> None:
    """Of ten at 0, 1, 7 and 2: none, 1 and 8 stand at or below the first three, so 1 − 2 · (0 + 0.1 + 0.2) / 3."""
    four = Distribution(found, Scale.of(4))
    assert four.agreement == pytest.approx(agreed)
    assert (four.polarised, four.low_share) == (is_polarised, share)


def test_two_of_four_is_low_and_stands_below_the_cut() -> None:
    """And three of four does neither; what a template says comes before what is usual."""
    four = Scale.of(4)
    assert [unplanned(level, 0, four) for level in four.levels] == [1, 2, None, None]
    assert quadrant(2, 2.5, four.cut) == "joint priority"
    assert quadrant(3, 3.0, four.cut) == "share practice"
    assert [unplanned(level, 0, Scale(4, low=1)) for level in four.levels] == [1, None, None, None]


@pytest.mark.parametrize(
    ("steps", "agreed", "share"),
    [
        (3, "1-(MIN(a,n-(a))+MIN(a+b,n-(a+b)))/(1*n)", "(a)/n"),
        (4, "1-(MIN(a,n-(a))+MIN(a+b,n-(a+b))+MIN(a+b+c,n-(a+b+c)))/(1.5*n)", "(a+b)/n"),
    ],
)
def test_formulas_count_the_cells_there_are(steps: int, agreed: str, share: str) -> None:
    """Half of the steps but one divides, and the low cells are added up."""
    cells = "abcdefgh"[:steps]
    assert agreement_formula("n", running(cells)) == f'=IF(n<5,"",{agreed})'
    assert low_share_formula(cells, "n", Scale.of(steps)) == f'=IF(n=0,"",{share})'
