"""The shared workbook on paper: pages that fit, second lines whole, and a Method that speaks of this workbook alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.books.test_paper import areas, printed_width
from tests.builders.rounds import AS_AT, answered, ledger, random_ledger
from xlkit.books.consolidated import method as consolidated_method
from xlkit.books.consolidated.method_words import WORDS
from xlkit.books.shared import method, shared_workbook, views
from xlkit.books.writer.book import opened
from xlkit.books.writer.paper import line
from xlkit.comparison.compare import compare
from xlkit.comparison.disclosure.publish import share
from xlkit.comparison.disclosure.published import Shared
from xlkit.comparison.region import SharedRegion
from xlkit.form import xlsform
from xlkit.form.identity import Perspective
from xlkit.intake.log import Ledger

INSTRUMENTS = xlsform.library()
PROVIDERS, COUNCIL = INSTRUMENTS["progress-for-providers"], INSTRUMENTS["shaping-the-market"]


def of(given: Ledger) -> Shared:
    return share(compare(INSTRUMENTS, xlsform.load_crosswalk(), given, AS_AT, "Spring 2027"))


def both_sides() -> Shared:
    """A council and twelve providers, eight of which say how they see it, with all that there is to share."""
    own = random_ledger(1, providers=12, instruments=(PROVIDERS, COUNCIL))
    levels = {item.name: 3 for item in COUNCIL.items}
    seen = [
        answered(COUNCIL, f"Provider {n:04}", levels, perspective=Perspective.PROVIDER, subject="Council 0")
        for n in range(8)
    ]
    return of(Ledger((*own.entries, *ledger(*seen).entries)))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """It, as a reader opens it."""
    path = tmp_path_factory.mktemp("shared") / "shared.xlsx"
    shared_workbook.write(both_sides(), path)
    return load_workbook(path)


def test_every_second_line_is_printed_whole(book: Workbook) -> None:
    """None is wider than what is printed below it."""
    sheets = book.worksheets[1:]
    assert {"Counts", "As others see it", "Providers by item", "Method"} <= {sheet.title for sheet in sheets}
    assert [sheet.title for sheet in sheets if line(str(sheet["A2"].value)) > printed_width(sheet)] == []


def test_counts_take_two_pages_across(book: Workbook) -> None:
    """All columns are there, and neither page holds but a few of them."""
    pages = areas(book["Counts"])
    assert [len(range(area.min_col, area.max_col + 1)) >= 8 for area in pages] == [True, True]
    assert pages[-1].max_col == book["Counts"].max_column


def views_of(*commissioners: str) -> Shared:
    """The views of others, each given to each of some commissioners."""
    found = both_sides()
    every = tuple(replace(view, commissioner=name) for name in commissioners for view in found.views)
    return replace(found, views=every)


def seen(given: Shared, folder: Path) -> Worksheet:
    with opened(folder / "book.xlsx", "Title") as book:
        views.write(book, given, views.table(given, "As others see it"))
    return load_workbook(folder / "book.xlsx").worksheets[0]


def test_how_others_see_one_commissioner_takes_one_page_across(tmp_path: Path) -> None:
    """Its name stands in the title instead of in every row; of two each has its own in a column."""
    sheet = seen(views_of("Ashshire"), tmp_path)
    assert sheet["A1"].value == "Ashshire as others see it"
    assert len(areas(sheet)) == 1
    assert "Commissioner" not in [cell.value for cell in sheet[4]]
    both = seen(views_of("Ashshire", "Beechshire"), tmp_path)
    assert {row[0].value for row in both.iter_rows(min_row=5)} == {"Ashshire", "Beechshire"}


def texts(path: Path) -> dict[str, str]:
    (sheet,) = load_workbook(path).worksheets
    return {str(row[1].value): str(row[2].value) for row in sheet.iter_rows(min_row=5)}


def said(given: Shared, folder: Path) -> dict[str, str]:
    with opened(folder / "book.xlsx", "Title") as book:
        method.write(book, given, method.table(given, "Method"))
    return texts(folder / "book.xlsx")


def explained(given: Shared, folder: Path) -> set[str]:
    return set(said(given, folder))


ALL = {"Gap", "Quadrant", "Quartiles", "Most common levels", "As others see it", "Theme level"}
NOWHERE = {"All councils together", "Net movement", "Choices on other scales", "Who could help", "Timing"}


def test_method_explains_what_is_in_the_workbook_and_nothing_else(tmp_path: Path) -> None:
    """With both sides and views; of too few providers the council's own position alone is left."""
    found = explained(both_sides(), tmp_path)
    assert found >= ALL
    assert not found & NOWHERE
    alone = replace(both_sides(), markets=(), sides=(), views=())
    assert not explained(alone, tmp_path) & (ALL | NOWHERE | {"Median"})


def test_views_alone_need_no_gap(tmp_path: Path) -> None:
    """They stand beside the council's own position as counts."""
    found = explained(replace(both_sides(), markets=(), sides=()), tmp_path)
    assert {"As others see it", "Median"} <= found
    assert not found & {"Gap", "Quartiles", "Theme level"}


def test_what_councils_come_to_together_is_explained_in_a_region(tmp_path: Path) -> None:
    """And not for one council."""
    region = replace(both_sides(), markets=(), sides=(), region=SharedRegion(("Ashshire", "Beechshire"), ()))
    assert {"All councils together", "Gap", "Most common levels"} <= explained(region, tmp_path)


NOT_FIGURES = {
    "Cover",
    "Left out",
    "Counts",
    "Method",
}  # what has no headings of measures, or repeats them for a machine
FACTS = {"Theme", "Section", "Ref", "Item", "Challenge", "Perspective"}  # headings that are no measures
EXPLAINED_AS = {
    "Commissioner level": "Theme level",
    "Commissioner lowest item": "Theme level",
    "Links": "Direct and partial links",
    "Own position": "Position",
    "Providers (n)": "n",
    "Organisations (n)": "n",
    **{f"At level {level}": "At level 1 to 5" for level in range(1, 6)},
    "Providers median": "Median",
    "Lower quartile": "Quartiles",
    "Upper quartile": "Quartiles",
}  # headings that say on which side, or which of several, a measure is


def test_every_measure_named_by_a_heading_is_explained(book: Workbook, tmp_path: Path) -> None:
    """Whatever heads a column and is no mere fact stands in the Method."""
    sheets = [sheet for sheet in book.worksheets if sheet.title not in NOT_FIGURES]
    headings = {str(cell.value) for sheet in sheets for cell in sheet[4]}
    assert FACTS | EXPLAINED_AS.keys() <= headings
    measures = {EXPLAINED_AS.get(heading, heading) for heading in headings - FACTS}
    assert measures <= explained(both_sides(), tmp_path)


def test_both_methods_say_the_same_of_the_same(tmp_path: Path) -> None:
    """Only what the shared workbook has words of its own for differs, or is missing from the consolidated one."""
    with opened(tmp_path / "consolidated.xlsx", "Title") as book:
        consolidated_method.write(book, consolidated_method.table("Method"))
    there = texts(tmp_path / "consolidated.xlsx")
    here = said(replace(both_sides(), region=SharedRegion(("Ashshire", "Beechshire"), ())), tmp_path)
    assert {name for name in here if here[name] != there.get(name)} == here.keys() & method.OWN.keys()
    assert WORDS.keys() <= here.keys()


def test_no_common_text_is_overruled() -> None:
    """What both say is not among the shared workbook's own words."""
    assert not WORDS.keys() & method.OWN.keys()


def test_headings_of_the_cover_have_room_below_them(book: Workbook) -> None:
    """They and the second line are taller than a line."""
    cover = book["Cover"]
    places = [
        row for row, cell in enumerate(cover["A"], start=1) if cell.value in ("How to read this workbook", "Contents")
    ]
    assert len(places) == 2
    assert all((cover.row_dimensions[row].height or 0) > 20 for row in [2, *places])
