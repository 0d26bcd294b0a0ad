"""Corrections, passwords and e-mails on the command line."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msoffcrypto.format.ooxml import OOXMLFile

from tests.builders.edits import with_cells
from tests.builders.mails import mail
from tests.builders.opened import load_workbook
from xlkit.books.respondent import respondent_workbook
from xlkit.cli import main
from xlkit.demo import assessments
from xlkit.form import xlsform
from xlkit.round import identities


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A return of a shipped template, as a provider fills it in."""
    instrument = xlsform.find(assessments.PROVIDERS)
    each = next(iter(assessments.provider_returns(instrument)))
    path = tmp_path_factory.mktemp("sound") / "return.xlsx"
    respondent_workbook.write(
        path, instrument, identities.issued(instrument, each.recipient, "Spring"), assessments.ROUND, each.draft
    )
    return path.read_bytes()


@pytest.fixture(scope="module")
def faulty(sound: bytes) -> bytes:
    """The same with two statements ticked for the first topic."""
    return with_cells(sound, "Questions", {"C6": "✓", "C7": "✓"})


def xlkit(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def counts(*arguments: object) -> dict[str, int]:
    printed = json.loads(xlkit("validate", *arguments, "--json").stdout)
    return {status: count for status, count in printed["counts"].items() if count}


def test_corrections_of_returns_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """Two blank forms that name nobody keep their own answers, and a second run writes over neither."""
    blank = xlkit("generate", "progress-for-providers", "-o", tmp_path / "blank").stdout.strip()
    for folder, tick in (("north", "C6"), ("south", "C7")):
        (tmp_path / "returned" / folder).mkdir(parents=True)
        filled = with_cells(Path(blank).read_bytes(), "Questions", {tick: "✓"})
        (tmp_path / "returned" / folder / "return.xlsx").write_bytes(filled)
    back = tmp_path / "back"
    for _ in range(2):
        outcome = xlkit("validate", tmp_path / "returned", "--corrections", back)
        assert sorted(map(str, back.iterdir())) == sorted(outcome.stdout.splitlines()[-2:])
    ticked = [load_workbook(path)["Questions"] for path in back.iterdir()]
    assert sorted((sheet["C6"].value or "", sheet["C7"].value or "") for sheet in ticked) == [("", "✓"), ("✓", "")]


def test_a_correction_is_written_and_taken_in_place_of_the_return(tmp_path: Path, sound: bytes, faulty: bytes) -> None:
    """One workbook for each return with problems; put right and returned, it supersedes the first."""
    returned, back = tmp_path / "returned", tmp_path / "back"
    returned.mkdir()
    (returned / "a.xlsx").write_bytes(faulty)
    outcome = xlkit("validate", returned, "--corrections", back)
    (written,) = back.iterdir()
    assert written.name.endswith("-correction-1.xlsx")
    assert str(written) in outcome.stdout
    assert outcome.exit_code == 3
    ticked = with_cells(written.read_bytes(), "Questions", {"C6": None, "C7": None, "C8": "✓"})
    (returned / "b.xlsx").write_bytes(ticked)
    assert counts(returned)["superseded"] == 1


def test_sound_returns_get_no_correction(tmp_path: Path, sound: bytes) -> None:
    """A folder without problems writes none."""
    (tmp_path / "a.xlsx").write_bytes(sound)
    xlkit("validate", tmp_path / "a.xlsx", "--corrections", tmp_path / "back")
    assert list((tmp_path / "back").iterdir()) == []


def test_passwords_are_taken_from_a_file_and_from_the_command_line(tmp_path: Path, sound: bytes) -> None:
    """A locked return is read with either, and rejected without."""
    locked = BytesIO()
    OOXMLFile(BytesIO(sound)).encrypt("sésame 1", locked)
    (tmp_path / "a.xlsx").write_bytes(locked.getvalue())
    words = tmp_path / "words.txt"
    words.write_text("\ufeffwrong\r\nsésame 1\r\n", encoding="utf-8")
    assert counts(tmp_path / "a.xlsx") == {"rejected": 1}
    assert counts(tmp_path / "a.xlsx", "--password", "sésame 1") == {"valid": 1}
    assert counts(tmp_path / "a.xlsx", "--passwords", words) == {"valid": 1}


def test_a_file_of_passwords_that_cannot_be_read_is_named(tmp_path: Path, sound: bytes) -> None:
    """A slip in its name ends the command with a sentence."""
    (tmp_path / "a.xlsx").write_bytes(sound)
    outcome = xlkit("validate", tmp_path / "a.xlsx", "--passwords", tmp_path / "none.txt")
    assert outcome.exit_code == 1
    assert "none.txt" in outcome.output


def test_a_saved_email_is_opened_like_a_folder(tmp_path: Path, sound: bytes) -> None:
    """Its attachment is a return, its text is passed over, and both are counted."""
    (tmp_path / "a.eml").write_bytes(mail({"return.xlsx": sound}))
    assert counts(tmp_path) == {"valid": 1, "ignored": 1}


def test_a_file_named_twice_is_read_once(tmp_path: Path, sound: bytes) -> None:
    """Given by itself and with its folder, it is one file."""
    (tmp_path / "a.xlsx").write_bytes(sound)
    assert counts(tmp_path, tmp_path / "a.xlsx") == {"valid": 1}
