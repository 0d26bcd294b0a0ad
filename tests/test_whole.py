"""Whole numbers in texts from outside."""

import pytest

from xlkit.whole import MOST, whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("12", 12),
        ("007", 7),
        (f"{MOST}", MOST),
        (f"{MOST + 1}", None),
        ("9" * 5000, None),
        ("", None),
        (" 3", None),
        ("-3", None),
        ("+3", None),
        ("3.0", None),
        ("1e3", None),
        ("1_000", None),
        ("²", None),
        ("٣", None),
        ("three", None),
    ],
)
def test_a_whole_number_is_plain_digits(text: str, number: int | None) -> None:
    """Signs, spaces, digits of other scripts and more digits than a program counts by make a text none."""
    assert whole_number(text) == number


@pytest.mark.parametrize(("text", "number"), [("2", None), ("3", 3), ("5", 5), ("6", None)])
def test_a_whole_number_lies_between_its_ends(text: str, number: int | None) -> None:
    """The least and the most are among those that are taken."""
    assert whole_number(text, 3, 5) == number
