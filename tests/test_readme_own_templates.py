"""README's *Your own templates*, sentence by sentence: each is true of the form made here, or proved elsewhere."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.builders.forms import written
from tests.builders.readme_form import CALCULATIONS, ROWS, TOWNS, sheets
from tests.form.xlsform.books import save
from tests.office.calc import Calc, Entry
from tests.reference import README
from xlkit.form import layout
from xlkit.form.draft import Draft
from xlkit.form.expression import Column, Literal
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item, Kind
from xlkit.form.relevance import every
from xlkit.form.xlsform import check, load
from xlkit.form.xlsform.expressions import written as as_written
from xlkit.returns.raw import CellRef
from xlkit.returns.read.file import read_bytes
from xlkit.returns.validate import Validator

TESTS = Path(__file__).parent
SECTION = README.read_text(encoding="utf-8").split("## Your own templates")[1].split("\n## ")[0]
# In each file of tests, what is proved there, and how the sentences begin of which it is a proof.
PROOFS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "form/xlsform/test_shipped.py": {
        "a_template_converts_as_an_ordinary_xlsform": ("A template is an ordinary",),
        "names_are_as_they_always_were": ("Names (`strategy`",),
        "a_short_form_asks_what_the_whole_one_asks_and_speaks_of_others": ("`part_of`, in the settings",),
        "the_counts_are_those_of_the_published_documents": ("It follows the structure",),
        "words_are_those_of_today": ("The wording of the shipped",),
    },
    "test_own_templates_by_hand.py": {
        "the_section_holds_from_the_first_command_to_the_merge": ("Begin one, edit it",),
        "linking_takes_the_five_steps_that_it_says": (
            "And its topics are linked",
            "Where none lies beside",
            "Add a row for",
            "Name a `theme`",
            "Write `direct`",
            "`xlkit templates check` says",
        ),
    },
    "commands/test_own_templates.py": {
        "a_crosswalk_of_another_name_counts_for_nothing": ("Only a file of that name counts",),
        "a_starter_explains_each_column": ("`new` writes three topics",),
        "a_copy_is_byte_for_byte_and_never_in_the_place_of_a_file": ("`copy` begins with",),
        "a_changed_copy_that_keeps_its_version_is_pointed_out": ("While a copy that was",),
        "a_round_finds_the_folder_that_its_control_workbook_names": (
            "All templates of a council",
            "A template that is put",
            "*Settings* of the control",
        ),
        "what_is_done_to_templates_is_done_where_the_control_workbook_looks": ("`templates new` says so",),
        "check_says_how_a_template_is_linked": (
            "A form has a place",
            "`side`, in its settings",
        ),
    },
    "commands/test_words_of_a_document.py": {
        "what_is_certain_is_taken_and_the_rest_is_said": (
            "A council that holds",
            "What is not certain",
            "What others say of somebody",
        ),
    },
    "form/published/test_document.py": {"a_document_of_any_kind_is_read": ("It reads `.txt`",)},
    "form/published/test_placing.py": {"every_statement_is_found_whatever_its_fault": ("Statements are found",)},
    "form/xlsform/test_shown.py": {"a_change_of_one_text_changes_one_line": ("To see changes",)},
    "form/xlsform/test_shelf.py": {
        "a_bad_draft_costs_itself_alone": ("What cannot be used in the folder",),
        "a_crosswalk_of_ones_own_says_all_of_the_instruments_it_names": ("A crosswalk in the folder",),
        "of_several_versions_the_latest_counts": ("Several versions",),
    },
    "form/test_versions.py": {
        "an_inserted_topic_moves_no_other": ("Each workbook that is sent",),
        "reordered_statements_are_told_by_their_wording": ("So statements may be",),
        "a_statement_nearly_as_it_was_is_the_same": ("A name that only counts",),
        "a_topic_of_which_nothing_is_left_is_gone": ("What has no counterpart",),
        "a_retitled_topic_is_told_by_its_statements": ("Titles and statements",),
    },
    "form/xlsform/test_settling.py": {
        "the_stored_result_of_a_formula_is_taken": ("Formulas in its cells",),
        "what_is_meant_for_us_is_held_to": ("In a form that has something",),
    },
    "form/xlsform/test_markup.py": {
        "markup_is_shown_as_on_a_screen": ("Markdown and HTML",),
    },
    "form/xlsform/test_checks.py": {
        "a_fault_is_found_at_its_cell": ("A form is refused",),
        "what_is_at_fault_by_itself_costs_itself_alone": ("All else costs",),
        "sheets_beside_the_form_may_be_missing": ("And the sheets",),
    },
    "oracle/test_forms.py": {
        "formulas_come_to_what_is_stored_whatever_is_asked": ("They are formulas",),
    },
    "form/test_functions.py": {
        "what_depends_on_the_day_is_neither_missed_nor_needless": ("What depends on `today()`",),
        "a_pattern_of_digits_or_length_is_one_of_numbers": ("A pattern of `regex`",),
        "a_pattern_takes_time_that_grows_with_the_text_alone": ("Patterns that look",),
    },
    "form/xlsform/test_fetched.py": {
        "a_row_is_numbered_as_it_is_shown": ("`position(..)` is the number",),
        "what_is_fetched_is_the_same_in_the_workbook_and_on_reading": ("`pulldata` takes what",),
        "once_is_worked_out_anew_and_said": ("`once` keeps nothing",),
    },
    "form/xlsform/test_languages.py": {
        "words_of_the_default_language_stand_for_what_is_not_translated": ("What a language lacks",),
        "what_is_translated_stays_beside_what_is_not": ("Workbooks can be had",),
    },
    "form/xlsform/test_limits.py": {
        "what_is_left_out_is_said_at_its_cell": ("What a workbook cannot do",),
    },
    "form/xlsform/test_filters.py": {
        "a_choice_that_is_not_offered_is_not_taken": ("A choice that no longer",),
        "a_dropdown_follows_other_answers": ("The filter may speak",),
    },
    "form/xlsform/test_defaults_in_tables.py": {"every_row_starts_with_them": ("In a table each row starts",)},
    "form/xlsform/test_loading.py": {
        "the_small_form_uses_every_column": ("xlkit's own columns",),
        "a_form_becomes_the_instrument_it_states": ("In the survey:",),
    },
    "form/xlsform/test_xlsforms.py": {
        "everything_new_is_shown": ("In the choices:",),
        "a_template_says_what_part_each_item_has": ("`consolidate`, in the survey",),
    },
    "form/xlsform/test_small_templates.py": {
        "what_nobody_knows_stands_outside_the_order": ("“Not applicable”",),
    },
    "round/test_stated.py": {"each_setting_of_the_templates_has_its_row": ("What it leaves open",)},
    "comparison/test_scales.py": {
        "of_two_scales_as_common_the_one_of_more_steps_is_compared": ("A scale has any number",),
        "two_scales_stand_beside_each_other_and_are_never_subtracted": ("Scales of different",),
    },
    "commands/test_apart.py": {
        "templates_check_says_what_is_counted_apart": ("Give such a choice",),
        "they_are_counted_apart_and_in_no_figure": ("Picked, it is",),
        "every_figure_follows_from_the_answers": ("The shared workbook",),
    },
    "books/test_people_beside.py": {
        "a_workshop_is_evidence_of_the_topics_that_the_crosswalk_says": ("A `yes` under `people`",),
    },
    "measures/test_scales.py": {
        "what_is_low_and_where_quadrants_part": ("`low`, in the settings",),
    },
}

PROVED = tuple(begins for names in PROOFS.values() for all_of in names.values() for begins in all_of)


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A form that has all that the section speaks of."""
    folder = tmp_path_factory.mktemp("form")
    (folder / "town.csv").write_text(TOWNS)
    return save(sheets(), folder / "form.xlsx")


@pytest.fixture(scope="module")
def instrument(form: Path) -> Instrument:
    return load(form)


def named(instrument: Instrument) -> dict[str, Item]:
    return dict(every(instrument))


def kinds(instrument: Instrument, *names: str) -> list[Kind]:
    return [named(instrument)[name].kind for name in names]


Claim = Callable[[Instrument, Mapping[str, Item]], bool]
# How a sentence begins, and why it is so of that form.
TRUE: Mapping[str, Claim] = {
    "Any XLSForm will do": lambda form, _: (
        kinds(form, "area", "several", "all", "whole", "part", "day", "said")
        == [Kind.STATEMENTS, Kind.MANY, Kind.TEXT, Kind.INTEGER, Kind.DECIMAL, Kind.DATE, Kind.NOTE]
    ),
    "A place and a barcode": lambda form, item: (
        kinds(form, "geopoint", "barcode", "mark", "acknowledge", "each")
        == [Kind.TEXT, Kind.TEXT, Kind.DECIMAL, Kind.MANY, Kind.TABLE]
        and as_written(item["mark"].constraint or Literal("")) == ". >= 2 and . <= 9"
    ),
    "A time is typed": lambda form, item: (
        kinds(form, "time", "dateTime", "order") == [Kind.TEXT] * 3
        and "(14:30)" in item["time"].hint
        and "(30/04/2027 14:30)" in item["dateTime"].hint
    ),
    "Choices in a sheet": lambda _, item: (
        [choice.label for choice in item["village"].choices] == ["Ely"]
        and [choice.label for choice in item["of_file"].choices] == ["York", "Bath"]
        and item["of_no_file"].kind is Kind.TEXT
    ),
    "Equal names in different": lambda _, item: (
        {"inner/name", "work/name"} <= {name.removeprefix("home/") for name in item}
        and [choice.label for choice in item["area"].choices] == ["Same", "Same (2)"]
        and item["part"].title == "Part"
    ),
    "`select_one` gives a row": lambda form, _: kinds(form, "area", "short") == [Kind.STATEMENTS, Kind.CHOICE],
    "`select_multiple` gives rows": lambda form, _: kinds(form, "several", "towns") == [Kind.MANY] * 2,
    "A `text` has": lambda _, item: [item[name].is_long for name in ("all", "work/name")] == [True, False],
    "A group is a section": lambda form, item: (
        "home" in {section.name for section in form.sections}
        and any(each.kind is Kind.HEADING and each.title == "Inside" for each in item.values())
    ),
    "`begin_repeat` gives": lambda _, item: [item[name].rows for name in ("people", "others", "visits")] == [3, 5, 20],
    "A table inside a table": lambda _, item: [field.name for field in item["visits"].fields] == ["people_row", "on"],
    "A `select_multiple` in a table": lambda _, item: (
        [field.name for field in item["people"].fields] == ["age", "school", "seen:north", "seen:south", "more"]
    ),
    "From the rows": lambda _, item: item["lead"].picks == Column("others", "who"),
    "A column of a table": lambda _, item: (
        as_written(item["people"].fields[1].relevant or Literal("")) == "${age} < 18"
    ),
    "Rules and calculations may": lambda _, item: all(item[f"c{at}"].calculation for at in range(len(CALCULATIONS))),
    "A `calculate` row with": lambda form, _: (
        "twice" in form.names and "thrice" in {item.name for item in form.workings}
    ),
    "Answers stand in labels": lambda form, item: (
        item["day"].live_title == "When, of ${whole}?"
        and item["people"].fields[0].title == f"Age beside ({item['whole'].ref})"
        and form.sections[0].title == f"Beginnings of ({item['whole'].ref})"
    ),
    "A question whose rule": lambda _, item: (
        "Asked of everybody" in item["all"].hint and not item["all"].required and "unsaid" not in item
    ),
    "A `calculate` row that is": lambda form, _: (
        [setting.name for setting in form.settings] == ["due"]
        and named(form.filled())["whole"].hint == "By 30 April 2027."
    ),
    "`choice_filter` on a": lambda _, item: (
        item["of_file"].is_listed and all(choice.offered for choice in item["towns"].choices)
    ),
    "`default` stands": lambda _, item: (
        item["short"].default == "south"
        and item["part"].calculation == Literal(2.5)
        and item["area"].asks == "Say where."
    ),
}


def sentences() -> list[str]:
    """The sentences of the section, without its examples."""
    prose = re.sub(r"```.*?```", "", SECTION, flags=re.DOTALL)
    parts = re.split(r"\n\s*\n|\n(?=- )|\n(?=\d\. )", prose)
    told = (re.sub(r"^(- |\d\. )", "", " ".join(part.split())) for part in parts)
    return [sentence for part in told for sentence in re.split(r"(?<=\.) (?=[A-Z`“*])", part) if sentence]


@pytest.mark.parametrize("begins", TRUE)
def test_a_sentence_is_true_of_the_form(instrument: Instrument, begins: str) -> None:
    """Of that which is made of it, to begin with."""
    assert TRUE[begins](instrument, named(instrument))


def test_what_is_left_out_of_the_form_is_said_at_its_cell(form: Path) -> None:
    """A picture, what an unknown function asks for, and the file that is not there; and nothing is wrong."""
    said = {problem.address: problem for problem in check(form)}
    at = {row.get("name"): number for number, row in enumerate(ROWS, start=2)}
    assert {f"survey!A{at['photo']}", f"survey!A{at['of_no_file']}", f"survey!G{at['unsaid']}"} <= said.keys()
    assert not any(problem.is_wrong for problem in said.values())


@pytest.mark.parametrize("sentence", sentences())
def test_a_sentence_is_proved(sentence: str) -> None:
    """Here, or by a test that is named for it."""
    assert [begins for begins in (*TRUE, *PROVED) if sentence.startswith(begins)], sentence


def test_every_proof_is_there() -> None:
    """A sentence that was changed, and a test that was renamed, are found."""
    for file, names in PROOFS.items():
        text = (TESTS / file).read_text(encoding="utf-8")
        assert [name for name in names if f"def test_{name}(" not in text] == []
    begun = {begins for begins in (*TRUE, *PROVED) for sentence in sentences() if sentence.startswith(begins)}
    assert {*TRUE, *PROVED} - begun == set()


TICKED = {"area": 1, "several": 2, "towns": 1, "acknowledge": 1, "village": 1}
TYPED = {
    "short": "Same (2)",
    "of_file": "York",
    "of_no_file": "Ripon",
    "whole": "4",
    "day": "30/04/2027",
    "mark": "7.5",
    "all": "It is.",
    "geopoint": "SY1 1AA",
    "barcode": "00123",
    "time": "9:05",
    "dateTime": "1/4/2027 9:05",
    "order": "South",
    "home/inner/name": "Ann",
    "work/name": "Oak",
    "lead": "Bo",
}
IN_TABLES = {
    ("people", 1): ("12", "Elm", "", "\N{CHECK MARK}", "No. 1"),
    ("others", 2): ("Bo",),
    ("each", 1): ("Same", "3"),
}
READ: Mapping[str, object] = {
    **TYPED,
    "area": "north",
    "several": "south",
    "towns": "york",
    "acknowledge": "ok",
    "village": "ely",
    "short": "south",
    "of_file": "york",
    "whole": 4.0,
    "day": date(2027, 4, 30),
    "mark": 7.5,
    "twice": 8.0,
    "part": 2.5,
}
READ_IN_TABLES = {
    ("people", 1): {"age": 12.0, "school": "Elm", "seen:north": None, "seen:south": "x", "more": "No. 1"},
    ("others", 2): {"who": "Bo"},
    ("each", 1): {"area": "north", "count": 3.0},
}


def entries(instrument: Instrument) -> list[Entry]:
    """What a person types and ticks, where each thing stands."""
    items, rows = named(instrument), layout.lay_out(instrument).by_ref()
    typed = [(items[name].statement_ref(place), layout.TICK, "x") for name, place in TICKED.items()]
    typed += [(items[name].ref, layout.ANSWER, text) for name, text in TYPED.items()]
    typed += [
        (items[table].statement_ref(row), at, text)
        for (table, row), texts in IN_TABLES.items()
        for at, text in enumerate(texts, start=layout.FIELD_FIRST)
        if text
    ]
    return [Entry(rows[ref].sheet, CellRef("", rows[ref].row, at).a1, text) for ref, at, text in typed]


@pytest.mark.slow
@pytest.mark.libreoffice
def test_the_form_is_filled_in_by_a_person(calc: Calc, instrument: Instrument, tmp_path: Path) -> None:
    """In a spreadsheet program, as each kind wants to be answered; what comes back is what was typed."""
    blank = written(tmp_path / "blank.xlsx", Draft(), instrument=instrument)
    assert calc.fill_in(blank, entries(instrument), [tmp_path / "filled.xlsx"]).accepted
    raw = read_bytes((tmp_path / "filled.xlsx").read_bytes()).raw
    assert raw is not None
    found = Validator({instrument.name: instrument})(raw)
    assert [each.message for each in found.issues] == []
    assert found.completed is not None
    values = {answer.item: answer.value for answer in found.completed.answers}
    assert {name: values[name] for name in READ} == READ
    in_tables = {(row.table, row.number): row.answers for row in found.completed.rows}
    told = {place: {answer.item: answer.value for answer in answers} for place, answers in in_tables.items()}
    assert told == READ_IN_TABLES
