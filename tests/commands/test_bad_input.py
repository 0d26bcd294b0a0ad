"""Bad input at every command: one clear sentence, no traceback, nothing overwritten."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.builders.edits import with_cells
from tests.builders.files import xlsx, zipped
from xlkit.cli import main

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    """A folder with one blank workbook in it."""
    assert run("generate", "progress-for-providers", "-o", tmp_path / "forms").exit_code == 0
    return tmp_path / "forms"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("generate", "progres-for-providers"), "did you mean progress-for-providers"),
        (("generate", "progress-for-providers", "--to", "none.xlsx"), "no file none.xlsx"),
        (("validate", "none.xlsx"), "none.xlsx"),
        (("merge", "none.xlsx"), "none.xlsx"),
        (("templates", "show", "none"), "no template"),
        (("validate", "--templates", "none", "."), "no folder none"),
    ],
)
def test_what_is_not_there_is_named(
    words: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing file, folder or template ends in one sentence that names it."""
    monkeypatch.chdir(tmp_path)
    outcome = run(*words)
    assert outcome.exit_code in (1, 2)
    assert said in outcome.stderr
    assert len(outcome.stderr.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["validate", "merge"])
def test_a_folder_without_workbooks_says_so(command: str, tmp_path: Path) -> None:
    """A folder that holds nothing is a mistake, not an empty success."""
    outcome = run(command, tmp_path)
    assert outcome.exit_code == 1
    assert len(outcome.stderr.strip().splitlines()) == 1


def test_a_pdf_under_a_workbook_s_name_is_rejected_by_content(tmp_path: Path) -> None:
    """The file is listed as rejected, with what it is."""
    (tmp_path / "return.xlsx").write_bytes(PDF)
    outcome = run("validate", tmp_path)
    assert outcome.exit_code == 3
    assert "return.xlsx: rejected" in outcome.stdout
    assert "PDF" in outcome.stdout


def test_no_word_of_a_file_forges_a_line_or_steers_the_terminal(forms: Path, tmp_path: Path) -> None:
    """Names of organisations and of files are said on their own line, whatever they hold; data has them exactly.

    What cannot be seen, such as a mark that turns letters around, is no part of an organisation's name.
    """
    forged = "Evil\nother.xlsx: valid\x1b[2J\u202e"
    (blank,) = forms.iterdir()
    filled = with_cells(blank.read_bytes(), "About you", {"C4": forged.replace("\x1b", "_x001B_")})
    returned = tmp_path / "returned.zip"
    returned.write_bytes(zipped({"a\nb.xlsx: valid\x1b[2J.xlsx": filled}))
    printed = run("validate", returned).stdout
    assert printed.replace("\n", "").isprintable()
    (line, _) = (line for line in printed.splitlines() if not line.startswith("  "))
    assert line.startswith(f"{returned.as_posix()}/a b.xlsx: valid�[2J.xlsx: incomplete (Evil other.xlsx: valid[2J, ")
    data = run("validate", returned, "--json").stdout
    assert data.replace("\n", "").isprintable()
    assert json.loads(data)["files"][0]["return"]["organisation"] == "Evil\nother.xlsx: valid[2J"


def test_nothing_mergeable_writes_nothing(tmp_path: Path) -> None:
    """Merging only rejected files ends in a sentence, and no workbook appears."""
    (tmp_path / "return.xlsx").write_bytes(PDF)
    outcome = run("merge", tmp_path, "-o", tmp_path / "out.xlsx")
    assert outcome.exit_code == 1
    assert "None of the files could be merged" in outcome.stderr
    assert not (tmp_path / "out.xlsx").exists()


def test_a_filled_in_form_is_never_written_over(forms: Path) -> None:
    """Generating again into the same folder leaves what stands there, and says how to go on."""
    (path,) = forms.iterdir()
    path.write_bytes(b"filled in")
    outcome = run("generate", "progress-for-providers", "-o", forms)
    assert outcome.exit_code == 1
    assert "--force" in outcome.stderr
    assert path.read_bytes() == b"filled in"


def test_an_earlier_consolidated_workbook_is_never_written_over(forms: Path, tmp_path: Path) -> None:
    """Where a team has worked in it, a numbered name beside it is used, and said."""
    (path,) = forms.iterdir()
    _fill(path)
    (tmp_path / "out.xlsx").write_bytes(xlsx())
    merged = run("merge", path, "-o", tmp_path / "out.xlsx")
    assert merged.stdout.splitlines()[-1] == str(tmp_path / "out (2).xlsx")
    assert f"Left as it is, since what is written now differs and has a number behind its name: {tmp_path}" in (
        merged.stderr
    )
    assert (tmp_path / "out.xlsx").read_bytes() == xlsx()


def test_force_writes_over(forms: Path, tmp_path: Path) -> None:
    """With --force the name asked for is used."""
    (path,) = forms.iterdir()
    _fill(path)
    for _ in range(2):
        outcome = run("merge", path, "-o", tmp_path / "out.xlsx", "--force")
        assert outcome.stdout.splitlines()[-1] == str(tmp_path / "out.xlsx")
    assert len(list(tmp_path.glob("out*"))) == 1


@pytest.mark.parametrize("is_read", [False, True])
def test_a_return_is_never_written_over(forms: Path, tmp_path: Path, *, is_read: bool) -> None:
    """With --force neither, whether it is among those that are merged or lies elsewhere; the sentence says so."""
    (path,) = forms.iterdir()
    _fill(path)
    other = tmp_path / "other.xlsx"
    other.write_bytes(path.read_bytes())
    wanted = path if is_read else other
    before = wanted.read_bytes()
    outcome = run("merge", forms, "-o", wanted, "--force")
    assert outcome.exit_code == 1
    assert f"{wanted} is " in outcome.stderr
    assert "never written over: name another file with -o." in outcome.stderr
    assert wanted.read_bytes() == before


def test_an_earlier_round_is_never_written_over(forms: Path, tmp_path: Path) -> None:
    """What --previous names is read, too; another consolidated workbook is written over."""
    (path,) = forms.iterdir()
    _fill(path)
    last, out = tmp_path / "last.xlsx", tmp_path / "out.xlsx"
    assert run("merge", path, "-o", last).exit_code == 3
    before = last.read_bytes()
    assert "is read here" in run("merge", path, "--previous", last, "-o", last, "--force").stderr
    assert last.read_bytes() == before
    out.write_bytes(before)
    assert run("merge", path, "-o", out, "--force").exit_code == 3


def test_a_blank_form_says_what_is_missing(forms: Path) -> None:
    """A form that nobody filled in names no organisation, and its topics are said to be unanswered."""
    outcome = run("validate", forms)
    assert outcome.exit_code == 3
    assert "No organisation is named in About you!C4" in outcome.stdout
    assert "Not answered, 19 times. The first: Nothing is ticked for" in outcome.stdout


@pytest.mark.parametrize(
    "words", [("validate",), ("merge",), ("generate",), ("nonsense",), ("merge", ".", "--as-at", "soon")]
)
def test_wrong_usage_exits_with_2(words: tuple[str, ...]) -> None:
    """A command without what it needs, or with what it cannot read, is wrong usage."""
    assert run(*words).exit_code == 2


def _fill(path: Path) -> None:
    """Put an organisation and one tick into a workbook, as its holder would."""
    from xlkit.books.respondent import respondent_workbook
    from xlkit.form import xlsform
    from xlkit.form.draft import Draft
    from xlkit.returns import return_ids
    from xlkit.round.round import Round

    instrument = xlsform.find("progress-for-providers")
    draft = Draft(details={"organisation": "Oakfield Care"}, answers={"strategy": "level_3"})
    respondent_workbook.write(path, instrument, return_ids.blank(instrument), Round(), draft)
