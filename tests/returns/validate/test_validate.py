"""A returned workbook, understood: each kind of problem beside what is nearly one."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.builders import forms
from tests.builders.forms import ALL_ANSWERED, changed, oakfield, returned, small, with_error, without_rows
from tests.builders.kinds import every_kind, full
from xlkit.form.identity import Perspective
from xlkit.form.layout import ANSWER, DETAIL_ANSWER, TEXT, TICK, VALUE, lay_out
from xlkit.returns import return_ids
from xlkit.returns.completed import Return
from xlkit.returns.issues import Issue, Severity
from xlkit.returns.raw import RawReturn
from xlkit.returns.validate import Validator
from xlkit.round import identities
from xlkit.round.round import Recipient

VALIDATOR = Validator({"small": small()})


def understood(raw: RawReturn) -> Return:
    completed = VALIDATOR(raw).completed
    assert completed is not None
    return completed


def codes(raw: RawReturn) -> list[str]:
    return [issue.code for issue in VALIDATOR(raw).issues]


def only_issue(raw: RawReturn) -> Issue:
    (issue,) = VALIDATOR(raw).issues
    return issue


@pytest.fixture(scope="module")
def sound() -> RawReturn:
    """A return with every required item answered."""
    return returned(ALL_ANSWERED)


def test_a_sound_return_has_no_issue(sound: RawReturn) -> None:
    """Nothing is found in a return as it should be."""
    assert codes(sound) == []


def test_levels_are_those_ticked(sound: RawReturn) -> None:
    """Each ticked statement gives its level; items that were left out have none."""
    levels = {answer.item: answer.level for answer in understood(sound).answers}
    assert levels == {
        "strategy": 3, "risk": 2, "money": 5, "size": None, "story": None, "since": None, "people": None, "hours": None,
    }  # fmt: skip


def test_an_answer_knows_its_cell(sound: RawReturn) -> None:
    """The cell of an answer is that of its tick, in the file as returned."""
    answer = understood(sound).answer("strategy")
    assert answer is not None
    assert answer.cell is not None
    row = next(row for sheet in sound.sheets if sheet.name == "Questions" for row in [*sheet.rows] if row[0] == "1.1.3")
    assert row[TICK] == "✓"
    assert (answer.cell.sheet, answer.cell.a1) == ("Questions", "C8")


def test_identity_is_what_was_issued(sound: RawReturn) -> None:
    """Organisation, respondent, role and locality come from the workbook's identity."""
    completed = understood(sound)
    assert completed.identity == oakfield()
    assert (completed.organisation, completed.subject) == ("Oakfield Care", "Oakfield Care")
    assert (completed.respondent, completed.role, completed.locality) == ("Ann Lee", "Manager", "North")


def test_no_tick_is_reported_at_the_first_tick_cell(sound: RawReturn) -> None:
    """A required item without a tick is an error at the cell where the first tick could go."""
    issue = only_issue(changed(sound, {("1.2.2", TICK): ""}))
    assert (issue.code, issue.severity, issue.item) == ("no-answer", Severity.ERROR, "risk")
    assert issue.cell is not None
    assert issue.cell.a1 == "C13"
    assert "1.2 Risk" in issue.message


def test_two_ticks_leave_the_item_without_an_answer(sound: RawReturn) -> None:
    """Two ticks are an error that names both cells, and neither is taken."""
    raw = changed(sound, {("1.2.4", TICK): "✓"})
    issue = only_issue(raw)
    assert issue.code == "two-ticks"
    assert (issue.cell and issue.cell.address, "also at Questions!C16," in issue.message) == ("Questions!C14", True)
    answer = understood(raw).answer("risk")
    assert answer is not None
    assert answer.level is None


@pytest.mark.parametrize(("typed", "noted"), [("x", []), ("X", []), (" x ", []), ("yes", ["tick-understood"])])
def test_a_typed_x_is_as_good_as_a_tick(sound: RawReturn, typed: str, noted: list[str]) -> None:
    """It counts and nothing is said of it; another word for a tick is noted."""
    raw = changed(sound, {("1.2.2", TICK): typed})
    assert codes(raw) == noted
    answer = understood(raw).answer("risk")
    assert answer is not None
    assert answer.level == 2


def test_a_mark_of_no_plain_meaning_is_not_guessed(sound: RawReturn) -> None:
    """A question mark beside a statement is an error, and the item has no answer even with a tick elsewhere."""
    raw = changed(sound, {("1.2.3", TICK): "?"})
    assert codes(raw) == ["unknown-tick"]
    answer = understood(raw).answer("risk")
    assert answer is not None
    assert answer.level is None


def test_a_typed_no_is_no_tick(sound: RawReturn) -> None:
    """`no` beside another statement leaves the tick as it is, with a note."""
    raw = changed(sound, {("1.2.3", TICK): "no"})
    assert codes(raw) == ["blank-understood"]
    answer = understood(raw).answer("risk")
    assert answer is not None
    assert answer.level == 2


def test_an_error_value_is_not_taken_as_blank(sound: RawReturn) -> None:
    """An error value in a tick cell is reported there, and the item has no answer."""
    raw = with_error(sound, "1.2.3", TICK, "#REF!")
    issue = only_issue(raw)
    assert issue.code == "error-value"
    assert "#REF!" in issue.message


def test_changed_wording_is_warned_of(sound: RawReturn) -> None:
    """Another statement's text beside a reference is a warning at that text."""
    issue = only_issue(changed(sound, {("1.2.3", TEXT): "We are elsewhere."}))
    assert (issue.code, issue.severity) == ("wording-changed", Severity.WARNING)


@pytest.mark.parametrize("other", ["1.2.4", "1.1.4"])
def test_a_tick_beside_anothers_statement_is_left_out(sound: RawReturn, other: str) -> None:
    """Reference and words say two things, of whatever topic the words are: neither is taken, nor carried on."""
    said = {row.ref: row.choice.label for row in lay_out(small(), Perspective.SELF).questions if row.choice}
    read = Validator({"small": small()}, corrects=True)(changed(sound, {("1.2.2", TEXT): said[other]}))
    (issue,) = read.issues
    assert (issue.code, issue.severity) == ("statement-moved", Severity.ERROR)
    assert read.completed is not None
    assert {each.item: each.level for each in read.completed.answers}["risk"] is None
    assert read.correction is not None
    assert not read.correction.is_whole
    assert [*read.correction.draft.answers] == ["strategy", "money"]


def test_wording_that_differs_in_spacing_alone_is_the_same(sound: RawReturn) -> None:
    """A program that broke the line differently changed nothing."""
    assert codes(changed(sound, {("1.2.3", TEXT): "We are  at level 3\nof risk. "})) == []


def test_a_missing_row_is_named(sound: RawReturn) -> None:
    """A deleted statement is reported by its reference, and its item has no answer."""
    raw = without_rows(sound, "1.2.5")
    issue = only_issue(raw)
    assert (issue.code, issue.item) == ("reference-missing", "risk")
    assert "1.2.5" in issue.message


def test_a_missing_item_is_reported_once(sound: RawReturn) -> None:
    """An item whose rows are all gone is one problem, not five."""
    raw = without_rows(sound, *(f"1.2.{number}" for number in range(1, 6)))
    assert codes(raw) == ["reference-missing"]


def test_a_doubled_row_is_reported_at_the_second(sound: RawReturn) -> None:
    """A reference that stands twice is an error that names both cells."""
    raw = changed(sound, {("1.2.5", 0): "1.2.4"})
    assert codes(raw) == ["reference-twice", "reference-missing"]


def test_rows_are_found_wherever_they_stand(sound: RawReturn) -> None:
    """Sheets renamed and reversed, and rows in reverse order, change no answer and raise no issue."""
    moved = replace(
        sound,
        sheets=tuple(
            replace(sheet, name=f"Sheet{number}", rows=sheet.rows if sheet.name == "xlkit" else sheet.rows[::-1])
            for number, sheet in enumerate(reversed(sound.sheets))
        ),
    )
    assert codes(moved) == []
    answers = [(answer.item, answer.level, answer.value) for answer in understood(moved).answers]
    assert answers == [(answer.item, answer.level, answer.value) for answer in understood(sound).answers]


def test_references_that_turned_into_numbers_are_found(sound: RawReturn) -> None:
    """A program that made the reference `2.3` a number gave back the same reference."""
    raw = changed(sound, {("2.3", ANSWER): "Our story"})
    raw = changed(raw, {("2.3", 0): 2.3})
    assert codes(raw) == []


@pytest.mark.parametrize(
    ("ref", "typed", "item", "value"),
    [("2.2", "up to 10", "size", "small"), ("2.3", " =SUM(A1) ", "story", " =SUM(A1) "), ("2.5", 12.0, "people", 12.0),
     ("2.6", "1 200.5", "hours", 1200.5), ("2.6", "1,200,500", "hours", 1200500.0),
     ("2.4", date(2027, 3, 31), "since", date(2027, 3, 31))],
)  # fmt: skip
def test_other_kinds_are_read_by_their_kind(
    sound: RawReturn, ref: str, typed: str | float | date, item: str, value: str | float | date
) -> None:
    """A choice gives its name, text itself to the character, numbers and dates what they are."""
    raw = changed(sound, {(ref, ANSWER): typed})
    assert codes(raw) == []
    answer = understood(raw).answer(item)
    assert answer is not None
    assert answer.value == value


@pytest.mark.parametrize(
    ("ref", "typed", "code"),
    [("2.2", "Eleven", "unknown-choice"), ("2.4", "soon", "not-a-date"), ("2.4", "31 March 2027", "date-understood"),
     ("2.6", "12,505", "number-understood"), ("2.6", "1.250", "not-a-number"), ("2.6", "2.5E2", "number-understood"),
     ("2.5", "a few", "not-a-number"), ("2.5", 2.5, "not-a-number"), ("2.6", "much", "not-a-number"),
     ("2.3", 1027.0, "text-changed-type"), ("E1.1", date(2027, 2, 1), "text-changed-type")],
)  # fmt: skip
def test_what_is_not_of_the_kind_is_reported(sound: RawReturn, ref: str, typed: str | float | date, code: str) -> None:
    """An answer that is not of its item's kind is reported once, at its cell."""
    issue = only_issue(changed(sound, {(ref, ANSWER): typed}))
    assert issue.code == code
    assert issue.cell is not None
    assert issue.cell.column == ANSWER


@pytest.mark.parametrize(("typed", "kept"), [(1.0, 1.0), (366.0, 366.0), (0.0, None), (367.0, None)])
def test_a_rule_holds_up_to_its_bounds_and_no_further(typed: float, kept: float | None) -> None:
    """The least and the most that a rule allows are answers; what lies beyond breaks it, and is left out."""
    form = every_kind()
    raw = changed(returned(full(form), oakfield(form), form), {("1.4", ANSWER): typed})
    outcome = Validator({form.name: form})(raw)
    assert outcome.completed is not None
    answer = outcome.completed.answer("how_often")
    assert answer is not None
    assert answer.value == kept
    broken = [issue.item for issue in outcome.issues if issue.code == "breaks-rule"]
    assert ("how_often" in broken) is (kept is None)


def test_evidence_is_kept_exactly() -> None:
    """Evidence comes back to the character."""
    evidence = "  Minutes of 3 May;\n=see @board, “page 12”  "
    answer = understood(returned(replace(ALL_ANSWERED, evidence={"strategy": evidence}))).answer("strategy")
    assert answer is not None
    assert answer.evidence == evidence


def test_actions_come_with_all_their_columns() -> None:
    """Two actions of one topic come back in order, with owner, date, status and the planner's further columns."""
    rows: tuple[dict[str, str | date], ...] = (
        {
            "action": "Train",
            "owner": "Bo",
            "due": date(2027, 5, 1),
            "status": "Done",
            "next_assessment": date(2028, 1, 2),
        },
        {"action": "Tell families"},
    )
    completed = understood(returned(replace(ALL_ANSWERED, actions={"risk": rows})))
    first, second = completed.actions
    assert (first.item, first.action, first.owner, first.due, first.status) == (
        "risk",
        "Train",
        "Bo",
        date(2027, 5, 1),
        "Done",
    )
    assert first.other == (("next_assessment", "2028-01-02"),)
    assert (second.action, second.owner, second.due, second.status) == ("Tell families", "", None, "")


@pytest.mark.parametrize(
    ("column", "typed", "code"),
    [(forms.DUE, "as soon as we can", "unclear-due-date"), (forms.DUE, "1 May 2027", "date-understood"),
     (forms.STATUS, "Nearly", "unknown-status"), (forms.ACTION, 12.0, "text-changed-type")],
)  # fmt: skip
def test_a_planner_cell_that_is_not_of_its_kind_keeps_the_action(
    sound: RawReturn, column: int, typed: str | float, code: str
) -> None:
    """The action is kept, and the cell is reported."""
    raw = changed(sound, {("P1.2", forms.OWNER): "Bo", ("P1.2", column): typed})
    assert codes(raw) == [code]
    assert len(understood(raw).actions) == 1


def test_a_status_in_another_case_is_the_status(sound: RawReturn) -> None:
    """`done` is Done."""
    raw = changed(sound, {("P1.2", forms.ACTION): "Train", ("P1.2", forms.STATUS): " done "})
    assert codes(raw) == []
    assert understood(raw).actions[0].status == "Done"


def test_another_organisation_is_never_filed_under_the_first(sound: RawReturn) -> None:
    """A workbook issued to one organisation that names another is rejected, with both names."""
    outcome = VALIDATOR(changed(sound, {("Y1", DETAIL_ANSWER): "Elm Court"}))
    assert outcome.completed is None
    assert [issue.code for issue in outcome.issues] == ["other-organisation"]
    assert "Oakfield Care" in outcome.issues[0].message
    assert "Elm Court" in outcome.issues[0].message


def test_the_same_name_in_other_case_and_spacing_is_the_same(sound: RawReturn) -> None:
    """`OAKFIELD  care` is Oakfield Care."""
    assert codes(changed(sound, {("Y1", DETAIL_ANSWER): " OAKFIELD  care "})) == []


def test_a_blank_issue_takes_the_organisation_that_was_typed() -> None:
    """A workbook whose holder enters the organisation gets its return id from who they say they are."""
    draft = replace(ALL_ANSWERED, details={"organisation": "Elm Court", "respondent": "Cy Ode"})
    completed = understood(returned(draft, return_ids.blank(small())))
    assert (completed.organisation, completed.subject, completed.respondent) == ("Elm Court", "Elm Court", "Cy Ode")
    assert return_ids.is_return_id(completed.identity.return_id)


@pytest.mark.parametrize("name", ["", "\u200b", "\u202e\u202c"])
def test_a_blank_issue_without_organisation_is_rejected(name: str) -> None:
    """Answers that belong to nobody, or to somebody of whose name nothing is seen, are not filed."""
    outcome = VALIDATOR(returned(replace(ALL_ANSWERED, details={"organisation": name}), return_ids.blank(small())))
    assert outcome.completed is None
    (issue,) = outcome.issues
    assert issue.code == "no-organisation"
    assert issue.cell is not None
    assert (issue.cell.sheet, issue.cell.a1) == ("About you", "C4")


def test_a_blank_issue_about_others_takes_whom_it_is_about() -> None:
    """A template that others answer asks its holder about whom, and the answers are filed under them."""
    about = replace(small(), perspective=Perspective.PROVIDER)
    draft = replace(ALL_ANSWERED, details={"organisation": "Elm Court", "subject": "Fenmoor"})
    completed = understood(returned(draft, return_ids.blank(about), about))
    assert (completed.organisation, completed.subject) == ("Elm Court", "Fenmoor")
    assert completed.identity.perspective is Perspective.PROVIDER


@pytest.mark.parametrize("issued", [True, False])
def test_answers_about_nobody_are_rejected(issued: bool) -> None:
    """Whether the form was issued to somebody or blank: it is said where to enter whom it is about."""
    about = replace(small(), perspective=Perspective.PROVIDER)
    recipient = Recipient("Elm Court", perspective=Perspective.PROVIDER)
    who = identities.issued(about, recipient) if issued else return_ids.blank(about)
    draft = ALL_ANSWERED if issued else replace(ALL_ANSWERED, details={"organisation": "Elm Court"})
    outcome = Validator({about.name: about})(returned(draft, who, about))
    assert outcome.completed is None
    (issue,) = outcome.issues
    assert (issue.code, issue.cell.a1 if issue.cell else "") == ("no-subject", "C5")
    assert "About you!C5" in issue.message


def test_who_was_issued_a_form_about_others_may_say_about_whom() -> None:
    """The return id stays the one that it was issued with."""
    about = replace(small(), perspective=Perspective.PROVIDER)
    who = identities.issued(about, Recipient("Elm Court", perspective=Perspective.PROVIDER))
    completed = understood(returned(replace(ALL_ANSWERED, details={"subject": "Fenmoor"}), who, about))
    assert (completed.organisation, completed.subject) == ("Elm Court", "Fenmoor")
    assert completed.identity.return_id == who.return_id


def test_an_agreed_position_is_known() -> None:
    """The view picked on About you marks the agreed position."""
    draft = replace(ALL_ANSWERED, details={"view": "Agreed position of the organisation"})
    assert understood(returned(draft)).agreed
    assert not understood(returned(ALL_ANSWERED)).agreed


def test_what_the_respondent_typed_goes_before_what_was_issued() -> None:
    """A colleague who fills the form in is the respondent."""
    draft = replace(ALL_ANSWERED, details={"respondent": "Di Roe", "completed_on": date(2027, 3, 1)})
    completed = understood(returned(draft))
    assert (completed.respondent, completed.completed_on) == ("Di Roe", date(2027, 3, 1))


def test_a_return_about_another_organisation_names_its_subject() -> None:
    """A commissioner's workbook about a provider asks and keeps whom it is about."""
    about = replace(
        forms.OAKFIELD, organisation="The council", perspective=Perspective.COMMISSIONER, subject="Oakfield Care"
    )
    completed = understood(returned(ALL_ANSWERED, identities.issued(small(), about)))
    assert (completed.organisation, completed.subject) == ("The council", "Oakfield Care")
    assert completed.identity.perspective is Perspective.COMMISSIONER


def test_an_unknown_template_is_named(sound: RawReturn) -> None:
    """A workbook of a template that is not at hand is rejected by name."""
    outcome = Validator({"other": replace(small(), name="other")})(sound)
    assert outcome.completed is None
    (issue,) = outcome.issues
    assert issue.code == "unknown-template"
    assert "“small”" in issue.message


def test_a_workbook_without_its_hidden_sheet_is_recognised(sound: RawReturn) -> None:
    """Without its identity a form is told by its references, with a warning."""
    raw = replace(sound, sheets=tuple(sheet for sheet in sound.sheets if sheet.name != "xlkit"))
    assert codes(raw) == ["identity-missing"]
    assert understood(raw).organisation == "Oakfield Care"


def test_another_workbook_is_not_one_of_ours() -> None:
    """A workbook without the form's references is rejected."""
    outcome = VALIDATOR(RawReturn(()))
    assert outcome.completed is None
    assert [issue.code for issue in outcome.issues] == ["not-ours"]


def test_rows_that_may_stay_blank_may_go() -> None:
    """Who deletes rows of the planner they had no use for is asked nothing, and what they wrote in others is kept."""
    draft = replace(ALL_ANSWERED, actions={"strategy": ({"action": "Write it", "owner": "Jo"},)})
    understood = VALIDATOR(without_rows(returned(draft), "P1.2", "P+1", "P+2"))
    assert [(found.code, "(P1.2, P+1, P+2)" in found.message) for found in understood.issues] == [
        ("spare-rows-gone", True)
    ]
    assert understood.completed is not None
    assert [each.action for each in understood.completed.actions] == ["Write it"]


def test_another_wording_under_the_same_version_is_warned_of() -> None:
    """The hash of what was issued tells an edited template from this one."""
    identity = replace(oakfield(), content_hash="0" * 12)
    issue = only_issue(returned(ALL_ANSWERED, identity))
    assert (issue.code, issue.severity) == ("other-version", Severity.WARNING)


def test_the_hidden_sheet_is_known_by_its_first_cell(sound: RawReturn) -> None:
    """Renaming the hidden sheet, or showing it, changes nothing."""
    raw = replace(sound, sheets=tuple(replace(sheet, name=f"{sheet.name}2") for sheet in sound.sheets))
    assert codes(raw) == []
    assert understood(raw).identity == oakfield()


def test_an_identity_that_names_no_template_counts_as_gone(sound: RawReturn) -> None:
    """An emptied hidden sheet is a missing identity, not an unknown template."""
    assert codes(changed(sound, {("template", VALUE): ""})) == ["identity-missing"]
