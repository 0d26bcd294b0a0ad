"""Councils' workbooks merged into a region from the command line."""

import json
import random
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.builders.opened import load_workbook
from tests.builders.workshops import filled as held
from xlkit.books.respondent import respondent_workbook
from xlkit.books.round import control_workbook as controls
from xlkit.books.workshop import workshop_workbook
from xlkit.cli import main
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.form.instrument import Instrument
from xlkit.intake.council_workbook import SEPARATOR
from xlkit.returns import signatures
from xlkit.round import identities
from xlkit.round.default_letters import LETTERS_DEFAULT
from xlkit.round.round import Control, Recipient, Round, Rules

PROVIDERS, COMMISSIONER = "progress-for-providers", "shaping-the-market"
AS_AT = "2027-04-06"
SECRET = "5ec2e7" * 8
SIZES = {"Ashshire": 6, "Beechshire": 7}


def run(command: str, *words: str | Path) -> Result:
    at = [] if command == "validate" else ["--as-at", AS_AT]
    return CliRunner().invoke(main, [command, *map(str, words), *at])


def filled(path: Path, instrument: Instrument, recipient: Recipient, round_name: str, chance: random.Random) -> None:
    answers: dict[str, str | float] = {
        item.name: item.choices[chance.randrange(5)].name for item in instrument.items if item.has_levels
    }
    who = signatures.signed(identities.issued(instrument, recipient, round_name), SECRET)
    respondent_workbook.write(
        path, instrument, who, Round(round_name), Draft(details={"view": "agreed"}, answers=answers)
    )


def returned(folder: Path, name: str, many: int, round_name: str) -> Path:
    """What a council got back: its own answers, and those of so many providers."""
    folder.mkdir()
    chance = random.Random(name)
    for number in range(many):
        who = Recipient(f"{name} Care {number}", respondent=f"Person {number}")
        filled(folder / f"{number:02}.xlsx", xlsform.find(PROVIDERS), who, round_name, chance)
    filled(folder / "council.xlsx", xlsform.find(COMMISSIONER), Recipient(name), round_name, chance)
    return folder


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two councils: their returns, and their workbooks of both kinds."""
    folder = tmp_path_factory.mktemp("region")
    for name, many in SIZES.items():
        returned(folder / name, name, many, f"{name} 2027")
        for kind, audience in (("", "internal"), ("-shared", "shared")):
            outcome = run("merge", folder / name, "-o", folder / f"{name}{kind}.xlsx", "--audience", audience)
            assert outcome.exit_code == 0, outcome.output
    return folder


def merged(folder: Path, given: Sequence[str | Path], *options: str) -> Result:
    outcome = run("merge", *given, "-o", folder / "out.xlsx", "--force", *options)
    assert outcome.exit_code == 0, outcome.output
    return outcome


def figures(folder: Path, given: Sequence[str | Path]) -> dict[str, tuple[int, list[int]]]:
    """For each theme how many councils and which counts."""
    rows = json.loads(merged(folder, given, "--json").stdout)["tables"]["Region_1"]["rows"]
    return {row["theme"]: (row["councils"], [row[f"count {level}"] for level in range(1, 6)]) for row in rows}


def test_however_a_council_gives_its_figures_the_region_is_the_same(region: Path, tmp_path: Path) -> None:
    """Its internal workbook, its shared one, its returns in a folder, or a .zip with any of them."""
    with zipfile.ZipFile(tmp_path / "sent.zip", "w") as archive:
        archive.write(region / "Beechshire-shared.xlsx", "from Beechshire/shared.xlsx")
        archive.write(region / "Ashshire.xlsx", "Ashshire.xlsx")
    ash, beech = region / "Ashshire.xlsx", region / "Beechshire.xlsx"
    expected = figures(tmp_path, [ash, beech])
    assert {councils for councils, _ in expected.values()} == {2}
    assert {sum(counts) for _, counts in expected.values()} == {13}
    for given in (
        [ash, region / "Beechshire-shared.xlsx"],
        [region / "Ashshire-shared.xlsx", region / "Beechshire-shared.xlsx"],
        [region / "Ashshire", beech],
        [tmp_path / "sent.zip"],
    ):
        assert figures(tmp_path, given) == expected


def test_files_in_are_accounted_for(region: Path, tmp_path: Path) -> None:
    """A line for each return, named by workbook and id, and one for the counts."""
    files = [region / "Ashshire.xlsx", region / "Beechshire-shared.xlsx"]
    assert merged(tmp_path, files).output.splitlines()[0] == "8 files: 8 valid"
    said = run("validate", *files).output.splitlines()
    returns = [line for line in said if SEPARATOR in line]
    assert len(returns) == 7
    assert all(": valid (" in line for line in returns)
    assert any("the shared workbook of Beechshire: its counts on " in line for line in said)
    assert "8 files: 8 valid" in said


def test_the_order_of_files_changes_no_byte(region: Path, tmp_path: Path) -> None:
    """Either way round."""
    files = [region / "Ashshire.xlsx", region / "Beechshire-shared.xlsx", region / "Beechshire"]
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    assert run("merge", *files, "-o", first).exit_code == 0
    assert run("merge", *files[::-1], "-o", second).exit_code == 0
    assert first.read_bytes() == second.read_bytes()


def test_a_region_is_shared_without_any_provider(region: Path, tmp_path: Path) -> None:
    """Its workbook and its data."""
    outcome = merged(tmp_path, [region / "Ashshire.xlsx", region / "Beechshire.xlsx"], "--audience", "shared", "--json")
    assert json.loads(outcome.stdout)["councils"] == ["Ashshire", "Beechshire"]
    assert "Care 0" not in outcome.stdout
    assert load_workbook(tmp_path / "out.xlsx").sheetnames[:3] == ["Cover", "By theme", "Councils by theme"]
    with zipfile.ZipFile(tmp_path / "out.xlsx") as package:
        assert not any(b"Care 0" in package.read(name) for name in package.namelist())


def test_loose_returns_belong_to_the_round_s_council(region: Path, tmp_path: Path) -> None:
    """What other councils' workbooks keep is not held against this round."""
    this = Control(Round("Ashshire 2027", council="The County of Ash"), letters=LETTERS_DEFAULT, secret=SECRET)
    controls.write(tmp_path / "round.xlsx", this, [PROVIDERS, COMMISSIONER])
    given = [region / "Ashshire", region / "Beechshire.xlsx"]
    outcome = merged(tmp_path, given, "--round", str(tmp_path / "round.xlsx"), "--json")
    councils = json.loads(outcome.stdout)["councils"]
    assert [(one["name"], one["round"]) for one in councils] == [
        ("Beechshire", "Beechshire 2027"),
        ("The County of Ash", "Ashshire 2027"),
    ]


@pytest.mark.parametrize(("asked", "shows"), [(6, True), (7, False)])
def test_a_council_s_own_smallest_group_holds_in_the_region(
    asked: int, shows: bool, region: Path, tmp_path: Path
) -> None:
    """Six providers are shown where their council's round asks for six, and not where it asks for seven."""
    rules = Rules(smallest_group=asked)
    this = Control(Round("Ashshire 2027", council="Ashshire"), rules=rules, letters=LETTERS_DEFAULT, secret=SECRET)
    controls.write(tmp_path / "round.xlsx", this, [PROVIDERS, COMMISSIONER])
    outcome = run("merge", region / "Ashshire", "--round", tmp_path / "round.xlsx", "-o", tmp_path / "ash.xlsx")
    assert outcome.exit_code == 0, outcome.output
    given = [tmp_path / "ash.xlsx", region / "Beechshire.xlsx"]
    found = json.loads(merged(tmp_path, given, "--audience", "shared", "--json").stdout)
    assert found["smallest_group"] == asked
    shown: dict[str, dict[str, int]] = {}
    for row in found["tables"]["Councils_1"]["rows"]:
        if row["n"] and row["council"] != "All together":
            shown.setdefault(row["theme"], {})[row["council"]] = row["n"]
    expected = {"Ashshire": 6, "Beechshire": 7} if shows else {"Beechshire": 7}
    assert shown
    assert all(councils == expected for councils in shown.values())


def test_one_council_s_workbook_merged_again_is_no_region(region: Path, tmp_path: Path) -> None:
    """It comes to the same figures as its returns."""
    merged(tmp_path, [region / "Ashshire.xlsx"])
    again = load_workbook(tmp_path / "out.xlsx", data_only=True)
    before = load_workbook(region / "Ashshire.xlsx", data_only=True)
    assert again.sheetnames == before.sheetnames
    for name in ("By theme", "Provider answers", "Actions" if "Actions" in before else "Data"):
        assert list(again[name].values) == list(before[name].values)


def test_one_council_s_counts_alone_are_refused(region: Path, tmp_path: Path) -> None:
    """There is nothing to combine them with."""
    outcome = run("merge", region / "Ashshire-shared.xlsx", "-o", tmp_path / "a.xlsx")
    assert outcome.exit_code == 1
    assert "The counts of Ashshire alone make no region" in outcome.stderr
    assert not (tmp_path / "a.xlsx").exists()


def test_two_rounds_of_one_council_are_refused(region: Path, tmp_path: Path) -> None:
    """Councils may name their rounds as they like, but each gives one."""
    returned(tmp_path / "old", "Ashshire", 5, "Ashshire 2026")
    assert run("merge", tmp_path / "old", "-o", tmp_path / "old.xlsx").exit_code == 0
    given = [region / "Ashshire.xlsx", tmp_path / "old.xlsx", region / "Beechshire.xlsx"]
    outcome = run("merge", *given, "-o", tmp_path / "a.xlsx")
    assert outcome.exit_code == 1
    assert "The returns of Ashshire belong to 2 rounds (“Ashshire 2026”, “Ashshire 2027”)" in outcome.stderr


def test_a_shared_workbook_of_an_older_version_is_said_in_one_sentence(region: Path, tmp_path: Path) -> None:
    """The rest is merged."""
    book = load_workbook(region / "Beechshire-shared.xlsx")
    book.remove(book["Counts"])
    book.save(tmp_path / "older.xlsx")
    outcome = run("merge", region / "Ashshire.xlsx", tmp_path / "older.xlsx", "-o", tmp_path / "a.xlsx")
    assert outcome.exit_code == 3
    assert "older.xlsx: rejected (A council's workbook that cannot be read back)" in outcome.stdout
    assert "it has no sheet Counts" in run("validate", tmp_path / "older.xlsx").stdout


def test_what_one_council_s_people_say_is_not_taken_for_a_region_s(region: Path, tmp_path: Path) -> None:
    """A workshop beside several councils is refused, and beside its own alone it is taken."""
    workshop, out = tmp_path / "workshop.xlsx", tmp_path / "out.xlsx"
    workshop_workbook.write(held(), (), workshop)
    one, other = (region / f"{name}-shared.xlsx" for name in SIZES)
    outcome = run("merge", one, other, workshop, "-o", out)
    assert (outcome.exit_code, "one council's, and the files are of several" in outcome.output) == (1, True)
    assert not out.exists()
    assert run("merge", region / "Ashshire", workshop, "-o", out).exit_code == 0
    assert "What people say" in load_workbook(out).sheetnames
