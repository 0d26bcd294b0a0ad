"""Forms whose references or numbers of questions once made a formula say something else than the value beside it."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given
from msgspec.structs import replace

from tests.builders.anything import filled
from tests.builders.drawn import drawn
from tests.builders.forms import small, written
from tests.builders.kinds import every_kind, full
from tests.builders.opened import load_workbook
from tests.oracle.book import differences
from xlkit.form.draft import Draft
from xlkit.form.expression import Call, Column, Literal
from xlkit.form.instrument import Instrument, Section
from xlkit.form.item import Choice, Item, Kind
from xlkit.returns.return_ids import blank

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
PICKS = (Choice("low", "Low", 1), Choice("high", "High", 2))


def eleven(kind: Kind) -> Instrument:
    """A form of eleven questions, the first and the tenth of which have references that spell one number."""
    choices = PICKS if kind is Kind.CHOICE else ()
    items = tuple(Item(f"q{n}", f"1.{n}", f"Question {n}", kind, choices=choices) for n in range(1, 12))
    return replace(small(), sections=(Section("all", "1", "All", items),))


@pytest.mark.parametrize(("kind", "answer"), [(Kind.TEXT, "Yes"), (Kind.CHOICE, "high")])
def test_question_1_1_is_not_question_1_10(kind: Kind, answer: str, tmp_path: Path) -> None:
    """An answer to the tenth is counted for the tenth alone, though both references spell the same number."""
    form = eleven(kind)
    path = written(tmp_path / "form.xlsx", Draft(answers={"q10": answer}), blank(form), form)
    assert differences(path) == []


@pytest.mark.parametrize(("marks", "state"), [(1, "Answered"), (2, "2 ticks: keep one")])
def test_two_ticks_of_what_has_no_levels_are_no_answer(marks: int, state: str, tmp_path: Path) -> None:
    """The question says so, as its statements do, and not that it is answered."""
    choices = (Choice("yes", "Yes"), Choice("no", "No"))
    item = Item("told", "1.1", "Told?", Kind.STATEMENTS, choices=choices)
    form = replace(small(), sections=(Section("all", "1", "All", (item,)),), planner=())
    draft = Draft(marks={"told": {choice.name: "x" for choice in choices[:marks]}})
    path = written(tmp_path / "form.xlsx", draft, blank(form), form)
    assert differences(path) == []
    assert state in {cell.value for row in load_workbook(path, data_only=True)["Summary"] for cell in row}


def test_a_form_of_every_kind_says_what_stands_in_it(tmp_path: Path) -> None:
    """Blank and filled in, every stored value is what its formula comes to."""
    form = every_kind()
    for name, draft in (("blank", Draft()), ("full", full(form))):
        assert differences(written(tmp_path / f"{name}.xlsx", draft, blank(form), form)) == []


@pytest.mark.parametrize("asked", ["first", "second"])
@pytest.mark.parametrize("counted", [Column("first", ""), Column("second", "cost")], ids=["all", "one column"])
def test_a_table_may_be_asked_for_by_the_rows_of_any(asked: str, counted: Column, tmp_path: Path) -> None:
    """By those of another table or by its own: its heading, which says whether it is needed, counts in no row."""
    fields = tuple(Item(name, name, name, Kind.INTEGER) for name in ("hours", "cost"))
    few = Call("<", (Call("count", (counted,)), Literal(3.0)))
    tables = tuple(
        Item(name, ref, name, Kind.TABLE, fields=fields, rows=3, relevant=few if name == asked else None)
        for name, ref in (("first", "1.1"), ("second", "1.2"))
    )
    form = replace(small(), sections=(Section("all", "1", "All", tables),))
    draft = Draft(rows={"first": ({"hours": 4.0, "cost": 1.0},)})
    assert differences(written(tmp_path / "form.xlsx", draft, blank(form), form)) == []


@drawn(10, suppress_health_check=SLOW)
@given(case=filled())
def test_formulas_come_to_what_is_stored_whatever_is_asked(case: tuple[Instrument, Draft]) -> None:
    """With any conditions, rules and calculations, and any answers."""
    instrument, draft = case
    with TemporaryDirectory() as folder:
        path = written(Path(folder) / "form.xlsx", draft, blank(instrument), instrument)
        assert differences(path) == []
