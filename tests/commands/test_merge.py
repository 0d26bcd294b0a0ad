"""Merging from the command line: audiences, earlier rounds, data, and the same bytes from the same input."""

import json
import random
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from xlkit import identity, templates
from xlkit.cli import main
from xlkit.read import workers
from xlkit.returns import Draft
from xlkit.round import Recipient, Round
from xlkit.write import respondent

TEMPLATE = "progress-for-providers"
AS_AT = "2027-04-06"


def returns(folder: Path, round_name: str, many: int, seed: int = 1) -> Path:
    """A folder of filled workbooks."""
    folder.mkdir()
    instrument = templates.find(TEMPLATE)
    chance = random.Random(seed)
    for number in range(many):
        recipient = Recipient(f"Provider {number}", respondent=f"Person {number}", locality="North")
        answers: dict[str, str | float] = {}
        for item in instrument.items:
            answers[item.name] = item.choices[chance.randrange(5)].name
        who = identity.issued(instrument, recipient, round_name)
        draft = Draft(details={"view": "agreed"}, answers=dict(answers))
        respondent.write(folder / f"{number:02}.xlsx", instrument, who, Round(round_name), draft)
    return folder


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven returns of this round."""
    return returns(tmp_path_factory.mktemp("now") / "returned", "Spring", 7)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven returns of the round before."""
    return returns(tmp_path_factory.mktemp("before") / "returned", "Autumn", 7, 2)


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
    """One, three, or none but this process."""
    run("merge", now, "-o", tmp_path / "here.xlsx")
    monkeypatch.setattr(workers, "_FEW", 0)
    for count in (1, 3):
        monkeypatch.setattr("os.cpu_count", lambda many=count: many)
        assert run("merge", now, "-o", tmp_path / f"{count}.xlsx").exit_code == 0
        assert (tmp_path / f"{count}.xlsx").read_bytes() == (tmp_path / "here.xlsx").read_bytes()


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
    assert not {"Data", "Returns", "Action register"} & set(load_workbook(tmp_path / "shared.xlsx").sheetnames)
    for content in contents(tmp_path / "shared.xlsx").values():
        assert b"Provider 1" not in content
        assert b"Person 1" not in content


def test_an_earlier_round_is_its_workbook_or_its_returns(now: Path, before: Path, tmp_path: Path) -> None:
    """Both ways come to the same movement."""
    assert run("merge", before, "-o", tmp_path / "old.xlsx").exit_code == 0
    for name, previous in (("a", tmp_path / "old.xlsx"), ("b", before)):
        assert run("merge", now, "-o", tmp_path / f"{name}.xlsx", "--previous", previous).exit_code == 0
    rows = [
        list(load_workbook(tmp_path / f"{name}.xlsx", data_only=True)["Provider movement"].iter_rows(values_only=True))
        for name in "ab"
    ]
    assert rows[0] == rows[1]
    assert [row[4] for row in rows[0][4:23]] == [7] * 19


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
    headers, *rows = load_workbook(path, data_only=True)["360 by theme"].iter_rows(min_row=4, values_only=True)
    shown = {row[0]: dict(zip(headers, row, strict=True)) for row in rows if row[0]}
    assert len(told["markets"][0]["themes"]) > 10
    for theme in told["markets"][0]["themes"]:
        title = theme["title"]
        providers = theme["providers"] or {"n": None, "counts": [None] * 5}
        assert shown[title]["Providers (n)"] == providers["n"]
        assert [shown[title][f"At level {level}"] for level in range(1, 6)] == providers["counts"]
    assert any("ovement" in sheet for sheet in load_workbook(path).sheetnames)


def test_shared_data_names_nobody(now: Path, tmp_path: Path) -> None:
    """What holds for the workbook holds for its data."""
    outcome = run("merge", now, "-o", tmp_path / "a.xlsx", "--audience", "shared", "--json")
    assert "Provider 1" not in outcome.stdout
    assert "Person 1" not in outcome.stdout


def test_feedback_goes_to_each_provider(now: Path, before: Path, tmp_path: Path) -> None:
    """Seven workbooks, each naming its own provider alone; again, and nothing is written over."""
    for _ in range(2):
        outcome = run("feedback", now, "-o", tmp_path / "out", "--previous", before)
        assert outcome.exit_code == 0, outcome.output
    written = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert len(written) == 14
    assert {"provider-3-feedback.xlsx", "provider-3-feedback (2).xlsx"} <= set(written)
    for content in contents(tmp_path / "out" / "provider-3-feedback.xlsx").values():
        assert b"Provider 1" not in content


def test_feedback_with_too_few_others_says_so(now: Path, tmp_path: Path) -> None:
    """Three returns: two others each."""
    few = tmp_path / "few"
    few.mkdir()
    for path in sorted(now.iterdir())[:3]:
        shutil.copy(path, few)
    outcome = run("feedback", few, "-o", tmp_path / "out")
    assert outcome.exit_code == 0
    assert outcome.stdout.count("fewer than 5 others") == 3
