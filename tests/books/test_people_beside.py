"""What people say in a consolidated workbook: beside each theme, in sentences that stay true, and what was promised."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl.utils import get_column_letter

from tests.books.tables import place, rows
from tests.builders.opened import load_workbook
from tests.builders.rounds import AS_AT, CROSSWALK, INSTRUMENTS, PROVIDER, action, answered, ledger
from tests.builders.workshops import filled, speaking
from tests.oracle.book import Book, recalculate
from xlkit.books.consolidated import consolidated_workbook
from xlkit.comparison.compare import compare, with_people
from xlkit.form.crosswalk import Crosswalk

SAID = "Leadership: providers stand at 4; 20 of 20 people say something is not working."


def of_people(item: str) -> Crosswalk:
    """The crosswalk, in which what people say is evidence of one item."""
    return Crosswalk(
        tuple(
            replace(theme, links=tuple(replace(link, is_of_people=link.item == item) for link in theme.links))
            for theme in CROSSWALK.themes
        )
    )


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round of three providers at level 4 on leadership, of which people say that it is not working."""
    path = tmp_path_factory.mktemp("people") / "consolidated.xlsx"
    planned = [action("strategy", "Train")]
    names = ("Alder House", "P1", "P2")
    providers = [answered(PROVIDER, name, {"strategy": 4, "culture": 2}, actions=planned) for name in names]
    found = compare(INSTRUMENTS, of_people("culture"), ledger(*providers), AS_AT, "Spring")
    workshop = speaking(filled(), {"N3": "Leadership", "W1": "Culture"})
    consolidated_workbook.write(with_people(found, workshop, [filled()]), path)
    return path


@pytest.fixture(scope="module")
def book(path: Path) -> Book:
    return recalculate(path)


def test_every_stored_value_is_true(book: Book) -> None:
    """What stands beside each formula is what it comes to, with people and promises too."""
    assert list(book.differences()) == []


def test_people_stand_beside_each_theme(path: Path) -> None:
    """How many were heard, and how many named it under each heading; a theme that nobody spoke of has blanks."""
    found = {row["Theme"]: row for row in rows(load_workbook(path, data_only=True), "Themes_1")}
    keys = ("People heard", "People: working", "People: not working", "People: not working, share")
    assert [found["Leadership"][key] for key in keys] == [20, 0, 20, 1]
    assert [found["Culture"][key] for key in keys] == [20, 20, 0, 0]
    assert [found["Personal money"][key] for key in keys] == [None] * 4


def test_the_sentence_stands_as_long_as_it_is_true(path: Path, book: Book) -> None:
    """On Summary and on the sheet of people; providers who place themselves lower take it away.

    So does a setting on the Guide that asks for more people.
    """
    sheets = load_workbook(path)
    sheet, where = place(sheets, "What_people_say")
    headings = [cell.value for cell in sheet[where.min_row]]
    said = get_column_letter(headings.index("In words") + 1)
    answers, there = place(sheets, "Answers_1")
    asked = [str(cell.value)[:3] for cell in answers[there.min_row]]
    level = get_column_letter(asked.index("1.1") + 1)
    summary = next(cell.coordinate for (cell,) in sheets["Summary"]["A1:A60"] if "What people say" in str(cell.value))
    line = summary[0] + str(int(summary[1:]) + 1)
    lower = {(answers.title, f"{level}{row}"): 2.0 for row in range(there.min_row + 1, there.max_row + 1)}
    guide, setting = sheets.defined_names["people_part_at"].attr_text.replace("$", "").split("!")
    more = {(guide.strip("'"), setting): 101.0}
    for each, expected in ((book, SAID), (recalculate(path, lower), ""), (recalculate(path, more), "")):
        assert each.value(sheet.title, f"{said}{where.min_row + 1}") == expected
        assert each.value("Summary", line) == expected


def test_a_workshop_is_evidence_of_the_topics_that_the_crosswalk_says(path: Path) -> None:
    """Of whoever's people were heard, beside the level and without changing it; others have none."""
    found = rows(load_workbook(path, data_only=True), "Evidence")
    assert [(row["Organisation"], row["Ref"], row["Level"], row["Evidence"]) for row in found] == [
        (
            *("Alder House", "1.2", 2),
            "Workshop of “Voices 2027”: 4 of 20 reviews themed on Friday 14 May 2027; 0 actions, 0 done.",
        )
    ]


def test_promises_stand_in_the_register(path: Path) -> None:
    """Beside the actions of planners, with the group that promised, and without a level."""
    found = rows(load_workbook(path, data_only=True), "Actions")
    assert [(row["Promised at a workshop by"], row["Action"]) for row in found if row["Promised at a workshop by"]] == [
        ("people and families", "Do 1"),
        ("providers", "Do 2"),
        ("commissioners", "Do 3"),
    ]
    assert {row["Level"] for row in found if row["Promised at a workshop by"]} == {None}
    assert len(found) == 6
