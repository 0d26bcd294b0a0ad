"""Tables on paper: A4 across, whole second lines, text that can be read, and pages that belong together."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace
from openpyxl.worksheet.worksheet import Worksheet

from tests.books.tables import areas, is_on_screen
from tests.builders.forms import asked
from tests.builders.opened import charts_of, load_workbook
from tests.builders.rounds import AS_AT, random_ledger
from tests.builders.small_round import small_round
from xlkit.books.consolidated import consolidated_workbook
from xlkit.books.consolidated.between_rounds import movement_sheet
from xlkit.books.respondent import respondent_workbook
from xlkit.books.respondent.pages import HEADINGS, print_on_a4
from xlkit.books.shared import shared_workbook
from xlkit.books.writer import diverging
from xlkit.books.writer.book import opened
from xlkit.books.writer.charts import (
    BAR_PIXELS,
    HALF_OF_A_FORM,
    MOST_BARS,
    NAME_ROOM,
    PAGE_PIXELS,
    TWO_LINES,
    Source,
    bars,
    split,
)
from xlkit.books.writer.heights import SCREEN, upright_height
from xlkit.books.writer.letters import wide
from xlkit.books.writer.paper import DEPTH, DIGIT, PAGE, ROW, SMALLEST, line, spread
from xlkit.books.writer.placing import Drawn
from xlkit.books.writer.sheets import Col, SheetOf
from xlkit.books.writer.stacking import stacked
from xlkit.books.writer.table import Column, Table, write_table
from xlkit.comparison.compare import compare
from xlkit.comparison.comparison import Response
from xlkit.comparison.disclosure.publish import share
from xlkit.form import xlsform
from xlkit.form.layout import FIRST_ROW, RowKind, lay_out
from xlkit.form.words import ENGLISH
from xlkit.returns import return_ids
from xlkit.round.round import Round

ROOM = PAGE * 100 / SMALLEST
SHORT, LONG_LINE = "One row for each.", "One row for each of many things that are said of it. " * 3


def printed(folder: Path, widths: list[float], intro: str = SHORT, rows: int = 3, frozen: int = 1) -> Worksheet:
    """A sheet with a table of columns so wide."""
    columns = tuple(Column(f"key {place}", f"Column {place}", width) for place, width in enumerate(widths))
    table = Table("It's, a sheet", "Table", "Title", intro, columns, rows, frozen)
    path = folder / "book.xlsx"
    with opened(path, "Title") as book:
        write_table(book, table, ([f"{row}", *(1.0 for _ in widths[1:])] for row in range(rows)))
    return load_workbook(path).worksheets[0]


@pytest.mark.parametrize(("rows", "deep"), [(3, None), (38, None), (60, 0)])
def test_a_narrow_table_takes_one_page_across(rows: int, deep: int | None, tmp_path: Path) -> None:
    """It is fitted to the page, with its headings on each, and to one alone where no few rows are left for a second."""
    sheet = printed(tmp_path, [30, 40, 50], rows=rows)
    setup = sheet.sheet_properties.pageSetUpPr
    assert setup is not None
    assert setup.fitToPage
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", deep)
    assert [area.bounds for area in areas(sheet)] == [(1, 1, 3, 4 + rows)]
    assert sheet.print_title_rows == "$4:$4"


def test_a_second_line_wider_than_its_table_is_printed_whole(tmp_path: Path) -> None:
    """The blank columns that it runs over are printed too; a short one needs none."""
    (area,) = areas(printed(tmp_path, [30, 20], LONG_LINE))
    assert area.max_col > 2 + (len(LONG_LINE) * 6 - 50 * DIGIT) / 80
    (near,) = areas(printed(tmp_path, [30, 20], SHORT))
    assert near.max_col == 2


def test_what_is_left_out_is_not_printed_for_the_line_above_it(tmp_path: Path) -> None:
    """A long second line ends with the columns printed where columns that are left out stand beside them."""
    columns: tuple[Col[str], ...] = tuple(Col(key, key, 30, value=str) for key in ("read", "looked up"))
    sheet = SheetOf(
        sheet="It's, a sheet",
        name="Table",
        title="Title",
        intro=LONG_LINE,
        columns=columns,
        records=["a"],
        printed="read",
    )
    with opened(tmp_path / "book.xlsx", "Title") as book:
        sheet.write(book)
    (area,) = areas(load_workbook(tmp_path / "book.xlsx").worksheets[0])
    assert area.max_col == 1


def test_the_second_line_of_every_sheet_is_printed_whole(tmp_path: Path) -> None:
    """Of a round of all perspectives with an earlier one, none is wider than what is printed below it."""
    instruments = xlsform.library()
    asked = (instruments["progress-for-providers"], instruments["shaping-the-market"])
    now, before = (random_ledger(seed, providers=12, instruments=asked) for seed in (1, 2))
    earlier = [
        replace(one.completed, identity=replace(one.completed.identity, round="Autumn 2026"))
        for one in before.merged
        if one.completed is not None
    ]
    invited = Response(20, frozenset())
    found = compare(instruments, xlsform.load_crosswalk(), now, AS_AT, "Spring 2027", earlier=earlier, response=invited)
    consolidated_workbook.write(found, tmp_path / "book.xlsx")
    sheets = [sheet for sheet in load_workbook(tmp_path / "book.xlsx").worksheets[1:] if sheet.sheet_state == "visible"]
    assert len(sheets) > 20
    assert [sheet.title for sheet in sheets if line(str(sheet["A2"].value)) > printed_width(sheet)] == []
    assert [sheet.title for sheet in sheets if not is_on_screen(sheet)] == []


def printed_width(sheet: Worksheet) -> float:
    """The pixels across of the first area that is printed; a column without a width has 80."""
    area = areas(sheet)[0]
    set_widths = {
        place: dimension.width
        for dimension in sheet.column_dimensions.values()
        for place in range(dimension.min or 0, (dimension.max or 0) + 1)
    }
    return sum(set_widths.get(place, 80 / DIGIT) * DIGIT for place in range(area.min_col, area.max_col + 1))


def test_charts_stand_side_by_side_above_their_table() -> None:
    """Two take as many rows as the taller of them; a third begins below both; without any the table begins at once."""

    def first_row(*heights: int) -> int:
        columns: tuple[Col[str], ...] = (Col("name", "Name", 30, value=str),)
        sheet = SheetOf(
            sheet="A", name="A", title="A", intro=SHORT, columns=columns, records=["a"],
            draw=lambda book, _: [Drawn(book.chart("bar"), height, "Bars.") for height in heights],
        )  # fmt: skip
        return sheet.first_row

    assert first_row() == 4
    assert first_row(210, 420) == first_row(420) == 4 + 420 // 21 + 2
    assert first_row(210, 420, 210) == first_row(420) + 210 // 21 + 2


def test_headings_stay_in_view_and_on_paper_where_they_are_those_of_all_tables(tmp_path: Path) -> None:
    """Above a table with other headings they would say something untrue of its columns."""

    def named(name: str, heading: str) -> SheetOf[str]:
        columns: tuple[Col[str], ...] = (Col("name", heading, 30, value=str),)
        return SheetOf(sheet="A", name=name, title="A", intro=SHORT, columns=columns, records=["a"])

    for sheet, heading in (("Alike", "Name"), ("Others", "Other")):
        with opened(tmp_path / f"{sheet}.xlsx", "Title") as book:
            for table in stacked((named("One", "Name"), named("Two", heading)), sheet):
                table.write(book)
    found = [load_workbook(tmp_path / f"{name}.xlsx").worksheets[0] for name in ("Alike", "Others")]
    assert [sheet.freeze_panes for sheet in found] == ["B5", "B1"]
    assert [sheet.print_title_rows for sheet in found] == ["$4:$4", "$1:$1"]


@pytest.mark.parametrize(("items", "drawn"), [(HALF_OF_A_FORM, 1), (HALF_OF_A_FORM + 1, 2), (95, 7)])
def test_a_movement_of_many_items_has_several_charts(items: int, drawn: int, tmp_path: Path) -> None:
    """Fifteen items are one chart; what is more goes on in the next, which stands beside it."""
    instruments = xlsform.library()
    asked = (instruments["progress-for-providers"], instruments["shaping-the-market"])
    ledger = random_ledger(1, providers=3, instruments=asked)
    now = [one.completed for one in ledger.merged if one.completed is not None]
    before = [replace(one, identity=replace(one.identity, round="Autumn 2026")) for one in now]
    found = compare(instruments, xlsform.load_crosswalk(), ledger, AS_AT, earlier=before).movements[0]
    many = replace(found, items=found.items[:1] * items)
    pairs = Table("Pairs", "Pairs", "Pairs", SHORT, (Column("name", "Name", 9), Column("state", "State", 9)), 3)
    with opened(tmp_path / "book.xlsx", "Title") as book:
        movement_sheet.sheet(many, "Movement", pairs, 1).write(book)
        diverging.data(book).write(book)
    assert len(charts_of(load_workbook(tmp_path / "book.xlsx").worksheets[0])) == drawn


@given(some.integers(0, 200), some.integers(1, 40), some.integers(0, 50))
def test_parts_of_a_chart_hold_each_row_once(rows: int, most: int, first: int) -> None:
    """They follow one another, alike to a row, none has more than it may, and there are no more than are needed."""
    table = Table("Sheet", "Table", "Title", SHORT, (Column("name", "Name", 30),), first + rows)
    found = split(Source(table, "name", rows, first), most)
    assert [row for one in found for row in range(one.first, one.first + one.rows)] == list(range(first, first + rows))
    sizes = {one.rows for one in found} or {0}
    assert max(sizes) <= most
    assert max(sizes) - min(sizes) <= 1
    assert (len(found) - 1) * most < max(rows, 1)


@pytest.mark.parametrize("rows", [1, MOST_BARS, MOST_BARS + 1, 95])
def test_no_part_of_a_chart_is_taller_than_a_page(rows: int) -> None:
    """One chart of 95 rows would be."""
    table = Table("Sheet", "Table", "Title", SHORT, (Column("name", "Name", 30),), rows)
    assert max(one.height for one in split(Source(table, "name", rows))) <= PAGE_PIXELS
    assert Source(table, "name", 95).height > PAGE_PIXELS


def test_bars_have_room_for_names_of_two_lines() -> None:
    """A name that its line cannot hold even in small letters makes the bars taller, or programs leave names out."""
    short, long = "Contracts", "Improving people's lives and achieving their outcomes (138)"
    assert wide(short, 9) < NAME_ROOM < wide(long, 9)
    assert bars([short] * 10) == 10 * BAR_PIXELS
    assert bars([short] * 9 + [long]) == 10 * TWO_LINES


def test_a_heading_that_runs_upwards_stands_on_the_lines_its_column_has() -> None:
    """Two lines take about half the height of one, and the longest word is never broken."""
    words, word = "Positive risk and safeguarding", "safeguarding"
    assert upright_height(words, 6.3) < upright_height(words, 3.5)
    assert upright_height(words, 6.3) >= wide(word, 12, is_bold=True) * 72 / 96


def test_columns_that_nobody_reads_do_not_make_the_headings_taller(tmp_path: Path) -> None:
    """They are as wide as their headings instead."""
    read, helper = Column("a", "Read", 10), Column("b", "Row among the theme levels of providers", 10)
    with opened(tmp_path / "book.xlsx", "Title") as book:
        for name, printed_columns in (("Both", 2), ("One", 1)):
            write_table(book, Table(name, name, name, SHORT, (read, helper), 1), [["x", 1]], printed_columns)
    both, one = load_workbook(tmp_path / "book.xlsx").worksheets
    assert (one.row_dimensions[4].height or 0) < (both.row_dimensions[4].height or 0)
    assert one.column_dimensions["B"].width > both.column_dimensions["B"].width


def test_a_wide_table_takes_several_pages_that_can_be_read(tmp_path: Path) -> None:
    """Each page across is an area of its own, the first alone with title and line, and the name is repeated."""
    sheet = printed(tmp_path, [30, *(20.0 for _ in range(20))])
    first, *others = areas(sheet)
    assert others
    assert (first.min_row, first.min_col, first.max_row) == (1, 1, 7)
    assert all((area.min_row, area.max_row) == (4, 7) for area in others)
    assert [area.min_col for area in others] == [area.max_col + 1 for area in (first, *others[:-1])]
    assert others[-1].max_col == 21
    assert sheet.print_title_cols == "$A:$A"
    assert int(sheet.page_setup.scale or 0) * 12 >= 7 * 100


@pytest.mark.parametrize(("above", "breaks"), [(0, []), (34, [37]), (90, [93])])
def test_a_wide_table_begins_a_page_below_what_would_tear_it(above: int, breaks: list[int], tmp_path: Path) -> None:
    """Where charts leave no room for all of it, and the pages are no more than if it began beside them."""
    columns = tuple(Column(f"key {place}", f"Column {place}", 20.0) for place in range(20))
    with opened(tmp_path / "book.xlsx", "Title") as book:
        for name, below in (("One", 0), ("Two", above + 30)):
            table = Table("A", name, "Title", SHORT, columns, 19, above=above, top=below)
            write_table(book, table, [[1.0] * 20] * 19)
    sheet = load_workbook(tmp_path / "book.xlsx").worksheets[0]
    first, second = above + 4, 2 * above + 34
    tops = sorted(area.min_row for area in areas(sheet))
    across = len(tops) // 2
    assert tops == [1, *[first] * (across - 1), above + 31, *[second] * (across - 1)]
    assert [one.id for one in sheet.row_breaks.brk][:1] == breaks


@pytest.mark.parametrize(("rows", "is_whole"), [(20, True), (60, False)])
def test_what_is_worked_with_prints_its_first_page_alone(rows: int, tmp_path: Path, *, is_whole: bool) -> None:
    """It says so at the foot; what has room on one page is printed as anything is."""
    columns = (Column("a", "A", 30), Column("b", "B", 20))
    with opened(tmp_path / "book.xlsx", "Title") as book:
        table = Table("Data", "Data", "Title", LONG_LINE, columns, rows, is_worked_with=True)
        write_table(book, table, [["x", 1.0]] * rows)
    sheet = load_workbook(tmp_path / "book.xlsx").worksheets[0]
    (area,) = areas(sheet)
    assert (area.max_row == rows + 4, "first page" in str(sheet.oddFooter)) == (is_whole, not is_whole)
    assert area.max_row <= DEPTH * 100 / SMALLEST / ROW
    assert printed_width(sheet) >= line(LONG_LINE)


def test_a_table_below_others_begins_a_page_where_it_would_be_torn(tmp_path: Path) -> None:
    """A short one that still has room on the page stands there; none is torn that has room on a page of its own."""
    columns = (Column("a", "A", 30), Column("b", "B", 20))
    with opened(tmp_path / "book.xlsx", "Title") as book:
        top = 0
        for number, rows in enumerate((15, 5, 15, 70)):
            table = Table("A", f"Table_{number}", f"Table {number}", SHORT, columns, rows, top=top)
            write_table(book, table, [["x", 1.0]] * rows)
            top = table.last_row + 3
    sheet = load_workbook(tmp_path / "book.xlsx").worksheets[0]
    begins = {str(sheet.cell(one.id + 1, 1).value) for one in sheet.row_breaks.brk}
    assert "Table 1" not in begins
    assert "Table 2" in begins
    assert not getattr(sheet.sheet_properties.pageSetUpPr, "fitToPage", False)


def test_pages_side_by_side_hold_the_same_rows(tmp_path: Path) -> None:
    """Breaks are set where a table is longer than a page; a short one has none."""
    wide = [30, *(20.0 for _ in range(20))]
    assert [one.id for one in printed(tmp_path, wide, rows=200).row_breaks.brk]
    assert not [one.id for one in printed(tmp_path, wide).row_breaks.brk]


@given(some.lists(some.floats(30, 900), min_size=1, max_size=40), some.integers(0, 3), some.floats(0, ROOM))
def test_every_column_has_a_page(pixels: list[float], kept: int, least: float) -> None:
    """Pages follow one another, none is wider than it may be unless one column is, and the line has its room."""
    scale, starts = spread(pixels, kept, least, 67)
    assert SMALLEST <= scale <= 67
    assert least <= PAGE * 100 / scale + 1e-6
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    for start, end in zip(starts, [*starts[1:], len(pixels)], strict=True):
        repeated = sum(pixels[:kept]) if start else 0
        is_alone = end - start == 1 or (start == 0 and end <= kept + 1)
        assert is_alone or repeated + sum(pixels[start:end]) <= PAGE * 100 / scale + 1e-6


def test_columns_that_belong_together_stand_on_one_page() -> None:
    """Without groups a page may begin with any column, and takes as many as have room."""
    columns = [100.0, *(500.0, 250.0, 250.0) * 3]
    assert spread(columns, 1, 0, SMALLEST)[1] == [0, 5]
    assert spread(columns, 1, 0, SMALLEST, (0, 1, 4, 7))[1] == [0, 4, 7]


def test_how_a_sentence_may_be_used_stands_on_its_page(tmp_path: Path) -> None:
    """Where people's sentences are passed on, a page begins with one of them, or with what stands behind all."""
    form = xlsform.find("top-twos")
    respondent_workbook.write(tmp_path / "form.xlsx", form, return_ids.blank(form), Round())
    sheet = load_workbook(tmp_path / "form.xlsx")["Tables"]
    begun = {sheet.cell(3, area.min_col).value for area in areas(sheet)[1:]}
    assert begun == {"Not working now 1", "For the future 1", "Reviewed on"}


@pytest.mark.parametrize("name", [name for name in xlsform.shipped() if not xlsform.find(name).accounts])
def test_forms_can_be_read_on_paper(tmp_path: Path, name: str) -> None:
    """Every sheet has letters of 7 points at least, upright but for tables of many columns."""
    instrument = xlsform.find(name)
    respondent_workbook.write(tmp_path / "form.xlsx", instrument, return_ids.blank(instrument), Round())
    sheets = [sheet for sheet in load_workbook(tmp_path / "form.xlsx") if sheet.sheet_state == "visible"]
    assert {sheet.title for sheet in sheets if sheet.page_setup.orientation != "portrait"} <= {"Tables"}
    assert [sheet.title for sheet in sheets if 12 * int(sheet.page_setup.scale or 100) < 7 * 100] == []


@pytest.mark.parametrize("name", asked())
def test_no_page_of_a_form_ends_with_a_heading(tmp_path: Path, name: str) -> None:
    """What stands below a heading is on its page, and so is a note between the two."""
    instrument = xlsform.find(name)
    respondent_workbook.write(tmp_path / "form.xlsx", instrument, return_ids.blank(instrument), Round())
    form, book = lay_out(instrument), load_workbook(tmp_path / "form.xlsx")
    for rows in filter(None, (form.questions, form.planner)):
        for one in book[rows[0].sheet].row_breaks.brk:
            above = (row for row in rows if row.row < one.id)
            *_, last = (row.kind for row in above if row.kind is not RowKind.NOTE)
            assert last not in HEADINGS


@pytest.mark.parametrize(
    ("parts", "scale", "breaks"), [([410.0] * 3, 59, []), ([250.0] * 3, 85, []), ([410.0] * 4, 85, [5])]
)
def test_parts_of_a_form_take_as_few_pages_as_can_be_read(
    parts: list[float], scale: int, breaks: list[int], tmp_path: Path
) -> None:
    """Letters are smaller where that saves a page, and never else; no part is torn."""
    with opened(tmp_path / "book.xlsx", "Title") as book:
        sheet = book.sheet("Form")
        for row, tall in enumerate(parts, start=FIRST_ROW):
            sheet.height(row, tall)
        rows = range(FIRST_ROW, FIRST_ROW + len(parts))
        print_on_a4(sheet, ENGLISH, (40, 40), last_row=rows[-1], parts=rows)
    page = load_workbook(tmp_path / "book.xlsx")["Form"]
    assert (page.page_setup.scale, [one.id for one in page.row_breaks.brk]) == (scale, breaks)


def test_a_part_deeper_than_any_page_is_torn_between_its_rows(tmp_path: Path) -> None:
    """What begins after it is held against what its last page has left."""
    with opened(tmp_path / "book.xlsx", "Title") as book:
        sheet = book.sheet("Form")
        for row in range(FIRST_ROW, 40):
            sheet.height(row, 100.0)
        print_on_a4(sheet, ENGLISH, (40, 40), last_row=39, parts=(FIRST_ROW, 35))
    first, *others = [one.id for one in load_workbook(tmp_path / "book.xlsx")["Form"].row_breaks.brk]
    assert FIRST_ROW < first < 35
    assert all(35 >= row > first for row in others)


def test_a_narrow_table_below_a_wide_one_takes_no_page_more_than_it_needs(tmp_path: Path) -> None:
    """The wide one goes on on a second page across, where of the other nothing would stand."""
    names = [Col("a", "A", 30, value=str), *(Col(f"b{n}", f"B{n}", 30, value=str) for n in range(7))]
    wide_one, narrow_one = (
        SheetOf(sheet="S", name=name, title=name, intro=SHORT, columns=tuple(columns), records=["x"])
        for name, columns in (("Wide", names), ("Narrow", names[:2]))
    )
    with opened(tmp_path / "book.xlsx", "Title") as book:
        for table in stacked((wide_one, narrow_one), "S"):
            table.write(book)
    assert load_workbook(tmp_path / "book.xlsx")["S"].print_area == "'S'!$A$1:$E$5,'S'!$A$8:$B$12,'S'!$F$4:$H$5"


def test_no_heading_of_a_cover_stands_last_on_its_page(tmp_path: Path) -> None:
    """Of the guide, which takes several pages: what it stands above begins the next page with it."""
    consolidated_workbook.write(small_round(), tmp_path / "book.xlsx")
    guide = load_workbook(tmp_path / "book.xlsx")["Guide"]
    last = [each.id for each in guide.row_breaks.brk]
    headings = [row[0].row for row in guide.iter_rows(min_row=2, max_col=1) if row[0].font.sz == 14]
    assert len(last) > 1
    assert len(headings) > 5
    assert not set(last) & set(headings)
    assert any(row + 1 in headings for row in last)


@pytest.mark.parametrize(
    ("name", "column"),
    [("Guide", "B"), ("Notes", "D"), ("Files", "D"), ("shared Left out", "B"), ("shared Method", "C")],
)
def test_what_is_read_ends_on_the_screen(name: str, column: str, tmp_path: Path) -> None:
    """The column of sentences on these sheets has its right edge in sight, so that no line is read by scrolling."""
    round_ = small_round()
    if name.startswith("shared"):
        shared_workbook.write(share(round_), tmp_path / "book.xlsx")
    else:
        consolidated_workbook.write(round_, tmp_path / "book.xlsx")
    sheet = load_workbook(tmp_path / "book.xlsx")[name.removeprefix("shared ")]
    before = [letter for letter in "ABCD" if letter <= column]
    assert sum(sheet.column_dimensions[letter].width * DIGIT for letter in before) <= SCREEN
