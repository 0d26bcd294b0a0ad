"""Choices that follow from other answers: which are offered, in a dropdown, and what is read of one that is not."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.builders.forms import understood, written
from tests.builders.opened import load_workbook
from tests.form.xlsform.books import Sheets, save
from tests.oracle.book import differences, recalculate
from xlkit.form.draft import Draft
from xlkit.form.instrument import Instrument
from xlkit.form.item import Kind
from xlkit.form.xlsform import check, load

CHOICES = (
    ("list_name", "name", "label", "Region", "size"),
    ("region", "north", "North"),
    ("region", "south", "South, with islands"),
    ("town", "york", "York", "north", 2),
    ("town", "hull", "Hull, on the Humber", "north", 1),
    ("town", "bath", "Bath", "south", 1),
    ("town", "any", "Anywhere", "all", 3),
)


def form(choice_filter: str, kind: str = "select_one town") -> Sheets:
    heads = ("type", "name", "label", "choice_filter", "appearance")
    rows = (
        ("select_one region", "region", "Region?"),
        ("integer", "least", "How large?"),
        (kind, "town", "Town?", choice_filter),
    )
    return {
        "survey": (heads, *rows),
        "choices": CHOICES,
        "settings": (("form_title", "form_id", "version"), ("F", "f", 1)),
    }


def made(tmp_path: Path, choice_filter: str) -> Instrument:
    path = save(form(choice_filter), tmp_path / "form.xlsx")
    assert check(path) == ()
    return load(path)


@pytest.mark.parametrize(
    ("choice_filter", "answers", "offered"),
    [
        ("region = ${region}", {"region": "north"}, ["York", "Hull, on the Humber"]),
        ("${region} = region", {"region": "south"}, ["Bath"]),
        ("region = ${region} or region = 'all'", {"region": "south"}, ["Bath", "Anywhere"]),
        ("selected(${region}, region)", {"region": "north"}, ["York", "Hull, on the Humber"]),
        ("region = ${region} and number(size) >= ${least}", {"region": "north", "least": 2.0}, ["York"]),
        ("region = ${region}", {}, []),
        ("name != 'york'", {}, ["Hull, on the Humber", "Bath", "Anywhere"]),
    ],
)
def test_a_dropdown_follows_other_answers(
    tmp_path: Path, choice_filter: str, answers: dict[str, str | float], offered: list[str]
) -> None:
    """Whatever their length, and with commas; the cells that it takes them from say so by formula."""
    instrument = made(tmp_path, choice_filter)
    path = written(tmp_path / "filled.xlsx", Draft(answers=answers), instrument=instrument)
    assert differences(path) == []
    book = recalculate(path)
    (rule,) = [
        each for each in book.sheets["Questions"].validations if each.kind == "list" and "Workings" in each.formulas[0]
    ]
    assert [label for label in book.listed("Questions", rule.formulas[0]) if label] == offered


@pytest.mark.parametrize(("town", "codes"), [("york", []), ("bath", ["breaks-rule"])])
def test_a_choice_that_is_not_offered_is_not_taken(tmp_path: Path, town: str, codes: list[str]) -> None:
    """It may be left over from before the other answer was changed."""
    instrument = made(tmp_path, "region = ${region}")
    found = understood(Draft(answers={"region": "north", "town": town}), instrument)
    assert [each.code for each in found.issues] == codes
    assert found.completed is not None
    answer = found.completed.answer("town")
    assert answer is not None
    assert answer.value == (None if codes else town)


def test_a_filter_that_is_not_understood_offers_all() -> None:
    """Which is said at its cell."""
    for kind in ("select_one town", "select_multiple town"):
        choice_filter = "pulldata('a', 'b', 'c', region) = 1"
        with TemporaryDirectory() as folder:
            path = save(form(choice_filter, kind), Path(folder) / "form.xlsx")
            (problem,) = check(path)
            assert problem.address == "survey!D4"
            assert "all the choices are offered" in problem.reason
            town = next(item for item in load(path).items if item.name == "town")
            assert not any(choice.offered for choice in town.choices)
            assert town.is_listed is (town.kind is Kind.CHOICE)
            written(Path(folder) / "form-out.xlsx", Draft(), instrument=load(path))


def test_of_several_ticks_only_those_on_offer_are_taken(tmp_path: Path) -> None:
    """The others stay as they are, and beside a choice that is not on offer it is said when it would be."""
    path = save(form("region = ${region}", "select_multiple town"), tmp_path / "form.xlsx")
    assert check(path) == ()
    instrument = load(path)
    draft = Draft(answers={"region": "north", "town": "york bath"})
    found = understood(draft, instrument)
    assert [(each.code, each.message.count("Bath")) for each in found.issues] == [("breaks-rule", 1)]
    assert found.completed is not None
    answer = found.completed.answer("town")
    assert answer is not None
    assert answer.value == "york"
    filled = written(tmp_path / "filled.xlsx", draft, instrument=instrument)
    assert differences(filled) == []
    cells = (cell.value for row in load_workbook(filled, data_only=True)["Questions"] for cell in row)
    told = [text for text in cells if "Not needed" in str(text)]
    assert (told[0], len(told)) == ("Not needed: only if 1.1 is “South, with islands”", 2)
