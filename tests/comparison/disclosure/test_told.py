"""Files that tell everybody what came of a workshop: those of one round are one release, held against each other."""

from datetime import date
from itertools import product
from random import Random

import pytest
from msgspec.structs import replace

from xlkit.comparison.disclosure.told import changed_by_few, told
from xlkit.voice.following import Following
from xlkit.voice.telling import Telling, telling
from xlkit.voice.workshop import Card, Given, Theme, Wall, Workshop

FEW = 3
THEMES = ("W1", "W2", "W3")


def workshop(*themes: str, heard: int = 12) -> Workshop:
    """A workshop in which each theme is named by some people, given by letters, each with one card."""
    people = sorted({who for theme in themes for who in theme})
    numbers = {who: number for number, who in enumerate(people, start=1)}
    return Workshop(
        *("Voices 2027", "Fenmoor", date(2027, 5, 14), (Wall("Working", "W"),)),
        tuple(Card(numbers[who], "Working", f"words of {who}", who, "working_1") for who in people),
        tuple(
            Theme(ref, "Working", f"I say {ref}", cards=", ".join(str(numbers[who]) for who in mine), cleared="checked")
            for ref, mine in zip(THEMES, themes, strict=False)
        ),
        (Given("Alder House", heard, len(people)),),
        highest=len(people),
    )


def refs(found: Telling) -> list[str]:
    return [one.theme.ref for one in found.told]


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        (("abcde", "fghij"), ["W1", "W2"]),
        (("abcdex", "fghij"), ["W2"]),
        (("abcdexyz", "fghij"), ["W1", "W2"]),
        (("abcd", "fghij"), ["W2"]),
        (("bcde", "afghij"), []),
    ],
    ids=["the same", "one more", "three more", "one less", "one card moved"],
)
def test_a_theme_that_few_joined_or_left_since_is_not_told_again(now: tuple[str, ...], shown: list[str]) -> None:
    """Its number less the one that was told before would be that of a person, and what is left out is named."""
    found = told(workshop(*now), [workshop("abcde", "fghij")])
    assert refs(found) == shown
    assert sorted([*refs(found), *found.follows]) == ["W1", "W2"]
    assert refs(told(workshop(*now))) == ["W1", "W2"]


def test_what_was_not_checked_before_counts_as_told() -> None:
    """Whether the words were checked by then, nobody knows any more."""
    before = workshop("abcde")
    unchecked = replace(before, themes=tuple(replace(one, cleared="") for one in before.themes))
    assert refs(told(workshop("abcdef"), [unchecked])) == []


def test_a_theme_of_too_few_then_was_not_told() -> None:
    """Two were told of nothing, and the four of now less nobody are four."""
    assert refs(told(workshop("abcd"), [workshop("ab")])) == ["W1"]


@pytest.mark.parametrize(("heard", "few"), [(12, False), (13, True), (11, True), (17, False), (7, False)])
def test_too_few_who_came_or_went_are_told_of_by_all_that_differs(heard: int, few: bool) -> None:
    """Of one more whose themes are left out, these would be known; five more are many."""
    earlier = workshop("abcde", heard=12)
    assert (changed_by_few(workshop("abcde", heard=heard), [earlier]) is not None) == few


def test_one_who_came_is_not_hidden_by_one_who_went_elsewhere() -> None:
    """People are counted by provider, since nobody else is known of."""
    now = replace(workshop("abcde"), given=(Given("Alder House", 11, 5), Given("Birch Care", 1, 0)))
    assert changed_by_few(now, [workshop("abcde", heard=12)]) is not None


@pytest.mark.parametrize(("now", "few"), [("abcdz", True), ("vwxyz", False), ("abcde", False)])
def test_one_who_came_is_not_hidden_by_one_who_went_from_the_same_provider(now: str, few: bool) -> None:
    """Whoever has a card is known by its code; five who came in place of five are many."""
    assert (changed_by_few(workshop(now), [workshop("abcde")]) is not None) == few


def drawn(seed: int) -> list[Workshop]:
    """Two or three workshops of one round, in which cards came, went and moved between themes."""
    chance = Random(seed)
    standing = {who: chance.randrange(4) for who in "abcdefghijklmno"}
    rounds = []
    for _ in range(chance.choice((2, 2, 3))):
        rounds.append(workshop(*("".join(who for who in standing if standing[who] == at) for at in range(3))))
        moved = chance.choice((0, 1, 3, 4))
        to = chance.randrange(4)
        standing.update(dict.fromkeys(chance.sample(sorted(standing), moved), to))
    return rounds


def leaks(files: list[Telling], workshops: list[Workshop]) -> bool:
    """Whether any sum or difference of all numbers in some files leaves too few people on a side."""
    people = [
        {one.theme.ref: {workshops[at].cards[int(each) - 1].code for each in one.theme.cards.split(", ")}}
        for at, found in enumerate(files)
        for one in found.told
    ]
    figures = [mine for each in people for mine in each.values()]
    for factors in product((-1, 0, 1), repeat=len(figures)):
        left = {
            who: sum(f for f, mine in zip(factors, figures, strict=True) if who in mine) for who in "abcdefghijklmno"
        }
        for sign in (1, -1):
            if 0 < sum(value * sign > 0 for value in left.values()) < FEW:
                return True
    return False


@pytest.mark.parametrize("seed", range(40))
def test_no_sum_or_difference_of_all_files_of_a_round_tells_of_few(seed: int) -> None:
    """Each file is held against all before it, in whatever order these are named."""
    workshops = drawn(seed)
    files = [told(one, workshops[:at]) for at, one in enumerate(workshops)]
    assert not leaks(files, workshops)
    assert told(workshops[-1], workshops[:-1][::-1]) == files[-1]


def test_without_the_rule_most_rounds_tell_of_few() -> None:
    """The search finds what there is, and with the rule something is still told."""
    rounds = [drawn(seed) for seed in range(40)]
    assert sum(leaks([telling(Following.of(one)) for one in mine], mine) for mine in rounds) > 20
    assert sum(len(told(mine[-1], mine[:-1]).told) for mine in rounds) > 20
