"""What may tell who a person is, beside what is like it and tells nothing."""

import pytest

from xlkit.returns.identifying import identifying


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I want to see Marged again", "Marged"),
        ("my sister comes too late", "sister"),
        ("ask dr patel", "dr"),
        ("It is at Elm Court", "Elm Court"),
        ("Janet shouts at me", "Janet"),
        ("My sister Janet says the staff at 12 Mill Lane are late", "12 Mill Lane, sister, Janet"),
        ("I moved in on 3/4/2025", "3/4/2025"),
        ("I am 83 years old", "83 years old"),
        ("Ring 01632 960 983", "01632 960 983"),
        ("Write to me@home.example", "me@home.example"),
        ("I live in SW1A 1AA", "SW1A 1AA"),
        ("The people from fenmoor homecare are late", "Fenmoor Homecare"),
    ],
)
def test_what_may_tell_is_pointed_at(text: str, found: str) -> None:
    """The words are given, so that somebody can look at them."""
    assert identifying(text, ["Fenmoor Homecare"]) == found


@pytest.mark.parametrize(
    "text",
    [
        "I want to see her again",
        "Nobody comes on Sundays. The door stays shut",
        "I've got a TV, and I like the NHS nurse's visits less",
        "I want 2 evenings out a week",
        "homecare is late",
        "Will somebody listen? Grace before meals matters. Way too late",
        "Evenings end at eight. How: Two shifts run late",  # as a card has what a team says, and how
    ],
)
def test_what_tells_nothing_is_let_be(text: str) -> None:
    """Ordinary words, also with a capital, are no reason to look."""
    assert identifying(text, ["Fenmoor Homecare"]) == ""
