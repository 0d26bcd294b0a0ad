"""All that a region, its councils and their feedback publish is one release, which an attack finds nothing in."""

from collections.abc import Mapping
from itertools import product
from pathlib import Path
from string import ascii_letters
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.builders.attack import Promise, added, leaks, promised, settled
from tests.builders.published import (
    CARE,
    ITEMS,
    KINDS,
    KNOWN,
    Council,
    Figure,
    Limit,
    Published,
    drawn,
    in_files,
    in_memory,
)
from tests.builders.regions import of_round
from tests.builders.rounds import AS_AT, CROSSWALK, INSTRUMENTS, PROVIDER, answered, ledger
from xlkit.comparison.compare import compare
from xlkit.comparison.disclosure import shared_movements, shared_regions
from xlkit.comparison.disclosure.overlaps import Cells, cells, telling
from xlkit.comparison.disclosure.publish import share
from xlkit.comparison.disclosure.readers import Readers
from xlkit.comparison.feedback import Feedback, feedback
from xlkit.form.crosswalk import Crosswalk, Link, Strength, Theme
from xlkit.intake.log import Ledger

Name = TypeVar("Name")
BOTH_ITEMS = ((PROVIDER.name, "culture"), (CARE.name, "plans"))


def council(name: str, smallest: int, providers: str, north: str = "") -> Council:
    """A council whose providers, named by letters, give every council the same levels; some may be in the north."""
    levels = {one: {item: 1 + (ord(one) + place) % 5 for place, item in enumerate(ITEMS)} for one in providers}
    groups = {one: {**dict.fromkeys(KINDS, ""), "Locality": locality(one, north)} for one in providers}
    return Council(name, smallest, levels, groups)


def before(council: Council, **rounds: str) -> Council:
    """The council with earlier rounds, the latest first, in which these providers said what they always say."""
    known = {one: {item: 1 + (ord(one) + place) % 5 for place, item in enumerate(ITEMS)} for one in ascii_letters}
    return replace(council, before={name: {one: known[one] for one in mine} for name, mine in rounds.items()})


def locality(provider: str, north: str) -> str:
    return "North" if provider in north else "South" if north else ""


CONSTRUCTIONS: Mapping[str, tuple[tuple[Council, ...], str]] = {
    "one of three asks for ten": ((council("A", 5, "abcde"), council("B", 5, "fghijk"), council("C", 10, "z")), "z"),
    "two publish at four": ((council("A", 4, "abcd"), council("B", 4, "efgh"), council("C", 5, "z")), "z"),
    "a group of another council": ((council("A", 5, "rabcdklmnop"), council("B", 5, "zabcdfghij", "zabcd")), "z"),
    "two councils of one provider": ((council("A", 5, "xabcde"), council("B", 5, "xabcdez")), "z"),
    "two rounds before": (
        (before(council("A", 5, "abcdefz"), Autumn="abcdefzhijkl", Summer="abcdef"), council("B", 5, "vwxyu")),
        "z",
    ),
}


def without_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each figure by itself rests on enough, and nothing is held against anything else."""
    monkeypatch.setattr(shared_regions, "_is_shown", lambda *_: True)
    monkeypatch.setattr(shared_regions, "telling", lambda *_: frozenset())
    monkeypatch.setattr(shared_movements, "tells_nothing", lambda *_: True)
    monkeypatch.setattr(Readers, "shows", lambda *_: True)


def told(councils: tuple[Council, ...]) -> set[str]:
    """The providers that leaks of one alone are about."""
    return {
        who
        for _, side in leaks(councils, in_memory(councils))
        if len({who for who, _, _ in side}) == 1
        for who, _, _ in side
    }


@pytest.mark.parametrize("name", CONSTRUCTIONS)
def test_a_sole_provider_follows_without_the_rule_and_not_with_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The region's figure less two councils' own, two workbooks of feedback, and files of three rounds."""
    councils, sole = CONSTRUCTIONS[name]
    assert list(leaks(councils, in_memory(councils))) == []
    without_the_rule(monkeypatch)
    assert told(councils) == {sole}


@pytest.mark.parametrize("both", ["vwxy", "vwxyz"])
def test_feedback_on_the_topics_of_a_theme_adds_up(both: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five answered each topic alone; the other council's theme less both is those who answered both: four, or five."""
    first = {one: {"invoicing": 2} for one in "abcde"} | {one: {"accounting": 3} for one in "fghij"}
    many = {one: {"invoicing": 4, "accounting": 4} for one in "klmno"}
    councils = (
        Council("A", 3, first | many, {}),
        Council("B", 5, first | {one: {"invoicing": 1, "accounting": 5} for one in both}, {}),
    )
    published = in_memory(councils)
    assert list(leaks(councils, published)) == []
    assert bool(published.feedback["k"]) == (len(both) == 5)
    without_the_rule(monkeypatch)
    assert any(who == "k" for who, _ in leaks(councils, in_memory(councils))) == (len(both) == 4)


@pytest.mark.parametrize(("limit", "is_leak"), [(3, False), (4, True)])
def test_what_is_told_already_is_new_only_with_too_few_others(limit: int, *, is_leak: bool) -> None:
    """Four that a council tells of itself, and three more: they say no more than the three do, which may be shown."""
    four, three = (tuple((one, PROVIDER.name, 3) for one in names) for names in ("abcd", "hij"))
    own, region = Figure("A", "Culture", "Culture", four, ()), Figure("region", "Culture", "Culture", four + three, ())
    promise = Promise(10, dict.fromkeys(three, limit))
    assert bool(added([own], [region], promise, frozenset())) == is_leak


def test_what_councils_publish_themselves_still_counts_together() -> None:
    """Four and four, each published at four, are eight; the sole provider of the third is left out."""
    councils, _ = CONSTRUCTIONS["two publish at four"]
    assert {(one.what.split()[0], len(one.answers)) for one in in_memory(councils).region} == {("Smaller", 8)}


def test_an_attack_finds_nothing_in_files(tmp_path: Path) -> None:
    """Every workbook written and read back: the same figures as from memory, and no leak."""
    councils = drawn(426)
    published = in_files(councils, tmp_path)
    assert published == in_memory(councils)
    assert published.region
    assert published.feedback
    assert list(leaks(councils, published)) == []


@pytest.mark.parametrize("seed", [1, 2, 8, 14, 17, 20])
def test_an_attack_finds_nothing_in_random_regions(seed: int) -> None:
    """Whatever is added and subtracted, by anybody, by a council, or by the reader of feedback."""
    councils = drawn(seed)
    assert list(leaks(councils, in_memory(councils))) == []


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 300, 25))
def test_a_long_attack_finds_nothing(first: int) -> None:
    """In hundreds of regions, nor does a linear programme in one in five of them."""
    for seed in range(first, first + 25):
        councils = drawn(seed)
        published = in_memory(councils)
        assert list(leaks(councils, published)) == [], seed
        if seed % 5 == 0:
            own, promise = [one for mine in published.own.values() for one in mine], promised(councils, published)
            assert settled([*own, *published.region], promise) <= settled(own, promise), seed
            for reader, given in list(published.feedback.items())[:2]:
                known = frozenset({reader})
                assert settled([*own, *given], promise, known) <= settled(own, promise, known), (seed, reader)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(400, 412))
def test_a_long_attack_on_files_finds_nothing(seed: int, tmp_path: Path) -> None:
    """Written and read back."""
    councils = drawn(seed)
    assert list(leaks(councils, in_files(councils, tmp_path))) == []


families = st.dictionaries(st.integers(0, 3), st.frozensets(st.sampled_from("abcdefghijkl"), min_size=1), max_size=4)


def standing_in(figures: Mapping[Name, frozenset[str]]) -> Cells[Name]:
    """The cells of figures, each given by its organisations."""
    return cells({name: [(one, "") for one in mine] for name, mine in figures.items()})


@settings(deadline=None)
@given(families, st.integers(2, 4))
def test_no_sum_or_difference_of_figures_that_do_not_tell_leaves_a_few(
    figures: dict[int, frozenset[str]], smallest: int
) -> None:
    """On either side of zero, for any of several factors."""
    told = telling(standing_in(figures), lambda _: smallest)
    safe = {name: mine for name, mine in figures.items() if name not in told}
    if telling(standing_in(safe), lambda _: smallest):
        return
    for factors in product(range(-2, 3), repeat=len(safe)):
        left = {
            one: sum(factor for factor, mine in zip(factors, safe.values(), strict=True) if one in mine)
            for one in "abcdefghijkl"
        }
        for side in ([one for one in left if left[one] > 0], [one for one in left if left[one] < 0]):
            assert not 0 < len(side) < smallest


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("abcde", "fghij", ""),
        ("abcdex", "fghijx", ""),
        ("abcdx", "fghijx", "1"),
        ("abcde", "abcdef", "2"),
        ("abcde", "abcdefghij", ""),
    ],
    ids=["apart", "one in both", "four and one in both", "one more", "five more"],
)
def test_a_figure_tells_where_a_few_are_left_of_it(first: str, second: str, told: str) -> None:
    """Of figures that share some providers each needs five of its own, unless all that they share are many."""
    figures = {"1": frozenset(first), "2": frozenset(second)}
    assert "".join(sorted(telling(standing_in(figures), lambda _: 5))) == told


def given_back(*levels: Mapping[str, int | None]) -> Feedback:
    """What the first of some providers gets back."""
    returns = [answered(PROVIDER, f"P{number}", one) for number, one in enumerate(levels)]
    return next(iter(feedback(compare(INSTRUMENTS, CROSSWALK, ledger(*returns), AS_AT))))


@pytest.mark.parametrize(("alone", "shows"), [(0, True), (1, False), (5, True)])
def test_feedback_shows_no_topic_that_the_shared_workbook_leaves_out(alone: int, shows: bool) -> None:
    """Of two topics of one theme one provider answered one alone: both are left out, and nothing gives them back."""
    both, single = {"invoicing": 2, "accounting": 4}, {"accounting": 5}
    found = given_back(*[both] * 9, *[single] * alone)
    mine = {topic.item.name: topic for topic in found.topics if topic.level is not None}
    assert [topic.others is not None for topic in mine.values()] == [shows, shows]
    assert [topic.is_held_back for topic in mine.values()] == [not shows, not shows]


@pytest.mark.parametrize(("alike", "shows"), [(5, False), (6, True)])
def test_feedback_counts_a_release_without_its_reader(alike: int, shows: bool) -> None:
    """Those who answered the same topics of a theme as the reader are five others or more."""
    both, single = {"invoicing": 2, "accounting": 4}, {"accounting": 5}
    found = given_back(*[both] * alike, *[single] * 7)
    assert [topic.others is not None for topic in found.topics if topic.level is not None] == [shows, shows]


BOTH = Crosswalk((Theme("both", "Both", tuple(Link(*one, Strength.DIRECT) for one in BOTH_ITEMS)),))


@pytest.mark.parametrize(("through_second", "shows"), [(4, False), (5, True)])
def test_a_theme_of_two_templates_is_decided_for_each(through_second: int, shows: bool) -> None:
    """Six answered the first, which says nothing of how many answered the second: alone, and in a region."""
    first = [answered(PROVIDER, f"P{number}", {"culture": 2}) for number in range(6)]
    second = [answered(CARE, f"P{number}", {"plans": 4}) for number in range(through_second)]
    given = ledger(*first, *second)
    found = share(compare(KNOWN, BOTH, given, AS_AT))
    assert [market.themes[0].providers is not None for market in found.markets] == [True, shows]
    beside = ledger(*(of_round(answered(PROVIDER, f"Q{number}", {"culture": 2}), "Other") for number in range(6)))
    entries = [replace(one, path=f"A {one.path}", council="A") for one in given.entries]
    entries += [replace(one, path=f"B {one.path}", council="B") for one in beside.entries]
    region = share(compare(KNOWN, BOTH, Ledger(tuple(entries)), AS_AT)).region
    assert region
    assert [side.themes[0].rests_on for side in region.sides] == [("A", "B"), ("A",) if shows else ()]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_councils_changes_nothing(seed: int) -> None:
    """Neither what the region shows, nor what anybody gets back."""
    councils = drawn(seed)
    assert facts(in_memory(councils)) == facts(in_memory(councils[::-1]))


def facts(published: Published) -> set[tuple[str, str, str, tuple[Limit, ...]]]:
    everything = [*published.region, *(one for mine in published.feedback.values() for one in mine)]
    return {(one.file, one.what, str(sorted(one.answers)), one.limits) for one in everything}
