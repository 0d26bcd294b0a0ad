"""The first sheet of the consolidated workbook: one page whose sentences lead to what they speak of."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl import Workbook
from openpyxl.worksheet.cell_range import CellRange

from tests.books.marks import faint
from tests.builders import scale_matrices
from tests.builders.opened import charts_of, load_workbook
from tests.builders.rounds import AS_AT, COMMISSIONER, CROSSWALK, INSTRUMENTS, PROVIDER, SHORT, answered, ledger
from tests.builders.small_round import small_region, small_round
from tests.oracle.book import recalculate
from xlkit.books.consolidated import consolidated_workbook
from xlkit.books.consolidated.summary import sentences, summary_sheet
from xlkit.books.writer.letters import wide
from xlkit.comparison.compare import compare
from xlkit.comparison.summary import summary
from xlkit.form.identity import Perspective


@pytest.fixture(scope="module", params=["round", "region"])
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """The consolidated workbook of a small round, and of a small region, with its figures."""
    path = tmp_path_factory.mktemp("summary") / "book.xlsx"
    consolidated_workbook.write(small_round() if request.param == "round" else small_region(), path)
    return load_workbook(path, data_only=True)


def test_bars_of_every_chart_stand_out_or_say_their_figures(book: Workbook) -> None:
    """As those of a form do: also the pale ones, of which nothing else tells how many they are."""
    charts = [chart for sheet in book.worksheets for chart in charts_of(sheet)]
    assert charts
    assert [colour for sheet in book.worksheets for colour in faint(sheet)] == []


def test_it_opens_first_and_alone(book: Workbook) -> None:
    """No other sheet is selected beside it, or what is typed would go into both."""
    assert book.sheetnames[:2] == ["Summary", "By theme"]
    assert book.active is book["Summary"]
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == ["Summary"]


def test_it_prints_on_one_page(book: Workbook) -> None:
    """A4 across."""
    sheet = book["Summary"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert getattr(sheet.sheet_properties.pageSetUpPr, "fitToPage", False)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight or 1) == (1, 1)


def test_each_finding_leads_to_the_row_it_speaks_of(book: Workbook) -> None:
    """What stands at the end of its link is what its sentence begins with."""
    led = 0
    for (cell,) in book["Summary"].iter_rows(max_col=1):
        if cell.hyperlink is None:
            continue
        sheet, _, place = str(cell.hyperlink.location).rpartition("!")
        there = book[sheet.strip("'")][place]
        if any(int(place[1:]) in rows_of(table.ref) for table in book[sheet.strip("'")].tables.values()):
            led += 1
            assert str(there.value) in str(cell.value) or "Waiting longest" in str(cell.value)
    assert led >= 2


def test_figures_beside_a_sentence_are_those_of_its_row(book: Workbook) -> None:
    """The council's level and the median of providers."""
    for row in book["Summary"].iter_rows(max_col=3):
        if row[0].hyperlink and row[1].value is not None:
            sheet, _, place = str(row[0].hyperlink.location).rpartition("!")
            there = book[sheet.strip("'")]
            table = next(table for table in there.tables.values() if int(place[1:]) in rows_of(table.ref))
            first = CellRange(table.ref).min_row
            headers = {cell.value: number for number, cell in enumerate(there[first], start=1)}
            own = headers.get("Commissioner level", headers.get("Council's own level"))
            assert own
            found = [there.cell(int(place[1:]), column).value for column in (own, headers["Middle provider"])]
            is_split = there.cell(int(place[1:]), headers["Divided"]).value == "yes"
            assert [row[1].value, row[2].value] == [found[0], "split" if is_split else found[1]]


def test_no_council_has_no_column_and_a_middle_between_levels_a_shade(tmp_path: Path) -> None:
    """Where none answered nothing stands below its name, and 1.5 is shaded as 2 is."""
    said = [answered(PROVIDER, f"P{level}", {"strategy": level}) for level in (1, 2)]
    found = compare(INSTRUMENTS, CROSSWALK, ledger(*said), AS_AT)
    consolidated_workbook.write(found, tmp_path / "book.xlsx")
    sheet = load_workbook(tmp_path / "book.xlsx", data_only=True)["Summary"]
    heads = {(cell.value, cell.row) for column in sheet["B:C"] for cell in column if isinstance(cell.value, str)}
    ((head, row),) = heads
    assert (head, sheet.cell(row + 1, 3).value) == ("Middle provider", 1.5)
    rules = [rule for each in sheet.conditional_formatting if f"C{row + 1}" in each for rule in each.rules]
    assert [rule.formula for rule in rules if float(rule.formula[0]) <= 1.5 <= float(rule.formula[1])] == [["1.5", "2"]]


def test_providers_alone_have_themes_without_a_commissioner(tmp_path: Path) -> None:
    """No heading and no chart speaks of one, and the order of priority is worked out without."""
    path = tmp_path / "book.xlsx"
    levels = [{"strategy": 1, "culture": 2}, {"strategy": 2, "culture": 4}, {"strategy": 5, "culture": 2}]
    said = [answered(PROVIDER, f"P{place}", each) for place, each in enumerate(levels)]
    about = answered(SHORT, "P0", {"prices": 2}, perspective=Perspective.PROVIDER, subject="Fenmoor")
    consolidated_workbook.write(compare(INSTRUMENTS, CROSSWALK, ledger(*said, about), AS_AT), path)
    book = load_workbook(path, data_only=True)
    heads = [str(cell.value) for row in book["By theme"].iter_rows() for cell in row if cell.font.bold and cell.value]
    assert "Priority rank" in heads
    assert [head for head in heads if "Commissioner" in head or head in ("Gap", "What it calls for")] == []
    assert "No commissioner has answered" in f"{book['By theme']['A2'].value} {book['By theme']['C3'].value}"
    assert len(charts_of(book["Council"])) == 1
    assert [*recalculate(path).differences()] == []


def test_a_council_alone_has_themes_without_providers(tmp_path: Path) -> None:
    """No heading speaks of providers, nothing is said to be distributed over none, and the chart is of one side."""
    path = tmp_path / "book.xlsx"
    own = answered(COMMISSIONER, "Fenmoor", {"leadership": 3, "prices": 1})
    consolidated_workbook.write(compare(INSTRUMENTS, CROSSWALK, ledger(own), AS_AT), path)
    book = load_workbook(path, data_only=True)
    heads = [str(cell.value) for row in book["By theme"].iter_rows() for cell in row if cell.font.bold and cell.value]
    assert heads[1:] == ["Theme", "Commissioner level", "Commissioner lowest item", "Links"]
    assert book["By theme"]["A2"].value == "One row for each theme: where Fenmoor stands. No provider has answered."
    assert len(charts_of(book["By theme"])) == 1
    assert charts_of(book["Summary"]) == []
    assert [*recalculate(path).differences()] == []


def rows_of(ref: str) -> range:
    """The rows of a table below its headings."""
    whole = CellRange(ref)
    return range(whole.min_row + 1, whole.max_row + 1)


def test_it_says_that_its_lines_are_links(book: Workbook) -> None:
    """A link of its own colour is not known for one by everybody."""
    assert "blue line is a link" in str(book["Summary"]["A3"].value)


@pytest.mark.parametrize(
    ("cuts", "said", "formula"),
    [
        ({3.0}, ", both sides at level 3 or below", '&", both sides at level "&quadrants_part_at&" or below"'),
        ({3.0, 2.5}, "", ""),
    ],
)
def test_a_joint_priority_says_at_which_level_both_sides_stand(cuts: set[float], said: str, formula: str) -> None:
    """It is not that of a low level; where scales part at levels of their own, none is true of all."""
    assert sentences._parted(cuts) == (said, formula)


def test_who_answered_is_seen_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In two lines where one is too long for a screen; the key of the colours and all else stand below them."""
    found, long = summary(small_round()), "; ".join(["7 of 10 who were asked sent a return"] * 6)
    for answered_by, hint in (("All did.", "A3"), (long, "A4")):
        told = replace(found, answered=answered_by)
        monkeypatch.setattr(summary_sheet, "summary", lambda _comparison, told=told: told)
        consolidated_workbook.write(small_round(), tmp_path / "book.xlsx")
        sheet = load_workbook(tmp_path / "book.xlsx")["Summary"]
        lines = [str(row[0].value) for row in sheet["A2:A3"]][: int(hint[1]) - 2]
        assert " ".join(lines) == answered_by
        assert max(map(wide, lines)) <= summary_sheet.ACROSS
        assert "blue line is a link" in str(sheet[hint].value)
        assert sheet[f"E{hint[1]}"].value == "Colours:"


def test_what_was_picked_has_no_heading_of_what_others_say(tmp_path: Path) -> None:
    """Where nobody speaks of anybody, as among councils that rate themselves."""
    picks = {item.name: item.choices[0].name for item in scale_matrices.PLAN.items if item.role and item.is_picked}
    given = ledger(scale_matrices.planned("Fenmoor", picks))
    found = compare(scale_matrices.PLANS, scale_matrices.CROSSWALK, given, AS_AT)
    consolidated_workbook.write(found, tmp_path / "book.xlsx")
    assert "What was picked" in {cell.value for cell in load_workbook(tmp_path / "book.xlsx")["Summary"]["A"]}


def test_sentences_stay_short(book: Workbook) -> None:
    """Each sentence fits its column and the two beside it, and beside figures shrinks rather than lose its end."""
    texts = [str(cell.value) for (cell,) in book["Summary"].iter_rows(min_row=3, max_col=1) if cell.value]
    assert max(map(len, texts)) <= 100
    beside = [(said, tile) for said, tile in book["Summary"].iter_rows(min_row=3, max_col=2) if said.hyperlink]
    assert any(tile.value is not None for _, tile in beside)
    assert all(bool(said.alignment.shrinkToFit) == (tile.value is not None) for said, tile in beside)
