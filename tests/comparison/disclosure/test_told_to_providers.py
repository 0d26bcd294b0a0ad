"""What a provider alone is told of its own people, and what would tell it of a few of somebody else's."""

from collections.abc import Collection, Iterable, Iterator, Sequence

import pytest

from tests.builders.attack import Promise, Side, added, small_sides
from tests.builders.comings import drawn, provider_of
from tests.builders.published import Answer, Figure
from tests.builders.voices import person
from tests.builders.workshops import NOT_WORKING, WORKING, begun, listed, placed
from xlkit.comparison.disclosure import told as rule
from xlkit.comparison.disclosure.told import told, told_beside, told_to_providers
from xlkit.round.round import Rules
from xlkit.voice.dealing import ruled
from xlkit.voice.walls import Placed
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


def heard(alder: int = 6, rules: Rules = AGREED, birch: int = 5) -> Workshop:
    return begun(
        {
            ALDER: [person(at) for at in range(alder)],
            BIRCH: [person(at) for at in range(birch)],
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


@pytest.mark.parametrize(
    ("left", "rules", "refs"),
    [(4, AGREED, []), (3, AGREED, ["W1"]), (4, Rules(), ["W1"])],
    ids=["two of each went", "three of each went", "no provider was told"],
)
def test_everybody_is_told_nothing_by_which_a_provider_finds_few_with_its_earlier_file(
    left: int, rules: Rules, refs: list[str]
) -> None:
    """Four who left a theme are many, and with what one provider was told then they are two of its and two others."""
    then, now = (
        ruled(with_theme(heard(birch=6), "W1", WORKING, {ALDER: many, BIRCH: many}), rules) for many in (6, left)
    )
    assert [one.theme.ref for one in told(now, [then]).told] == refs


def test_what_no_provider_was_told_before_keeps_nothing_from_everybody() -> None:
    """Of four of its own beside two others a provider was told nothing, so that all may hear when others come."""
    then = with_theme(heard(), "W1", WORKING, {ALDER: 4, CEDAR: 2})
    now = with_theme(heard(), "W1", WORKING, {ALDER: 4, BIRCH: 4, CEDAR: 2})
    assert [one.theme.ref for one in told(now, [then]).told] == ["W1"]


class BesideOwn(Promise, frozen=True):
    """The same for a provider that knows which people are its own: all others on a side are nobody or many."""

    people: Collection[str]

    def broken(self, side: Iterable[Answer]) -> bool:
        """Whether some of all others stand on a side, and too few."""
        return 0 < len({who for who, _, _ in side if who not in self.people}) < self.strictest


def figures(workshops: Sequence[Workshop]) -> Iterator[tuple[str, Figure]]:
    """How many named each theme, as everybody is told and each provider of its own, by whose it is or of nobody's."""
    for at, workshop in enumerate(workshops):
        telling, placed = told_beside(workshop, workshops[:at], 1), Placed(workshop)
        answers = {
            one.theme.ref: tuple((card.code, card.place, 0) for card in placed.cards(one.theme)) for one in telling.told
        }
        yield from (("", Figure(f"{at}", ref, ref, every, ())) for ref, every in answers.items())
        for one in told_beside(workshop, workshops[:at], 5).where:
            within = {card.code for card in workshop.cards if one.part[1] in (card.service, card.locality)}
            mine = tuple(answer for answer in answers[one.ref] if answer[0] in within)
            yield "", Figure(f"{at}", one.ref, one.ref, mine, ())
        for own in told_to_providers(telling, workshop, workshops[:at]):
            for ref, many in own.people.items():
                mine = tuple(one for one in answers[ref] if provider_of(one[0]) == own.provider)
                assert len({who for who, _, _ in mine}) == many
                yield own.provider, Figure(f"{at} {own.provider}", ref, ref, mine, ())


def leaks(workshops: Sequence[Workshop]) -> set[Side]:
    """What all files together tell of few people, and what its own add for each provider, of few of all others."""
    found, few = list(figures(workshops)), workshops[0].smallest_theme
    everybody = [figure for provider, figure in found if not provider]
    sides = small_sides([figure for _, figure in found], Promise(few, {}))
    for provider in {provider for provider, _ in found} - {""}:
        people = {card.code for one in workshops for card in one.cards if card.provider == provider}
        own = [figure for name, figure in found if name == provider]
        sides |= added(everybody, own, BesideOwn(few, {}, people), frozenset())
    return sides


@pytest.mark.parametrize("seed", [226, 442, 884, 1212])
def test_an_attack_by_providers_on_all_files_of_a_round_finds_no_few_people(seed: int) -> None:
    """Each holds its own file of every workshop beside what everybody is told."""
    assert leaks(drawn(seed, (2, 3, 4), are_named=True)) == set()


@pytest.mark.slow
def test_a_long_attack_by_providers_on_what_is_told_of_groups_too_finds_nothing() -> None:
    """Where a provider is told of its own people and everybody of those of a kind of service, or of a locality."""
    rounds = [drawn(seed, (5, 6), are_named=True, are_parted=True) for seed in range(30)]
    assert [seed for seed, each in enumerate(rounds) if leaks(each)] == []
    assert sum(any(provider for provider, _ in figures(each)) for each in rounds) > 10


@pytest.mark.slow
def test_a_long_attack_by_providers_finds_nothing_and_much_without_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """In hundreds of rounds; in many of these a provider is told something, and in some once more."""
    rounds = [drawn(seed, (2, 3, 4), are_named=True) for seed in range(600)]
    files = [{figure.file for provider, figure in figures(each) if provider} for each in rounds]
    assert [seed for seed, each in enumerate(rounds) if leaks(each)] == []
    assert sum(map(bool, files)) > 150
    assert sum(len({file[0] for file in each}) > 1 for each in files) > 20
    monkeypatch.setattr(rule, "tells_nothing", lambda *_: True)
    assert sum(bool(leaks(each)) for each in rounds) > 200
