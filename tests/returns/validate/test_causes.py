"""A figure that does not follow from what is typed is told with what made it so, and amounts are said as people do."""

import pytest

from tests.builders.edits import with_cells
from tests.builders.funds import AGREED, Cells, few, happened
from tests.corpus.funds import FACTS, GIVEN, block, fund
from xlkit.form.entered import fund_of
from xlkit.form.xlsform import library
from xlkit.fund.balance import books
from xlkit.returns.entered import entered
from xlkit.returns.issues import Issue
from xlkit.returns.read.file import read_bytes
from xlkit.returns.validate import Validator
from xlkit.returns.validate.causes import TYPED_OVER

MONEY = happened(1, "money_council", pounds=12.5)
SAVED = happened(1, "put_aside", 2.0, pot="Spain")
NOTHING: Cells = {"K5": "", "L5": "", "M5": 24.0, "N5": 0.0}


def found(data: bytes, *, form_name: str = "isf-fund") -> list[Issue]:
    """Everything that is noted of a workbook."""
    raw = read_bytes(data).raw
    assert raw is not None
    form = few(library()[form_name])
    return list(Validator({form.name: form})(raw).issues)


@pytest.mark.parametrize(
    ("entry", "sheet", "typed", "shown", "cause"),
    [
        (MONEY, "Entries", {"E5": "£12.50 "}, NOTHING, "“£12.50” in Entries!E5 is text"),
        (MONEY, "Entries", {"B5": "02/04/2027"}, NOTHING, "“02/04/2027” in Entries!B5 is text"),
        (MONEY, "Entries", {"C5": "money_council"}, NOTHING, "“money_council” in Entries!C5 is not just one"),
        (SAVED, "Entries", {"F5": "Spain\xa0"}, NOTHING, "in Entries!F5 has a space of another kind"),
        (SAVED, "Pots", {"B4": "Spain\xa0"}, NOTHING, "in Pots!B4 has a space of another kind"),
        (MONEY, "Fund", {"C10": "3"}, {}, "“3” in Fund!C10 is text"),
        (MONEY, "Plan", {"E4": "3"}, {"K5": 1.0, "M5": 25.0}, TYPED_OVER),
        (MONEY, "Entries", {"E5": 12.5}, {"K5": 1.0, "M5": 25.0}, TYPED_OVER),
    ],
)
def test_a_figure_that_does_not_follow_is_told_with_its_cause(
    entry: Cells, sheet: str, typed: Cells, shown: Cells, cause: str
) -> None:
    """The cell that the workbook does not count, of its own row or of what it rests on; else what filled itself."""
    data = with_cells(fund(GIVEN, entry), sheet, typed)
    data = with_cells(data, "Entries", shown) if shown else data
    told = [each.message for each in found(data) if each.code == "shown-otherwise"]
    assert told
    assert all(cause in message for message in told)


def test_the_result_of_a_block_is_told_with_the_text_that_it_lacks() -> None:
    """Of a person whose own hours are text the block shows those that are shared alone."""
    data = with_cells(with_cells(block(), "People", {"E5": "12"}), "Result", {"D5": 1.0})
    (told, *_) = [each.message for each in found(data, form_name="isf-block") if each.code == "shown-otherwise"]
    assert "“12” in People!E5 is text" in told


@pytest.mark.parametrize(("typed", "noted"), [("£12.50 ", ["number-understood"]), (12.5, [])])
def test_text_that_counts_as_an_amount_is_noted(typed: str | float, noted: list[str]) -> None:
    """However plain it is, since the workbook does not count it."""
    data = with_cells(fund(GIVEN, MONEY), "Entries", {"E5": typed})
    assert [each.code for each in found(data) if each.cell and each.cell.address == "Entries!E5"] == noted


@pytest.mark.parametrize(("typed", "taken_back"), [(-4.0, False), (0.0, False), ("2 hours", False), (9.0, True)])
def test_a_correction_with_an_amount_that_is_none_takes_nothing_back(typed: float | str, taken_back: bool) -> None:
    """That is told once, with what is right there; the very amount of the entry may stand beside it."""
    rows = GIVEN, happened(1, "support", 9.0), happened(2, "correction", corrects=2.0)
    raw = read_bytes(with_cells(fund(*rows), "Entries", {"D6": typed, "L6": None, "K6": None, "M6": None})).raw
    assert raw is not None
    form = few(library()["isf-fund"])
    done = Validator({form.name: form})(raw)
    assert done.completed is not None
    left = books(fund_of(entered(done.completed)))
    assert left.in_hours(left.closing.units) == (24 if taken_back else 15)
    assert [each.code for each in done.issues] == ([] if taken_back else ["correction-does-not-match"])


def test_amounts_are_said_as_people_say_them() -> None:
    """Of 24 hours 16¼ enhanced ones are 22½ minutes too much, and what has to be typed has its figure beside it."""
    (told,) = (each for each in found(fund(GIVEN, happened(1, "support_enhanced", 16.25))))
    assert "Entry 2 leaves −22½ minutes, and" in told.message
    over = with_cells(block(), "Block", {"C6": 208.75})
    told = next(each for each in found(over, form_name="isf-block") if each.code == "block-not-divided")
    assert "The contract holds 1¼ hours less a week than" in told.message


def test_amounts_that_are_said_alike_are_told_apart_by_their_figures() -> None:
    """A thousandth of an hour too much is no other number of minutes."""
    data = with_cells(fund(GIVEN, happened(1, "support", 9.0), facts=FACTS), "Entries", {"K5": -9.001, "M5": 14.999})
    (told,) = (each.message for each in found(data) if each.code == "shown-otherwise")
    assert "Entry 2 shows about −9 hours, and −9 hours follows" in told
    data = with_cells(
        fund(happened(0, "money_council", pounds=9.0), terms=(AGREED,)), "Entries", {"L4": 9.001, "N4": 9.001}
    )
    (told,) = (each.message for each in found(data) if each.code == "shown-otherwise")
    assert "Entry 1 shows 9.001, and 9 follows" in told
