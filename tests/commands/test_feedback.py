"""Feedback from the command line: who gets which workbook, beside how many others, and what the console says."""

import random
import zipfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner, Result

from tests.builders.opened import load_workbook
from xlkit.books.respondent import respondent_workbook
from xlkit.books.round import control_workbook as controls
from xlkit.cli import main
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.returns import signatures
from xlkit.round import identities
from xlkit.round.default_letters import LETTERS_DEFAULT
from xlkit.round.round import Control, Recipient, Round, Rules

TEMPLATE = "progress-for-providers"
AS_AT = "2027-04-06"
SPRING = Round("Spring 2027")
SECRET = "5ec2e7" * 8
NAMES = [f"Provider {number}" for number in range(7)]


def returned(folder: Path, names: Iterable[str], *, round_: Round = SPRING, blank: Iterable[str] = ()) -> Path:
    """A folder of signed workbooks as they come back, those of `blank` organisations without a tick."""
    folder.mkdir()
    for number, name in enumerate([*names, *blank]):
        (folder / f"{number:02}.xlsx").write_bytes(answered(name, round_, is_blank=name in blank))
    return folder


@cache
def answered(name: str, round_: Round, *, is_blank: bool) -> bytes:
    """The workbook of a provider."""
    instrument, chance = xlsform.find(TEMPLATE), random.Random(name)
    answers = {item.name: item.choices[chance.randrange(5)].name for item in instrument.items}
    who = signatures.signed(identities.issued(instrument, Recipient(name), round_.name), SECRET)
    draft = Draft(details={"view": "agreed"}, answers={} if is_blank else dict(answers))
    with TemporaryDirectory() as folder:
        respondent_workbook.write(Path(folder) / "return.xlsx", instrument, who, round_, draft)
        return (Path(folder) / "return.xlsx").read_bytes()


def keep(path: Path, smallest: int = 5) -> Path:
    """The control workbook of the round."""
    this = Control(SPRING, rules=Rules(smallest_group=smallest), letters=LETTERS_DEFAULT, secret=SECRET)
    controls.write(path, this, [TEMPLATE])
    return path


@pytest.fixture(scope="module")
def seven(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The returns of seven providers."""
    return returned(tmp_path_factory.mktemp("seven") / "returned", NAMES)


def run(command: str, *words: str | Path) -> Result:
    return CliRunner().invoke(main, [command, *map(str, words)])


def feedback(out: Path, *words: str | Path, code: int = 0) -> Result:
    outcome = run("feedback", *words, "-o", out, "--as-at", AS_AT)
    assert outcome.exit_code == code, outcome.output
    return outcome


def written(out: Path) -> list[str]:
    return sorted(path.name for path in out.iterdir())


def facts(path: Path) -> dict[str, str]:
    """What stands on the cover beside each label."""
    return {str(row[0]): str(row[1]) for row in load_workbook(path)["Cover"].iter_rows(max_col=2, values_only=True)}


def texts(path: Path) -> str:
    """All parts of a workbook, one after the other."""
    with zipfile.ZipFile(path) as package:
        return "\n".join(package.read(name).decode() for name in package.namelist())


def of(out: Path, organisation: str) -> Path:
    (path,) = out.glob(f"{organisation}-feedback-*.xlsx")
    return path


def test_each_provider_gets_its_own(seven: Path, tmp_path: Path) -> None:
    """Seven workbooks, each naming its own provider alone; the console counts what came in."""
    outcome = feedback(tmp_path / "out", seven)
    assert len(written(tmp_path / "out")) == 7
    assert "Provider 1" not in texts(of(tmp_path / "out", "provider-3"))
    assert "Provider 3" in texts(of(tmp_path / "out", "provider-3"))
    assert outcome.stdout.splitlines()[0] == "7 files: 7 valid"


def test_nothing_is_written_over(seven: Path, tmp_path: Path) -> None:
    """Where somebody wrote into a workbook since, a number stands behind its name, and that is said."""
    feedback(tmp_path / "out", seven)
    (first,) = tmp_path.glob("out/provider-3-feedback-????-????.xlsx")
    first.write_bytes(b"noted")
    assert f"behind its name: {first}\n" in feedback(tmp_path / "out", seven).stderr
    assert first.read_bytes() == b"noted"
    assert f"{first.stem} (2).xlsx" in written(tmp_path / "out")
    assert len(written(tmp_path / "out")) == 8


def test_names_that_look_alike_are_told_apart_by_return_id(tmp_path: Path) -> None:
    """The id in a workbook's name is that on its cover, so that none is mailed for another."""
    folder = returned(tmp_path / "returned", ["Oak Care", "Oak Care 樹"])
    feedback(tmp_path / "out", folder)
    assert len(written(tmp_path / "out")) == 2
    for path in (tmp_path / "out").iterdir():
        assert path.stem.removeprefix("oak-care-feedback-") in facts(path)["Your levels rest on"]
    assert not list((tmp_path / "out").glob("*(2)*"))


def test_with_too_few_others_the_console_says_so(tmp_path: Path) -> None:
    """Three returns: two others each."""
    outcome = feedback(tmp_path / "out", returned(tmp_path / "few", NAMES[:3]))
    assert outcome.stdout.count("fewer than 5 others") == 3


@pytest.mark.parametrize(("smallest", "alone"), [(6, 0), (7, 7)])
def test_the_rounds_smallest_group_holds(seven: Path, tmp_path: Path, smallest: int, alone: int) -> None:
    """Six others each: enough where six are asked for, too few where seven are."""
    outcome = feedback(tmp_path / "out", seven, "--round", keep(tmp_path / "spring.xlsx", smallest))
    assert outcome.stdout.count(f"fewer than {smallest} others") == alone
    assert ("Others (n)" in texts(of(tmp_path / "out", "provider-3"))) == (not alone)


@pytest.mark.parametrize("command", ["feedback", "merge", "validate"])
def test_the_rounds_workbook_counts_in_every_command(tmp_path: Path, command: str) -> None:
    """A signature of another round is found with it, and without it nobody can tell."""
    folder = returned(tmp_path / "returned", NAMES[:1])
    this = Control(SPRING, letters=LETTERS_DEFAULT, secret="0dd" * 16)
    controls.write(tmp_path / "spring.xlsx", this, [TEMPLATE])
    options: list[str | Path] = [] if command == "validate" else ["-o", tmp_path / "out.xlsx"]
    said = run(command, folder, "--round", tmp_path / "spring.xlsx", *options).stdout
    assert ("not as it was issued" if command == "validate" else "rejected (Identity edited)") in said
    (tmp_path / "spring.xlsx").unlink()
    assert "not as it was issued" not in run(command, folder, *options).stdout


def in_a_folder(folder: Path) -> Path:
    keep(folder / "spring.xlsx", 10)
    return folder


def in_capitals(folder: Path) -> Path:
    keep(folder / "spring.xlsx", 10).rename(folder / "Spring.XLSX")
    return folder


def in_an_archive(folder: Path) -> Path:
    keep(folder / "spring.xlsx", 10)
    packed = folder.with_suffix(".zip")
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, path.name)
    return packed


@pytest.mark.parametrize("options", [(), ("--round", "Spring 2027")])
@pytest.mark.parametrize("lie", [in_a_folder, in_capitals, in_an_archive])
def test_feedback_is_refused_while_a_rounds_workbook_is_left_aside(
    tmp_path: Path, lie: Callable[[Path], Path], options: tuple[str, ...]
) -> None:
    """Wherever it lies, and where the round is merely named: its smallest group could be undercut."""
    place = lie(returned(tmp_path / "returned", NAMES[:2]))
    outcome = feedback(tmp_path / "out", place, *options, code=1)
    assert "is the control workbook of a round, and what is settled there" in outcome.stderr.replace("\n", " ")
    assert "nothing needs doing" not in outcome.output
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("audience", "code"), [("shared", 1), ("internal", 0)])
def test_a_shared_workbook_is_refused_while_a_rounds_workbook_is_left_aside(
    tmp_path: Path, audience: str, code: int
) -> None:
    """The officers' own workbook shows everything as it is, so there it is pointed out and no more."""
    place = in_a_folder(returned(tmp_path / "returned", NAMES[:2]))
    outcome = run("merge", place, "--audience", audience, "-o", tmp_path / "out.xlsx")
    assert outcome.exit_code == code
    assert "is the control workbook of a round, and what is settled there" in outcome.stderr.replace("\n", " ")
    assert (tmp_path / "out.xlsx").exists() == (code == 0)


def test_feedback_goes_on_where_the_rounds_workbook_is_opened(tmp_path: Path) -> None:
    """It may lie in the folder too; and without any there is nothing to heed."""
    folder = returned(tmp_path / "returned", NAMES[:2])
    for words in ([], ["--round", "Spring 2027"]):
        feedback(tmp_path / "out", folder, *words)
    spring = keep(folder / "spring.xlsx", 10)
    outcome = feedback(tmp_path / "out", folder, "--round", spring)
    assert "fewer than 10 others" in outcome.stdout
    assert "what is settled there" not in outcome.stderr


def test_validating_points_out_a_rounds_workbook_that_is_left_aside(tmp_path: Path) -> None:
    """It goes on, since nobody else is shown anything."""
    folder = returned(tmp_path / "returned", NAMES[:2])
    spring = keep(folder / "spring.xlsx")
    outcome = run("validate", folder)
    assert (outcome.exit_code, "what is settled there" in outcome.stderr) == (0, True)
    assert "what is settled there" not in run("validate", folder, "--round", spring).stderr


def test_who_answered_nothing_gets_no_workbook_and_is_not_counted(tmp_path: Path) -> None:
    """Six who answered and a blank form: five others each, and one who is told of."""
    folder = returned(tmp_path / "returned", NAMES[:6], blank=["Blank Care"])
    outcome = feedback(tmp_path / "out", folder, code=3)
    assert len(written(tmp_path / "out")) == 6
    assert "Blank Care" in outcome.stderr
    assert "no workbook, since no topic was answered" in outcome.stderr
    assert facts(of(tmp_path / "out", "provider-3"))["Others"].startswith("5 other organisations answered")


def test_blank_forms_alone_give_feedback_to_nobody(tmp_path: Path) -> None:
    """Two of them, which are counted."""
    outcome = feedback(tmp_path / "out", returned(tmp_path / "returned", [], blank=NAMES[:2]), code=1)
    assert "nobody to give feedback to" in outcome.stderr
    assert outcome.stdout == "2 files: 2 incomplete; 2 of the incomplete with nothing answered\n"
    assert not (tmp_path / "out").exists()


def test_files_that_cannot_be_merged_are_listed(tmp_path: Path) -> None:
    """A file that is no workbook is named, and which command says what is wrong with it."""
    (tmp_path / "notes.txt").write_text("Call Oakfield")
    outcome = feedback(tmp_path / "out", tmp_path / "notes.txt", code=1)
    assert "notes.txt: rejected" in outcome.stdout
    assert "xlkit validate says what is wrong in each" in outcome.stderr


def test_where_some_are_not_valid_the_exit_status_says_so(seven: Path, tmp_path: Path) -> None:
    """As it does after a merge; all others get theirs."""
    (tmp_path / "notes.txt").write_text("Call Oakfield")
    feedback(tmp_path / "out", seven, tmp_path / "notes.txt", code=3)
    assert len(written(tmp_path / "out")) == 7


@pytest.fixture(scope="module")
def councils(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The consolidated workbooks of two councils; X Care answered to both."""
    folder = tmp_path_factory.mktemp("councils")
    for name, providers in (("Ashshire", ["X Care", "A Care", "B Care"]), ("Beechshire", ["X Care", "C Care"])):
        came = returned(folder / name, providers, round_=Round(f"{name} 2027"))
        assert run("merge", came, "-o", folder / f"{name}.xlsx", "--as-at", AS_AT).exit_code == 0
    return [folder / "Ashshire.xlsx", folder / "Beechshire.xlsx"]


def test_a_provider_of_two_councils_gets_one_for_each(councils: list[Path], tmp_path: Path) -> None:
    """Named for the council in the file's name and on the cover."""
    feedback(tmp_path / "out", *councils)
    names = written(tmp_path / "out")
    assert len(names) == 5
    assert sum(name.startswith("x-care-ashshire-2027-feedback-") for name in names) == 1
    assert {facts(path)["Council"] for path in (tmp_path / "out").glob("x-care-*")} == {
        "Ashshire 2027",
        "Beechshire 2027",
    }


def test_a_region_has_no_one_round_before(councils: list[Path], seven: Path, tmp_path: Path) -> None:
    """With --previous the workbooks of one council are expected; one council alone is taken."""
    outcome = feedback(tmp_path / "out", *councils, "--previous", seven, code=1)
    assert "the workbooks are of 2 councils" in outcome.stderr.lower()
    feedback(tmp_path / "out", councils[0], "--previous", seven)
