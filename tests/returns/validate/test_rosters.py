"""A workbook of ratings that came back: a return for each organisation rated; each problem beside a near miss."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.builders.drawn import drawn
from tests.builders.forms import changed, small, with_error
from tests.builders.rosters import (
    FENMOOR,
    MONEY,
    NOTE,
    PROVIDERS,
    RATED,
    RISK,
    STRATEGY,
    Row,
    is_listed,
    listed,
    returned,
    with_rows,
)
from tests.test_round_trip import TEXTS
from xlkit.form.draft import Draft
from xlkit.form.identity import Perspective
from xlkit.form.layout import DETAIL_ANSWER
from xlkit.form.roster import NAME, REF, Rated
from xlkit.returns import names
from xlkit.returns.completed import Return
from xlkit.returns.issues import Issue, Severity
from xlkit.returns.raw import RawReturn, Value
from xlkit.returns.signatures import Seal
from xlkit.returns.validate import Understood, Validator
from xlkit.round import identities, issuing
from xlkit.round.round import Recipient, Round

VALIDATOR = Validator({"small": small()})
SECRET = "5ec2e7" * 8
SPRING = Seal("Spring", SECRET)


def members(raw: RawReturn, seal: Seal | None = None) -> dict[str, Understood]:
    outcome = Validator({"small": small()}, seal)(raw) if seal else VALIDATOR(raw)
    return {member.name: member.understood for member in outcome.members}


def completed(raw: RawReturn, name: str) -> Return:
    completed = members(raw)[name].completed
    assert completed is not None
    return completed


def codes(understood: Understood) -> list[str]:
    return [outcome.code for outcome in understood.issues]


def levels(completed: Return) -> dict[str, int | None]:
    return {answer.item: answer.level for answer in completed.answers if answer.level is not None}


def only_issue(raw: RawReturn, name: str) -> Issue:
    (issue,) = members(raw)[name].issues
    return issue


@pytest.fixture(scope="module")
def sound() -> RawReturn:
    """Three organisations, all rated."""
    return returned(RATED)


def test_every_organisation_rated_is_a_return(sound: RawReturn) -> None:
    """Each is filed under its own organisation, as said by the one who rates, and nothing is wrong."""
    held = members(sound)
    assert list(held) == ["Oakfield Care", "Elm Row", "Ashgrove"]
    assert [codes(each) for each in held.values()] == [[], [], []]
    about = completed(sound, "Oakfield Care")
    assert (about.organisation, about.subject, about.locality) == ("Fenmoor", "Oakfield Care", "North")
    assert about.identity.perspective is Perspective.COMMISSIONER
    assert levels(about) == {"strategy": 3, "risk": 2, "money": 5}
    assert [answer.item for answer in about.answers] == [item.name for item in small().items]
    assert (about.note, completed(sound, "Elm Row").note) == ("Seen in March", "")


def test_a_row_has_the_return_id_of_a_workbook_about_it_alone(sound: RawReturn) -> None:
    """So a rating that came in both ways is seen to be one return."""
    alone = identities.issued(small(), replace(FENMOOR, subject="Oakfield Care", locality="North"))
    assert completed(sound, "Oakfield Care").identity.return_id == alone.return_id


def test_a_level_knows_its_cell(sound: RawReturn) -> None:
    """The cell of an answer is that of its level, in the file as returned."""
    answer = completed(sound, "Elm Row").answer("risk")
    assert answer is not None
    assert answer.cell is not None
    assert (answer.cell.sheet, answer.cell.a1, answer.value) == ("Ratings", "F8", "1")


def test_the_one_who_rates_is_known() -> None:
    """What stands on About you is said of every return."""
    raw = returned(
        RATED, draft=Draft(details={"respondent": "Tom", "completed_on": date(2027, 3, 1), "view": "agreed"})
    )
    for name in ("Oakfield Care", "Elm Row"):
        about = completed(raw, name)
        assert (about.respondent, about.completed_on, about.agreed) == ("Tom", date(2027, 3, 1), True)


def test_an_organisation_that_is_not_rated_is_named_and_no_return() -> None:
    """Blank is not rated: nothing is put in its place, and nothing is lost in silence."""
    outcome = VALIDATOR(returned({"B1": RATED["B1"]}))
    assert [member.name for member in outcome.members] == ["Oakfield Care"]
    assert codes(outcome) == ["holds-returns"]
    assert "1 of the 3" in outcome.issues[0].message
    assert "B2 Elm Row, B3 Ashgrove" in outcome.issues[0].message


def test_a_workbook_with_every_row_rated_names_none(sound: RawReturn) -> None:
    """The near miss: all are rated."""
    (issue,) = VALIDATOR(sound).issues
    assert "nothing is rated" not in issue.message


def test_a_topic_that_is_not_rated_is_counted() -> None:
    """The return is sound, and says how much of it is there."""
    raw = returned({"B1": Rated({"risk": 2})})
    assert only_issue(raw, "Oakfield Care").code == "partly-rated"
    assert "1 of 3" in only_issue(raw, "Oakfield Care").message
    assert levels(completed(raw, "Oakfield Care")) == {"risk": 2}


def test_a_workbook_in_which_nothing_is_rated_is_rejected() -> None:
    """It has no return to give."""
    outcome = VALIDATOR(returned({}))
    assert (outcome.completed, outcome.members, codes(outcome)) == (None, (), ["nothing-rated"])


def test_a_note_of_one_who_is_not_rated_is_reported() -> None:
    """It stands in no return, and its cell is named; a note beside ratings is no issue."""
    outcome = VALIDATOR(returned({**RATED, "B2": Rated({}, "Left the area")}))
    assert codes(outcome) == ["holds-returns", "note-without-rating"]
    assert outcome.issues[1].cell is not None
    assert outcome.issues[1].cell.a1 == "H8"
    assert "Elm Row" in outcome.issues[1].message


@pytest.mark.parametrize(
    ("value", "level", "code"),
    [
        (4.0, 4, None),
        ("4", 4, None),
        (" 4 ", 4, "level-understood"),
        ("D", 4, "level-understood"),
        ("d", 4, "level-understood"),
        ("They are at level 4 of risk.", 4, "level-understood"),
        (6.0, None, "unknown-choice"),
        (0.0, None, "unknown-choice"),
        (2.5, None, "unknown-choice"),
        ("F", None, "unknown-choice"),
        ("✓", None, "unknown-choice"),
        (True, None, "unknown-choice"),
        (date(2027, 4, 1), None, "unknown-choice"),
    ],
)
def test_what_a_cell_means(sound: RawReturn, value: Value, level: int | None, code: str | None) -> None:
    """Levels are numbers, or the letters of the published planner; all else is reported at its cell."""
    raw = changed(sound, {("B2", RISK): value})
    assert completed(raw, "Elm Row").answer("risk") is not None
    assert levels(completed(raw, "Elm Row")).get("risk") == level
    expected = [code] if code else []
    assert [outcome for outcome in codes(members(raw)["Elm Row"]) if outcome != "partly-rated"] == expected
    if code:
        assert {outcome.cell.a1 for outcome in members(raw)["Elm Row"].issues if outcome.cell} == {"F8"}
    assert codes(members(raw)["Ashgrove"]) == []


def test_an_error_value_is_no_blank(sound: RawReturn) -> None:
    """It is reported at its cell, and the other levels of the row stand."""
    raw = with_error(sound, "B2", MONEY, "#REF!")
    assert codes(members(raw)["Elm Row"]) == ["error-value", "partly-rated"]
    assert levels(completed(raw, "Elm Row")) == {"strategy": 1, "risk": 1}


def test_a_row_of_errors_alone_is_not_passed_over(sound: RawReturn) -> None:
    """Somebody meant to rate it."""
    raw = sound
    for column in (STRATEGY, RISK, MONEY):
        raw = with_error(raw, "B2", column, "#N/A")
    assert codes(members(raw)["Elm Row"]).count("error-value") == 3


def test_another_name_beside_a_reference_is_rejected(sound: RawReturn) -> None:
    """Whose ratings they are is not known then; case and spacing do not matter."""
    raw = changed(sound, {("B2", NAME): "Elm Court"})
    assert members(raw)["Elm Row"].completed is None
    issue = only_issue(raw, "Elm Row")
    assert (issue.code, issue.severity) == ("other-subject", Severity.REJECTS)
    assert issue.cell is not None
    assert issue.cell.a1 == "B8"
    assert codes(members(changed(sound, {("B2", NAME): " elm  ROW"}))["Elm Row"]) == []


def test_names_sorted_without_their_references_file_nothing_wrongly(sound: RawReturn) -> None:
    """Each row whose name does not fit is rejected, and the one that still fits is taken."""
    names = {("B1", NAME): "Elm Row", ("B2", NAME): "Oakfield Care"}
    held = members(changed(sound, names))
    assert {name for name, each in held.items() if each.completed} == {"Ashgrove"}


def test_a_reference_that_stands_twice_is_reported(sound: RawReturn) -> None:
    """Neither row is believed, and both are named; the others are taken."""
    raw = with_rows(sound, lambda rows: [*rows, next(row for row in rows if row[0] == "B2")])
    assert members(raw)["Elm Row"].completed is None
    issue = only_issue(raw, "Elm Row")
    assert issue.code == "reference-twice"
    assert "Ratings!A8, Ratings!A10" in issue.message
    assert completed(raw, "Ashgrove").subject == "Ashgrove"


def test_a_row_without_a_reference_is_reported(sound: RawReturn) -> None:
    """An organisation typed in by hand has no identity to be filed by; its row is named, the others stand."""
    raw = with_rows(sound, lambda rows: [*rows, ("B9", "New Care", "", "", 3.0, 3.0)])
    outcome = VALIDATOR(raw)
    assert len(outcome.members) == 3
    assert codes(outcome) == ["holds-returns", "unreferenced-text", "unreferenced-text"]
    assert [each.cell.a1 for each in outcome.issues if each.cell] == ["A10", "B10"]


def test_text_beyond_the_last_column_is_reported(sound: RawReturn) -> None:
    """A remark in the margin of a row belongs to no answer."""
    outcome = VALIDATOR(changed(sound, {("B1", NOTE + 1): "Call them"}))
    assert codes(outcome) == ["holds-returns", "unreferenced-text"]


def test_rows_may_be_deleted_inserted_and_sorted(sound: RawReturn) -> None:
    """What is left is filed as it was."""

    def rearranged(rows: list[Row]) -> Sequence[Row]:
        own = [row for row in rows if is_listed(row) and row[0] != "B1"]
        return [*(row for row in rows if not is_listed(row)), ("",), *reversed(own), ()]

    raw = with_rows(sound, rearranged)
    outcome = VALIDATOR(raw)
    assert [member.name for member in outcome.members] == ["Elm Row", "Ashgrove"]
    assert "B1 Oakfield Care" in outcome.issues[0].message
    assert levels(completed(raw, "Elm Row")) == {"strategy": 1, "risk": 1, "money": 1}


def test_an_error_of_the_one_who_rates_is_said_of_every_return(sound: RawReturn) -> None:
    """A date that is none is missing in each of them."""
    raw = changed(sound, {("Y8", DETAIL_ANSWER): "soon"})
    assert [codes(each) for each in members(raw).values()] == [["not-a-date"]] * 3
    assert codes(VALIDATOR(raw)) == ["holds-returns"]


def test_a_name_for_another_organisation_rejects_the_workbook(sound: RawReturn) -> None:
    """Who rates was settled when the workbook was issued."""
    outcome = VALIDATOR(changed(sound, {("Y1", DETAIL_ANSWER): "Harrow"}))
    assert (outcome.members, codes(outcome)) == ((), ["other-organisation"])


def test_two_rows_of_one_name_are_told_apart() -> None:
    """Each is listed by a name of its own."""
    roster = listed(Recipient("Oakfield Care", locality="North"), Recipient("Oakfield Care", locality="South"))
    raw = returned({"B1": RATED["B1"], "B2": RATED["B2"]}, roster)
    assert list(members(raw)) == ["Oakfield Care", "Oakfield Care (2)"]
    assert completed(raw, "Oakfield Care (2)").locality == "South"


def test_a_name_that_looks_numbered_takes_no_others_place() -> None:
    """Of three, none is listed as another."""
    roster = listed(Recipient("Oak (2)"), Recipient("Oak"), Recipient("Oak", locality="North"))
    raw = returned(dict.fromkeys(("B1", "B2", "B3"), RATED["B2"]), roster)
    assert list(members(raw)) == ["Oak (2)", "Oak", "Oak (3)"]


@pytest.fixture(scope="module")
def signed() -> RawReturn:
    """The same, signed for a round."""
    return returned(RATED, listed(round_name="Spring", secret=SECRET))


def hidden(raw: RawReturn, key: str, column: int, value: str) -> RawReturn:
    """The return with another fact in its hidden sheet."""

    def edited(rows: list[Row]) -> Sequence[Row]:
        return [(*row[:column], value, *row[column + 1 :]) if row and row[0] == key else row for row in rows]

    return with_rows(raw, edited, "xlkit")


def test_a_signed_workbook_is_believed(signed: RawReturn) -> None:
    """Every row's signature fits after writing and reading."""
    assert [codes(each) for each in members(signed, SPRING).values()] == [[], [], []]


def test_an_edited_row_is_found(signed: RawReturn) -> None:
    """Its organisation was changed in the hidden sheet and beside its reference: it is rejected, the others stand."""
    raw = changed(hidden(signed, "B2", 2, "Harrow Homes"), {("B2", NAME): "Harrow Homes"})
    held = members(raw, SPRING)
    assert codes(held["Harrow Homes"]) == ["identity-edited"]
    assert held["Harrow Homes"].completed is None
    assert codes(held["Ashgrove"]) == []


def test_an_edited_workbook_is_rejected_as_a_whole(signed: RawReturn) -> None:
    """Who rates is signed too."""
    outcome = Validator({"small": small()}, SPRING)(hidden(signed, "organisation", 1, "Harrow"))
    assert (outcome.members, codes(outcome)) == ((), ["identity-edited"])


def test_a_workbook_whose_organisation_was_erased_is_rejected(sound: RawReturn) -> None:
    """It is never issued blank, so nobody can enter one."""
    outcome = VALIDATOR(hidden(sound, "organisation", 1, ""))
    assert (outcome.members, codes(outcome)) == ((), ["identity-edited"])


def test_a_workbook_without_signatures_says_so_of_each_return(sound: RawReturn) -> None:
    """They may be taken after all, by a decision."""
    held = members(sound, Seal("", SECRET))
    assert [codes(each) for each in held.values()] == [["identity-unsigned"]] * 3
    assert all(each.completed for each in held.values())


def test_a_row_that_the_hidden_sheet_no_longer_lists_is_reported(sound: RawReturn) -> None:
    """Nobody knows any more whose it is; those after it are read all the same."""
    outcome = VALIDATOR(with_rows(sound, lambda rows: [row for row in rows if not row or row[0] != "B2"], "xlkit"))
    assert [member.name for member in outcome.members] == ["Oakfield Care", "Ashgrove"]
    assert "Elm Row" in " ".join(each.message for each in outcome.issues if each.code == "unreferenced-text")


def test_another_version_is_said_of_the_workbook() -> None:
    """It is one warning, not one for each row."""
    older = replace(small(), version="0")
    roster = issuing.for_roster(older, PROVIDERS, FENMOOR, Round())
    aged = [replace(each, identity=replace(each.identity, content_hash="x")) for each in roster.listed]
    roster = replace(roster, identity=replace(roster.identity, content_hash="x"), listed=tuple(aged))
    outcome = VALIDATOR(returned(RATED, roster))
    assert codes(outcome) == ["holds-returns", "other-version"]
    assert len(outcome.members) == 3


LEVELS = st.dictionaries(st.sampled_from(["strategy", "risk", "money"]), st.integers(1, 5))


@drawn(30, suppress_health_check=[HealthCheck.too_slow])
@given(
    rated=st.dictionaries(
        st.sampled_from(["B1", "B2", "B3"]), st.builds(Rated, levels=LEVELS, note=st.just("") | TEXTS)
    ),
    order=st.permutations(range(3)),
)
def test_ratings_come_back_as_they_were_however_rows_are_sorted(rated: dict[str, Rated], order: list[int]) -> None:
    """Each organisation's levels and note are its own, to the character."""

    def sorted_anew(rows: list[Row]) -> Sequence[Row]:
        own = [row for row in rows if is_listed(row)]
        return [*(row for row in rows if not is_listed(row)), *(own[place] for place in order)]

    outcome = VALIDATOR(with_rows(returned(rated), sorted_anew))
    read = {each.name: each.understood.completed for each in outcome.members}
    wanted = {ref: row for ref, row in rated.items() if row.levels}
    names = {f"B{number}": each.organisation for number, each in enumerate(PROVIDERS, start=1)}
    assert read.keys() == {names[ref] for ref in wanted}
    for ref, row in wanted.items():
        about = read[names[ref]]
        assert about is not None
        assert (levels(about), about.note) == (row.levels, row.note)


@drawn(25, suppress_health_check=[HealthCheck.too_slow])
@given(name=TEXTS.filter(lambda text: names.plain(text) != ""))
def test_any_name_is_its_own_organisation(name: str) -> None:
    """Whatever an organisation is called, its row is signed, written, read and filed under that name."""
    roster = listed(Recipient(name), Recipient("Elm Row"), round_name="Spring", secret=SECRET)
    rated = Validator({"small": small()}, SPRING)(returned(RATED, roster)).members[0].understood
    assert [codes(rated), rated.completed and rated.completed.subject] == [[], name]


def test_references_are_issued_in_order() -> None:
    """The first organisation is B1."""
    assert [each.ref for each in listed().listed] == ["B1", "B2", "B3"]
    assert REF == 0
