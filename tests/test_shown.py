"""Tests that words from outside are shown without steering whatever shows them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlkit import shown

LONG = "a" * 100


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Elm Row", "Elm Row"),
        ("Tŷ Gwyn, Чайка – 5 ✓", "Tŷ Gwyn, Чайка – 5 ✓"),
        ("Evil\x1b[2J\x1b]0;x\x07", "Evil�[2J�]0;x�"),
        ("Evil\x9b2J", "Evil�2J"),
        ("a.xlsx: rejected\rb.xlsx: valid", "a.xlsx: rejected b.xlsx: valid"),
        ("a\nb\u2028c\x85d", "a b c d"),
        ("Evil\u202egpj.xlsx", "Evil�gpj.xlsx"),
        ("a" + " " * 200 + "b", "a   b"),
        ("a  b", "a  b"),
        ("\ud800", "�"),
    ],
)
def test_a_line_is_one_line(text: str, line: str) -> None:
    """Nothing in it moves the cursor, turns the text round or seems to begin another line."""
    assert shown.one_line(text) == line


@given(st.text())
def test_no_text_steers(text: str) -> None:
    """Whatever it holds, what is shown can be printed, and a second time nothing changes."""
    line = shown.one_line(text)
    assert line.isprintable()
    assert shown.one_line(line) == line


def test_several_lines_keep_their_layout() -> None:
    """Lines and indents of our own stay; an escape among them does not."""
    assert shown.lines("1 problem:\n    \x1b[2Jhere") == "1 problem:\n    �[2Jhere"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [("a ” b “ c", 'a " b " c'), ("a\n  b", "a b"), (LONG, f"{LONG[:79]}…"), (LONG[:80], LONG[:80])],
)
def test_a_quotation_ends_where_it_ends(text: str, quoted: str) -> None:
    """It is short, on one line, and holds no mark that would end it."""
    assert shown.excerpt(text) == quoted


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("re-enter it at http://evil.example/fenmoor now", "re-enter it at […] now"),
        ("HTTPS://EVIL.EXAMPLE", "[…]"),
        ("at www.evil.example", "at […]"),
        ("at evil.example/x?y=1, or", "at […] or"),
        ("at evil.example.", "at […]."),
        ("to ann@evil.example", "to […]"),
        *((f"at evil{dot}example{dot}com/pay now", "at […] now") for dot in "․。．｡﹒"),
        *((f"see 1{dot}2, and so on{dot}", f"see 1{dot}2, and so on{dot}") for dot in "․。．｡﹒"),
        ("at www․7", "at […]"),
        ("to ann＠evil", "to […]"),
        (r"on \\evil\share", "on […]"),
        ("mailto:ann, tel:0123", "[…] […]"),
        ("e.g. 1.1 Strategy, 10.3.2027, v2.1.", "e.g. 1.1 Strategy, 10.3.2027, v2.1."),
        ("save it as .xlsx: please", "save it as .xlsx: please"),
    ],
)
def test_what_can_be_clicked_on_is_left_out(text: str, left: str) -> None:
    """Links of every kind go, visibly; references, dates and ends of names stay."""
    assert shown.unlinked(text) == left


@given(st.dictionaries(st.text(), st.text()))
def test_json_is_exact_and_harmless(data: dict[str, str]) -> None:
    """It reads back as it was, and can be printed."""
    text = shown.as_json(data)
    assert json.loads(text) == data
    assert text.replace("\n", "").isprintable()


def test_the_first_names_stand_for_all() -> None:
    """How many more there are is said, and nothing where there are no more."""
    assert shown.listed(["a", "b", "c"], 2) == "a, b and 1 more"
    assert shown.listed(["a", "b"], 2) == "a, b"
