"""A sound form becomes the instrument it states."""

import pickle
from pathlib import Path

import pytest

from tests.builders.opened import load_workbook
from tests.form.xlsform.books import CROSSWALK, FORM, OTHERS, SURVEY, Value, changed, save, survey_of, without
from xlkit.errors import XlkitError
from xlkit.form.crosswalk import Crosswalk, Link, Strength, Theme
from xlkit.form.instrument import Band, Guidance, Instrument, PlannerColumn, PlannerKind, Resource, Section, Side, Term
from xlkit.form.item import Choice, Item, Kind
from xlkit.form.words import ENGLISH
from xlkit.form.xlsform import load
from xlkit.form.xlsform.build import default_planner
from xlkit.form.xlsform.shelf import crosswalk

LADDER = (Choice("low", "We have not begun.", 1), Choice("high", "We have done it.", 2))
ANSWERS = (Choice("yes", "Yes"), Choice("no", "No"))
WELCOME = Item(
    name="welcome",
    ref="1.1",
    title="Welcome",
    kind=Kind.STATEMENTS,
    hint="How people arrive.",
    choices=LADDER,
    required=True,
    evidence="Letters and leaflets.",
)


def loaded(tmp_path: Path, changes: dict[str, Value]) -> Instrument:
    return load(save(changed(FORM, changes), tmp_path / "form.xlsx"))


def test_a_form_becomes_the_instrument_it_states(tmp_path: Path) -> None:
    """Every sheet and column reaches the instrument, in order."""
    assert load(save(FORM, tmp_path / "form.xlsx")) == Instrument(
        name="small-form",
        title="A small form",
        version="3",
        sections=(
            Section(
                name="beginnings",
                ref="1",
                title="Beginnings",
                hint="How we start.",
                items=(WELCOME, Item("agreed", "1.2", "Is this agreed?", Kind.CHOICE, choices=ANSWERS)),
            ),
            Section(
                name="numbers",
                ref="2",
                title="Numbers",
                items=(
                    Item("about_numbers", "", "Counts are for today.", Kind.NOTE),
                    Item("staff", "2.1", "How many staff?", Kind.INTEGER),
                    Item("opened", "2.9", "When did you open?", Kind.DATE),
                ),
            ),
        ),
        side=Side.PROVIDER,
        bands=(Band(1, "Beginning"), Band(2, "Done")),
        planner=(
            PlannerColumn("topic", PlannerKind.TOPIC, "Topic"),
            PlannerColumn("action", PlannerKind.TEXT, "Action", "Start with a verb.", width=40),
            PlannerColumn("status", PlannerKind.CHOICE, "Status", choices=("Open", "Shut"), added=True),
        ),
        guidance=(Guidance("start", "Why", "It helps."),),
        glossary=(Term("Ladder", "Steps."), Term("Rung", "One step.")),
        resources=(Resource("Books", "On ladders", "Rungs", "2010"),),
    )


def test_items_outside_any_group_stand_in_sections_titled_as_the_form(tmp_path: Path) -> None:
    """Rows before and after a group become sections of their own, in the order of the form."""
    rows = (
        ("text", "first", None, "First"),
        ("decimal", "second", None, "Second"),
        ("begin_group", "middle", None, "Middle"),
        ("text", "third", None, "Third"),
        ("end_group", None, None, None),
        ("text", "fourth", None, "Fourth"),
    )
    sections = load(save(survey_of(*rows), tmp_path / "form.xlsx")).sections
    assert [section.title for section in sections] == ["A small form", "Middle", "A small form"]
    assert [[item.ref for item in section.items] for section in sections] == [["1.1", "1.2"], ["2.1"], ["3.1"]]
    assert len({section.name for section in sections}) == 3


def test_derived_references_start_with_the_sections_own(tmp_path: Path) -> None:
    """An item without a reference gets its section's and its place, a note taking none."""
    changes: dict[str, Value] = {"survey!C7": "B"}
    assert [item.ref for item in loaded(tmp_path, changes).sections[1].items] == ["", "B.1", "2.9"]


def test_a_form_without_a_planner_gets_the_default_one(tmp_path: Path) -> None:
    """Actions can be planned for any form."""
    assert load(save(without(FORM, *OTHERS), tmp_path / "form.xlsx")).planner == default_planner(ENGLISH)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (2, "General", "2"),
        (2.0, "0.0", "2.0"),
        (2.1, "0.00", "2.10"),
        (2011.1, "General", "2011.1"),
        (20260401, "General", "20260401"),
        ("2.0", "@", "2.0"),
        (" 2.0\u00a0", "General", "2.0"),
        (True, "General", "TRUE"),
    ],
)
def test_numbers_are_read_as_the_cell_shows_them(tmp_path: Path, value: Value, number_format: str, text: str) -> None:
    """A version or reference typed as a number is the text that stands on the screen."""
    path = save(FORM, tmp_path / "form.xlsx")
    book = load_workbook(path)
    cell = book["settings"]["C2"]
    cell.value = value
    cell.number_format = number_format
    book.save(path)
    assert load(path).version == text


def test_text_is_kept_to_the_character_but_for_space_around_it(tmp_path: Path) -> None:
    """Punctuation, quotes and line breaks of a text come through as they were typed."""
    text = "It\u2019s \u201cours\u201d \u2013 <50 %>,\nsay & mean it."
    assert loaded(tmp_path, {"survey!D9": f"  {text} "}).sections[1].items[1].title == text


def test_the_default_language_is_read(tmp_path: Path) -> None:
    """Of labels and hints in several languages those of the default one are read, and its code is kept."""
    columns: dict[str, Value] = {
        "survey!D1": "label::English (en)",
        "survey!I1": "label::Welsh (cy)",
        "survey!J1": "hint::Welsh (cy)",
        "choices!C1": "label::English (en)",
        "choices!E1": "label::Welsh (cy)",
        "settings!D2": "Welsh (cy)",
        **{f"survey!I{row}": f"Cwestiwn {row}" for row in (2, 3, 4, 5, 7, 8, 9, 10)},
        **{f"choices!E{row}": f"Ateb {row}" for row in range(2, 8)},
        "survey!J3": "Awgrym",
    }
    instrument = loaded(tmp_path, columns)
    welcome = instrument.sections[0].items[0]
    assert instrument.language == "cy"
    assert (welcome.title, welcome.hint, welcome.choices[0].label) == ("Cwestiwn 3", "Awgrym", "Ateb 2")


def test_a_plain_label_is_that_of_the_default_language(tmp_path: Path) -> None:
    """As in the standard, a column without a language is in the default one."""
    changes: dict[str, Value] = {"survey!I1": "label::Welsh (cy)", "survey!I3": "Croeso"}
    assert loaded(tmp_path, changes).sections[0].items[0].title == "Welcome"


def test_instruments_travel_between_processes(tmp_path: Path) -> None:
    """An instrument is the same after it was pickled."""
    instrument = load(save(FORM, tmp_path / "form.xlsx"))
    assert pickle.loads(pickle.dumps(instrument)) == instrument  # noqa: S301 - its own bytes, a moment old


def test_a_form_that_is_not_sound_is_refused_in_one_sentence(tmp_path: Path) -> None:
    """The first problem is named, the others are counted, and how to see them is said."""
    path = save(changed(FORM, {"survey!B9": None, "survey!H4": "none"}), tmp_path / "form.xlsx")
    with pytest.raises(XlkitError) as caught:
        load(path)
    assert str(caught.value) == (
        "form.xlsx is not a sound template at survey!H4: no question is named 'none': "
        "write the name of the question it belongs to (and 1 more); "
        f"to see everything, run: xlkit templates check {path}"
    )


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    """What cannot be opened is the operator's mistake, not an accident."""
    path = tmp_path / "form.xlsx"
    path.write_text("type,name,label\n", encoding="utf-8")
    with pytest.raises(XlkitError, match=r"not an \.xlsx workbook"):
        load(path)


def test_a_crosswalk_is_read_theme_by_theme(tmp_path: Path) -> None:
    """Links stand under their themes in the order of the rows."""
    assert crosswalk(save(CROSSWALK, tmp_path / "themes.xlsx")) == Crosswalk(
        (
            Theme(
                "arrival",
                "Arriving",
                (Link("small-form", "welcome", Strength.DIRECT), Link("another-form", "door", Strength.PARTIAL)),
            ),
            Theme("size", "Size", (Link("small-form", "staff", Strength.DIRECT),)),
        )
    )


def test_a_crosswalk_that_is_not_sound_is_refused(tmp_path: Path) -> None:
    """A crosswalk with a fault is not half read."""
    path = save(changed(CROSSWALK, {"crosswalk!E2": "strong"}), tmp_path / "themes.xlsx")
    with pytest.raises(XlkitError, match="at crosswalk!E2: 'strong' is not a strength"):
        crosswalk(path)


def test_the_small_form_uses_every_column(tmp_path: Path) -> None:
    """The form these tests change has something in every column of its survey."""
    assert all(any(row[place] for row in SURVEY[1:]) for place in range(len(SURVEY[0])))
