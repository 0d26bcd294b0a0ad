"""Sheets that stand twice in a workbook."""

import pytest
from msgspec.structs import replace

from tests.builders.forms import ALL_ANSWERED, changed, returned, small
from xlkit.form.draft import Draft
from xlkit.form.layout import ANSWER, TICK
from xlkit.returns.completed import Return
from xlkit.returns.raw import RawReturn
from xlkit.returns.validate import Understood, Validator

EVIDENCE = ("E1.1", ANSWER)


@pytest.fixture(scope="module")
def sound() -> RawReturn:
    """A return without a fault."""
    return returned(replace(ALL_ANSWERED, evidence={"strategy": "Minutes"}))


def doubled(first: RawReturn, second: RawReturn, *more: RawReturn) -> RawReturn:
    """A workbook with the questions of others behind its own sheets."""
    copies = (
        replace(sheet, name=f"Questions ({number})")
        for number, other in enumerate((second, *more), start=2)
        for sheet in other.sheets
        if sheet.name == "Questions"
    )
    return replace(first, sheets=(*first.sheets, *copies))


def understood(raw: RawReturn) -> Understood:
    return Validator({"small": small()}, corrects=True)(raw)


def completed(raw: RawReturn) -> Return:
    found = understood(raw).completed
    assert found is not None
    return found


def levels(raw: RawReturn) -> list[int | None]:
    return [answer.level for answer in completed(raw).answers[:3]]


def codes(raw: RawReturn) -> list[str]:
    return [issue.code for issue in understood(raw).issues]


def test_a_copy_that_says_the_same_is_passed_over(sound: RawReturn) -> None:
    """All is read as without it, and one note tells of it."""
    raw = doubled(sound, sound, sound)
    assert codes(raw) == ["sheet-copied", "sheet-copied"]
    assert completed(raw).answers == completed(sound).answers


def test_a_blank_sheet_before_the_one_that_was_filled_in(sound: RawReturn) -> None:
    """What was filled in counts, wherever it stands."""
    raw = doubled(returned(Draft()), sound)
    assert codes(raw) == ["sheet-copied"]
    assert levels(raw) == [3, 2, 5]


def test_copies_that_differ_are_one_error(sound: RawReturn) -> None:
    """It names both tabs; what they agree in counts, and what they differ in does not."""
    other = changed(sound, {("1.1.3", TICK): "", ("1.1.4", TICK): "✓", EVIDENCE: "Other minutes"})
    raw = doubled(sound, other)
    (issue,) = understood(raw).issues
    assert (issue.code, issue.item) == ("sheet-twice", "strategy")
    assert "“Questions” and “Questions (2)”" in issue.message
    assert "2 answers" in issue.message
    assert levels(raw) == [None, 2, 5]


def test_an_answer_on_one_of_two_sheets_is_asked_about(sound: RawReturn) -> None:
    """Where one copy leaves out what the other says, it may have been taken back."""
    raw = doubled(sound, changed(sound, {("1.2.2", TICK): ""}))
    assert codes(raw) == ["sheet-twice"]
    assert levels(raw) == [3, None, 5]


def test_a_correction_of_copies_holds_the_ticks_of_both(sound: RawReturn) -> None:
    """Whoever puts it right sees what each of them said."""
    other = changed(sound, {("1.1.3", TICK): "", ("1.1.4", TICK): "✓"})
    correction = understood(doubled(sound, other)).correction
    assert correction is not None
    assert correction.draft.marks["strategy"] == {"3": "✓", "4": "✓"}


def test_a_row_that_stands_twice_on_one_of_the_copies_is_told_as_that(sound: RawReturn) -> None:
    """What is said of the sheets does not hide what else is wrong in one of them."""
    twice = changed(sound, {("1.2.5", 0): "1.2.4"})
    assert "reference-twice" in codes(doubled(twice, changed(sound, {("2.1.5", TICK): ""})))


def test_a_single_row_on_another_sheet_is_no_copied_sheet(sound: RawReturn) -> None:
    """It is reported as a row that stands twice."""
    questions = next(sheet for sheet in sound.sheets if sheet.name == "Questions")
    row = next(row for row in questions.rows if row and row[0] == "1.1.3")
    raw = replace(sound, sheets=(*sound.sheets, replace(questions, name="Sheet9", rows=(row,))))
    assert codes(raw)[0] == "reference-twice"


@pytest.mark.parametrize("is_first", [False, True])
def test_a_row_that_one_of_the_copies_lacks_is_read_from_the_other(sound: RawReturn, is_first: bool) -> None:
    """What stands there stands once, so that no two sheets differ in it."""
    lacking = replace(
        sound,
        sheets=tuple(
            replace(sheet, rows=tuple(cells for cells in sheet.rows if cells[:1] != EVIDENCE[:1]))
            for sheet in sound.sheets
        ),
    )
    raw = doubled(lacking, sound) if is_first else doubled(sound, lacking)
    known = [(each.item, each.value, each.evidence) for each in completed(raw).answers]
    assert known == [(each.item, each.value, each.evidence) for each in completed(sound).answers]
    assert codes(raw) == ["sheet-copied"]
