"""When two texts are the same name, and when two names are one organisation's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlkit.returns import names


def test_names_are_compared_without_case_spacing_or_composition() -> None:
    """A name typed on another machine is the same name; another name is not."""
    assert names.same_name("Café  Care", "cafe\u0301 CARE")
    assert not names.same_name("Oak Care", "Oakcare")


@pytest.mark.parametrize(
    "typed", ["ＯＡＫ Care", "Oak\u00a0Care", "O\u00adak Care", "\u200boak care\u200e", "Oak\ufe0f Care"]
)
def test_what_cannot_be_seen_makes_no_other_name(typed: str) -> None:
    """Wide letters, hard spaces, soft hyphens, and marks of no width are those of the same name."""
    assert names.plain(typed) == "oak care"


@pytest.mark.parametrize("typed", ["\u202eRTL Care", " RTL\u202d Care ", "RTL Care"])
def test_a_name_is_read_in_the_order_in_which_it_is_typed(typed: str) -> None:
    """A mark that turns its letters around is left out, and so is space around it."""
    assert names.as_read(typed) == "RTL Care"


@pytest.mark.parametrize(
    ("typed", "read", "marks"),
    [
        ("Oak\u200f Care", "Oak Care", "\u200f"),
        ("O\u00adak\u200b Ca\u00adre\u200d", "Oak Care", "\u00ad\u200b\u200d"),
        ("Café Côr", "Café Côr", ""),
        ("क\u094d\u200dष ☎\ufe0f", "क\u094d\u200dष ☎\ufe0f", ""),
    ],
)
def test_a_name_is_read_without_what_cannot_be_seen(typed: str, read: str, marks: str) -> None:
    """But for what says how a letter of another script, or a sign, is drawn."""
    assert (names.as_read(typed), names.unseen(typed)) == (read, marks)


@given(st.text())
def test_folding_twice_folds_no_further(text: str) -> None:
    """What was folded compares equal to what it was folded from."""
    assert names.same_name(names.plain(text), text)


@pytest.mark.parametrize(
    "spelt",
    [
        "Dale View and Sons Ltd",
        "DALE VIEW & SONS LIMITED",
        "The Dale View & Sons, Ltd.",
        "Dale-View and Sons",
        "Dâle View and Sons (Cyf)",
        "Dale View and Son’s",
    ],
)
def test_one_organisation_is_known_however_it_is_spelt(spelt: str) -> None:
    """Case, “The”, “&”, the ordinary legal form, apostrophes, hyphens and accents say nothing about who it is."""
    assert names.same_organisation("Dale View & Sons", spelt)


@pytest.mark.parametrize(
    "other", ["Dale View & Daughters", "Dale View & Sons CIC", "Dale View & Sons 2", "Dale and Sons"]
)
def test_another_organisation_is_not_taken_for_it(other: str) -> None:
    """Other words, another number and another kind of body are another organisation."""
    assert not names.same_organisation("Dale View & Sons", other)


def test_legal_forms_may_be_written_out() -> None:
    """A form and its letters are one, two forms are not."""
    assert names.same_organisation("Elm C.I.C.", "Elm Community Interest Company")
    assert names.same_organisation("Elm plc", "ELM PUBLIC LIMITED COMPANY")
    assert not names.same_organisation("Elm plc", "Elm CIC")


def test_what_may_be_one_counts_as_one_where_groups_are_small() -> None:
    """A provider that leaves out its legal form or a space fills no second place; another name does."""
    assert len({names.counted_as(name) for name in ("Dale View CIC", "Daleview", "The Dale View Ltd")}) == 1
    assert names.counted_as("Dale View") != names.counted_as("Dale View 2")


@pytest.mark.parametrize("name", ["The", "Ltd", "&", "!!!", "…"])
def test_a_name_of_nothing_but_what_is_folded_is_still_a_name(name: str) -> None:
    """Nobody loses their name altogether."""
    assert names.organisation_of(name)
    assert names.counted_as(name)


def test_no_name_is_nobody() -> None:
    """An empty name stays empty."""
    assert names.organisation_of(" ") == names.counted_as("") == ""


def test_a_spelling_that_nobody_lists_is_still_joined() -> None:
    """To the one that it is spelt like; the other listed one stays by itself."""
    with names.told_apart(["Dale View", "Dale View Ltd"]):
        assert names.same_organisation("The Dale View", "Dale View")
        assert not names.same_organisation("Dale View", "dale  view LTD")
    assert names.same_organisation("Dale View", "Dale View Ltd")
