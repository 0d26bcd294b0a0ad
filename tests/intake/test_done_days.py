"""Days on which something was done: none, one yet to come, or one of what is not done."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.builders.funds import AGREED, Cells, few, fund_form, fund_workbook, happened, quarter
from tests.builders.scale_matrices import PLANS, planned
from tests.intake.test_duplicates import entry
from xlkit.form.draft import Draft
from xlkit.intake.done_days import asked_about
from xlkit.returns.issues import issue
from xlkit.returns.raw import CellRef
from xlkit.returns.read.file import read_bytes
from xlkit.returns.validate import Validator
from xlkit.round.round import Control, Issued, Round

YESTERDAY, TODAY, TOMORROW = (date(2027, 4, day) for day in (5, 6, 7))


@pytest.mark.parametrize(
    ("picked", "done", "completed", "many"),
    [
        ("done", TOMORROW, TODAY, 1),
        ("done", TODAY, TODAY, 0),
        ("not_done", TOMORROW, TODAY, 0),
        ("done", TODAY, TOMORROW, 1),
        ("done", TOMORROW, TOMORROW, 2),
    ],
)
def test_what_was_done_on_a_day_to_come_is_asked_about(picked: str, done: date, completed: date, many: int) -> None:
    """What is not done yet may have such a day beside it, and so has nothing to be asked."""
    outcome = next(item for item in PLANS["plan-check"].items if item.day)
    choice = next(each.name for each in outcome.choices if each.reached == (picked == "done"))
    said = planned("Ashshire", {outcome.name: choice}, days={outcome.name: done})
    (found,) = asked_about([entry("a", replace(said, completed_on=completed))], TODAY, PLANS)
    assert [each.code for each in found.issues] == ["day-to-come"] * many


@pytest.mark.parametrize(
    ("choice", "day", "codes"),
    [
        ("done", None, ["done-undated"]),
        ("late", TODAY, ["day-not-done"]),
        ("late", TOMORROW, []),
        ("late", None, []),
        ("done", TODAY, []),
        (None, TODAY, []),
    ],
)
def test_what_was_done_and_its_day_go_together(choice: str | None, day: date | None, codes: list[str]) -> None:
    """Done without a day, and a day that has been beside what is not done, are asked about."""
    picked, days = {"homes_plan": choice} if choice else {}, {"homes_plan": day} if day else {}
    (found,) = asked_about([entry("a", planned("Ashshire", picked, days=days))], TODAY, PLANS)
    assert [each.code for each in found.issues] == codes


@pytest.mark.parametrize(
    ("item", "column", "codes"),
    [("homes_plan", 4, []), ("homes_plan", 3, ["done-undated"]), ("other", 4, ["done-undated"])],
)
def test_a_day_that_nobody_can_read_was_entered_all_the_same(item: str, column: int, codes: list[str]) -> None:
    """What stands beside an answer and is no date is said once, and not that nothing was entered there."""
    said = planned("Ashshire", {"homes_plan": "done"})
    answers = tuple(replace(each, cell=CellRef("Questions", 8, 3)) for each in said.answers)
    unread = issue("error-value", CellRef("Questions", 8, column), item, ref="1", title="Homes", asks="", found="#REF!")
    (found,) = asked_about([entry("a", replace(said, answers=answers)).noted(unread)], TODAY, PLANS)
    assert [each.code for each in found.issues] == ["error-value", *codes]


@pytest.mark.parametrize(("due", "codes"), [(TODAY, []), (YESTERDAY, ["after-deadline"])])
def test_a_return_after_the_deadline_is_noted(due: date, codes: list[str]) -> None:
    """The deadline itself is in time."""
    (found,) = asked_about(
        [entry("a", replace(planned("Ashshire"), completed_on=TODAY))], TODAY, PLANS, Control(Round(due=due))
    )
    assert [each.code for each in found.issues] == codes


@pytest.mark.parametrize(
    ("days", "codes"),
    [((TODAY, None), []), ((TOMORROW, None), ["before-issue"]), ((TOMORROW, TODAY), []), ((None, None), [])],
)
def test_a_return_from_before_it_was_issued_is_noted(days: tuple[date | None, date | None], codes: list[str]) -> None:
    """On the day itself it is in order, as it is where that is not known, or where it was issued again since."""
    said, (day, first) = replace(planned("Ashshire"), completed_on=TODAY), days
    control = Control(Round(), issued=(Issued(said.identity, "a.xlsx", day=day, first=first),))
    (found,) = asked_about([entry("a", said)], TODAY, PLANS, control)
    assert [each.code for each in found.issues] == codes
    assert all("the workbook was issued on 07/04/2027, after that" in each.message for each in found.issues)


@pytest.mark.parametrize(("closed", "many"), [(YESTERDAY, 0), (TODAY, 1), (TOMORROW, 2)])
def test_the_day_that_a_fund_is_closed_to_is_told_at_its_cell(closed: date, many: int, tmp_path: Path) -> None:
    """Nothing was completed on that day: its entries are final up to it, which is what the question is called."""
    form = few(fund_form())
    facts: Cells = {**quarter().details, "closed_to": closed}
    path = fund_workbook(tmp_path / "fund.xlsx", Draft(facts, rows={"agreement": (AGREED,)}), form=form)
    raw = read_bytes(path.read_bytes()).raw
    completed = Validator({form.name: form})(raw).completed if raw else None
    assert completed is not None
    control = Control(Round(due=YESTERDAY), issued=(Issued(completed.identity, "fund.xlsx", day=TOMORROW),))
    (found,) = asked_about([entry("a", completed)], TODAY, {form.name: form}, control)
    assert [each.message.partition(",")[0] for each in found.issues] == [f"“Closed to” is {closed:%d/%m/%Y}"] * many
    assert [each.cell.address for each in found.issues if each.cell] == ["Fund!C8"] * many


def test_a_councils_workbook_was_held_against_its_own_day() -> None:
    """As what else its round would have asked, that is past."""
    given = replace(entry("a", replace(planned("Ashshire"), completed_on=TOMORROW)), council="Ashshire")
    assert asked_about([given], TODAY, PLANS) == (given,)


def test_an_entry_of_a_day_to_come_is_asked_about(tmp_path: Path) -> None:
    """Of a fund, at its cell: not one of today, and not one that was taken back."""
    days = (5, 6, 6, 6)
    rows = [happened(day, "hours_given", 1.0) for day in days] + [happened(5, "correction", corrects=3.0)]
    form = few(fund_form())
    draft = Draft(quarter().details, rows={"agreement": (AGREED,), "entries": tuple(rows)})
    raw = read_bytes(fund_workbook(tmp_path / "fund.xlsx", draft, form=form).read_bytes()).raw
    completed = Validator({form.name: form})(raw).completed if raw else None
    assert completed is not None
    (found,) = asked_about([entry("a", completed)], TODAY, {form.name: form})
    assert [(each.code, each.cell.a1 if each.cell else "") for each in found.issues] == [
        ("day-to-come", "B5"),
        ("day-to-come", "B7"),
    ]
