"""When two names may be one organisation's."""

import pytest

from xlkit.returns.likeness import counted_once, listed_apart, looking_alike, may_be_one


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Oakfield Care CIC", "Oakfield Care Ltd"),
        ("Dale View", "Daleview"),
        ("Bridgewater Care Homes", "Bridgwater Care Homes"),
        ("Saint John's", "St Johns"),
        ("Oakfield Care", "Oakfield Care Co. Ltd"),
        ("Oakfield Care", "0akfield Care"),
        ("Oakfield Care", "\N{GREEK CAPITAL LETTER OMICRON}akfield C\N{CYRILLIC SMALL LETTER A}re"),
        ("Oakfield Care", "Smith Ltd t/a Oakfield Care"),
        ("Oakfield Care", "Sunrise Living (formerly Oakfield Care)"),
    ],
)
def test_names_that_look_alike_are_paired(name: str, other: str) -> None:
    """A legal form, a space and a slip are no reason to take them for two."""
    assert list(looking_alike([other, name])) == [tuple(sorted((name, other)))]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Oakfield Care", "The Oakfield Care Ltd"),
        ("Home Care 1", "Home Care 2"),
        ("Ashgrove A", "Ashgrove B"),
        ("District 1 home care 2", "District 2 home care 1"),
        ("North Lodge", "South Lodge"),
        ("Alder House", "Elder House"),
        ("Home Care 10", "Home Care 1"),
        ("Smith Ltd t/a Oakfield Care", "Jones Ltd t/a Elm Row"),
        ("Oakfield Care", "Ashfield Care"),
    ],
)
def test_names_that_are_one_or_two_are_not(name: str, other: str) -> None:
    """What is certainly one needs no word, and what is numbered or called otherwise is another."""
    assert list(looking_alike([name, other])) == []


def test_all_that_may_be_one_organisation_count_once() -> None:
    """What looks like two others makes them one, in any order; the near miss is another number."""
    names = ["Oakfield Homes", "Oakfeild Homes", "Oakfeild Homes CIC", "Home Care 1", "Home Care 2"]
    for order in (names, names[::-1]):
        found = counted_once(order)
        assert len({found[name] for name in names[:3]}) == 1
        assert len(set(found.values())) == 3


@pytest.mark.parametrize(("other", "may_be"), [("Home Care 2", False), ("Home Care 1 Ltd", True), ("Home Care", True)])
def test_a_correction_changes_no_number(other: str, *, may_be: bool) -> None:
    """A number may be added or left out, but another number is another house."""
    assert may_be_one("Home Care 1", other) is may_be


@pytest.mark.parametrize("other", ["Home Care 1 Ltd", "7 Oak Road"])
def test_who_says_what_it_was_formerly_may_be_either(other: str) -> None:
    """Whatever the numbers in the two names, and not a third."""
    assert may_be_one("7 Oak Road (formerly Home Care 1)", other)
    assert not may_be_one("9 Elm Row (formerly Home Care 2)", other)
    assert not may_be_one("9 Elm Row, once Home Care 2", other)


def test_names_are_listed_apart_where_one_place_spells_them_in_two_ways() -> None:
    """The same words, or another place, tell nothing apart."""
    listed = [
        ("form", "Elm Row"),
        ("form", "elm row"),
        ("form", "St Marys"),
        ("form", "St. Mary's"),
        ("x", "Elm Row Ltd"),
    ]
    assert list(listed_apart(listed)) == ["St Marys", "St. Mary's"]
