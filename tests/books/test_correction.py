"""Correction workbooks: every answer kept, every problem listed and marked, and taken in place of what they correct."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from tests.builders.bilingual import bilingual
from tests.builders.forms import changed, oakfield, returned, small, with_error, without_rows, written
from tests.builders.opened import load_workbook
from tests.corpus.case import DRAFT, ROUND, blank_form
from tests.office.calc import Calc, Entry
from tests.oracle.book import differences, recalculate
from xlkit.books.correction import correction_workbook as corrections
from xlkit.books.respondent import respondent_workbook
from xlkit.books.respondent.pages import SHORT
from xlkit.books.writer.heights import height
from xlkit.books.writer.paper import DIGIT, PIXEL
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.form.words import ENGLISH, WELSH
from xlkit.returns.correction import Correction
from xlkit.returns.issues import CATALOGUE
from xlkit.returns.raw import RawReturn, Value
from xlkit.returns.read.file import read_bytes
from xlkit.returns.return_ids import blank
from xlkit.returns.validate import Understood, Validator
from xlkit.round.round import Round

SHEET = ENGLISH.correction.sheet
VALIDATOR = Validator({"small": small()}, corrects=True)
SOUND = returned(DRAFT, oakfield(round_name=ROUND))
BAD: dict[tuple[str, int], Value] = {
    ("1.1.1", 2): "✓",
    ("1.2.2", 2): "maybe",
    ("2.1.5", 2): "",
    ("2.2", 3): "Many of us",
    ("2.4", 3): "soon",
    ("2.5", 3): "twelve",
    ("Y8", 2): "=TODAY()",
    ("E1.1", 6): "=cmd|' /C calc'!A0",
    ("P1.1", 7): "by summer",
}
FAULTY = with_error(changed(SOUND, BAD), "2.6", 3, "#REF!")


def correction_of(raw: RawReturn) -> Correction:
    found = VALIDATOR(raw).correction
    assert found is not None
    return found


def corrected(path: Path, correction: Correction) -> Path:
    corrections.write(path, small(), correction, Round(ROUND))
    return path


def again(path: Path) -> Understood:
    raw = read_bytes(path.read_bytes()).raw
    assert raw is not None
    return VALIDATOR(raw)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The correction of a return with a problem of nearly every kind."""
    return corrected(tmp_path_factory.mktemp("correction") / "c.xlsx", correction_of(FAULTY))


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return load_workbook(path)


def test_a_sound_return_needs_no_correction() -> None:
    """Notes alone, such as a tick understood, send nothing back."""
    assert VALIDATOR(SOUND).correction is None
    assert VALIDATOR(changed(SOUND, {("1.1.3", 2): "x"})).correction is None
    assert Validator({"small": small()})(FAULTY).correction is None


def test_what_was_understood_is_understood_again(path: Path) -> None:
    """All answers, actions and details come back as they were, from the fresh workbook."""
    before, after = VALIDATOR(FAULTY).completed, again(path).completed
    assert before is not None
    assert after is not None
    assert [(a.item, a.level, a.value, a.evidence) for a in after.answers] == [
        (a.item, a.level, a.value, a.evidence) for a in before.answers
    ]
    assert [(a.action, a.owner, a.status) for a in after.actions] == [
        (a.action, a.owner, a.status) for a in before.actions
    ]
    assert (after.respondent, after.agreed) == (before.respondent, before.agreed)


def test_what_was_not_understood_stands_where_it_stood(book: Workbook) -> None:
    """Two ticks, a mark that is none, and texts in the wrong place are all there for their writer to see."""
    questions = book["Questions"]
    assert [questions[cell].value for cell in ("C6", "C8", "C14", "D25", "D27", "D28")] == [
        "✓", "✓", "maybe", "Many of us", "soon", "twelve",
    ]  # fmt: skip
    assert book["About you"]["C10"].value == "=TODAY()"
    assert book["About you"]["C10"].data_type == "s"
    assert book["Action planner"]["H4"].value == "by summer"


def test_every_problem_is_listed_with_a_link_to_its_cell(book: Workbook) -> None:
    """The list comes first, names what stood there, and leads to the cell of the fresh workbook."""
    assert book.sheetnames[0] == SHEET
    assert book.active is not None
    assert book.active.title == SHEET
    listed = [(row[0].value, row[3].value) for row in book[SHEET].iter_rows(min_row=6)]
    assert listed == [
        ("About you!C10", "=TODAY()"),
        ("Questions!C6", "✓"),
        ("Questions!C14", "maybe"),
        ("Questions!C20", None),
        ("Questions!D25", "Many of us"),
        ("Questions!D27", "soon"),
        ("Questions!D28", "twelve"),
        ("Questions!D29", "#REF!"),
        ("Action planner!H4", "by summer"),
        ("Questions!G11", "=cmd|' /C calc'!A0"),
    ]
    link = book[SHEET]["A7"].hyperlink
    assert link is not None
    assert link.location == "'Questions'!C6"


def test_cells_are_marked_in_words_beside_their_row(book: Workbook) -> None:
    """A column of remarks says what is to be checked; rows without a problem have none."""
    questions = book["Questions"]
    assert questions["E3"].value == SHEET
    remarks = {cell.row: str(cell.value) for cell in questions["E"] if cell.value and cell.row > 3}
    assert set(remarks) == {5, 11, 12, 19, 25, 27, 28, 29}
    assert "More than one tick" in remarks[5]


def test_a_remark_of_many_problems_is_seen_whole(tmp_path: Path) -> None:
    """Its row is as tall as it, though the question beside it has one line."""
    correction = correction_of(FAULTY)
    (check,) = (each for each in correction.checks if each.cell and each.cell.a1 == "D27")
    others = (replace(check, issue=each.issue) for each in correction.checks)
    sheet = load_workbook(corrected(tmp_path / "c.xlsx", replace(correction, checks=tuple(others))))["Questions"]
    assert (sheet.row_dimensions[27].height or 0) >= height([(str(sheet["E27"].value), corrections.WIDTH, "state")])
    assert ";" in str(sheet["E27"].value)


def test_a_row_that_is_taller_than_its_remark_stays_so(book: Workbook, tmp_path: Path) -> None:
    """As one with room to write, which has as much as in the workbook that was sent out."""
    written(tmp_path / "sent.xlsx", DRAFT, oakfield(round_name=ROUND))
    of_sent = load_workbook(tmp_path / "sent.xlsx")["Questions"].row_dimensions
    now = book["Questions"].row_dimensions
    assert all((now[row].height or 0) >= (of_sent[row].height or 0) for row in range(1, 30))


def test_a_sheet_with_remarks_is_one_page_wide(tmp_path: Path) -> None:
    """Upright as the form is, in letters no smaller than they need be, whatever column of the planner is hidden."""
    instrument = replace(small(), planner=xlsform.find("progress-for-providers").planner)
    raw = changed(returned(DRAFT, oakfield(round_name=ROUND), instrument), {("P1.1", 9): "by summer"})
    correction = Validator({"small": instrument}, corrects=True)(raw).correction
    assert correction is not None
    corrections.write(tmp_path / "c.xlsx", instrument, correction, Round(ROUND))
    sheet = load_workbook(tmp_path / "c.xlsx")["Action planner"]
    across = [sheet.column_dimensions[get_column_letter(column)] for column in range(1, sheet.max_column + 1)]
    assert [each.hidden for each in across].count(True) == 1
    points = sum(each.width * DIGIT for each in across if not each.hidden) * PIXEL
    assert sheet.page_setup.orientation == "portrait"
    assert 0.95 <= points * (sheet.page_setup.scale or 0) / 100 / SHORT <= 1.02


def test_it_is_locked_and_carries_its_number(path: Path, book: Workbook) -> None:
    """Every sheet is locked, and the identity says that this is the first correction of that return."""
    assert all(sheet.protection.sheet for sheet in book.worksheets)
    stated = again(path).stated
    assert stated is not None
    assert (stated.correction, stated.return_id) == (1, oakfield(round_name=ROUND).return_id)
    assert again(path).correction is not None


def test_its_own_words_are_not_taken_for_notes(path: Path) -> None:
    """What the list and the remarks say is found by nobody when it comes back."""
    assert "unreferenced-text" not in {found.code for found in again(path).issues}


def test_a_note_is_listed_once_and_not_put_among_the_answers(book: Workbook) -> None:
    """What stood where no question stands is on the list alone."""
    found = [cell.coordinate for sheet in book for row in sheet for cell in row if cell.value == BAD["E1.1", 6]]
    assert found == ["D15"]


def test_a_text_too_long_for_one_cell_is_listed_whole(tmp_path: Path) -> None:
    """It goes on in the rows below."""
    note = "ab" * 20_000
    written = corrected(tmp_path / "c.xlsx", correction_of(changed(SOUND, {("E1.1", 6): note})))
    found = [row[3].value for row in load_workbook(written)[SHEET].iter_rows(min_row=6)]
    assert "".join(map(str, found)) == note


def test_the_addresses_are_those_of_the_fresh_workbook(tmp_path: Path) -> None:
    """Where rows were moved in the return, the list speaks of where they stand now."""
    moved = replace(
        SOUND,
        sheets=tuple(
            replace(sheet, rows=((),) * 7 + sheet.rows) if sheet.name == "Questions" else sheet
            for sheet in SOUND.sheets
        ),
    )
    correction = correction_of(changed(moved, {("1.1.1", 2): "✓"}))
    (check,) = correction.checks
    assert check.issue.cell is not None
    assert check.issue.cell.a1 == "C13"
    assert check.cell is not None
    assert check.cell.a1 == "C6"
    assert "also at Questions!C8," in check.advice


def test_a_row_that_is_gone_is_asked_for_again() -> None:
    """Its place in the fresh workbook is named, since it has none in the return."""
    (check,) = correction_of(without_rows(SOUND, "2.3")).checks
    assert check.cell is not None
    assert (check.cell.sheet, check.cell.a1) == ("Questions", "D26")


def test_a_workbook_issued_blank_keeps_its_return_id(tmp_path: Path) -> None:
    """Whoever filled it in, a correction is taken in place of the return that it corrects."""
    draft = Draft(details={"organisation": "Elm Row", "respondent": "Ben"}, answers={"strategy": "3"})
    first = VALIDATOR(returned(draft, blank_form()))
    assert first.completed is not None
    assert first.correction is not None
    second = again(corrected(tmp_path / "c.xlsx", first.correction)).completed
    assert second is not None
    assert second.identity.return_id == first.completed.identity.return_id
    assert (second.organisation, second.identity.correction) == ("Elm Row", 1)


def test_a_workbook_without_its_organisation_can_be_corrected() -> None:
    """It is rejected, but all that it lacks is a name."""
    found = VALIDATOR(returned(replace(DRAFT, details={}), blank_form()))
    assert found.completed is None
    assert found.correction is not None
    assert "no-organisation" in {check.issue.code for check in found.correction.checks}


def test_start_says_whether_all_is_put_right(tmp_path: Path) -> None:
    """Until nothing is to do any more; then whom to send it to, but for what has to be looked at by a person."""
    raw = changed(SOUND, {("1.1.1", 2): "✓", ("2.4", 3): "soon"})
    for correction, at_last in (
        (correction_of(raw), "Finished. Save this workbook, and e-mail it to ann@fenmoor.gov.uk by Friday"),
        (correction_of(changed(raw, {("E1.1", 6): "A note"})), "Once you have seen to what “Please check” marks as"),
    ):
        path = tmp_path / "c.xlsx"
        corrections.write(path, small(), correction, Round(ROUND, "Friday", "ann@fenmoor.gov.uk"))
        assert differences(path) == []
        told = [
            str(recalculate(path, changes).value("Start", "A10"))
            for changes in (
                {},
                {("Questions", "C6"): None},
                {("Questions", "C6"): None, ("Questions", "D27"): "1/5/2019"},
                {("Questions", "C6"): None, ("Questions", "D27"): "1/5/2019", ("About you", "C10"): None},
            )
        ]
        assert [text.startswith("Not finished yet. Begin with “Please check”") for text in told] == [
            *(True, True, False, False)
        ]
        assert told[2].startswith(at_last)
        assert told[3].startswith("Not finished yet: “Date completed”")


@pytest.mark.libreoffice
def test_the_list_follows_what_is_put_right(path: Path, calc: Calc, tmp_path: Path) -> None:
    """A line says Done, or Changed where another text stands, and the mark goes, in LibreOffice too."""
    cells = calc.recalculate(
        path, [Entry("Questions", "C6", ""), Entry("Questions", "D28", "12"), Entry("Questions", "C22", "✓")]
    )
    states = {address: cell.value for address, cell in cells[SHEET].items() if address.startswith("E")}
    assert states == {
        "E6": "To do", "E7": "Done", "E8": "To do", "E9": "Done", "E10": "To do",
        "E11": "To do", "E12": "Changed", "E13": "To do", "E14": "To do",
    }  # fmt: skip
    assert cells["Questions"]["E5"].value == "Done"
    assert str(cells["Questions"]["E12"].value).startswith(SHEET)


@pytest.mark.libreoffice
def test_stored_results_are_those_that_a_program_works_out(path: Path, calc: Calc) -> None:
    """A viewer that does not calculate shows the right words, for two ticks too."""
    stale = {
        f"{sheet}!{address}": (cell.stored, cell.value)
        for sheet, cells in calc.recalculate(path).items()
        for address, cell in cells.items()
        if cell.stale
    }
    assert stale == {}


def test_a_welsh_return_is_corrected_in_welsh(tmp_path: Path) -> None:
    """The list, its states and the remarks are in the language of the form, and are known again when it comes back."""
    form = bilingual("cy")
    validator, words = Validator({form.name: form}, corrects=True), WELSH.correction
    sent = replace(blank(form), organisation="Derw", language="cy")
    blank_book, path = tmp_path / "blank.xlsx", tmp_path / "correction.xlsx"
    respondent_workbook.write(blank_book, form, sent, Round(ROUND))
    raw = read_bytes(blank_book.read_bytes()).raw
    assert raw is not None
    found = validator(changed(raw, {("1.1.1", 2): "✓", ("1.1.2", 2): "✓"}))
    correction = found.correction
    assert correction is not None
    corrections.write(path, form, correction, Round(ROUND))
    book = load_workbook(path)
    assert book.sheetnames[0] == words.sheet
    listed = [[cell.value for cell in row] for row in book[words.sheet].iter_rows(min_row=5)]
    assert tuple(listed[0]) == words.headings
    codes = {tuple(row[1:3]): str(row[4]) for row in listed[1:]}
    assert codes.keys() == {words.problems[code] for code in ("two-ticks", "no-answer")}
    assert all(words.to_do in state and "To do" not in state for state in codes.values())
    remarks = {str(cell.value) for cell in book[WELSH.questions]["E"] if cell.value}
    assert words.sheet in remarks
    assert not any(SHEET in remark for remark in remarks)
    assert differences(path) == []
    came_back = read_bytes(path.read_bytes()).raw
    assert came_back is not None
    told = {issue.code for issue in validator(came_back).issues}
    assert told - {"left-as-sent"} == {issue.code for issue in found.issues}


def test_whatever_goes_back_to_a_respondent_can_be_said_in_welsh() -> None:
    """Every problem of the return in which nearly all are has its Welsh words, and no words are for a code of none."""
    assert {check.issue.code for check in correction_of(FAULTY).checks} <= WELSH.correction.problems.keys()
    assert WELSH.correction.problems.keys() <= CATALOGUE.keys()
