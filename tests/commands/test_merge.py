"""Merging from the command line: audiences, earlier rounds, data, and the same bytes from the same input."""

import json
import random
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.books import tables
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
SECRET = "5ec2e7" * 8


def returns(folder: Path, round_name: str, many: int, seed: int = 1) -> Path:
    """A folder of filled workbooks."""
    folder.mkdir()
    instrument = xlsform.find(TEMPLATE)
    chance = random.Random(seed)
    for number in range(many):
        recipient = Recipient(f"Provider {number}", respondent=f"Person {number}", locality="North")
        answers: dict[str, str | float] = {}
        for item in instrument.items:
            answers[item.name] = item.choices[chance.randrange(5)].name
        who = signatures.signed(identities.issued(instrument, recipient, round_name), SECRET)
        draft = Draft(details={"view": "agreed"}, answers=dict(answers))
        respondent_workbook.write(folder / f"{number:02}.xlsx", instrument, who, Round(round_name), draft)
    return folder


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven returns of this round."""
    return returns(tmp_path_factory.mktemp("now") / "returned", "Spring", 7)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven returns of the round before."""
    return returns(tmp_path_factory.mktemp("before") / "returned", "Autumn", 7, 2)


@pytest.fixture(scope="module")
def answered_as_commissioners(now: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seven returns of this round, the council's own, and one of a provider on the council's form."""
    folder = tmp_path_factory.mktemp("both") / "returned"
    shutil.copytree(now, folder)
    chance = random.Random(5)
    for organisation, name in (("Ashshire", "shaping-the-market"), ("Provider 3", "shaping-the-market-short")):
        instrument = xlsform.find(name)
        answers: dict[str, str | float] = {
            item.name: item.choices[chance.randrange(5)].name for item in instrument.items if item.has_levels
        }
        who = signatures.signed(identities.issued(instrument, Recipient(organisation), "Spring"), SECRET)
        draft = Draft(details={"view": "agreed"}, answers=answers)
        respondent_workbook.write(folder / f"{organisation}.xlsx", instrument, who, Round("Spring"), draft)
    return folder


def control_of(path: Path, smallest: int = 5, council: str = "Ashshire") -> Path:
    """A control workbook of this round."""
    rules = Rules(smallest_group=smallest)
    found = Control(Round("Spring", council=council), rules=rules, letters=LETTERS_DEFAULT, secret=SECRET)
    controls.write(path, found, [TEMPLATE, "shaping-the-market"])
    return path


def run(command: str, *words: str | Path) -> Result:
    return CliRunner().invoke(main, [command, *map(str, words), "--as-at", AS_AT])


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_same_input_gives_the_same_bytes_in_any_order(now: Path, tmp_path: Path) -> None:
    """Paths given backwards come to the same workbook, byte for byte."""
    files = sorted(now.iterdir())
    assert run("merge", *files, "-o", tmp_path / "a.xlsx").exit_code == 0
    assert run("merge", *files[::-1], "-o", tmp_path / "b.xlsx").exit_code == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_the_number_of_workers_changes_nothing(now: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One or three come to the same workbook, byte for byte."""
    for count in (1, 3):
        monkeypatch.setattr("os.cpu_count", lambda many=count: many)
        assert run("merge", now, "-o", tmp_path / f"{count}.xlsx").exit_code == 0
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "3.xlsx").read_bytes()


@pytest.mark.parametrize("audience", ["internal", "shared"])
def test_nothing_is_written_over(audience: str, now: Path, tmp_path: Path) -> None:
    """A second merge takes a numbered name, and leaves what a team may have added to."""
    out = tmp_path / "out.xlsx"
    out.write_bytes(b"a team's own")
    outcome = run("merge", now, "-o", out, "--audience", audience)
    assert out.read_bytes() == b"a team's own"
    assert outcome.stdout.splitlines()[-1] == str(tmp_path / "out (2).xlsx")


def test_the_shared_workbook_is_another_file(now: Path, tmp_path: Path) -> None:
    """Aggregates alone: no data, no returns, no provider's name in any part."""
    assert run("merge", now, "-o", tmp_path / "shared.xlsx", "--audience", "shared").exit_code == 0
    assert not {"Data", "Files", "Actions"} & set(load_workbook(tmp_path / "shared.xlsx").sheetnames)
    for content in contents(tmp_path / "shared.xlsx").values():
        assert b"Provider 1" not in content
        assert b"Person 1" not in content


@pytest.mark.parametrize(("smallest", "shows"), [(7, True), (8, False)])
def test_the_round_s_smallest_group_holds_in_the_shared_workbook(
    smallest: int, shows: bool, now: Path, tmp_path: Path
) -> None:
    """Seven providers are shown where the control workbook asks for seven, and not where it asks for eight."""
    round_ = control_of(tmp_path / "round.xlsx", smallest)
    out = tmp_path / "shared.xlsx"
    outcome = run("merge", now, "--round", round_, "--audience", "shared", "-o", out, "--json")
    assert outcome.exit_code == 0, outcome.output
    told = json.loads(outcome.stdout)
    assert (told["smallest_group"], "Items_1" in told["tables"]) == (smallest, shows)
    book = load_workbook(out)
    assert ("By topic" in book.sheetnames) == shows
    assert f"rests on fewer than {smallest} organisations" in str([row[1].value for row in book["Cover"].iter_rows()])


@pytest.mark.parametrize("is_named", [True, False])
def test_a_provider_on_a_council_s_form_is_named_nowhere_in_the_shared_workbook(
    is_named: bool, answered_as_commissioners: Path, tmp_path: Path
) -> None:
    """Whether the round names its council or not; the internal workbook says who it is."""
    options: list[str | Path] = ["--round", control_of(tmp_path / "round.xlsx")] if is_named else []
    shared, internal = tmp_path / "shared.xlsx", tmp_path / "internal.xlsx"
    outcome = run("merge", answered_as_commissioners, *options, "--audience", "shared", "-o", shared, "--json")
    assert "Provider 3" not in outcome.stdout
    assert "Shaping the market for personalisation about itself, as a commissioner, but" in outcome.stderr
    assert json.loads(outcome.stdout)["councils"] == ["Ashshire"]
    assert not [name for name, content in contents(shared).items() if b"Provider 3" in content]
    left_out = [row[0].value for row in load_workbook(shared)["Left out"].iter_rows()]
    assert any("answers of others than the council about themselves" in str(what) for what in left_out)
    assert run("merge", answered_as_commissioners, *options, "-o", internal).exit_code == 0
    notes = list(load_workbook(internal)["Notes"].iter_rows(values_only=True))
    assert [row[1] for row in notes if row[0] == "not the council"] == ["Provider 3"]


def test_an_earlier_round_is_its_workbook_or_its_returns(now: Path, before: Path, tmp_path: Path) -> None:
    """Both ways come to the same movement."""
    assert run("merge", before, "-o", tmp_path / "old.xlsx").exit_code == 0
    for name, previous in (("a", tmp_path / "old.xlsx"), ("b", before)):
        assert run("merge", now, "-o", tmp_path / f"{name}.xlsx", "--previous", previous).exit_code == 0
    rows = [tables.rows(load_workbook(tmp_path / f"{name}.xlsx", data_only=True), "Movement_1") for name in "ab"]
    assert rows[0] == rows[1]
    assert [row["In both rounds (n)"] for row in rows[0]] == [7] * 19


def test_a_workbook_that_holds_no_levels_is_refused_in_one_sentence(now: Path, tmp_path: Path) -> None:
    """The shared workbook of an earlier round, given for the internal one."""
    run("merge", now, "-o", tmp_path / "shared.xlsx", "--audience", "shared")
    outcome = run("merge", now, "-o", tmp_path / "a.xlsx", "--previous", tmp_path / "shared.xlsx")
    assert outcome.exit_code == 1
    assert "holds no level to go by" in outcome.stderr
    assert not (tmp_path / "a.xlsx").exists()


def test_this_round_is_no_earlier_one(now: Path, tmp_path: Path) -> None:
    """Its own workbook given as the previous one."""
    run("merge", now, "-o", tmp_path / "a.xlsx")
    outcome = run("merge", now, "-o", tmp_path / "b.xlsx", "--previous", tmp_path / "a.xlsx")
    assert outcome.exit_code == 1
    assert "is of the round “Spring” itself" in outcome.stderr


@pytest.mark.parametrize("audience", ["internal", "shared"])
def test_json_gives_every_figure(audience: str, now: Path, before: Path, tmp_path: Path) -> None:
    """Nothing else is on stdout, and figures equal those of the workbook."""
    path = tmp_path / "a.xlsx"
    outcome = run("merge", now, "-o", path, "--audience", audience, "--json", "--previous", before)
    told = json.loads(outcome.stdout)
    assert told["audience"] == audience
    shown = {row["Theme"]: row for row in tables.rows(load_workbook(path, data_only=True), "Themes_1")}
    themes = told["tables"]["Themes_1"]["rows"]
    assert len(themes) > 10
    for theme in themes:
        row = shown[theme["theme"]]
        assert row["Providers (n)"] == theme["n"]
        counts = range(1, 6)
        assert [row[f"At level {level}"] for level in counts] == [theme[f"count {level}"] for level in counts]
        assert [row["Lower quarter"] or None, row["Upper quarter"] or None] == [theme["lower"], theme["upper"]]
    assert any("ovement" in sheet for sheet in load_workbook(path).sheetnames)


def test_shared_data_names_nobody(now: Path, tmp_path: Path) -> None:
    """What holds for the workbook holds for its data."""
    outcome = run("merge", now, "-o", tmp_path / "a.xlsx", "--audience", "shared", "--json")
    assert "Provider 1" not in outcome.stdout
    assert "Person 1" not in outcome.stdout
