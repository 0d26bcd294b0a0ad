"""`xlkit generate --about`, and what the other commands make of the workbook that came back."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace
from openpyxl import Workbook

from tests.books import tables
from tests.builders.control import SPRING, with_ids
from tests.builders.edits import with_cells
from tests.builders.opened import load_workbook
from xlkit.books.respondent import respondent_workbook
from xlkit.books.round import control_workbook as controls
from xlkit.cli import main
from xlkit.demo import assessments
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.round import identities
from xlkit.round.default_letters import LETTERS_DEFAULT
from xlkit.round.round import Control, Recipient

TEMPLATE = assessments.PROVIDERS
SECRET = "5ec2e7" * 8
NAMES = ("Oakfield Care", "Elm Row", "Ashgrove")


def xlkit(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def providers(tmp_path: Path) -> Path:
    """A list of three organisations, one of them out of scope besides."""
    book = Workbook()
    assert book.active is not None
    for row in (("Organisation", "Locality", "In scope"), *((name, "North", "") for name in NAMES), ("Gone", "", "no")):
        book.active.append(row)
    book.save(tmp_path / "providers.xlsx")
    return tmp_path / "providers.xlsx"


@pytest.fixture
def control(tmp_path: Path) -> Path:
    """A round that asks two of them, and a council about itself."""
    people = (
        Recipient("Oakfield Care", template=TEMPLATE, locality="North"),
        Recipient("Elm Row", template=TEMPLATE, locality="North"),
        Recipient("Fenmoor", template=assessments.COMMISSIONER),
    )
    path = tmp_path / "spring.xlsx"
    this_round = replace(SPRING, council="Fenmoor County Council")
    this = Control(this_round, recipients=with_ids(*people), letters=LETTERS_DEFAULT, secret=SECRET)
    controls.write(path, this, [TEMPLATE, assessments.COMMISSIONER])
    return path


def blank(tmp_path: Path, providers: Path) -> Path:
    outcome = xlkit("generate", TEMPLATE, "--about", providers, "--organisation", "Fenmoor", "-o", tmp_path / "out")
    assert outcome.exit_code == 0, outcome.output
    return Path(outcome.stdout.strip())


def filled(source: Path, target: Path, cells: dict[str, str | float]) -> Path:
    """The workbook as it comes back, with ratings in some cells."""
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(with_cells(source.read_bytes(), "Ratings", dict(cells)))
    return target


def failed(*arguments: str | Path) -> str:
    outcome = xlkit(*arguments)
    assert outcome.exit_code == 1, outcome.output
    assert outcome.output.startswith("Error: ")
    return outcome.output


def test_one_workbook_is_written_for_all(tmp_path: Path, providers: Path) -> None:
    """A row for each organisation in scope, in their order, under a name that says what it is."""
    path = blank(tmp_path, providers)
    assert path.name.startswith("fenmoor-ratings-")
    rows = [row[:2] for row in load_workbook(path)["Ratings"].iter_rows(min_row=7, values_only=True)]
    assert rows == [(f"B{number}", name) for number, name in enumerate(NAMES, start=1)]


def test_the_council_of_a_round_rates(tmp_path: Path, control: Path, providers: Path) -> None:
    """Its control workbook says who rates and by which template, and every row is signed for it."""
    path = Path(xlkit("generate", control, "--about", providers, "-o", tmp_path / "out").stdout.strip())
    returned = filled(path, tmp_path / "in" / "r.xlsx", {"E7": 3.0, "F9": 2.0})
    outcome = xlkit("validate", returned, "--round", control)
    assert "2 valid, 1 ignored" in outcome.stdout
    assert "Fenmoor County Council" in outcome.stdout
    assert "unknown-recipient" not in outcome.stdout
    assert "not among this round's recipients" not in outcome.stdout


def test_those_asked_in_a_round_can_be_rated(tmp_path: Path, control: Path) -> None:
    """The control workbook serves as the list: those who answer about themselves, and not the council."""
    path = Path(xlkit("generate", control, "--about", control, "-o", tmp_path / "out").stdout.strip())
    names = [row[1] for row in load_workbook(path)["Ratings"].iter_rows(min_row=7, values_only=True)]
    assert names == ["Oakfield Care", "Elm Row"]


def test_a_list_that_names_somebody_twice_rates_them_once(tmp_path: Path) -> None:
    """A row that repeats another, with or without its legal form, adds none, and the other spelling is said."""
    book = Workbook()
    assert book.active is not None
    for name in ("Organisation", "Oakfield Care", "Oakfield Care", "OAKFIELD CARE Ltd", "Elm Row"):
        book.active.append((name,))
    book.save(tmp_path / "twice.xlsx")
    outcome = xlkit(
        "generate", TEMPLATE, "--about", tmp_path / "twice.xlsx", "--organisation", "Fenmoor", "-o", tmp_path / "out"
    )
    assert outcome.exit_code == 0, outcome.output
    ratings = load_workbook(outcome.stdout.strip())["Ratings"]
    assert [cell.value for cell in ratings["B"] if cell.row > 6] == ["Oakfield Care", "Elm Row"]
    assert "are one organisation, which is rated once, as Oakfield Care." in outcome.stderr


def test_an_edited_workbook_of_a_round_is_rejected(tmp_path: Path, control: Path, providers: Path) -> None:
    """Signed with the round's secret, it shows that its hidden sheet was changed."""
    path = Path(xlkit("generate", control, "--about", providers, "-o", tmp_path / "out").stdout.strip())
    hidden = load_workbook(path)["xlkit"]
    row = next(row[0].row for row in hidden.iter_rows() if row[0].value == "B2")
    returned = filled(path, tmp_path / "r.xlsx", {"E8": 3.0})
    returned.write_bytes(with_cells(returned.read_bytes(), "xlkit", {f"C{row}": "Elm Court"}))
    returned.write_bytes(with_cells(returned.read_bytes(), "Ratings", {"B8": "Elm Court"}))
    outcome = xlkit("validate", returned, "--round", control)
    assert outcome.exit_code == 3
    assert "r.xlsx › Elm Court: rejected" in outcome.stdout


def test_nothing_is_written_over(tmp_path: Path, providers: Path) -> None:
    """Somebody may have filled it in."""
    path = blank(tmp_path, providers)
    again = ("generate", TEMPLATE, "--about", providers, "--organisation", "Fenmoor", "-o", tmp_path / "out")
    assert f"{path} exists already" in failed(*again)
    assert xlkit(*again, "--force").exit_code == 0
    load_workbook(path).save(path)
    assert f"{path} is not as it would be written now" in failed(*again, "--force")


def test_no_review_that_was_saved_is_written_over(tmp_path: Path) -> None:
    """With --force as without: somebody's review may stand in it."""
    again = ("generate", "person-centred-review", "-o", tmp_path, "--force")
    path = Path(xlkit(*again).stdout.strip())
    assert xlkit(*again).exit_code == 0
    load_workbook(path).save(path)
    assert "somebody may have filled it in" in failed(*again)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--about", "{list}"), "Say who rates"),
        (("--organisation", "Fenmoor"), "with --about"),
        (("--perspective", "people"), "with --about"),
        (("--about", "{list}", "--organisation", "Fenmoor", "--to", "{list}"), "leave out --to"),
        (("--about", "{list}", "--organisation", "Fenmoor", "--prefill", "{list}"), "leave out --prefill"),
        (("--about", "none.xlsx", "--organisation", "Fenmoor"), "There is no file none.xlsx"),
    ],
)
def test_what_does_not_go_together_is_one_sentence(providers: Path, options: tuple[str, ...], said: str) -> None:
    """Each slip is named with what to do."""
    assert said in failed("generate", TEMPLATE, *(option.format(list=providers) for option in options))


def test_other_voices_can_rate(tmp_path: Path, providers: Path) -> None:
    """A group of people and families, say."""
    words = ("--organisation", "Carers' forum", "--perspective", "people")
    path = Path(xlkit("generate", TEMPLATE, "--about", providers, *words, "-o", tmp_path).stdout.strip())
    printed = json.loads(xlkit("validate", filled(path, tmp_path / "r.xlsx", {"E7": 3.0}), "--json").stdout)
    assert printed["files"][1]["return"]["perspective"] == "people"


def test_each_rated_organisation_counts_and_the_others_are_named(tmp_path: Path, providers: Path) -> None:
    """The workbook itself is ignored, and says who was not rated; nothing is lost, and all are valid."""
    returned = filled(blank(tmp_path, providers), tmp_path / "ratings.xlsx", {"E7": 3.0, "X7": "Seen", "F8": "C"})
    outcome = xlkit("validate", returned)
    assert outcome.exit_code == 0, outcome.output
    assert outcome.stdout.splitlines()[-1] == "3 files: 2 valid, 1 ignored"
    assert "ratings.xlsx: ignored" in outcome.stdout
    assert "nothing is rated of B3 Ashgrove" in outcome.stdout
    assert "ratings.xlsx › Oakfield Care: valid" in outcome.stdout
    assert "Ratings!F8: “C” was taken as level 3" in outcome.stdout
    printed = json.loads(xlkit("validate", returned, "--json").stdout)
    assert sum(printed["counts"].values()) == len(printed["files"]) == 3
    oakfield = next(each for each in printed["files"] if each["path"].endswith("Oakfield Care"))
    assert (oakfield["return"]["subject"], oakfield["return"]["note"]) == ("Oakfield Care", "Seen")
    assert oakfield["return"]["answers"]["strategy"]["cell"] == "E7"


def test_problems_are_to_be_put_right_in_the_workbook_itself(tmp_path: Path, providers: Path) -> None:
    """No correction is written, and that is said; a sound workbook gets no such sentence."""
    path = blank(tmp_path, providers)
    faulty = filled(path, tmp_path / "faulty.xlsx", {"E7": 9.0, "F7": 3.0})
    outcome = xlkit("validate", faulty, "--corrections", tmp_path / "back")
    assert outcome.exit_code == 3
    assert "Ratings!E7: “9” was found for 1.1 Strategy" in outcome.stdout
    assert f"{faulty}: put ratings right in the workbook itself" in outcome.stderr
    assert list((tmp_path / "back").iterdir()) == []
    sound = filled(path, tmp_path / "sound.xlsx", {"E7": 3.0})
    assert xlkit("validate", sound, "--corrections", tmp_path / "back").stderr == ""


def test_the_same_ratings_twice_count_once_and_others_conflict(tmp_path: Path, providers: Path) -> None:
    """Row by row: what is alike is a duplicate, what differs is for the officer to decide."""
    path = blank(tmp_path, providers)
    filled(path, tmp_path / "in" / "a.xlsx", {"E7": 3.0, "E8": 2.0})
    filled(path, tmp_path / "in" / "b.xlsx", {"E7": 3.0, "E8": 4.0, "E9": 1.0})
    outcome = xlkit("validate", tmp_path / "in")
    assert outcome.stdout.splitlines()[-1] == "7 files: 2 valid, 1 duplicate, 2 conflict, 2 ignored"


def test_merged_they_stand_beside_each_provider_s_own_answers(tmp_path: Path, providers: Path) -> None:
    """Where others see providers, item by item; the note stands among the evidence."""
    instrument = xlsform.find(TEMPLATE)
    who = identities.issued(instrument, Recipient("Oakfield Care", locality="North"))
    answers = {item.name: item.choices[3].name for item in instrument.items}
    (tmp_path / "in").mkdir()
    respondent_workbook.write(tmp_path / "in" / "own.xlsx", instrument, who, assessments.ROUND, Draft(answers=answers))
    cells: dict[str, str | float] = {"E7": 2.0, "F7": 5.0, "X7": "Seen in March", "E8": 1.0}
    filled(blank(tmp_path, providers), tmp_path / "in" / "ratings.xlsx", cells)
    outcome = xlkit("merge", tmp_path / "in", "-o", tmp_path / "merged.xlsx")
    assert outcome.exit_code == 0, outcome.output
    book = load_workbook(tmp_path / "merged.xlsx", data_only=True)
    rows = [row for row in book["As others see providers"].iter_rows(values_only=True) if row[0] == "Oakfield Care"]
    found = {row[2]: (row[4], row[5]) for row in rows}
    assert (found["1.1"], found["2.1"], found["2.2"][0]) == ((4, 2), (4, 5), 4)
    noted = [row for row in tables.rows(book, "Evidence") if row["Evidence"] == "Seen in March"]
    assert [(row["About"], row["Item"]) for row in noted] == [("Oakfield Care", "The organisation as a whole")]
    again = xlkit("validate", tmp_path / "merged.xlsx", tmp_path / "in")
    assert "3 duplicate" in again.stdout.splitlines()[-1]


def test_status_leaves_ratings_out_of_who_has_returned(tmp_path: Path, control: Path, providers: Path) -> None:
    """Being rated is not having returned, and raters are not strangers."""
    path = Path(xlkit("generate", control, "--about", providers, "-o", tmp_path / "out").stdout.strip())
    returned = filled(path, tmp_path / "in" / "r.xlsx", {"E7": 3.0, "E9": 3.0})
    outcome = xlkit("status", returned, "--round", control, "-o", tmp_path / "tracker.xlsx")
    assert outcome.exit_code == 0, outcome.output
    assert outcome.stdout.splitlines()[0] == "3 recipients: 3 nothing back"
    texts = [str(cell.value) for sheet in load_workbook(tmp_path / "tracker.xlsx") for row in sheet for cell in row]
    assert not any("r.xlsx" in text for text in texts)
