"""Tests that what an officer on Windows double-clicks says what is there; nobody has run it on Windows yet."""

import re
from pathlib import Path

import pytest

from xlkit.cli import main

WINDOWS = Path(__file__).parent.parent / ".github" / "windows"
SCRIPTS = sorted(WINDOWS.glob("*.cmd"))
READ_ME = WINDOWS / "READ ME FIRST.txt"


def test_each_script_is_explained() -> None:
    """By its name, as a folder shows it."""
    text = READ_ME.read_text(encoding="ascii")
    assert len(SCRIPTS) == 5
    assert re.findall(r"^   (\d [A-Z][a-z ]+?)  ", text, re.MULTILINE) == [script.stem for script in SCRIPTS]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_script_calls_commands_that_there_are(script: Path) -> None:
    """Each by the program in the folder beside it, and without an option that it has not."""
    called = re.findall(r'program\\xlkit\.exe" (\w+)(.*)', script.read_text(encoding="ascii"))
    assert called
    for name, arguments in called:
        command = main.get_command(main.make_context("xlkit", [], resilient_parsing=True), name)
        assert command is not None
        known = {option for parameter in command.params for option in parameter.opts}
        assert set(re.findall(r"--\w[\w-]*", arguments)) <= known


@pytest.mark.parametrize("script", SCRIPTS[1:], ids=lambda script: script.stem)
def test_a_script_works_where_what_was_dropped_lies(script: Path) -> None:
    """So that each round keeps what belongs to it; where nothing was dropped, it says what to drop and does nothing."""
    lines = script.read_text(encoding="ascii").splitlines()
    assert lines[3].startswith('if "%~1"=="" echo Drop ')
    assert lines[4] == 'if not "%~1"=="" pushd "%~dp1"'
    assert all(line.startswith('if not "%~1"=="" ') for line in lines if "xlkit.exe" in line)


def test_each_round_gets_a_folder_of_its_own() -> None:
    """The one that was dropped, or one of the round's name; where nothing was typed, nothing is written."""
    before, _, after = SCRIPTS[0].read_text(encoding="ascii").partition("setlocal EnableDelayedExpansion\n")
    assert 'set "PLACE=%~1"\n' in before
    assert after.splitlines()[:3] == [
        'if not defined PLACE set "PLACE=!HERE!!ROUND!"',
        "if not defined ROUND echo A round needs a name: open this again, and type one.",
        r'if defined ROUND "!HERE!program\xlkit.exe" new "!PLACE!\!ROUND!.xlsx"',
    ]
    assert "%" not in after  # a folder's name that holds ! would lose it


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_script_waits_until_it_was_read(script: Path) -> None:
    """The window would close with the last word otherwise."""
    assert script.read_bytes().splitlines()[-1] == b"pause"


@pytest.mark.parametrize("path", [*SCRIPTS, READ_ME], ids=lambda path: path.stem)
def test_lines_end_as_windows_has_them(path: Path) -> None:
    """In characters that every code page knows."""
    data = path.read_bytes()
    assert data.isascii()
    assert data.count(b"\r\n") == data.count(b"\n") > 5
