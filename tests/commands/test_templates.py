"""The commands about templates, as a person calls them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.form.xlsform.books import CROSSWALK, FORM, changed, save
from xlkit.cli import FAILED, main
from xlkit.form.xlsform import shipped


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["templates", *(str(argument) for argument in arguments)])


def test_list_is_an_aligned_table() -> None:
    """Names, titles and counts stand in columns, a line for each template that is shipped."""
    heading, *lines = run("list").output.splitlines()
    assert heading.split() == ["name", "title", "version", "sections", "items", "statements", "tables", "languages"]
    assert [line.split()[0] for line in lines] == sorted(shipped())
    fund = next(line for line in lines if line.startswith("isf-fund "))
    places = [heading.index(name) for name in ("title", "version", "tables")]
    assert [fund[place:].split("  ")[0] for place in places] == ["Individual Service Fund", "1", "6"]


def test_list_as_json_is_an_array_of_objects() -> None:
    """Another program reads the same facts."""
    listed = json.loads(run("list", "--json").output)
    assert next(facts for facts in listed if facts["name"] == "shaping-the-market") == {
        "name": "shaping-the-market",
        "title": "Shaping the market for personalisation",
        "version": "2011.1",
        "sections": 5,
        "items": 30,
        "statements": 150,
        "tables": 0,
        "languages": "en",
    }


def test_list_includes_templates_of_ones_own(tmp_path: Path) -> None:
    """A folder of templates is listed with the shipped ones."""
    save(FORM, tmp_path / "form.xlsx")
    names = [facts["name"] for facts in json.loads(run("list", "--json", "--templates", tmp_path).output)]
    assert set(names) == {*shipped(), "small-form"}


def test_show_prints_the_wording() -> None:
    """A template can be read without a spreadsheet program."""
    output = run("show", "shaping-the-market").output
    assert output.startswith("Shaping the market for personalisation\nshaping-the-market, version 2011.1, en")
    assert "\n7 Integration with health [health_integration, statements, required]\n" in output


def test_show_takes_a_path(tmp_path: Path) -> None:
    """As git does, to show what changed in a workbook."""
    assert run("show", save(FORM, tmp_path / "form.xlsx")).output.startswith("A small form\n")


def test_show_of_an_unknown_name_is_the_operators_mistake() -> None:
    """The sentence says what was probably meant."""
    result = run("show", "shaping-the-markt")
    assert result.exit_code == FAILED
    assert "did you mean shaping-the-market" in result.stderr


def test_check_of_a_sound_template_says_what_is_in_it(tmp_path: Path) -> None:
    """Nothing is wrong, and the counts show that all was read."""
    result = run("check", save(FORM, tmp_path / "form.xlsx"))
    sound, unlinked = result.output.splitlines()
    assert sound == "form.xlsx is sound: 2 sections, 4 items, 2 statements, 1 topic on a scale of 2"
    assert unlinked.startswith("not compared: no theme speaks of its topics")
    assert result.exit_code == 0


def test_check_prints_a_line_for_each_problem_and_exits_with_3(tmp_path: Path) -> None:
    """Each line says sheet, cell and reason."""
    path = save(changed(FORM, {"survey!B9": None, "settings!E2": "council"}), tmp_path / "form.xlsx")
    result = run("check", path)
    assert result.output.splitlines() == [
        "survey!B9: the name is empty: fill it in",
        "settings!E2: 'council' is not a side that xlkit knows: write provider, commissioner",
    ]
    assert result.exit_code == 3


def test_check_says_what_is_left_out_and_stops_for_nothing(tmp_path: Path) -> None:
    """A form that others wrote is sound, but for what a workbook cannot do and what a device records."""
    path = save(changed(FORM, {"survey!A9": "image", "survey!A12": "start"}), tmp_path / "form.xlsx")
    result = run("check", path)
    assert result.output.splitlines()[:3] == [
        "left out: survey!A9: 'image' is not supported in a workbook: the question is left out",
        "recorded: survey!A12: start is recorded by a device, and a workbook does not need it: it is left out",
        "form.xlsx is sound: 2 sections, 3 items, 2 statements, 1 topic on a scale of 2",
    ]
    assert result.exit_code == 0


def test_generate_says_on_the_error_stream_what_is_left_out(tmp_path: Path) -> None:
    """A line each, and the workbook is written."""
    path = save(changed(FORM, {"survey!A9": "image", "survey!A12": "start"}), tmp_path / "form.xlsx")
    result = CliRunner().invoke(main, ["generate", str(path), "-o", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    assert result.stderr == (
        f"{path}: left out: survey!A9: 'image' is not supported in a workbook: the question is left out\n"
    )
    assert result.stdout.splitlines() == [str(tmp_path / "out" / "small-form.xlsx")]


def test_generate_of_a_form_with_nothing_left_out_says_nothing(tmp_path: Path) -> None:
    """As always."""
    path = save(FORM, tmp_path / "form.xlsx")
    assert CliRunner().invoke(main, ["generate", str(path), "-o", str(tmp_path / "out")]).stderr == ""


def test_check_of_something_else_says_what_is_expected(tmp_path: Path) -> None:
    """A file that is no workbook is one line without an address."""
    path = tmp_path / "notes.xlsx"
    path.write_text("notes", encoding="utf-8")
    result = run("check", path)
    assert result.output.startswith("notes.xlsx is not an .xlsx workbook: ")
    assert result.exit_code == 3


def test_check_looks_for_a_crosswalks_items_in_ones_own_templates(tmp_path: Path) -> None:
    """A misspelt item is found where its template is at hand."""
    own = tmp_path / "own"
    own.mkdir()
    save(FORM, own / "form.xlsx")
    path = save(changed(CROSSWALK, {"crosswalk!D2": "welcom"}), tmp_path / "crosswalk.xlsx")
    sound, *apart = run("check", path).output.splitlines()
    assert sound == "crosswalk.xlsx is sound: 2 themes, 3 links"
    assert [line.partition(":")[0] for line in apart] == ["not compared"] * 2
    assert run("check", path, "--templates", own).output.startswith("crosswalk!D2: small-form has no question")


def test_several_files_or_a_folder_are_checked_at_once(tmp_path: Path) -> None:
    """Each line says of which file it is, and what holds no form is passed over in a folder alone."""
    save(FORM, tmp_path / "form.xlsx")
    bad = save(changed(FORM, {"survey!A3": "nonsense"}), tmp_path / "wrong.xlsx")
    save({"Sheet1": [["a list of ours"]]}, tmp_path / "ours.xlsx")
    whole, named = run("check", tmp_path), run("check", tmp_path / "form.xlsx", bad)
    assert whole.output == named.output
    assert whole.exit_code == named.exit_code == 3
    first, *others = whole.output.splitlines()
    assert first.startswith("form.xlsx is sound: ")
    assert any(line.startswith("wrong.xlsx: survey!") for line in others)
    assert run("check", tmp_path / "ours.xlsx").exit_code == 3


def test_check_of_no_file_is_a_mistake_in_the_call() -> None:
    """A path without a file is told as click tells it."""
    result = run("check", "none.xlsx")
    assert result.exit_code == 2
    assert "does not exist" in result.output


@pytest.mark.parametrize("name", ["progress-for-providers", "shaping-the-market", "crosswalk"])
def test_what_is_shipped_is_sound(name: str) -> None:
    """The check passes on xlkit's own workbooks."""
    folder = Path(__file__).parents[2] / "workbook_templates"
    assert run("check", folder / f"{name}.xlsx").exit_code == 0
