"""The workbook of ratings: what can be filled in, read by everybody, printed, and trusted while it is filled in."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import fields, replace
from openpyxl.cell import Cell, MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests import lint
from tests.books.tables import areas
from tests.books.test_accessible import colour, ground
from tests.books.test_styles import WCAG_AA, contrast
from tests.builders.bilingual import bilingual
from tests.builders.forms import small
from tests.builders.opened import load_workbook
from tests.builders.rosters import FENMOOR, PROVIDERS, RATED, listed, written
from tests.office import ooxml
from tests.office.calc import Calc, Entry
from xlkit.books.roster import roster_workbook as rosters
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.form.layout import START_SAID
from xlkit.form.roster import Rated
from xlkit.form.words import untranslated
from xlkit.form.words.roster_words import CATALOGUES as WORDS
from xlkit.returns.read.file import read_bytes
from xlkit.returns.validate import Validator
from xlkit.round import issuing
from xlkit.round.round import Recipient, Round

ROUND = Round("Spring", "26 March", "The team")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shipped template with forty organisations, some of them rated."""
    instrument = xlsform.find("progress-for-providers")
    many = [Recipient(f"Provider {number:02} of a long enough name to wrap", locality="North") for number in range(40)]
    roster = issuing.for_roster(instrument, many, FENMOOR, ROUND)
    made = tmp_path_factory.mktemp("roster") / "ratings.xlsx"
    rosters.write(made, instrument, roster, ROUND, RATED, Draft(details={"respondent": "Tom"}))
    return made


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return load_workbook(path)


def visible(book: Workbook) -> list[Worksheet]:
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]


def cells(sheet: Worksheet) -> Iterator[Cell | MergedCell]:
    return (cell for row in sheet.iter_rows() for cell in row)


def inputs(sheet: Worksheet) -> list[str]:
    return [cell.coordinate for cell in cells(sheet) if not cell.protection.locked]


def test_its_sheets_stand_in_order(book: Workbook) -> None:
    """What is to be read first comes first, and the identity is hidden."""
    assert [sheet.title for sheet in visible(book)] == ["Start", "About you", "Ratings", "Statements"]
    assert book["xlkit"].sheet_state == "veryHidden"


def test_only_ratings_and_notes_can_be_typed_in(book: Workbook) -> None:
    """Names and references are locked, every topic of every organisation is not."""
    assert all(sheet.protection.sheet for sheet in visible(book))
    found = inputs(book["Ratings"])
    assert len(found) == 40 * (19 + 1)
    assert (found[0], found[-1]) == ("E7", "X46")
    assert inputs(book["Statements"]) == inputs(book["Start"]) == []


def test_each_level_is_picked_from_a_short_list(book: Workbook) -> None:
    """The list stands in the validation itself, over every organisation, and refuses anything else."""
    found = {str(each.sqref): each for each in book["Ratings"].data_validations.dataValidation}
    assert len(found) == 19
    assert found["E7:E46"].formula1 == '"1,2,3,4,5"'
    assert found["E7:E46"].errorStyle in (None, "stop")
    assert found["E7:E46"].showErrorMessage


def test_names_and_headings_stay_in_sight(book: Workbook) -> None:
    """By frozen panes, and on every page; what the sheet is stands on the first page alone, and nothing is torn."""
    sheet = book["Ratings"]
    assert sheet.freeze_panes == "D7"
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$3:$6", "$A:$C")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert len(sheet.col_breaks.brk) >= 2
    first, *others = areas(sheet)
    assert (first.min_row, {area.min_row for area in others}) == (1, {3})
    assert [area.min_col for area in others] == [(each.id or 0) + 1 for each in sheet.col_breaks.brk]
    assert sheet.row_breaks.brk
    assert sheet.page_setup.scale == 70


def test_rows_can_be_filtered_though_they_are_locked(book: Workbook) -> None:
    """By organisation, by how many topics are rated, and by locality."""
    sheet = book["Ratings"]
    assert sheet.auto_filter.ref == "A6:D46"
    assert sheet.protection.autoFilter is False  # what is locked away


def test_headings_name_each_topic_below_its_section(book: Workbook) -> None:
    """The reference and the title of each, in the instrument's order."""
    sheet, instrument = book["Ratings"], xlsform.find("progress-for-providers")
    headings = [cell.value for cell in sheet[6]]
    assert headings[:4] == ["Ref", "Organisation", "Rated (of 19)", "Locality"]
    assert headings[4:-1] == [f"{item.ref} {item.title}" for item in instrument.items]
    above = [str(cell.value) for cell in sheet[3] if cell.value]
    assert list(dict.fromkeys(above)) == [f"{section.ref} {section.title}" for section in instrument.sections]


def test_every_printed_page_begins_with_a_section(book: Workbook) -> None:
    """The name of a section that goes on to the next page stands there again."""
    sheet = book["Ratings"]
    for each in sheet.col_breaks.brk:
        heading = sheet.cell(6, (each.id or 0) + 1).value
        name = sheet.cell(3, (each.id or 0) + 1).value
        assert str(name).partition(" ")[0] == str(heading).partition(".")[0]


def test_topics_and_statements_lead_to_each_other(book: Workbook) -> None:
    """The link above a topic leads to its statements, and the one beside them back to its heading."""
    ratings, statements = book["Ratings"], book["Statements"]
    there = {cell.coordinate: cell.hyperlink.location for row in ratings for cell in row if cell.hyperlink}
    assert len(there) == 19
    for place, target in there.items():
        letters, address = place.rstrip("0123456789"), str(target).partition("!")[2]
        row = statements[address].row
        heading = ratings[f"{letters}6"].value
        assert str(statements.cell(row, 2).value).startswith(str(heading))
        back = statements.cell(row, 1).hyperlink
        assert back is not None
        assert back.location == f"'Ratings'!{letters}6"


def test_statements_are_worded_as_they_are_read_about_others(book: Workbook) -> None:
    """Beside its level each stands in words about the provider."""
    instrument = xlsform.find("progress-for-providers").about_others()
    said = [(row[0].value, row[1].value) for row in book["Statements"].iter_rows() if isinstance(row[0].value, int)]
    assert said == [(choice.score, choice.label) for item in instrument.items for choice in item.choices]


def test_how_far_it_is_stands_on_the_first_sheet(path: Path) -> None:
    """How many organisations are rated, how many ratings are given, and when the workbook is wanted back."""
    shown = load_workbook(path, data_only=True)
    start = {row[0].value: row[1].value for row in shown["Start"].iter_rows()}
    assert (start["Organisations rated"], start["Ratings given"]) == ("3 of 40", "6 of 760")
    assert shown["Start"]["C3"].value == "Please return by\n26 March"


def test_what_stands_in_it_already_is_counted(tmp_path: Path) -> None:
    """Per organisation, per topic and in all."""
    shown = load_workbook(written(tmp_path / "r.xlsx", {"B2": RATED["B2"]}), data_only=True)
    start = {row[0].value: row[1].value for row in shown["Start"].iter_rows()}
    assert (start["Organisations rated"], start["Ratings given"]) == ("1 of 3", "3 of 9")
    assert [cell.value for cell in shown["Ratings"]["C"]][6:] == [0, 3, 0]
    assert [cell.value for cell in shown["Ratings"][4]][4:7] == [1, 1, 1]


def test_text_can_be_read_by_everybody(book: Workbook) -> None:
    """Arial of 12 points or more, and a contrast of 4.5 to 1 or better, also where a level shades its cell."""
    for sheet in visible(book):
        for cell in cells(sheet):
            if cell.value not in (None, "") or not cell.protection.locked:
                assert cell.font.name == "Arial", cell
                assert (cell.font.size or 0) >= 12, cell
                assert contrast(colour(cell.font.color, "#000000"), ground(cell)) >= WCAG_AA, cell
    rules = [rule for each in book["Ratings"].conditional_formatting for rule in each.rules]
    assert len(rules) == 5
    for rule in rules:
        assert rule.dxf is not None
        assert contrast(colour(rule.dxf.font.color, ""), colour(rule.dxf.fill.bgColor, "")) >= WCAG_AA


def test_every_sheet_says_what_it_holds(book: Workbook) -> None:
    """A1 is its title, A2 a sentence about it; nothing is merged, no comment hides anything."""
    for sheet in visible(book):
        assert str(sheet["A1"].value or "").strip(), sheet.title
        assert str(sheet["A2"].value or "").endswith("."), sheet.title
        assert not sheet.merged_cells.ranges
        assert not any(cell.comment for cell in cells(sheet))


def test_the_cursor_stands_where_the_first_level_goes(book: Workbook) -> None:
    """On the first organisation and topic."""
    assert book["Ratings"].sheet_view.selection[-1].activeCell == "E7"


def test_excel_finds_nothing_wrong(path: Path) -> None:
    """The workbook passes every rule of the lint."""
    assert lint.faults(path) == []


@pytest.mark.slow
@pytest.mark.ooxml
def test_it_is_sound_by_the_open_xml_sdk(path: Path) -> None:
    """The validator finds nothing."""
    assert ooxml.errors(path) == []


def test_the_same_ratings_give_the_same_bytes(tmp_path: Path) -> None:
    """Nothing depends on the clock."""
    one, two = (written(tmp_path / f"{name}.xlsx", RATED) for name in "ab")
    assert one.read_bytes() == two.read_bytes()


def test_it_is_written_in_welsh(tmp_path: Path) -> None:
    """Its own words and the template's, and it is read back all the same."""
    instrument = bilingual("cy")
    roster = issuing.for_roster(instrument, PROVIDERS, FENMOOR, ROUND)
    item = next(item for item in instrument.items if item.has_levels)
    path = tmp_path / "r.xlsx"
    rosters.write(path, instrument, roster, ROUND, {"B1": Rated({item.name: 2})})
    assert load_workbook(path).sheetnames[2:4] == ["Graddio", "Gosodiadau"]
    raw = read_bytes(path.read_bytes()).raw
    assert raw is not None
    found = Validator({instrument.name: bilingual("en")})(raw)
    assert [member.name for member in found.members] == ["Oakfield Care"]
    assert {each.code for each in found.issues} == {"holds-returns"}


@pytest.mark.parametrize(("language", "said"), [("br", untranslated("br", "roster")), ("cy", None)])
def test_its_first_sheet_says_what_stands_in_english(tmp_path: Path, language: str, said: str | None) -> None:
    """Its own words among them; nothing where the language has them all."""
    instrument = replace(bilingual("cy"), language=language)
    rosters.write(tmp_path / "r.xlsx", instrument, issuing.for_roster(instrument, PROVIDERS, FENMOOR, ROUND), ROUND)
    assert load_workbook(tmp_path / "r.xlsx").worksheets[0].cell(START_SAID + 2, 1).value == said


def test_its_words_say_the_same_in_both_languages() -> None:
    """No text is missing, places for figures agree, and what Excel limits is short enough."""
    for field in fields(WORDS["en"]):
        english, welsh = (getattr(WORDS[code], field.name) for code in ("en", "cy"))
        pairs = [(english, welsh)] if isinstance(english, str) else list(zip(english, welsh, strict=True))
        for one, other in pairs:
            assert one.strip()
            assert other.strip()
            assert one.count("{") == other.count("{")
            assert one != other
    for words in WORDS.values():
        assert max(len(words.ratings), len(words.statements)) <= 31
        assert len(words.level_refused[0]) <= 32
        assert len(words.level_refused[1]) <= 255


@pytest.mark.libreoffice
def test_ratings_typed_in_libreoffice_are_counted_and_read(calc: Calc, tmp_path: Path) -> None:
    """Figures follow what is typed, locked cells refuse, and what was saved is read, each under its organisation."""
    blank = written(tmp_path / "blank.xlsx", {}, listed())
    typed = [Entry("About you", place, text) for place, text in (("C5", "Tom"), ("C8", "01/03/2027"))]
    typed += [Entry("Ratings", place, text) for place, text in (("E7", "3"), ("F7", "2"), ("G9", "5"), ("H9", "=Good"))]
    found = calc.recalculate(blank, typed)
    assert {"2 of 3", "3 of 9"} <= {cell.value for cell in found["Start"].values()}
    assert [found["Ratings"][f"C{row}"].value for row in (7, 8, 9)] == [2, 0, 1]
    assert [found["Ratings"][f"{letter}4"].value for letter in "EFG"] == [1, 1, 1]
    saves = [tmp_path / f"saved.{suffix}" for suffix in ("xlsx", "ods", "xls")]
    result = calc.fill_in(blank, [*typed, Entry("Ratings", "B7", "Other")], saves)
    assert [outcome.accepted for outcome in result.outcomes] == [True] * len(typed) + [False]
    for saved in saves:
        raw = read_bytes(saved.read_bytes()).raw
        assert raw is not None

        members = {each.name: each.understood for each in Validator({"small": small()})(raw).members}
        assert list(members) == ["Oakfield Care", "Ashgrove"]
        one, other = members["Oakfield Care"].completed, members["Ashgrove"].completed
        assert one is not None
        assert other is not None
        assert {a.item: a.level for a in one.answers if a.level} == {"strategy": 3, "risk": 2}
        assert ({a.item: a.level for a in other.answers if a.level}, other.note) == ({"money": 5}, "=Good")
        assert (one.respondent, one.completed_on) == ("Tom", date(2027, 3, 1))


@pytest.mark.libreoffice
def test_stored_figures_are_the_true_ones(calc: Calc, tmp_path: Path) -> None:
    """Recalculation changes nothing."""
    found = calc.recalculate(written(tmp_path / "r.xlsx", RATED))
    assert [(sheet, at) for sheet, each in found.items() for at, cell in each.items() if cell.stale] == []
