"""Which returns are merged, when some are the same, or claim to be."""

from datetime import UTC, date, datetime

from msgspec.structs import replace

from tests.builders.forms import oakfield, small
from xlkit.intake.duplicates import Conflicts, settle
from xlkit.intake.log import Entry, Ledger, Status
from xlkit.returns.completed import Action, Answer, Return
from xlkit.returns.issues import issue
from xlkit.returns.raw import CellRef
from xlkit.returns.read.source import Sent
from xlkit.returns.to_sender import in_place


def answered(level: int | None, *, respondent: str = "Ann", return_id: str = "A", round_name: str = "") -> Return:
    return Return(
        identity=replace(oakfield(), return_id=return_id, round=round_name),
        organisation="Oakfield", subject="Oakfield", respondent=respondent, role="", locality="", service_area="",
        view="one", completed_on=None, actions=(),
        answers=(Answer("risk", level, str(level) if level else None, None),),
    )  # fmt: skip


def entry(path: str, completed: Return | None, *codes: str) -> Entry:
    facts = {"ref": "", "title": "", "found": "", "reason": "", "asks": ""}
    return Entry(path, "00", 1, Status.REJECTED, completed, tuple(issue(code, None, None, **facts) for code in codes))


def statuses(ledger: Ledger) -> dict[str, Status]:
    return {each.path: each.status for each in ledger.entries}


def test_a_return_without_errors_is_valid() -> None:
    """Notes and warnings alone leave a return valid."""
    assert statuses(settle([entry("a", answered(3), "tick-understood", "wording-changed")])) == {"a": Status.VALID}


def test_a_return_with_an_error_is_incomplete() -> None:
    """An answer that is missing leaves the rest to be merged."""
    assert statuses(settle([entry("a", answered(3), "no-answer")])) == {"a": Status.INCOMPLETE}


def test_a_file_without_a_return_is_rejected() -> None:
    """What could not be understood is rejected, and what is plainly no return is ignored."""
    ledger = settle([entry("a", None, "damaged-file"), entry("b", None, "not-a-return")])
    assert statuses(ledger) == {"a": Status.REJECTED, "b": Status.IGNORED}


def test_the_same_return_twice_counts_once() -> None:
    """Identical answers of one identity: the first by path stays, the other is its duplicate and says so."""
    ledger = settle([entry("b", answered(3)), entry("a", answered(3))])
    assert statuses(ledger) == {"a": Status.VALID, "b": Status.DUPLICATE}
    assert "a" in ledger.entries[1].issues[0].message


def test_other_answers_of_one_identity_are_a_conflict() -> None:
    """Two different returns of one identity: neither is preferred, and each names the other."""
    ledger = settle([entry("a", answered(3)), entry("b", answered(4))])
    assert statuses(ledger) == {"a": Status.CONFLICT, "b": Status.CONFLICT}
    assert "b" in ledger.entries[0].issues[0].message


def test_what_was_kept_from_last_time_is_no_answer() -> None:
    """But a correction that came back untouched keeps what was said in this round, where the form was not as sent."""
    kept = answered(3)
    corrected = replace(kept, identity=replace(kept.identity, correction=1))
    for sent, levels in (([kept], [None]), ([corrected], [3]), ([kept, corrected], [None])):
        ledger = settle([entry(str(number), each, "left-as-sent") for number, each in enumerate(sent)])
        assert [answer.level for each in ledger.returns for answer in each.answers] == levels


def shown(evidence: str) -> Return:
    return replace(answered(3), answers=(Answer("risk", 3, "3", None, evidence=evidence),))


def test_other_evidence_of_one_identity_is_a_conflict() -> None:
    """Two returns with the same levels whose evidence differs are not the same return."""
    ledger = settle([entry("a", shown("Minutes of June")), entry("b", shown("Minutes of May"))])
    assert statuses(ledger) == {"a": Status.CONFLICT, "b": Status.CONFLICT}


def test_a_fuller_copy_takes_the_place_of_the_earlier_one() -> None:
    """Whichever comes first in the folder, and both say so."""
    earlier, later = answered(3), shown("Minutes of May")
    for first, second in ((earlier, later), (later, earlier)):
        ledger = settle([entry("a", first), entry("b", second)])
        told = {each.status: [found.code for found in each.issues] for each in ledger.entries}
        assert told == {Status.SUPERSEDED: ["added-to"], Status.VALID: ["adds-to"]}
        assert ledger.merged[0].completed is later


def test_of_three_copies_the_fullest_stands() -> None:
    """Each copy adds to the one before, and all earlier ones name the last."""
    copies = [answered(None), shown(""), shown("Minutes of May")]
    ledger = settle([entry(name, completed) for name, completed in zip("abc", copies, strict=True)])
    assert [each.path for each in ledger.merged] == ["c"]
    assert {each.status for each in ledger.entries[:2]} == {Status.SUPERSEDED}


def test_a_copy_that_both_sides_of_a_conflict_add_to_stands_aside() -> None:
    """Those that contradict each other are told alone, and an equal copy of one is its duplicate."""
    ledger = settle(
        [entry("a", answered(None)), entry("b", answered(3)), entry("c", answered(4)), entry("d", answered(4))]
    )
    assert list(statuses(ledger).values()) == [Status.SUPERSEDED, Status.CONFLICT, Status.CONFLICT, Status.DUPLICATE]


def test_a_day_of_completion_is_each_copys_own() -> None:
    """Of two that differ in it alone the later day stands, as it says when somebody last answered for it."""
    days = [replace(answered(3), completed_on=date(2027, 3, day)) for day in (20, 9)]
    ledger = settle([entry("a", days[0]), entry("b", days[1])])
    assert statuses(ledger) == {"a": Status.VALID, "b": Status.SUPERSEDED}


def test_what_a_council_kept_of_a_return_does_not_follow_it() -> None:
    """A consolidated workbook in which somebody filled a gap is no later copy of the form."""
    kept = replace(entry("b", shown("Minutes of May")), council="Fenmoor")
    assert set(statuses(settle([entry("a", answered(3)), kept])).values()) == {Status.CONFLICT}
    assert statuses(settle([entry("a", shown("Minutes of May")), replace(kept, completed=answered(3))])) == {
        "a": Status.VALID, "b": Status.SUPERSEDED,
    }  # fmt: skip


def corrected(level: int, number: int) -> Return:
    completed = answered(level)
    return replace(completed, identity=replace(completed.identity, correction=number))


def test_the_number_of_a_correction_counts_where_it_was_signed() -> None:
    """Where no signature was checked it may have been typed, so that what changed is a conflict, which says so."""
    entries = [entry("a", answered(3)), entry("b", corrected(4, 999_999))]
    assert statuses(settle(entries, Conflicts(is_sealed=True))) == {"a": Status.SUPERSEDED, "b": Status.VALID}
    ledger = settle(entries)
    assert set(statuses(ledger).values()) == {Status.CONFLICT}
    assert "--round" in ledger.entries[0].issues[0].message


def test_a_conflict_tells_both_answers() -> None:
    """Side by side, by the title of the item, and before the faults of single answers."""
    titled = Conflicts(is_sealed=True, instruments={"small": small()})
    ledger = settle([entry("a", answered(3), "error-value"), entry("b", answered(4))], titled)
    found = ledger.entries[0].issues[0]
    assert found.code == "conflicting-returns"
    item = next(item for item in small().items if item.name == "risk")
    assert f"{item.ref} {item.title}: level 3 here, level 4 there" in found.message


def test_the_sender_of_a_conflict_is_told_which_files_and_what_differs() -> None:
    """By their names as they were sent, and nothing of where they lie on the officer's computer; of three all."""
    named = ("in/C/a.xlsx", answered(3)), ("in/RE mail.eml/b.xlsx", answered(4)), ("in/c.xlsx", answered(5))
    sent = Sent("ann@oakfield.example", datetime(2027, 3, 20, tzinfo=UTC), "RE", ("in/RE mail.eml",))
    entries = [replace(entry(path, completed), sent=sent if "mail" in path else None) for path, completed in named]
    titled = Conflicts(is_sealed=True, instruments={"small": small()})
    told = in_place(settle(entries, titled).entries[0].issues[0], None)
    assert "A is “a”, B is “b”, sent on 20/03/2027, and C is “c”. " in told
    assert "Risk: level 3 in A, level 4 in B; " in told
    assert "Risk: level 3 in A, level 5 in C. Please tell us which one stands, or send one workbook with all" in told
    assert "RE mail" not in told


def test_copies_have_the_same_letters_whichever_of_them_is_asked_about() -> None:
    """What is wrong in one is told by its letter, so that it is one for all of them; no other file has any."""
    ledger = settle(entry(path, answered(level)) for path, level in (("b", 4), ("a", 3), ("c", 5), ("d", 3)))
    assert {each.path: each.copy for each in ledger.entries} == {"a": "A", "b": "B", "c": "C", "d": ""}
    assert len({each.issues[0].to_sender for each in ledger.entries[:3]}) == 1


def test_another_respondent_of_one_identity_is_a_conflict() -> None:
    """One form passed to two people who answered alike is still not one return."""
    ledger = settle([entry("a", answered(3)), entry("b", answered(3, respondent="Bo"))])
    assert set(statuses(ledger).values()) == {Status.CONFLICT}
    assert "other respondents" in ledger.entries[0].issues[0].message


def test_the_blank_form_stands_aside_for_what_came_back() -> None:
    """The form as it was sent out is no contradiction of its return, whichever comes first."""
    ledger = settle([entry("a", answered(None), "no-answer"), entry("b", answered(3))])
    assert statuses(ledger) == {"a": Status.SUPERSEDED, "b": Status.VALID}


def test_blank_forms_alone_count_once() -> None:
    """A form that nobody filled in is an incomplete return, and its copy a duplicate."""
    ledger = settle([entry("a", answered(None), "no-answer"), entry("b", answered(None), "no-answer")])
    assert statuses(ledger) == {"a": Status.INCOMPLETE, "b": Status.DUPLICATE}


def planned(*texts: str) -> tuple[Action, ...]:
    return tuple(Action("risk", text, "", None, "", CellRef("Action planner", 3, 5)) for text in texts)


def test_a_prefilled_form_left_as_it_was_stands_aside() -> None:
    """Last round's actions alone contradict nothing, where what came back still has them."""
    sent = replace(answered(None), actions=planned("Train"))
    came_back = replace(answered(3), actions=planned("Train", "Tell families"))
    ledger = settle([entry("a", sent), entry("b", came_back)])
    assert statuses(ledger) == {"a": Status.SUPERSEDED, "b": Status.VALID}


def test_an_action_that_stands_nowhere_else_is_not_passed_over() -> None:
    """A form with an action of its own is a return, though it answers nothing."""
    ledger = settle([entry("a", replace(answered(None), actions=planned("Train"))), entry("b", answered(3))])
    assert statuses(ledger) == {"a": Status.CONFLICT, "b": Status.CONFLICT}


def test_two_identities_never_meet() -> None:
    """Returns of different ids are both merged."""
    ledger = settle([entry("a", answered(3)), entry("b", answered(4, return_id="B"))])
    assert len(ledger.merged) == 2


def test_the_ledger_does_not_depend_on_the_order_of_files() -> None:
    """The same files in any order give the same ledger."""
    entries = [entry("c", answered(3)), entry("a", answered(3)), entry("b", None, "damaged-file")]
    assert settle(entries) == settle(entries[::-1])


def test_every_file_is_counted() -> None:
    """Files in are the sum of all statuses."""
    entries = [entry("a", answered(3)), entry("b", answered(3)), entry("c", None, "not-a-return"), entry("d", None)]
    assert sum(settle(entries).counts.values()) == 4
