"""Messages filled in, and as drafts."""

import email
import re
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.builders.control import DUE, OAKFIELD, SPRING, spring
from tests.builders.forms import small
from xlkit.errors import XlkitError
from xlkit.form import xlsform
from xlkit.form.draft import Draft
from xlkit.form.identity import Perspective
from xlkit.returns.correction import Check, Correction
from xlkit.returns.issues import CATALOGUE, Issue, Severity, issue
from xlkit.returns.raw import CellRef
from xlkit.returns.to_sender import in_place
from xlkit.round import identities
from xlkit.round.default_letters import LETTERS_DEFAULT, task
from xlkit.round.letters import Attachment, as_draft, compose, refuse_unsaid, unsaid
from xlkit.round.round import Control, Letter, LetterKind, Message

WORKBOOK = Attachment("oakfield-care.xlsx", bytes(range(256)) * 40)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


def opened(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def said(message: EmailMessage) -> str:
    body = message.get_body()
    assert body is not None
    return str(body.get_content())


def invitation(control: Control | None = None) -> Message:
    control = control or spring()
    return compose(control, control.recipients[0], LetterKind.INVITATION)


def with_letter(subject: str, body: str) -> Control:
    return replace(spring(), letters=(Letter(LetterKind.INVITATION, subject, body),))


def test_placeholders_are_filled_in() -> None:
    """Recipient, round and return id stand in the message."""
    found = invitation()
    assert found.subject == "Spring 2027: A small instrument, for Oakfield Care"
    for text in ("Dear Ann Lee", "Friday 26 March 2027", "market@fenmoor.example", "The market team", "Two years"):
        assert text in found.body
    assert spring().recipients[0].return_id in found.body


@pytest.mark.parametrize(
    ("template", "perspective", "asked"),
    [
        ("progress-for-providers", Perspective.SELF, "Tick where you are now, plan"),
        (
            "shaping-the-market-short",
            Perspective.PROVIDER,
            "Tick what you see for each topic that you can judge, leave",
        ),
        ("isf-fund", Perspective.SELF, "Enter what was agreed for the fund"),
        ("isf-block", Perspective.SELF, "Enter what people share of the contract"),
        ("top-twos", Perspective.SELF, "Fill it in, and save it."),
        ("milestones", Perspective.SELF, "Fill it in, and save it."),
    ],
)
def test_an_invitation_asks_for_what_its_form_holds(template: str, perspective: Perspective, asked: str) -> None:
    """Nobody is asked to tick where nothing is ticked, or to say where they are of somebody else."""
    who = replace(OAKFIELD, task=task(xlsform.find(template), perspective))
    body = compose(spring(), who, LetterKind.INVITATION).body
    assert f"\n\n{asked}" in body
    assert ("no right or wrong" in body) is (template == "progress-for-providers")


def test_a_council_does_not_invite_itself() -> None:
    """Its own form is sent with a sentence that reads right, as is anybody's."""
    for name in (SPRING.council, "Oakfield Care"):
        body = compose(spring(), replace(OAKFIELD, organisation=name), LetterKind.INVITATION).body
        assert f"\n\n{name} is invited to take part in Spring 2027. A workbook" in body


def test_two_forms_of_one_organisation_are_told_apart() -> None:
    """By their titles, and one form by whom or what it is about: in the subject of every kind of letter."""
    other = replace(OAKFIELD, form="Another one", locality="", subject="F07")
    for kind in LetterKind:
        subjects = [compose(spring(), who, kind).subject for who in (OAKFIELD, other)]
        assert "A small instrument" in subjects[0]
        assert subjects[1] == subjects[0].replace("A small instrument", "Another one (F07)")


@pytest.mark.parametrize(("other", "told"), [("South", " (North)"), ("North", "")])
def test_a_locality_is_told_where_it_tells_two_forms_of_an_organisation_apart(other: str, told: str) -> None:
    """One that stands there to break figures down by limits nothing."""
    second = replace(OAKFIELD, respondent="Cal Orr", locality=other)
    subject = compose(spring(OAKFIELD, second), OAKFIELD, LetterKind.INVITATION).subject
    assert subject == f"Spring 2027: A small instrument{told}, for Oakfield Care"


def test_a_letter_begins_with_a_capital_after_its_greeting() -> None:
    """As English does."""
    for kind in LetterKind:
        assert compose(spring(), OAKFIELD, kind).body.partition(",\n\n")[2][0].isupper()


def test_no_subject_begins_on_a_line_of_its_own() -> None:
    """However long it is, it stands behind its heading, which some mail programs show as empty otherwise."""
    for length in (10, 65, 70, 77, 300):
        draft = as_draft(replace(invitation(), subject="word " * (length // 5) + "x" * (length % 5)))
        assert b"\r\nSubject: word " in draft


def test_without_a_respondent_the_organisation_is_addressed() -> None:
    """Nobody is called by an empty name."""
    assert compose(spring(), replace(OAKFIELD, respondent=""), LetterKind.INVITATION).body.startswith("Dear Oakfield")


def test_problems_stand_in_words_with_their_cells() -> None:
    """What keeps a return from being complete is listed; notes and warnings are not for the sender."""
    problems = [
        issue("no-answer", CellRef("Questions", 5, 2), "risk", ref="1.2", title="Risk", asks=""),
        issue("wording-changed", None, None, ref="1.2.1"),
    ]
    body = compose(spring(), OAKFIELD, LetterKind.CORRECTION, problems).body
    assert "- Sheet Questions, cell C6: Nothing is ticked for 1.2 Risk" in body
    assert "wording" not in body
    assert body.count("\n- ") == 1


def test_what_stood_in_a_cell_is_quoted_short_and_cannot_be_clicked_on() -> None:
    """Whoever wrote it may not be who reads the letter: little of it stands there, and no link or address."""
    evil = "URGENT: re-enter your password at http://evil.example/fenmoor or ring 0900 123456 ” at once. “"
    problems = [
        issue("unknown-tick", CellRef("see evil.example", 5, 2), "risk", found=evil, ref="1.2", title="Risk"),
        issue(
            "not-a-date",
            CellRef("Questions", 6, 2),
            "risk",
            found="a@evil.example",
            expected="a date",
            ref="1",
            title="On",
        ),
        issue("no-answer", CellRef("Questions", 7, 2), "risk", ref="1.2", title="Risk", asks=""),
    ]
    body = compose(spring(), OAKFIELD, LetterKind.CORRECTION, problems).body
    assert "- Sheet see […], cell C6: “URGENT: re-enter your password at […] o…” was found where" in body
    assert "“[…]” was found for 1 On" in body
    assert "evil" not in body
    assert "0900" not in body
    assert "tick the statement that fits best." in body


@pytest.mark.parametrize("kind", [kind for kind in LetterKind if kind is not LetterKind.INVITATION])
def test_nobody_is_asked_for_something_by_a_day_that_has_passed(kind: LetterKind) -> None:
    """The day after the deadline a letter says when it was; on the day itself, or with no day, when it is."""
    asked, overdue = " by Friday 26 March 2027", " as soon as you can, since the deadline was Friday 26 March 2027"
    for day, there, other in ((DUE + timedelta(1), overdue, asked), (DUE, asked, overdue), (None, asked, overdue)):
        control = replace(spring(), as_at=day)
        body = compose(control, OAKFIELD, kind).body
        assert there in body
        assert other not in body


def test_a_letter_that_says_by_when_needs_a_deadline() -> None:
    """Settings that say none leave a gap, which is named as they call it."""
    control = replace(spring(), round=replace(SPRING, deadline="", due=None))
    with pytest.raises(XlkitError, match=r"Deadline, for the reminder\. Fill that in, or take {by_when} out"):
        refuse_unsaid(control, [LetterKind.REMINDER])
    refuse_unsaid(spring(), [LetterKind.REMINDER])


def test_a_name_makes_no_line_of_a_letter() -> None:
    """Whatever a list of recipients holds, a name stays in its sentence."""
    who = replace(OAKFIELD, organisation="Oak\n\nPlease pay at once", respondent="Ann\x1b\nLee")
    body = compose(spring(), who, LetterKind.INVITATION).body
    assert body.startswith("Dear Ann� Lee,\n")
    assert "\nPlease pay" not in body


def test_a_letter_names_the_cells_of_what_goes_along_and_what_is_answered_anew_there() -> None:
    """Of a warning alone nothing is said, unless its answer was taken out of the correction."""
    sent, fresh = CellRef("Questions", 8, 2), CellRef("Questions", 20, 2)
    facts = {"ref": "1.2", "title": "Risk", "then": "We do", "now": "We do not"}
    problems = [
        issue("answer-unmatched", sent, "risk", ref="1.2.3", text="Once", found="✓"),
        issue("statement-reworded", sent, "risk", **facts),
        issue("wording-changed", sent, "risk", ref="1.2.4"),
    ]
    checks = tuple(Check(each, fresh, each.message) for each in problems)
    draft = Correction(identities.issued(small(), OAKFIELD, "Spring 2027"), Draft(), checks)
    body = compose(spring(), OAKFIELD, LetterKind.CORRECTION, problems, correction=draft).body
    gone, reworded = (line for line in body.splitlines() if line.startswith("-"))
    assert gone.startswith("- Sheet Questions, cell C21: “✓” stands at 1.2.3 “Once”, which the form no longer has, so")
    assert reworded.startswith("- Sheet Questions, cell C21: What you picked at 1.2 Risk said “We do” when it was sent")
    assert reworded.endswith("and the form now says “We do not”: please answer it anew.")


def test_a_letter_says_what_goes_along() -> None:
    """The answers and where to put them right; the blank workbook; or what to do with one's own copy."""
    draft = Correction(identities.issued(small(), OAKFIELD, "Spring 2027"), Draft(), ())
    problems = [issue("no-answer", None, None, ref="1.2", title="Risk", asks="")]
    corrected = compose(spring(), OAKFIELD, LetterKind.CORRECTION, problems, correction=draft)
    assert "holds what we could read of your answers. Its sheet “Please check”" in corrected.body
    assert (corrected.attaches, corrected.correction) == (False, draft)
    welsh = replace(draft, identity=replace(draft.identity, language="cy"))
    assert "“Gwiriwch y rhain”" in compose(spring(), OAKFIELD, LetterKind.CORRECTION, problems, correction=welsh).body
    own = compose(spring(), OAKFIELD, LetterKind.CORRECTION, problems, attaches=False)
    assert "in your own copy" in own.body
    assert "attached" not in own.body
    again = compose(spring(), OAKFIELD, LetterKind.NOT_USABLE, [issue("empty-file")])
    assert "The file is empty: please send the workbook again.\n\nThe workbook is attached again, blank." in again.body


def test_what_goes_along_is_said_where_a_round_words_it_otherwise() -> None:
    """A letter without the placeholder says it below the problems; an invitation says what it says."""
    control = replace(spring(), letters=(Letter(LetterKind.CORRECTION, "s", "a\n\n{problems}\n\nb"),))
    body = compose(control, OAKFIELD, LetterKind.CORRECTION, [issue("empty-file")], attaches=False).body
    assert body.startswith(
        "a\n\n- The file is empty: please send the workbook again.\n\nPlease put this right in your own"
    )
    assert body.endswith(".\n\nb")
    assert invitation(with_letter("s", "b")).body == "b"


def test_what_could_not_be_used_is_told_without_what_stood_in_it() -> None:
    """Of a file that may be somebody else's nothing is quoted: only that it cannot be taken, and what is asked for."""
    problems = [
        issue("unknown-tick", CellRef("Questions", 5, 2), "risk", found="Pay me", ref="1.2", title="Risk"),
        issue("identity-unsigned", found="Pay me"),
    ]
    body = compose(spring(), OAKFIELD, LetterKind.NOT_USABLE, problems).body
    assert "- It is not the workbook that we sent to you" in body
    assert "Pay me" not in body
    both = replace(issue("conflicting-returns", other="a", difference="b", told="c", advice="d"), to_sender="Which?")
    body = compose(spring(), OAKFIELD, LetterKind.NOT_USABLE, [both], attaches=False).body
    assert "- Which?\n\nPlease reply by" in body


def test_many_problems_end_in_a_count() -> None:
    """A form that came back empty does not fill pages."""
    problems = [issue("no-answer", None, None, ref=str(number), title="x", asks="") for number in range(40)]
    body = compose(spring(), OAKFIELD, LetterKind.CORRECTION, problems).body
    assert "- and 10 more" in body
    assert body.count("\n- Nothing is ticked") == 30


def test_as_many_problems_as_fit_are_all_listed() -> None:
    """At the limit nothing is cut and nothing counted."""
    problems = [issue("no-answer", None, None, ref=str(number), title="x", asks="") for number in range(30)]
    body = compose(spring(), OAKFIELD, LetterKind.CORRECTION, problems).body
    assert body.count("\n- Nothing is ticked") == 30
    assert "more" not in body.partition("Nothing is ticked")[2]


def test_no_sentence_speaks_of_the_sender_to_the_sender() -> None:
    """Whatever can be wrong with a return is said to the person who reads the message, who has no command to run."""
    for code, kind in CATALOGUE.items():
        if kind.severity in (Severity.REJECTS, Severity.HOLDS, Severity.ERROR):
            message = in_place(Issue(code, kind.severity, kind.sentence), None)
            assert not re.search("ask the sender|--|command|merge|xlkit", message), code


def test_a_conflict_quotes_little_and_links_nowhere() -> None:
    """Whoever filled in the other file may not be who reads the letter."""
    found = issue("conflicting-returns", other="a", difference="b", told="c", advice="d")
    told = in_place(replace(found, to_sender=f"A is “{'x' * 90}”: “ring evil.example now” in A."), None)
    assert told == f"A is “{'x' * 39}…”: “ring […] now” in A."


def test_what_settings_leave_open_is_known() -> None:
    """A placeholder without anything behind it is told with the letter that uses it."""
    control = replace(spring(), round=replace(SPRING, contact="", readers=""))
    assert unsaid(control, [LetterKind.REMINDER]) == {"contact": LetterKind.REMINDER}
    assert set(unsaid(control, [LetterKind.INVITATION])) == {"contact", "readers"}
    assert unsaid(spring(), LetterKind) == {}


def test_a_draft_opens_unsent_with_its_workbook() -> None:
    """It has a recipient, no sender and no date, and the workbook is attached byte for byte."""
    found = opened(as_draft(invitation(), WORKBOOK))
    assert (found["X-Unsent"], found["To"], found["From"], found["Date"]) == (
        *("1", "Ann Lee <ann@oakfield.example>"),
        *(None, None),
    )
    (attached,) = found.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == (WORKBOOK.name, WORKBOOK.data)


def test_a_draft_without_workbook_is_text_alone() -> None:
    """A correction goes without a fresh workbook."""
    found = opened(as_draft(invitation()))
    assert not found.is_multipart()
    assert "Dear Ann Lee" in said(found)


def test_a_recipient_without_address_gets_a_draft_without_one() -> None:
    """The officer fills it in."""
    assert opened(as_draft(compose(spring(), replace(OAKFIELD, email=""), LetterKind.INVITATION)))["To"] is None


@given(TEXTS, TEXTS)
def test_hostile_names_change_no_header(name: str, respondent: str) -> None:
    """Whatever somebody is called, a draft has its own headers alone, and says the name."""
    recipient = replace(OAKFIELD, organisation=f"x{name}", respondent=respondent)
    control = with_letter("For {organisation}", "Dear {organisation}")
    found = opened(as_draft(compose(control, recipient, LetterKind.INVITATION), WORKBOOK))
    assert set(found.keys()) == {"X-Unsent", "To", "Subject", "MIME-Version", "Content-Type"}
    assert len(list(found.iter_attachments())) == 1


def test_line_breaks_in_a_name_stay_out_of_the_subject() -> None:
    """A name cannot bring a header of its own."""
    recipient = replace(OAKFIELD, organisation="Oak\r\nBcc: all@example.org")
    found = opened(as_draft(compose(spring(), recipient, LetterKind.INVITATION)))
    assert found["Bcc"] is None
    assert "Oak Bcc: all@example.org" in found["Subject"]


def test_a_boundary_in_the_body_ends_nothing() -> None:
    """A line that looks like the end of a part is text."""
    control = with_letter("x", "--=_xlkit_draft_part--\nstill here")
    found = opened(as_draft(invitation(control), WORKBOOK))
    assert "still here" in said(found)


def test_the_same_message_gives_the_same_bytes() -> None:
    """Drafts can be compared."""
    assert as_draft(invitation(), WORKBOOK) == as_draft(invitation(), WORKBOOK)


def test_the_default_letters_are_complete() -> None:
    """Every kind of message has its wording from the start."""
    assert {letter.kind for letter in LETTERS_DEFAULT} == set(LetterKind)
