"""The workshop workbook: live while it is filled in, read back as it was, and no code on any card."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from openpyxl.utils import get_column_letter

from tests.builders.opened import load_workbook
from tests.builders.workshops import NOT_WORKING, WORKING, before, begun, filled, listed, numbers, placed, twenty
from tests.office.calc import Calc, Entry
from tests.oracle.book import Book, recalculate
from xlkit.books.workshop import workshop_workbook
from xlkit.books.writer.heights import height
from xlkit.cli import main
from xlkit.intake.workshop_reader import NAME, read
from xlkit.returns.read.file import read_bytes
from xlkit.round.round import Rules
from xlkit.voice.checks import checks
from xlkit.voice.following import Following
from xlkit.voice.workshop import SPARE, Cause, Promise, Success, Workshop

SUBJECTS = ("Community", "Money, and more")


def written(folder: Path, workshop: Workshop) -> Path:
    path = folder / "workshop.xlsx"
    workshop_workbook.write(workshop, SUBJECTS, path)
    return path


def read_back(path: Path) -> Workshop | str:
    raw = read_bytes(path.read_bytes()).raw
    assert raw is not None
    return read(raw)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of a workshop that was filled in."""
    return written(tmp_path_factory.mktemp("workshop"), filled())


@pytest.fixture(scope="module")
def book(path: Path) -> Book:
    return recalculate(path)


def said(book: Book) -> Mapping[str, tuple[object, object]]:
    """What Check says live of each rule: how many, and which."""
    rows = range(5, 5 + len(checks(Following.of(filled()))))
    return {
        str(book.value("Check", f"G{row}")): (book.value("Check", f"C{row}"), book.value("Check", f"D{row}"))
        for row in rows
    }


def test_what_follows_from_elsewhere_has_room_in_its_row(tmp_path: Path) -> None:
    """A root cause of many lines is seen whole where it is typed, and beside each success and theme that it is of."""
    filled_in = filled()
    first, *others = filled_in.causes
    long = replace(first, root="Nobody who comes in the morning knows who was there the night before. " * 5)
    book = load_workbook(written(tmp_path, replace(filled_in, causes=(long, *others))))
    for sheet in ("Causes", "Success", "Feedback"):
        tall = [dimension.height or 0 for dimension in book[sheet].row_dimensions.values()]
        assert max(tall) > height([(long.root, 45)])


def test_every_stored_value_is_true(book: Book) -> None:
    """What stands beside each formula is what it comes to, and none stands in a range of its own."""
    assert list(book.differences()) == []
    assert list(book.self_references()) == []


def test_a_misread_number_shows_while_it_is_typed(path: Path) -> None:
    """11 typed as 17 on another row: the one is missing, the other twice, by name."""
    own = [each for each in numbers(filled(), WORKING) if each != 11]
    live = said(recalculate(path, {("Wall working", "C5"): listed(own), ("Wall working", "C6"): "17; 9999"}))
    assert live["card-not-placed"] == (1, "the first is card 11")
    assert live["card-twice"] == (1, "the first is card 17")
    assert live["card-unknown"][0] == 1


def test_people_and_shares_follow_what_is_typed(path: Path) -> None:
    """However the numbers are set apart, and each person once."""
    late = numbers(filled(), NOT_WORKING, "wait too long")
    for typed in (listed(late[:3]), "\n".join(map(str, late[:3])), " ".join(map(str, late[:3]))):
        book = recalculate(path, {("Wall not working", "C5"): typed})
        assert [book.value("Wall not working", cell) for cell in ("E5", "F5", "G5")] == [3, 3, 3 / 20]
        assert book.value("Feedback", "B25") == "I wait, and nobody says how long (3 of 20 people)"


def test_a_reworded_statement_changes_its_card(path: Path) -> None:
    """The card shows what stands among the statements."""
    book = recalculate(path, {("Statements", "C5"): "Said otherwise"})
    assert book.value("Cards working", "A1") == "Said otherwise"


def test_what_was_written_is_read_back(path: Path, tmp_path: Path) -> None:
    """Read, written and read again, a workshop is the same, and so are the bytes of its workbook."""
    again = read_back(path)
    assert again == filled()
    assert isinstance(again, Workshop)
    assert written(tmp_path, again).read_bytes() == path.read_bytes()


def test_a_date_that_was_typed_can_still_be_changed(path: Path) -> None:
    """Carried on, a workbook has the day of a promise in a cell that is white as the blank one below it."""
    sheet = load_workbook(path)["Actions"]
    there, blank = sheet["G5"], sheet["G20"]
    assert (there.value is not None, blank.value) == (True, None)
    assert (there.protection.locked, blank.protection.locked) == (False, False)
    assert there.number_format == blank.number_format


def test_a_provider_that_is_named_is_read_back(path: Path, tmp_path: Path) -> None:
    """Beside its people's cards where providers agreed; where they did not, no column has room for it."""
    named = begun(twenty(), Rules(names_providers=True))
    assert read_back(written(tmp_path, named)) == named
    heads = [[cell.value for cell in load_workbook(one)["Statements"][4]] for one in (path, tmp_path / "workshop.xlsx")]
    assert ["Provider" in head for head in heads] == [False, True]


def test_a_card_has_words_and_a_number_and_no_code(path: Path) -> None:
    """No code, no provider and nobody's kind of service is on a sheet of cards, nor in the data without words."""
    book = load_workbook(path, data_only=True)
    for name in ("Cards working", "Cards not working", "Cards for the future", "Data"):
        cells = {str(cell) for row in book[name].iter_rows(values_only=True) for cell in row if cell is not None}
        assert not any(card.code in cell for card in filled().cards if card.code for cell in cells)
        assert not any(given.provider in cell for given in filled().given for cell in cells)
    words = {card.words for card in filled().cards if card.words}
    assert not words & {str(cell) for row in book["Data"].iter_rows(values_only=True) for cell in row}


def test_rows_that_nobody_filled_in_are_not_printed(path: Path) -> None:
    """Some are, to write in, and the foot says how to print more; a sheet without blank rows is printed whole."""
    book = load_workbook(path)
    for name, last, is_cut in (("Actions", 4 + 3 + SPARE, True), ("Who came", 8, False)):
        assert str(book[name].print_area).endswith(f"${last}")
        assert ("clear the print area" in str(book[name].oddFooter)) is is_cut


def test_eight_cards_are_on_each_page(path: Path) -> None:
    """Pages break after every fourth pair, each of which is 69 mm high and 96 mm wide."""
    sheet = load_workbook(path)["Cards not working"]
    assert [each.id for each in sheet.row_breaks.brk] == list(range(8, 2 * 24 - 1, 8))
    assert sheet.row_dimensions[1].height + sheet.row_dimensions[2].height == 195
    assert (str(sheet.page_setup.paperSize), sheet.page_setup.scale or 100) == ("9", 100)
    properties = sheet.sheet_properties.pageSetUpPr
    assert properties is None or not properties.fitToPage


@pytest.mark.parametrize(
    ("sheet", "cell", "text", "expected"),
    [("Wall working", "J5", "many", "whole number"), ("Actions", "G5", "soon", "date such as")],
)
def test_what_cannot_be_read_back_is_said_at_its_cell(
    path: Path, tmp_path: Path, sheet: str, cell: str, text: str, expected: str
) -> None:
    """Nothing that somebody typed is dropped in silence."""
    book = load_workbook(path)
    book[sheet][cell] = text
    book.save(tmp_path / "typed.xlsx")
    found = read_back(tmp_path / "typed.xlsx")
    assert isinstance(found, str)
    assert f"“{text}” stands at {sheet}!{cell}" in found
    assert expected in found


# What a group types once its walls are read: the sheet, the row, and what stands there by the heading of its column.
TYPED: tuple[tuple[str, int, dict[str, str]], ...] = (
    ("Wall working", 5, {NAME: "I decide how I live", "Cards": "3,120", "Dots: people and families": "12"}),
    ("Wall working", 5, {"Cards": listed(numbers(filled(), WORKING))}),
    ("Wall not working", 5, {NAME: "I wait too long", "Cards": listed(numbers(filled(), NOT_WORKING))}),
    ("Causes", 5, {"Theme": "N1", "Why?": "Rotas are late", "Root cause": "Rotas are made for staff"}),
    ("Causes", 5, {"One we will address": "yes", "Who thinks so": "agreed"}),
    ("Success", 5, {"Cause": "C1", "For people it looks like": "I know who comes", "By": "1/12/2027"}),
    ("Success", 5, {"It does without them, because": "The council buys no rotas"}),
    ("Actions", 5, {"Success": "S1", "Who acts": "providers", "Action": "Send the rota on Fridays"}),
    ("Actions", 5, {"By when": "1/7/2027", "Status": "Under way"}),
    ("Feedback", 5, {"Names nobody": "checked"}),
    ("Feedback", 25, {"Names nobody": "checked", "What happened": "Rotas come on Fridays"}),
)


def typed(path: Path) -> Iterator[Entry]:
    """What a group types, at the cells of a workbook."""
    book = load_workbook(path)
    for sheet, row, texts in TYPED:
        columns = {cell.value: get_column_letter(at) for at, cell in enumerate(book[sheet][4], start=1)}
        yield from (Entry(sheet, f"{columns[heading]}{row}", text) for heading, text in texts.items())


def agreed() -> Workshop:
    """The workshop as that group left it."""
    workshop, days = before(), (date(2027, 12, 1), date(2027, 7, 1))
    for ref, wall, facts in (
        ("W1", WORKING, {"name": "I decide how I live", "dots": (12, None, None, None)}),
        ("N1", NOT_WORKING, {"name": "I wait too long", "happened": "Rotas come on Fridays"}),
    ):
        workshop = placed(workshop, ref, listed(numbers(workshop, wall)), cleared="checked", **facts)
    cause = Cause("C1", "N1", ("Rotas are late", "", "", "", ""), "Rotas are made for staff", "yes", "agreed")
    looks = ("I know who comes", "", "")
    success = Success("S1", "C1", looks, by=days[0], without="The council buys no rotas")
    promise = Promise("A1", "S1", "providers", "", "Send the rota on Fridays", "", days[1], "Under way")
    return replace(
        workshop,
        causes=(cause, *workshop.causes[1:]),
        successes=(success, *workshop.successes[1:]),
        promises=(promise, *workshop.promises[1:]),
    )


@pytest.mark.libreoffice
def test_a_group_fills_it_in_and_everybody_is_told(calc: Calc, tmp_path: Path) -> None:
    """Typed with a program from walls to promises, a card misread and put right; read back, and told by feedback."""
    path, saved = written(tmp_path, before()), tmp_path / "saved.xlsx"
    calc.fill_in(path, list(typed(path)), [saved])
    assert read_back(saved) == agreed()
    book = recalculate(saved)
    assert list(book.differences()) == []
    assert said(book)["card-not-placed"][0] == 40  # those of the wall that nobody got to
    outcome = CliRunner().invoke(main, ["feedback", str(saved), "-o", str(tmp_path / "told")])
    assert outcome.exit_code == 0, outcome.output
    (told,) = load_workbook(tmp_path / "told" / "you-said-we-will.xlsx").worksheets
    lines = [str(row[0]) for row in told.iter_rows(values_only=True)]
    assert {"“I decide how I live”", "“I wait too long”", "20 of 20 people said this."} <= {*lines}
    assert lines[-3:] == [
        "We found: Rotas are made for staff",
        "Providers will: Send the rota on Fridays (by Thursday 1 July 2027)",
        "What happened: Rotas come on Fridays",
    ]
    assert not {card.words for card in before().cards if card.words} & {*lines}
