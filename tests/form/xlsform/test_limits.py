"""What a workbook cannot do is said, with sheet and cell, and the rest is made without it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.form.xlsform.books import FORM, Sheets, Value, changed, save, survey_of, without
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item, Kind
from xlkit.form.xlsform import check, load
from xlkit.form.xlsform.problem import Problem, Weight
from xlkit.form.xlsform.shelf import left_out

LIST = tuple(("long", f"c{place}", f"A choice that takes {place} characters or so") for place in range(10, 20))


def made(tmp_path: Path, sheets: Sheets) -> tuple[tuple[Problem, ...], Instrument]:
    path = save(sheets, tmp_path / "form.xlsx")
    return check(path), load(path)


# The cell that is changed, what is typed there, and what is said of it.
LEFT_OUT: dict[str, tuple[str, Value, str]] = {
    "a place": ("survey!A9", "geopoint", "'geopoint' is not supported in a workbook: it is asked as a text"),
    "a picture": ("survey!A9", "image", "'image' is not supported in a workbook: the question is left out"),
    "an order": ("survey!A9", "rank answers", "rank does not fit one cell in order: it is asked as a text"),
    "an order of nothing": ("survey!A9", "rank nothing", "'rank' is not supported"),
    "choices from a file": ("survey!A9", "select_one_from_file staff.csv", "does not lie in the folder"),
    "an hour": ("survey!A9", "dateTime", "it is typed, such as 30/04/2027 14:30"),
    "a question depending on another": ("survey!F3", "${agreed} = 'yes'", "not a required that xlkit knows"),
    "unknown appearance": ("survey!G3", "likert", "appearance 'likert' is not supported"),
    "appearance of another type": ("survey!G9", "minimal", "leave it empty"),
    "an answer in a section": ("survey!E2", "Of ${staff}.", "its reference, (2.1), stands there"),
    "an answer in a choice": ("choices!C5", "Not like ${staff}", "its reference, (2.1), stands there"),
    "no title": ("settings!A2", None, "form_title is empty: 'small-form' is taken for it"),
    "no form id": ("settings!B2", None, "form_id is empty: 'form' is taken for it"),
    "no version": ("settings!C2", None, "version is empty: '1' is taken for it"),
}


@pytest.mark.parametrize(("cell", "value", "reason"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_is_left_out_is_said_at_its_cell(tmp_path: Path, cell: str, value: Value, reason: str) -> None:
    """And an instrument is made of the rest."""
    (problem,), instrument = made(tmp_path, changed(FORM, {cell: value}))
    assert (problem.address, problem.weight) == (cell, Weight.LEFT_OUT)
    assert reason in problem.reason
    assert "agreed" in instrument.names


COLUMNS = [
    *[("survey", name) for name in ("query", "image", "media::audio", "video::English (en)")],
    *[("survey", name) for name in ("guidance_hint::English (en)", "bind::odk:length")],
    *[("survey", name) for name in ("parameters", "trigger")],
    *[("choices", name) for name in ("image", "media::image")],
    *[("settings", name) for name in ("public_key", "instance_name", "style")],
]


@pytest.mark.parametrize(("sheet", "column"), COLUMNS)
def test_a_column_that_a_workbook_cannot_do_is_said(tmp_path: Path, sheet: str, column: str) -> None:
    """What the standard has and xlkit has not is never passed over: the filled cell is named."""
    (problem,), _ = made(tmp_path, changed(FORM, {f"{sheet}!J1": column, f"{sheet}!J2": "something"}))
    assert (problem.address, problem.weight) == (f"{sheet}!J2", Weight.LEFT_OUT)
    assert "is not supported in a workbook" in problem.reason


@pytest.mark.parametrize("kind", ["start", "end", "today", "deviceid", "username", "hidden"])
def test_what_a_device_records_is_listed_and_not_missed(tmp_path: Path, kind: str) -> None:
    """It is no question, so generating workbooks says nothing of it."""
    path = save(changed(FORM, {"survey!A12": kind, "survey!B12": "recorded"}), tmp_path / "form.xlsx")
    assert [(each.address, each.weight) for each in check(path)] == [("survey!A12", Weight.RECORDED)]
    assert left_out(str(path)) == ()
    assert "recorded" not in load(path).names


def test_what_is_worked_out_without_its_rule_says_so(tmp_path: Path) -> None:
    """Nobody is asked for it; a heading above what is asked of everybody says nothing."""
    rows = (
        ("type", "name", "label", "calculation", "relevant"),
        ("begin_group", "s", "Section", None, None),
        ("begin_group", "g", "Heading", None, "uuid() = 1"),
        ("integer", "n", "N", None, None),
        ("calculate", "made", "Made", "${n} + 1", None),
        *[("end_group",)] * 2,
    )
    items = load(save({**FORM, "survey": rows}, tmp_path / "form.xlsx")).sections[0].items
    assert [item.hint for item in items] == [
        "",
        "(Asked of everybody: leave it empty where it does not apply.)",
        "(Worked out for everybody: pass it over where it does not apply.)",
    ]


def test_a_form_of_which_nothing_is_left_is_wrong(tmp_path: Path) -> None:
    """A workbook that asks nothing is of no use."""
    rows = (("image", "where", None, "Where?"), ("note", "thanks", None, "Thank you."))
    problems = check(save(survey_of(*rows), tmp_path / "form.xlsx"))
    assert [(problem.address, problem.weight) for problem in problems] == [
        ("survey", Weight.WRONG),
        ("survey!A2", Weight.LEFT_OUT),
    ]


def test_a_section_of_which_nothing_is_left_goes_with_it(tmp_path: Path) -> None:
    """Neither a section nor a heading stands over nothing."""
    rows = (
        ("begin_group", "place", None, "Place"),
        ("begin_group", "inner", None, "Inner"),
        ("image", "where", None, "Where?"),
        ("end_group",),
        ("end_group",),
        ("text", "story", None, "Story"),
    )
    (problem,), instrument = made(tmp_path, survey_of(*rows))
    assert problem.address == "survey!A4"
    assert [[item.ref for item in section.items] for section in instrument.sections] == [["1.1"]]


RULES = {
    "function": ("pulldata('list', 'a', 'b', .) = 1", "constraint", "text"),
    "a pattern that looks ahead": ("regex(., '(?=a)b')", "constraint", "text"),
    "a pattern that is none": ("regex(., '[')", "constraint", "text"),
    "reckoning with a text": (". + 1 = 2", "constraint", "text"),
    "reckoning with choices": ("${one} + 1 = 2", "relevant", "text"),
    "another text as a number": (". > ${t}", "constraint", "integer"),
    "text with a number": (". > 3", "constraint", "text"),
    "number with a text": (". = 'three'", "constraint", "integer"),
    "number with no number": (". < 'nan'", "constraint", "integer"),
    "date with a text": (". = 'soon'", "constraint", "date"),
    "itself": ("${q} = 1", "relevant", "integer"),
    "the dot": (". = 1", "relevant", "integer"),
    "a note": ("${told} = 'x'", "relevant", "text"),
    "a setting": ("${quarter} = 'x'", "relevant", "text"),
    "a choice that is not there": ("${one} = 'maybe'", "relevant", "text"),
    "a choice selected that is not there": ("selected(${many}, 'maybe')", "relevant", "text"),
    "selected of a number": ("selected(${n}, '1')", "relevant", "text"),
    "several at once": ("${many} = 'yes'", "relevant", "text"),
    "an order of choices": ("${one} > 1", "relevant", "text"),
}
RULED = ("type", "name", "label", "calculation", "relevant", "constraint", "constraint_message")


def ruled(kind: str, **cells: str) -> Sheets:
    """A form with questions of several kinds, and last one, `q` in row 10, with a rule."""
    rows: tuple[Sequence[Value], ...] = (
        ("calculate", "quarter", "Quarter", "'spring'"),
        ("note", "told", "Told"),
        ("integer", "n", "How many?"),
        ("integer", "m", "How many more?"),
        ("text", "t", "Tell"),
        ("date", "on", "On"),
        ("select_one answers", "one", "One?"),
        ("select_multiple answers", "many", "Which?"),
        (kind, "q", "Question", *(cells.get(column) for column in RULED[3:])),
    )
    return {**FORM, "survey": (RULED, *rows)}


@pytest.mark.parametrize(("rule", "column", "kind"), RULES.values(), ids=RULES)
def test_a_rule_that_is_not_supported_is_left_out(tmp_path: Path, rule: str, column: str, kind: str) -> None:
    """The question is asked without it."""
    (problem,), instrument = made(tmp_path, ruled(kind, **{column: rule}))
    assert problem.address == ("survey!E10" if column == "relevant" else "survey!F10")
    assert "is not supported and left out" in problem.reason
    q = next(item for item in instrument.items if item.name == "q")
    assert (q.relevant, q.constraint) == (None, None)
    assert ("Asked of everybody" in q.hint) is (column == "relevant")


SUPPORTED = {
    "text": (". != 'x'", "constraint", "text"),
    "a pattern": ("regex(., '^[A-Z]{2}[0-9]+$')", "constraint", "text"),
    "arithmetic": (". + 1 = 2", "constraint", "integer"),
    "another's answer": (". > ${n}", "constraint", "integer"),
    "another's answer alone": ("${n} > 3", "constraint", "integer"),
    "what is picked": (". = 'yes'", "constraint", "select_one answers"),
    "how many are picked": ("count-selected(.) <= 2", "constraint", "select_multiple answers"),
    "not in the future": (". <= today()", "constraint", "date"),
    "an age": ("(today() - ${on}) div 365.25 >= 18", "relevant", "text"),
    "how long it is": ("string-length(${t}) > 3", "relevant", "text"),
    "two answers": ("${n} > ${m}", "relevant", "text"),
    "nobody": ("false()", "relevant", "text"),
    "its own name": ("${q} > 3", "constraint", "integer"),
    "number as text": (". > '3'", "constraint", "decimal"),
    "date as text": (". > '2027-01-01'", "constraint", "date"),
    "choice": ("${one} = 'yes'", "relevant", "text"),
    "selected of one": ("selected(${one}, 'yes')", "relevant", "text"),
    "selected of several": ("selected(${many}, 'yes')", "relevant", "text"),
    "several or none": ("${many} != ''", "relevant", "text"),
    "number": ("${n} >= 3", "relevant", "date"),
}


@pytest.mark.parametrize(("rule", "column", "kind"), SUPPORTED.values(), ids=SUPPORTED)
def test_a_rule_that_only_looks_like_it_is_kept(tmp_path: Path, rule: str, column: str, kind: str) -> None:
    """The near misses of what is not supported."""
    problems, instrument = made(tmp_path, ruled(kind, **{column: rule}))
    assert problems == ()
    q = next(item for item in instrument.items if item.name == "q")
    assert (q.relevant is None) is (column == "constraint")
    assert (q.constraint is None) is (column == "relevant")


@pytest.mark.parametrize("column", ["relevant", "constraint"])
def test_a_rule_that_speaks_of_nothing_is_wrong(tmp_path: Path, column: str) -> None:
    """A misspelt name would hide a question for ever, so it stops."""
    problems = check(save(ruled("text", **{column: "${gone} = 'yes'"}), tmp_path / "form.xlsx"))
    assert [problem.is_wrong for problem in problems] == [True]
    assert "no row is named 'gone'" in problems[0].reason


TABLE = ("type", "name", "label", "repeat_count", "relevant")


def table(*fields: Sequence[Value], count: Value = None) -> Sheets:
    """A form of one table, whose fields stand from row 4 on."""
    rows = (("text", "t", "T"), ("begin_repeat", "people", "People", count), *fields, ("end_repeat",))
    return {**FORM, "choices": (*FORM["choices"], *LIST), "survey": (TABLE, *rows)}


FIELD = ("text", "name", "Name")


@pytest.mark.parametrize(
    ("sheets", "address", "rows"),
    [
        (table(FIELD, count="${t}"), "survey!D3", 20),
        (table(FIELD, count="many"), "survey!D3", 5),
        (table(FIELD, count=0), "survey!D3", 5),
        (table(FIELD, count=5_000), "survey!D3", 400),
        (table(FIELD, ("select_multiple answers", "m", "M"), count=3), "survey!A5", 3),
        (table(FIELD, ("note", "n", "N")), "survey!A5", 5),
        (table(FIELD, ("begin_repeat", "in", "In"), ("text", "r", "R"), ("end_repeat",)), "survey!A5", 5),
    ],
    ids=["answer", "count", "none", "too many", "several", "note", "table in a table"],
)
def test_what_does_not_fit_a_table_is_said(tmp_path: Path, sheets: Sheets, address: str, rows: int) -> None:
    """The table is made of what does."""
    (problem,), instrument = made(tmp_path, sheets)
    assert (problem.address, problem.weight) == (address, Weight.LEFT_OUT)
    item = next(item for item in instrument.items if item.kind is Kind.TABLE)
    assert (item.fields[0].name, item.rows) == ("name", rows)


def test_a_long_list_in_a_table_stands_in_cells(tmp_path: Path) -> None:
    """A dropdown of Excel holds 255 characters itself; outside a table such a list stands in rows."""
    _, instrument = made(tmp_path, table(("select_one long", "l", "L"), ("select_one answers", "a", "A")))
    assert [(field.kind, field.is_listed) for field in _table(instrument).fields] == [
        (Kind.CHOICE, True),
        (Kind.CHOICE, False),
    ]


def _table(instrument: Instrument) -> Item:
    return next(item for item in instrument.items if item.kind is Kind.TABLE)


def test_rules_and_counts_on_rows_that_have_none_are_said(tmp_path: Path) -> None:
    """A group is not checked, and a question is not repeated."""
    heads = ("type", "name", "label", "constraint", "calculation", "repeat_count")
    rows = (("begin_group", "g", "G", ". > 1", "1 + 1", "3"), ("text", "t", "T", None, None, "3"), ("end_group",))
    problems, _ = made(tmp_path, {**FORM, "survey": (heads, *rows)})
    assert [each.address for each in problems] == ["survey!D2", "survey!E2", "survey!F2", "survey!F3"]


@pytest.mark.parametrize(
    ("calculation", "is_setting", "is_worked_out"),
    [
        ("'x'", True, False),
        ("now()", False, True),
        ("${welcome}", False, True),
        ("${c} + 1", False, False),
        ("uuid()", False, False),
    ],
)
def test_what_is_always_the_same_is_a_setting(
    tmp_path: Path, calculation: str, *, is_setting: bool, is_worked_out: bool
) -> None:
    """Another calculation is worked out, and what cannot be is left out and said."""
    changes: dict[str, Value] = {
        "survey!I1": "calculation",
        "survey!A12": "calculate",
        "survey!B12": "c",
        "survey!I12": calculation,
    }
    problems, instrument = made(tmp_path, changed(FORM, changes))
    assert ([each.address for each in problems] == ["survey!I12"]) is not (is_setting or is_worked_out)
    assert [each.name for each in instrument.settings] == ["c"] * is_setting
    assert [each.name for each in instrument.workings] == ["c"] * is_worked_out


def test_the_language_that_is_taken_is_said(tmp_path: Path) -> None:
    """Where labels are in several languages and no default one is named, the first is taken."""
    columns: dict[str, Value] = {"survey!D1": "label::French (fr)", "survey!I1": "label::Welsh (cy)"}
    problems, instrument = made(tmp_path, changed(without(FORM, "bands", "guidance", "planner", "glossary"), columns))
    assert any("French (fr) is taken" in problem.reason for problem in problems)
    assert instrument.language == "fr"


def test_a_form_without_settings_is_named_by_its_file(tmp_path: Path) -> None:
    """As other programs do."""
    path = save(without(FORM, "settings"), tmp_path / "My own form (2).xlsx")
    assert {each.weight for each in check(path)} == {Weight.LEFT_OUT}
    instrument = load(path)
    assert (instrument.name, instrument.title, instrument.version) == ("My-own-form-2", "My-own-form-2", "1")


@pytest.mark.parametrize(("stem", "name"), [("2027", "form-2027"), ("\u0645\u0646", "form"), ("_x_", "form-_x_")])
def test_a_name_made_of_a_file_starts_with_a_letter(tmp_path: Path, stem: str, name: str) -> None:
    """Whatever the file is called."""
    assert load(save(without(FORM, "settings"), tmp_path / f"{stem}.xlsx")).name == name


@pytest.mark.parametrize(("calculation", "is_refused"), [("1 + ${b}", True), ("nonsense(1)", False)])
def test_a_form_in_which_all_is_worked_out_asks_nothing(tmp_path: Path, calculation: str, is_refused: bool) -> None:
    """Where a calculation is not understood, people are asked instead."""
    rows = (
        ("type", "name", "label", "calculation"),
        ("integer", "a", "A", calculation),
        ("calculate", "b", "B", "int(2.5)"),
    )
    path = save({"survey": rows, "settings": FORM["settings"]}, tmp_path / "form.xlsx")
    assert any(problem.is_wrong for problem in check(path)) is is_refused
