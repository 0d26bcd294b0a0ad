"""Tests that a command brings in what it needs and no more, since everybody waits for that from the first file."""

import subprocess
import sys
from pathlib import Path

import pytest

from xlkit.books.respondent import respondent_workbook
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.round import identities
from xlkit.round.round import Recipient, Round

GUESTS = frozenset({"xlkit.voice", "xlkit.fund"})
# What takes long to come, and what neither help nor reading and validating self-assessments has any use for.
HEAVY = frozenset(
    {"openpyxl", "xlsxwriter", "pyxform", "rapidfuzz", "markdown_it", "msoffcrypto", "cryptography", "docx", "pypdf"}
    | {"email", "tempfile", "secrets", "tomllib", "xlkit.books", "xlkit.comparison", "xlkit.form.xlsform.workbook"}
    | GUESTS
)
RUN = "from xlkit.cli import main; main({words!r}, standalone_mode=False)"


def imported(code: str) -> set[str]:
    """The modules that a Python of its own holds once it has run some code."""
    whole = f"import sys; {code}; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", whole], capture_output=True, check=True, text=True)
    return set(done.stdout.split())


def test_help_needs_little() -> None:
    """It brings in no command, and nothing of forms or returns."""
    brought = imported(RUN.format(words=["--help"]))
    assert not brought & (HEAVY | {"subprocess", "xlkit.form", "xlkit.returns", "xlkit.commands.validate"})


def test_the_worker_that_reads_files_needs_little() -> None:
    """It knows no form, and nothing that writes."""
    brought = imported("import xlkit.processes.serving, xlkit.returns.read.file")
    assert not brought & (
        HEAVY | {"click", "subprocess", "multiprocessing", "xlkit.form", "xlkit.round", "xlkit.returns.validate"}
    )


def test_files_are_handed_to_workers_before_what_understands_them_comes() -> None:
    """What `validate` brings in to begin with knows neither forms nor rounds, nor what becomes of returns."""
    brought = imported("import xlkit.commands.validate")
    assert "xlkit.processes.asking" in brought
    assert not brought & (HEAVY | {"xlkit.form", "xlkit.round", "xlkit.intake", "xlkit.returns.validate"})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "of_use"),
    [
        (("validate", "-q", "returned"), frozenset()),
        (
            ("merge", "-q", "returned"),
            frozenset({"xlsxwriter", "email", "tempfile", "secrets", "xlkit.books", "xlkit.comparison"} | GUESTS),
        ),
    ],
    ids=["validate", "merge"],
)
def test_a_command_that_reads_returns_needs_little(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], of_use: frozenset[str]
) -> None:
    """The readers are for the worker alone, no workbook is read by what templates may need, and merging only writes."""
    monkeypatch.chdir(tmp_path)
    instrument, _ = xlsform.find("progress-for-providers"), xlsform.load_crosswalk()  # both are kept compiled then
    identity = identities.issued(instrument, Recipient("Oakfield Care"), "Spring")
    Path("returned").mkdir()
    answers = {item.name: item.choices[2].name for item in instrument.items}
    draft = Draft(answers=answers)
    respondent_workbook.write(Path("returned/one.xlsx"), instrument, identity, Round("Spring"), draft)
    running = RUN.format(words=[*words])
    brought = imported(f"from contextlib import suppress\nwith suppress(BaseException): {running}\nimport sys")
    assert "xlkit.returns.validate" in brought
    assert of_use <= brought
    assert not brought & ((HEAVY | {"multiprocessing", "python_calamine", "xlkit.returns.read.file"}) - of_use)
