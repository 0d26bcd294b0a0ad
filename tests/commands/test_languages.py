"""One round in two languages: each recipient's workbook in the language of their row."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from tests.builders.bilingual import FORM
from tests.builders.control import SPRING, with_ids
from tests.builders.opened import load_workbook
from tests.form.xlsform.books import save
from xlkit.books.round import control_workbook as controls
from xlkit.cli import main
from xlkit.round.default_letters import LETTERS_DEFAULT
from xlkit.round.round import Control, Recipient

NAME = "two-languages"
DERW = Recipient("Derw", template=NAME, language="CY")
OAK = Recipient("Oak", template=NAME)
SHEETS = {"en": "Questions", "cy": "Cwestiynau"}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the bilingual template, beside which the commands run."""
    monkeypatch.chdir(tmp_path)
    Path("own").mkdir()
    save(FORM, Path("own") / f"{NAME}.xlsx")
    return Path("own")


def keep(*recipients: Recipient) -> Path:
    this = Control(SPRING, recipients=with_ids(*recipients), letters=LETTERS_DEFAULT, secret="5ec2e7" * 8)
    controls.write(Path("Spring.xlsx"), this, [NAME])
    return Path("Spring.xlsx")


def spoken(folder: Path) -> dict[str, str]:
    """The language of the workbooks in a folder, by the first word of their names."""
    books = {path.name.partition("-")[0]: load_workbook(path).sheetnames for path in folder.glob("*-????-????.xlsx")}
    return {name: next(code for code, sheet in SHEETS.items() if sheet in found) for name, found in books.items()}


def test_one_round_issues_welsh_and_english_forms(templates: Path) -> None:
    """Each row says its language, or takes the template's own; the register tells, and both are read."""
    control = keep(DERW, OAK)
    assert run("generate", control, "--templates", templates).exit_code == 0
    folder = Path("generated/spring-2027")
    assert spoken(folder) == {"derw": "cy", "oak": "en"}
    listed = load_workbook(folder / "register.xlsx")["Issued"]
    column = next(cell.column for cell in listed[4] if cell.value == "Language")
    assert [listed.cell(row, column).value for row in (5, 6)] == ["cy", "en"]
    found = run("validate", folder, "--round", control, "--templates", templates)
    assert "identity" not in found.output
    assert found.output.endswith("3 files: 2 incomplete, 1 ignored; 2 of the incomplete with nothing answered\n")


def test_the_option_speaks_for_rows_that_name_no_language(templates: Path) -> None:
    """A row goes before it."""
    control = keep(OAK, Recipient("Ash", template=NAME, language="en"))
    assert run("generate", control, "--templates", templates, "--language", "cy").exit_code == 0
    assert spoken(Path("generated/spring-2027")) == {"oak": "cy", "ash": "en"}


def test_a_language_that_the_template_lacks_is_a_bad_row(templates: Path) -> None:
    """It is named with its cell and the languages that there are, and nothing is written."""
    control = keep(DERW, Recipient("Chêne", template=NAME, language="fr"))
    result = run("generate", control, "--templates", templates)
    assert result.exit_code == 1
    assert "Recipients!M6 says “fr”, where a language of its template (en, cy) was expected" in result.output
    assert "M5" not in result.output
    assert not Path("generated").exists()


def test_a_control_workbook_older_than_the_column_is_taken(templates: Path) -> None:
    """A round that was begun before there was a choice goes on; another column that is gone is still missed."""
    control = keep(OAK)
    book = load_workbook(control)
    book["Recipients"]["M4"].value = None
    book.save(control)
    assert run("generate", control, "--templates", templates).exit_code == 0
    book["Recipients"]["D4"].value = None
    book.save(control)
    assert "no column headed Email" in run("generate", control, "--templates", templates).output


def recipients(*rows: tuple[str, ...]) -> Path:
    book = Workbook()
    for row in (("Organisation", "Template", "Language"), *rows):
        book.worksheets[0].append(list(row))
    book.save("list.xlsx")
    return Path("list.xlsx")


def test_a_list_may_say_languages_too(templates: Path) -> None:
    """As in a control workbook."""
    rows = recipients(("Derw", "", "cy"), ("Oak", NAME, ""))
    assert run("generate", NAME, "--templates", templates, "--to", rows, "-o", "out").exit_code == 0
    assert spoken(Path("out")) == {"derw": "cy", "oak": "en"}


def test_a_lists_unknown_language_is_a_bad_row(templates: Path) -> None:
    """Only in rows of the template that is issued: others may be in languages of their own."""
    other = ("Other", "shaping-the-market", "fr")
    said = run("generate", NAME, "--templates", templates, "--to", recipients(("A", "", "fr"), other)).output
    assert "C2 says “fr”" in said
    assert "C3" not in said
    assert run("generate", NAME, "--templates", templates, "--to", recipients(("A", "", ""), other)).exit_code == 0


def test_check_lists_what_a_language_lacks(tmp_path: Path) -> None:
    """One line with all its cells; and that xlkit does not speak it, which generate says too."""
    survey = (
        ("type", "name", "label::English (en)", "label::Breton (br)"),
        ("text", "one", "One", None),
        ("text", "two", "Two", None),
        ("text", "three", "Three", "Tri"),
    )
    heads = ("form_title", "form_title_br", "form_id", "version", "default_language")
    settings = (heads, ("Numbers", "Niveroù", "numbers", "1", "English (en)"))
    path = save({"survey": survey, "settings": settings}, tmp_path / "numbers.xlsx")
    told = CliRunner().invoke(main, ["templates", "check", str(path)]).output
    assert "left out: survey: Breton (br) is not offered until half of the labels are in it, and 1 of 3 are; " in told
    assert "missing: survey!D2\N{EN DASH}D3\n" in told
    finished = [(*row[:3], row[3] or "Unan") for row in survey]
    save({"survey": finished, "settings": settings}, path)
    told = CliRunner().invoke(main, ["templates", "check", str(path)]).output
    generated = CliRunner().invoke(main, ["generate", str(path), "-o", str(tmp_path / "out")]).output
    assert all(
        "not translated: xlkit's own words stand in English, since no file" in said for said in (told, generated)
    )
