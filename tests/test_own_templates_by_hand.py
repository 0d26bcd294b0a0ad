"""README's *Your own templates*, walked: begun, edited, checked, linked, sent out, filled in and merged."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.builders.edits import with_cells
from tests.builders.opened import load_workbook
from tests.reference import README
from xlkit.cli import main

SECTION = README.read_text(encoding="utf-8").split("## Your own templates")[1].split("\n## ")[0]
EDITED = "We plan the day with each person, and they hold the pen."


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def shown() -> Iterator[tuple[list[str], list[str]]]:
    """The commands of the section's first example, each with the lines that are printed below it."""
    example = re.findall(r"```console\n(.*?)```", SECTION, flags=re.DOTALL)[0]
    for part in example.split("$ xlkit ")[1:]:
        command, *printed = part.splitlines()
        yield command.split(), printed


def typed(path: Path, sheet: str, row: int, cells: dict[str, str]) -> None:
    """What an officer types into a row, by the headings of its columns."""
    book = load_workbook(path)
    heads = {cell.value: cell.column for line in book[sheet].iter_rows(max_row=4) for cell in line if cell.value}
    for heading, text in cells.items():
        book[sheet].cell(row, heads[heading]).value = text
    book.save(path)


def filled(path: Path, step: int) -> bytes:
    """The workbook of a provider that is at a step on each topic."""
    book = load_workbook(path)
    ticks = {f"C{row[0].row}": "x" for row in book["Questions"] if re.fullmatch(rf"\d\.\d\.{step}", str(row[0].value))}
    about = {str(row[1].value): f"C{row[0].row}" for row in book["About you"]}
    assert len(ticks) == 3
    said = {about["Your name"]: "Ann Lee", about["Date completed"]: "20/03/2027"}
    told = with_cells(path.read_bytes(), "About you", {**said, about["Whose view is this?"]: "One person's view"})
    return with_cells(told, "Questions", ticks)


def test_the_section_holds_from_the_first_command_to_the_merge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command prints what stands there; what was edited is what is asked, linked and compared."""
    monkeypatch.chdir(tmp_path)
    for command, printed in shown():
        assert run(*command).stdout.splitlines() == printed, command
    ours = Path("templates/home-care.xlsx")
    typed(ours, "choices", 5, {"label": EDITED})
    assert run("templates", "check", ours).output.count("\n") == 1
    begun = ("--title", "Spring 2027", "--council", "Fenmoor", "--templates", "templates", "--template", "home-care")
    assert run("new", "spring.xlsx", *begun).exit_code == 0
    for row, name in enumerate(("Alder House", "Birch Lodge"), start=5):
        typed(Path("spring.xlsx"), "Recipients", row, {"Organisation": name})
    sent = [Path(line) for line in run("generate", "spring.xlsx").stdout.splitlines() if "register" not in line]
    assert EDITED in {cell.value for row in load_workbook(sent[0])["Questions"] for cell in row}
    Path("returned").mkdir()
    for step, path in enumerate(sent, start=3):
        (Path("returned") / path.name).write_bytes(filled(path, step))
    told = run("merge", "returned", "--round", "spring.xlsx", "--json", "-o", "all.xlsx")
    assert told.exit_code == 0, told.output
    assert '"theme": "Support planning"' in json.dumps(json.loads(told.stdout))


def test_linking_takes_the_five_steps_that_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crosswalk copied and added to: check counts its themes, names what is left, and what is misspelt."""
    monkeypatch.chdir(tmp_path)
    run("templates", "new", "templates/home-care")
    Path("templates/crosswalk.xlsx").unlink()
    assert "no theme speaks of its topics" in run("templates", "check", "templates/home-care.xlsx").output
    walk = Path("templates/crosswalk.xlsx")
    assert run("templates", "copy", "crosswalk", walk).exit_code == 0
    book = load_workbook(walk)
    book["crosswalk"].append(("risk", "Positive risk and safeguarding", "home-care", "people", "partial"))
    book.save(walk)
    said = run("templates", "check", "templates/home-care.xlsx").output
    assert "linked to 1 theme\n" in said
    assert "no theme speaks of 2.1: add rows for them" in said
    book["crosswalk"].append(("risk", "Positive risk and safeguarding", "home-care", "belongin", "partial"))
    book.save(walk)
    book["crosswalk"].append(("risk", "Positive risk and safeguarding", "home-cara", "people", "partial"))
    book.save(walk)
    said = run("templates", "check", walk).output
    assert "home-care has no question named 'belongin'" in said
    book["crosswalk"].delete_rows(book["crosswalk"].max_row - 1)
    book.save(walk)
    said = run("templates", "check", walk).output
    assert "no template at hand has the form_id home-cara" in said
    assert "form_id home-care" not in said
