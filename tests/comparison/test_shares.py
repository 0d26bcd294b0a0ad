"""Shares: a part of a whole that organisations count, from the cell to the consolidated workbook, by hand."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.books import tables
from tests.builders.forms import oakfield, returned
from tests.builders.opened import load_workbook
from tests.builders.rounds import AS_AT, ledger
from tests.builders.scale_matrices import planned
from tests.oracle.book import differences, recalculate
from xlkit.books.consolidated import consolidated_workbook
from xlkit.comparison.compare import compare
from xlkit.comparison.comparison import Comparison
from xlkit.comparison.other_scales.shares import Share
from xlkit.form.crosswalk import Crosswalk
from xlkit.form.draft import Draft
from xlkit.form.instrument import Instrument, Section, Side
from xlkit.form.item import Item, Kind, Role
from xlkit.returns.completed import Return
from xlkit.returns.validate import Validator

STAFF = Item("staff", "1.0", "Staff", Kind.INTEGER)
TRAINED = Item("trained", "1.1", "Trained", Kind.INTEGER, role=Role.SHARE, of="staff")
COACHES = Item("coaches", "1.2", "Coaches", Kind.INTEGER, role=Role.SHARE, of="staff")
COUNTING = Instrument(
    "counting", "Counting", "1", (Section("all", "1", "All", (STAFF, TRAINED, COACHES)),), side=Side.PROVIDER
)
GIVEN = {"A": (4, 2), "B": (16, 3), "C": (7, None), "D": (None, 3)}  # staff, and how many are trained


def counted(organisation: str, staff: int | None, trained: int | None, respondent: str = "") -> Return:
    said = {"staff": staff, "trained": trained}
    blank = planned(organisation, respondent=respondent, instrument=COUNTING)
    return replace(blank, answers=tuple(replace(one, value=said.get(one.item)) for one in blank.answers))


def compared(*returns: Return) -> Comparison:
    return compare({"counting": COUNTING}, Crosswalk(()), ledger(*returns), AS_AT)


def shares(*returns: Return) -> tuple[Share, ...]:
    return compared(*returns).matrices[0].shares


def test_part_and_whole_are_added_up_where_both_are_counted() -> None:
    """5 of 20: who left one of them out is in neither sum, and what nobody counted has no row."""
    (trained,) = shares(*(counted(name, *both) for name, both in GIVEN.items()))
    assert (len(trained.known), trained.counted, trained.of, trained.share) == (2, 5, 20, 0.25)


@pytest.mark.parametrize(("staff", "share"), [(4, None), (5, 0.4)])
def test_a_share_of_few_is_not_told(staff: int, share: float | None) -> None:
    """Of fewer than five a share would tell of somebody."""
    assert [one.share for one in shares(counted("A", staff, 2))] == [share]


def test_of_several_returns_of_one_organisation_the_low_middle_counts() -> None:
    """Three people count the same staff, who are not added up."""
    (trained,) = shares(*(counted("A", 10, many, f"{many}") for many in (2, 4, 9)))
    assert (trained.parts, trained.wholes) == ((4,), (10,))


def test_what_the_workbook_stores_is_true_and_follows_an_edit(tmp_path: Path) -> None:
    """Its formulas come to what was worked out here, also once an answer is put right."""
    several = (counted("E", 9, 3, "Ann"), counted("E", 11, 5, "Bob"))
    path = tmp_path / "all.xlsx"
    consolidated_workbook.write(compared(*(counted(name, *both) for name, both in GIVEN.items()), *several), path)
    assert differences(path) == []
    book = recalculate(path, {("Provider answers", "N5"): 3.0})
    sheet, where = tables.place(load_workbook(path), "Shares_1")
    assert book.value(sheet.title, f"E{where.min_row + 1}") == 9.0


@pytest.mark.parametrize(("staff", "said"), [(20, ["The smallest share: Trained, 1 of 20"]), (3, [])])
def test_the_smallest_share_stands_in_the_summary(staff: int, said: list[str]) -> None:
    """It says of what, and of how many; where no share is told nothing is said."""
    lines = consolidated_workbook.data(compared(counted("A", staff, 1)))["summary"]
    assert isinstance(lines, list)
    assert [line["said"] for line in lines if "share" in line["said"]] == said


@pytest.mark.parametrize(("trained", "kept"), [(7, 7.0), (8, None), (-1, None)])
def test_a_part_is_no_more_than_its_whole(trained: int, kept: float | None) -> None:
    """What cannot be is left out, and the rule is told with the reference of the whole."""
    given = returned(Draft(answers={"staff": 7, "trained": trained}), oakfield(COUNTING), COUNTING)
    found = Validator({"counting": COUNTING})(given)
    answer = next(answer for answer in found.completed.answers if answer.item == "trained") if found.completed else None
    said = [issue.message for issue in found.issues if issue.code == "breaks-rule"]
    assert answer is not None
    assert (answer.value, len(said)) == (kept, kept is None)
    assert all("from 0 to the one at 1.0" in message for message in said)
