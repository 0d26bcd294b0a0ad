"""A form with four levels from the command line: checked, generated, filled in, validated, merged and fed back."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.books import tables
from tests.builders.opened import load_workbook
from tests.form.xlsform.books import Rows, Sheets, Value, save
from xlkit.books.respondent import respondent_workbook
from xlkit.cli import main
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.form.xlsform.shown import NO_SIDE
from xlkit.round import identities
from xlkit.round.round import Recipient, Round

NO_THEME = (
    "not compared: no theme speaks of its topics, so nothing of the other side stands beside them: "
    "add rows for four-steps to crosswalk.xlsx in the folder of your templates"
)
TOPICS = ("choice", "team", "safety")
LEVELS = (  # of eight providers, on each topic
    *((1, 2, 3), (2, 2, 3), (2, 3, 4), (4, 2, 4)),
    *((3, 2, 1), (4, 4, 4), (1, 1, 1), (4, 2, 3)),
)


def form(low: Value = None, cut: Value = None) -> Sheets:
    """A form of three topics with four levels each."""
    survey: Rows = (
        ("type", "name", "label"),
        ("begin_group", "all", "Everything"),
        *((f"select_one {name}", name, name.capitalize()) for name in TOPICS),
        ("end_group", None, None),
    )
    choices: Rows = (
        ("list_name", "name", "label", "score"),
        *((name, f"{name}_{n}", f"Step {n} of {name}", n) for name in TOPICS for n in range(1, 5)),
    )
    settings: Rows = (
        ("form_title", "form_id", "version", "side", "low", "cut"),
        ("Four steps", "four-steps", "1", "provider", low, cut),
    )
    return {"survey": survey, "choices": choices, "settings": settings}


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of one's own templates."""
    folder = tmp_path_factory.mktemp("templates")
    save(form(), folder / "four-steps.xlsx")
    return folder


@pytest.fixture(scope="module")
def returned(templates: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbooks of eight providers, filled in."""
    folder = tmp_path_factory.mktemp("returned")
    instrument = xlsform.find("four-steps", templates)
    for number, levels in enumerate(LEVELS):
        who = identities.issued(instrument, Recipient(f"Provider {number}"), "Spring")
        answers: dict[str, str | float] = {name: f"{name}_{level}" for name, level in zip(TOPICS, levels, strict=True)}
        draft = Draft(details={"view": "agreed"}, answers=answers)
        respondent_workbook.write(folder / f"{number}.xlsx", instrument, who, Round("Spring"), draft)
    return folder


def test_check_says_which_scale_will_be_compared(templates: Path) -> None:
    """Behind how much there is in the form."""
    result = run("templates", "check", templates / "four-steps.xlsx")
    assert "is sound: 1 section, 3 items, 12 statements, 3 topics on a scale of 4\n" in result.output


@pytest.mark.parametrize(
    ("low", "cut", "said"),
    [
        (3, None, "settings!E2: the highest of the low levels is a whole number from 1 to 2 of 4"),
        (1.5, None, "settings!E2: the highest of the low levels is a whole number from 1 to 2 of 4"),
        (None, 4, "settings!F2: quadrants part at a level from 1 to less than 4, or between two such as 2.5"),
        (None, "two", "settings!F2: quadrants part at a level from 1 to less than 4, or between two such as 2.5"),
    ],
)
def test_low_levels_and_cut_lie_on_the_scale(low: Value, cut: Value, said: str, tmp_path: Path) -> None:
    """As many low levels as high ones, and the cut between the ends."""
    result = run("templates", "check", save(form(low, cut), tmp_path / "form.xlsx"))
    assert (result.output, result.exit_code) == (f"{said}\n", 3)


def test_what_the_settings_say_is_the_scale(tmp_path: Path) -> None:
    """One low level, and quadrants that part at three."""
    scale = xlsform.load(save(form(1, 3), tmp_path / "form.xlsx")).scale
    assert (scale.steps, scale.low, scale.high, scale.cut) == (4, 1, 4, 3)


def test_low_levels_of_a_form_without_levels_are_a_mistake(tmp_path: Path) -> None:
    """There is nothing that they could be of."""
    sheets = {**form(2), "survey": (("type", "name", "label"), ("text", "remark", "Remark"))}
    result = run("templates", "check", save(sheets, tmp_path / "form.xlsx"))
    assert result.output == "settings!E2: no question has levels: leave the low empty\n"


def test_check_says_what_will_not_be_compared(tmp_path: Path) -> None:
    """A question on another scale, and a form that is on no side."""
    sheets = form()
    choices = tuple(row for row in sheets["choices"] if row[1] != "safety_4")
    settings = (sheets["settings"][0], (*sheets["settings"][1][:3], None, None, None))
    result = run("templates", "check", save({**sheets, "choices": choices, "settings": settings}, tmp_path / "a.xlsx"))
    assert result.output.splitlines() == [
        "a.xlsx is sound: 1 section, 3 items, 11 statements, 2 topics on a scale of 4",
        "not compared: not on the scale of 4: 1.3",
        f"not compared: {NO_SIDE}",
        NO_THEME,
    ]
    assert result.exit_code == 0


def test_a_form_of_four_levels_is_merged(templates: Path, returned: Path, tmp_path: Path) -> None:
    """Every return is valid, and the consolidated workbook counts four levels with the right shares."""
    assert run("validate", returned, "--templates", templates).output.endswith("8 files: 8 valid\n")
    options = ("--templates", templates, "--as-at", "2027-04-06")
    assert run("merge", returned, *options, "-o", tmp_path / "a.xlsx").exit_code == 0
    book = load_workbook(tmp_path / "a.xlsx", data_only=True)
    found = {row["Item"]: row for row in tables.rows(book, "Items_1")}
    counted = {name: [found[name.capitalize()][f"At level {n}"] for n in range(1, 5)] for name in TOPICS}
    assert counted == {"choice": [2, 2, 1, 3], "team": [1, 5, 1, 1], "safety": [2, 0, 3, 3]}
    assert [found[name.capitalize()]["Share at 1–2"] for name in TOPICS] == [0.5, 0.75, 0.25]
    assert found["Team"]["Agreement"] == pytest.approx(1 - (1 + 2 + 1) / (1.5 * 8))
    assert "At level 5" not in found["Team"]
    assert {"Heat map", "By topic", "Provider positions"} <= set(book.sheetnames)


def test_a_form_of_four_levels_is_shared_and_fed_back(templates: Path, returned: Path, tmp_path: Path) -> None:
    """To everybody, as data and to each provider."""
    options = ("--templates", templates, "--as-at", "2027-04-06")
    assert run("merge", returned, *options, "--audience", "shared", "-o", tmp_path / "b.xlsx").exit_code == 0
    assert "At level 4" in tables.rows(load_workbook(tmp_path / "b.xlsx"), "Items_1")[0]
    said = json.loads(CliRunner().invoke(main, ["merge", str(returned), *map(str, options), "--json"]).stdout)
    counts = [[row[f"count {level}"] for level in range(1, 5)] for row in said["tables"]["Items_1"]["rows"]]
    assert counts == [[2, 2, 1, 3], [1, 5, 1, 1], [2, 0, 3, 3]]
    assert {scale["steps"] for scale in said["scales"].values()} == {4}
    result = run("feedback", returned, *options, "-o", tmp_path / "feedback")
    assert result.exit_code == 0
    assert len(list((tmp_path / "feedback").glob("*.xlsx"))) == len(LEVELS)
