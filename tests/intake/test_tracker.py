"""Each recipient beside what came back."""

from datetime import date
from itertools import pairwise

import pytest
from msgspec.structs import replace

from tests.builders.control import ASHGROVE, ELM_ROW, INSTRUMENTS, OAKFIELD, spring
from tests.intake.test_duplicates import answered, entry
from tests.intake.test_eligibility import entered, issued
from xlkit.intake.duplicates import settle
from xlkit.intake.log import Entry, Ledger, Status
from xlkit.intake.tracker import RETURNED, UNISSUED, State, Tracked, Tracking, track
from xlkit.returns.completed import Answer, Return
from xlkit.returns.issues import issue
from xlkit.returns.raw import CellRef
from xlkit.returns.read.source import Sent
from xlkit.round.round import Control, Delivery, Issued, LetterKind, Recipient


def tracked(*entries: Entry, control: Control | None = None) -> Tracking:
    return track(control or spring(), INSTRUMENTS, Ledger(entries))


def file(completed: Return | None, status: Status, path: str = "a.xlsx") -> Entry:
    return replace(entry(path, completed), status=status)


def first(*entries: Entry, recipient: Recipient = OAKFIELD) -> Tracked:
    return tracked(*entries, control=spring(recipient)).rows[0]


IN_ORDER = [Status(state.value) for state in RETURNED if state.value in [*Status]]


@pytest.mark.parametrize("status", IN_ORDER)
def test_a_return_decides_the_state(status: Status) -> None:
    """Whatever became of the return is what the recipient's row says."""
    assert first(file(issued(), status)).state.value == status.value


@pytest.mark.parametrize(("better", "worse"), [*pairwise(IN_ORDER)])
def test_the_better_of_two_files_decides(better: Status, worse: Status) -> None:
    """Whichever comes first, what is nearer to being merged is what the recipient's row says."""
    files = file(issued(), worse, "a.xlsx"), file(issued(), better, "b.xlsx")
    for row in (first(*files), first(*reversed(files))):
        assert (row.state.value, row.file) == (better.value, "b.xlsx")


def test_a_blank_return_is_no_return() -> None:
    """It is called blank, a damaged copy that may hold answers decides before it, and one decided about after."""
    blank = replace(file(issued(), Status.INCOMPLETE), issues=(issue("nothing-answered", subject="Oakfield Care"),))
    assert first(blank).state is State.BLANK
    assert first(blank, file(issued(), Status.REJECTED, "b.xlsx")).state is State.REJECTED
    assert first(blank, file(issued(), Status.EXCLUDED, "b.xlsx")).state is State.BLANK
    (message,) = tracked(blank, control=spring(OAKFIELD)).messages(spring(OAKFIELD))
    assert (message.kind, message.attaches) == (LetterKind.CORRECTION, True)


def test_a_form_as_it_was_sent_out_is_no_return() -> None:
    """It is told apart from one with gaps, and what goes back keeps what stands in it."""
    kept = replace(issued(), answers=(Answer("strategy", 3, "level_3", None),))
    (settled,) = settle([replace(file(kept, Status.VALID), issues=(issue("left-as-sent"),))]).entries
    (row,) = tracked(settled, control=spring(OAKFIELD)).rows
    assert (row.state, [part.answered for part in row.parts]) == (State.AS_SENT, [0] * len(row.parts))
    (message,) = tracked(settled, control=spring(OAKFIELD)).messages(spring(OAKFIELD))
    assert (message.kind, message.attaches) == (LetterKind.CORRECTION, False)


def test_what_to_look_at_stands_beside_a_valid_return() -> None:
    """After what is missing, and notes that need nothing are not told."""
    warning, note = issue("not-read", what="1 picture"), issue("tick-understood", found="x", ref="1", title="Risk")
    missing = issue("no-answer", ref="1", title="Risk", asks="")
    assert first(replace(file(issued(), Status.VALID), issues=(note, warning))).problems == (warning,)
    both = replace(file(issued(), Status.INCOMPLETE), issues=(warning, missing))
    assert first(both).problems == (missing, warning)


def test_a_duplicate_alone_says_nothing() -> None:
    """A copy stands beside the return that it copies, which decides."""
    found = first(file(issued(), Status.DUPLICATE, "b.xlsx"), file(issued(), Status.VALID))
    assert (found.state, found.file) == (State.VALID, "a.xlsx")


def test_a_valid_return_outweighs_a_damaged_copy() -> None:
    """The best of several files decides."""
    return_id = spring().recipients[0].return_id
    damaged = file(None, Status.REJECTED, f"a-{return_id}.xlsx")
    assert first(damaged, file(issued(), Status.VALID, "b.xlsx")).state is State.VALID
    assert first(damaged).state is State.REJECTED


def test_the_name_of_a_damaged_file_is_a_guess() -> None:
    """The officer looks before anybody is written to; a name that says nothing, or the round's alone, is nobody's."""
    guessed = first(file(None, Status.REJECTED, "Oakfield scan.pdf"))
    assert (guessed.state, guessed.state.letter, guessed.state.is_chased) == (State.UNCLEAR, None, True)
    for name in ("scan.pdf", "spring 2027 return.pdf", "oak.pdf"):
        assert first(file(None, Status.REJECTED, name)).state is State.NOTHING


def sent_by(sender: str) -> Entry:
    sent = Sent(sender, None, "", ("in/a.eml",))
    return replace(file(None, Status.REJECTED, "in/a.eml/scan.pdf"), sent=sent, issues=(issue("empty-file"),))


@pytest.mark.parametrize(("sender", "is_theirs"), [("ANN@oakfield.example", True), ("ann@elsewhere.example", False)])
def test_a_damaged_file_is_whose_address_sent_it(sender: str, *, is_theirs: bool) -> None:
    """It is rejected for them, with its reason, and listed with them; an address that nobody has is nobody's."""
    found = tracked(sent_by(sender), control=spring(OAKFIELD))
    assert found.rows[0].state is (State.REJECTED if is_theirs else State.NOTHING)
    assert [problem.code for problem in found.rows[0].problems] == (["empty-file"] if is_theirs else [])
    assert [unused.from_whom for unused in found.unused] == (["Oakfield Care"] if is_theirs else [""])


def test_an_address_of_two_recipients_tells_neither() -> None:
    """Both are looked at, since either may have replied."""
    second = replace(OAKFIELD, respondent="Cy")
    found = tracked(sent_by(OAKFIELD.email), control=spring(OAKFIELD, second))
    assert [row.state for row in found.rows] == [State.UNCLEAR, State.UNCLEAR]


def test_last_rounds_form_is_known_by_whom_it_names() -> None:
    """They have replied, though with the wrong form; one that was edited is not asked whom it names."""
    stated = issued(round_name="Autumn 2026").identity
    entry_ = replace(
        file(None, Status.REJECTED), stated=stated, issues=(issue("other-round", found="A", expected="S"),)
    )
    assert first(entry_).state is State.REJECTED
    edited = replace(entry_, issues=(issue("identity-edited", found="Oakfield Care"),))
    assert first(edited).state is State.NOTHING


def test_a_held_return_is_its_recipients() -> None:
    """It is neither merged nor told as nothing; what to decide stands beside it, and no letter goes out."""
    decide = issue("to-be-decided", named="File 0123abcd")
    held = replace(file(entered("Oakfield Care"), Status.HELD), issues=(decide,))
    row = first(held)
    assert (row.state, row.problems, row.state.letter) == (State.HELD, (decide,), None)
    assert [each.state for each in tracked(held, control=spring(OAKFIELD)).to_look_at] == [State.HELD]


def test_a_letter_tells_what_is_wrong_in_each_copy_that_contradicts() -> None:
    """By the letter that the copy has in it, since whoever names one of them would else get another letter about it."""
    faults = {"a": CellRef("Questions", 14, 3), "b": None}
    copies = [
        entry(path, answered(level, return_id=issued().identity.return_id)).noted(
            issue("no-answer", cell, None, ref=path, title="Risk", asks="and one tick was expected")
        )
        for level, (path, cell) in enumerate(faults.items(), start=3)
    ]
    older = replace(entry("c", copies[0].completed, "no-answer"), status=Status.SUPERSEDED)
    (letter, *_) = tracked(*settle(copies).entries, older).messages(spring())
    asked, *told = [line for line in letter.body.splitlines() if line.startswith("- ")]
    assert asked.startswith("- We have workbooks with this return id that differ: A is “a”, and B is “b”. ")
    assert [line.partition(" Risk")[0] for line in told] == [
        "- In A: Sheet Questions, cell D15: Nothing is ticked for a",
        "- In B: Nothing is ticked for b",
    ]


def test_all_that_is_not_used_is_listed() -> None:
    """Those of nobody too, but nothing that became of a return otherwise."""
    statuses = (Status.REJECTED, Status.CONFLICT, Status.SUPERSEDED, Status.IGNORED)
    files = [file(None, status, f"{status.value}.xlsx") for status in statuses]
    (unused,) = tracked(*files).unused
    assert (unused.entry.path, unused.from_whom, unused.seems) == ("rejected.xlsx", "", "from whom is not known")


@pytest.mark.parametrize(
    ("delivery", "state"),
    [
        (Delivery.NONE, State.NOTHING),
        (Delivery.SENT, State.SENT),
        (Delivery.BOUNCED, State.BOUNCED),
        (Delivery.DECLINED, State.DECLINED),
    ],
)
def test_without_a_return_the_delivery_decides(delivery: Delivery, state: State) -> None:
    """What the officer noted shows until something comes back, and no longer."""
    asked = replace(OAKFIELD, delivery=delivery)
    assert first(recipient=asked).state is state
    assert first(file(issued(), Status.VALID), recipient=asked).state is State.VALID


def test_out_of_scope_is_out_of_scope() -> None:
    """Whatever came back, it is not counted."""
    outside = replace(OAKFIELD, in_scope=False)
    assert first(file(issued(), Status.VALID), recipient=outside).state is State.OUT_OF_SCOPE


def test_the_response_is_of_those_in_scope() -> None:
    """One valid return of two in scope, an incomplete one not counted."""
    found = tracked(file(issued(OAKFIELD), Status.VALID), file(issued(ASHGROVE), Status.INCOMPLETE, "b"))
    assert found.response == 0.5
    assert tracked(control=spring(ELM_ROW)).response is None


def test_whom_to_chase() -> None:
    """Those who have not returned and those whose return needs work, but not who declined."""
    people = [replace(OAKFIELD, respondent=name) for name in "abcd"]
    people[1] = replace(people[1], delivery=Delivery.DECLINED)
    people[2] = replace(people[2], delivery=Delivery.BOUNCED)
    found = tracked(file(issued(people[3]), Status.INCOMPLETE), control=spring(*people))
    assert [row.recipient.respondent for row in found.to_chase] == ["a", "c", "d"]
    assert [row.state.letter for row in found.to_chase] == [LetterKind.REMINDER, None, LetterKind.CORRECTION]


def test_whoever_sent_something_is_never_told_that_nothing_came() -> None:
    """What could not be used is told as that; who declined, or whose mail bounced, gets no message at all."""
    for status in (Status.REJECTED, Status.CONFLICT):
        found = tracked(file(issued(), status), control=spring(OAKFIELD))
        assert [message.kind for message in found.messages(spring(OAKFIELD))] == [LetterKind.NOT_USABLE], status
    for delivery in (Delivery.BOUNCED, Delivery.DECLINED):
        people = spring(replace(OAKFIELD, delivery=delivery))
        found = tracked(file(issued(), Status.INCOMPLETE), control=people)
        assert [*found.messages(people)] == []
        assert found.unreached == people.recipients
        assert tracked(file(issued(), Status.VALID), control=people).unreached == ()


def test_who_was_not_asked_is_listed() -> None:
    """A merged return of nobody on the list is named; a rejected one is not."""
    merged, rejected = file(entered("Nobody"), Status.VALID), file(entered("Nobody"), Status.REJECTED, "b")
    assert tracked(merged, rejected).strangers == (merged,)


def test_a_workbook_issued_blank_counts_for_its_organisation() -> None:
    """The recipient of that name has returned."""
    assert first(file(entered("OAKFIELD care"), Status.VALID)).state is State.VALID


def test_sections_are_counted_in_merged_returns_alone() -> None:
    """How much of each section is answered, in the order of the template."""
    (ways, facts) = first(file(issued(), Status.INCOMPLETE)).parts
    assert (ways.section, ways.answered, ways.out_of) == ("Ways", 1, 2)
    assert (facts.answered, facts.out_of) == (0, 6)
    assert first(file(issued(), Status.REJECTED)).parts == ()


def test_groups_are_spelt_alike() -> None:
    """Localities that differ in case alone are one group, spelt as it came first."""
    assert [row.locality for row in tracked().rows] == ["North", "North", ""]


def test_every_state_says_what_to_do() -> None:
    """No state leaves an officer without advice."""
    assert all(state.advice for state in State)


def having_issued(control: Control, day: date) -> Control:
    """The round with the first recipient's workbook in its register."""
    identity = replace(issued().identity, return_id=control.recipients[0].return_id)
    return replace(control, issued=(Issued(identity, "oakfield.xlsx", day=day),))


@pytest.mark.parametrize(
    ("noted", "day", "issued_on", "state"),
    [
        (Delivery.NONE, date(2027, 3, 1), None, State.SENT),
        (Delivery.NONE, date(2027, 2, 28), None, State.NOTHING),  # as at a day before
        (Delivery.NONE, date(2027, 3, 9), date(2027, 3, 1), State.SENT),
        (Delivery.NONE, date(2027, 3, 9), date(2027, 3, 2), State.NOTHING),  # theirs was written later
        (Delivery.BOUNCED, date(2027, 3, 9), None, State.BOUNCED),
    ],
)
def test_all_were_sent_on_a_day(noted: Delivery, day: date, issued_on: date | None, state: State) -> None:
    """What the officer says of all holds of whom nothing is noted, from then on, where their workbook was there."""
    control = replace(spring(replace(OAKFIELD, delivery=noted)), sent_on=date(2027, 3, 1))
    if issued_on:
        control = having_issued(control, issued_on)
    assert track(control, INSTRUMENTS, Ledger(()), day).rows[0].state is state


def test_who_was_issued_no_workbook_was_sent_none() -> None:
    """A row that was added after all were sent."""
    control = replace(spring(OAKFIELD, ASHGROVE), sent_on=date(2027, 3, 1))
    control = having_issued(control, date(2027, 3, 1))
    assert [row.state for row in track(control, INSTRUMENTS, Ledger(())).rows] == [State.SENT, State.NOTHING]


def test_who_was_issued_no_workbook_is_to_get_one() -> None:
    """Before anything is sent, and where nothing was ever issued as far as is known, the message alone is missing."""
    issued_one = having_issued(spring(OAKFIELD, ASHGROVE), date(2027, 3, 1))
    advice = [row.advice for row in track(issued_one, INSTRUMENTS, Ledger(())).rows]
    assert advice == [State.NOTHING.advice, UNISSUED]
    assert {row.advice for row in tracked().rows if row.recipient.in_scope} == {State.NOTHING.advice}
