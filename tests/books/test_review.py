"""A person's review: what follows from what is typed, what is passed on and what is not, and the page to print."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests import lint
from tests.books import test_accessible
from tests.books.tables import areas
from tests.builders.opened import load_workbook
from tests.builders.reviews import NAME, TOO_PRIVATE, blank, day, filled, rows
from tests.oracle.book import Book, differences, recalculate
from xlkit.books.writer.paper import DIGIT, PIXEL
from xlkit.form.instrument import Instrument
from xlkit.form.item import Role, Said, statements
from xlkit.form.words import HIDDEN, untranslated
from xlkit.form.words.review_words import CATALOGUES
from xlkit.form.xlsform import find

ONWARD, TWOS = "To pass on", "Top twos"
A4_ACROSS = 8.27  # inches
WIDER = 1.05  # what LibreOffice draws columns by
REVIEWS = (NAME, "outcome-focused-review")


def welsh() -> Instrument:
    """The review with xlkit's own words in Welsh."""
    return replace(find(NAME), language="cy")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A blank review."""
    return blank(tmp_path_factory.mktemp("review") / "review.xlsx")


@pytest.fixture(scope="module")
def book(path: Path) -> Book:
    """A review that is filled in."""
    return recalculate(path, filled())


def passed_on(found: Book) -> list[str]:
    """The statements in the row that is passed on, each with how it may be used and who told it."""
    cells = [str(found.value(ONWARD, f"{chr(65 + at)}9") or "") for at in range(18)]
    return ["/".join(cells[at : at + 3]) for at in range(0, 18, 3)]


@pytest.mark.parametrize("name", REVIEWS)
def test_what_is_stored_is_true_and_nothing_in_it_is_broken(name: str, tmp_path: Path) -> None:
    """Every formula of a blank review comes to what is stored beside it, and Excel opens it without a repair."""
    written = blank(tmp_path / "review.xlsx", find(name))
    assert differences(written) == []
    assert lint.faults(written) == []


@pytest.mark.parametrize("language", ["br", "cy"])
def test_its_first_sheet_says_what_stands_in_english(tmp_path: Path, language: str) -> None:
    """Its own words among them; nothing where the language has them all."""
    written = blank(tmp_path / "review.xlsx", replace(find(NAME), language=language))
    said = [cell.value for cell in load_workbook(written).worksheets[0]["A"]]
    assert (untranslated("br", "review") in said) == (language == "br")


def test_a_review_in_welsh_is_in_welsh(tmp_path: Path) -> None:
    """Its sheets and sentences follow the language, and its formulas find each other all the same."""
    written = blank(tmp_path / "review.xlsx", welsh())
    assert differences(written) == []
    assert CATALOGUES["cy"].top_twos in load_workbook(written).sheetnames


@pytest.mark.parametrize(
    "holds",
    [
        test_accessible.test_the_font_is_large_and_plain,
        test_accessible.test_text_stands_out_from_its_ground,
        test_accessible.test_every_sheet_has_a_title_and_says_what_it_holds,
        test_accessible.test_the_document_names_its_title_author_and_language,
        test_accessible.test_no_cells_are_merged,
    ],
)
def test_everybody_can_read_it(holds: Callable[[tuple[Instrument, Path]], None], tmp_path: Path) -> None:
    """What holds for every form holds for it, with a page of its own that begins with a name."""
    holds((find(NAME), blank(tmp_path / "review.xlsx")))


def test_what_is_passed_on_has_its_steps_on_the_first_page_alone(tmp_path: Path) -> None:
    """Every page has the headings, and how a sentence may be used stands on the page of the sentence."""
    sheet = load_workbook(blank(tmp_path / "review.xlsx"))["To pass on"]
    assert {area.min_row for area in areas(sheet)[1:]} == {8}
    begun = [sheet.cell(8, area.min_col).value for area in areas(sheet)]
    assert begun[0] == "Working now 1"
    assert not set(begun) & {"May be used", "Told by"}


def test_top_twos_follow_what_is_picked(book: Book) -> None:
    """In the order in which they are passed on, each with the sentence and where it stands."""
    found = [
        (book.value(TWOS, f"B{row}"), book.value(TWOS, f"C{row}"), book.value(TWOS, f"G{row}")) for row in range(4, 10)
    ]
    assert found == [
        ("Working 1", "The same people come", "V6.1.2"),
        ("Working 2", "", ""),
        ("Not working 1", "They change the rota", "V6.2.1"),
        ("Not working 2", TOO_PRIVATE, "V6.2.2"),
        ("For the future 1", "I want a dog", "V3.1"),
        ("For the future 2", "", ""),
    ]


def test_only_what_may_be_passed_on_is_passed_on(book: Book) -> None:
    """Of what is only counted or held back how it may be used is passed on, and no word."""
    assert passed_on(book) == [
        "The same people come/these words: they name nobody/the person",
        "//",
        "/only counted/the person",
        "/held back: act on it first/the person",
        "I want a dog/these words: they name nobody/the person",
        "//",
    ]
    assert book.value(ONWARD, "S9") == day(date(2027, 2, 12))


@pytest.mark.parametrize(
    ("changes", "row", "says"),
    [
        ({}, 4, "ready"),
        ({}, 5, "none picked, which is fine"),
        ({}, 6, "ready"),
        ({}, 7, "no action comes from it yet: add one, or say why not"),
        ({(TWOS, "H7"): "she does not want one"}, 7, "ready"),
        ({("Review", "V6.1.3"): 1.0}, 4, "1 is picked more than once: keep one"),
        ({(TWOS, "D4"): "one\ntwo"}, 4, "several lines: one card holds one thought"),
        ({(TWOS, "E4"): None}, 4, "ask how it may be used"),
        ({(TWOS, "F4"): None}, 4, "say who told it"),
        ({("Review", "view"): "staff and managers"}, 8, "these are not the person's own words: see Told by"),
    ],
)
def test_what_is_still_to_be_looked_at_is_said(
    changes: dict[tuple[str, str], float | str | None], row: int, says: str, path: Path
) -> None:
    """Each rule has its sentence, and is silent once it is kept."""
    at = rows()
    places = {"V6.1.3": f"D{at['V6.1.3']}", "view": f"C{at['V3.1']}"}
    typed = {(sheet, places.get(cell, cell)): value for (sheet, cell), value in changes.items()}
    assert recalculate(path, {**filled(), **typed}).value(TWOS, f"I{row}") == says


def test_words_for_others_take_the_place_of_what_was_said(path: Path) -> None:
    """Where somebody put them more generally, these alone are passed on."""
    found = recalculate(path, {**filled(), (TWOS, "D4"): "Staff stay"})
    assert passed_on(found)[0].startswith("Staff stay/")


def test_an_action_says_where_it_comes_from_and_when_it_is_late(book: Book, path: Path) -> None:
    """The sentence stands beside it, and its reference beside the sentence; done, it is not late."""
    assert (book.value("Actions", "D5"), book.value("Actions", "I5")) == ("They change the rota", "late")
    assert book.value("Review", f"E{rows()['V6.2.1']}") == "A1"
    assert recalculate(path, {**filled(), ("Actions", "H5"): "Done"}).value("Actions", "I5") == ""


def test_actions_may_come_from_every_sentence_and_from_no_empty_row(book: Book) -> None:
    """The dropdown's references stand without gaps, in order."""
    used = [book.value("Review", f"G{row}") for row in range(6, 14)]
    assert used == ["V1.1", "V2.1", "V2.3", "V3.1", "V6.1.2", "V6.2.1", "V6.2.2", ""]


def test_the_profile_is_one_page_in_the_persons_words(book: Book, path: Path) -> None:
    """A4 and one page as wide as it, with a line for each sentence; what is too long for it is said beside it."""
    assert book.value("One-page profile", "A6") == "• My garden\n• Tea in bed\n"
    page = load_workbook(path)["One-page profile"]
    setup, fitted = page.page_setup, page.sheet_properties.pageSetUpPr
    assert (setup.paperSize, setup.fitToWidth or 1, setup.fitToHeight or 1, setup.orientation) == (9, 1, 1, "portrait")
    assert fitted is not None
    assert (bool(fitted.fitToPage), page["A6"].font.sz, page["A6"].font.name) == (True, 14, "Arial")
    inches = page.column_dimensions["A"].width * DIGIT * PIXEL / 72
    assert inches * WIDER <= A4_ACROSS - page.page_margins.left - page.page_margins.right
    long = recalculate(path, {**filled(), ("Review", f"B{rows()['V2.2']}"): "word " * 300})
    assert (book.value("One-page profile", "C6"), bool(long.value("One-page profile", "C6"))) == ("", True)


def test_pictures_may_be_put_on_the_profile_alone(path: Path) -> None:
    """There is room for a photograph; everywhere else drawings are locked too."""
    found = load_workbook(path)
    locked = {sheet.title: sheet.protection.objects for sheet in found if sheet.sheet_state == "visible"}
    assert [name for name, is_locked in locked.items() if not is_locked] == ["One-page profile"]


def test_it_is_no_return(path: Path) -> None:
    """Its hidden sheet says what it is, and holds neither a return id nor a signature."""
    facts = {row[0]: row[1] for row in load_workbook(path)[HIDDEN].iter_rows(max_col=2, values_only=True)}
    assert facts["workbook"] == "review"
    assert facts.keys() == {HIDDEN, "workbook", "template", "version"}


@pytest.mark.parametrize("name", REVIEWS)
def test_a_review_fits_what_it_is_passed_on_to(name: str) -> None:
    """Every statement there has a list here from which it is picked, and choices are called alike."""
    people = next(item for item in find("top-twos").items if item.role is Role.SAID)
    walls = {words.wall for words, _ in statements(people)}
    review = find(name)
    assert {item.wall for item in review.items if item.role is Role.TOP} == walls
    ours = next(item for item in review.items if item.said is Said.SERVICE)
    theirs = next(field for field in people.fields if field.said is Said.SERVICE)
    assert [choice.label for choice in ours.choices] == [choice.label for choice in theirs.choices]
