"""What a provider alone is told of its own people, and what would tell it of a few of somebody else's."""

import pytest

from tests.builders.voices import person
from tests.builders.workshops import NOT_WORKING, WORKING, begun, listed, placed
from xlkit.comparison.disclosure.told import told, told_to_providers
from xlkit.round.round import Rules
from xlkit.voice.workshop import Workshop

ALDER, BIRCH, CEDAR = "Alder", "Birch", "Cedar"
AGREED = Rules(names_providers=True)


def cards_of(workshop: Workshop, wall: str, provider: str, many: int) -> list[int]:
    """A card of each of so many people of a provider."""
    by_code = {card.code: card.number for card in workshop.cards if card.wall == wall and card.provider == provider}
    return sorted(by_code.values())[:many]


def with_theme(workshop: Workshop, ref: str, wall: str, people: dict[str, int]) -> Workshop:
    """The workshop with a theme that so many people of each provider named, and that somebody checked."""
    cards = [number for name, many in people.items() for number in cards_of(workshop, wall, name, many)]
    return placed(workshop, ref, listed(cards), name=f"I {ref}", cleared="checked")


def heard(alder: int = 6, rules: Rules = AGREED) -> Workshop:
    return begun(
        {
            ALDER: [person(at) for at in range(alder)],
            BIRCH: [person(at) for at in range(5)],
            CEDAR: [person(at) for at in range(3)],
        },
        rules,
    )


def of_providers(workshop: Workshop) -> dict[str, dict[str, int]]:
    return {own.provider: dict(own.people) for own in told_to_providers(told(workshop), workshop)}


def test_a_provider_is_told_how_many_of_its_own_people_said_something() -> None:
    """Of five people at least; where three of its own named the theme, and the others are as many or nobody."""
    workshop = with_theme(heard(), "W1", WORKING, {ALDER: 4, BIRCH: 3, CEDAR: 3})
    workshop = with_theme(workshop, "N1", NOT_WORKING, {ALDER: 5})
    assert of_providers(workshop) == {ALDER: {"W1": 4, "N1": 5}, BIRCH: {"W1": 3}}
    assert of_providers(with_theme(heard(4), "W1", WORKING, {ALDER: 4, BIRCH: 3})) == {BIRCH: {"W1": 3}}


@pytest.mark.parametrize(
    ("people", "told_of"),
    [
        ({ALDER: 2, BIRCH: 2, CEDAR: 3}, {}),
        ({ALDER: 4, CEDAR: 2}, {}),
        ({ALDER: 4, CEDAR: 3}, {ALDER: {"W1": 4}}),
        ({ALDER: 3, BIRCH: 3, CEDAR: 2}, {ALDER: {"W1": 3}}),
    ],
)
def test_nothing_is_told_by_which_few_of_others_follow(
    people: dict[str, int], told_of: dict[str, dict[str, int]]
) -> None:
    """What everybody is told less a provider's own, or less those of two that compare, leaves nobody or three."""
    assert of_providers(with_theme(heard(), "W1", WORKING, people)) == told_of


def test_without_agreement_no_provider_is_told_anything_of_its_own() -> None:
    """No card says whose it is; nor is a theme told to one provider that is told to nobody."""
    assert of_providers(with_theme(heard(rules=Rules()), "W1", WORKING, {"": 9})) == {}
    unchecked = placed(with_theme(heard(), "W1", WORKING, {ALDER: 6}), "W1", "", cleared="")
    assert of_providers(unchecked) == {}
