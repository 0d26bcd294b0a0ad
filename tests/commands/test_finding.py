"""Tests of which round a command takes to be meant."""

import shutil
from pathlib import Path

import pytest

from tests.builders.control import SPRING
from xlkit.books.round import control_workbook
from xlkit.commands.finding import round_for, round_named
from xlkit.errors import XlkitError
from xlkit.round.default_letters import LETTERS_DEFAULT
from xlkit.round.round import Control

RETURNED, BOOK = Path("returned"), Path("Spring.xlsx")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A control workbook in the current folder, and a folder of returns beside it."""
    monkeypatch.chdir(tmp_path)
    control = Control(SPRING, letters=LETTERS_DEFAULT, secret="5ec2e7" * 8)
    control_workbook.write(BOOK, control, ["progress-for-providers"])
    RETURNED.mkdir()
    (RETURNED / "notes.xlsx").write_text("no workbook", encoding="utf-8")
    return tmp_path


def test_the_control_workbook_here_is_found_and_said(capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody has to name the one there is."""
    assert round_for(None, [RETURNED]) == ("Spring.xlsx", (RETURNED,))
    assert capsys.readouterr().err == "The round is that of Spring.xlsx, which lies beside the returns.\n"


@pytest.mark.parametrize(("paths", "where"), [([], "here"), ([RETURNED], "beside the returns")])
def test_it_lies_beside_returns_only_where_there_are_any(
    paths: list[Path], where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything came back a command says that it lies here, of one and of two."""
    assert round_named(None, paths)[0] == BOOK
    assert capsys.readouterr().err == f"The round is that of Spring.xlsx, which lies {where}.\n"
    shutil.copy(BOOK, "Autumn.xlsx")
    with pytest.raises(XlkitError, match=rf"^Autumn\.xlsx and Spring\.xlsx lie {where}: say with --round wh"):
        round_named(None, paths)


@pytest.mark.parametrize("given", ["returned", "returned/notes.xlsx"])
def test_it_is_found_beside_the_folder_of_returns(given: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the command runs, for the folder and for a file in it."""
    (place / "elsewhere").mkdir()
    monkeypatch.chdir(place / "elsewhere")
    named, _ = round_for(None, [place / given])
    assert named == str(place / BOOK)


def test_a_round_that_is_named_is_meant(capsys: pytest.CaptureFixture[str]) -> None:
    """Among the paths, or by a name where no control workbook lies there; nothing else is looked for."""
    assert round_for(None, [BOOK, RETURNED]) == ("Spring.xlsx", (RETURNED,))
    shutil.move(BOOK, "Spring.aside")
    assert round_for("Autumn 2027", [RETURNED])[0] == "Autumn 2027"
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("here", [True, False])
def test_it_is_never_looked_for_among_returns(here: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Anybody may have sent it, also where the command runs in the folder of returns."""
    shutil.move(BOOK, RETURNED / BOOK)
    monkeypatch.chdir(RETURNED if here else Path())
    assert round_for(None, [Path() if here else RETURNED])[0] is None
    assert round_for(None, [Path("notes.xlsx") if here else RETURNED / "notes.xlsx"])[0] is None


def test_two_are_refused() -> None:
    """Neither is guessed at."""
    shutil.copy(BOOK, "Autumn.xlsx")
    with pytest.raises(XlkitError, match=r"^Autumn\.xlsx and Spring\.xlsx lie beside the returns: say with --round"):
        round_for(None, [RETURNED])


def test_what_others_see_needs_its_round_named() -> None:
    """A guess would decide how small a group may be shown."""
    with pytest.raises(XlkitError, match=r"Spring\.xlsx lies beside the returns: say with --round"):
        round_for(None, [RETURNED], is_to_be_named=True)
    assert round_for("Spring.xlsx", [RETURNED], is_to_be_named=True)[0] == "Spring.xlsx"


def test_what_excel_keeps_beside_an_open_workbook_is_none() -> None:
    """It is there while the officer looks into the control workbook."""
    shutil.copy(BOOK, "~$Spring.xlsx")
    assert round_for(None, [RETURNED])[0] == "Spring.xlsx"


def test_what_cannot_do_without_a_round_says_so() -> None:
    """With what was given instead."""
    assert round_named(None, [RETURNED]) == (BOOK, (RETURNED,))
    BOOK.unlink()
    assert round_for(None, [RETURNED])[0] is None
    with pytest.raises(XlkitError, match=r"^returned is no control workbook of a round, and none is named"):
        round_named(None, [RETURNED])
