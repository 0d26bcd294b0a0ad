"""The shared workbook on paper: pages that fit, second lines whole, and a Method that speaks of this workbook alone."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.books.tables import areas
from tests.books.test_links import links
from tests.books.test_paper import printed_width
from tests.builders.opened import load_workbook
from tests.builders.rounds import AS_AT, answered, ledger, random_ledger
from xlkit.books.consolidated.sides import seen as consolidated_seen
from xlkit.books.shared import shared_workbook
from xlkit.books.writer.book import opened
from xlkit.books.writer.paper import line
from xlkit.books.writer.table import COVER
from xlkit.comparison.compare import compare
from xlkit.comparison.disclosure.publish import share
from xlkit.comparison.disclosure.published import Shared
from xlkit.comparison.regional.region import SharedRegion
from xlkit.form import xlsform
from xlkit.form.identity import Perspective
from xlkit.intake.log import Ledger
from xlkit.measures.distribution import Distribution
from xlkit.measures.scale import Scale

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
    assert {"Counts", "As others see it", "By topic", "Method"} <= {sheet.title for sheet in sheets}
    assert [sheet.title for sheet in sheets if line(str(sheet["A2"].value)) > printed_width(sheet)] == []


def test_every_sheet_leads_to_its_parent_and_a_theme_to_its_topics(book: Workbook) -> None:
    """As in the consolidated workbook; every link leads to something, and a theme to a row of the same theme."""
    found = [(cell, there) for cell, there in links(book) if cell.parent.title != COVER]
    assert [cell.coordinate for cell, there in found if there.value is None] == []
    back = {(cell.parent.title, there.parent.title) for cell, there in found if cell.row == 3}
    assert {(sheet.title, COVER) for sheet in book.worksheets[1:]} <= back
    assert ("By topic", "By theme") in back
    led = [(cell, there) for cell, there in found if cell.parent.title == "By theme" and cell.row > 3]
    assert led
    assert all((there.parent.title, there.value) == ("By topic", cell.value) for cell, there in led)


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
        consolidated_seen.shared(given, "As others see it").write(book, is_live=False)
    return load_workbook(folder / "book.xlsx").worksheets[0]


def test_how_others_see_one_commissioner_takes_one_page_across(tmp_path: Path) -> None:
    """Its name stands in the title instead of in every row; of two each has its own in a column."""
    sheet = seen(views_of("Ashshire"), tmp_path)
    assert sheet["A1"].value == "Ashshire as others see it"
    assert len(areas(sheet)) == 1
    assert "Commissioner" not in [cell.value for cell in sheet[4]]
    both = seen(views_of("Ashshire", "Beechshire"), tmp_path)
    assert {row[0].value for row in both.iter_rows(min_row=5)} == {"Ashshire", "Beechshire"}


def test_views_on_scales_of_other_steps_stand_on_one_sheet(tmp_path: Path) -> None:
    """What has four steps has no count at the fifth."""
    given = views_of("Ashshire")
    first, *others = given.views
    four = replace(first, found=Distribution((2, 3, 1, 0), Scale.of(4)))
    rows = seen(replace(given, views=(four, *others)), tmp_path).iter_rows(min_row=5, min_col=6, max_col=11)
    counted = [[cell.value for cell in row] for row in rows]
    assert counted[:2] == [[6, 2, 3, 1, 0, None], [8, 0, 0, 8, 0, 0]]


def explained(given: Shared) -> set[str]:
    method = shared_workbook.sheets(given)[-1]
    return {row.name for row in method.records}


ALL = {"Gap", "What it calls for", "Lower quarter", "Most common levels", "Theme level"}
NOWHERE = {"All councils together", "Net movement", "Choices on other scales", "Who could help", "Timing"}
MEASURED = {
    "middle",
    "share",
    "one_place",
    "two_places",
    "difference",
    "dominance",
}  # kinds of number that no mere fact is


def test_method_explains_what_is_in_the_workbook_and_nothing_else() -> None:
    """With both sides and views; of too few providers the council's own position alone is left."""
    assert explained(both_sides()) >= ALL
    assert not explained(both_sides()) & NOWHERE
    alone = replace(both_sides(), markets=(), sides=(), views=(), counted=())
    assert not explained(alone) & (ALL | NOWHERE | {"Middle level"})


def test_views_alone_need_no_gap_to_a_market() -> None:
    """They stand beside the council's own position as counts."""
    names = explained(replace(both_sides(), markets=(), sides=(), counted=()))
    assert "Middle level" in names
    assert not names & {"What it calls for", "Theme level"}


def test_what_councils_come_to_together_is_explained_in_a_region() -> None:
    """And not for one council."""
    region = replace(
        both_sides(), markets=(), sides=(), counted=(), region=SharedRegion(("Ashshire", "Beechshire"), ())
    )
    assert "All councils together" in explained(region)


def test_every_measure_is_explained() -> None:
    """Whatever is worked out has words for Method beside it."""
    columns = [column for sheet in shared_workbook.sheets(both_sides()) for column in sheet.columns]
    measures = [column for column in columns if column.style in MEASURED]
    assert {column.key for column in measures} >= {"low", "median", "lower", "agreement", "gap", "dominance", "idle"}
    assert [column.header for column in measures if not column.explains] == []


def test_headings_of_the_cover_have_room_below_them(book: Workbook) -> None:
    """They and the second line are taller than a line."""
    cover = book["Cover"]
    places = [
        row for row, cell in enumerate(cover["A"], start=1) if cell.value in ("How to read this workbook", "Contents")
    ]
    assert len(places) == 2
    assert all((cover.row_dimensions[row].height or 0) > 20 for row in [2, *places])


def test_what_stands_out_is_said_first_and_leads_to_its_row(book: Workbook) -> None:
    """Each sentence begins with the theme of the row that it leads to, and stands before how to read the workbook."""
    cover = book[COVER]
    said = [(str(row[1].value), row[1].hyperlink) for row in cover.iter_rows(max_col=2) if row[1].hyperlink]
    assert said
    for text, link in said:
        sheet, _, cell = str(link.location).rpartition("!")
        there = book[sheet.strip("'")][cell].value
        assert text.startswith(f"{there}: ")
    headings = [str(row[0].value) for row in cover.iter_rows(max_col=1)]
    assert headings.index("Take up first") < headings.index("How to read this workbook")


def test_nothing_stands_out_where_nothing_may_be_shown(tmp_path: Path) -> None:
    """Of too few providers the cover names no theme."""
    given = ledger(answered(PROVIDERS, "Alder Care", {"strategy": 1}))
    shared_workbook.write(of(given), tmp_path / "shared.xlsx")
    cover = load_workbook(tmp_path / "shared.xlsx")[COVER]
    assert "Take up first" not in [row[0].value for row in cover.iter_rows(max_col=1)]
