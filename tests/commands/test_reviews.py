"""A person's review, from the command that writes it to what becomes of one among returns: nothing of it is kept."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from tests.builders import voices
from tests.builders.edits import with_cells, with_sheets_alone
from tests.builders.forms import ALL_ANSWERED, written
from tests.builders.opened import load_workbook
from tests.builders.reviews import NAME, TOO_PRIVATE, blank, filled, rows
from tests.form.xlsform.books import FORM, changed, save
from tests.oracle.book import recalculate
from xlkit.books.respondent import respondent_workbook
from xlkit.cli import main
from xlkit.form.draft import Draft
from xlkit.form.words import HIDDEN
from xlkit.form.xlsform import find
from xlkit.returns.read.file import read_bytes
from xlkit.returns.validate import Validator
from xlkit.round import identities
from xlkit.round.round import Recipient, Round


def xlkit(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A review with a sentence that is nobody else's business."""
    path = blank(tmp_path_factory.mktemp("review") / "review.xlsx")
    return with_cells(path.read_bytes(), "Review", {f"B{rows()['V6.2.1']}": TOO_PRIVATE})


def without_hidden(data: bytes, folder: Path) -> bytes:
    """The workbook as somebody saved it who deleted the sheet that says what it is."""
    path = folder / "saved.xlsx"
    path.write_bytes(data)
    book = load_workbook(path)
    del book[HIDDEN]
    book.save(path)
    return path.read_bytes()


def test_a_review_is_written_without_a_round(tmp_path: Path) -> None:
    """One is written for somebody whose name nobody typed yet, and one that is there stays."""
    outcome = xlkit("generate", NAME, "-o", tmp_path)
    assert (outcome.exit_code, [path.name for path in tmp_path.iterdir()]) == (0, [f"{NAME}.xlsx"])
    assert "exists already" in xlkit("generate", NAME, "-o", tmp_path).output


def test_a_list_of_people_gives_each_a_review_and_no_file_a_name(tmp_path: Path) -> None:
    """The name stands on the page that they hang up, and in no file name."""
    book = Workbook()
    for row in (("Organisation", "Respondent"), ("Alder House", "Mair Lloyd"), ("Alder House", "Tom Ash")):
        book["Sheet"].append(row)
    book.save(tmp_path / "people.xlsx")
    assert xlkit("generate", NAME, "--to", tmp_path / "people.xlsx", "-o", tmp_path / "out").exit_code == 0
    paths = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in paths] == [f"{NAME}-01.xlsx", f"{NAME}-02.xlsx"]
    assert [load_workbook(path)["One-page profile"]["A1"].value for path in paths] == ["Mair Lloyd", "Tom Ash"]


@pytest.mark.parametrize("option", [("--round", "Spring"), ("--council", "Fenmoor"), ("--deadline", "May")])
def test_what_is_of_a_round_goes_with_no_review(option: tuple[str, str], tmp_path: Path) -> None:
    """It would stand nowhere in it, so it is not passed over."""
    outcome = xlkit("generate", NAME, *option, "-o", tmp_path / "out")
    assert (outcome.exit_code, "part of no round" in outcome.output, (tmp_path / "out").exists()) == (1, True, False)


def test_a_round_is_of_no_reviews(tmp_path: Path) -> None:
    """A control workbook is refused for one; without --template it offers none."""
    refused = xlkit("new", tmp_path / "a.xlsx", "--template", NAME)
    assert (refused.exit_code, "stays with them" in refused.output, (tmp_path / "a.xlsx").exists()) == (1, True, False)
    assert xlkit("new", tmp_path / "b.xlsx").exit_code == 0
    assert NAME not in str([cell.value for row in load_workbook(tmp_path / "b.xlsx")["Recipients"] for cell in row])


@pytest.mark.parametrize("left", ["whole", "without its hidden sheet", "one sheet alone"])
def test_a_review_among_returns_is_refused_unread(left: str, review: bytes, tmp_path: Path) -> None:
    """Nothing of it is printed, in lines or as data, whatever is left of it."""
    data = {
        "whole": lambda: review,
        "without its hidden sheet": lambda: without_hidden(review, tmp_path),
        "one sheet alone": lambda: with_sheets_alone(review, "Review"),
    }[left]()
    path = tmp_path / "given" / "return.xlsx"
    path.parent.mkdir()
    path.write_bytes(data)
    for more in ((), ("--json",)):
        outcome = xlkit("validate", path.parent, *more)
        assert (
            outcome.exit_code,
            "review-in-returns" in outcome.output or "nothing of it was kept" in outcome.output,
        ) == (3, True)
        assert not any(word in outcome.output for word in (TOO_PRIVATE, "Marged", "V6.2.1", NAME))
    ((found,),) = [json.loads(xlkit("validate", path.parent, "--json").stdout)["files"]]
    assert (found["return"], [issue["code"] for issue in found["issues"]]) == (None, ["review-in-returns"])


def test_a_review_costs_no_return_and_stands_in_no_merged_workbook(review: bytes, tmp_path: Path) -> None:
    """It is listed by its path with the reason; what was sent beside it is merged."""
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "a.xlsx").write_bytes(review)
    instrument, out = find("success"), tmp_path / "all.xlsx"
    whose = identities.issued(instrument, Recipient("Alder House"), "Spring")
    said = Draft(answers={"whose_view": "professionals", "shares_and_acts": "yes"})
    respondent_workbook.write(folder / "b.xlsx", instrument, whose, Round("Spring"), said)
    outcome = xlkit("merge", folder, "-o", out)
    assert outcome.output.startswith("2 files: 1 valid, 1 rejected")
    assert "a.xlsx: rejected (A person's review)" in outcome.output
    assert TOO_PRIVATE not in str([cell.value for sheet in load_workbook(out) for row in sheet for cell in row])


def test_what_is_passed_on_makes_a_row_of_the_return(tmp_path: Path) -> None:
    """Pasted as values beside a code, the row is read as it was meant: two sentences, and two without words."""
    found = recalculate(blank(tmp_path / "review.xlsx"), filled())
    columns = [chr(65 + at) for at in range(21)]
    row = {f"{chr(ord(column) + 2)}6": found.value("To pass on", f"{column}9") for column in columns}
    path = voices.write(tmp_path / "alder.xlsx", "Alder House", [])
    pasted = {cell: value for cell, value in row.items() if isinstance(value, str | float)}
    raw = read_bytes(with_cells(path.read_bytes(), "Tables", pasted)).raw
    assert raw is not None
    understood = Validator({"top-twos": voices.top_twos()})(raw)
    assert understood.completed is not None
    (person,) = understood.completed.rows
    said = {answer.item: answer.value for answer in person.answers if answer.value is not None}
    assert said.pop("reviewed") == date(2027, 2, 12)
    assert {name: value for name, value in said.items() if not name.endswith(("_use", "_told"))} == {
        "working_1": "The same people come",
        "future_1": "I want a dog",
    }
    uses = {name: value for name, value in said.items() if name.endswith("_use")}
    assert uses == {
        "working_1_use": "words",
        "not_working_1_use": "counted",
        "not_working_2_use": "held",
        "future_1_use": "words",
    }
    assert {issue.code for issue in understood.issues} <= {"date-understood"}


def test_a_return_that_names_a_few_such_references_is_a_return(tmp_path: Path) -> None:
    """Somebody who types four of them into a form sends no review."""
    path = written(tmp_path / "return.xlsx", ALL_ANSWERED)
    typed = {f"D{row}": f"V1.{row}" for row in range(4, 8)}
    path.write_bytes(with_cells(path.read_bytes(), "Questions", typed))
    assert "review-in-returns" not in xlkit("validate", path, "--json").output


def test_no_template_takes_the_references_of_reviews(tmp_path: Path) -> None:
    """A form of one's own with such references would be refused when it comes back, so it is refused at once."""
    sheets = changed(FORM, {"survey!C3": "V1"})
    assert "looks like one of xlkit's own" in xlkit("templates", "check", save(sheets, tmp_path / "form.xlsx")).output
