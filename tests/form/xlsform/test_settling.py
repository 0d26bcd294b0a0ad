"""Forms that others write, with names, types and columns of their own, are asked as far as a workbook can ask them."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from pyxform.xls2xform import convert
from xlsxwriter import Workbook

from tests.builders.forms import understood, written
from tests.form.xlsform.books import FORM, Rows, Sheets, Value, changed, save
from tests.oracle.book import recalculate
from xlkit.form.draft import Draft
from xlkit.form.evaluation import holds
from xlkit.form.expression import Column
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item, Kind
from xlkit.form.layout import TICK
from xlkit.form.xlsform import check, load
from xlkit.form.xlsform.problem import Weight

HEADS = ("type", "name", "label")
SETTINGS: Rows = (("form_title", "form_id", "version"), ("Any form", "any-form", "1"))
CHOICES: Rows = (("list_name", "name", "label"), ("yn", "yes", "Yes"), ("yn", "no", "No"))


def form(*rows: Sequence[Value], heads: Sequence[str] = HEADS, choices: Rows = CHOICES) -> Sheets:
    return {"survey": (heads, *rows), "choices": choices, "settings": SETTINGS}


def made(tmp_path: Path, sheets: Sheets) -> tuple[list[tuple[str, str]], Instrument]:
    """What is said of a form that others convert, with its cells, and the instrument that is made of it."""
    path = save(sheets, tmp_path / "form.xlsx")
    assert convert(str(path)).xform
    problems = check(path)
    assert {problem.weight for problem in problems} <= {Weight.LEFT_OUT}
    return [(problem.address, problem.reason) for problem in problems], load(path)


def items(instrument: Instrument) -> dict[str, Item]:
    return {item.name: item for item in instrument.items}


def test_equal_names_in_different_groups_go_by_their_paths(tmp_path: Path) -> None:
    """A name that is there once, and the name of a setting, stay as they are."""
    rows = (
        ("calculate", "year", None, "'2027'"),
        *(("begin_group", "home", "Home"), ("text", "name", "Name"), ("text", "street", "Street"), ("end_group",)),
        *(("begin_group", "work", "Work"), ("text", "name", "Name in ${year}"), ("end_group",)),
    )
    told, instrument = made(tmp_path, form(*rows, heads=(*HEADS, "calculation")))
    assert list(items(instrument)) == ["home/name", "street", "work/name"]
    assert [cell for cell, _ in told] == ["survey!B4", "survey!B8"]
    assert [setting.name for setting in instrument.settings] == ["year"]


def test_equal_names_inside_one_table_are_told_apart(tmp_path: Path) -> None:
    """And a table's column may be called like a question outside it, or like one of another table."""
    rows = (
        ("text", "name", "Your name"),
        *(("begin_repeat", "people", "People"), ("text", "name", "Name")),
        *(("begin_group", "work", "Work"), ("text", "name", "Employer"), ("end_group",), ("end_repeat",)),
    )
    _, instrument = made(tmp_path, form(*rows))
    assert list(items(instrument)) == ["name", "people"]
    assert [field.name for field in items(instrument)["people"].fields] == ["name", "work/name"]


def test_names_of_choices_may_hold_anything(tmp_path: Path) -> None:
    """Spaces, which would part several picked names, are kept out of what is stored; rules still find their choice."""
    choices = (*CHOICES, ("where", "new kru/town", "Kru"), ("where", "p\u00e8re: 1.5", "Other"))
    rows = (("select_one where", "a", "Where?"), ("text", "b", "Why?", "${a} = 'new kru/town'"))
    _, instrument = made(tmp_path, form(*rows, heads=(*HEADS, "relevant"), choices=choices))
    assert [choice.name for choice in items(instrument)["a"].choices] == ["new_kru/town", "p\u00e8re:_1.5"]
    relevant = items(instrument)["b"].relevant
    assert relevant is not None
    assert holds(relevant, {"a": "new_kru/town"})
    assert not holds(relevant, {"a": "p\u00e8re:_1.5"})


def test_choices_that_read_alike_are_told_apart(tmp_path: Path) -> None:
    """The second says that it is the second, also in capitals; in another list the same words stay as they are."""
    choices = (*CHOICES, ("county", "a", "King"), ("county", "b", "KING"), ("county", "c", "Yes"))
    told, instrument = made(tmp_path, form(("select_one county", "a", "Where?"), choices=choices))
    assert [choice.label for choice in items(instrument)["a"].choices] == ["King", "KING (2)", "Yes"]
    assert [cell for cell, _ in told] == ["choices!C5"]


def test_languages_may_stand_after_one_colon(tmp_path: Path) -> None:
    """Where the whole sheet is written so; beside two colons, one is part of a name that nobody reads."""
    single = form(("text", "a", "Tell"), heads=("type", "name", "label:English (en)"))
    assert items(made(tmp_path, single)[1])["a"].title == "Tell"
    both = form(("text", "a", "Tell", "Say"), heads=("type", "name", "label::English (en)", "label:French (fr)"))
    assert made(tmp_path, both)[1].languages == ("en",)


def test_a_default_language_that_is_not_there_is_said(tmp_path: Path) -> None:
    """And the first of those that are is read."""
    sheets: Sheets = {
        **form(("text", "a", "Tell"), heads=("type", "name", "label::English (en)")),
        "settings": (("form_title", "form_id", "version", "default_language"), ("Any", "any", "1", "Arabic")),
    }
    told, instrument = made(tmp_path, sheets)
    assert items(instrument)["a"].title == "Tell"
    assert "no label is in the default_language 'Arabic'" in told[0][1]


def test_a_loop_is_a_table_with_a_row_for_each_choice(tmp_path: Path) -> None:
    """In its first column the choice is picked that the row speaks of."""
    rows = (("begin loop over yn", "each", "Each answer"), ("integer", "times", "How often %(label)s?"), ("end loop",))
    table = items(load(save(form(*rows), tmp_path / "form.xlsx")))["each"]
    assert (table.kind, table.rows) == (Kind.TABLE, 2)
    assert [(field.title, field.kind) for field in table.fields] == [
        ("Each answer", Kind.CHOICE),
        ("How often \u2026?", Kind.INTEGER),
    ]


def test_what_a_device_takes_is_typed_or_ticked(tmp_path: Path) -> None:
    """A place and a code are typed, a range is a number between its ends, what is acknowledged has one box."""
    rows = (
        *(("geopoint", "place", "Where?"), ("barcode", "code", "Code"), ("acknowledge", "ok", "Read this")),
        *(("range", "mark", "Mark", "start=0 end=5 step=1"), ("range", "usual", "Mark")),
    )
    told, instrument = made(tmp_path, form(*rows, heads=(*HEADS, "parameters")))
    kinds = [item.kind for item in instrument.items]
    assert kinds == [Kind.TEXT, Kind.TEXT, Kind.MANY, Kind.DECIMAL, Kind.DECIMAL]
    assert [choice.label for choice in items(instrument)["ok"].choices] == ["OK"]
    bound = items(instrument)["mark"].constraint
    assert bound is not None
    assert [holds(bound, {".": value}) for value in (0.0, 5.0, 5.5)] == [True, True, False]
    assert [cell for cell, _ in told] == [f"survey!A{row}" for row in range(2, 7)]


@pytest.mark.parametrize(
    ("kind", "typed", "other"),
    [
        ("time", ("14:30", "9.05", "23:59:59"), ("24:00", "14", "half past two")),
        ("dateTime", ("30/04/2027 14:30", "1.4.2027 9:00"), ("14:30", "30/04/2027", "2027-04-30 14:30")),
    ],
)
def test_an_hour_is_typed(tmp_path: Path, kind: str, typed: Sequence[str], other: Sequence[str]) -> None:
    """What is no hour is asked about on reading, unless the form has a rule of its own."""
    rows = ((kind, "at", "When?", None), (kind, "by", "By when?", "string-length(.) > 3"))
    _, instrument = made(tmp_path, form(*rows, heads=(*HEADS, "constraint")))
    at, by = (items(instrument)[name].constraint for name in ("at", "by"))
    assert at is not None
    assert by is not None
    assert [holds(at, {".": text}) for text in (*typed, *other)] == [True] * len(typed) + [False] * len(other)
    assert holds(by, {".": "half past two"})


def test_a_table_inside_a_table_stands_after_it(tmp_path: Path) -> None:
    """Its first column says of which row it speaks; three deep each stands after the one it was in."""
    rows = (
        *(("begin_repeat", "people", "People"), ("text", "who", "Who")),
        *(("begin_repeat", "jobs", "Jobs"), ("text", "job", "Job")),
        *(("begin_repeat", "days", "Days"), ("date", "day", "Day"), ("end_repeat",), ("end_repeat",)),
        *(("integer", "age", "Age"), ("end_repeat",), ("text", "last", "Last")),
    )
    told, instrument = made(tmp_path, form(*rows))
    assert [(item.name, [field.title for field in item.fields]) for item in instrument.items] == [
        ("people", ["Who", "Age"]),
        ("jobs", ["People", "Job"]),
        ("days", ["Jobs", "Day"]),
        ("last", []),
    ]
    assert [cell for cell, _ in told] == ["survey!A4", "survey!A6"]


PEOPLE = (("begin_repeat", "people", "People"), ("text", "who", "Name"), ("end_repeat",))


def test_the_rows_of_a_table_are_picked_from(tmp_path: Path) -> None:
    """In a dropdown of its cells; what stands in no row is asked about on reading, and not taken."""
    _, instrument = made(tmp_path, form(*PEOPLE, ("select_one ${who}", "lead", "Who leads?")))
    assert items(instrument)["lead"].picks == Column("people", "who")
    rows = {"people": ({"who": "Ann"}, {"who": "Bo"})}
    for lead, codes in (("Ann", []), ("Cy", ["breaks-rule"])):
        draft = Draft(answers={"lead": lead}, rows=rows)
        found = understood(draft, instrument)
        assert [each.code for each in found.issues] == codes
        assert found.completed is not None
        answer = found.completed.answer("lead")
        assert (answer and answer.value) == (None if codes else lead)
    book = recalculate(written(tmp_path / "filled.xlsx", Draft(rows=rows), instrument=instrument))
    (rule,) = [each for each in book.sheets["Questions"].validations if "Tables" in each.formulas[0]]
    assert [name for name in book.listed("Questions", rule.formulas[0]) if name] == ["Ann", "Bo"]


@pytest.mark.parametrize(
    ("kind", "said"), [("select_one ${lost}", "no column"), ("select_multiple ${who}", "are typed")]
)
def test_rows_that_cannot_be_picked_from_are_said(tmp_path: Path, kind: str, said: str) -> None:
    """And the answer is typed."""
    path = save(form(*PEOPLE, (kind, "lead", "Who leads?")), tmp_path / "form.xlsx")
    (problem,) = check(path)
    assert (problem.address, said in problem.reason) == ("survey!A5", True)
    lead = items(load(path))["lead"]
    assert (lead.kind, lead.picks) == (Kind.TEXT, None)


GREAT = tuple(("great", f"g{place}", f"No. {place}") for place in range(1, 10))


def test_many_ticks_in_a_table_and_an_order_are_typed(tmp_path: Path) -> None:
    """Their choices stand in the hint; the near miss is many ticks outside a table."""
    rows = (
        *(("begin_repeat", "people", "People"), ("select_multiple great", "all", "All?"), ("end_repeat",)),
        *(("rank yn", "order", "Which first?"), ("select_multiple great", "ticks", "Ticks")),
    )
    _, instrument = made(tmp_path, form(*rows, choices=(*CHOICES, *GREAT)))
    found = items(instrument)
    told = [(item.kind, item.hint[:15]) for item in (found["people"].fields[0], found["order"], found["ticks"])]
    assert told == [(Kind.TEXT, "(No. 1; No. 2; "), (Kind.TEXT, "(Yes; No)"), (Kind.MANY, "")]


def test_a_few_ticks_in_a_table_have_a_column_each(tmp_path: Path) -> None:
    """What is ticked is known by the choice, also to other columns of the row; x is as good as a tick."""
    rows = (
        ("begin_repeat", "people", "People", None, None),
        ("select_multiple yn", "both", "Both?", None, "yes"),
        ("text", "why", "Why?", "selected(${both}, 'no')", None),
        ("end_repeat", None, None, None, None),
    )
    said, instrument = made(tmp_path, form(*rows, heads=(*HEADS, "relevant", "required")))
    assert [cell for cell, _ in said] == ["survey!A3", "survey!E3"]
    yes, no, why = items(instrument)["people"].fields
    assert [(field.name, field.title, field.kind, field.required) for field in (yes, no)] == [
        ("both:yes", "Both?: Yes", Kind.CHOICE, False),
        ("both:no", "Both?: No", Kind.CHOICE, False),
    ]
    assert [(choice.name, choice.label) for choice in no.choices] == [("x", "✓")]
    assert why.relevant is not None
    assert [holds(why.relevant, {"both:no": ticked}) for ticked in ("x", None)] == [True, False]


def test_choices_that_stand_on_a_sheet_apart_are_offered(tmp_path: Path) -> None:
    """With the columns that their filter speaks of."""
    rows = (
        ("select_one yn", "sure", "Sure?", None),
        ("select_one_external town", "town", "Town", "sure=${sure}"),
    )
    external = (("list_name", "name", "label", "sure"), ("town", "a", "Ashby", "yes"), ("town", "b", "Barton", "no"))
    sheets = {**form(*rows, heads=(*HEADS, "choice_filter")), "external_choices": external}
    _, instrument = made(tmp_path, sheets)
    town = items(instrument)["town"]
    assert [choice.label for choice in town.choices] == ["Ashby", "Barton"]
    assert [choice.offered is not None and holds(choice.offered, {"sure": "yes"}) for choice in town.choices] == [
        True,
        False,
    ]


def test_columns_that_only_happen_to_be_called_like_ours_cost_nothing(tmp_path: Path) -> None:
    """Somebody's score from 0 on, and a sheet of terms of their own, are left out and said."""
    choices = (("list_name", "name", "label", "score"), ("yn", "yes", "Yes", 0), ("yn", "no", "No", 10))
    sheets: Sheets = {
        **form(("select_one yn", "a", "Is it?"), choices=choices),
        "glossary": (("word", "what"), ("a", "b")),
    }
    told, instrument = made(tmp_path, sheets)
    assert {cell for cell, _ in told} >= {"choices!D2", "glossary"}
    assert not items(instrument)["a"].has_levels


@pytest.mark.parametrize("cell", ["choices!D2", "glossary!A1"])
def test_what_is_meant_for_us_is_held_to(tmp_path: Path, cell: str) -> None:
    """In a form with evidence boxes and bands a wrong score is a slip, and nothing is sent out before it is mended."""
    path = save(changed(FORM, {cell: "0"}), tmp_path / "form.xlsx")
    assert any(problem.is_wrong for problem in check(path))


def _saved(path: Path, *, result: str | None) -> Path:
    """A form whose version is worked out by a formula, with the result that a program stored, or with none."""
    book = Workbook(str(path), {"in_memory": True})
    for name, rows in form(("text", "a", "Tell")).items():
        sheet = book.add_worksheet(name)
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                sheet.write(row, column, text)
    book.get_worksheet_by_name("settings").write_formula("C2", '="20"&"27"', None, result or "")
    book.close()
    return path


def test_the_stored_result_of_a_formula_is_taken(tmp_path: Path) -> None:
    """As other tools do: a version that works itself out is one."""
    path = _saved(tmp_path / "form.xlsx", result="2027")
    assert check(path) == ()
    assert load(path).version == "2027"


def test_a_formula_without_a_result_is_said(tmp_path: Path) -> None:
    """A program that only writes formulas works out none."""
    path = save(changed(FORM, {"settings!C2": "=1+1"}), tmp_path / "form.xlsx")
    told = [problem for problem in check(path) if problem.address == "settings!C2"]
    assert [problem.weight for problem in told] == [Weight.LEFT_OUT] * 2
    assert any("no stored result" in problem.reason for problem in told)
    assert load(path).version == "1"


@pytest.mark.parametrize(("default", "codes"), [("yes", ["two-ticks"]), (None, ["blank-understood"])])
def test_a_cross_beside_the_answer_to_begin_with_is_a_second_one(
    tmp_path: Path, default: Value, codes: list[str]
) -> None:
    """Nobody made that tick, so that a cross beside the other statement does not say no to it."""
    asked = form(("select_one yn", "told", "Told?", default), heads=(*HEADS, "default"))
    _, instrument = made(tmp_path, asked)
    found = understood(Draft(answers={"told": "yes"}), instrument, {("1.1.2", TICK): "x"})
    assert [issue.code for issue in found.issues] == codes


@pytest.mark.parametrize("message", ["Four digits", "Four digits."])
def test_what_a_form_says_of_its_rule_stands_in_a_sentence(tmp_path: Path, message: str) -> None:
    """Which ends once, whether its author put a full stop or not."""
    heads = (*HEADS, "constraint", "constraint_message")
    _, instrument = made(tmp_path, form(("text", "pin", "Code", "regex(., '^[0-9]{4}$')", message), heads=heads))
    found = understood(Draft(answers={"pin": "12"}), instrument)
    assert [issue.message.partition("where ")[2] for issue in found.issues] == [
        "the rule is: Four digits. It is left out: put in what fits the rule."
    ]
