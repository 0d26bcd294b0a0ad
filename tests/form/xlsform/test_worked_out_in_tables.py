"""Calculations inside tables: each row is worked out by itself, in the workbook and again on reading."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.builders.forms import understood, written
from tests.form.xlsform.books import Value, save_form
from tests.oracle.book import differences, recalculate
from xlkit.form.draft import Draft
from xlkit.form.instrument import Instrument
from xlkit.form.item import Item
from xlkit.form.xlsform import check, load
from xlkit.returns.completed import TableRow
from xlkit.returns.validate.findings import Understood

HEADS = ("type", "name", "label", "calculation", "relevant", "constraint")
CHOICES = (("list_name", "name", "label"), ("rate", "1", "Plain"), ("rate", "2", "Double, at night"))
FIELDS: Sequence[Sequence[Value]] = (
    ("text", "what", "What"),
    ("integer", "hours", "Hours"),
    ("select_one rate", "rate", "Rate"),
    ("calculate", "weighed", None, "${hours} * ${rate}"),
    ("calculate", "cost", "Cost", "${weighed} * ${price}"),
    ("calculate", "part", "Part", "round(100 * ${cost} div ${total}, 1)", "${hours} > 1"),
    ("calculate", "said", "Said", "concat(${what}, ': ', ${cost})"),
)
AFTER: Sequence[Sequence[Value]] = (("calculate", "total", "In all", "sum(${cost})"),)
ROWS: tuple[Mapping[str, str | float | date], ...] = (
    {"what": "Day", "hours": 3.0, "rate": "1"},
    {},
    {"what": "Night", "hours": 1.0, "rate": "2"},
    {"what": "Later"},
)
DRAFT = Draft(answers={"price": 10.0}, rows={"shifts": ROWS})


def made(tmp_path: Path, fields: Sequence[Sequence[Value]] = FIELDS, after: Sequence[Sequence[Value]] = AFTER) -> Path:
    rows = (("decimal", "price", "Price"), ("begin_repeat", "shifts", "Shifts"), *fields, ("end_repeat",), *after)
    return save_form(tmp_path, (HEADS, *rows), CHOICES)


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    with TemporaryDirectory() as folder:
        path = made(Path(folder))
        assert check(path) == ()
        return load(path)


def read(instrument: Instrument, changes: Mapping[tuple[str, int], Value], draft: Draft = DRAFT) -> Understood:
    return understood(draft, instrument, changes)


def rows(understood: Understood) -> Sequence[TableRow]:
    assert understood.completed is not None
    return understood.completed.rows


def table(instrument: Instrument) -> Item:
    return next(item for item in instrument.items if item.name == "shifts")


def test_what_nobody_sees_has_no_column(instrument: Instrument) -> None:
    """A calculation without a label serves the others; one with a label stands among the columns, locked."""
    asked = {field.name: field.is_asked for field in table(instrument).fields}
    shown = {"cost": False, "part": False, "said": False}
    assert asked == {"what": True, "hours": True, "rate": True, **shown}
    assert [column.name for column in table(instrument).workings] == ["weighed"]


def test_formulas_come_to_what_is_stored_in_them(tmp_path: Path, instrument: Instrument) -> None:
    """Row by row: what is not filled in, or not needed, is blank; what is outside follows the rows."""
    path = written(tmp_path / "filled.xlsx", DRAFT, instrument=instrument)
    assert differences(path) == []
    book = recalculate(path)
    shown = [[book.value("Tables", f"{column}{row}") for column in "EFG"] for row in range(6, 10)]
    assert shown == [[30, 60, "Day: 30"], ["", "", ""], [20, "", "Night: 20"], ["", "", "Later: "]]


def test_each_row_is_worked_out_again_on_reading(instrument: Instrument) -> None:
    """And counts so, whatever the workbook shows; what was typed over is noted at its cell."""
    found = read(instrument, {("1.2.3", 4): 500.0})
    assert [(each.code, each.cell and each.cell.a1) for each in found.issues] == [("worked-out-anew", "E8")]
    first, second, third = rows(found)
    assert [row.number for row in rows(found)] == [1, 3, 4]
    assert [answer.value for answer in first.answers][3:] == [30.0, 60.0, "Day: 30"]
    assert [answer.value for answer in second.answers][3:] == [20.0, None, "Night: 20"]
    assert [answer.value for answer in third.answers][3:] == [None, None, "Later: "]
    assert found.completed is not None
    assert [answer.value for answer in found.completed.answers if answer.item == "total"] == [50.0]


def test_a_row_in_which_nobody_wrote_is_none(instrument: Instrument) -> None:
    """Though something is worked out in it that is no number."""
    assert rows(read(instrument, {}, Draft())) == ()
    assert [row.number for row in rows(read(instrument, {("1.2.2", 1): "Dawn"}, Draft()))] == [2]


def test_rules_may_speak_of_what_is_worked_out_in_a_row(tmp_path: Path) -> None:
    """A constraint, a condition of another column, and what counts the rows, without those a rule leaves out."""
    fields = (
        ("integer", "hours", "Hours", None, None, ". < 100 and ${weighed} < 50"),
        ("calculate", "weighed", None, "${hours} * 2"),
        ("text", "why", "Why", None, "${weighed} > 10"),
    )
    after = (
        ("calculate", "most", "Most", "max(${weighed})"),
        ("calculate", "many", "Many", "count-non-empty(${weighed})"),
    )
    path = made(tmp_path, fields, after)
    assert check(path) == ()
    instrument = load(path)
    draft = Draft(rows={"shifts": ({"hours": 4.0}, {"hours": 30.0, "why": "Late"})})
    assert differences(written(tmp_path / "filled.xlsx", draft, instrument=instrument)) == []
    found = read(instrument, {}, draft)
    assert [(each.code, each.cell and each.cell.a1) for each in found.issues] == [("breaks-rule", "B7")]
    assert found.completed is not None
    assert [answer.value for answer in found.completed.answers if answer.item in ("most", "many")] == [8.0, 1.0]


def test_a_calculation_that_is_not_understood_is_left_out_of_its_table(tmp_path: Path) -> None:
    """With its cell; what leads back to itself is one, and a table in which nobody is asked is none."""
    path = made(tmp_path, (*FIELDS[:2], ("calculate", "a", "A", "uuid()"), ("calculate", "b", "B", "${b} + 1")), ())
    assert [problem.address for problem in check(path)] == ["survey!D6", "survey!D7"]
    assert [field.name for field in table(load(path)).fields] == ["what", "hours"]


def test_the_rows_of_a_table_that_is_not_needed_count_for_nothing(tmp_path: Path) -> None:
    """Outside it: while an answer shuts it off, it adds nothing up, has no most, and has no rows."""
    rows = (
        *(("integer", "n", "N"), ("begin_repeat", "shifts", "Shifts", None, "${n} > 1"), ("integer", "hours", "Hours")),
        *(
            ("end_repeat",),
            ("calculate", "all", "A", "sum(${hours})"),
            ("calculate", "most", "Most", "max(${hours})"),
        ),
        ("calculate", "many", "Many", "count(${shifts})"),
    )
    path = save_form(tmp_path, (HEADS, *rows), CHOICES)
    instrument, values = load(path), list[object]()
    for answer in (1.0, 2.0):
        draft = Draft(answers={"n": answer}, rows={"shifts": ({"hours": 3.0}, {"hours": 4.0})})
        written_path = written(tmp_path / f"{answer}.xlsx", draft, instrument=instrument)
        assert differences(written_path) == []
        values.append([recalculate(written_path).value("Questions", f"D{row}") for row in (7, 8, 9)])
    assert values == [[0, "", 0], [7, 4, 2]]


def test_a_table_in_which_nobody_is_asked_is_left_out(tmp_path: Path) -> None:
    """And said so at its row: what is worked out, or always the same, asks nobody."""
    path = made(tmp_path, (("calculate", "twice", "Twice", "2 * ${price}"),), ())
    assert [(problem.address, "nobody is asked" in problem.reason) for problem in check(path)] == [("survey!A3", True)]
    assert [item.name for item in load(path).items] == ["price"]


def test_a_row_does_not_speak_of_all_rows_of_a_table_that_stood_inside_it(tmp_path: Path) -> None:
    """Which of them are its own nobody knows here, so that is left out and said; from outside all of them are meant."""
    deepest = (("begin_repeat", "bits", "Bits"), ("integer", "size", "Size"), ("end_repeat",))
    inside = (("begin_repeat", "parts", "Parts"), ("text", "part", "Part"), *deepest, ("end_repeat",))
    fields = (
        *(("text", "what", "What"), ("integer", "hours", "Hours"), *inside),
        ("calculate", "sizes", "Sizes", "sum(${size})"),
    )
    path = made(tmp_path, fields, (("calculate", "all", "All", "sum(${size}) + sum(${hours})"),))
    said = {problem.address: problem.reason for problem in check(path)}
    assert list(said) == ["survey!A6", "survey!A8", "survey!D12"]
    assert "size stands in a table inside this one" in said["survey!D12"]
