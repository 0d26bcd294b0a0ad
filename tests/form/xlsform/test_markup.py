"""Markup in labels is read as screens show it; signs that mark nothing stay as they were typed."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.form.xlsform.books import FORM, changed, save
from xlkit.form.xlsform import check, load
from xlkit.form.xlsform.markup import plain

SHOWN = {
    "**Bold**, *slanted* and __strong__": "Bold, slanted and strong",
    "#### Your team\nWho is in it?": "Your team\n\nWho is in it?",
    "- one\n- two": "\u2022 one\n\u2022 two",
    "1. Yes\n2. No": "1. Yes\n2. No",
    "[the guide](https://example.org/a_b)": "the guide (https://example.org/a_b)",
    '<span style="color:red">Red</span> &amp; <b>bold</b><br/>next': "Red & bold\nnext",
    "<ol><li>one</li><li>two</li></ol>": "1. one\n2. two",
    "<p>One</p><p>Two</p>": "One\nTwo",
    '<span style="display: none">matrix-</span>Rooms': "Rooms",
    "<p hidden>matrix</p>Rooms": "Rooms",
    '<span style="display:none">Bread - how often</span>': "Bread - how often",
    "<script>alert(1)</script>Rooms": "Rooms",
    "Stars \\*as typed\\*": "Stars *as typed*",
    "**${name}** of ${_a_}": "${name} of ${_a_}",
}


@pytest.mark.parametrize(("text", "shown"), SHOWN.items(), ids=SHOWN)
def test_markup_is_shown_as_on_a_screen(text: str, shown: str) -> None:
    """In plain text, with lists, lines and links; what is hidden shows where nothing else would."""
    assert plain(text) == shown


AS_TYPED = [
    *("snake_case_name", "5 * 3 * 2", "# of people", "2. How many?", "-", "+", "*", "Name:*", "- none of these"),
    *("age < 5 and income > 3", "x<y and y>z", "<name of the service>", "I live in ____ (____) and ____.", "AT&T"),
    *("C:\\new", "[1] see below", "first\nsecond\n\nthird", "* required", "${a_b_c}", "\u2713 done"),
]


@pytest.mark.parametrize("text", AS_TYPED)
def test_signs_that_mark_nothing_stay(text: str) -> None:
    """Blanks to fill in, comparisons, names and footnotes are no markup."""
    assert plain(text) == text


@given(st.text(alphabet="*_#<>b/[]() \n-`&;$\\{}\"'=1", max_size=60))
def test_no_text_is_an_accident(text: str) -> None:
    """Whatever is typed, something readable is shown of it."""
    assert bool(plain(text).strip()) is bool(text.strip())


@pytest.mark.parametrize("part", ["<b>", "[", "<!--", "[a](", "* a\n"])
def test_a_text_made_to_be_slow_is_not(part: str) -> None:
    """A label that only opens takes no longer than others."""
    begun = time.perf_counter()
    plain(part * 50_000)
    plain((part * 5_000)[:5_000])
    assert time.perf_counter() - begun < 5


def test_labels_hints_and_choices_are_read_so_and_our_own_sheets_are_not(tmp_path: Path) -> None:
    """Guidance is written for xlkit alone, and says what it says."""
    marked = {
        "survey!D9": "<b>How many</b> staff?",
        "survey!E3": "*How*",
        "choices!C4": "**Yes**",
        "guidance!C2": "*It*",
    }
    path = save(changed(FORM, marked), tmp_path / "form.xlsx")
    assert check(path) == ()
    instrument = load(path)
    items = {item.name: item for item in instrument.items}
    assert (items["staff"].title, items["welcome"].hint) == ("How many staff?", "How")
    assert items["agreed"].choices[0].label == "Yes"
    assert instrument.guidance[0].text == "*It*"
