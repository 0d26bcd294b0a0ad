"""People are counted, and organisations too; an attack on all files of a round finds no few of them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.books.tables import rows
from tests.builders.attack import Promise, Side, small_sides
from tests.builders.comings import drawn
from tests.builders.opened import load_workbook
from tests.builders.published import Figure
from tests.builders.rounds import AS_AT, CROSSWALK, INSTRUMENTS, PROVIDER, answered, ledger
from tests.builders.workshops import PROVIDERS, filled, placed, theme
from xlkit.books.shared import shared_workbook
from xlkit.comparison.compare import compare
from xlkit.comparison.disclosure import told as rule
from xlkit.comparison.disclosure import told_where as parted
from xlkit.comparison.disclosure.publish import share
from xlkit.comparison.disclosure.signals import signals
from xlkit.comparison.disclosure.told import left_out, told_beside
from xlkit.voice.telling import SMALLEST_HEARD, Telling
from xlkit.voice.where import LOCALITY, SERVICE
from xlkit.voice.workshop import Card, Given, Workshop


@pytest.mark.parametrize(
    ("people", "smallest", "why"),
    [
        ((4, 4, 4, 4, 4), 5, ""),
        ((4, 4, 4, 4, 0), 5, "The people who were heard are of fewer than 5 organisations."),
        ((4, 4, 4, 4, 4), 6, "The people who were heard are of fewer than 6 organisations."),
        ((1, 1, 1, 1, 1), 5, ""),
        ((4, 0, 0, 0, 0), 1, "Fewer than 5 people were heard."),
    ],
)
def test_people_beside_levels_are_counted_in_people_and_in_organisations(
    people: Sequence[int], smallest: int, why: str
) -> None:
    """Five people of as many organisations as the round asks for, or nothing but the reason."""
    given = tuple(Given(name, many, many) for name, many in zip(PROVIDERS, people, strict=True))
    found = told_beside(replace(filled(), given=given), (), smallest)
    assert (found.why, bool(found.told)) == (why, not why)


def test_names_that_may_be_one_organisation_are_one() -> None:
    """Five names of four organisations are too few."""
    given = tuple(Given(name, 4, 4) for name in (*PROVIDERS[:4], f"{PROVIDERS[0]} Ltd"))
    assert told_beside(replace(filled(), given=given), (), 5).why


def test_what_is_left_out_is_named_without_a_word_of_it() -> None:
    """How many things nobody checked, few named, or would follow; or that nothing is told, and nothing else."""
    unchecked = placed(filled(), "N1", theme(filled(), "N1").cards, cleared="")
    found = told_beside(unchecked, (), 5)
    assert [(one.what, one.why) for one in left_out(found)] == [
        ("What people say: 1 more thing", "Nobody has marked its words as checked yet.")
    ]
    assert [one.what for one in left_out(replace(found, others=2, follows=("W1",)))] == [
        "What people say: 2 more things",
        "What people say: 1 more thing",
        "What people say: 1 more thing",
    ]
    assert [one.what for one in left_out(replace(found, why="Few."))] == ["What people say"]


def test_the_shared_workbook_has_what_everybody_is_told(tmp_path: Path) -> None:
    """By heading, with what it speaks of, and the people of all heard; no card and no code."""
    found = compare(INSTRUMENTS, CROSSWALK, ledger(answered(PROVIDER, "A", {"strategy": 4})), AS_AT)
    shared = share(replace(found, told=told_beside(filled(), (), 5)))
    assert not shared.is_hollow
    shared_workbook.write(shared, tmp_path / "shared.xlsx")
    table = list(rows(load_workbook(tmp_path / "shared.xlsx"), "People_say"))
    assert [(row["Heading"], row["What people say"]) for row in table] == [
        (one.wall, one.name) for one in filled().themes if one.name
    ]
    assert {row["People heard"] for row in table} == {20}
    assert [(row["People"], row["Share"]) for row in table][:1] == [(20, 1)]


def figures(workshops: Sequence[Workshop]) -> Iterator[Figure]:
    """What the files of a round tell, each held against those before it: how many were heard, and named each theme.

    The first organisations' smallest group is 1, as in *You said, we will*; where nothing is told there is no file.
    """
    for at, workshop in enumerate(workshops):
        for smallest in (1, 5):
            telling = told_beside(workshop, workshops[:at], smallest)
            if telling.told:
                file, people = f"{at} {smallest}", {card.code for card in workshop.cards}
                assert len(people) == telling.heard
                yield Figure(file, "heard", "heard", tuple((who, "heard", 0) for who in sorted(people)), ())
                yield from _themes(file, workshop, telling)
                yield from _signals(file, workshop, telling)


def _themes(file: str, workshop: Workshop, telling: Telling) -> Iterator[Figure]:
    cards = {card.number: card for card in workshop.cards}
    table = shared_workbook.people_say(telling, "What people say")
    for row in table.records:
        mine = [cards[int(number)] for number in row.theme.cards.split(", ")]
        assert row.people == len({card.code for card in mine})
        yield Figure(file, row.theme.ref, row.theme.ref, tuple((card.code, card.place, 0) for card in mine), ())


def _signals(file: str, workshop: Workshop, telling: Telling) -> Iterator[Figure]:
    """What its signals to the market tell of groups of people: how many of each were heard, and want something next."""
    cards = {card.number: card for card in workshop.cards}
    of_name = {theme.name: theme.cards for theme in workshop.themes}
    for row in signals(telling, None, 5):
        if row.figure is not None and any(row.part):
            mine = [card for card in cards.values() if row.part in group(card)]
            assert row.of == len({card.code for card in mine})
            people = tuple((who, "heard", 0) for who in sorted({card.code for card in mine}))
            yield Figure(file, row.part[1], "heard where", people, ())
            wanting = [card for card in mine if str(card.number) in of_name[row.what].split(", ")]
            assert row.figure == len({card.code for card in wanting})
            yield Figure(file, row.what, row.what, tuple((card.code, card.place, 0) for card in wanting), ())


def group(card: Card) -> set[tuple[str, str]]:
    return {(SERVICE, card.service), (LOCALITY, card.locality)}


def leaks(workshops: Sequence[Workshop]) -> set[Side]:
    """The sides of too few people that sums and differences leave; of those heard, of fewer than five.

    How many were heard of groups is held against each other and against how many were in the same files: a later file
    that tells of no group tells with them how many came in all, and not of which group.
    """
    found, few = list(figures(workshops)), Promise(SMALLEST_HEARD, {})
    heard = [one for one in found if one.about == "heard"]
    where = [one for one in found if one.about == "heard where"]
    beside = [one for one in heard if one.file in {each.file for each in where}]
    themes = [one for one in found if one not in heard and one not in where]
    named = small_sides(themes, Promise(workshops[0].smallest_theme, {}))
    return named | small_sides(heard, few) | small_sides([*where, *beside], few)


@pytest.mark.parametrize("seed", range(12))
def test_an_attack_on_all_files_of_a_round_finds_no_few_people(seed: int) -> None:
    """Whether told in a workbook of the levels or by itself."""
    assert leaks(drawn(seed)) == set()


@pytest.mark.parametrize("seed", [1, 2])
def test_an_attack_on_what_is_told_of_groups_of_people_finds_no_few(seed: int) -> None:
    """Of a kind of service and of a locality, as the signals to the market have it, beside all else that is told."""
    assert leaks(drawn(seed, (6, 7), are_parted=True)) == set()


@pytest.mark.slow
def test_a_long_attack_on_groups_of_people_finds_nothing_and_much_without_the_rule(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In eighty rounds; in many of these a group is told of, and in some a group of both kinds."""
    rounds = [drawn(seed, (6, 7), are_parted=True) for seed in range(80)]
    assert [seed for seed, each in enumerate(rounds) if leaks(each)] == []
    told = [{each.part[0] for one in mine for each in told_beside(one, (), 5).where} for mine in rounds]
    assert sum(map(bool, told)) > 50
    assert sum(len(kinds) > 1 for kinds in told) > 5
    monkeypatch.setattr(parted, "tells_nothing", lambda *_: True)
    monkeypatch.setattr(parted, "_are_safe", lambda *_: True)
    assert sum(bool(leaks(each)) for each in rounds) > 15


@pytest.mark.slow
def test_a_long_attack_on_what_people_say_finds_nothing_and_much_without_the_rule(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In hundreds of rounds; in most of these second files tell something."""
    rounds = [drawn(seed) for seed in range(400)]
    assert [seed for seed, each in enumerate(rounds) if leaks(each)] == []
    assert sum(len({one.file for one in figures(each)}) > 1 for each in rounds) > 200
    monkeypatch.setattr(rule, "tells_nothing", lambda *_: True)
    monkeypatch.setattr(rule, "changed_by_few", lambda *_: None)
    assert sum(bool(leaks(each)) for each in rounds) > 100
