"""The officer's own workbooks as spreadsheet programs see them."""

import re
import zipfile
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl.worksheet.cell_range import CellRange

from tests.builders.control import (
    ASHGROVE,
    ELM_ROW,
    FORMS,
    INSTRUMENTS,
    OAKFIELD,
    SECRET,
    SPRING,
    WAIVER,
    bounced,
    spring,
    written,
)
from tests.builders.opened import load_workbook
from tests.intake.test_eligibility import entered, issued
from tests.intake.test_tracker import file
from tests.office import ooxml
from tests.office.calc import Calc, Entry
from xlkit.books.round import asked, issue_register, mailing_list, response, tracker_workbook
from xlkit.books.round.sheet import SPARE
from xlkit.books.writer import charts, placing
from xlkit.books.writer.heights import DIGIT, SCREEN
from xlkit.intake.log import Ledger, Status
from xlkit.intake.tracker import Tracking, track
from xlkit.returns import return_ids
from xlkit.returns.issues import issue
from xlkit.round import issuing, reading
from xlkit.round.control import PREPARED, RECIPIENTS, RULINGS, WAIVABLE
from xlkit.round.letters import compose
from xlkit.round.round import Control, LetterKind, Recipient, Round

EMPTY = Control(Round("Empty"), letters=spring().letters, secret=SECRET)
AS_AT = date(2027, 4, 1)
HARD = (
    replace(OAKFIELD, respondent="=1+1", size="<10"),
    replace(ASHGROVE, size=">=10", organisation="*"),
    replace(ASHGROVE, size="*", organisation="?", locality="NORTH "),
    bounced(replace(OAKFIELD, organisation="دار 😀", locality='"quoted"', size="~")),
    replace(ELM_ROW, locality="<>"),
)


def hard_tracking() -> Tracking:
    """A round whose groups look like formulas and wildcards, with one return of each kind."""
    entries = (file(issued(HARD[0]), Status.VALID, "=a.xlsx"), file(issued(HARD[1]), Status.INCOMPLETE, "b.xlsx"))
    decide = (issue("to-be-decided", named="File 0"),)
    held = replace(file(entered(HARD[1].organisation), Status.HELD, "held.xlsx"), issues=decide)
    damaged = replace(file(None, Status.REJECTED, "scan.pdf"), issues=(issue("empty-file"),))
    return track(spring(*HARD), INSTRUMENTS, Ledger((*entries, held, damaged)))


def everything(folder: Path) -> dict[str, Path]:
    """One of each of the officer's workbooks."""
    paths = {name: folder / f"{name}.xlsx" for name in ("control", "blank", "register", "tracker", "first", "mailing")}
    control = spring(*HARD, decisions=(WAIVER,))
    written(paths["control"], control)
    written(paths["blank"], EMPTY)
    issued = issuing.for_round(control, INSTRUMENTS)
    issue_register.write(paths["register"], control, issuing.registered(control, issued, issued, AS_AT))
    tracker_workbook.write(paths["tracker"], SPRING, hard_tracking(), AS_AT)
    nothing_yet = track(spring(ELM_ROW), INSTRUMENTS, Ledger(()))
    tracker_workbook.write(paths["first"], replace(SPRING, due=None), nothing_yet, AS_AT)
    messages = [(compose(control, recipient, LetterKind.INVITATION), "a.xlsx") for recipient in control.asked]
    mailing_list.write(paths["mailing"], messages)
    return paths


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The officer's workbooks on disk."""
    return everything(tmp_path_factory.mktemp("officer"))


@pytest.mark.slow
@pytest.mark.ooxml
@pytest.mark.parametrize("name", ["control", "blank", "register", "tracker", "first", "mailing"])
def test_excel_has_nothing_to_repair(books: dict[str, Path], name: str) -> None:
    """Each workbook is valid Open XML."""
    assert ooxml.errors(books[name]) == []


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("name", "sheets", "charts"),
    [
        ("control", ["Settings", "Recipients", "Decisions", "Letters"], 0),
        ("register", ["Cover", "Issued"], 0),
        (
            "tracker",
            ["Cover", "To chase", "Not used", "Recipients", "States", "Response", "Sections", "Sections by return"],
            2,
        ),
        ("first", ["Cover", "Recipients", "States", "Response"], 2),
    ],
)
def test_libreoffice_opens_it(calc: Calc, books: dict[str, Path], name: str, sheets: list[str], charts: int) -> None:
    """It opens without a question, shows its sheets, locks nothing, and hides what is not to be typed over."""
    seen = calc.opens_clean(books[name])
    assert [sheet.name for sheet in seen if sheet.visible] == sheets
    assert sum(sheet.charts for sheet in seen) == charts
    assert not any(sheet.protected for sheet in seen)
    assert [sheet.name for sheet in seen if not sheet.visible] == ["xlkit"]


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", ["tracker", "first"])
def test_figures_are_what_their_formulas_give(calc: Calc, books: dict[str, Path], name: str) -> None:
    """Calculating afresh changes no figure of the tracker."""
    found = calc.recalculate(books[name])
    assert found["Cover"]
    assert [(sheet, cell) for sheet, cells in found.items() for cell, each in cells.items() if each.stale] == []


@pytest.mark.libreoffice
def test_days_follow_the_as_at_cell(calc: Calc, books: dict[str, Path]) -> None:
    """Typing another day moves the days to the deadline, and nothing else does."""
    before = calc.recalculate(books["tracker"])["Cover"]["B7"].value
    after = calc.recalculate(books["tracker"], [Entry("Cover", "B5", "20/03/2027")])["Cover"]["B7"].value
    assert (before, after) == (-6, 6)


@pytest.mark.libreoffice
def test_dropdowns_are_there(calc: Calc, books: dict[str, Path]) -> None:
    """Each column that has choices offers them in every prepared row."""
    found = calc.validations(books["control"])
    assert found["Recipients"]["E5"] == ("small", "other")
    assert found["Recipients"]["J304"] == ("self", "commissioner", "provider", "people", "partner")
    assert found["Recipients"]["H304"] == ("yes", "no")
    assert found["Decisions"]["C64"] == RULINGS
    assert str(len(WAIVABLE)) in str(found["Decisions"]["D5"])
    assert "B7" in found["Settings"]


@pytest.mark.libreoffice
def test_what_a_person_types_is_read(calc: Calc, tmp_path: Path) -> None:
    """Settings and recipients typed in a spreadsheet program come back as they were meant."""
    empty = written(tmp_path / "empty.xlsx", EMPTY)
    typed = {
        "Settings": {"B5": "Fenmoor", "B6": "Spring 2027", "B7": "26/03/2027", "B9": "small", "B19": "6", "B22": "yes"},
        "Recipients": {"A5": "=1+1 Care", "B5": "Ann", "D5": "ann@example.org", "F5": "00123", "G5": "1-2", "H5": "no"},
    }
    entries = [Entry(sheet, cell, text) for sheet, cells in typed.items() for cell, text in cells.items()]
    saved = tmp_path / "saved.xlsx"
    assert calc.fill_in(empty, entries, [saved]).accepted
    found = reading.load(saved, FORMS)
    assert (found.round.council, found.round.name, found.round.due) == ("Fenmoor", "Spring 2027", date(2027, 3, 26))
    assert (found.rules.smallest_group, found.rules.several_respondents, found.secret) == (6, True, SECRET)
    assert tuple(replace(each, return_id="", form="", task="") for each in found.recipients) == (
        Recipient(
            "=1+1 Care", "Ann", email="ann@example.org", template="small", locality="00123", size="1-2", in_scope=False
        ),
    )


def test_the_tracker_counts_groups_that_look_like_formulas(books: dict[str, Path]) -> None:
    """A size such as <10 is a group of its own, and those without one are counted too."""
    book = load_workbook(books["tracker"], data_only=True)
    rows = [[cell.value for cell in row] for row in book["Response"].iter_rows(min_row=5)]
    sizes = {row[1]: tuple(row[2:7]) for row in rows if row[0] == "Size"}
    assert sizes["<10"] == (1, 0, 1, 0, 1)
    assert sizes["*"] == (1, 0, 0, 0, 0)
    assert sizes["no size"][:2] == (0, 1)
    assert {row[1] for row in rows if row[0] == "Locality"} == {"North", '"quoted"', "<>"}


def test_every_table_has_filters_and_charts_have_words(books: dict[str, Path]) -> None:
    """Finance can filter each table, and a screen reader can tell what a chart shows."""
    book = load_workbook(books["tracker"])
    tables = [table for sheet in book.worksheets for table in sheet.tables.values()]
    assert len(tables) == 7
    assert all(table.autoFilter is not None for table in tables)
    assert book.properties.title == "Tracker: Spring 2027"


def test_recipients_print_so_that_they_can_be_read(books: dict[str, Path], tmp_path: Path) -> None:
    """Columns and rows that nobody needs are left out; with those seldom needed it takes two pages across."""
    sheet = load_workbook(books["control"])["Recipients"]
    assert str(sheet.print_area).replace("$", "").rpartition("!")[2] == f"A1:I{4 + len(HARD) + SPARE}"
    blank = load_workbook(books["blank"])["Recipients"]
    with zipfile.ZipFile(books["blank"]) as book:
        grows = "".join(
            re.findall(r"<definedName[^>]*>(Recipients!.A.1:[^<]*)<", book.read("xl/workbook.xml").decode())
        )
    last = 4 + PREPARED[RECIPIENTS]
    assert unescape(grows) == (
        f"Recipients!$A$1:INDEX(Recipients!$I$1:$I${last},MAX({4 + SPARE},"
        f'SUMPRODUCT(MAX((Recipients!$A$5:$I${last}<>"")*ROW(Recipients!$A$5:$I${last})))))'
    )
    assert ["clear the print area" in str(each.oddFooter) for each in (sheet, blank)] == [True, False]
    used = load_workbook(written(tmp_path / "used.xlsx", spring(replace(OAKFIELD, subject="Elm Row"))))["Recipients"]
    assert len(str(used.print_area).split(",")) == 2
    assert (used.print_title_cols, used.print_title_rows) == ("$A:$A", "$4:$4")
    assert int(used.page_setup.scale or 0) * 12 >= 7 * 100


def test_the_mailing_list_is_read_on_one_page_across(tmp_path: Path) -> None:
    """Names that are long go on in a next line; letters and paths are for programs, and stand on one."""
    control = spring(OAKFIELD, replace(OAKFIELD, organisation="The Friends and Neighbours of the Old Station House"))
    path = tmp_path / "list.xlsx"
    drafted = [(compose(control, one, LetterKind.INVITATION), "a.xlsx") for one in control.asked]
    mailing_list.write(path, drafted)
    sheet = load_workbook(path).worksheets[0]
    assert str(sheet.print_area).endswith("$A$1:$E$3")
    setup = sheet.sheet_properties.pageSetUpPr
    assert setup is not None
    assert (sheet.print_title_rows, setup.fitToPage) == ("$1:$1", True)
    assert (sheet.row_dimensions[3].height or 0) > (sheet.row_dimensions[2].height or 0)
    assert [bool(sheet.cell(2, column).alignment.wrap_text) for column in (3, 6, 7)] == [True, False, False]


def test_the_charts_of_the_tracker_are_printed(books: dict[str, Path]) -> None:
    """They stand above their tables, within what is printed, and on the same page where it has room for them."""
    book = load_workbook(books["tracker"])
    for name in ("States", "Response"):
        (table,) = book[name].tables.values()
        printed, written = (CellRange(str(area).rpartition("!")[2]) for area in (book[name].print_area, table.ref))
        assert (printed.min_row, printed.max_row) == (1, written.max_row)
        assert written.min_row > 10
        assert book[name].row_breaks.brk == []


def test_recipients_name_their_files_below_the_folder_that_all_lie_in() -> None:
    """It is said once above the table, so that a path makes no row two lines tall."""
    files = [
        file(issued(who), Status.VALID, f"a/back/{name}.xlsx")
        for who, name in zip(HARD[:2], ("x", "more/y"), strict=True)
    ]
    tracking = track(spring(*HARD), INSTRUMENTS, Ledger(tuple(files)))
    sheet = asked.sheet(tracking, None)
    column = sheet.columns[sheet.place("file")]
    assert [column.value(row) for row in sheet.records if row.file] == ["x.xlsx", "more/y.xlsx"]
    assert sheet.intro.endswith("All files lie in a/back.")
    assert asked.sheet(hard_tracking(), None).intro == asked.INTRO


def test_the_placeholders_of_letters_are_in_sight(books: dict[str, Path]) -> None:
    """All columns of the sheet end on an officer's screen, since what stands in braces is looked up while typing."""
    widths = load_workbook(books["blank"])["Letters"].column_dimensions
    assert sum(widths[letter].width * DIGIT for letter in "ABCDE") <= SCREEN


def test_every_bar_of_the_response_has_room_for_its_name() -> None:
    """Programs leave out every second name where a long one takes two lines that it has no room for."""
    here = [replace(OAKFIELD, organisation=f"Care {place}", size=f"{place} to {place}") for place in range(8)]
    far = [replace(each, locality="In the hills beyond the river and the woods") for each in here]
    tall = []
    for recipients in (here, far):
        tracking = track(spring(*recipients), INSTRUMENTS, Ledger(()))
        sheet = response.sheet(tracking, asked.sheet(tracking, None))
        assert sheet.draw is not None
        tall.append(sheet.draw(placing.rehearsal(), sheet)[0].height)
    bars = 1 + len(here) + 1
    assert tall == [bars * lines + response.FRAME_PIXELS for lines in (charts.BAR_PIXELS, charts.TWO_LINES)]


def test_the_secret_is_kept_out_of_sight(books: dict[str, Path]) -> None:
    """The sheet that holds it is not among those a person can unhide, and nothing else says it."""
    book = load_workbook(books["control"])
    assert book["xlkit"].sheet_state == "veryHidden"
    shown = [cell.value for sheet in book.worksheets[:-1] for row in sheet.iter_rows() for cell in row]
    assert spring().secret not in shown


def test_the_register_lists_what_was_issued(books: dict[str, Path]) -> None:
    """Return id, organisation, address, language and file stand in one row each."""
    sheet = load_workbook(books["register"])["Issued"]
    first = [cell.value for cell in sheet[5]]
    (expected, *_) = issuing.for_round(spring(*HARD), INSTRUMENTS)
    assert first[0] == expected.identity.return_id
    assert {"Oakfield Care", "ann@oakfield.example", "en", expected.file_name} <= set(first)
    assert sheet.max_row == 4 + 4


def test_a_register_is_read_back_by_its_own_round(books: dict[str, Path]) -> None:
    """Every fact that tells workbooks apart comes back as it was issued, and another round's secret reads nothing."""
    control = spring(*HARD, decisions=(WAIVER,))
    issued = issuing.for_round(control, INSTRUMENTS)
    read = reading.load_register(books["register"], control)
    assert read is not None
    for was, now in zip(issued, read, strict=True):
        assert return_ids.who(now.identity) == return_ids.who(was.identity)
        assert now.identity.return_id == was.identity.return_id
        assert (now.file_name, now.row_id, now.day, now.printed) == (was.file_name, was.row_id, AS_AT, was.printed)
    assert reading.load_register(books["register"], replace(control, secret="another")) is None  # noqa: S106


def test_the_mail_merge_list_begins_with_its_headings(books: dict[str, Path]) -> None:
    """A mail merge takes the first row for headings, and each further one for a message."""
    rows = list(load_workbook(books["mailing"]).worksheets[0].iter_rows(values_only=True))
    assert rows[0][0] == "Recipient"
    assert rows[1][0] == "ann@oakfield.example"
    assert len(rows) == 5


def test_the_same_round_gives_the_same_bytes(tmp_path: Path) -> None:
    """Written twice, every workbook is the same."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, two = everything(tmp_path / "a"), everything(tmp_path / "b")
    assert {name: path.read_bytes() for name, path in one.items()} == {
        name: path.read_bytes() for name, path in two.items()
    }
