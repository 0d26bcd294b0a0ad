"""Links of the consolidated workbook: every one leads somewhere, and to what it says."""

from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook
from openpyxl.cell import Cell

from tests.books import tables
from tests.builders.opened import load_workbook
from tests.builders.small_round import small_region, small_round
from tests.office.calc import Calc, Link
from xlkit.books.consolidated import consolidated_workbook
from xlkit.books.writer.book import opened
from xlkit.books.writer.leads import Lead
from xlkit.books.writer.sheets import Col, SheetOf
from xlkit.cli import main

BACK = 3  # the row of the ways back
AT_ONCE = 300  # links that LibreOffice follows without a pause, which it is given two minutes for


@pytest.fixture(scope="module", params=["round", "region"])
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """The consolidated workbook of a small round, and of a small region, with its figures."""
    path = tmp_path_factory.mktemp("links") / "book.xlsx"
    consolidated_workbook.write(small_round() if request.param == "round" else small_region(), path)
    return load_workbook(path, data_only=True)


def links(book: Workbook) -> Iterator[tuple[Cell, Cell]]:
    """Each cell that leads somewhere in its workbook, with the cell that it leads to."""
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell)):
            if cell.hyperlink and cell.hyperlink.location:
                name, _, place = str(cell.hyperlink.location).rpartition("!")
                there = book[name.strip("'").replace("''", "'")][place]
                assert isinstance(there, Cell)
                yield cell, there


def test_every_link_leads_to_something(book: Workbook) -> None:
    """The sheet is there, and something stands in the cell; no link leaves the workbook."""
    found = list(links(book))
    assert len(found) > 100
    assert [cell.coordinate for cell, there in found if there.value is None] == []
    assert [link.ref for sheet in book.worksheets for link in attrgetter("_hyperlinks")(sheet) if link.target] == []


def test_what_is_found_there_is_what_was_clicked(book: Workbook) -> None:
    """The same theme, topic, organisation or level; a return id leads to that of its file or of its answers."""
    for name, heading in (
        *(("Themes_1", "Theme"), ("Region_1", "Theme"), ("Heat_map_1", "Organisation")),
        *(("Actions", "Return id"), ("Answers_1", "Return id"), ("Returns", "Return id")),
    ):
        if not any(table.name == name for _, table in tables.tables(book)):
            continue
        sheet, where = tables.place(book, name)
        column = list(tables.rows(book, name)[0]).index(heading) + 1
        led = [there for cell, there in links(book) if cell.parent is sheet and cell.column == column
               and where.min_row < cell.row <= where.max_row]  # fmt: skip
        leading = [cell for cell, there in links(book) if cell.parent is sheet and cell.column == column
                   and where.min_row < cell.row <= where.max_row]  # fmt: skip
        assert leading, name
        assert [cell.value for cell in leading] == [there.value for there in led]


def test_the_way_goes_from_a_theme_to_a_file(book: Workbook) -> None:
    """A theme, its topic, the topic's column on the heat map, a level there, the answer, its return id, its file."""
    ways = {(cell.parent.title, cell.coordinate): there for cell, there in links(book)}

    def follow(sheet: str, heading: str, row: int) -> Cell:
        columns = {cell.value: cell.column_letter for line in book[sheet].iter_rows() for cell in line
                   if isinstance(cell, Cell) and cell.value == heading}  # fmt: skip
        return ways[sheet, f"{columns[heading]}{row}"]

    sheet, where = tables.place(book, "Items_1")
    topic = follow(sheet.title, "Ref", where.min_row + 1)
    assert (topic.parent.title, topic.value) == ("Heat map", tables.rows(book, "Items_1")[0]["Ref"])
    level = book["Heat map"][f"{topic.column_letter}{topic.row + 1}"]
    answer = ways["Heat map", level.coordinate]
    assert answer.parent.title == "Provider answers"
    if isinstance(level.value, int):
        assert answer.value == level.value
    file = ways[answer.parent.title, f"A{answer.row}"]
    assert file.parent.title == "Files"


def test_each_sheet_leads_back_to_the_summary_and_up(book: Workbook) -> None:
    """In its third row; the guide is told apart by its place among the tabs."""
    ways = {(cell.parent.title, cell.row, there.parent.title) for cell, there in links(book)}
    for sheet in book.worksheets:
        if sheet.title not in ("Summary", "Guide") and sheet.sheet_state == "visible":
            assert (sheet.title, BACK, "Summary") in ways
            assert len({to for name, row, to in ways if (name, row) == (sheet.title, BACK)}) > 1 or sheet.title


@pytest.fixture(scope="module")
def published(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What everybody may see of the demonstration's round, and what each provider is told of it."""
    folder = tmp_path_factory.mktemp("published")
    for command, *words in (("merge", "--audience", "shared", "-o", "shared.xlsx"), ("feedback", "-o", "feedback")):
        words[-1] = str(folder / words[-1])
        CliRunner().invoke(main, [command, str(demo / "returned"), *words])
    return folder


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.parametrize(
    "name", ["consolidated", "shared", "feedback/ashgrove*", "sent/ashgrove*", "funds", "voices/workshop"]
)
def test_libreoffice_comes_where_each_link_says(name: str, demo: Path, published: Path, calc: Calc) -> None:
    """To the very cell, in a row that holds what was clicked, or at the head of a table or of the sheet it names."""
    path = next(path for folder in (published, demo) for path in sorted(folder.glob(f"{name}.xlsx")))
    followed = [
        (cell, there, Link(cell.parent.title, cell.coordinate, str(cell.hyperlink.location)))
        for cell, there in links(load_workbook(path, data_only=True))
        if cell.hyperlink
    ]
    leading = [link for _, _, link in followed]
    landings = [
        one for first in range(0, len(leading), AT_ONCE) for one in calc.follow(path, leading[first : first + AT_ONCE])
    ]
    assert len(landings) > 3
    for (cell, there, link), landing in zip(followed, landings, strict=True):
        sheet, clicked = there.parent.title, str(cell.value)
        assert landing.place.replace("$", "").replace("'", "") == f"{sheet}.{there.coordinate}", link
        held = any(text == clicked or (len(text) > 2 and (text in clicked or clicked in text)) for text in landing.row)
        is_head = len(landing.row) == 1 or sheet.casefold() in clicked.casefold() or "→" in clicked
        assert held or is_head, (link, clicked, landing)


def test_beyond_what_a_sheet_holds_there_are_fewer_links_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two of three have one, and every cell keeps its text."""
    monkeypatch.setattr("xlkit.books.writer.book.MOST_LINKS", 2)
    columns: tuple[Col[str], ...] = (Col("name", "Name", 30, value=str, leads=lambda _: Lead("A")),)
    sheet = SheetOf(sheet="A", name="A", title="A", intro="A", columns=columns, records=["x", "y", "z"])
    with opened(tmp_path / "book.xlsx", "Title") as book:
        sheet.write(book)
        assert [loss.cell.row for loss in book.losses] == [sheet.first_row + 2]
    cells = [row[0] for row in load_workbook(tmp_path / "book.xlsx")["A"].iter_rows(min_row=5)]
    assert [(cell.value, bool(cell.hyperlink)) for cell in cells] == [("x", True), ("y", True), ("z", False)]
