"""How a workbook is opened, filled and closed."""

import gc
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.builders.opened import load_workbook
from tests.builders.properties import properties
from tests.oracle.package import read as stored_in
from xlkit import __version__
from xlkit.books.writer.book import FORMAT, LONGEST_TEXT, RefusalError, filled, opened
from xlkit.books.writer.leads import Away
from xlkit.errors import XlkitError

HOSTILE = (
    "=1+1",
    '=HYPERLINK("https://example.org","x")',
    "+44 20",
    "-5",
    "@SUM(A1)",
    "\tx",
    "https://example.org",
    "mailto:a@example.org",
    "internal:Sheet1!A1",
    "00123",
    "1-2",
    "{=1}",
    "<r><t>not XML</t></r>",
    "_x0041_",
    " spaces ",
    "two\nlines",
    "cr\r\nlf",
    "\x01control\x1f",
    "😀 ✓ é \N{NO-BREAK SPACE}",
    "a" * LONGEST_TEXT,
)
UNHELD = ("no character: \ufffe\uffff", "_x0041_x0042_x0043_")  # of XML, or of the sign that stands for that


def read(path: Path) -> list[list[Any]]:
    """What another program reads of the first sheet."""
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    return [list(row) for row in sheet.to_python(skip_empty_area=False)]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text_exact_to_the_character(text: str, tmp_path: Path) -> None:
    """Nothing written as text becomes a formula, a link or XML."""
    path = tmp_path / "book.xlsx"
    with opened(path, "A book") as book:
        book.sheet("One").text(0, 0, text)
    assert read(path) == [[text]]
    assert book.losses == []
    with zipfile.ZipFile(path) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


def test_a_workbook_says_which_xlkit_wrote_it_and_in_which_format(tmp_path: Path) -> None:
    """In its document properties, whether it is written to a place or to a stream."""
    stream = BytesIO()
    with opened(tmp_path / "book.xlsx", "A book") as book, filled(stream, "A book") as other:
        book.sheet("One")
        other.sheet("One")
    for place in (tmp_path / "book.xlsx", stream):
        assert properties(place) == [("xlkit version", __version__), ("xlkit format", FORMAT)]


def test_text_too_long_is_cut_where_one_sees_it(tmp_path: Path) -> None:
    """The cell says that it was cut and how long the text is, and the book remembers where."""
    path = tmp_path / "book.xlsx"
    with opened(path, "A book") as book:
        book.sheet("One").text(2, 1, "😀" * 20_000)
    shown = read(path)[2][1]
    assert shown.startswith("😀" * 100)
    assert "the whole text has 40,000 characters" in shown
    assert len(shown.encode("utf-16-le")) // 2 <= LONGEST_TEXT
    assert [(loss.cell.a1, loss.cell.sheet) for loss in book.losses] == [("B3", "One")]


def test_half_a_character_is_replaced_and_noted(tmp_path: Path) -> None:
    """A lone surrogate, which no file can hold, does not cost the workbook."""
    path = tmp_path / "book.xlsx"
    with opened(path, "A \ud800 title") as book:
        book.sheet("One").text(0, 0, "a\ud800b")
    assert read(path) == [["a\N{REPLACEMENT CHARACTER}b"]]
    assert len(book.losses) == 1


def test_half_a_character_is_replaced_wherever_a_text_stands(tmp_path: Path) -> None:
    """In properties, links, formulas and what is told of a cell, too; to a file of such a name no link leads."""
    path = tmp_path / "book.xlsx"
    with opened(path, "A caf\udce9") as book:
        sheet = book.sheet("One")
        book.workbook.set_custom_property("round", "caf\udce9", "text")
        sheet.link(0, 0, "One", "caf\udce9.xlsx")
        sheet.formula(2, 0, '="caf\udce9"', "caf\udce9")
        sheet.validate(3, 0, 3, 0, {"validate": "any", "input_message": "caf\udce9"})
    shown = load_workbook(path)
    cells = shown["One"]
    assert (cells["A1"].value, cells["A3"].value) == ("caf�.xlsx", '="caf�"')
    assert (Away("caf\udce9.xlsx").target, Away("café.xlsx").target) == ("", "external:café.xlsx")
    assert shown.properties.title == "A caf�"
    assert properties(path)[-1] == ("round", "caf�")
    assert cells.data_validations.dataValidation[0].prompt == "caf�"


def test_a_formulas_value_is_stored_beside_it(tmp_path: Path) -> None:
    """A program that does not calculate shows the right figure."""
    path = tmp_path / "book.xlsx"
    with opened(path, "A book") as book:
        sheet = book.sheet("One")
        sheet.formula(0, 0, "=1+1", 2)
        sheet.formula(0, 1, '=IF(A1=2,"",0)', None)
        sheet.array(0, 2, "=SUM(A1:A1*2)", 4)
    assert read(path) == [[2.0, "", 4.0]]


@pytest.mark.parametrize("text", [*HOSTILE, *UNHELD])
def test_a_formulas_text_is_stored_exact_to_the_character(text: str, tmp_path: Path) -> None:
    """Also what XML cannot hold, and what reads as if it stood for that."""
    path = tmp_path / "book.xlsx"
    with opened(path, "A book") as book:
        book.sheet("One").formula(0, 0, "=B1", text)
    assert stored_in(path.read_bytes())["One"].formulas[1, 1].stored == text


@pytest.mark.parametrize("text", ["_x0041_", "\x01control\x1f", "cr\r\nlf", UNHELD[0]])
def test_an_array_formulas_text_is_stored_exact_to_the_character(text: str, tmp_path: Path) -> None:
    """XlsxWriter escapes these itself."""
    path = tmp_path / "book.xlsx"
    with opened(path, "A book") as book:
        book.sheet("One").array(0, 0, "=B1", text)
    assert stored_in(path.read_bytes())["One"].formulas[1, 1].stored == text


def test_halves_of_a_character_side_by_side_are_one(tmp_path: Path) -> None:
    """As where two parts of an answer meet again, and no loss is told."""
    path = tmp_path / "book.xlsx"
    with opened(path, "A book") as book:
        book.sheet("One").text(0, 0, "\ud83d" + "\ude00")
    assert (read(path), book.losses) == ([["😀"]], [])


def test_dates_are_real_and_older_ones_text(tmp_path: Path) -> None:
    """Excel knows no day before 1900."""
    path = tmp_path / "book.xlsx"
    with opened(path, "A book") as book:
        sheet = book.sheet("One")
        sheet.day(0, 0, date(2027, 3, 31), book.styles["date"])
        sheet.day(0, 1, date(1066, 10, 14), book.styles["date"])
    assert read(path) == [[date(2027, 3, 31), "1066-10-14"]]


def test_what_xlsxwriter_refuses_raises(tmp_path: Path) -> None:
    """A validation that Excel would not take is an error, not a warning on a screen nobody reads."""
    options = {"validate": "list", "source": ["x" * 300]}
    with (
        pytest.warns(UserWarning, match="exceeds Excel's limit"),
        pytest.raises(RefusalError, match="A1 on One"),
        opened(tmp_path / "book.xlsx", "A book") as book,
    ):
        book.sheet("One").validate(0, 0, 0, 0, options)


def test_more_rows_than_excel_holds_are_refused(tmp_path: Path) -> None:
    """The sentence says how many there may be, and no file appears."""
    path = tmp_path / "book.xlsx"
    with pytest.raises(XlkitError, match="1,048,576"), opened(path, "A book") as book:
        book.sheet("One").number(1_048_576, 0, 1)
    assert list(tmp_path.iterdir()) == []


def test_the_last_row_that_excel_holds_is_taken(tmp_path: Path) -> None:
    """The limit itself is not over it."""
    path = tmp_path / "book.xlsx"
    with opened(path, "A book") as book:
        book.sheet("One").number(1_048_575, 0, 1)
    assert path.exists()


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    """The earlier workbook stays, and nothing lies beside it."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"earlier")
    with pytest.raises(ZeroDivisionError), opened(path, "A book") as book:
        book.sheet("One").number(0, 0, 1 / 0)
    assert path.read_bytes() == b"earlier"
    assert [each.name for each in tmp_path.iterdir()] == ["book.xlsx"]


def test_a_workbook_that_is_open_elsewhere_says_what_to_close(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows lets nobody replace a file that Excel has open: the earlier one stays, and nothing lies beside it."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"earlier")

    def refused(waiting: Path, target: Path) -> Path:
        raise PermissionError(13, "Access is denied", str(waiting), None, str(target))

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(XlkitError, match="close it in Excel"), opened(path, "A book") as book:
        book.sheet("One")
    assert path.read_bytes() == b"earlier"
    assert [each.name for each in tmp_path.iterdir()] == ["book.xlsx"]


def test_a_folder_that_takes_no_file_is_no_workbook_to_close(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing stands yet, nothing is open."""

    def refused(*_given: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(XlkitError, match="its folder takes no file of yours, so name another place"):
        opened(tmp_path / "book.xlsx", "A book").__enter__()


def test_a_full_disk_says_to_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The earlier workbook stays there too."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"earlier")

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(XlkitError, match="make room"), opened(path, "A book") as book:
        book.sheet("One")
    assert path.read_bytes() == b"earlier"
    assert [each.name for each in tmp_path.iterdir()] == ["book.xlsx"]


def test_a_disk_that_is_full_before_all_is_written_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is said of it a second time, when what packed the book is thrown away."""
    said: list[object] = []

    class Full(BytesIO):
        def write(self, _data: object) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "open", lambda *_: Full())
    monkeypatch.setattr("sys.unraisablehook", said.append)
    with pytest.raises(XlkitError, match="make room"), opened(tmp_path / "book.xlsx", "A book") as book:
        book.sheet("One")
    gc.collect()
    assert said == []


def test_a_place_that_is_not_there_is_named(tmp_path: Path) -> None:
    """The sentence says which place, and what to do."""
    path = tmp_path / "missing" / "book.xlsx"
    with pytest.raises(XlkitError, match="name another place"), opened(path, "A book") as book:
        book.sheet("One")


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    """Where a folder has the name of the workbook, nothing is left behind."""
    path = tmp_path / "book.xlsx"
    path.mkdir()
    with pytest.raises(XlkitError, match="be written"), opened(path, "A book") as book:
        book.sheet("One")
    assert list(tmp_path.iterdir()) == [path]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """No clock goes into a workbook."""
    paths = [tmp_path / "one.xlsx", tmp_path / "two.xlsx"]
    for path in paths:
        with opened(path, "A book") as book:
            book.sheet("One").text(0, 0, "x", book.styles["title"])
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_title_author_and_language_are_set(tmp_path: Path) -> None:
    """A screen reader knows what the document is and how to pronounce it."""
    path = tmp_path / "book.xlsx"
    with opened(path, "Überblick & mehr", language="cy-GB") as book:
        book.sheet("One")
    properties = load_workbook(path).properties
    assert (properties.title, properties.creator, properties.language) == ("Überblick & mehr", "xlkit", "cy-GB")


def test_links_lead_to_sheets_whatever_their_names(tmp_path: Path) -> None:
    """An apostrophe in a name does not break the link."""
    path = tmp_path / "book.xlsx"
    with opened(path, "A book") as book:
        book.sheet("One").link(0, 0, "It's two", "Two", book.styles["link"])
        book.sheet("It's two")
    link = load_workbook(path)["One"]["A1"].hyperlink
    assert link is not None
    assert link.location == "'It''s two'!A1"
