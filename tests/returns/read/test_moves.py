"""Tests that whatever is moved in a returned workbook, each problem is named at its cell in the file as returned."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.builders.drawn import drawn
from tests.builders.forms import changed, oakfield, returned, small, without_rows
from tests.corpus.case import DRAFT
from xlkit.returns.raw import CellRef, RawReturn, RawSheet, Value
from xlkit.returns.validate import Validator

Row = tuple[Value, ...]
VALIDATOR = Validator({"small": small()})
# Problems of every kind that has a cell, by the reference in column A and the column of the cell.
PROBLEMS = {
    ("1.1.1", 2): ("✓", "two-ticks"),
    ("1.2.2", 2): ("maybe", "unknown-tick"),
    ("2.2", 3): ("Many", "unknown-choice"),
    ("2.4", 3): ("soon", "not-a-date"),
    ("2.5", 3): ("twelve", "not-a-number"),
    ("2.6", 3): ("1.2.3", "not-a-number"),
    ("Y8", 2): ("later", "not-a-date"),
    ("P1.1", 7): ("by summer", "unclear-due-date"),
    ("E1.1", 6): ("a note in the margin", "unreferenced-text"),
}
MISSING = "reference-missing"
SOUND = returned(DRAFT, oakfield())
FAULTY = changed(SOUND, {place: value for place, (value, _) in PROBLEMS.items()})


@st.composite
def moved(draw: st.DrawFn) -> RawReturn:
    """The return with its sheets renamed and in another order, and with blank rows inserted and rows sorted in each."""
    sheets = []
    for number, sheet in enumerate(FAULTY.sheets):
        if sheet.name == "xlkit":
            sheets.append(sheet)
            continue
        rows = draw(st.permutations(sheet.rows)) if draw(st.booleans()) else list(sheet.rows)
        rows = _with_blank_rows(rows, draw(st.lists(st.integers(0, len(rows)), max_size=6)))
        name = draw(st.sampled_from([sheet.name, f"Renamed {number}"]))
        sheets.append(RawSheet(name, tuple(rows)))
    return replace(FAULTY, sheets=tuple(draw(st.permutations(sheets))))


def _with_blank_rows(rows: Sequence[Row], places: Sequence[int]) -> list[Row]:
    made = list(rows)
    for place in sorted(places, reverse=True):
        made.insert(place, ())
    return made


def cells_of(raw: RawReturn, ref: str, column: int) -> CellRef:
    """Where a problem stands now."""
    return next(
        CellRef(sheet.name, number, column)
        for sheet in raw.sheets
        for number, row in enumerate(sheet.rows)
        if row and row[0] == ref
    )


@given(moved())
@drawn(80)
def test_coordinates_are_those_of_the_file_as_returned(raw: RawReturn) -> None:
    """Each problem is found exactly once, at its cell; a note in the margin too; and no sound cell is named."""
    reported = {(issue.cell, issue.code) for issue in VALIDATOR(raw).issues if issue.code != "two-ticks"}
    expected = {
        (cells_of(raw, ref, column), code) for (ref, column), (_, code) in PROBLEMS.items() if code != "two-ticks"
    }
    assert reported == expected
    assert len(VALIDATOR(raw).issues) == len(PROBLEMS)
    (ticks,) = (issue for issue in VALIDATOR(raw).issues if issue.code == "two-ticks")
    for ref in ("1.1.1", "1.1.3"):
        cell = cells_of(raw, ref, 2)
        assert ticks.cell == cell or f"{cell.sheet}!{cell.a1}" in ticks.message


@given(moved())
@drawn(40)
def test_answers_stay_the_same_wherever_they_stand(raw: RawReturn) -> None:
    """Nothing that is moved becomes another answer."""
    still, before = VALIDATOR(raw).completed, VALIDATOR(FAULTY).completed
    assert still is not None
    assert before is not None
    assert [(each.item, each.value) for each in still.answers] == [(each.item, each.value) for each in before.answers]


# Rows that hold no problem, one of each kind that has to be there.
DELETED = ("1.1.2", "2.1.4", "2.3", "Y6")


@given(moved(), st.sets(st.sampled_from(DELETED), min_size=1))
@drawn(40)
def test_a_deleted_row_is_missed_and_no_other(raw: RawReturn, gone: set[str]) -> None:
    """Each row that is gone is missed by its reference, and every other problem stays at its own cell."""
    left = without_rows(raw, *gone)
    reported = VALIDATOR(left).issues
    missed = [each.message.partition("reference ")[2].partition(" ")[0] for each in reported if each.code == MISSING]
    assert sorted(missed) == sorted(gone)
    placed = {(each.cell, each.code) for each in reported if each.code not in ("two-ticks", MISSING)}
    assert placed == {
        (cells_of(left, ref, column), code) for (ref, column), (_, code) in PROBLEMS.items() if code != "two-ticks"
    }
