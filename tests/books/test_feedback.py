"""The feedback workbook as written: beautiful for one, and silent about all others."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl import Workbook
from openpyxl.worksheet.cell_range import CellRange

from tests.books.test_paper import printed_width
from tests.books.test_shared import parts, round_of, said
from tests.builders.opened import charts_of, load_workbook
from tests.builders.rounds import AS_AT, CROSSWALK, INSTRUMENTS, PROVIDER, answered, ledger
from tests.office import ooxml
from xlkit.books.feedback import feedback_workbook
from xlkit.books.writer import paper
from xlkit.comparison.compare import compare
from xlkit.comparison.feedback import Feedback
from xlkit.comparison.feedback import feedback as given
from xlkit.intake.log import Ledger


def all_of(ledger: Ledger) -> list[Feedback]:
    return list(given(compare(INSTRUMENTS, CROSSWALK, ledger, AS_AT, "Spring 2027")))


@pytest.mark.parametrize("many", [3, 9])
def test_no_part_names_another(many: int, tmp_path: Path) -> None:
    """No text that any other organisation's return brought in stands in any byte of a provider's feedback."""
    ledger = round_of(11, many)
    for one in all_of(ledger):
        path = tmp_path / "feedback.xlsx"
        feedback_workbook.write(one, path)
        mine = {e.completed for e in ledger.entries if e.completed and e.completed.organisation == one.organisation}
        own = {text for each in mine for text in said(each)}
        others = {text for e in ledger.entries if e.completed not in mine for text in said(e) if "Zq" in text} - own
        assert len(others) > 10
        for name, content in parts(path):
            assert not [text for text in others if text in content and not any(text in each for each in own)], name


def test_sheets_and_charts(tmp_path: Path) -> None:
    """Cover, levels beside others with two charts, next steps, actions."""
    feedback_workbook.write(all_of(round_of(11, 9))[0], tmp_path / "feedback.xlsx")
    book = load_workbook(tmp_path / "feedback.xlsx")
    assert book.sheetnames == ["Cover", "Beside others", "Next steps", "Your actions", "Chart data (sides)"]
    assert sum(name.startswith("xl/charts/chart") for name, _ in parts(tmp_path / "feedback.xlsx")) == 2
    assert {(sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) for sheet in book} <= {(9, 0), (9, None)}


def opened(given: Feedback, folder: Path) -> Workbook:
    """The workbook of a feedback as a reader opens it."""
    feedback_workbook.write(given, folder / "feedback.xlsx")
    return load_workbook(folder / "feedback.xlsx")


def on_cover(book: Workbook) -> str:
    return "\n".join(str(cell.value) for row in book["Cover"].iter_rows() for cell in row if cell.value is not None)


def beside(*others: int | None, level: int | None = 3) -> Feedback:
    """One with a level on the first topic and 3 on the rest, beside others who all have a level on the rest."""
    rest = dict.fromkeys(("culture", "costing", "invoicing", "accounting"), 3)
    levels = [{**rest, "strategy": each} for each in (level, *others)]
    returns = [answered(PROVIDER, f"P{number}", each) for number, each in enumerate(levels)]
    return next(iter(given(compare(INSTRUMENTS, CROSSWALK, ledger(*returns), AS_AT))))


def test_with_too_few_others_they_are_left_out_and_it_says_so(tmp_path: Path) -> None:
    """Four others: no columns for them, the reason on cover and sheet, and no word that promises them."""
    book = opened(beside(1, 2, 3, 4), tmp_path)
    assert book.sheetnames == ["Cover", "Where you stand", "Next steps", "Chart data (sides)"]
    assert "Others (n)" not in [cell.value for cell in book["Where you stand"][4]]
    assert "only where 5 of them or more answered" in str(book["Where you stand"]["A2"].value)
    assert "Fewer than 5 other organisations answered" in on_cover(book)
    assert "Beside others" not in on_cover(book)


def test_with_enough_others_they_stand_beside_it(tmp_path: Path) -> None:
    """Five: the columns, what they are for, and no column that says why one is blank."""
    book = opened(beside(1, 2, 3, 4, 5), tmp_path)
    headings = [cell.value for cell in book["Beside others"][4]]
    assert "Others (n)" in headings
    assert "Why no others" not in headings
    assert "“Beside others” shows your level" in on_cover(book)


def test_a_topic_without_others_says_why(tmp_path: Path) -> None:
    """One other of five has no level on it; or the provider itself has none."""
    for one, why in (
        (beside(1, 2, 3, 4, None), "Fewer than 5 others"),
        (beside(1, 2, 3, 4, 5, level=None), "You have no level"),
    ):
        headings, first, second, *_ = opened(one, tmp_path)["Beside others"].iter_rows(min_row=4, values_only=True)
        place = headings.index("Why no others")
        assert (first[place], second[place]) == (why, None)


def test_where_others_answered_other_topics_it_says_so(tmp_path: Path) -> None:
    """Five answered, none of them what the provider answered."""
    returns = [answered(PROVIDER, "P0", {"culture": 2})]
    returns += [answered(PROVIDER, f"P{number}", {"strategy": 2}) for number in range(1, 6)]
    found = given(compare(INSTRUMENTS, CROSSWALK, ledger(*returns), AS_AT))
    one = next(one for one in found if one.organisation == "P0")
    said = on_cover(opened(one, tmp_path))
    assert "5 other organisations answered, but fewer than 5 of them on each topic that you answered" in said


def test_the_cover_names_the_return_that_the_levels_rest_on(tmp_path: Path) -> None:
    """By its return id, so that a workbook can be held against the one that came back."""
    one = beside(1)
    assert f"one person's view ({one.return_ids[0]})" in on_cover(opened(one, tmp_path))


def test_in_a_region_the_cover_names_the_council_and_whose_the_others_are(tmp_path: Path) -> None:
    """The one that it answered to, as did those that stand beside it; otherwise neither."""
    one = replace(beside(1, 2, 3, 4, 5), council="Ashshire")
    assert "5 other organisations answered in Ashshire; none" in on_cover(opened(one, tmp_path))
    assert "5 other organisations answered; none" in on_cover(opened(beside(1, 2, 3, 4, 5), tmp_path))


@pytest.mark.parametrize(("others", "last"), [(5, None), (5, 2), (0, None), (0, 2)])
def test_a_page_is_as_wide_as_its_table_or_chart(others: int, last: int | None, tmp_path: Path) -> None:
    """The table takes nine tenths of the page across and no more than all of it."""
    one = beside(*range(1, others + 1))
    topics = tuple(replace(topic, last=last) for topic in one.topics)
    sheet = opened(replace(one, topics=topics, last_round="Autumn"), tmp_path).worksheets[1]
    assert 0.9 <= printed_width(sheet) * int(sheet.page_setup.scale or 0) / 100 / paper.PAGE <= 1.01


@pytest.mark.parametrize(("topics", "drawn"), [(20, 1), (21, 2), (41, 3)])
def test_charts_of_many_topics_go_on_in_the_next(topics: int, drawn: int, tmp_path: Path) -> None:
    """None has more than twenty bars, so that each goes on a page and can be read."""
    one = beside(1)
    many = replace(one, topics=one.topics[:1] * topics)
    charts = charts_of(opened(many, tmp_path).worksheets[1])
    levels = [CellRange(chart.series[0].val.numRef.f) for chart in charts if chart.grouping == "stacked"]
    assert len(charts) == len(levels) == drawn
    assert [row for each in levels for row in range(each.min_row, each.max_row + 1)] == list(range(5, 5 + topics))


@pytest.mark.slow
@pytest.mark.ooxml
@pytest.mark.parametrize("many", [1, 9])
def test_excel_opens_it_without_a_word(many: int, tmp_path: Path) -> None:
    """The workbook is valid Open XML."""
    feedback_workbook.write(all_of(round_of(11, many))[0], tmp_path / "feedback.xlsx")
    assert ooxml.errors(tmp_path / "feedback.xlsx") == []


def test_tables_have_no_filter_buttons_and_no_room_for_them(tmp_path: Path) -> None:
    """Headings are as tall as their words; those of the consolidated workbook, which are filtered, have a line more."""
    steps = opened(beside(1), tmp_path)["Next steps"]
    assert [table.autoFilter for table in steps.tables.values()] == [None]
    assert (steps.row_dimensions[4].height or 0) < 3 * 15.75
