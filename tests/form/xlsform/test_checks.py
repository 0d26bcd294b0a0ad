"""Every kind of fault is found at its cell, and the sound near miss beside it is let through."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from tests.builders.drawn import drawn
from tests.builders.opened import load_workbook
from tests.form.xlsform import books
from tests.form.xlsform.books import CROSSWALK, FORM, Value, changed, save, survey_of, without
from xlkit.form.instrument import Instrument
from xlkit.form.xlsform import check, load
from xlkit.form.xlsform.problem import Problem, Weight

GROUP = ("begin_group", "g", None, "G")
END = ("end_group", None, None, None)
TEXT = ("text", "t", None, "T")


def addresses(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.address for problem in problems]


def test_a_sound_form_has_no_problem(tmp_path: Path) -> None:
    """Nothing is found in a form that uses all there is."""
    assert check(save(FORM, tmp_path / "form.xlsx")) == ()


# The cell that is changed, what is typed there, and what the reason says; the fault is found at that cell.
FAULTS: dict[str, tuple[str, Value, str]] = {
    "no name": ("survey!B9", None, "name is empty"),
    "name used twice": ("survey!B10", "Staff", "already stands in row 9"),
    "name starts with a digit": ("survey!B9", "1staff", "must start with a letter"),
    "name with a space": ("survey!B9", "the staff", "without spaces"),
    "group name used twice": ("survey!B7", "beginnings", "already stands in row 2"),
    "nothing's answer in the label": ("survey!D9", "How many at ${welcom}?", "no row is named 'welcom'"),
    "nothing's answer in a choice": ("choices!C5", "No, ${welcom}", "no row is named 'welcom'"),
    "an answer in the guidance": ("guidance!C2", "As ${welcome} says.", "no row is named 'welcome'"),
    "evidence of nothing": ("survey!H4", "wellcome", "no question is named 'wellcome'"),
    "evidence of a note": ("survey!H4", "about_numbers", "no question is named"),
    "evidence that is a number": ("survey!H9", "agreed", "only a text row"),
    "evidence with a reference": ("survey!C4", "1.7", "no ref of its own"),
    "evidence that is required": ("survey!F4", "yes", "cannot be required"),
    "reference used twice": ("survey!C10", "1.1", "also used for row 3"),
    "reference like a statement's": ("survey!C10", "1.1.2", "also used for row 3"),
    "reference like a derived one": ("survey!C10", "1.2", "also used for row 5"),
    "reference like a planner row's": ("survey!C10", "P7", "looks like one of xlkit's own"),
    "reference like a detail's": ("survey!C10", "y3", "looks like one of xlkit's own"),
    "reference with a space": ("survey!C10", "2 b", "without spaces"),
    "reference that is a sign": ("survey!C10", "-", "must start with a letter or digit"),
    "reference on a note": ("survey!C8", "2.0", "not answered"),
    "score with a fraction": ("choices!D2", 1.5, "must be a whole number"),
    "score of nothing": ("choices!D2", 0, "must be a whole number"),
    "score in words": ("choices!D2", "one", "must be a whole number"),
    "score used twice": ("choices!D3", 1, "already stands in row 2"),
    "some without a score": ("choices!D3", None, "give every one a score, or none"),
    "a gap in the scores": ("choices!D3", 3, "without a gap"),
    "unknown side": ("settings!E2", "council", "write provider, commissioner"),
    "band of no level": ("bands!A2", None, "level is empty"),
    "band of half a level": ("bands!A2", 0.5, "must be a whole number"),
    "band given twice": ("bands!A3", 1, "already stands in row 2"),
    "guidance nowhere": ("guidance!A2", "cover", "write start, questions, planner, summary"),
    "guidance without text": ("guidance!C2", None, "text is empty"),
    "unknown kind of column": ("planner!B2", "subject", "not a kind that xlkit knows"),
    "column given twice": ("planner!A3", "topic", "already stands in row 2"),
    "column named with a space": ("planner!A2", "the topic", "without spaces"),
    "column of another kind": ("planner!B3", "date", "always of the kind text"),
    "column without heading": ("planner!C2", None, "heading is empty"),
    "column of an unknown list": ("planner!E4", "states", "needs a list_name"),
    "column without a list": ("planner!E4", None, "needs a list_name"),
    "list that nobody picks from": ("planner!E3", "status", "leave it empty"),
    "width in words": ("planner!F3", "wide", "whole number of characters"),
    "width without end": ("planner!F3", "9" * 5000, "whole number of characters"),
    "band of a level without end": ("bands!A2", "9" * 5000, "must be a whole number"),
    "width of a whole screen": ("planner!F3", 500, "whole number of characters"),
    "added or not": ("planner!G4", "perhaps", "write yes"),
    "term given twice": ("glossary!A3", "ladder", "already stands in row 2"),
    "term without meaning": ("glossary!B2", None, "meaning is empty"),
    "work without title": ("resources!B2", None, "title is empty"),
}


@pytest.mark.parametrize(("cell", "value", "reason"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_found_at_its_cell(tmp_path: Path, cell: str, value: Value, reason: str) -> None:
    """A fault is reported with its sheet, its cell and what to do."""
    (problem,) = check(save(changed(FORM, {cell: value}), tmp_path / "form.xlsx"))
    assert problem.address == cell
    assert reason in problem.reason
    assert problem.is_wrong


# What is at fault by itself is left out, or told in another way; nobody else's answer depends on it.
MENDED: dict[str, tuple[str, Value, str]] = {
    "unknown type": ("survey!A9", "integre", "'integre' is not supported"),
    "empty type": ("survey!A9", None, "type is empty"),
    "words after the type": ("survey!A9", "integer only", "write integer alone"),
    "no list": ("survey!A3", "select_one", "needs its list"),
    "unknown list": ("survey!A3", "select_one ladders", "list 'ladders' has no row"),
    "no list of several": ("survey!A5", "select_multiple", "needs its list"),
    "words after the list": ("survey!A5", "select_one answers or else", "'or else' after the list is not supported"),
    "name used in two groups": ("survey!B9", "agreed", "this one is 'numbers/agreed'"),
    "no label": ("survey!D9", None, "'Staff' stands there"),
    "no list name": ("choices!A7", None, "list_name is empty"),
    "no choice name": ("choices!B4", None, "name is empty"),
    "choice used twice": ("choices!B3", "low", "goes by 'low_2'"),
    "choice label used twice": ("choices!C3", "we have not begun.", "reads 'we have not begun. (2)'"),
    "no choice label": ("choices!C2", None, "'low' stands there"),
    "form id with a colon": ("settings!B2", "small:form", "'small-form' is taken"),
    "second row of settings": ("settings!A3", "Another", "one row only"),
    "formula": ("survey!D9", "=D3", "no stored result"),
    "error": ("survey!D9", "#REF!", "shows the error #REF!"),
}


@pytest.mark.parametrize(("cell", "value", "reason"), MENDED.values(), ids=MENDED)
def test_what_is_at_fault_by_itself_costs_itself_alone(tmp_path: Path, cell: str, value: Value, reason: str) -> None:
    """It is said with its sheet and cell, and a workbook is made of the rest."""
    path = save(changed(FORM, {cell: value}), tmp_path / "form.xlsx")
    told = [problem for problem in check(path) if problem.address == cell and reason in problem.reason]
    assert [problem.weight for problem in told] == [Weight.LEFT_OUT]
    assert load(path).names >= {"opened"}


# Each of these looks like one of the faults above, and is sound.
SOUND: dict[str, dict[str, Value]] = {
    "type in capitals": {"survey!A9": "Integer"},
    "group written with a space": {"survey!A2": "begin group", "survey!A6": "end group"},
    "name with a dot and a dash": {"survey!B9": "our-staff.now_2"},
    "group named like a question": {"survey!B7": "welcome"},
    "a price in the label": {"survey!D9": "How many earn $ 12 {gross}?"},
    "not required": {"survey!F3": "no"},
    "required as a truth": {"survey!F3": True},
    "text over several lines": {"survey!G4": "multiline"},
    "group on one screen": {"survey!G2": "field-list"},
    "evidence of another question": {"survey!H4": "staff"},
    "reference beyond the statements": {"survey!C10": "1.1.3"},
    "reference with a letter after the digit": {"survey!C10": "2P"},
    "reference with another letter before it": {"survey!C10": "Q1"},
    "reference with the letter P and no digit": {"survey!C10": "Pay"},
    "section with the reference of an item": {"survey!C10": "1"},
    "name with an accent": {"survey!B9": "employ\u00e9s"},
    "choice name with spaces and signs": {"choices!B4": "of/the: borough, \u00e9tc."},
    "choice named by a number": {"choices!B2": 1},
    "choice of the same name in another list": {"choices!B4": "low"},
    "choice of the same label in another list": {"choices!C4": "We have not begun."},
    "score as text": {"choices!D2": "1"},
    "scores from the top": {"choices!D2": 2, "choices!D3": 1},
    "no side": {"settings!E2": None},
    "side in capitals": {"settings!E2": "Provider"},
    "version with a point": {"settings!C2": 2.5},
    "column of one's own": {"survey!I1": "our notes", "survey!I3": "=1/0"},
    "column of the standard, empty": {"survey!I1": "relevant"},
    "blank row": {"survey!A14": None, "survey!A15": "text", "survey!B15": "more", "survey!D15": "More?"},
    "guidance without heading": {"guidance!B2": None},
    "due by a date": {"planner!A5": "due", "planner!B5": "date", "planner!C5": "By when"},
}


@pytest.mark.parametrize("changes", SOUND.values(), ids=SOUND)
def test_a_near_miss_is_sound(tmp_path: Path, changes: dict[str, Value]) -> None:
    """What only looks like a fault is let through."""
    assert check(save(changed(FORM, changes), tmp_path / "form.xlsx")) == ()


def test_a_missing_survey_is_named(tmp_path: Path) -> None:
    """A form without the sheet it needs is told which."""
    problems = check(save(without(FORM, "survey"), tmp_path / "form.xlsx"))
    assert addresses(problems) == ["survey"]
    assert "is missing" in problems[0].reason


def test_missing_choices_show_at_the_questions_that_need_them(tmp_path: Path) -> None:
    """A form without choices is told at each question, and at the planner, what has no list."""
    told = addresses(check(save(without(FORM, "choices"), tmp_path / "form.xlsx")))
    assert [each for each in told if each != "survey!A2"] == ["survey!A3", "survey!H4", "survey!A5", "planner!E4"]


def test_sheets_beside_the_form_may_be_missing(tmp_path: Path) -> None:
    """A form as other programs know it, without xlkit's own sheets, is sound."""
    assert check(save(without(FORM, *books.OTHERS), tmp_path / "form.xlsx")) == ()


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        *[("survey!A1", "type"), ("survey!B1", "name")],
        *[("bands!B1", "band"), ("planner!B1", "kind"), ("resources!B1", "title")],
    ],
)
def test_a_missing_column_is_told_of_once(tmp_path: Path, cell: str, column: str) -> None:
    """A column that is missing is named once, not again at every row."""
    sheet = cell.partition("!")[0]
    problems = check(save(changed(FORM, {cell: "something else"}), tmp_path / "form.xlsx"))
    assert problems == (Problem(sheet, "", f"the column {column} is missing: add it to the first row"),)


@pytest.mark.parametrize("cell", ["survey!D1", "choices!C1"])
def test_a_missing_label_is_said_once_and_names_stand_there(tmp_path: Path, cell: str) -> None:
    """Other tools take such a form too; what is asked shows by its hint or its name."""
    path = save(changed(FORM, {cell: "something else"}), tmp_path / "form.xlsx")
    told = [problem for problem in check(path) if "column label is missing" in problem.reason]
    assert [(problem.address, problem.weight) for problem in told] == [(cell.partition("!")[0], Weight.LEFT_OUT)]
    items = {item.name: item for item in load(path).items}
    shown = items["staff"].title if cell.startswith("survey") else items["agreed"].choices[0].label
    assert shown == ("Staff" if cell.startswith("survey") else "yes")


def test_a_column_that_is_there_twice_is_named(tmp_path: Path) -> None:
    """Of two columns with one name the first counts, and that is said."""
    path = save(changed(FORM, {"survey!I1": "Hint", "survey!I3": "Another"}), tmp_path / "form.xlsx")
    reason = "the column hint is there twice, and the first is taken: delete one"
    assert check(path) == (Problem("survey", "I1", reason, Weight.LEFT_OUT),)
    assert next(load(path).items).hint == "How people arrive."


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((GROUP, TEXT), "survey!A2"),
        ((TEXT, END), "survey!A3"),
        ((GROUP, ("begin_repeat", "r", None, "R"), TEXT, END, END), "survey!A5"),
        ((GROUP, END, TEXT), "survey!A2"),
        ((("note", "n", None, "N"),), "survey"),
        ((), "survey"),
        ((("begin_repeat", "r", None, "R"), TEXT), "survey!A2"),
    ],
    ids=["not closed", "not opened", "table closed as a group", "empty group", "asks nothing", "no rows", "repeat"],
)
def test_groups_that_are_not_well_formed_are_found(
    tmp_path: Path, rows: tuple[tuple[str | None, ...], ...], expected: str
) -> None:
    """A group that is not opened, closed or filled as it should be is told where."""
    assert expected in addresses(check(save(survey_of(*rows), tmp_path / "form.xlsx")))


@pytest.mark.parametrize(("depth", "is_refused"), [(100, False), (101, True), (1200, True)])
def test_groups_are_followed_to_a_depth(tmp_path: Path, depth: int, *, is_refused: bool) -> None:
    """However many stand in one another, that is a problem with its row and never a crash."""
    opened = [("begin_group", f"g{place}", None, "G") for place in range(depth)]
    problems = check(save(survey_of(*opened, TEXT, *[END] * depth), tmp_path / "form.xlsx"))
    assert [problem.address for problem in problems if "100 deep" in problem.reason] == ["survey!A102"] * is_refused
    assert bool(problems) == is_refused


def test_two_evidence_boxes_of_one_question_are_refused(tmp_path: Path) -> None:
    """A question has one evidence box."""
    second = {"survey!A12": "text", "survey!B12": "more", "survey!D12": "More", "survey!H12": "welcome"}
    assert addresses(check(save(changed(FORM, second), tmp_path / "form.xlsx"))) == ["survey!H12"]


def test_two_sections_of_one_reference_are_refused(tmp_path: Path) -> None:
    """A section's own reference may not be the place of another."""
    problems = check(save(changed(FORM, {"survey!C2": "2"}), tmp_path / "form.xlsx"))
    assert addresses(problems) == ["survey!C7"]
    assert "also that of row 2" in problems[0].reason


def test_a_reference_may_not_be_anothers_evidence_row(tmp_path: Path) -> None:
    """The reference EA is that of the evidence of item A."""
    path = save(changed(FORM, {"survey!C9": "A", "survey!C10": "EA"}), tmp_path / "form.xlsx")
    assert addresses(check(path)) == ["survey!C10"]


@pytest.mark.parametrize(
    ("default", "is_sound"), [("English (en)", True), ("english (EN)", True), ("Welsh (cy)", False)]
)
def test_labels_in_several_languages_need_the_default_one(
    tmp_path: Path, default: str | None, *, is_sound: bool
) -> None:
    """Where labels are in several languages, the settings say which one is read."""
    columns = {
        "survey!D1": "label::English (en)",
        "survey!I1": "label::French (fr)",
        "choices!C1": "label::English (en)",
    }
    problems = check(save(changed(FORM, {**columns, "settings!D2": default}), tmp_path / "form.xlsx"))
    asked = [problem for problem in problems if "default_language" in problem.reason]
    assert (asked == []) is is_sound
    assert is_sound or "English (en), French (fr)" in asked[0].reason


def test_a_text_longer_than_a_cell_is_refused(tmp_path: Path) -> None:
    """A text beyond 32,767 characters has no place in a workbook, and one just as long has."""
    longest = "x" * 32_767
    assert check(save(changed(FORM, {"survey!E3": longest}), tmp_path / "form.xlsx")) == ()


def test_all_problems_are_found_at_once_from_top_to_bottom(tmp_path: Path) -> None:
    """Somebody who mends a form sees everything in the order of the workbook."""
    faults = {"settings!E2": "council", "survey!D9": None, "survey!A3": "select_one nothing", "choices!C2": None}
    problems = check(save(changed(FORM, faults), tmp_path / "form.xlsx"))
    assert addresses(problems) == ["survey!A3", "survey!H4", "survey!D9", "choices!C2", "settings!E2"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"])
def test_a_file_that_is_no_workbook_is_one_problem(tmp_path: Path, content: bytes) -> None:
    """A file that is something else is told so, in one sentence."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)
    (problem,) = check(path)
    assert problem.address == ""
    assert problem.reason.startswith("form.xlsx is not an .xlsx workbook")


def test_a_file_that_is_not_there_is_one_problem(tmp_path: Path) -> None:
    """A path without a file is told so."""
    (problem,) = check(tmp_path / "none.xlsx")
    assert "There is no file" in problem.reason


def test_a_sheet_that_never_ends_is_not_read_to_its_end(tmp_path: Path) -> None:
    """A stray cell at the bottom of the grid is told of."""
    path = save(FORM, tmp_path / "form.xlsx")
    book = load_workbook(path)
    book["survey"]["A1048576"] = "x"
    book.save(path)
    (problem,) = check(path)
    assert "the sheet goes down to row 1048576" in problem.reason


@pytest.fixture(scope="module")
def sound_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a sound form."""
    return save(FORM, tmp_path_factory.mktemp("sound") / "form.xlsx").read_bytes()


@pytest.fixture(scope="module")
def sound_form(tmp_path_factory: pytest.TempPathFactory) -> Instrument:
    """What it says."""
    return load(save(FORM, tmp_path_factory.mktemp("sound") / "form.xlsx"))


@drawn(20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(min_value=0, max_value=0.99))
def test_a_workbook_cut_off_anywhere_is_a_problem_and_no_accident(
    tmp_path: Path, sound_bytes: bytes, share: float
) -> None:
    """However much of the file is lost, checking ends in a problem."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(sound_bytes[: int(len(sound_bytes) * share)])
    assert check(path)


@drawn(30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(min_value=0, max_value=0.99), bit=st.integers(min_value=0, max_value=7))
def test_a_workbook_with_a_flipped_bit_is_never_misread(
    tmp_path: Path, sound_bytes: bytes, sound_form: Instrument, place: float, bit: int
) -> None:
    """Wherever a bit was flipped, the form has a problem or says the same as before."""
    path = tmp_path / "form.xlsx"
    damaged = bytearray(sound_bytes)
    damaged[int(len(damaged) * place)] ^= 1 << bit
    path.write_bytes(damaged)
    assert check(path) or load(path) == sound_form


# The cell of the small crosswalk that is changed, and what its reason says.
CROSSWALK_FAULTS: dict[str, tuple[str, Value, str]] = {
    "no theme": ("crosswalk!A2", None, "theme is empty"),
    "theme with a space": ("crosswalk!A2", "the arrival", "without spaces"),
    "no title": ("crosswalk!B4", None, "title is empty"),
    "two titles": ("crosswalk!B3", "Arrivals", "titled 'Arriving' above"),
    "no item": ("crosswalk!D2", None, "item is empty"),
    "unknown strength": ("crosswalk!E2", "strong", "write direct, partial"),
    "no strength": ("crosswalk!E2", None, "strength is empty"),
}


@pytest.mark.parametrize(("cell", "value", "reason"), CROSSWALK_FAULTS.values(), ids=CROSSWALK_FAULTS)
def test_a_fault_of_a_crosswalk_is_found_at_its_cell(tmp_path: Path, cell: str, value: Value, reason: str) -> None:
    """A crosswalk is checked as forms are."""
    (problem,) = check(save(changed(CROSSWALK, {cell: value}), tmp_path / "themes.xlsx"))
    assert problem.address == cell
    assert reason in problem.reason


def test_a_link_given_twice_is_found(tmp_path: Path) -> None:
    """An item is linked to a theme once."""
    twice = {"crosswalk!C3": "small-form", "crosswalk!D3": "welcome"}
    assert addresses(check(save(changed(CROSSWALK, twice), tmp_path / "themes.xlsx"))) == ["crosswalk!D3"]


def test_a_link_to_an_item_that_its_instrument_lacks_is_found(tmp_path: Path) -> None:
    """A misspelt item of an instrument at hand is told of; an instrument that is not at hand may come later."""
    own = tmp_path / "own"
    own.mkdir()
    save(FORM, own / "form.xlsx")
    path = save(changed(CROSSWALK, {"crosswalk!D4": "staf"}), tmp_path / "themes.xlsx")
    assert check(path) == ()
    assert addresses(check(path, own)) == ["crosswalk!D4"]


def test_a_link_may_lead_to_a_whole_section(tmp_path: Path) -> None:
    """A section of an instrument at hand is as good as one of its questions, and a heading inside it is not."""
    own = tmp_path / "own"
    own.mkdir()
    inner = {"survey!A7": "begin_group", "survey!B7": "inner", "survey!D7": "Inner", "survey!A6": None}
    save(changed(FORM, {**inner, "survey!A12": "end_group"}), own / "form.xlsx")
    path = save(changed(CROSSWALK, {"crosswalk!D4": "beginnings"}), tmp_path / "themes.xlsx")
    assert check(path, own) == ()
    path = save(changed(CROSSWALK, {"crosswalk!D4": "inner"}), tmp_path / "themes.xlsx")
    assert addresses(check(path, own)) == ["crosswalk!D4"]
