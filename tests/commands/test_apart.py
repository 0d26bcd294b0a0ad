"""Answers that stand outside the order, such as “not applicable”, from a template to what is made of its returns."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.builders.edits import with_cells
from tests.builders.opened import load_workbook
from tests.form.xlsform.books import Rows, Sheets, Value, save
from tests.oracle.book import differences, recalculate
from xlkit.books.respondent import respondent_workbook
from xlkit.cli import main
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.round import identities
from xlkit.round.round import Recipient, Round

TOPICS = ("choice", "team", "safety")
ANSWERS = (  # of seven providers, on each topic
    *(("1", "2", "3"), ("2", "na", "3"), ("na", "3", "unknown"), ("3", "na", "2")),
    *(("1", "1", "1"), ("2", "2", "na"), ("na", "na", "na")),
)
NOT_FOR_US = "This does not apply to us, since nobody lives here."


def form(apart: Value = "n/a", score: Value = None) -> Sheets:
    """A form of three topics, each with three levels and two answers outside their order; one is a dropdown."""
    survey: Rows = (
        ("type", "name", "label", "appearance", "required"),
        ("begin_group", "all", "Everything", None, None),
        *((f"select_one {name}", name, name.capitalize(), None, "yes") for name in TOPICS[:2]),
        ("select_one safety", "safety", "Safety", "minimal", "yes"),
        ("end_group", None, None, None, None),
    )
    choices: Rows = (
        ("list_name", "name", "label", "label_they", "score", "apart"),
        *(
            (name, f"{name}_{n}", f"Step {n} of {name}", f"Their step {n}", n, None)
            for name in TOPICS
            for n in range(1, 4)
        ),
        *(
            (name, f"{name}_na", "Not for us" if name == "safety" else NOT_FOR_US, "Not for them", score, apart)
            for name in TOPICS
        ),
        *((name, f"{name}_unknown", "Nobody knows", "We cannot tell", None, "don't know") for name in TOPICS),
    )
    settings: Rows = (("form_title", "form_id", "version", "side"), ("Apart", "apart", "1", "provider"))
    return {"survey": survey, "choices": choices, "settings": settings}


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def draft(answers: tuple[str, ...]) -> Draft:
    return Draft(answers={name: f"{name}_{answer}" for name, answer in zip(TOPICS, answers, strict=True)})


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of one's own templates."""
    folder = tmp_path_factory.mktemp("templates")
    save(form(), folder / "apart.xlsx")
    return folder


@pytest.fixture(scope="module")
def returned(templates: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbooks of seven providers, filled in."""
    folder = tmp_path_factory.mktemp("returned")
    instrument = xlsform.find("apart", templates)
    for number, answers in enumerate(ANSWERS, start=1):
        whose = identities.issued(instrument, Recipient(f"Provider {number}"), "Spring")
        respondent_workbook.write(folder / f"{number}.xlsx", instrument, whose, Round("Spring"), draft(answers))
    return folder


@pytest.fixture(scope="module")
def merged(templates: Path, returned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The consolidated workbook of all of them."""
    path = tmp_path_factory.mktemp("merged") / "all.xlsx"
    assert run("merge", returned, "--templates", templates, "-o", path).exit_code == 0
    return path


def test_templates_check_says_what_is_counted_apart(templates: Path) -> None:
    """The words stand beside how much there is to answer."""
    said = run("templates", "check", templates / "apart.xlsx")
    assert (said.exit_code, "3 topics on a scale of 3, n/a and don't know counted apart" in said.output) == (0, True)


@pytest.mark.parametrize(
    ("apart", "score", "says"),
    [("yes", None, "'yes' stands where the words are named"), ("n/a", 4, "leave its score empty")],
)
def test_templates_check_finds_what_cannot_be_counted_apart(
    apart: str, score: int | None, says: str, tmp_path: Path
) -> None:
    """A choice is counted under words of its own, and on no scale."""
    save(form(apart, score), tmp_path / "apart.xlsx")
    said = run("templates", "check", tmp_path / "apart.xlsx")
    assert (said.exit_code, says in said.output) == (3, True)


@pytest.mark.parametrize("answers", [("na", "unknown", "na"), ("1", "na", "unknown"), ("na", "2", "3")])
def test_a_form_says_what_stands_in_it(answers: tuple[str, ...], templates: Path, tmp_path: Path) -> None:
    """Every stored value is what its formula comes to, and such an answer is an answer."""
    instrument, path = xlsform.find("apart", templates), tmp_path / "form.xlsx"
    whose = identities.issued(instrument, Recipient("Provider"), "Spring")
    respondent_workbook.write(path, instrument, whose, Round("Spring"), draft(answers))
    assert differences(path) == []
    texts = {str(cell.value) for row in load_workbook(path, data_only=True)["Start"].iter_rows() for cell in row}
    assert any("3 of 3 answered" in text for text in texts)


def test_a_form_goes_by_a_tick_that_is_set_later(templates: Path, tmp_path: Path) -> None:
    """Ticked in a blank form, it is answered, has no level, and stands in its own words on the summary."""
    instrument, path = xlsform.find("apart", templates), tmp_path / "form.xlsx"
    respondent_workbook.write(path, instrument, identities.issued(instrument, Recipient("P"), ""), Round(), Draft())
    sheets = recalculate(path).sheets
    row = next(row for (row, column), value in sheets["Questions"].values.items() if (column, value) == (1, "1.1.4"))
    ticked = recalculate(path, {("Questions", f"C{row}"): "✓"})
    assert [ticked.value("Summary", cell) for cell in ("C4", "D4", "E4")] == [1, "", NOT_FOR_US]


def test_such_answers_are_complete_and_have_no_level(templates: Path, returned: Path) -> None:
    """All returns are valid; the answer is kept by its choice."""
    said = json.loads(run("validate", returned, "--templates", templates, "--json").output)
    assert said["counts"]["valid"] == len(ANSWERS)
    assert said["files"][2]["return"]["answers"]["choice"]["level"] is None
    assert said["files"][2]["return"]["answers"]["choice"]["value"] == "choice_na"


def test_they_are_counted_apart_and_in_no_figure(templates: Path, returned: Path, tmp_path: Path) -> None:
    """Beside the distribution stands how many there are; n, median and counts go by levels alone."""
    told = run("merge", returned, "--templates", templates, "-o", tmp_path / "all.xlsx", "--json").stdout
    rows = json.loads(told)["tables"]["Items_1"]["rows"]
    assert [(row["n"], row["apart"], row["median"]) for row in rows] == [(5, 2, 2), (4, 3, 2), (4, 3, 2.5)]
    positions = json.loads(told)["tables"]["Positions_1"]["rows"]
    assert [row["apart"] for row in positions] == [0, 1, 2, 1, 0, 1, 3]


def test_every_figure_follows_from_the_answers(merged: Path) -> None:
    """Each stored value is what its formula comes to; Data says under which words an answer is counted."""
    assert differences(merged) == []
    header, *rows = load_workbook(merged, data_only=True)["Data"].iter_rows(min_row=4, values_only=True)
    place = {name: number for number, name in enumerate(header)}
    told = [(row[place["level"]], row[place["value"]], row[place["answered"]]) for row in rows]
    assert told[6:9] == [(None, "n/a", 1), (3, None, 1), (None, "don't know", 1)]


def test_a_consolidated_workbook_gives_them_back(templates: Path, merged: Path, tmp_path: Path) -> None:
    """Read again, every answer is what it was."""
    said = run("merge", merged, "--templates", templates, "-o", tmp_path / "region.xlsx", "--json")
    assert said.exit_code == 0, said.output
    rows = json.loads(said.stdout)["tables"]["Items_1"]["rows"]
    assert [(row["n"], row["apart"]) for row in rows] == [(5, 2), (4, 3), (4, 3)]


def test_a_provider_reads_its_own_words(templates: Path, returned: Path, tmp_path: Path) -> None:
    """Feedback does not say of such a topic that it was not answered."""
    run("feedback", returned, "--templates", templates, "-o", tmp_path)
    last = next(path for path in tmp_path.glob("*.xlsx") if "provider-3" in path.name)
    texts = [cell.value for sheet in load_workbook(last) for row in sheet.iter_rows() for cell in row]
    assert {NOT_FOR_US, "Nobody knows"} <= set(texts)
    assert "Not answered." not in texts


def test_an_officer_may_rate_so(templates: Path, tmp_path: Path) -> None:
    """The dropdown of ratings offers the words, and they are read as the choice."""
    who = tmp_path / "who.xlsx"
    save({"who": (("Organisation",), ("Elm",), ("Oak",))}, who)
    rated = ("generate", "apart", "--about", who, "--organisation", "Fenmoor", "--templates", templates)
    path = Path(run(*rated, "-o", tmp_path / "ratings").output.strip().splitlines()[-1])
    sheets = recalculate(path).sheets
    at = next(row for (row, column), value in sheets["Ratings"].values.items() if value == "Elm")
    path.write_bytes(with_cells(path.read_bytes(), "Ratings", {f"E{at}": "n/a", f"F{at}": 2.0, f"G{at}": "don't know"}))
    said = json.loads(run("validate", path, "--templates", templates, "--json").output)
    answers = said["files"][1]["return"]["answers"]
    assert [(answers[name]["level"], answers[name]["value"]) for name in TOPICS] == [
        (None, "choice_na"),
        (2, "team_2"),
        (None, "safety_unknown"),
    ]
    assert [issue["code"] for issue in said["files"][1]["issues"]] == []


def test_everybody_sees_levels_alone(templates: Path, returned: Path, tmp_path: Path) -> None:
    """The shared workbook shows no count of answers outside the order."""
    run("merge", returned, "--templates", templates, "--audience", "shared", "-o", tmp_path / "shared.xlsx")
    book = load_workbook(tmp_path / "shared.xlsx")
    texts = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert not {"n/a", "don't know", "Answers outside the order"} & texts
