"""What people say beside where providers place themselves: counted in people, said where the two part."""

import pytest
from msgspec.structs import replace

from tests.builders.voices import person
from tests.builders.workshops import (
    FUTURE,
    NOT_WORKING,
    PROVIDERS,
    WORKING,
    begun,
    filled,
    listed,
    numbers,
    placed,
    speaking,
    theme,
)
from xlkit.comparison.people.heard import Heard, people_heard
from xlkit.measures.scale import FIVE
from xlkit.round.round import Rules
from xlkit.voice.following import Following
from xlkit.voice.telling import telling
from xlkit.voice.workshop import Given

COMMUNITY = Heard("Community", {NOT_WORKING: 9, WORKING: 2}, 20, (), 4.0, 12, FIVE)


def test_what_a_workshop_shows_is_told_of_the_council_and_of_providers_whose_people_were_heard() -> None:
    """With the actions that were promised, a provider's own beside its people; who gave nobody has no sentence."""
    promises = (replace(filled().promises[1], organisation="Birch care", status="Done"), *filled().promises[2:])
    workshop = replace(filled(), promises=promises, given=(*filled().given, Given("Fir Trust", 0, 0)))
    found = people_heard(Following.of(workshop), (), ()).evidence
    day = "themed on Friday 14 May 2027;"
    assert found["fenmoor"] == f"Workshop of “Voices 2027”: 20 reviews {day} 2 actions, 1 done."
    assert found["birch care"] == f"Workshop of “Voices 2027”: 4 of 20 reviews {day} 1 action, 1 done."
    assert "fir trust" not in found


def test_what_sounds_better_than_it_feels_is_said() -> None:
    """With n, whoever speaks, and where providers place themselves."""
    said = "Community: providers stand at 4; 9 of 20 people say something is not working."
    assert COMMUNITY.said == replace(COMMUNITY, uneasy=45).said == said


def test_what_is_better_than_providers_think_is_said() -> None:
    """Low levels beside many for whom it works."""
    found = replace(COMMUNITY, people={WORKING: 5}, median=2.0)
    assert found.said.endswith("at 2; 5 of 20 people say something is working.")


@pytest.mark.parametrize(
    "found",
    [
        replace(COMMUNITY, people={NOT_WORKING: 4}),  # less than a quarter
        replace(COMMUNITY, heard=4, people={NOT_WORKING: 4}),  # too few were heard
        replace(COMMUNITY, median=3.5),  # not among the high steps
        replace(COMMUNITY, median=2.0),  # low, and few for whom it works
        replace(COMMUNITY, median=None, n=0),
        replace(COMMUNITY, uneasy=46),  # 45 of a hundred, where the round says 46
    ],
)
def test_nothing_is_said_where_they_do_not_part(found: Heard) -> None:
    """Each lacks one thing that the sentence takes."""
    assert found.said == ""


def test_people_of_two_themes_of_one_subject_count_once() -> None:
    """Somebody who named both is one person of the subject, and headings are counted apart."""
    both = [each for each in numbers(filled(), WORKING) if each % 2]
    rest = [each for each in numbers(filled(), WORKING) if not each % 2]
    workshop = placed(placed(filled(), "W1", listed(both)), "W2", listed(rest), name="I sing")
    workshop = speaking(workshop, {"W1": "Community", "W2": "Community", "N1": "Community"})
    (community, *others) = people_heard(Following.of(workshop), ["Community", "Money"], ()).themes
    assert (community.subject, dict(community.people)) == ("Community", {WORKING: 20, NOT_WORKING: 5, FUTURE: 0})
    assert community.share(NOT_WORKING) == 0.25
    assert [each.names for each in others] == [(theme(workshop, ref).name,) for ref in ("N2", "N3", "F1")]


def test_a_provider_has_figures_of_its_own_where_it_is_named_and_five_were_heard() -> None:
    """Beside those of all; without agreement there are none, and of four people there are none either."""
    people = {"Alder House": [person(at) for at in range(5)], "Birch Care": [person(at) for at in range(4)]}

    def heard_of(rules: Rules) -> list[tuple[str, int, int, int]]:
        workshop = begun(people, rules)
        cards = listed(numbers(workshop, NOT_WORKING))
        spoken = speaking(placed(workshop, "N1", cards, name="I wait"), {"N1": "Community"})
        found = people_heard(Following.of(spoken), ["Community"], ()).providers
        return [(each.provider, each.own.people[NOT_WORKING], each.own.heard, each.every.heard) for each in found]

    assert heard_of(Rules(names_providers=True)) == [("Alder House", 5, 5, 9)]
    assert heard_of(Rules()) == []


def test_what_speaks_of_something_else_is_forced_into_no_theme() -> None:
    """It stands below, without a median; a theme of levels that nobody spoke of has no row."""
    found = people_heard(Following.of(filled()), ["Community"], ())
    assert {each.subject for each in found.themes} == {""}
    assert [each.median for each in found.themes] == [None] * 5


@pytest.mark.parametrize(("speaks_of", "subject"), [("something else", ""), ("Quality", "Quality")])
def test_a_theme_of_sixteen_people_stands_where_the_group_put_it(speaks_of: str, subject: str) -> None:
    """The on-call that people are afraid to use: told as so many of 16 with an action of each group, and counted."""
    people = {name: [person(4 * at + one) for one in range(4)] for at, name in enumerate(PROVIDERS[:4])}
    workshop = begun(people)
    call = numbers(workshop, NOT_WORKING, "night call")
    facts = {"name": "I call at night and nobody comes", "short": "On-call", "cleared": "checked"}
    workshop = placed(workshop, "N1", listed(call), speaks_of=speaks_of, **facts)
    agreed = (filled().causes, filled().successes, filled().promises)
    workshop = replace(workshop, causes=agreed[0], successes=agreed[1], promises=agreed[2])
    following = Following.of(workshop)
    (one,) = telling(following).told
    assert (one.theme.short, one.people, workshop.heard) == ("On-call", 4, 16)
    assert [promise.who for promise in one.will] == ["people and families", "providers", "commissioners"]
    (said,) = people_heard(following, ("Quality",), ()).themes
    assert (said.subject, said.people[NOT_WORKING], said.heard) == (subject, 4, 16)
