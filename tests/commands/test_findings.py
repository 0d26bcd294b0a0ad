"""What validating prints, in which colour, and the workbook of what it found."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from tests.books import tables
from tests.builders.opened import load_workbook
from tests.builders.rounds import entry
from xlkit.books.respondent import respondent_workbook
from xlkit.books.round import findings_workbook
from xlkit.cli import main
from xlkit.commands.saying import QUIET, say_report, tell
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.intake.log import Ledger
from xlkit.intake.report import findings
from xlkit.returns.issues import Issue, issue
from xlkit.round import identities
from xlkit.round.round import Recipient, Round
from xlkit.shown import Told

RED = "\x1b[31m"
EMPTY = (issue("empty-file"),)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with one return in which one topic is answered, and a file that is none."""
    instrument = xlsform.find("progress-for-providers")
    first, *_ = instrument.items
    (tmp_path / "back & forth").mkdir()
    identity = identities.issued(instrument, Recipient("Oakfield"), "Spring")
    draft = Draft(answers={first.name: first.choices[2].name})
    path = tmp_path / "back & forth" / "Oakfield (2).xlsx"
    respondent_workbook.write(path, instrument, identity, Round("Spring"), draft)
    (tmp_path / "back & forth" / "scan 100%20.pdf").write_bytes(b"%PDF-1.7")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def validated(*words: str, color: bool = False) -> Result:
    return CliRunner().invoke(main, ["validate", "back & forth", *words], color=color)


@pytest.mark.usefixtures("place")
def test_each_finding_has_a_row_that_leads_to_its_file_and_cell() -> None:
    """From wherever the workbook stands; a name that a link would read otherwise leads nowhere."""
    outcome = validated("--report", "reports/found.xlsx")
    assert outcome.stdout.splitlines()[-1] == "reports/found.xlsx"
    book = load_workbook("reports/found.xlsx")
    sheet, where = tables.place(book, "Findings")
    assert sheet.tables["Findings"].autoFilter is not None
    rows = [*sheet.iter_rows(min_row=where.min_row + 1, max_col=where.max_col)]
    assert len(rows) == where.max_row - where.min_row == 19
    file, cell = rows[0][0], rows[0][4]
    assert file.hyperlink is not None
    assert cell.hyperlink is not None
    assert (Path("reports") / str(file.hyperlink.target).replace("\\", "/").replace("%20", " ")).is_file()
    assert (cell.hyperlink.target, cell.hyperlink.location) == (file.hyperlink.target, f"'Questions'!{cell.value}")
    assert [row[0].hyperlink for row in rows if row[0].value == "scan 100%20.pdf"] == [None]


@pytest.mark.parametrize(
    ("files", "folder", "names"),
    [
        (["a/b/one.xlsx", "a/b/c/two.xlsx"], "a/b", ["one.xlsx", "c/two.xlsx"]),
        (["/a/one.xlsx", "/a/post.eml › two.xlsx"], "/a", ["one.xlsx", "post.eml › two.xlsx"]),
        (["one.xlsx", "a/two.xlsx"], None, ["one.xlsx", "a/two.xlsx"]),
        (["/a/one.xlsx", "/b/two.xlsx"], None, ["/a/one.xlsx", "/b/two.xlsx"]),
    ],
)
def test_the_folder_of_all_files_is_told_once(
    files: list[str], folder: str | None, names: list[str], tmp_path: Path
) -> None:
    """On the cover; in its row each file has its name, with the folders below that one."""
    path, given = tmp_path / "found.xlsx", Ledger(tuple(replace(entry(file), issues=EMPTY) for file in files))
    findings_workbook.write(path, Round("Spring"), given, findings(given), {})
    book = load_workbook(path)
    told = {str(row[0].value): row[1].value for row in book["Cover"].iter_rows(min_row=3, max_row=6)}
    assert told.get("Their folder") == folder
    sheet, where = tables.place(book, "Findings")
    assert [sheet.cell(row, 1).value for row in range(where.min_row + 1, where.max_row + 1)] == names


def test_a_list_of_findings_is_never_written_over(place: Path) -> None:
    """Nor is anything else of its name; among returns it is known for what it is."""
    report = place / "back & forth" / "found.xlsx"
    validated("--report", str(report))
    before = report.read_bytes()
    assert validated("--report", str(report)).stdout.splitlines()[-1] == str(report.with_name("found (2).xlsx"))
    assert report.read_bytes() == before
    assert "a list of what was found in returns" in validated().stdout


@pytest.mark.parametrize(
    ("found", "said"), [((), "Nothing was found in these files"), ((issue("added-to", other="b"),), "was left out")]
)
def test_a_list_of_nothing_says_so(found: tuple[Issue, ...], said: str, tmp_path: Path) -> None:
    """It has a cover alone, which does not say of what was left out that it was not there."""
    path, given = tmp_path / "found.xlsx", Ledger((replace(entry("a.xlsx"), issues=found),))
    findings_workbook.write(path, Round("Spring"), given, findings(given, only_problems=True), {})
    book = load_workbook(path)
    assert book.sheetnames[0] == "Cover"
    assert "Findings" not in book.sheetnames
    texts = [str(value) for row in book["Cover"].iter_rows(values_only=True) for value in row if value]
    assert [text for text in texts if said in text]
    assert "Contents" not in texts


@pytest.mark.usefixtures("place")
def test_a_name_that_is_no_workbook_s_is_refused() -> None:
    """As everywhere."""
    assert "give one that ends in .xlsx" in validated("--report", "found.docx").stderr


@pytest.mark.usefixtures("place")
def test_quietly_only_what_to_look_at_is_printed() -> None:
    """Neither what is valid nor the counts; what went wrong is still said."""
    loud, said = validated(), validated("-q")
    assert (loud.exit_code, said.exit_code) == (3, 3)
    assert {*said.stdout.splitlines()} < {*loud.stdout.splitlines()}
    assert "scan 100%20.pdf: rejected" in said.stdout
    assert "2 files" in loud.stdout
    assert "2 files" not in said.stdout
    assert "“none.xlsx” was not found" in validated("-q", "none.xlsx").stderr
    assert validated("-q", "--json").stdout.startswith("{")


@pytest.mark.usefixtures("place")
def test_quietly_what_was_merged_and_is_not_complete_is_counted() -> None:
    """As the exit status says that something is."""
    Path("back & forth", "scan 100%20.pdf").unlink()
    outcome = CliRunner().invoke(main, ["merge", "-q", "back & forth"])
    assert (outcome.exit_code, outcome.stdout) == (3, "1 file: 1 incomplete\n")


@pytest.mark.usefixtures("place")
def test_what_writes_is_quiet_where_it_is_told_to_be() -> None:
    """Of valid returns, and where none are read; what is wrong with a template is printed."""
    commands = (
        *("new round/a.xlsx", "demo -o shown", "templates new own/b.xlsx", "templates copy success c.xlsx"),
        *("templates check c.xlsx", "templates preview c.xlsx"),
    )
    for command in commands:
        outcome = CliRunner().invoke(main, [*command.split(), "-q"])
        assert (command, outcome.exit_code, outcome.stdout) == (command, 0, "")
    (valid,) = Path("shown", "returned").glob("alder-house-care-*.xlsx")
    outcome = CliRunner().invoke(main, ["merge", "-q", str(valid)])
    assert (outcome.exit_code, outcome.stdout) == (0, "")
    book = load_workbook("c.xlsx")
    rows = book["survey"].iter_rows(max_col=2)
    name = next(name for kind, name in rows if str(kind.value).startswith("select_one"))
    name.value = None
    book.save("c.xlsx")
    outcome = CliRunner().invoke(main, ["templates", "check", "c.xlsx", "-q"])
    assert outcome.exit_code == 3
    assert f"survey!{name.coordinate}" in outcome.stdout


def test_quietly_nothing_is_said_of_a_file_that_another_took_the_place_of(place: Path) -> None:
    """What it lacks needs nothing any more."""
    instrument = xlsform.find("progress-for-providers")
    identity = identities.issued(instrument, Recipient("Oakfield"), "Spring")
    draft = Draft(answers={item.name: item.choices[2].name for item in [*instrument.items][:2]})
    respondent_workbook.write(place / "back & forth" / "fuller.xlsx", instrument, identity, Round("Spring"), draft)
    assert "Oakfield (2).xlsx: superseded" in validated().stdout
    said = validated("-q").stdout
    assert ("fuller.xlsx: incomplete" in said, "Oakfield (2).xlsx: " in said) == (True, False)


def test_quietly_what_was_found_stands_below_the_file_that_it_was_found_in(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Also where nothing is wrong with the file itself, as with a copy that another has taken the place of."""
    lines = (
        *(Told("a: ", "incomplete", ""), Told("  ", "error", ": one")),
        *(Told("b: ", "superseded", ""), Told("  ", "note", ": two"), Told("  ", "error", ": three")),
        *(Told("c: ", "valid", ""), Told("  ", "note", ": four")),
        Told("  not merged: d: ", "rejected", ""),
    )
    with click.Context(click.Command("validate")) as context:
        context.meta[QUIET] = True
        say_report(lines[:-1])
        say_report(lines[-1:])
        tell()
    assert capsys.readouterr().out.splitlines() == [
        *("a: incomplete", "  error: one", "b: superseded", "  error: three", "  not merged: d: rejected"),
    ]


@pytest.mark.usefixtures("place")
def test_a_terminal_has_colours_unless_it_is_not_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words say the same without them."""
    plain, coloured = validated().stdout, validated(color=True).stdout
    assert f": {RED}rejected\x1b[0m (" in coloured
    assert f"  {RED}error\x1b[0m: " in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    assert validated(color=True).stdout == plain
    for code in ("\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[0m"):
        coloured = coloured.replace(code, "")
    assert coloured == plain
