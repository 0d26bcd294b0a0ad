"""What each workbook that holds people's words says of them on its first sheet, to whoever opens it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import Struct

from tests.builders.opened import load_workbook
from tests.builders.voices import identity_of, person, top_twos, write
from tests.builders.workshops import filled, speaking
from xlkit.books.consolidated.people import signals as signal_sheet
from xlkit.books.feedback import you_said
from xlkit.books.respondent import who_is_who
from xlkit.books.review import review_workbook
from xlkit.books.workshop import workshop_workbook
from xlkit.books.writer.book import opened
from xlkit.comparison.disclosure.signals import signals
from xlkit.comparison.disclosure.told import told
from xlkit.form import xlsform


class Case(Struct, frozen=True):
    """How a workbook is written, and what its first sheet has to say."""

    written: Callable[[Path], object]
    says: tuple[str, ...]


def _review(path: Path) -> None:
    review_workbook.write(path, xlsform.find("person-centred-review"), top_twos())


def _signals(path: Path) -> None:
    found = signals(told(speaking(filled(), {})), None, 5)
    with opened(path, "Signals") as book:
        signal_sheet.sheet(found, "Signals").write(book)


CASES = {
    "review": Case(_review, ("safety does not wait", "Who sees it", "Nobody outside", "refused unread")),
    "top twos": Case(
        lambda path: write(path, "Alder House", [person(0)]),
        ("safety does not wait", "Whose words these are", "No names", "personal data", "secure mail", "who is who"),
    ),
    "workshop": Case(
        lambda path: workshop_workbook.write(filled(), (), path),
        ("name nobody", "safety does not wait", "personal data", "secure mail", "ask who may be there"),
    ),
    "you said": Case(
        lambda path: you_said.write(told(filled()), filled(), path),
        ("no names", "only one or two people", "Ask Fenmoor"),
    ),
    "signals": Case(_signals, ("Nothing here rests on few people",)),
}


@pytest.mark.parametrize("name", CASES)
def test_the_first_sheet_says_whose_words_these_are(name: str, tmp_path: Path) -> None:
    """Who reads them, that no name is in them, that they stay personal data, and that a concern does not wait."""
    path, case = tmp_path / "book.xlsx", CASES[name]
    case.written(path)
    first = load_workbook(path).worksheets[0]
    text = "\n".join(str(cell) for row in first.iter_rows(values_only=True) for cell in row if cell)
    assert [words for words in case.says if words not in text] == []


def test_each_page_of_the_list_of_who_is_who_has_its_headings(tmp_path: Path) -> None:
    """It has room for many people, and is printed to be filled in."""
    who_is_who.write(tmp_path / "list.xlsx", identity_of("Alder House"), {f"P.{row}": "code" for row in range(1, 41)})
    (sheet,) = load_workbook(tmp_path / "list.xlsx").worksheets
    head = int(str(sheet.print_title_rows).rpartition("$")[2])
    assert [cell.value for cell in sheet[head]][:2] == ["Row", "Code"]
