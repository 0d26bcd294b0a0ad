"""The crosswalk: which items of an instrument stand for a theme."""

import pytest

from xlkit.form.crosswalk import Crosswalk, Link, Strength, Theme

DIRECT, PARTIAL = Strength.DIRECT, Strength.PARTIAL


def theme(*links: tuple[str, Strength], name: str = "money") -> Theme:
    """A theme with some items of one instrument, and a direct one of another."""
    return Theme(name, name, (*(Link("own", item, strength) for item, strength in links), Link("other", "x", DIRECT)))


@pytest.mark.parametrize(
    ("links", "items"),
    [
        ([("a", DIRECT), ("b", PARTIAL)], ("a",)),
        ([("b", PARTIAL), ("a", DIRECT)], ("a",)),
        ([("a", DIRECT), ("b", DIRECT)], ("a", "b")),
        ([("a", PARTIAL), ("b", PARTIAL)], ("a", "b")),
        ([], ()),
    ],
)
def test_partial_links_count_only_where_no_link_is_direct(
    links: list[tuple[str, Strength]], items: tuple[str, ...]
) -> None:
    """A direct item of another instrument changes nothing about that."""
    assert theme(*links).items("own") == items


@pytest.mark.parametrize(
    ("links", "is_partial"),
    [([("a", PARTIAL)], True), ([("a", PARTIAL), ("b", DIRECT)], False), ([("a", DIRECT)], False), ([], False)],
)
def test_a_theme_is_partial_where_all_its_links_are(links: list[tuple[str, Strength]], is_partial: bool) -> None:
    """One without links to the instrument is not partial, it is not there."""
    assert theme(*links).is_partial("own") is is_partial


def test_an_item_of_two_themes_goes_to_the_one_it_speaks_of_directly() -> None:
    """Whichever stands first; only without any link of its own does its section speak for it."""
    first, second = theme(("a", PARTIAL), ("s", DIRECT), name="first"), theme(("a", DIRECT), name="second")
    crosswalk = Crosswalk((first, second))
    assert crosswalk.theme_of("own", "a", "s") == second
    assert crosswalk.theme_of("own", "b", "s") == first
    assert crosswalk.theme_of("own", "b") is None
