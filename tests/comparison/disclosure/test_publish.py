"""What may be shown to everybody: small groups neither show nor follow by subtraction."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from random import Random

import pytest
from msgspec.structs import replace

from tests.builders import scale_matrices as plans
from tests.builders.rounds import (
    AS_AT,
    COMMISSIONER,
    CROSSWALK,
    INSTRUMENTS,
    PROVIDER,
    SHORT,
    answered,
    ledger,
    random_ledger,
    random_views,
)
from xlkit.books.consolidated.guide.guide import guide
from xlkit.books.shared.shared_workbook import data as of_shared
from xlkit.comparison.compare import compare
from xlkit.comparison.disclosure.publish import share
from xlkit.comparison.disclosure.published import Shared, SharedSide
from xlkit.form.instrument import Side
from xlkit.intake.log import Ledger
from xlkit.measures.distribution import Distribution
from xlkit.returns.completed import Return

THEME_ITEMS = {"strategy": "leadership", "culture": "culture", "costing": "costs"}


def shared(*returns: Return, smallest: int = 5) -> Shared:
    return share(compare(INSTRUMENTS, CROSSWALK, ledger(*returns), AS_AT, smallest=smallest))


def providers(many: int, levels: Mapping[str, int | None], first: int = 0) -> list[Return]:
    return [answered(PROVIDER, f"P{number}", levels) for number in range(first, first + many)]


def side(found: Shared) -> SharedSide:
    (only,) = found.sides
    return only


def themes(found: Shared) -> dict[str, Distribution]:
    return {one.theme.name: one.providers for one in found.markets[0].themes if one.providers is not None}


def items(found: Shared) -> dict[str, Distribution]:
    return {one.item.name: one.found for one in side(found).items}


def placed(returns: list[Return], locality: str, service_area: str = "") -> list[Return]:
    return [replace(one, locality=locality, service_area=service_area) for one in returns]


@pytest.mark.parametrize(("many", "shows"), [(4, False), (5, True)])
def test_a_figure_rests_on_five_organisations(many: int, shows: bool) -> None:
    """Four are too few, five are enough."""
    found = shared(*providers(many, {"strategy": 2}))
    assert ("leadership" in themes(found), "strategy" in items(found)) == (shows, shows)
    assert side(found).organisations == (5 if shows else None)


def test_the_base_is_counted_without_blanks() -> None:
    """Of twenty organisations four have a level on culture: it is left out, and named with the reason."""
    found = shared(*providers(16, {"strategy": 2}), *providers(4, {"strategy": 2, "culture": 3}, 16))
    assert set(items(found)) == {"strategy"}
    assert ("Provider check: 1.2 Culture", "Fewer than 5 organisations have a level.") in {
        (o.what, o.why) for o in found.withheld
    }


def test_six_returns_of_one_organisation_are_one() -> None:
    """Returns are not organisations."""
    assert not items(shared(*(answered(PROVIDER, "A", {"strategy": 2}, respondent=str(n)) for n in range(6))))


@pytest.mark.parametrize(
    ("fifth", "shows"), [("Bridgwater Homes", False), ("Bridge Water Homes CIC", False), ("Longwater Homes", True)]
)
def test_who_looks_like_another_makes_no_group_larger(fifth: str, shows: bool) -> None:
    """A slip and a legal form may be one organisation's second name; in all figures, of groups too."""
    names = ("Bridgewater Homes", "Ashgrove", "Elm Row", "Cedar Tree", fifth)
    north = placed([answered(PROVIDER, name, {"strategy": 2}) for name in names], "North")
    found = shared(*north)
    assert ("leadership" in themes(found), "strategy" in items(found)) == (shows, shows)
    assert side(found).organisations == (5 if shows else None)
    beside = shared(*north, *placed(providers(5, {"strategy": 4}), "South"))
    assert bool(side(beside).breakdowns) is shows


@pytest.mark.parametrize(("fifth", "many"), [({}, None), ({"culture": 3}, 5)])
def test_who_answered_nothing_is_no_organisation_that_answered(fifth: dict[str, int | None], many: int | None) -> None:
    """A form that came back blank is not counted among them, here as on the guide and in the title of the summary."""
    found = compare(INSTRUMENTS, CROSSWALK, ledger(*providers(4, {"strategy": 2}), *providers(1, fifth, 4)), AS_AT)
    assert side(share(found)).organisations == many
    assert [one.organisations for mine in share(found).counted for one in mine.sides] == [many]
    assert [len(panel.answering) for panel in found.panels] == [many or 4]
    told = next(fact.value for fact in guide(found, None, ()).facts if fact.label == "Providers")
    assert told == ("Provider check: 5" if many else "Provider check: 4, and 1 that answered nothing")


def test_the_smallest_number_is_a_setting() -> None:
    """Eight are too few where ten are asked for."""
    returns = providers(8, {"strategy": 2})
    assert items(shared(*returns))
    assert not items(shared(*returns, smallest=10))


def test_the_commissioner_s_own_position_is_shown() -> None:
    """It is the publisher, also beside too few providers."""
    found = shared(answered(COMMISSIONER, "Council", {"leadership": 4}), *providers(2, {"strategy": 1}))
    assert next((one.item.name, one.level) for one in found.councils[0].challenges) == ("leadership", 4)
    assert found.markets[0].themes[0].level == 4
    assert themes(found) == {}


def test_an_item_that_gives_away_a_few_beside_its_theme_is_left_out() -> None:
    """All twenty have a level on money, two of them through accounting alone: invoicing beside it would tell of two."""
    both = providers(18, {"invoicing": 2, "accounting": 4})
    found = shared(*both, *providers(2, {"accounting": 5}, 18))
    assert themes(found)["money"].n == 20
    assert not {"invoicing", "accounting"} & set(items(found))


def test_items_stand_beside_their_theme_where_nothing_follows() -> None:
    """The near miss: six through accounting alone are enough to be told of."""
    both = providers(14, {"invoicing": 2, "accounting": 4})
    found = shared(*both, *providers(6, {"accounting": 5}, 14))
    assert {"invoicing", "accounting"} <= set(items(found))


def test_a_breakdown_is_shown_where_all_its_groups_are_large_enough() -> None:
    """Two localities of five each."""
    found = shared(*placed(providers(5, {"strategy": 2}), "North"), *placed(providers(5, {"strategy": 4}, 5), "South"))
    (breakdown,) = side(found).breakdowns
    assert [(row.group, row.found.counts) for row in breakdown.rows] == [
        ("North", (0, 5, 0, 0, 0)),
        ("South", (0, 0, 0, 5, 0)),
    ]


def test_one_small_group_leaves_the_whole_breakdown_out() -> None:
    """Otherwise the total less the others would show it."""
    found = shared(*placed(providers(9, {"strategy": 2}), "North"), *placed(providers(4, {"strategy": 4}, 9), "South"))
    assert side(found).breakdowns == ()
    assert "Provider check by locality" in {one.what for one in found.withheld}


def test_those_who_state_nothing_are_a_group_too() -> None:
    """Ten in the North and two without a locality."""
    found = shared(*placed(providers(10, {"strategy": 2}), "North"), *providers(2, {"strategy": 4}, 10))
    assert side(found).breakdowns == ()


def test_two_breakdowns_are_shown_only_where_they_cross_in_no_small_group() -> None:
    """All of the North but one give home care, which alone would tell of that one."""
    returns = [
        *placed(providers(9, {"strategy": 2}), "North", "Home care"),
        *placed(providers(1, {"strategy": 5}, 9), "North", "Day care"),
        *placed(providers(8, {"strategy": 3}, 10), "South", "Day care"),
    ]
    assert [one.kind for one in side(shared(*returns)).breakdowns] == ["Locality"]


def test_movement_is_left_out_where_joiners_would_follow() -> None:
    """Two joined: this round less those who were there before would be those two."""
    before = [replace(one, identity=replace(one.identity, round="Autumn")) for one in providers(10, {"strategy": 2})]
    for joined, shown in ((0, ["strategy"]), (2, []), (5, ["strategy"])):
        now = ledger(*providers(10 + joined, {"strategy": 3}))
        found = share(compare(INSTRUMENTS, CROSSWALK, now, AS_AT, earlier=before))
        assert [one.item.name for one in side(found).movements] == shown


@pytest.mark.parametrize(("many", "left_out"), [(4, True), (5, False)])
def test_picks_of_too_few_are_named_among_what_is_left_out(many: int, left_out: bool) -> None:
    """Four picked, and nothing of it is shown; of five an item that nobody picked is named by itself."""
    plan = replace(plans.PLAN, side=Side.PROVIDER)
    given = ledger(*(plans.planned(f"P{number}", {"people": "red"}) for number in range(many)))
    found = share(compare({plan.name: plan}, plans.CROSSWALK, given, AS_AT))
    told = {one.what: one.why for one in found.withheld}
    assert (told.get("Plan check: what was picked"), "Plan check: G2 Money is there (Groundwork)" in told) == (
        ("Fewer than 5 organisations picked from the choices.", False) if left_out else (None, True)
    )
    assert "Plan check: G1 People are with us (Groundwork)" not in told


@pytest.mark.parametrize(("fifth", "shows"), [("Bridgwater Homes", False), ("Longwater Homes", True)])
def test_a_pick_of_who_looks_like_another_makes_no_group_larger(fifth: str, shows: bool) -> None:
    """Three and what may be one organisation under two names are four."""
    plan = replace(plans.PLAN, side=Side.PROVIDER)
    names = ("P0", "P1", "P2", "Bridgewater Homes", fifth)
    given = ledger(*(plans.planned(name, {"people": "red"}) for name in names))
    assert bool(share(compare({plan.name: plan}, plans.CROSSWALK, given, AS_AT)).matrices) is shows


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("many", [6, 12, 30])
def test_no_small_group_can_be_had_by_subtraction(seed: int, many: int) -> None:
    """Whatever is shown, one figure less any others that are part of it never leaves one to four organisations."""
    found = share(compare(INSTRUMENTS, CROSSWALK, _crowd(seed, many), AS_AT))
    assert "Provider 0" not in str(of_shared(found))
    assert [one.organisation for one in found.councils] == ["Council 0"]
    assert all(one.found.n >= 5 for one in found.views)
    for whole, parts in _related(found):
        for count in range(1, len(parts) + 1):
            for taken in combinations(parts, count):
                assert not 0 < whole.n - sum(part.n for part in taken) < 5


def _crowd(seed: int, many: int) -> Ledger:
    """A random round whose organisations are in few groups, so that some breakdowns can be shown.

    Many have several units; some speak of the council and of each other, and some answer its forms about themselves.
    """
    chance = Random(seed)
    slips = [
        answered(chance.choice((COMMISSIONER, SHORT)), f"Provider {number:04}", {"prices": 1, "need": 1})
        for number in chance.sample(range(many), 3)
    ]
    said = random_views(seed, random_ledger(seed, providers=many)).entries
    given = Ledger((*said, *ledger(*slips).entries))
    kept = []
    for number, entry in enumerate(given.entries):
        one = entry.completed
        if one is not None and seed % 2 and one.identity.template == PROVIDER.name:
            dense = tuple(replace(answer, level=answer.level or 1 + number % 5) for answer in one.answers)
            one = replace(one, locality="", answers=dense if seed % 4 == 1 else one.answers)
        kept.append(replace(entry, completed=one))
    return Ledger(tuple(kept))


def _related(found: Shared) -> Iterator[tuple[Distribution, list[Distribution]]]:
    """Each figure with those that share its items: a theme with its items, and with its groups of each kind."""
    by_item, by_theme = items(found), themes(found)
    for name, whole in by_theme.items():
        mine = [item for item in ("invoicing", "accounting") if name == "money"]
        mine += [item for item, theme in THEME_ITEMS.items() if theme == name]
        for item in mine:
            if item in by_item:
                yield whole, [by_item[item]]
        for breakdown in side(found).breakdowns:
            yield whole, [row.found for row in breakdown.rows if row.theme.name == name]
