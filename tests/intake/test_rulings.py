"""Decisions about single returns, applied and shown."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.intake.test_duplicates import answered, entry
from xlkit.intake import rulings
from xlkit.intake.duplicates import Conflicts, settle
from xlkit.intake.log import Entry, Status
from xlkit.returns.issues import issue
from xlkit.returns.return_ids import return_id
from xlkit.round.round import Decision, Ruling

RETURN_ID, ISSUED = return_id(["Ashgrove"]), return_id(["Oakfield"])
AS_AT = date(2027, 4, 1)
WAIVER = Decision(
    Ruling.WAIVE, RETURN_ID, check="no-answer", why="Newly opened", approved_by="Head", place="Decisions!C5"
)
EXCLUSION = Decision(Ruling.EXCLUDE, RETURN_ID, why="Closed in May", approved_by="Head", place="Decisions!C6")


def returned(*codes: str, path: str = "a.xlsx") -> Entry:
    return replace(entry(path, answered(3, return_id=RETURN_ID), *codes), sha256="0123456789abcdef")


def applied(found: Entry, *decisions: Decision) -> Entry:
    (ledger_entry,) = settle(rulings.apply([found], decisions, AS_AT)).entries
    return ledger_entry


def test_a_rejected_file_is_told_by_the_identity_inside() -> None:
    """Its name says nothing, unless the identity was edited: then the name is all there is to go by."""
    stated = answered(3, return_id=RETURN_ID).identity
    rejected = replace(entry("renamed.xlsx", None), stated=stated)
    edited = replace(rejected, issues=(issue("identity-edited", found="Ashgrove"),))
    assert rulings.concerns(EXCLUSION, rejected)
    assert not rulings.concerns(EXCLUSION, edited)
    assert rulings.concerns(replace(EXCLUSION, return_id=ISSUED), replace(edited, path=f"oak-{ISSUED}.xlsx"))


def test_a_waived_check_no_longer_counts_and_is_shown() -> None:
    """The return is valid, and a note says what was waived, why and by whom."""
    found = applied(returned("no-answer"), WAIVER)
    assert found.status is Status.VALID
    (note,) = found.issues
    assert note.code == "check-waived"
    for said in ("Newly opened", "Head", "Decisions!C5", "Nothing is ticked"):
        assert said in note.message


def test_another_check_still_counts() -> None:
    """A waiver relaxes its own check alone."""
    assert applied(returned("no-answer", "error-value"), WAIVER).status is Status.INCOMPLETE


@pytest.mark.parametrize(("until", "status"), [(AS_AT, Status.VALID), (date(2027, 3, 31), Status.INCOMPLETE)])
def test_a_waiver_holds_until_its_last_day(until: date, status: Status) -> None:
    """On its last day it holds; the day after it does not, and says so."""
    found = applied(returned("no-answer"), replace(WAIVER, until=until))
    assert found.status is status
    assert ("waiver-ended" in {each.code for each in found.issues}) is (status is Status.INCOMPLETE)


@pytest.mark.parametrize("level", [None, 3])
def test_a_waived_answer_that_is_left_out_is_said_to_count_for_nothing(level: int | None) -> None:
    """Of two ticks nobody is to think that one counts; where the answer stands nothing is said."""
    own = returned()
    assert own.completed is not None
    answer = replace(own.completed.answers[0], level=level, value=None if level is None else "3")
    ticked = replace(issue("no-organisation", where="C3"), code="two-ticks", item=answer.item)
    found = replace(own, completed=replace(own.completed, answers=(answer,)), issues=(ticked,))
    (note,) = applied(found, replace(WAIVER, check="two-ticks")).issues
    assert ("Nothing counts as its answer." in note.message) is (level is None)


def test_decisions_on_which_nothing_rests_are_known() -> None:
    """A check that found nothing cannot be waived; what was excluded, and what ended, is no such case."""
    ended = replace(WAIVER, until=date(2027, 3, 1))
    decisions = (WAIVER, EXCLUSION, ended, replace(EXCLUSION, place="Decisions!C60"))
    done = [applied(returned(), EXCLUSION)]
    assert [each for each, _ in rulings.idle([returned()], done, decisions, AS_AT)] == [WAIVER, decisions[-1]]


@pytest.mark.parametrize("file", ["a.xlsx", "b.xlsx", "Oakfield"])
def test_several_respondents_rest_on_a_second_one(file: str) -> None:
    """Whichever of them the decision names; for copies of one respondent the decision does nothing."""
    several = Decision(Ruling.SEVERAL, file=file, place="Decisions!C5")
    for respondents, idle in ((("Ann Lee", "Bo"), []), (("Ann Lee", "Ann Lee"), [several])):
        came = both(respondents=respondents)
        settled = settle(came, Conflicts((several,))).entries
        assert [each for each, _ in rulings.idle(came, settled, [several], AS_AT)] == idle


def test_a_decision_holds_to_its_last_day() -> None:
    """A waiver that ended is kept, since it is told where it would be missed."""
    last, over = replace(EXCLUSION, until=AS_AT), replace(EXCLUSION, until=date(2027, 3, 31))
    waiver = replace(WAIVER, until=date(2027, 3, 31))
    assert rulings.holding((last, over, waiver), AS_AT) == (last, waiver)


def test_an_ended_waiver_of_nothing_is_silent() -> None:
    """A return that was corrected meanwhile needs no renewal."""
    assert applied(returned(), replace(WAIVER, until=date(2027, 3, 31))).issues == ()


def test_an_excluded_return_is_left_out_with_its_reason() -> None:
    """It keeps its answers for the record, but is merged no more, and needs nobody's attention."""
    ledger = settle(rulings.apply([returned()], [EXCLUSION], AS_AT))
    (found,) = ledger.entries
    assert (found.status, ledger.merged, ledger.is_all_valid) == (Status.EXCLUDED, (), True)
    assert "Closed in May" in found.issues[0].message


@pytest.mark.parametrize(
    ("decision", "is_about"),
    [
        (Decision(Ruling.EXCLUDE, RETURN_ID.lower().replace("-", " ")), True),
        (Decision(Ruling.EXCLUDE, ISSUED), False),
        (Decision(Ruling.EXCLUDE, file="OAKFIELD"), True),
        (Decision(Ruling.EXCLUDE, file="Oak"), False),
        (Decision(Ruling.EXCLUDE, file="01234567"), True),
        (Decision(Ruling.EXCLUDE, file="0123456"), False),
        (Decision(Ruling.EXCLUDE, file="12345678"), False),
        (Decision(Ruling.EXCLUDE, file="A.xlsx"), True),
        (Decision(Ruling.EXCLUDE, file="a"), True),  # as a letter names it
        (Decision(Ruling.EXCLUDE, file="a.xls"), False),
        (Decision(Ruling.EXCLUDE, RETURN_ID, file="b.xlsx"), False),
        (Decision(Ruling.EXCLUDE), False),
    ],
)
def test_a_return_is_named_by_id_file_or_organisation(decision: Decision, *, is_about: bool) -> None:
    """Whatever is given has to fit; nothing given fits nothing."""
    assert rulings.concerns(decision, returned(path="back/a.xlsx")) is is_about


def test_a_file_that_was_not_understood_is_named_by_the_id_in_its_name() -> None:
    """A damaged file can be excluded too."""
    damaged = entry("back/oakfield-1GFP-PFF0.xlsx", None, "damaged-file")
    assert rulings.concerns(Decision(Ruling.EXCLUDE, "1GFP-PFF0"), damaged)
    assert not rulings.concerns(Decision(Ruling.EXCLUDE, RETURN_ID), damaged)


def test_decisions_about_nothing_are_known() -> None:
    """A decision that concerns none of the files is told, since it may be misspelt."""
    other = replace(EXCLUSION, return_id="1GFP-PFF0")
    assert rulings.unused([returned()], [EXCLUSION, other]) == (other,)


def test_accepting_what_cannot_be_taken_is_told() -> None:
    """A decision makes no damaged file readable; of one that waits for it nothing is said."""
    accept = Decision(Ruling.ACCEPT, file="a.xlsx")
    damaged = entry("back/a.xlsx", None, "damaged-file")
    assert list(rulings.in_vain([damaged, returned()], [accept, replace(EXCLUSION, file="a.xlsx")])) == [
        (accept, damaged)
    ]


def test_a_file_is_accepted_by_its_whole_name_alone() -> None:
    """Without its ending it may be an organisation's, after which anybody could call a file."""
    named = entry("back/Oakfield Care.xlsx", answered(3))
    assert rulings.accepting(named, [Decision(Ruling.ACCEPT, file="Oakfield Care")]) is None
    assert rulings.accepting(named, [Decision(Ruling.ACCEPT, file="Oakfield Care.xlsx")]) is not None


def both(*, respondents: tuple[str, str] = ("Ann", "Ann")) -> list[Entry]:
    """Two different returns of one identity."""
    one, two = respondents
    return [entry("a.xlsx", answered(3, respondent=one)), entry("b.xlsx", answered(4, respondent=two))]


def test_a_preferred_return_settles_a_conflict() -> None:
    """The one that is preferred stands, and the other says which and why."""
    preferred = Decision(Ruling.PREFER, file="b.xlsx", why="Rang them", approved_by="Bo", place="Decisions!C7")
    found = settle(both(), Conflicts((preferred,))).entries
    assert [each.status for each in found] == [Status.SUPERSEDED, Status.VALID]
    assert "b.xlsx" in found[0].issues[-1].message
    assert "Rang them" in found[0].issues[-1].message


def test_preferring_both_settles_nothing() -> None:
    """Where a decision fits both, neither is guessed."""
    preferred = Decision(Ruling.PREFER, file="Oakfield")
    assert {each.status for each in settle(both(), Conflicts((preferred,))).entries} == {Status.CONFLICT}


@pytest.mark.parametrize(
    "conflicts", [Conflicts(several_respondents=True), Conflicts((Decision(Ruling.SEVERAL, file="Oakfield"),))]
)
def test_several_respondents_are_several_returns(conflicts: Conflicts) -> None:
    """By rule or by decision each counts, with a return id of its own; whom it was issued to keeps theirs."""
    found = settle(both(respondents=("Ann Lee", "Bo")), conflicts).entries
    assert [each.status for each in found] == [Status.VALID, Status.VALID]
    ids = [each.completed.identity.return_id for each in found if each.completed]
    assert ids[0] == "A"
    assert ids[1] != "A"


def test_one_respondent_twice_stays_a_conflict() -> None:
    """Several respondents are no excuse for two different returns of the same person."""
    found = settle(both(), Conflicts(several_respondents=True)).entries
    assert {each.status for each in found} == {Status.CONFLICT}


def test_a_workbook_that_holds_many_returns_is_named_by_its_file() -> None:
    """What is decided of it holds for each of them, and not for those of another file."""
    named = replace(EXCLUSION, return_id="", file="ratings.xlsx")
    assert rulings.concerns(named, returned(path="in/ratings.xlsx › Oakfield / North"))
    assert rulings.concerns(named, returned(path="in/ratings.xlsx"))
    assert not rulings.concerns(named, returned(path="in/other.xlsx › ratings.xlsx"))
