"""Workbooks of every kind, as the commands write them: each stored value is what its formula comes to in Excel."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.oracle.book import Book, recalculate
from tests.oracle.formula import a1
from tests.oracle.rules import conditions, is_allowed
from xlkit.cli import main

TEMPLATE = "progress-for-providers"
TICK = "✓"
EVERY = {"sent": 4, "returned": 4, "feedback": 4, "funds": 3}  # of many that differ in figures alone, one of so many
PROVIDERS = Path(__file__).parents[2] / "workbook_templates" / "samples" / "recipients.xlsx"


def run(*words: str | Path, fails: bool = False) -> None:
    """Call a command; it may say that some returns are not valid."""
    outcome = CliRunner().invoke(main, [str(word) for word in words])
    assert outcome.exit_code in ({0, 3} if fails else {0}), outcome.output


@pytest.fixture(scope="module")
def folder(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that can be made of the returns of the demonstration's round, and blank forms."""
    folder, returned = tmp_path_factory.mktemp("oracle"), demo / "returned"
    run("merge", returned, "--audience", "shared", "-o", folder / "shared.xlsx", fails=True)
    run("validate", returned, "--corrections", folder / "corrections", fails=True)
    run("feedback", returned, "-o", folder / "feedback", fails=True)
    run("new", folder / "control.xlsx", "--template", TEMPLATE)
    run("generate", TEMPLATE, "--about", PROVIDERS, "--organisation", "Fenmoor", "-o", folder / "ratings")
    for template in ("milestones", "shaping-the-market", "shaping-the-market-short", TEMPLATE):
        run("generate", template, "-o", folder / "blank")
    return folder


@pytest.fixture(scope="module")
def books(demo: Path, folder: Path) -> dict[str, Book]:
    """The workbooks by their names, those of the demonstration too, and of many alike a few."""
    every = [(path, place) for place in (demo, folder) for path in sorted(place.rglob("*.xlsx"))]
    alike = {part: [path for path, place in every if path.parent == place / part] for part in EVERY}
    left = {path for part, paths in alike.items() for path in {*paths} - {*paths[:: EVERY[part]]}}
    return {str(path.relative_to(place)): recalculate(path) for path, place in every if path not in left}


def test_every_stored_value_is_true(books: dict[str, Book]) -> None:
    """In all workbooks, and nothing in them is beyond the oracle."""
    wrong = {name: found for name, book in books.items() if (found := list(book.differences()))}
    assert wrong == {}


def test_no_formula_stands_in_a_range_of_its_own(books: dict[str, Book]) -> None:
    """Excel may take it for a circle."""
    assert [(name, place) for name, book in books.items() for place in book.self_references()] == []


@pytest.mark.parametrize("part", ["blank", "corrections", "feedback", "ratings"])
def test_every_rule_can_be_asked(books: dict[str, Book], part: str) -> None:
    """Each condition of a format, and each validation, which takes what xlkit put into its cells."""
    book = next(book for name, book in books.items() if name.startswith(part))
    for name, sheet in book.sheets.items():
        for row, column in [*sheet.values, *sheet.formulas]:
            assert is_allowed(book, name, a1(row, column)), (name, a1(row, column))
            conditions(book, name, a1(row, column))


def test_a_tick_reaches_the_summary(folder: Path) -> None:
    """One tick gives the level, and a second one is said to be too many."""
    path = folder / "blank" / f"{TEMPLATE}.xlsx"
    rows = {value: row for (row, column), value in recalculate(path).sheets["Questions"].values.items() if column == 1}
    first, second = (("Questions", f"C{rows[reference]}") for reference in ("1.1.2", "1.1.4"))
    once, twice = recalculate(path, {first: TICK}), recalculate(path, {first: TICK, second: TICK})
    assert [book.value("Summary", "C4") for book in (once, twice)] == [1, 2]
    assert [book.value("Summary", "D4") for book in (once, twice)] == [2, ""]
    assert twice.value("Summary", "E4") == "2 ticks: keep one"
