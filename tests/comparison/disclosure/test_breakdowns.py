"""Inside organisations, and providers in groups, worked by hand."""

import pytest
from msgspec.structs import replace

from tests.builders.rounds import AS_AT, COMMISSIONER, CROSSWALK, INSTRUMENTS, PROVIDER, answered, ledger
from xlkit.comparison.compare import compare
from xlkit.comparison.comparison import Benchmark, Comparison, WithinItem
from xlkit.form.identity import Perspective
from xlkit.returns.completed import Return


def compared(*returns: Return) -> Comparison:
    return compare(INSTRUMENTS, CROSSWALK, ledger(*returns), AS_AT)


def within(*returns: Return) -> dict[tuple[str, str], WithinItem]:
    return {
        (found.position.organisation, found.item.name): found
        for _, items in compared(*returns).within
        for found in items
    }


def benchmark(*returns: Return) -> Benchmark:
    (only,) = compared(*returns).benchmarks
    return only


def view(organisation: str, level: int | None, respondent: str, *, agreed: bool = False) -> Return:
    return answered(PROVIDER, organisation, {"strategy": level}, respondent=respondent, agreed=agreed)


def test_single_views_stand_beside_the_agreed_position() -> None:
    """The agreed 4 is the position; 1, 2 and 5 are the views, and it is not one of them."""
    found = within(view("A", 4, "all", agreed=True), *(view("A", level, str(level)) for level in (1, 2, 5)))
    assert (found["A", "strategy"].level, found["A", "strategy"].found.counts) == (4, (1, 1, 0, 0, 1))


def test_without_an_agreed_position_the_median_stands_beside_the_views() -> None:
    """Of 1, 2 and 5 the position is 2."""
    found = within(*(view("A", level, str(level)) for level in (1, 2, 5)))
    assert (found["A", "strategy"].level, found["A", "strategy"].found.n) == (2, 3)


@pytest.mark.parametrize("agreed", [False, True])
def test_one_return_has_nobody_to_agree_with(agreed: bool) -> None:
    """An organisation of one return is not shown."""
    assert within(view("A", 4, "x", agreed=agreed)) == {}


def test_one_view_beside_an_agreed_position_is_shown() -> None:
    """Two returns are several."""
    assert within(view("A", 4, "all", agreed=True), view("A", 2, "x"))["A", "strategy"].found.n == 1


def test_any_side_is_looked_into() -> None:
    """Councils as well as providers, each by itself."""
    officers = [answered(COMMISSIONER, "Council", {"need": level}, respondent=str(level)) for level in (1, 5)]
    found = within(*officers, view("A", 1, "x"), view("A", 2, "y"), view("B", 3, "z"))
    assert {organisation for organisation, _ in found} == {"A", "Council"}


def test_what_others_say_is_no_view_from_within() -> None:
    """A council that rates a provider twice tells nothing of how far that provider's people agree."""
    others = [
        answered(PROVIDER, "Council", {}, subject="A", respondent=name, perspective=Perspective.COMMISSIONER)
        for name in "xy"
    ]
    assert within(*others) == {}


def placed(organisation: str, level: int | None, locality: str = "", size: str = "") -> Return:
    one = answered(PROVIDER, organisation, {"strategy": level}, locality=locality)
    return replace(one, identity=replace(one.identity, size=size))


def test_groups_have_their_own_counts() -> None:
    """North has 1 and 2, Coast a 5; a provider that does not state its locality is a group of its own."""
    found = benchmark(placed("A", 1, "North"), placed("B", 2, "North"), placed("C", 5, "Coast"), placed("D", 3))
    rows = {
        row.grouping.groups[row.number - 1]: row.found.counts
        for row in found.rows
        if row.grouping.name == "locality" and row.spoken.theme.name == "leadership"
    }
    assert rows == {"North": (1, 1, 0, 0, 0), "Coast": (0, 0, 0, 0, 1), "not stated": (0, 0, 1, 0, 0)}


def test_everybody_comes_first() -> None:
    """All providers together are a group as well, and a fact that nobody states makes none."""
    found = benchmark(placed("A", 1, size="Small"), placed("B", 2))
    assert [grouping.title for grouping in found.groupings] == ["All providers", "Size"]
    assert found.rows[0].found.counts == (1, 1, 0, 0, 0)


def test_the_first_provider_stands_beside_the_others_of_its_groups() -> None:
    """A stands at 2 beside 1, 2 and 5 of all others, and beside 5 alone in the north; on culture it has no level."""
    others = (placed("B", 1, "Coast"), placed("C", 2, "Coast"), placed("D", 5, "North"))
    rows = {(row.among.group, row.among.theme.name): row for row in benchmark(placed("A", 2, "North"), *others).peers}
    assert {group for group, _ in rows} == {"All providers", "North"}
    everybody, north = rows["All providers", "leadership"], rows["North", "leadership"]
    third = pytest.approx(1 / 3)
    assert (everybody.level, everybody.n, everybody.below, everybody.alike, everybody.above) == (2, 3, *[third] * 3)
    assert (north.n, north.below, north.alike, north.above) == (1, 0, 0, 1)
    assert (rows["North", "culture"].level, rows["North", "culture"].n) == (None, None)


def test_sections_take_the_low_median_of_their_items() -> None:
    """Of 2, 3 and 5 it is 3; of 2 and 5 it is 2; of none there is none."""
    levels = {"strategy": 2, "culture": 5, "costing": 2, "invoicing": 3, "accounting": 5}
    (panel,) = compared(answered(PROVIDER, "A", levels), answered(PROVIDER, "B", {})).panels
    assert [position.parts for position in panel.positions] == [(2, 3), (None, None)]
