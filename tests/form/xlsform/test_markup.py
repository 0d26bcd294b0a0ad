"""Markup in labels is read as screens show it; signs that mark nothing stay as they were typed."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock

from tests.builders.forms import written
from tests.builders.opened import load_workbook
from tests.form.xlsform.books import FORM, changed, save
from xlkit.form.draft import Draft
from xlkit.form.item import Run
from xlkit.form.xlsform import check, load
from xlkit.form.xlsform.markup import plain, runs

SHOWN = {
    "**Bold**, *slanted* and __strong__": "Bold, slanted and strong",
    "#### Your team\nWho is in it?": "Your team\n\nWho is in it?",
    "- one\n- two": "\u2022 one\n\u2022 two",
    "1. Yes\n2. No": "1. Yes\n2. No",
    "[the guide](https://example.org/a_b)": "the guide (https://example.org/a_b)",
    '<span style="color:red">Red</span> &amp; <b>bold</b><br/>next': "Red & bold\nnext",
    "<ol><li>one</li><li>two</li></ol>": "1. one\n2. two",
    '<ol start="5"><li>five</li></ol>': "5. five",
    '<ol start="five"><li>one</li></ol>': "1. one",
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


PIECES = {
    "Read **this** first": (Run("Read "), Run("this", is_bold=True), Run(" first")),
    "# Before\nHave *all* of it": (
        Run("Before\n\n", is_bold=True),
        Run("Have "),
        Run("all", is_slanted=True),
        Run(" of it"),
    ),
    "<b>One <i>two</i></b> three": (
        Run("One ", is_bold=True),
        Run("two", is_bold=True, is_slanted=True),
        Run(" three"),
    ),
    **dict.fromkeys(("Nothing here", "**All of it**", "**${name}** is live", "5 * 3 * 2"), ()),
}


@pytest.mark.parametrize(("text", "pieces"), PIECES.items(), ids=PIECES)
def test_what_stands_out_is_known_by_pieces(text: str, pieces: tuple[Run, ...]) -> None:
    """Where only some of it does, and no answer is put in."""
    assert runs(text) == pieces


@given(st.text(alphabet="*_#<>bi/[]() \n-`&;${}1a", max_size=60))
def test_pieces_are_the_text_that_is_shown(text: str) -> None:
    """Whatever is typed, nothing is lost in them and nothing added."""
    assert "".join(run.text for run in runs(text)) in ("", plain(text))


def test_a_note_keeps_what_stands_out(tmp_path: Path) -> None:
    """In the workbook too, as text that is rich."""
    path = save(changed(FORM, {"survey!D8": "Counts are for **today**."}), tmp_path / "form.xlsx")
    filled = written(tmp_path / "filled.xlsx", Draft(), instrument=load(path))
    cells = (cell.value for row in load_workbook(filled, rich_text=True)["Questions"] for cell in row)
    (note,) = [value for value in cells if isinstance(value, CellRichText) and str(value) == "Counts are for today."]
    assert [bool(part.font.b) for part in note if isinstance(part, TextBlock)] == [False, True, False]


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
