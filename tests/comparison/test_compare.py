"""The comparison of small rounds, worked by hand."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.builders.rounds import (
    AS_AT,
    COMMISSIONER,
    CROSSWALK,
    INSTRUMENTS,
    PROVIDER,
    action,
    answered,
    entry,
    ledger,
    random_ledger,
    standing,
)
from xlkit.comparison.compare import compare
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.sides.market import MarketTheme
from xlkit.comparison.standing.panel import Basis, Panel
from xlkit.form.identity import Perspective
from xlkit.intake.log import Ledger, Status
from xlkit.returns.completed import Return

MONEY = ("invoicing", "accounting")


def compared(*returns: Return) -> Comparison:
    return compare(INSTRUMENTS, CROSSWALK, ledger(*returns), AS_AT)


def panel(comparison: Comparison) -> Panel:
    (only,) = comparison.panels
    return only


def themes(comparison: Comparison) -> dict[str, MarketTheme]:
    (market,) = comparison.markets
    return {found.theme.name: found for found in market.themes}


def test_an_agreed_position_stands_for_its_organisation() -> None:
    """What others of the organisation ticked does not move it."""
    found = panel(
        compared(
            answered(PROVIDER, "A", {"strategy": 1}, respondent="x"),
            answered(PROVIDER, "A", {"strategy": 4}, respondent="y", agreed=True),
        )
    )
    (position,) = found.positions
    assert (position.levels[0], position.basis) == (4, Basis.AGREED)


def test_a_blank_in_the_agreed_position_stays_blank() -> None:
    """Nothing is filled in from single views."""
    found = panel(
        compared(
            answered(PROVIDER, "A", {"culture": 1}, respondent="x"),
            answered(PROVIDER, "A", {"strategy": 4}, respondent="y", agreed=True),
        )
    )
    assert found.positions[0].levels[:2] == (4, None)


def test_several_views_count_as_one_organisation() -> None:
    """Without an agreed position the low median of the views stands, and a note says so."""
    views = [answered(PROVIDER, "A", {"strategy": level}, respondent=str(level)) for level in (2, 3, 5, 4)]
    comparison = compared(*views)
    (position,) = panel(comparison).positions
    assert (position.levels[0], position.basis) == (3, Basis.MIDDLE)
    assert [note.subject for note in comparison.notes if note.kind == "position"] == ["A"]


def test_a_single_view_needs_no_note() -> None:
    """One return of one person is its organisation's position."""
    comparison = compared(answered(PROVIDER, "A", {"strategy": 2}))
    assert panel(comparison).positions[0].basis is Basis.ONE_VIEW
    assert not [note for note in comparison.notes if note.kind == "position"]


@pytest.mark.parametrize(
    ("view", "said"), [("agreed", "agreed position"), ("one", "one person's view"), ("", "one return")]
)
def test_whose_view_a_return_is_is_told_where_it_was_said(view: str, said: str) -> None:
    """Where nobody said it, a position rests on one return and no more, and no council is told by one person's view."""
    own = replace(answered(COMMISSIONER, "Council", {"prices": 3}), view=view)
    (council,) = compared(own).councils
    assert council.position.basis.value == said


def test_a_council_that_answered_nothing_stands_nowhere() -> None:
    """Its form came back blank: no theme and no challenge has a place for it; the near miss ticked once."""
    for levels, names in (({}, []), ({"prices": 3}, ["Council"])):
        found = compared(answered(PROVIDER, "A", {"strategy": 2}), answered(COMMISSIONER, "Council", levels))
        assert [one.position.organisation for one in found.councils] == names
        assert [one.council.organisation for one in found.markets if one.council] == names


def test_names_that_differ_in_case_and_spacing_are_one_organisation() -> None:
    """`Alder  house` and `ALDER HOUSE` are counted once."""
    found = panel(
        compared(
            answered(PROVIDER, "Alder  house", {}, respondent="x"),
            answered(PROVIDER, "ALDER HOUSE", {}, respondent="y"),
        )
    )
    assert len(found.positions) == 1


def test_other_perspectives_make_no_position() -> None:
    """What a commissioner says about a provider stands among the answers alone."""
    about = answered(PROVIDER, "A", {"strategy": 1}, perspective=Perspective.COMMISSIONER, actions=[action("strategy")])
    comparison = compared(answered(PROVIDER, "A", {"strategy": 4}), about)
    found = panel(comparison)
    assert len(found.returns) == 2
    assert found.positions[0].levels[0] == 4
    assert found.positions[0].themes[0].actions == 0
    assert [planned.number for planned in comparison.actions] == [None]


def test_a_theme_of_two_items_takes_their_low_median_and_keeps_the_weakest() -> None:
    """Of 2 and 5 the level is 2; a blank item leaves the other."""
    comparison = compared(
        answered(PROVIDER, "A", dict(zip(MONEY, (5, 2), strict=True))), answered(PROVIDER, "B", {"invoicing": 4})
    )
    money = [position.themes[3] for position in panel(comparison).positions]
    assert [(found.level, found.lowest) for found in money] == [(2, 2), (4, 4)]


def test_the_market_puts_one_council_beside_all_providers() -> None:
    """Level, counts, gap and dominance of one theme."""
    found = themes(
        compared(
            *(answered(PROVIDER, name, {"costing": level}) for name, level in (("A", 1), ("B", 2), ("C", 4), ("D", 2))),
            answered(COMMISSIONER, "Council", {"prices": 3}, agreed=True),
        )
    )["costs"]
    assert (found.level, standing(found).counts, standing(found).median) == (3, (1, 2, 0, 1, 0), 2.0)
    assert (found.gap, found.dominance, found.links) == (1.0, 0.5, "direct")


def test_partial_links_are_used_and_named_where_there_are_no_others() -> None:
    """The commissioner speaks of culture only in part."""
    comparison = compared(
        answered(PROVIDER, "A", {"culture": 2}), answered(COMMISSIONER, "Council", {"culture_change": 5})
    )
    found = themes(comparison)["culture"]
    assert (found.level, found.links) == (5, "partial (commissioner)")
    assert [note.subject for note in comparison.notes if note.kind == "partial links"] == ["Culture"]


def test_themes_nobody_here_speaks_of_are_left_out() -> None:
    """A theme of another instrument has no row, one of the commissioner alone has one without providers."""
    found = themes(compared(answered(PROVIDER, "A", {}), answered(COMMISSIONER, "Council", {"need": 2})))
    assert list(found) == ["leadership", "culture", "costs", "money", "need"]
    assert (found["need"].level, standing(found["need"]).n, found["need"].rank) == (2, 0, None)


def test_each_council_has_its_own_market() -> None:
    """Two councils are never pooled."""
    comparison = compared(
        answered(PROVIDER, "A", {"costing": 2}),
        answered(COMMISSIONER, "North", {"prices": 1}),
        answered(COMMISSIONER, "South", {"prices": 5}),
    )
    assert [market.council.organisation for market in comparison.markets if market.council] == ["North", "South"]
    assert [market.themes[2].level for market in comparison.markets] == [1, 5]


def test_actions_count_for_organisation_and_theme() -> None:
    """Two actions of one provider are one provider that plans; a row without an action is none."""
    comparison = compared(
        answered(PROVIDER, "A", {"costing": 1}, actions=[action("costing"), action("costing")]),
        answered(PROVIDER, "B", {"costing": 1}, actions=[action("costing", " ", due=date(2027, 5, 1))]),
        answered(PROVIDER, "C", {"costing": 1}, actions=[action("strategy")]),
    )
    assert themes(comparison)["costs"].without_action == pytest.approx(2 / 3)
    assert len(comparison.actions) == 4


def test_low_without_action_is_told_theme_by_theme() -> None:
    """Low on two themes with an action on one of them: the other remains; a dropped one is none, and 3 is not low."""
    levels = {"strategy": 1, "culture": 2, "costing": 3}
    planned, dropped = (
        compared(answered(PROVIDER, "A", levels, actions=[action("strategy", status=status)]))
        for status in ("", "Dropped")
    )
    found = [panel(comparison).positions[0] for comparison in (planned, dropped)]
    assert [[theme.unplanned for theme in position.themes] for position in found] == [
        [None, 2, None, None],
        [1, 2, None, None],
    ]
    assert [position.unplanned for position in found] == [1, 2]


@pytest.mark.parametrize("status", [status for status in Status if not status.is_merged])
def test_only_merged_returns_are_compared(status: Status) -> None:
    """A return that was read but not taken is nowhere among the answers."""
    kept = Ledger((entry("a.xlsx", status, answered(PROVIDER, "A", {"strategy": 1})),))
    assert compare(INSTRUMENTS, CROSSWALK, kept, AS_AT).panels == ()


def test_one_side_alone_has_a_market_too() -> None:
    """Providers without a commissioner, and the other way round."""
    supply = themes(compared(answered(PROVIDER, "A", {"costing": 2})))
    demand = themes(compared(answered(COMMISSIONER, "Council", {"prices": 2})))
    assert (supply["costs"].level, supply["costs"].gap, supply["costs"].rank) == (None, None, 1)
    assert (demand["costs"].level, standing(demand["costs"]).n, demand["costs"].gap) == (2, 0, None)


def test_all_blank_measures_nothing() -> None:
    """A return without an answer has a position of blanks."""
    found = themes(compared(answered(PROVIDER, "A", {}), answered(COMMISSIONER, "Council", {})))
    assert {(row.level, standing(row).n, row.rank) for row in found.values()} == {(None, 0, None)}


def test_councils_show_their_people_beside_the_position() -> None:
    """The agreed return is the position, the others the views, with the evidence of the agreed one."""
    (council,) = compared(
        answered(COMMISSIONER, "Council", {"prices": 2}, respondent="x"),
        answered(COMMISSIONER, "Council", {"prices": 5}, respondent="y"),
        answered(COMMISSIONER, "Council", {"prices": 4}, respondent="z", agreed=True, evidence={"prices": "Page 3"}),
    ).councils
    found = council.challenges[1]
    assert (found.level, found.views, found.evidence, found.found.median) == (4, (2, 5), "Page 3", 3.5)


def test_coherence_is_noted() -> None:
    """All alike, high without evidence, and planned without an answer."""
    alike = answered(PROVIDER, "A", dict.fromkeys(("strategy", "culture", "costing", *MONEY), 3))
    high = answered(COMMISSIONER, "Council", {"prices": 5, "need": 4, "leadership": 3}, evidence={"need": "Yes"})
    planned = answered(PROVIDER, "B", {"strategy": 1}, actions=[action("culture")])
    said = {note.return_id: note.text for note in compared(alike, high, planned).notes if note.kind == "coherence"}
    assert said == {
        alike.identity.return_id: "All 5 answers are at level 3.",
        high.identity.return_id: "Level 4 or 5 without evidence, where evidence is asked for: 2.",
        planned.identity.return_id: "An action is planned, but nothing is answered: 1.2.",
    }


def test_the_order_of_files_changes_nothing() -> None:
    """The same returns in another order give the same panels."""
    given = random_ledger(3)
    turned = Ledger(given.entries[::-1])
    one, other = (compare(INSTRUMENTS, CROSSWALK, each, AS_AT) for each in (given, turned))
    assert (one.panels, one.markets, one.actions) == (other.panels, other.markets, other.actions)
