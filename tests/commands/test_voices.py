"""What people say, from the control workbook to what is made of the workbooks that come back."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from tests.builders.control import with_ids
from tests.builders.voices import ROUND, SECRET, Statement, person, write
from xlkit.books.round import control_workbook
from xlkit.cli import main
from xlkit.form.headings import WHO_IS_WHO
from xlkit.round.control import LETTERS_DEFAULT
from xlkit.round.round import Control, Recipient

ALDER = "Alder House"
HELD = "They took it away from me"


def xlkit(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def control(tmp_path: Path) -> Path:
    """A round of one provider."""
    this = Control(ROUND, template="top-twos", letters=LETTERS_DEFAULT, secret=SECRET)
    path = tmp_path / "voices.xlsx"
    asked = with_ids(Recipient(ALDER, template="top-twos"))
    control_workbook.write(path, replace(this, recipients=asked), ["top-twos"])
    return path


def test_the_list_of_names_has_the_codes_of_the_workbook(control: Path, tmp_path: Path) -> None:
    """Its provider finds each code of the workbook in it, with a cell for a name; nobody else is sent it."""
    outcome = xlkit("generate", control, "--lists", "-o", tmp_path / "out")
    assert outcome.exit_code == 0, outcome.output
    (listed,) = (tmp_path / "out").glob("*-who-is-who.xlsx")
    (sent,) = set((tmp_path / "out").glob("alder*.xlsx")) - {listed}
    names = [row[:3] for row in load_workbook(listed)["Who is who"].iter_rows(min_row=5, values_only=True)]
    rows = [row[:2] for row in load_workbook(sent)["Tables"].iter_rows(values_only=True)]
    assert names[0] == ("Row", *WHO_IS_WHO)
    assert {row[:2] for row in names[1:]} == {row for row in rows if str(row[0]).startswith("P.")}
    assert not any(row[2] for row in names[1:])


def test_lists_are_written_only_where_they_are_asked_for(control: Path, tmp_path: Path) -> None:
    """Without --lists there is none, and without a control workbook there can be none."""
    assert xlkit("generate", control, "-o", tmp_path / "out").exit_code == 0
    assert not list((tmp_path / "out").glob("*-who-is-who.xlsx"))
    assert "control workbook" in xlkit("generate", "top-twos", "--lists").output


def test_held_back_words_stand_nowhere(tmp_path: Path) -> None:
    """What was held back is in no line that is printed, in no data and in no correction."""
    people = [{**person(0), "working_1": Statement(HELD, "held"), "future_1": Statement("I want a dog", "")}]
    write(tmp_path / "alder.xlsx", ALDER, people)
    outcome = xlkit("validate", tmp_path / "alder.xlsx", "--corrections", tmp_path / "corrections")
    data = xlkit("validate", tmp_path / "alder.xlsx", "--json").stdout
    (correction,) = (tmp_path / "corrections").iterdir()
    cells = [cell for sheet in load_workbook(correction) for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "words-dropped" in data
    assert "I want a dog" in cells
    assert not any(HELD in text for text in (outcome.output, data, *map(str, cells)))
    assert json.loads(data)["files"][0]["status"] == "incomplete"


def test_the_codes_are_those_of_the_round(control: Path, tmp_path: Path) -> None:
    """Issued again, a workbook has the codes that it had."""
    assert xlkit("generate", control, "-o", tmp_path / "one").exit_code == 0
    assert xlkit("generate", control, "-o", tmp_path / "two").exit_code == 0
    first, second = (next((tmp_path / name).glob("alder*.xlsx")).read_bytes() for name in ("one", "two"))
    assert first == second
