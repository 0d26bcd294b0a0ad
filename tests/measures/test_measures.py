"""Measures: cases worked by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlkit.measures.agreement import FEWEST_FOR_BANDS, agreement, band, polarised
from xlkit.measures.change import moved, net_movement
from xlkit.measures.gaps import dominance, further_on, gap, peer_count, peer_shares, quadrant
from xlkit.measures.location import highest, low_median, lowest, median, modes, quartile, spread
from xlkit.measures.planning import repeated, timing, unplanned, without_action
from xlkit.measures.priority import Standing, ranks
from xlkit.measures.scale import FIVE, Counts, counts, low_share

ALL_ALIKE = (0, 0, 6, 0, 0)
HALF_AND_HALF = (4, 0, 0, 0, 4)
EVENLY_SPREAD = (2, 2, 2, 2, 2)
NONE = (0, 0, 0, 0, 0)
ONE = (0, 0, 0, 1, 0)

AS_AT = date(2027, 4, 6)

some_counts = st.tuples(*[st.integers(0, 40)] * 5)


def test_blanks_are_left_out_of_counts() -> None:
    """A blank is missing and never a level."""
    assert counts([1, None, 2, 2, None, 5], FIVE) == (1, 2, 0, 0, 1)


@pytest.mark.parametrize(
    ("levels", "middle"), [([], None), ([3], 3), ([2, 3], 2), ([5, 1, 4], 4), ([1, 5, 2, 4], 2), ([2, 2, 5, 5], 2)]
)
def test_low_median_is_a_level_somebody_ticked(levels: list[int], middle: int | None) -> None:
    """Of two middle levels the lower stands."""
    assert low_median(levels) == middle


@pytest.mark.parametrize(
    ("found", "middle"),
    [(NONE, None), (ONE, 4.0), (ALL_ALIKE, 3.0), (HALF_AND_HALF, 3.0), ((0, 1, 1, 0, 0), 2.5), ((2, 1, 0, 0, 0), 1.0)],
)
def test_median(found: Counts, middle: float | None) -> None:
    """Between two levels the median reads x.5."""
    assert median(found) == middle


@pytest.mark.parametrize(
    ("found", "lower", "upper"),
    [
        (NONE, None, None),
        (ONE, 4, 4),
        ((1, 1, 0, 0, 0), 1.25, 1.75),
        ((1, 1, 1, 1, 0), 1.75, 3.25),
        (EVENLY_SPREAD, 2, 4),
    ],
)
def test_quartiles_count_both_ends_in(found: Counts, lower: float | None, upper: float | None) -> None:
    """The quartiles are those of QUARTILE, which interpolates from the first to the last."""
    assert (quartile(found, 1), quartile(found, 3)) == (lower, upper)


@pytest.mark.parametrize(
    ("found", "said"), [(NONE, None), (ONE, "4"), (HALF_AND_HALF, "1, 5"), ((0, 3, 3, 1, 0), "2, 3")]
)
def test_modes_name_all_that_tie(found: Counts, said: str | None) -> None:
    """No tie is broken."""
    assert modes(found) == said


@pytest.mark.parametrize(("found", "agreed"), [(ALL_ALIKE, 1), (HALF_AND_HALF, 0), (EVENLY_SPREAD, 0.4)])
def test_agreement_of_leiks_own_cases(found: Counts, agreed: float) -> None:
    """All alike agree wholly, half at each end not at all, an even spread by 0.4."""
    assert agreement(found) == pytest.approx(agreed, abs=1e-12)


def test_agreement_worked_by_hand() -> None:
    """Ten, of whom 1, 4, 8 and 9 stand at or below the first four levels: 1 − (1 + 4 + 2 + 1) / 20."""
    assert agreement((1, 3, 4, 1, 1)) == pytest.approx(0.6)


@pytest.mark.parametrize("found", [NONE, ONE, (1, 1, 1, 1, 0)])
def test_below_five_there_are_counts_alone(found: Counts) -> None:
    """Four or fewer have no agreement, no band, and are not called polarised."""
    assert (agreement(found), polarised(found, FIVE)) == (None, None)
    assert band(agreement(found)) is None


def test_five_have_an_agreement() -> None:
    """Five are enough."""
    assert agreement((1, 1, 1, 1, 1)) == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("agreed", "name"), [(1, "strong"), (0.7, "strong"), (0.69, "mixed"), (0.5, "mixed"), (0.49, "split"), (0, "split")]
)
def test_bands_include_their_lower_end(agreed: float, name: str) -> None:
    """A band begins at its number."""
    assert band(agreed) == name


def test_agreement_of_seven_tenths_is_strong() -> None:
    """An agreement that comes to 0.7 exactly is not lost to rounding."""
    assert band(agreement((4, 0, 6, 0, 0))) == "mixed"
    assert band(agreement((3, 0, 7, 0, 0))) == "strong"


@pytest.mark.parametrize(
    ("found", "said"), [((3, 0, 4, 0, 3), "yes"), ((2, 1, 4, 2, 1), "yes"), ((3, 0, 5, 0, 2), "no"), (ALL_ALIKE, "no")]
)
def test_polarised_from_three_tenths_at_each_end(found: Counts, said: str) -> None:
    """Both ends need three in ten."""
    assert polarised(found, FIVE) == said


@pytest.mark.parametrize(
    ("found", "share"), [(NONE, None), (ALL_ALIKE, 0), (HALF_AND_HALF, 0.5), ((1, 2, 1, 0, 0), 0.75)]
)
def test_low_share(found: Counts, share: float | None) -> None:
    """The share at levels 1 and 2."""
    assert low_share(found, FIVE) == share


def test_lowest_highest_and_spread() -> None:
    """The ends of what was ticked, and the steps between them."""
    found = (0, 2, 0, 0, 1)
    assert (lowest(found), highest(found), spread(found)) == (2, 5, 3)
    assert (lowest(NONE), highest(NONE), spread(NONE)) == (None, None, None)


@pytest.mark.parametrize(("mine", "theirs", "apart"), [(4, 2.5, 1.5), (1, 3.0, -2), (None, 3.0, None), (4, None, None)])
def test_gap(mine: int | None, theirs: float | None, apart: float | None) -> None:
    """Above 0 the commissioner places itself further on; a missing side has no gap."""
    assert gap(mine, theirs) == apart


@pytest.mark.parametrize(
    ("mine", "found", "share"),
    [
        (5, (2, 2, 0, 0, 0), 1),
        (1, (0, 0, 1, 3, 0), -1),
        (3, EVENLY_SPREAD, 0),
        (2, (1, 2, 4, 0, 1), -0.5),
        (3, NONE, None),
    ],
)
def test_dominance(mine: int, found: Counts, share: float | None) -> None:
    """Those below less those above, over all."""
    assert dominance(mine, found) == share


@pytest.mark.parametrize(
    ("mine", "theirs", "name"),
    [
        (3, 3.0, "joint priority"),
        (3, 3.5, "commissioner to catch up"),
        (4, 2.5, "support providers"),
        (4, 3.5, "share practice"),
        (None, 3.0, None),
        (3, None, None),
    ],
)
def test_quadrants(mine: int | None, theirs: float | None, name: str | None) -> None:
    """What stands at the cut is below it."""
    assert quadrant(mine, theirs, FIVE.cut) == name


def test_the_cut_can_be_set() -> None:
    """With a cut of 2, a 3 is above it."""
    assert quadrant(3, 2.0, cut=2) == "support providers"


def test_without_action_counts_those_with_a_level_alone() -> None:
    """Of three with a level one plans nothing; the fourth, who has no level, does not count."""
    assert without_action([1, 2, None, 3], [0, 2, 0, 1]) == pytest.approx(1 / 3)
    assert without_action([None], [1]) is None


@pytest.mark.parametrize(
    ("level", "actions", "found"), [(2, 0, 2), (1, 0, 1), (3, 0, None), (2, 1, None), (None, 0, None)]
)
def test_unplanned_is_low_without_an_action(level: int | None, actions: int, found: int | None) -> None:
    """Level 2 is low and 3 is not; one action is enough."""
    assert unplanned(level, actions, FIVE) == found


def test_gaps_are_counted_on_either_side() -> None:
    """A missing gap counts nowhere."""
    assert further_on([-1, 0, None, 2, 0.5, 0]) == (1, 2, 2)


@pytest.mark.parametrize(
    ("level", "found", "others", "shares"),
    [
        (3, (1, 1, 2, 0, 1), 4, (0.5, 0.25, 0.25)),
        (1, (1, 0, 0, 0, 4), 4, (0, 0, 1)),
        (3, ALL_ALIKE, 5, (0, 1, 0)),
        (1, HALF_AND_HALF, 7, (0, 3 / 7, 4 / 7)),
        (3, EVENLY_SPREAD, 9, (4 / 9, 1 / 9, 4 / 9)),
        (3, (0, 0, 1, 0, 0), 0, (None, None, None)),
        (None, (1, 1, 2, 0, 1), None, (None, None, None)),
    ],
)
def test_peers_are_the_others_alone(
    level: int | None, found: Counts, others: int | None, shares: tuple[float | None, ...]
) -> None:
    """Who is compared is not among its own peers; who is alone has none."""
    assert (peer_count(level, found), peer_shares(level, found)) == (others, shares)


@pytest.mark.parametrize(
    ("down", "same", "up", "net"),
    [(0, 6, 0, 0), (3, 0, 3, 0), (2, 2, 2, 0), (1, 3, 2, 1 / 6), (0, 0, 1, 1), (1, 0, 0, -1), (0, 0, 0, None)],
)
def test_net_movement(down: int, same: int, up: int, net: float | None) -> None:
    """Those who went up less those who went down, of all matched; nobody matched is no movement."""
    assert net_movement(down, same, up) == net


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [(3, 3, "same"), (1, 5, "up"), (5, 1, "down"), (None, 2, "joined"), (2, None, "left"), (None, None, None)],
)
def test_what_became_of_a_level(before: int | None, now: int | None, said: str | None) -> None:
    """A blank in one round is no movement: who spoke once alone joined or left."""
    assert moved(before, now) == said


def test_repeated_actions_are_those_still_open() -> None:
    """Of four that stood in an earlier round one is closed; what is new repeats nothing."""
    before = (("Autumn",), ("Autumn",), ("Spring", "Autumn"), ("Autumn",), ())
    assert repeated(before, ("overdue", "closed", "to come", "no date", "to come")) == 3
    assert repeated((), ()) == 0


def test_ranks_go_by_each_column_in_turn() -> None:
    """The next column decides only where those before it tie."""
    standings = [
        Standing(5, 0.5, 3, 0.6, 0.5),
        Standing(5, 0.6, 5, 0.9, 0.0),
        Standing(5, 0.5, 2, 0.9, 0.0),
        Standing(5, 0.5, 3, 0.5, 0.0),
        Standing(5, 0.5, 3, 0.6, 0.6),
    ]
    assert ranks(standings) == (5, 1, 2, 3, 4)


def test_ties_share_a_rank_and_the_next_is_skipped() -> None:
    """Two firsts are followed by a third."""
    same = Standing(5, 0.5, 3, 0.6, 0.5)
    assert ranks([same, Standing(5, 0.1, 1, 0.1, 1.0), same]) == (1, 3, 1)


def test_missing_columns_come_last_and_no_providers_have_no_rank() -> None:
    """A theme without a commissioner level comes after one with; one without providers is not ranked."""
    without_level, without_agreement = Standing(5, 0.5, None, 0.6, 0.5), Standing(5, 0.5, 5, None, 0.5)
    assert ranks([without_level, without_agreement, Standing(0, None, 1, None, None)]) == (2, 1, None)


def test_one_of_one_comes_after_most_of_many() -> None:
    """A share of one organisation says less than a smaller one of five; of small groups the larger share is first."""
    of_one, of_many = Standing(1, 1.0, 1, None, 1.0), Standing(5, 0.2, 5, 0.9, 0.0)
    assert ranks([of_one, of_many]) == (2, 1)
    assert ranks([of_one, Standing(4, 0.5, 1, None, 1.0)]) == (1, 2)


@pytest.mark.parametrize(
    ("due", "status", "said"),
    [
        (date(2027, 4, 5), "Under way", "overdue"),
        (AS_AT, "Under way", "to come"),
        (date(2027, 4, 5), "Done", "closed"),
        (date(2027, 4, 5), "dropped", "closed"),
        (None, "", "no date"),
        (date(1066, 10, 14), "", "no date"),
    ],
)
def test_timing(due: date | None, status: str, said: str) -> None:
    """An action is overdue from the day after its date, unless it is closed."""
    assert timing(due, status, AS_AT) == said


@given(some_counts)
def test_agreement_and_dominance_keep_their_bounds(found: Counts) -> None:
    """Agreement lies from 0 to 1, and turning the scale round changes nothing."""
    agreed = agreement(found)
    assert (agreed is None) == (sum(found) < FEWEST_FOR_BANDS)
    assert agreed is None or 0 <= agreed <= 1
    turned = agreement(found[::-1])
    assert turned == agreed or (turned is not None and turned == pytest.approx(agreed, abs=1e-12))


@given(some_counts, st.integers(1, 5))
def test_dominance_turns_with_the_scale(found: Counts, level: int) -> None:
    """Turning the scale round turns the sign."""
    one, other = dominance(level, found), dominance(6 - level, found[::-1])
    assert one == (None if other is None else -other)


@given(some_counts)
def test_the_median_lies_between_the_quartiles(found: Counts) -> None:
    """Lowest, lower quartile, median, upper quartile and highest are in order."""
    places = [
        lowest(found), quartile(found, 1), median(found), quartile(found, 3),
        highest(found),
    ]  # fmt: skip
    there = [place for place in places if place is not None]
    assert there == sorted(there)
    assert len(there) in (0, len(places))
