"""Choices inside tables: of any length, and such as follow from what else stands in the row."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from tests.builders.forms import understood, written
from tests.form.xlsform.books import Value, save_form
from tests.oracle.book import Book, differences, recalculate
from xlkit.form.draft import Draft
from xlkit.form.instrument import Instrument
from xlkit.form.xlsform import check, load

HEADS = ("type", "name", "label", "choice_filter", "relevant", "repeat_count")
FIELDS: Sequence[Sequence[Value]] = (
    ("select_one region", "region", "Region"),
    ("select_one town", "town", "Town", "region = ${region} and size >= ${least}"),
    ("select_one job", "job", "Job"),
    ("text", "why", "Why", None, "${job} = 'job_7'"),
)
CHOICES = (
    ("list_name", "name", "label", "region", "size"),
    ("region", "north", "North"),
    ("region", "south", "South"),
    ("town", "york", "York", "north", 2),
    ("town", "hull", "Hull, on the Humber", "north", 1),
    ("town", "bath", "Bath", "south", 3),
    *(("job", f"job_{number}", f"Job {number}, what * it may ~ be?") for number in range(1, 71)),
)
ROWS: tuple[Mapping[str, str | float | date], ...] = (
    {"region": "north", "town": "york", "job": "job_7"},
    {"region": "south", "job": "job_70"},
    {},
    {"region": "north", "town": "bath"},
)
DRAFT = Draft(answers={"least": 2.0}, rows={"stays": ROWS})


def form(tmp_path: Path, fields: Sequence[Sequence[Value]] = FIELDS, rows: str = "") -> Path:
    opening = ("begin_repeat", "stays", "Stays", None, None, rows)
    survey = (HEADS, ("integer", "least", "How large?"), opening, *fields, ("end_repeat",))
    return save_form(tmp_path, survey, CHOICES)


def made(tmp_path: Path) -> Instrument:
    path = form(tmp_path)
    assert check(path) == ()
    return load(path)


def listed(book: Book, cell: str) -> list[str]:
    """What the dropdown of a cell offers."""
    sheet = book.sheets["Tables"]
    (rule,) = [each for each in sheet.validations if each.kind == "list" and cell in each.ranges]
    return [str(label) for label in book.listed("Tables", rule.formulas[0]) if label]


def test_a_dropdown_follows_its_row(tmp_path: Path) -> None:
    """Each row has its own, by what stands in it and by answers outside; a long list is the same in all."""
    path = written(tmp_path / "filled.xlsx", DRAFT, instrument=made(tmp_path))
    assert differences(path) == []
    book = recalculate(path)
    assert [listed(book, f"C{row}") for row in range(6, 9)] == [["York"], ["Bath"], []]
    assert [len(listed(book, f"D{row}")) for row in (6, 7)] == [70, 70]


def test_what_does_not_go_with_its_row_is_not_taken(tmp_path: Path) -> None:
    """And is said of at its cell; the choice of a long list counts by its name, in rules too."""
    instrument = made(tmp_path)
    found = understood(DRAFT, instrument)
    assert [(each.code, each.cell and each.cell.a1) for each in found.issues] == [("breaks-rule", "C9")]
    assert found.completed is not None
    values = [[answer.value for answer in row.answers] for row in found.completed.rows]
    assert values == [
        ["north", "york", "job_7", None],
        ["south", None, "job_70", None],
        ["north", None, None, None],
    ]


def test_too_many_choices_for_too_many_rows_are_all_offered(tmp_path: Path) -> None:
    """It is said; each row would need cells of its own for each of them."""
    path = form(
        tmp_path, (("select_one region", "region", "Region"), ("select_one job", "job", "Job", "name != 'a'")), "200"
    )
    (problem,) = check(path)
    assert (problem.address, "70 choices are too many for each of 200 rows" in problem.reason) == ("survey!D5", True)
    book = recalculate(written(tmp_path / "filled.xlsx", Draft(), instrument=load(path)))
    assert len(listed(book, "C6")) == 70
