"""The consolidated workbook after edits: what is pasted among the answers or deleted from them spoils nothing else."""

from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter

from tests.builders.rounds import (
    AS_AT,
    COMMISSIONER,
    CROSSWALK,
    INSTRUMENTS,
    PROVIDER,
    answered,
    ledger,
    random_ledger,
    random_views,
)
from tests.oracle.book import Book, differences, recalculate
from tests.oracle.formula import a1
from tests.oracle.values import ErrorValue, Scalar
from xlkit.books.consolidated import consolidated_workbook
from xlkit.books.consolidated.standing.answers import FIXED
from xlkit.comparison.compare import compare
from xlkit.form.identity import Perspective
from xlkit.intake.log import Ledger
from xlkit.returns.completed import Return

ALONE = answered(PROVIDER, "A", {"strategy": 4})
SEEN = answered(COMMISSIONER, "A", {"prices": None}, perspective=Perspective.PROVIDER, subject="Council")


def written(folder: Path, given: Ledger) -> Path:
    path = folder / "round.xlsx"
    consolidated_workbook.write(compare(INSTRUMENTS, CROSSWALK, given, AS_AT), path)
    return path


@pytest.mark.parametrize(
    "returns", [(ALONE,), (answered(PROVIDER, "A", {}),), (ALONE, SEEN)], ids=["one", "blank", "seen"]
)
def test_a_group_of_one_row_without_a_level_has_no_median(returns: tuple[Return, ...], tmp_path: Path) -> None:
    """However a program reads a range of one cell, its figures are empty texts and never 0."""
    assert differences(written(tmp_path, ledger(*returns))) == []


COUNTED = "Files"  # the sheet that counts cells with an answer of any kind
FIRST_ITEM = get_column_letter(len(FIXED) + 1)
PLACES = [
    *(("Provider answers", row) for row in (5, 15, 18)),  # one of a voice's two, an only return, a single view
    *(("Commissioner answers", row) for row in (7, 8, 12)),  # an agreed position, a single view, one of a voice's two
]
SOON = (("Provider answers", 5), ("Commissioner answers", 8))
EACH_PLACE = [pytest.param(*place, marks=() if place in SOON else pytest.mark.slow) for place in PLACES]


@pytest.fixture(scope="module")
def both_sides(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Providers and a council, some with several returns, and what others say of them."""
    return written(tmp_path_factory.mktemp("edits"), random_views(6, random_ledger(6, providers=5)))


def followed(book: Book, without: str = "") -> dict[tuple[str, str], Scalar]:
    """What every formula comes to, but for those of one sheet."""
    return {
        (name, a1(*place)): book.value(name, a1(*place))
        for name, sheet in book.sheets.items()
        if name != without
        for place in sheet.formulas
    }


def typed(book: Path, value: str | float | None, *places: tuple[str, int]) -> dict[tuple[str, str], Scalar]:
    """What formulas come to, but for those that count, with a value typed for the first item in these rows."""
    return followed(recalculate(book, {(sheet, f"{FIRST_ITEM}{row}"): value for sheet, row in places}), COUNTED)


def test_what_is_no_step_of_the_scale_counts_nowhere(both_sides: Path) -> None:
    """A text, even one that looks like a level, and numbers off the scale or between its steps are as a blank."""
    blank = typed(both_sides, None, *PLACES)
    for value in ("see last year", "3", 0, 6, 2.5, True):
        assert typed(both_sides, value, *PLACES) == blank, value


@pytest.mark.parametrize(("sheet", "row"), EACH_PLACE)
def test_a_step_of_the_scale_counts_at_each_place(sheet: str, row: int, both_sides: Path) -> None:
    """The lowest comes to something else than the highest."""
    assert typed(both_sides, 1, (sheet, row)) != typed(both_sides, 5, (sheet, row))


@pytest.mark.parametrize(("sheet", "row"), EACH_PLACE)
def test_a_deleted_row_of_answers_is_missing_and_no_more(sheet: str, row: int, both_sides: Path) -> None:
    """No cell shows an error: what rested on it alone is blank."""
    values = followed(recalculate(both_sides, deleted=[(sheet, row)]))
    assert [cell for cell, value in values.items() if isinstance(value, ErrorValue)] == []
