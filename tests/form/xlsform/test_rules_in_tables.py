"""Rules inside tables: a column is asked by what else stands in its row, or by an answer outside."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from tests.builders.forms import understood, written
from tests.form.xlsform.books import Value, save_form
from tests.oracle.book import recalculate
from tests.oracle.rules import conditions
from xlkit.form.draft import Draft
from xlkit.form.headings import of_form
from xlkit.form.identity import Perspective
from xlkit.form.instrument import Instrument
from xlkit.form.words import in_language
from xlkit.form.xlsform import check, load

HEADS = ("type", "name", "label", "relevant", "required")
CHOICES = (("list_name", "name", "label"), ("yn", "yes", "Yes"), ("yn", "no", "No"))


def made(tmp_path: Path, *fields: Sequence[Value]) -> Instrument:
    rows = (("select_one yn", "open", "Open?"), ("begin_repeat", "people", "People"), *fields, ("end_repeat",))
    path = save_form(tmp_path, (HEADS, *rows), CHOICES)
    assert check(path) == ()
    return load(path)


FIELDS = (
    ("integer", "age", "Age"),
    ("text", "school", "School", "${age} < 18", "yes"),
    ("begin_group", "later", "Later", "${open} = 'yes'"),
    ("text", "work", "Work", "${age} >= 18", "yes"),
    ("end_group",),
)
ROWS: tuple[Mapping[str, str | float | date], ...] = (
    {"age": 12.0, "school": "Oak"},
    {"age": 40.0, "work": "Cook"},
    {"age": 7.0},
)


def codes(instrument: Instrument, draft: Draft) -> list[str]:
    found = understood(draft, instrument).issues
    return [f"{each.code} {each.cell.a1 if each.cell else ''}" for each in found]


def test_only_what_a_row_needs_is_missed(tmp_path: Path) -> None:
    """The third row needs a school; none needs what another answer shuts off."""
    instrument = made(tmp_path, *FIELDS)
    assert codes(instrument, Draft(rows={"people": ROWS})) == ["left-empty C8"]
    answered = Draft(answers={"open": "yes"}, rows={"people": ({"age": 40.0}, {"age": 7.0, "school": "Elm"})})
    assert codes(instrument, answered) == ["left-empty D6"]


def test_a_heading_says_when_its_column_is_asked(tmp_path: Path) -> None:
    """By the other columns of the table and the questions outside it."""
    instrument = made(tmp_path, *FIELDS)
    headings = of_form(instrument, Perspective.SELF)["table:people"].headings
    assert headings[2:] == ("School (only if 1 is less than 18)", "Work (only if 1.1 is “Yes” and 1 is 18 or more)")


def test_a_cell_that_its_row_does_not_need_stands_back(tmp_path: Path) -> None:
    """Row by row, and with what stands outside the table."""
    instrument = made(tmp_path, *FIELDS)
    draft = Draft(answers={"open": "yes"}, rows={"people": ROWS})
    book = recalculate(written(tmp_path / "form-out.xlsx", draft, instrument=instrument))
    sheet = in_language("en").tables
    dimmed = {cell: bool(conditions(book, sheet, cell)) for cell in ("C6", "D6", "C7", "D7", "C8", "D8")}
    assert dimmed == {"C6": False, "D6": True, "C7": True, "D7": False, "C8": False, "D8": True}
