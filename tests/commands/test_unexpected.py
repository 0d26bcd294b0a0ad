"""Tests that what nobody expected ends in one sentence and a report, and gives nothing of anybody's away."""

import errno
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner, Result

from xlkit.cli import main
from xlkit.commands import demo, reporting

REPORT = reporting.report


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run here, and one of them fails as nobody thought of."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(reporting, "report", REPORT)
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "temporary"))

    def fail(*_args: object, **_kept: object) -> None:
        raise KeyError("\x1b[31mnobody thought of this")

    monkeypatch.setattr(demo.demo, "callback", fail)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_one_sentence_names_a_report(tmp_path: Path) -> None:
    """No traceback is printed; where it happened stands in the report, with the versions of what reads and writes."""
    result = run("demo")
    (written,) = tmp_path.glob("xlkit-report-*.txt")
    assert result.exit_code == 1
    assert result.output.startswith("Error: xlkit came upon something it does not know how to deal with (KeyError)")
    assert str(written) in result.output
    assert "Traceback" not in result.output
    text = written.read_text(encoding="utf-8")
    assert "in fail" in text
    assert "openpyxl 3." in text
    assert "\x1b" not in text


def test_a_report_holds_nothing_that_was_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A password may have been."""
    monkeypatch.setattr("sys.argv", ["xlkit", "demo", "--password", "open sesame"])
    run("demo")
    (written,) = tmp_path.glob("xlkit-report-*.txt")
    assert "sesame" not in written.read_text(encoding="utf-8")


def test_reports_of_one_second_stand_beside_each_other(tmp_path: Path) -> None:
    """None is written over another."""
    for _ in range(3):
        run("demo")
    assert len([*tmp_path.glob("xlkit-report-*.txt")]) == 3


def test_a_folder_that_takes_no_file_sends_the_report_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is written where the system keeps what is temporary."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(Path, "cwd", lambda: tmp_path / "gone")
    assert str(tmp_path / "temporary") in run("demo").output


def test_no_report_at_all_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then the traceback is what to send."""
    monkeypatch.setattr(Path, "cwd", lambda: tmp_path / "gone")
    assert "No report could be written: run it as xlkit --traceback" in run("demo").output


def test_no_folder_at_all_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The current one was deleted, and the system has none for what is temporary."""

    def gone() -> NoReturn:
        raise FileNotFoundError(errno.ENOENT, "No such file or directory")

    monkeypatch.setattr(Path, "cwd", gone)
    monkeypatch.setattr(tempfile, "gettempdir", gone)
    assert "No report could be written: run it as xlkit --traceback" in run("demo").output


def test_a_folder_that_is_gone_is_not_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system names no file where the current folder itself is not there any more."""

    def fail(*_args: object, **_kept: object) -> None:
        raise FileNotFoundError(errno.ENOENT, "No such file or directory")

    monkeypatch.setattr(demo.demo, "callback", fail)
    assert run("demo").output.startswith("Error: The folder that you are in, or one for what is temporary, could not")


@pytest.mark.parametrize(
    ("fault", "said"), [("ImportError", "Error: xlkit came upon"), ("KeyboardInterrupt", "Aborted!")]
)
def test_what_ends_it_before_there_are_commands_is_a_sentence_too(fault: str, said: str, tmp_path: Path) -> None:
    """A library may be broken, and Ctrl+C may come at once."""
    (tmp_path / "click.py").write_text(f"raise {fault}", encoding="utf-8")
    ended = subprocess.run([sys.executable, "-m", "xlkit"], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith(said)
    assert "Traceback" not in ended.stderr
    assert len([*tmp_path.glob("xlkit-report-*.txt")]) == (fault == "ImportError")


def test_a_traceback_is_printed_on_request(tmp_path: Path) -> None:
    """And no report is written."""
    assert isinstance(run("--traceback", "demo").exception, KeyError)
    assert [*tmp_path.glob("xlkit-report-*.txt")] == []


def test_a_mistake_of_the_operator_needs_no_report(tmp_path: Path) -> None:
    """It is said in words of its own."""
    assert run("generate", "no-such-template").exit_code == 1
    assert run("generate", "--no-such-option").exit_code == 2
    assert [*tmp_path.glob("xlkit-report-*.txt")] == []
