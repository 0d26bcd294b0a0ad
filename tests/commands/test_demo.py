"""The demonstration: a whole round from one command."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.books import tables
from tests.builders.opened import load_workbook
from tests.office import ooxml
from tests.office.calc import Calc
from xlkit.cli import main
from xlkit.commands import workshops
from xlkit.demo import event, voices


def test_every_recipient_has_a_workbook_sent_and_returned(demo: Path) -> None:
    """24 providers and four respondents of one council, and what 19 say of others, under the same names in both."""
    sent = sorted(path.name for path in (demo / "sent").iterdir())
    returned = sorted(path.name for path in (demo / "returned").iterdir())
    assert sent == returned
    assert len(sent) == 47
    assert sum(name.startswith("fenmoor-county-council") for name in sent) == 4 + 6


def test_the_returns_validate_as_they_would_by_hand(demo: Path) -> None:
    """Two providers left topics blank; the others are complete."""
    outcome = CliRunner().invoke(main, ["validate", str(demo / "returned")])
    assert outcome.exit_code == 3
    assert outcome.stdout.splitlines()[-1] == "47 files: 45 valid, 2 incomplete"


def test_sent_and_returned_workbooks_go_together(demo: Path) -> None:
    """The blank forms beside what came back of them contradict nothing."""
    outcome = CliRunner().invoke(main, ["validate", str(demo / "sent"), str(demo / "returned")])
    assert outcome.stdout.splitlines()[-1] == "94 files: 45 valid, 2 incomplete, 47 superseded"


def test_what_others_say_is_compared(demo: Path) -> None:
    """Providers stand beside the council and people, and the council beside its providers."""
    names = {table.name for _, table in tables.tables(load_workbook(demo / "consolidated.xlsx"))}
    assert {"Pairs_1", "Gaps_1", "Seen_1"} <= names


def test_what_people_say_validates_and_is_worked_on(demo: Path, tmp_path: Path) -> None:
    """Five workbooks are valid without a word; carried on with them, the workshop is as a group left it."""
    control, said = demo / "voices" / "voices.xlsx", demo / "voices" / "returned"
    outcome = CliRunner().invoke(main, ["validate", str(said), "--round", str(control), "--problems"])
    assert (outcome.exit_code, outcome.stdout.splitlines()) == (0, ["5 files: 5 valid"])
    again = tmp_path / "workshop.xlsx"
    onto = ["--onto", str(demo / "voices" / "workshop.xlsx"), "-o", str(again)]
    outcome = CliRunner().invoke(main, ["merge", str(said), "--round", str(control), *onto])
    assert outcome.exit_code == 0, outcome.output
    assert outcome.stdout.splitlines()[-1] == str(again)
    assert workshops.read(again) == workshops.read(demo / "voices" / "workshop.xlsx")


def test_what_people_say_comes_full_circle(demo: Path) -> None:
    """It stands beside levels and as signals to the market, and everybody is told of it, by theme and not by card."""
    book = load_workbook(demo / "consolidated.xlsx", data_only=True)
    said = [row["In words"] for row in tables.rows(book, "What_people_say")]
    assert "Workforce: providers stand at 4; 9 of 20 people say something is not working." in said
    shown = {row["Ref"] for row in tables.rows(book, "Evidence") if str(row["Evidence"]).startswith("Workshop of")}
    assert shown == {"4.2", "8.3", "5", "10"}
    assert next(row["What"] for row in tables.rows(book, "Signals")) == "I want friends, and time with them"
    assert {row["Provider"] for row in tables.rows(book, "People_by_provider")} == set(list(voices.PROVIDERS)[:3])
    (told,) = load_workbook(demo / "voices" / "you-said-we-will.xlsx").worksheets
    lines = {str(row[0]) for row in told.iter_rows(values_only=True)}
    assert "“I never know who comes, or when”" in lines
    assert "“I do not like what is on my plate”" not in lines
    assert not lines & {words for those in voices.SAID.values() for words in those}


def test_what_teams_ask_of_a_plan_comes_full_circle(demo: Path) -> None:
    """Six workbooks are valid without a word; of two questions that tie the event chose one, and the plan answers."""
    control, said = demo / "event" / "plan.xlsx", demo / "event" / "returned"
    outcome = CliRunner().invoke(main, ["validate", str(said), "--round", str(control), "--problems"])
    assert (outcome.exit_code, outcome.stdout.splitlines()) == (0, ["6 files: 6 valid"])
    book = load_workbook(demo / "event" / "event.xlsx", data_only=True)
    asked = [row for row in tables.rows(book, "Top_questions") if row["Among the first 5"]]
    assert [row["Chosen by the event"] or "" for row in asked] == ["yes"] * 4 + ["", "yes"]
    wrong = {row["Code"]: row["Which"] for row in tables.rows(book, "Check") if row["How many do not"]}
    assert wrong.keys() == {"few-people"}
    (told,) = load_workbook(demo / "event" / "you-asked-the-plan-says.xlsx").worksheets
    lines = {str(row[0]) for row in told.iter_rows(values_only=True)}
    assert {f"What we want to be true in three years: {event.VISION}", "“Will there be money for evenings?”"} <= lines
    assert "“Will there be lifts?”" not in lines


@pytest.mark.slow
def test_running_it_again_gives_the_same_bytes(demo: Path, tmp_path: Path) -> None:
    """The answers are made up, but always the same."""
    assert CliRunner().invoke(main, ["demo", "-o", str(tmp_path)]).exit_code == 0
    for path in sorted(demo.rglob("*.xlsx")):
        again = tmp_path / path.relative_to(demo)
        if path.parent != demo:
            assert again.read_bytes() == path.read_bytes()


@pytest.mark.slow
@pytest.mark.libreoffice
def test_every_figure_of_the_consolidated_workbook_is_true(calc: Calc, demo: Path) -> None:
    """The spreadsheet program calculates every formula cell to the value that is stored in it."""
    cells = [cell for sheet in calc.recalculate(demo / "consolidated.xlsx").values() for cell in sheet.values()]
    assert len(cells) > 2_000
    assert [cell for cell in cells if cell.stale] == []


@pytest.mark.slow
@pytest.mark.libreoffice
def test_the_consolidated_workbook_opens_without_repair(calc: Calc, demo: Path) -> None:
    """The spreadsheet program opens it without a question and finds its charts."""
    sheets = calc.opens_clean(demo / "consolidated.xlsx")
    assert sum(sheet.charts for sheet in sheets) >= 3


@pytest.mark.ooxml
@pytest.mark.parametrize("name", ["consolidated", "funds", "returned/alder*", "voices/voices", "voices/workshop"])
def test_workbooks_are_sound_by_the_open_xml_sdk(demo: Path, name: str) -> None:
    """The validator finds nothing in one of each kind; other shapes of them are for the long search."""
    assert ooxml.errors(next(demo.glob(f"{name}.xlsx"))) == []
