"""What holds for every form holds for accounts and for a person's review, by the writers of their own."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.books import test_accessible as accessible
from tests.books.test_live import work_out_alike
from tests.builders import reviews
from tests.builders.forms import asked
from tests.builders.funds import BLOCK, FUND, block_workbook, few, fund_form, fund_workbook, lane, quarter
from tests.builders.opened import load_workbook
from tests.office import ooxml
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.form.instrument import Instrument

REVIEWS = ("outcome-focused-review", "person-centred-review")
Write = Callable[[Path], Path]
BOOKS: dict[str, tuple[str, Write]] = {
    "a blank fund": (FUND, partial(fund_workbook, draft=Draft(), form=few(fund_form()))),
    "a fund": (FUND, partial(fund_workbook, draft=quarter(), form=few(fund_form()))),
    "a block": (BLOCK, partial(block_workbook, draft=lane())),
    **{name: (name, partial(reviews.blank, instrument=xlsform.find(name))) for name in REVIEWS},
}


@pytest.fixture(scope="module", params=BOOKS)
def other(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Instrument, Path]:
    """Each of these books, with its template."""
    name, write = BOOKS[request.param]
    return xlsform.find(name), write(tmp_path_factory.mktemp("other") / "book.xlsx")


def test_every_template_is_a_form_or_one_of_these() -> None:
    """None is left out of both."""
    assert {*asked()} | {name for name, _ in BOOKS.values()} == {*xlsform.shipped()}


@pytest.mark.parametrize(
    "holds",
    [
        accessible.test_the_font_is_large_and_plain,
        accessible.test_text_stands_out_from_its_ground,
        accessible.test_text_stands_out_where_a_look_follows_values,
        accessible.test_the_document_names_its_title_author_and_language,
        accessible.test_no_cells_are_merged,
    ],
)
def test_everybody_can_read_it(
    holds: Callable[[tuple[Instrument, Path]], None], other: tuple[Instrument, Path]
) -> None:
    """As far as a program can tell."""
    holds(other)


def test_every_sheet_has_a_title_and_something_said_below_it(other: tuple[Instrument, Path]) -> None:
    """As those of a form have, but that a fund's statement names the fund and its period there, in no sentence."""
    for sheet in accessible.visible(other[1]):
        assert str(sheet["A1"].value or "").strip(), sheet.title
        assert str(sheet["A2"].value or "").strip(), sheet.title


def test_every_sheet_is_locked_without_a_password(other: tuple[Instrument, Path]) -> None:
    """As those of a form are."""
    for sheet in load_workbook(other[1]).worksheets:
        assert sheet.protection.sheet, sheet.title
        assert not sheet.protection.password, sheet.title


def test_every_formula_is_one_that_all_programs_work_out_alike(other: tuple[Instrument, Path]) -> None:
    """As those of a form are."""
    work_out_alike(other[1])


@pytest.mark.slow
@pytest.mark.ooxml
def test_it_is_sound_by_the_open_xml_sdk(other: tuple[Instrument, Path]) -> None:
    """The validator finds nothing in it."""
    assert ooxml.errors(other[1]) == []
