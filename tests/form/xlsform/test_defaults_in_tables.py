"""Defaults inside tables: each row starts with them, and a row that holds nothing else is none."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.builders.forms import understood, written
from tests.form.xlsform.books import Value, save_form
from tests.oracle.book import differences, recalculate
from xlkit.form.draft import Draft, with_defaults
from xlkit.form.instrument import Instrument
from xlkit.form.xlsform import check, load
from xlkit.returns.raw import Value as Cell

HEADS = ("type", "name", "label", "default", "calculation", "read_only")
CHOICES = (("list_name", "name", "label"), ("kind", "h", "At home"), ("kind", "a", "Away, or out"))
FIELDS: Sequence[Sequence[Value]] = (
    ("text", "who", "Who"),
    ("select_one kind", "kind", "Kind", "a"),
    ("integer", "hours", "Hours", 2),
    ("date", "day", "Day", "2027-04-30"),
    ("calculate", "twices", "Twice", None, "${hours} * 2"),
    ("text", "unit", "Unit", "hours", None, "yes"),
)
BEGUN = {"kind": "a", "hours": 2.0, "day": date(2027, 4, 30)}


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    rows = (("text", "why", "Why"), ("begin_repeat", "visits", "Visits"), *FIELDS, ("end_repeat",))
    after = [("calculate", name, name, None, f"sum(${{{name}s}})") for name in ("twice", "hour")]
    with TemporaryDirectory() as folder:
        survey = (HEADS, *rows, *after)
        path = save_form(Path(folder), survey, CHOICES)
        assert check(path) == ()
        return load(path)


def begun(instrument: Instrument, *rows: Mapping[str, str | float | date]) -> Draft:
    return with_defaults(instrument, Draft(rows={"visits": rows} if rows else {}))


def read(instrument: Instrument, draft: Draft, changes: Mapping[tuple[str, int], Cell]) -> list[list[object]]:
    completed = understood(draft, instrument, changes).completed
    assert completed is not None
    return [[row.number, *(answer.value for answer in row.answers)] for row in completed.rows]


def test_every_row_starts_with_them(instrument: Instrument) -> None:
    """But not one that somebody had filled in, where what is blank was left so."""
    table = next(item for item in instrument.items if item.fields)
    assert begun(instrument).rows == {"visits": (BEGUN,) * table.rows}
    assert begun(instrument, {"who": "Ann"}).rows["visits"][:2] == ({"who": "Ann"}, BEGUN)


def test_no_row_is_used_to_begin_with(tmp_path: Path, instrument: Instrument) -> None:
    """What is worked out waits for somebody to write; what is changed back is as good as not."""
    path = written(tmp_path / "form-out.xlsx", begun(instrument), instrument=instrument)
    assert differences(path) == []
    blank = recalculate(path)
    assert [blank.value("Tables", cell) for cell in ("C6", "D6", "F6", "G6")] == ["Away, or out", 2, "", ""]
    assert "0 of 5" in str(blank.value("Questions", "D6"))
    filled = recalculate(path, {("Tables", "B6"): "Ann", ("Tables", "D7"): 3.0, ("Tables", "C8"): None})
    assert [filled.value("Tables", f"F{row}") for row in (6, 7, 8)] == [4, 6, ""]
    assert [filled.value("Questions", cell) for cell in ("D7", "D8")] == [10, 5]
    assert "2 of 5" in str(filled.value("Questions", "D6"))


def test_a_row_with_nothing_else_in_it_is_none(instrument: Instrument) -> None:
    """One in which anything was written, or changed, is read whole; one that was emptied is none either."""
    changes: Mapping[tuple[str, int], Cell] = {("1.2.2", 1): "Ann", ("1.2.3", 3): 5.0, ("1.2.4", 2): None}
    first = [2, "Ann", "a", 2.0, date(2027, 4, 30), 4.0, "hours"]
    second = [3, None, "a", 5.0, date(2027, 4, 30), 10.0, "hours"]
    assert read(instrument, begun(instrument), changes) == [first, second]
    assert read(instrument, begun(instrument), {}) == []
