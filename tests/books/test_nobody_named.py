"""No part of any file that leaves the room holds a code, a word that nobody cleared, or a group of two by name."""

import zipfile
from pathlib import Path

import pytest

from tests.builders.rounds import AS_AT, CROSSWALK, INSTRUMENTS, PROVIDER, answered, ledger
from tests.builders.voices import Statement, person
from tests.builders.workshops import PROVIDERS, WORKING, begun, filled, listed, numbers, placed, speaking, twenty
from xlkit.books.consolidated import consolidated_workbook
from xlkit.books.feedback import you_said
from xlkit.books.workshop import workshop_workbook
from xlkit.comparison.compare import compare, with_people
from xlkit.voice.following import Following
from xlkit.voice.telling import telling
from xlkit.voice.workshop import Workshop

UNCLEARED = {use: f"Hidden as {use}" for use in ("unchecked", "counted", "no", "held")}


def everything(path: Path) -> str:
    """Every part of a workbook, as it stands in its package."""
    with zipfile.ZipFile(path) as package:
        return "\n".join(package.read(name).decode("utf-8") for name in package.namelist())


def with_two() -> Workshop:
    """The workshop with a theme of two people, checked, and one of everybody that nobody checked."""
    own = [card.number for card in filled().cards if card.wall == WORKING and card.place.endswith("_1")][:2]
    rest = [each for each in numbers(filled(), WORKING) if each not in own]
    workshop = placed(filled(), "W1", listed(rest), name="I wait for a check", cleared="")
    return placed(workshop, "W2", listed(own), name="I keep bees", cleared="checked")


@pytest.fixture
def leaving(tmp_path: Path) -> tuple[str, str]:
    """What everybody is told, and the workbook of the round that the workshop stands beside, as their parts."""
    told, beside = tmp_path / "told.xlsx", tmp_path / "beside.xlsx"
    you_said.write(telling(Following.of(with_two())), with_two(), told)
    found = compare(INSTRUMENTS, CROSSWALK, ledger(answered(PROVIDER, "A", {"strategy": 4})), AS_AT)
    consolidated_workbook.write(with_people(found, speaking(with_two(), {"W1": "Leadership"})), beside)
    return everything(told), everything(beside)


def test_uncleared_words_are_in_no_part_of_a_workshop_workbook(tmp_path: Path) -> None:
    """Neither those that nobody checked, nor those only counted, refused or held back; cleared ones are."""
    people = twenty()
    odd = {place: Statement(words, use) for place, (use, words) in zip(person(0), UNCLEARED.items(), strict=False)}
    people["Alder House"] = [{**person(0), **odd}, *people["Alder House"][1:]]
    workshop_workbook.write(begun(people), (), tmp_path / "workshop.xlsx")
    parts = everything(tmp_path / "workshop.xlsx")
    assert not [words for words in UNCLEARED.values() if words in parts]
    assert person(1)["working_1"].words in parts


def test_no_code_and_no_card_leaves_the_workshop(leaving: tuple[str, str]) -> None:
    """Not in what everybody is told, and not in the workbook of the round."""
    codes = {card.code for card in filled().cards if card.code}
    words = {card.words for card in filled().cards if card.words}
    assert not [each for parts in leaving for each in (*codes, *words) if each in parts]


def test_everybody_is_told_of_no_two_people_and_no_unchecked_word(leaving: tuple[str, str]) -> None:
    """Nor which provider's people they are; a checked theme of enough people is told."""
    told = leaving[0]
    assert not [each for each in ("I keep bees", "I wait for a check", *PROVIDERS) if each in told]
    assert "I call at night and nobody comes" in told
