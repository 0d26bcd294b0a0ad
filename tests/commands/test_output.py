"""Tests that what commands print fits every code page, and that their work is done before they print."""

import errno
import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from xlkit.books.respondent import respondent_workbook
from xlkit.cli import main
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.round import identities
from xlkit.round.round import Recipient, Round

WHO = "Tŷ Gwyn 🦽"  # neither of which the code pages of Windows can write
PAGES = ("utf-8", "cp1252", "cp437")


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of one return, which is not complete."""
    folder = tmp_path_factory.mktemp("returned")
    instrument = xlsform.find("progress-for-providers")
    first, *_ = instrument.items
    identity = identities.issued(instrument, Recipient(WHO), "Spring")
    draft = Draft(answers={first.name: first.choices[2].name})
    respondent_workbook.write(folder / "return.xlsx", instrument, identity, Round("Spring"), draft)
    return folder


def run(*arguments: object, charset: str = "utf-8") -> Result:
    return CliRunner(charset=charset).invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize("page", PAGES)
def test_every_code_page_can_print_what_was_found(returned: Path, page: str) -> None:
    """What it lacks is spelt out; what it has is printed as it is."""
    said = run("validate", returned, charset=page)
    assert said.exit_code == 3
    name = WHO if page == "utf-8" else r"T\u0177 Gwyn \ud83e\uddbd"
    assert name in said.stdout_bytes.decode(page)


@pytest.mark.parametrize("page", PAGES)
def test_data_is_exact_on_every_code_page(returned: Path, page: str) -> None:
    """JSON says the same whatever it was written in."""
    said = run("validate", returned, "--json", charset=page)
    (file,) = json.loads(said.stdout_bytes.decode(page))["files"]
    assert file["return"]["organisation"] == WHO


@pytest.mark.parametrize("page", PAGES)
def test_a_workbook_is_written_whatever_can_be_printed(returned: Path, tmp_path: Path, page: str) -> None:
    """Its report is printed once it is there."""
    out = tmp_path / "consolidated.xlsx"
    assert run("merge", returned, "-o", out, charset=page).exit_code == 3
    assert out.is_file()


@pytest.mark.parametrize(
    ("code", "said"),
    [(errno.EPIPE, ""), (errno.EINVAL, ""), (errno.ENOSPC, "What xlkit prints could not be read or written")],
)
def test_printing_that_fails_costs_no_workbook(
    returned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str
) -> None:
    """Nobody reads any more, which needs no word, or the disk that it goes to is full, which is said."""
    echo, out = click.echo, tmp_path / "consolidated.xlsx"

    def fail(message: object = None, *, err: bool = False, **how: object) -> None:
        if not err and "file" not in how:
            raise OSError(code, "not any more")
        echo(message, err=err)

    monkeypatch.setattr(click, "echo", fail)
    outcome = run("merge", returned, "-o", out)
    assert out.is_file()
    assert outcome.exit_code == 1
    assert isinstance(outcome.exception, SystemExit)
    assert said in outcome.stderr


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("merge", "--help")])
def test_help_that_cannot_be_printed_is_said(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """As where it goes to a disk that is full."""
    echo = click.echo

    def fail(message: object = None, *, err: bool = False, file: object = None, **_how: object) -> None:
        if not err and file is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        echo(message, err=True)

    for place in ("decorators", "core"):
        monkeypatch.setattr(f"click.{place}.echo", fail)
    outcome = run(*words)
    assert (outcome.exit_code, type(outcome.exception)) == (1, SystemExit)


def test_what_was_found_is_printed_before_what_went_wrong(returned: Path, tmp_path: Path) -> None:
    """A command that ends in a sentence has said by then what that sentence points at."""
    (tmp_path / "note.xlsx").write_bytes(b"%PDF-1.7")
    outcome = run("merge", tmp_path, "-o", tmp_path / "out.xlsx")
    assert outcome.exit_code == 1
    assert outcome.output.index("rejected (Not a workbook)") < outcome.output.index("None of the files could be merged")


@pytest.mark.parametrize("name", ["x" * 300, f"{'x' * 300}.xlsx", "a/" * 3_000])
def test_a_name_that_no_disk_takes_ends_in_a_sentence(name: str) -> None:
    """Wherever a name is given."""
    for arguments in (
        ("validate", name), ("merge", name), ("status", name, "--round", name), ("new", f"{name}.xlsx"),
        ("generate", name), ("templates", "check", name), ("mail", "--round", name), ("generate", name, "--to", name),
        ("validate", ".", "--round", name),
    ):  # fmt: skip
        outcome = run(*arguments)
        assert outcome.exit_code in (1, 2), arguments
        assert isinstance(outcome.exception, SystemExit), arguments
        assert outcome.stderr.strip(), arguments


@pytest.mark.parametrize(
    ("words", "status", "printed"),
    [(("--version",), 0, "xlkit"), (("validate", "{}"), 3, "1 file: 1 incomplete"), (("validate", "no"), 1, "")],
)
def test_a_process_ends_as_its_command_does(returned: Path, words: tuple[str, ...], status: int, printed: str) -> None:
    """All that was to be printed has arrived by then, whoever reads it."""
    line = [sys.executable, "-m", "xlkit", *(word.format(returned) for word in words)]
    done = subprocess.run(line, capture_output=True, check=False, encoding="utf-8", errors="replace")
    assert done.returncode == status
    assert printed in done.stdout
    assert bool(done.stderr) is (status == 1)
