"""Fetched: the number of a row, what stands in a numbered row of a table, and facts of a file beside the form."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.builders.forms import understood, written
from tests.form.xlsform.books import Value, save_form
from tests.oracle.book import differences, recalculate
from xlkit.form.draft import Draft
from xlkit.form.xlsform import check, load
from xlkit.returns.completed import Return

HEADS = ("type", "name", "label", "calculation", "relevant", "constraint")
CHOICES = (("list_name", "name", "label"), ("rate", "low", "Lower, by day"), ("rate", "high", "Higher ~ at night"))
COLUMNS: Sequence[Sequence[Value]] = (
    ("text", "what", "What"),
    ("decimal", "hours", "Hours"),
    ("select_one rate", "rate", "Rate"),
    ("date", "on", "On"),
    ("calculate", "number", "Number", "position(..)"),
    ("calculate", "before", "Before", "indexed-repeat(${hours}, ${shifts}, position(..) - 1)"),
    ("calculate", "more", "More", "${hours} - coalesce(${before}, 0)", "index() > 1"),
)
AFTER: Sequence[Sequence[Value]] = (
    ("calculate", "first", "First", "indexed-repeat(${what}, ${shifts}, 1)"),
    ("calculate", "picked", "Picked", "indexed-repeat(${rate}, ${shifts}, ${which})"),
    ("calculate", "day", "Day", "indexed-repeat(${on}, ${shifts}, ${which}) + 1"),
    ("calculate", "risen", "Risen", "indexed-repeat(${more}, ${shifts}, ${which}) * 2"),
    ("calculate", "town", "Town", "pulldata('homes', 'town', 'home_key', ${home})"),
    ("calculate", "beds", "Beds", "pulldata('homes.csv', 'beds', 'home_key', ${home}) * 2"),
)
HOMES = 'home_key,town,beds\nOak,York,12\nElm,"Hull, on the Humber",7\noak,Ely,\nOak,Bath,1\n'
ROWS: tuple[Mapping[str, str | float | date], ...] = (
    {"what": "Day", "hours": 3.0, "rate": "low", "on": date(2027, 4, 30)},
    {"what": "Dawn"},
    {},
    {"what": "Night", "hours": 1.5, "rate": "high"},
)


def form(folder: Path, *rows: Sequence[Value], columns: Sequence[Sequence[Value]] = COLUMNS) -> Path:
    (folder / "homes.csv").write_text(HOMES)
    (folder / "empty.csv").write_text("")
    asked = (("integer", "which", "Which?"), ("text", "home", "Home?"))
    table = (("begin_repeat", "shifts", "Shifts"), *columns, ("end_repeat",))
    survey = (HEADS, *asked, *table, *rows)
    return save_form(folder, survey, CHOICES)


def completed(path: Path, draft: Draft) -> Return:
    instrument = load(path)
    found = understood(draft, instrument)
    assert found.issues == ()
    assert found.completed is not None
    return found.completed


@pytest.mark.parametrize(
    ("which", "home", "values"),
    [
        (1.0, "Oak", ["Day", "low", date(2027, 5, 1), None, "York", 24.0]),
        (4.0, "oak", ["Day", "high", None, 3.0, "Ely", None]),
        (3.0, "Elm", ["Day", None, None, None, "Hull, on the Humber", 14.0]),
        (0.0, "Ash", ["Day", None, None, None, None, None]),
        (5.0, "O*", ["Day", None, None, None, None, None]),
    ],
)
def test_what_is_fetched_is_the_same_in_the_workbook_and_on_reading(
    tmp_path: Path, which: float, home: str, values: list[object]
) -> None:
    """By the number that a row has, and by a key exactly; nothing where there is none."""
    path = form(tmp_path, *AFTER)
    assert check(path) == ()
    draft = Draft(answers={"which": which, "home": home}, rows={"shifts": ROWS})
    assert differences(written(tmp_path / "filled.xlsx", draft, instrument=load(path))) == []
    given = completed(path, draft)
    named = {answer.item: answer.value for answer in given.answers}
    assert [named[str(row[1])] for row in AFTER] == values
    numbers = [[answer.value for answer in row.answers][4:] for row in given.rows]
    assert numbers == [[1.0, None, None], [2.0, 3.0, None], [4.0, None, 1.5]]


def test_a_row_is_numbered_as_it_is_shown(tmp_path: Path) -> None:
    """Also in the rule of a cell, and where rows above it are left out; reading holds it against the same."""
    columns = (("text", "what", "What", None, None, "position(..) < 3 or . = 'Late'"),)
    path = form(tmp_path, columns=columns)
    draft = Draft(rows={"shifts": ({}, {"what": "x"}, {"what": "Late"}, {"what": "y"})})
    book = recalculate(written(tmp_path / "filled.xlsx", draft, instrument=load(path)))
    rules = [rule.formulas[0] for rule in book.sheets["Tables"].validations if rule.formulas]
    assert [rule for rule in rules if "(ROW()-ROW($A$5))" in rule] != []
    instrument = load(path)
    found = understood(draft, instrument)
    assert [(each.code, each.cell and each.cell.a1) for each in found.issues] == [("breaks-rule", "B9")]


def test_what_was_typed_over_a_fetched_fact_is_noted(tmp_path: Path) -> None:
    """It counts as the file states it."""
    path = form(tmp_path, *AFTER)
    instrument, draft = load(path), Draft(answers={"home": "Oak"})
    found = understood(draft, instrument, {("1.8", 3): "Leeds"})
    assert [each.code for each in found.issues] == ["worked-out-anew"]


@pytest.mark.parametrize(
    ("calculation", "reason"),
    [
        ("position(..)", "position(..) is understood in the rows of a table that stands in no other"),
        ("indexed-repeat(${which}, ${shifts}, 1)", "which is no column of a table shifts"),
        ("indexed-repeat(${what}, ${home}, 1)", "what is no column of a table home"),
        ("indexed-repeat('what', ${shifts}, 1)", "indexed-repeat() is understood of names, and of files and columns"),
        ("indexed-repeat(${what}, ${shifts}, ${home})", "home is not a number"),
        ("pulldata('lost', 'a', 'b', ${home})", "the file 'lost' does not lie in the folder of the form"),
        ("pulldata('empty', 'a', 'b', ${home})", "the file 'empty' has no column 'b'"),
        ("pulldata('homes', 'a', 'home_key', ${home})", "the file 'homes' has no column 'a'"),
        ("pulldata(${home}, 'a', 'b', 'c')", "pulldata() is understood of names, and of files and columns in quotes"),
    ],
)
def test_what_cannot_be_fetched_is_left_out_and_said(tmp_path: Path, calculation: str, reason: str) -> None:
    """With the cell of the rule, and why."""
    (problem,) = check(form(tmp_path, ("calculate", "made", "Made", calculation)))
    assert problem.address == "survey!D13"
    assert f"left out: {reason}" in problem.reason


def test_what_leads_back_to_itself_through_other_rows_is_left_out(tmp_path: Path) -> None:
    """A running total would be a circle of formulas."""
    column = ("calculate", "sum", "Sum", "${hours} + indexed-repeat(${sum}, ${shifts}, position(..) - 1)")
    (problem,) = check(form(tmp_path, columns=(*COLUMNS[:2], column)))
    assert problem.reason.endswith("left out: it leads back to itself")


def test_once_is_worked_out_anew_and_said(tmp_path: Path) -> None:
    """A workbook keeps no first value."""
    path = form(tmp_path, ("calculate", "made", "Made", "once(${which})"))
    assert [problem.reason.partition(" in ")[0] for problem in check(path)] == ["once() keeps nothing"]
    assert completed(path, Draft(answers={"which": 2.0})).answers[-1].value == 2.0
