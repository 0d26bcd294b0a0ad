"""`xlkit templates word`: a council's published document turned into a template of its own."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.builders.documents import Statements, pages_of, statements_of
from tests.builders.opened import load_workbook
from xlkit.cli import FAILED, main
from xlkit.form import xlsform

NAME = "shaping-the-market-short"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["templates", *(str(word) for word in words)])


@pytest.fixture
def said(tmp_path: Path) -> Statements:
    """What the document says, one statement of which begins with a label of which nobody can know what it is."""
    instrument = xlsform.find(NAME)
    said = statements_of(instrument)
    begun = said["contracting"][1][:20]
    text = pages_of(instrument, said).replace(f"\n2\n\n{begun}", f"\n2\n\nScore\n{begun}")
    (tmp_path / "published.txt").write_text(text, encoding="utf-8")
    return said


def test_what_is_certain_is_taken_and_the_rest_is_said(tmp_path: Path, said: Statements) -> None:
    """A sound template of another version; a sheet shows both, and what is not taken keeps xlkit's words."""
    ours, shipped = tmp_path / "ours.xlsx", xlsform.find(NAME)
    result = run("word", NAME, "--from", tmp_path / "published.txt", "-o", ours)
    path, counted, doubt = result.stdout.splitlines()
    unsure = next(item for item in shipped.items if item.name == "contracting")
    assert (path, counted.split(";")[0]) == (str(ours), "19 of 20 statements taken")
    assert doubt.startswith(f"not taken: {unsure.statement_ref(2)}: “Score” stands in it")
    copy = xlsform.load(ours)
    assert [choice.label for item in copy.items for choice in item.choices] == [
        choice.label if (item, place) == (unsure, 1) else said[item.name][place]
        for item in shipped.items
        for place, choice in enumerate(item.choices)
    ]
    they = ([choice.label_they for item in form.items for choice in item.choices] for form in (copy, shipped))
    assert next(they) == next(they)
    assert (copy.name, copy.version) == (shipped.name, f"{shipped.version}-published")
    assert "is sound" in run("check", ours).output
    assert "a copy:" not in run("check", ours).output
    rows = list(load_workbook(ours)["wording"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == 20
    assert rows[0][2:5] == (1, next(iter(shipped.items)).choices[0].label, next(iter(said.values()))[0])


def test_nothing_is_written_where_nothing_is_certain(tmp_path: Path, said: Statements) -> None:
    """Another document is no mistake of the template's; nor is a file in the way written over."""
    other = tmp_path / "other.txt"
    other.write_text("Minutes of a meeting\n\nWe met.\n", encoding="utf-8")
    result = run("word", NAME, "--from", other, "-o", tmp_path / "ours.xlsx")
    assert result.exit_code == FAILED
    assert "No statement of Shaping the market, as providers see it was found in other.txt" in result.stderr
    assert not (tmp_path / "ours.xlsx").exists()
    (tmp_path / "ours.xlsx").write_text("mine", encoding="utf-8")
    assert (
        "exists already" in run("word", NAME, "--from", tmp_path / "published.txt", "-o", tmp_path / "ours.xlsx").stderr
    )


def test_choices_that_serve_several_questions_stay(tmp_path: Path, said: Statements) -> None:
    """What a document says of one topic would else stand under the other."""
    book = load_workbook(xlsform.shipped()[NAME])
    book["survey"]["A9"].value = "select_one tendering"
    book.save(tmp_path / "mine.xlsx")
    result = run("word", tmp_path / "mine.xlsx", "--from", tmp_path / "published.txt", "-o", tmp_path / "ours.xlsx")
    assert result.stdout.splitlines()[1].startswith("10 of 20 statements taken")
    assert result.stdout.count("its list of choices serves several questions") == 2
