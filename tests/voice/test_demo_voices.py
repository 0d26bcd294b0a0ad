"""What people say in the demonstration, and what its workshop makes of it."""

from collections import Counter

from tests.builders.voices import PLACES, Person, Statement
from tests.builders.workshops import begun
from xlkit.demo import voices
from xlkit.returns.identifying import identifying
from xlkit.voice.checks import checks
from xlkit.voice.following import Following
from xlkit.voice.workshop import Workshop

SAID = [words for those in voices.SAID.values() for words in those]


def workshop() -> Workshop:
    """The workshop once its day is over, made of what stands in the workbooks."""
    people: dict[str, list[Person]] = {
        provider: [
            {
                place: Statement(*(str(row.get(key, "")) for key in (place, f"{place}_use", f"{place}_told")))
                for place in PLACES
            }
            for row in draft.rows["people"]
        ]
        for provider, draft in voices.drafts().items()
    }
    return voices.followed_up(begun(people))


def test_everything_said_is_somewhere() -> None:
    """Twenty people say 120 things: on a card, or counted as what may not be one; each card on a wall or left off."""
    held = workshop()
    placed = Following.of(held).placed
    assert (held.heard, sum(given.statements for given in held.given)) == (20, 120)
    assert all(sum(getattr(each, use) for each in held.given) for use in ("unchecked", "counted", "refused", "held"))
    dealt = [card for card in held.cards if card.words]
    left = [card for card in dealt if card.left_off]
    assert [len(left), len(dealt) - sum(given.cards for given in held.given)] == [1, 1]
    assert sum(len(placed.cards(theme)) for theme in held.themes) == len(dealt) - len(left)
    assert any(card.changed for card in held.cards)


def test_the_workshop_breaks_no_rule() -> None:
    """All that is pointed at is a theme of two people, which nobody is told of."""
    following = Following.of(workshop())
    assert [(each.code, each.places) for each in checks(following) if each.places] == [("few-people", ("N5",))]
    for theme in following.workshop.themes:
        cards = [card for card in following.placed.cards(theme) if card.code]
        assert following.placed.people(theme) <= len(cards) <= 2 * following.placed.people(theme)


def test_somebody_has_two_cards_in_a_theme() -> None:
    """So that people and cards differ, as they do where reviews are real."""
    placed = Following.of(workshop()).placed
    cards = [card for card in placed.workshop.cards if card.code and card.number in placed.theme_of]
    assert max(Counter((card.code, placed.theme_of[card.number]) for card in cards).values()) == 2


def test_nothing_is_said_twice_and_nothing_names_anybody() -> None:
    """The words are made up, each its own."""
    assert len(set(SAID)) == len(SAID) == 120
    assert [words for words in SAID if identifying(words, voices.PROVIDERS)] == []
