"""Whatever a folder is called, and wherever it lies: spaces, brackets, ampersands, long, read-only and shared ones."""

import errno
import zipfile
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.books import tables
from tests.builders.control import SPRING, with_ids
from tests.builders.opened import load_workbook
from xlkit.books.round import control_workbook, findings_workbook
from xlkit.cli import main
from xlkit.intake.log import Entry, Ledger, Status
from xlkit.intake.report import findings
from xlkit.returns.issues import issue
from xlkit.round.default_letters import LETTERS_DEFAULT
from xlkit.round.round import Control, Recipient

TEMPLATE = "personalisation-statement"
LONG = Path(*["a folder whose name is as long as people make them, and then some"] * 5)  # over 260 characters
NAMES = ("Fund & Form (copy) [2]; 100% 'sure'", "Tŷ Gwyn ✓", LONG.as_posix())


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.mark.parametrize("name", NAMES)
def test_a_round_goes_through_whatever_its_folder_is_called(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the workbooks to the findings, whose links lead to the files."""
    place = tmp_path / name
    place.mkdir(parents=True)
    monkeypatch.chdir(place)
    people = with_ids(Recipient("R&D (North) [1]", email="ann@north.example", template=TEMPLATE))
    control = Control(SPRING, recipients=people, letters=LETTERS_DEFAULT, secret="5ec2e7" * 8)
    control_workbook.write(place / "our & round (1).xlsx", control, [TEMPLATE])
    for words in (("generate", place / "our & round (1).xlsx", "-o", "out & in"),
                  ("mail", "--round", "our & round (1).xlsx",
                   "--workbooks", "out & in", "-o", "mail [1]")):  # fmt: skip
        outcome = run(*words)
        assert outcome.exit_code == 0, outcome.output
    assert len([*(place / "mail [1]").glob("*.eml")]) == 1
    told = run("validate", "out & in", "--report", place / "found (1).xlsx")
    assert told.exit_code == 3, told.output
    assert told.stdout.splitlines()[-1] == str(place / "found (1).xlsx")
    book = load_workbook(place / "found (1).xlsx")
    sheet, where = tables.place(book, "Findings")
    link = sheet.cell(where.min_row + 1, 1).hyperlink
    assert link is not None
    assert (place / str(link.target).replace("\\", "/").replace("%20", " ")).is_file()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("validate", "back"), 3, "1 file: 1 rejected"),  # what only reads needs no leave to write
        (("validate", "back", "--report", "shut/found.xlsx"), 1, "shut"),
        (("generate", "success", "-o", "shut"), 1, "shut"),
        (("new", "shut/spring.xlsx"), 1, "shut"),
    ],
)
def test_what_may_not_be_written_to_is_one_sentence(
    words: tuple[str, ...], code: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It names the place, and nothing is left there."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "back").mkdir()
    (tmp_path / "shut").mkdir()
    run("generate", "success", "-o", "made")
    next(Path("made").glob("*.xlsx")).rename("back/a.xlsx")
    shut_off(tmp_path, monkeypatch)
    outcome = run(*words)
    assert outcome.exit_code == code, outcome.output
    assert said in (outcome.stdout if code == 3 else outcome.stderr)
    assert code == 3 or len(outcome.stderr.strip().splitlines()) == 1
    assert not [*(tmp_path / "shut").iterdir()]


def shut_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody write below a folder, as it is where one is shared to be read; root may all, so faked."""
    opened = Path.open

    def refuse(path: Path, mode: str = "r", *others: Any, **named: Any) -> Any:
        if mode[0] in "wxa" and path.absolute().is_relative_to(folder):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, mode, *others, **named)

    monkeypatch.setattr(Path, "open", refuse)


def test_a_list_beside_files_on_a_share_leads_there(tmp_path: Path) -> None:
    """By the share's own name, which begins with two strokes; on another drive, by the whole path."""
    lying = {"a.xlsx": PureWindowsPath(r"\\fenmoor\care & support\a.xlsx"), "b.xlsx": PureWindowsPath(r"S:\b.xlsx")}
    entries = [Entry(path, "0" * 64, 9, Status.REJECTED, None, (issue("empty-file"),)) for path in lying]
    ledger, path = Ledger(tuple(entries)), tmp_path / "found.xlsx"
    files = {name: place.as_posix() for name, place in lying.items()}
    findings_workbook.write(path, SPRING, ledger, findings(ledger), files)
    with zipfile.ZipFile(path) as package:
        related = package.read("xl/worksheets/_rels/sheet2.xml.rels").decode()
    assert r'Target="file:///\\fenmoor\care%20&amp;%20support\a.xlsx"' in related
    assert r'Target="file:///S:\b.xlsx"' in related
