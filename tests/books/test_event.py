"""The workbook of an event: live, read back as it was, in words of teams, and what everybody is told of it."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.books.tables import rows
from tests.books.test_workshop import read_back
from tests.builders.events import filled
from tests.builders.opened import load_workbook
from tests.oracle.book import recalculate
from xlkit.books.workshop import workshop_workbook
from xlkit.books.workshop.agreed import TIED
from xlkit.cli import main


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("event") / "event.xlsx"
    workshop_workbook.write(filled(), (), path)
    return path


def test_an_event_is_read_back_as_it_was(path: Path, tmp_path: Path) -> None:
    """Dots of every kind of group, the questions that were chosen, the vision and its day."""
    again = read_back(path)
    assert again == filled()


@pytest.mark.slow
def test_every_stored_value_of_an_event_is_true(path: Path) -> None:
    """What stands beside each formula is what it comes to; more dots for another question change what is first."""
    assert list(recalculate(path).differences()) == []
    more = recalculate(path, {("Wall questions", "J10"): 9})
    assert [more.value("Top questions", f"F{row}") for row in (5, 8, 9, 10)] == ["yes", "yes", "", "yes"]


def test_questions_stand_with_their_dots_and_the_tie(path: Path) -> None:
    """Six of seven are among the first, two of them tied; what was chosen stands beside them."""
    found = rows(load_workbook(path, data_only=True), "Top_questions")[:8]
    assert [row["Among the first 5"] or "" for row in found] == [*["yes"] * 4, TIED, TIED, "", ""]
    assert [row["Chosen by the event"] for row in found] == ["yes"] * 4 + [None, "yes", None, None]
    (vision,) = rows(load_workbook(path, data_only=True), "Vision")
    assert getattr(vision["Back to everybody by"], "date", lambda: None)() == date(2027, 9, 14)


def test_teams_are_counted_in_every_heading(path: Path) -> None:
    """No column of an event counts people; a workshop of people still does."""
    book = load_workbook(path)
    heads = {str(cell.value) for sheet in book.worksheets for row in sheet["A4:Z4"] for cell in row if cell.value}
    assert {"Teams", "Teams heard", "Dots: Finance"} <= heads
    assert not any("people" in head.lower() for head in heads if head != "Theme, as people would say it (“I …”)")


def test_an_event_speaks_of_no_person_who_said_something(path: Path) -> None:
    """Nor of providers that gave it: teams did."""
    book = load_workbook(path)
    assert "person" not in str(book["What people say"]["A2"].value)
    assert "provider" not in str(book["Given"]["A2"].value)
    assert "Provider" not in {cell.value for row in book["Given"] for cell in row}


def test_actions_of_an_event_ask_for_no_provider_and_no_commissioner(path: Path) -> None:
    """Which a workshop does, where these are groups."""
    assert "commissioner" not in str(load_workbook(path)["Actions"]["A2"].value)


def test_everybody_is_told_what_the_plan_says(path: Path, tmp_path: Path) -> None:
    """Under a title and a name of its own, with the vision and where the plan answers it."""
    outcome = CliRunner().invoke(main, ["feedback", str(path), "-o", str(tmp_path)])
    assert outcome.exit_code == 0, outcome.output
    (sheet,) = load_workbook(tmp_path / "you-asked-the-plan-says.xlsx").worksheets
    cells = [str(cell) for (cell,) in sheet.iter_rows(max_col=1, values_only=True) if cell]
    assert {"6 of 6 teams said this.", "The plan says: Chapter 2"} <= set(cells)
    assert "What we want to be true in three years: Everybody has a key" in cells
    assert [cell for cell in cells if "Why" in cell] == ["“Why 1?”"]
