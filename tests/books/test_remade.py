"""Workbooks of what is worked out anew each time are told at once, and no other is taken for one."""

from pathlib import Path

import pytest

from tests.builders.opened import load_workbook
from xlkit.books.writer import remade
from xlkit.books.writer.book import opened


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    path = tmp_path / "marked.xlsx"
    with opened(path, "A book") as book:
        for name in ("Summary", "Æ & “b”"):
            book.sheet(name)
        remade.mark(book)
    return path


def test_a_marked_book_is_told_also_once_it_was_saved_by_another_program(marked: Path) -> None:
    """Figures that somebody edited in it are lost with --force, as that says."""
    assert remade.is_marked(marked)
    edited = load_workbook(marked)
    edited["Summary"]["A1"] = "edited"
    edited.save(marked)
    assert remade.is_marked(marked)


@pytest.mark.parametrize("change", ["added", "renamed", "removed"])
def test_a_marked_book_with_other_sheets_is_none(marked: Path, change: str) -> None:
    """A form may have been put into it: it is then read whole."""
    edited = load_workbook(marked)
    if change == "added":
        edited.create_sheet("Start")
    elif change == "renamed":
        edited["Summary"].title = "Start"
    else:
        del edited["Summary"]
    edited.save(marked)
    assert not remade.is_marked(marked)


def test_what_is_unmarked_no_workbook_or_not_there_is_none(tmp_path: Path, marked: Path) -> None:
    """So is a marked one that is cut off."""
    plain, cut, text = tmp_path / "plain.xlsx", tmp_path / "cut.xlsx", tmp_path / "text.xlsx"
    with opened(plain, "A book") as book:
        book.sheet("Summary")
    cut.write_bytes(marked.read_bytes()[:-30])
    text.write_text("no workbook")
    assert not any(map(remade.is_marked, (plain, cut, text, tmp_path / "nowhere.xlsx", tmp_path)))


def test_a_sealed_book_is_told_until_somebody_saves_it(tmp_path: Path, marked: Path) -> None:
    """Whatever they changed; a book that is not sealed, or no workbook, never is as it was written."""
    path = tmp_path / "sealed.xlsx"
    with opened(path, "A book") as book:
        book.sheet("Summary")
        remade.seal(book)
    assert remade.is_as_written(path)
    load_workbook(path).save(path)
    assert not any(map(remade.is_as_written, (path, marked, tmp_path / "nowhere.xlsx", tmp_path)))
