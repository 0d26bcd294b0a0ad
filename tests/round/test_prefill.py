"""What is carried over from last time, to whom, and what is left out."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.builders.bilingual import bilingual
from tests.builders.forms import OAKFIELD, oakfield, returned, small
from tests.builders.funds import AGREED, Cells, few, fund_form, fund_workbook, happened, quarter
from tests.builders.kinds import every_kind, full
from xlkit.form.draft import Draft
from xlkit.form.identity import Identity, Perspective
from xlkit.form.instrument import Instrument
from xlkit.form.plan import FURTHER_ACTIONS
from xlkit.returns.completed import Action, Answer, Return
from xlkit.returns.issues import issue
from xlkit.returns.raw import CellRef
from xlkit.returns.read.file import read_bytes
from xlkit.returns.validate import Validator
from xlkit.round import identities
from xlkit.round.prefill import last_return, last_returns, prefill
from xlkit.round.round import Recipient

CELL = CellRef("Action planner", 3, 4)


def action(item: str, text: str = "Begin", status: str = "Not started", **other: str) -> Action:
    return Action(item, text, "Ann", date(2027, 3, 31), status, CELL, tuple(other.items()))


def last(*answers: Answer, actions: tuple[Action, ...] = (), recipient: Recipient = OAKFIELD) -> Return:
    identity = identities.issued(small(), recipient, "Last round")
    return Return(
        identity=identity,
        organisation=identity.organisation,
        subject=identity.subject,
        respondent=identity.respondent,
        role=identity.role,
        locality=identity.locality,
        service_area=identity.service_area,
        view="one",
        completed_on=None,
        answers=answers,
        actions=actions,
    )


def without(instrument: Instrument, name: str) -> Instrument:
    sections = tuple(
        replace(section, items=tuple(item for item in section.items if item.name != name))
        for section in instrument.sections
    )
    return replace(instrument, sections=sections)


def now(recipient: Recipient = OAKFIELD) -> Identity:
    return identities.issued(small(), recipient, "This round")


def test_levels_are_shown_and_actions_carried() -> None:
    """Levels stand beside the topics, actions with owner, date and status in the planner; answers are left open."""
    found = prefill(small(), last(Answer("risk", 2, "2", None, "Notes"), actions=(action("risk"),)))
    assert found.last == {"risk": 2}
    carried = {"action": "Begin", "owner": "Ann", "due": date(2027, 3, 31), "status": "Not started"}
    assert found.draft.actions == {"risk": (carried,)}
    assert (found.draft.answers, found.draft.evidence, found.left_out) == ({}, {}, ())


def test_answers_are_kept_when_asked_for() -> None:
    """Ticks, typed answers and evidence are there to start from."""
    answers = (
        Answer("strategy", 3, "3", None, "Minutes"),
        Answer("size", None, "large", None),
        Answer("since", None, date(2020, 1, 2), None),
        Answer("people", None, 12.0, None),
        Answer("story", None, None, None),
    )
    found = prefill(small(), last(*answers), keep_answers=True)
    assert found.draft.answers == {"strategy": "3", "size": "large", "since": date(2020, 1, 2), "people": 12.0}
    assert found.draft.evidence == {"strategy": "Minutes"}
    assert found.left_out == ()


def test_what_was_picked_in_other_words_is_told_of_what_is_carried() -> None:
    """Beside a level that is shown, or an answer that is kept; not of what stands nowhere in the workbook."""
    said = last(Answer("risk", 2, "2", None), Answer("size", None, "large", None))
    issues = [
        issue("statement-reworded", None, item, ref="1", title="One", then=f"As {item} was", now="As it is")
        for item in ("risk", "size")
    ]
    assert prefill(small(), said, issues=issues).reworded == {"risk": ["As risk was"]}
    kept = prefill(small(), said, keep_answers=True, issues=[*issues, issue("answers-gone", None)])
    assert kept.reworded == {"risk": ["As risk was"], "size": ["As size was"]}


def test_answers_known_by_level_or_label_are_kept_too() -> None:
    """A consolidated workbook tells levels and labels, not the names of choices."""
    found = prefill(
        small(), last(Answer("risk", 4, None, None), Answer("size", None, "Up to 10", None)), keep_answers=True
    )
    assert found.draft.answers == {"risk": "4", "size": "small"}


def test_what_is_not_in_this_version_is_left_out_and_named() -> None:
    """A question that went takes its level, answer and actions with it, and is named once; the rest is carried."""
    answers = (Answer("risk", 2, "2", None), Answer("money", 1, "1", None))
    said = last(*answers, actions=(action("risk"), action("money")))
    found = prefill(without(small(), "risk"), said, keep_answers=True)
    assert found.left_out == ("“risk” is not a question of this version of the template.",)
    assert (found.last, list(found.draft.answers), list(found.draft.actions)) == ({"money": 1}, ["money"], ["money"])


def test_a_blank_answer_to_a_question_that_went_is_no_loss() -> None:
    """Nothing was said, so nothing is left out."""
    found = prefill(without(small(), "risk"), last(Answer("risk", None, None, None)), keep_answers=True)
    assert found.left_out == ()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer("risk", 6, "6", None), "1.2 Risk has no level 6 any more."),
        (Answer("size", None, "medium", None), "2.2 Size cannot be answered “medium” any more."),
        (Answer("people", None, "twelve", None), "2.5 People cannot be answered “twelve” any more."),
        (Answer("risk", 2, "2", None, "Notes"), "1.2 Risk has no place for evidence any more."),
    ],
)
def test_an_answer_that_no_longer_fits_is_left_out_and_named(answer: Answer, reason: str) -> None:
    """A level, a choice, a kind or a box that went."""
    assert reason in prefill(small(), last(answer), keep_answers=True).left_out


def test_open_actions_stand_before_closed_ones_when_rows_run_out() -> None:
    """A topic has its own row and the further ones: the action that is left out is one that is done."""
    done = action("risk", "First", "Done")
    texts = [f"Action {number}" for number in range(1 + FURTHER_ACTIONS)]
    found = prefill(small(), last(actions=(done, *(action("risk", text) for text in texts))))
    assert [row["action"] for row in found.draft.actions["risk"]] == texts
    assert found.left_out == ("1.2 Risk has no row left for the action “First”.",)


def test_further_columns_of_the_planner_are_carried_where_they_are_still_there() -> None:
    """A date comes back as a date; a column or a status that went is named."""
    found = prefill(small(), last(actions=(action("risk", next_assessment="2027-09-01", cost="£3"),)))
    (row,) = found.draft.actions["risk"]
    assert row["next_assessment"] == date(2027, 9, 1)
    assert found.left_out == ("1.2 Risk: the planner has no place for “£3” under cost.",)
    odd = prefill(small(), last(actions=(action("risk", status="Maybe"),)))
    assert odd.left_out == ("1.2 Risk: the planner has no place for “Maybe” under status.",)


def test_statuses_are_carried_in_the_language_of_the_workbook() -> None:
    """What was kept as Done is Wedi'i wneud in the Welsh planner."""
    found = prefill(bilingual("cy"), last(actions=(action("risk", status="Done"),)))
    assert found.draft.actions["risk"][0]["status"] == "Wedi'i wneud"


def test_the_return_of_the_same_organisation_is_followed() -> None:
    """Case and spacing do not matter; another round's return id does not either."""
    mine, other = last(), last(recipient=Recipient("Birch"))
    assert last_return(now(replace(OAKFIELD, organisation=" oakfield  CARE")), [other, mine]) is mine
    assert last_return(now(Recipient("Cedar")), [other, mine]) is None


@pytest.mark.parametrize(
    "recipient",
    [
        replace(OAKFIELD, perspective=Perspective.COMMISSIONER),
        replace(OAKFIELD, subject="Birch"),
        replace(OAKFIELD, locality="South"),
        replace(OAKFIELD, service_area="Home care", locality="South"),
    ],
)
def test_a_return_about_something_else_is_not_followed(recipient: Recipient) -> None:
    """Another perspective, subject or locality has answers of its own."""
    assert last_return(now(recipient), [last()]) is None


def test_a_unit_that_only_one_side_states_does_not_part_them() -> None:
    """Who stated no locality last time, or is not asked for it now, is the same."""
    mine = last()
    assert last_return(now(replace(OAKFIELD, locality="")), [mine]) is mine


def test_a_return_that_could_be_of_two_units_is_followed_by_neither() -> None:
    """Nobody gets what another locality answered; the one that was meant, or that is the only one, goes on."""
    blank, north = last(recipient=replace(OAKFIELD, locality="")), last()
    in_north, in_south = now(), replace(now(replace(OAKFIELD, locality="South")), return_id="2222-2222")
    assert last_returns([in_north, in_south], [blank]) == {}
    assert last_returns([in_north, in_south], [north]) == {in_north.return_id: north}
    assert last_returns([in_south], [blank]) == {in_south.return_id: blank}


def test_of_several_returns_the_nearest_is_followed() -> None:
    """The same unit first, then the same person, then the agreed position; and none where that leaves two."""
    north, south = last(), last(recipient=replace(OAKFIELD, locality=""))
    assert last_return(now(), [south, north]) is north
    ann, bo = last(), last(recipient=replace(OAKFIELD, respondent="Bo"))
    assert last_return(now(), [bo, ann]) is ann
    agreed = replace(bo, view="agreed")
    assert last_return(now(replace(OAKFIELD, respondent="Cy")), [ann, agreed]) is agreed
    assert last_return(now(replace(OAKFIELD, respondent="Cy")), [ann, bo]) is None


def understood(draft: Draft, instrument: Instrument) -> Return:
    found = Validator({instrument.name: instrument})(returned(draft, oakfield(instrument), instrument)).completed
    assert found is not None
    return found


def test_every_kind_of_answer_may_be_kept() -> None:
    """Ticks, dates beside answers and the rows of tables go over to the next workbook as they were."""
    last = understood(full(every_kind()), every_kind())
    begun = prefill(every_kind(), last, keep_answers=True)
    assert begun.left_out == ()
    answers = {answer.item: answer.value for answer in last.answers if answer.value is not None}
    assert begun.draft.answers == answers
    assert begun.draft.days == full(every_kind()).days
    again = understood(begun.draft, every_kind())
    assert [[each.value for each in row.answers] for row in again.rows] == [
        [each.value for each in row.answers] for row in last.rows
    ]


def test_what_of_a_table_or_of_many_ticks_finds_no_place_is_told() -> None:
    """A choice that went, and rows beyond those prepared this time."""
    last = understood(full(every_kind()), every_kind())
    items = tuple(replace(item, choices=item.choices[:1], rows=min(item.rows, 0)) for item in every_kind().items)
    fewer = replace(every_kind(), sections=(replace(every_kind().sections[0], items=items),))
    left_out = prefill(fewer, last, keep_answers=True).left_out
    assert "2.1 What helps? cannot be answered “travel” any more." in left_out
    assert "2.5 Risks has no row left for “As we said.”." in left_out
    assert prefill(fewer, last, keep_answers=True).draft.answers["helps"] == "food"


@pytest.mark.parametrize(("day", "carried"), [(date(2027, 4, 30), True), (date(2027, 7, 31), False)])
def test_an_answer_about_a_date_that_moved_is_not_kept(day: date, *, carried: bool) -> None:
    """Staff by 30 April says nothing of staff by 31 July, and that is told once; all else is kept."""
    last = understood(full(every_kind()), every_kind())
    found = prefill(every_kind().with_settings({"first_date": day, "quarter": "2"}), last, keep_answers=True)
    assert ("staff" in found.draft.answers) == carried
    assert found.draft.answers["money"] == "red"
    moved = ("1 answer about “First date”, since that was 30 April 2027 then and is 31 July 2027 now.",)
    assert found.left_out == (() if carried else moved)


def test_answers_that_cannot_be_shown_are_told() -> None:
    """None of them has a level, so that without its answers the workbook would say nothing of last time."""
    last = understood(full(every_kind()), every_kind())
    (sentence,) = prefill(every_kind(), last).left_out
    many = sum(answer.says_anything for answer in last.answers) + len(last.rows)
    assert sentence.startswith(f"{many} answers without a level")
    assert prefill(every_kind(), replace(last, answers=(), rows=())).left_out == ()


@pytest.mark.parametrize(
    ("rated", "taken"),
    [((True, True, True), (15, 1)), ((True, False, True), (1, 15, 1)), ((False, False, True), (15, 1))],
)
def test_a_fund_takes_along_the_last_rate_that_was_agreed(
    rated: tuple[bool, ...], taken: tuple[int, ...], tmp_path: Path
) -> None:
    """Where what holds at the end of the account says none: the next rate is held against that."""
    starts = (date(2027, 4, 1), date(2027, 4, 15), date(2027, 5, 1))
    agreed = [{**AGREED, "from": start} for start in starts]
    terms = tuple(
        {name: value for name, value in term.items() if is_rated or name != "rate"}
        for term, is_rated in zip(agreed, rated, strict=True)
    )
    assert terms_taken(terms, (happened(0, "hours_given", 24.0),), date(2027, 4, 30), tmp_path) == taken


@pytest.mark.parametrize(
    ("ends", "days", "taken"),
    [
        (date(2027, 4, 14), (0, 13, 400), (1, 15, 1)),
        (date(2027, 4, 15), (0,), (15, 1)),
        (date(2027, 6, 30), (0,), (1,)),
        (None, (0, 14), (15, 1)),
        (None, (), (1, 15, 1)),
    ],
)
def test_a_fund_takes_along_what_holds_and_what_is_to_come(
    ends: date | None, days: tuple[int, ...], taken: tuple[int, ...], tmp_path: Path
) -> None:
    """Agreements from 1 and 15 April and 1 May: what holds at the end of the account, or at its last entry, goes on."""
    starts = (date(2027, 4, 1), date(2027, 4, 15), date(2027, 5, 1))
    agreed = tuple({**AGREED, "from": start} for start in starts)
    entries = tuple(happened(day, "hours_given", 24.0) for day in days)
    assert terms_taken(agreed, entries, ends, tmp_path) == taken


def terms_taken(
    agreed: tuple[Cells, ...], entries: tuple[Cells, ...], ends: date | None, folder: Path
) -> tuple[int, ...]:
    """The days of the month on which those agreements begin that a fund takes along."""
    rows, form = {"agreement": agreed, "entries": entries}, few(fund_form())
    details = {name: value for name, value in {**quarter().details, "ends": ends}.items() if value is not None}
    path = fund_workbook(folder / "fund.xlsx", Draft(details=details, rows=rows), form=form)
    raw = read_bytes(path.read_bytes()).raw
    completed = Validator({form.name: form})(raw).completed if raw else None
    assert completed is not None
    terms = prefill(form, completed).draft.rows["agreement"]
    return tuple(start.day for term in terms if isinstance(start := term["from"], date))
