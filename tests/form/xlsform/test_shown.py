"""The wording of a template as plain text, one text a line."""

from pathlib import Path

import pytest

from tests.form.xlsform.books import CROSSWALK, FORM, Sheets, changed, save
from xlkit.errors import XlkitError
from xlkit.form.xlsform import find, library
from xlkit.form.xlsform.shown import summary, wording

SMALL_FORM = """\
A small form
small-form, version 3, en, provider side

Section 1: Beginnings [beginnings]
  How we start.

1.1 Welcome [welcome, statements, required]
  How people arrive.
  1.1.1 We have not begun. [low, level 1]
  1.1.2 We have done it. [high, level 2]
  Evidence: Letters and leaflets.

1.2 Is this agreed? [agreed, choice]
  - Yes [yes]
  - No [no]

Section 2: Numbers [numbers]

Counts are for today. [about_numbers, note]

2.1 How many staff? [staff, integer]

2.9 When did you open? [opened, date]

Bands
  1: Beginning
  2: Done

Action planner
  Topic [topic, topic, width 20]
  Action [action, text, width 40]: Start with a verb.
  Status [status, choice, width 20, added] (Open, Shut)

Guidance
  start: Why: It helps.

Glossary
  Ladder: Steps.
  Rung: One step.

Resources
  Books: On ladders; Rungs; 2010"""


def test_everything_a_form_says_is_shown(tmp_path: Path) -> None:
    """Every sheet is there, with names, references and levels beside the words."""
    assert wording(str(save(FORM, tmp_path / "form.xlsx"))) == SMALL_FORM


def test_a_change_of_one_text_changes_one_line(tmp_path: Path) -> None:
    """So that a change of wording can be reviewed line by line."""
    before = wording(str(save(FORM, tmp_path / "a.xlsx"))).splitlines()
    after = wording(str(save(changed(FORM, {"choices!C2": "We are yet to begin."}), tmp_path / "b.xlsx"))).splitlines()
    assert [line for line in after if line not in before] == ["  1.1.1 We are yet to begin. [low, level 1]"]
    assert len(before) == len(after)


def test_a_crosswalk_is_shown_theme_by_theme(tmp_path: Path) -> None:
    """A crosswalk is told from a form by its sheets, whatever its file is called."""
    assert wording(str(save(CROSSWALK, tmp_path / "a1b2c3.xlsx"))) == (
        "Arriving [arrival]\n  small-form: welcome (direct)\n  another-form: door (partial)\n\n"
        "Size [size]\n  small-form: staff (direct)"
    )


def test_the_shipped_crosswalk_is_shown_by_its_name() -> None:
    """The name crosswalk stands for the one that comes with xlkit."""
    assert "\n  shaping-the-market: leadership (direct)\n" in wording("crosswalk")


@pytest.mark.parametrize("name", ["progress-for-providers", "shaping-the-market"])
def test_every_word_of_a_shipped_template_is_shown(name: str) -> None:
    """Nothing that a respondent reads is left out."""
    text, instrument = wording(name), library()[name]
    words = [
        *(choice.label for item in instrument.items for choice in item.choices),
        *(word for item in instrument.items for word in (item.ref, item.title, item.hint, item.evidence)),
        *(word for section in instrument.sections for word in (section.title, section.hint)),
        *(part.text for part in instrument.guidance),
        *(entry.meaning for entry in instrument.glossary),
        *(work.title for work in instrument.resources),
    ]
    assert [word for word in words if word not in text] == []


def test_what_cannot_be_found_is_refused() -> None:
    """A name of nothing is the operator's mistake."""
    with pytest.raises(XlkitError, match="There is no template 'nothing'"):
        wording("nothing")


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [(FORM, "2 sections, 4 items, 2 statements, 1 topic on a scale of 2"), (CROSSWALK, "2 themes, 3 links")],
    ids=["form", "crosswalk"],
)
def test_a_summary_counts_what_there_is(tmp_path: Path, sheets: Sheets, expected: str) -> None:
    """A person sees at a glance that all they wrote was read."""
    assert summary(save(sheets, tmp_path / "book.xlsx")) == expected


def test_one_is_not_counted_as_many(tmp_path: Path) -> None:
    """A single link is a link."""
    single = {"crosswalk": CROSSWALK["crosswalk"][:2]}
    assert summary(save(single, tmp_path / "book.xlsx")) == "1 theme, 1 link"


def test_an_own_template_is_shown_by_its_name(tmp_path: Path) -> None:
    """A folder of one's own is looked in as everywhere else."""
    save(FORM, tmp_path / "ours.xlsx")
    assert wording("small-form", tmp_path) == SMALL_FORM
    assert find("small-form", tmp_path).name == "small-form"
