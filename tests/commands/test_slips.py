"""Slips that an officer makes at the command line: each is told what was found, what was expected, and a way on."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.builders.control import SPRING
from xlkit.books.round import control_workbook as controls
from xlkit.cli import main
from xlkit.form import xlsform
from xlkit.round import reading
from xlkit.round.default_letters import LETTERS_DEFAULT
from xlkit.round.round import Control

FOLDER, BOOK, PLACE = "returned", "Spring.xlsx", "returned/sub"


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a control workbook that lists nobody, and a folder of returns with a stray file in it."""
    monkeypatch.chdir(tmp_path)
    Path(PLACE).mkdir(parents=True)
    Path(FOLDER, "notes.txt").write_text("x", encoding="utf-8")
    controls.write(
        Path(BOOK), Control(SPRING, letters=LETTERS_DEFAULT, secret="5ec2e7" * 8), ["progress-for-providers"]
    )
    return tmp_path


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("new", "Spring"), "ends in .xlsx"),
        (("new", BOOK), "holds its round's secret"),
        (("new", f"{BOOK}/r.xlsx"), "a folder was expected"),
        (("generate", "Sprng.xlsx"), "There is no file Sprng.xlsx: give the path of the round's control workbook"),
        (("generate", "PROGRESS-FOR-PROVIDERS"), "did you mean progress-for-providers"),
        (("generate", BOOK), "fill in a row"),
        (("generate", BOOK, "--round", "Autumn"), "enter them there"),
        (("generate", "progress-for-providers", "-o", BOOK), "a folder was expected: name another place"),
        (("generate", "progress-for-providers", "--to", FOLDER), "returned is a folder: give the file of the list"),
        (("generate", "progress-for-providers", "--language", "Welsh"), "it is in en"),
        (("demo", "-o", BOOK), "a folder was expected"),
        (("status", FOLDER, "--round", BOOK), "Spring.xlsx lists nobody under Recipients"),
        (("status", FOLDER, "--round", BOOK, "-o", "tracker.ods"), "tracker.ods is not the name of an Excel workbook"),
        (("mail", FOLDER), "returned was given without --chase"),
        (("mail", "--chase"), "name the folder of returns behind it"),
        (("mail", BOOK), "name it as --round Spring.xlsx"),
        (("mail", "--round", f"{FOLDER}/notes.txt"), "notes.txt is not an Excel workbook that can be read"),
        (("merge", FOLDER, "-o", "report.pdf"), "report.pdf is not the name of an Excel workbook"),
        (("validate", FOLDER, "--round", PLACE), "There is no file returned/sub"),
        (("validate", FOLDER, "--round", "Autumn.xlsx"), "or the round's name"),
        (("validate", FOLDER, "--passwords", "none.txt"), "none.txt"),
        (("validate", FOLDER, "--templates", "none"), "There is no folder none"),
    ],
)
def test_a_slip_is_one_sentence(words: tuple[str, ...], said: str, place: Path) -> None:
    """What was found and what to do stand in one line, and nothing is written."""
    before = {path.name for path in place.rglob("*")}
    result = run(*words)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert said in result.stderr.replace("\\", "/")
    assert len(result.stderr.strip().splitlines()) == 1
    assert {path.name for path in place.rglob("*")} == before


@pytest.mark.parametrize("written", ["26/03/2027", "2027-03-26", "26 March 2027", "26.3.2027", "Friday 26 March 2027"])
def test_a_day_may_be_written_as_people_write_it(written: str, place: Path) -> None:
    """Day first, in figures or words."""
    assert run("new", "r.xlsx", "--deadline", written).exit_code == 0
    assert reading.load(place / "r.xlsx", xlsform.library()).round.deadline == "Friday 26 March 2027"


@pytest.mark.parametrize("written", ["31/02/2027", "03/26/2027", "soon", ""])
def test_what_is_no_day_says_how_to_write_one(written: str, place: Path) -> None:
    """A day that no month has, and the month first, are not guessed at."""
    result = run("new", "r.xlsx", "--deadline", written)
    assert result.exit_code == 2
    assert "is no day: write it as day/month/year, such as 31/03/2027." in result.stderr
    assert not (place / "r.xlsx").exists()


def test_a_folder_may_be_called_like_the_round(place: Path) -> None:
    """A plain name is a round's name, also where a folder of that name stands beside."""
    (place / "Spring 2027").mkdir()
    assert "There is no file" not in run("validate", FOLDER, "--round", "Spring 2027").output


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(28, "No space left")])
def test_a_place_that_cannot_be_written_names_no_option(
    error: OSError, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not every command has the one that names another place; a folder may be for reading alone."""
    whole = Path.open

    def refusing(path: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        if path.suffix == ".part":
            raise error
        return whole(path, mode, *more, **named)

    monkeypatch.setattr(Path, "open", refusing)
    said = run("new", str(place / "r.xlsx")).stderr
    assert said.startswith(f"Error: {place / 'r.xlsx'} c")
    assert "name another place" in said
    assert "--" not in said
