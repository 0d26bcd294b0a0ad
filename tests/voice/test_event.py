"""The big event: teams in place of people, headings of their own, and questions of which a tie is never broken."""

import pytest

from tests.builders.events import CHANGE, KINDS, asked, begun, event, filled, plan_input, said
from tests.builders.workshops import theme
from xlkit.voice.checks import checks
from xlkit.voice.following import Following
from xlkit.voice.statements import groups_of
from xlkit.voice.telling import telling
from xlkit.voice.walls import Placed
from xlkit.voice.workshop import QUESTIONS, prepared, walls

ALL = tuple(f"Q{at}" for at in range(1, 6))


def test_what_teams_say_stands_on_cards_of_their_headings() -> None:
    """Three of each team under each heading; a family group asks nothing, and how to change it is on its card."""
    workshop = begun()
    many = [sum(bool(card.words) for card in workshop.cards_of(wall)) for wall in workshop.walls]
    assert ([wall.name for wall in workshop.walls], many) == (["Proud of", "Change", QUESTIONS], [18, 18, 15])
    assert {card.words for card in workshop.cards if card.place == "change_1" and "team 1" in card.words} == {
        "Change 1 of team 1. How: Ask those who use it"
    }
    assert (workshop.heard, workshop.counted, workshop.groups) == (6, "teams", groups_of(plan_input()))


def test_words_that_nobody_checked_wait() -> None:
    """A team that did not look for names yet is counted, and none of its cards is there."""
    few = event([said(1, "finance"), said(2, "finance", use="unchecked")])
    (given,) = (given for given in few.given if given.provider == "Team 2")
    assert (given.cards, given.unchecked, given.people) == (0, 9, 1)
    assert not any("team 2" in card.words for card in few.cards)


def test_a_team_counts_once_in_a_theme() -> None:
    """All its cards of a heading in one theme are one team's, and three of them are no mistake."""
    at = Placed(filled())
    everything = theme(filled(), "H1")
    assert (len(at.cards(everything)), at.people(everything)) == (18, 6)
    assert "people-and-cards" not in {check.code for check in checks(Following.of(filled())) if check.places}


@pytest.mark.parametrize(
    ("dots", "first", "tied"),
    [
        ((9, 8, 7, 6, 5, 4), ALL, ()),
        ((9, 8, 7, 6, 5, 5), (*ALL, "Q6"), ("Q5", "Q6")),
        ((9, 8, 7, 7, 7, 7, 1), (*ALL, "Q6"), ("Q3", "Q4", "Q5", "Q6")),
        ((9, 9, 8, 7, 6), ALL, ()),
        ((3, 2), ("Q1", "Q2"), ()),
    ],
)
def test_a_tie_at_the_fifth_question_is_shown(
    dots: tuple[int, ...], first: tuple[str, ...], tied: tuple[str, ...]
) -> None:
    """Six are shown and none is dropped; a tie further up, or fewer questions, leaves nothing to choose."""
    following = Following.of(asked(dots))
    assert tuple(one.ref for one in following.first) == first
    assert tuple(one.ref for one in following.tied) == tied


def test_the_tie_is_pointed_at_until_the_event_has_chosen() -> None:
    """Once five are chosen nothing is left to be done."""
    dots = (9, 8, 7, 6, 5, 5)
    places = [
        next(check.places for check in checks(Following.of(asked(dots, chosen))) if check.code == "questions-tied")
        for chosen in ((), ALL[:4], ALL)
    ]
    assert places == [("Q5", "Q6"), ("Q5", "Q6"), ()]


def test_what_everybody_is_told_is_counted_in_teams() -> None:
    """What all teams say is told, and a question of one team is not told under its own words."""
    found = telling(Following.of(filled()))
    assert [(one.theme.ref, one.people) for one in found.told] == [("P1", 6), ("H1", 6), ("Q1", 5)]
    assert (found.heard, found.others) == (len(KINDS), 6)


def test_no_two_things_of_an_event_are_called_alike() -> None:
    """Neither its themes nor its causes, successes and actions, whatever its headings begin with."""
    whole = prepared(filled())
    refs = [one.ref for part in (whole.themes, whole.causes, whole.successes, whole.promises) for one in part]
    assert len(refs) == len({*refs})
    assert not {wall.letter for wall in walls(["Causes", "Successes", "Actions"])} & {"C", "S", "A"}


def test_nobody_asks_for_an_action_of_each_group_or_for_i() -> None:
    """An event has groups of its own, and its themes are a team's words."""
    asked = {check.code for check in checks(Following.of(filled()))}
    assert asked & {"success-without-action", "theme-is-not-I", "action-of-nobody"} == {"action-of-nobody"}
    assert CHANGE in {one.wall for one in filled().themes if one.name}
