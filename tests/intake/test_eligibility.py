"""Returns held against their round."""

import pytest
from msgspec.structs import replace

from tests.builders.control import OAKFIELD, SECRET, spring, with_ids
from tests.builders.forms import small
from tests.intake.test_duplicates import answered, entry
from xlkit.form.draft import Draft
from xlkit.form.identity import Perspective
from xlkit.intake.eligibility import Register, admit
from xlkit.returns import signatures
from xlkit.returns.completed import Return
from xlkit.returns.correction import Correction
from xlkit.round import identities, rows
from xlkit.round.round import Control, Decision, Recipient, Round, Ruling


def issued(recipient: Recipient = OAKFIELD, round_name: str = "Spring 2027", secret: str = SECRET) -> Return:
    """A return of a workbook that was issued to a recipient."""
    identity = signatures.signed(identities.issued(small(), recipient, round_name), secret)
    return replace(answered(3), identity=identity, organisation=recipient.organisation)


def entered(organisation: str) -> Return:
    """A return of a workbook that was issued blank."""
    return replace(issued(Recipient(organisation), secret=""), organisation=organisation)


def codes(completed: Return, control: Control | None = None) -> list[str]:
    (found,) = admit([entry("a", completed)], control or spring())
    return [each.code for each in found.issues]


def test_a_recipients_workbook_needs_no_word() -> None:
    """A return of somebody who was asked, in time, is taken as it is."""
    assert codes(issued()) == []


def test_another_rounds_workbook_is_rejected() -> None:
    """It is named and loses its answers; the same name in other spelling is the same round, and none is any."""
    (found,) = admit([entry("a", issued(round_name="Autumn"))], spring())
    assert (found.completed, found.issues[0].code) == (None, "other-round")
    assert codes(issued(round_name="SPRING  2027")) == []
    assert codes(issued(round_name="Autumn"), Control(Round())) == []


def test_a_name_alone_is_a_round() -> None:
    """Without a control workbook only the round's name is looked at."""
    assert codes(issued(), Control(Round("Autumn"))) == ["other-round"]
    assert codes(issued(), Control(Round("Spring 2027"))) == []


def test_who_was_not_asked_is_noted() -> None:
    """A signed workbook whose row is gone, or an organisation nobody knows, is worth a look."""
    assert codes(issued(replace(OAKFIELD, role="Owner"))) == ["unknown-recipient"]


OAK_ID, ASH_ID, _ = (each.return_id for each in spring().recipients)
HELD = ["identity-unsigned", "to-be-decided"]


def test_a_recipient_is_not_spoken_for_by_a_blank_workbook() -> None:
    """It is held, under the id of the workbook they were issued; the near miss is a round without a secret."""
    (found,) = admit([entry("a", entered("oakfield  CARE"))], spring())
    assert [each.code for each in found.issues] == HELD
    assert found.completed is not None
    assert found.completed.identity.return_id == OAK_ID
    assert codes(entered("Oakfield Care"), replace(spring(), secret="")) == []


def test_an_organisation_that_nobody_asked_counts_only_once_that_is_decided() -> None:
    """Made-up ones could make a small group look large; the near miss is a round that lists nobody."""
    assert codes(entered("Nobody & Co")) == HELD
    assert codes(entered("Nobody & Co"), replace(spring(), recipients=())) == []
    decision = Decision(Ruling.ACCEPT, "", "a", why="Rang them", approved_by="Head", place="Decisions!C5")
    assert codes(entered("Nobody & Co"), spring(decisions=(decision,))) == ["accepted", "unknown-recipient"]


def test_the_council_is_not_spoken_for_by_a_blank_workbook() -> None:
    """What its name or its perspective says is held though no row asks it; what people say is not."""
    stranger = entered("Elsewhere").identity
    saying = {view: replace(stranger, perspective=view) for view in (Perspective.COMMISSIONER, Perspective.PEOPLE)}
    assert codes(entered("FENMOOR  county council")) == codes(entered("Fenmoor CC")) == HELD
    found = {view: codes(replace(entered("Elsewhere"), identity=identity)) for view, identity in saying.items()}
    assert found[Perspective.COMMISSIONER] == HELD
    assert found[Perspective.PEOPLE] == ["unknown-recipient"]


def test_a_recipient_is_not_spoken_for_in_a_form_they_were_not_sent() -> None:
    """A blank workbook of another template is held too, though it is in the place of none."""
    another = entered("Oakfield Care")
    another = replace(another, identity=replace(another.identity, template="other", return_id="X"))
    (found,) = admit([entry("a", another)], spring())
    assert [each.code for each in found.issues] == HELD
    assert found.completed is not None
    assert found.completed.identity.return_id == "X"


def test_the_return_id_that_a_sheet_shows_tells_whose_it_is() -> None:
    """A form without its hidden sheet, and with a name that nobody knows, is held for whom its Start sheet names."""
    shown = ASH_ID
    (found,) = admit([replace(entry("a", entered("Ashgr.")), shown_id=shown)], spring())
    assert [each.code for each in found.issues] == HELD
    assert shown in found.issues[1].message


@pytest.mark.parametrize(("return_id", "file", "is_taken"), [
    ("", "a", True), ("", "0123abcd", True), ("", "b", False), ("", "Oakfield Care", False),
    (OAK_ID, "a", True), (ASH_ID, "a", True),
    ("0000-0000", "a", False),
])  # fmt: skip
def test_an_unsigned_return_is_accepted_by_its_file(return_id: str, file: str, *, is_taken: bool) -> None:
    """The decision names the file itself, and may say in whose place it is; an organisation alone accepts nothing."""
    decision = Decision(Ruling.ACCEPT, return_id, file, why="Rang them", approved_by="Head", place="Decisions!C5")
    given = replace(entry("a", entered("Oakfield Care")), sha256="0123abcd" * 8)
    (found,) = admit([given], spring(decisions=(decision,)))
    assert [each.code for each in found.issues] == (["accepted"] if is_taken else HELD)
    assert found.completed is not None
    if is_taken and return_id:
        assert found.completed.identity.return_id == return_id


def test_the_return_id_in_a_recipients_own_workbook_is_theirs() -> None:
    """Where their row gives another one by now, what is unsigned goes by that of the signed workbook beside it."""
    signed = issued()
    earlier = signatures.signed(replace(signed.identity, return_id="K7QM-3XWA"), SECRET)
    given = [entry("a", replace(signed, identity=earlier)), entry("b", entered("Oakfield Care"))]
    _, held = admit(given, spring())
    assert held.completed is not None
    assert held.completed.identity.return_id == "K7QM-3XWA"
    assert "K7QM-3XWA" in held.issues[1].message


def test_no_id_is_learnt_from_a_workbook_of_another_round() -> None:
    """Its signature was not checked, so whoever wrote another's name beside their own id does not get the answers."""
    forged = replace(issued().identity, return_id=ASH_ID, round="Autumn", signature="anything")
    given = [entry("a", replace(issued(), identity=forged)), entry("b", entered("Oakfield Care"))]
    _, held = admit(given, spring())
    assert held.completed is not None
    assert held.completed.identity.return_id == OAK_ID


def test_the_correction_of_an_accepted_return_is_made_out_to_the_recipient() -> None:
    """So it comes back signed, and no second decision is needed."""
    decision = Decision(Ruling.ACCEPT, file="a", why="Rang them", approved_by="Head", place="Decisions!C5")
    blank = Correction(replace(entered("").identity, organisation="", correction=1), Draft(), ())
    (found,) = admit([replace(entry("a", entered("Oakfield Care")), correction=blank)], spring(decisions=(decision,)))
    assert found.correction is not None
    assert (found.correction.identity.organisation, found.correction.identity.correction) == ("Oakfield Care", 1)
    assert found.completed is not None
    assert found.correction.identity.return_id == found.completed.identity.return_id


def test_of_two_workbooks_of_one_organisation_none_is_guessed() -> None:
    """Both are named to choose from, unless the respondent tells them apart."""
    second = replace(OAKFIELD, respondent="Cy")
    control = spring(OAKFIELD, second)
    ids = [each.return_id for each in control.recipients]
    (unclear,) = admit([entry("a", replace(entered("Oakfield Care"), respondent="Di"))], control)
    (clear,) = admit([entry("a", replace(entered("Oakfield Care"), respondent="Cy"))], control)
    assert all(id_ in unclear.issues[1].message for id_ in ids)
    assert [id_ in clear.issues[1].message for id_ in ids] == [False, True]


def test_what_was_not_understood_stays_as_it_is() -> None:
    """A file without a return has nothing to hold against a round."""
    damaged = entry("a", None, "damaged-file")
    assert admit([damaged], spring()) == (damaged,)


def test_recipients_are_found_by_their_workbook() -> None:
    """Of two respondents of one organisation each is found by the workbook they got."""
    second = replace(OAKFIELD, respondent="Cy")
    control = spring(OAKFIELD, second)
    register = Register(control)
    assert (register.find(issued(OAKFIELD)), register.find(issued(second))) == control.recipients
    assert register.find(issued(replace(OAKFIELD, respondent="Di"))) is None


def test_a_return_is_filed_under_what_its_row_says_by_now() -> None:
    """A corrected spelling, locality and size hold, and who answered is for its respondent to say."""
    now = replace(OAKFIELD, organisation="Oakfield Care Ltd", respondent="New", locality="South", size="<10")
    control = rows.settled(replace(spring(), recipients=with_ids(now)))
    mine = replace(issued(spring().recipients[0]), locality="North", respondent="Ann Lee")
    (found,) = admit([entry("a", mine)], control)
    assert found.completed is not None
    assert (found.completed.organisation, found.completed.locality) == ("Oakfield Care Ltd", "South")
    assert (found.completed.identity.size, found.completed.respondent) == ("<10", "Ann Lee")
    assert found.issues == ()


@pytest.mark.parametrize("name", ["locality", "service_area"])
@pytest.mark.parametrize(
    ("listed", "typed", "counts", "found"),
    [
        ("South", "The Lane", "South", ["other-place"]),
        ("South", " SOUTH", "South", []),
        ("South", "", "South", []),
        ("", "The Lane", "The Lane", []),
    ],
)
def test_where_a_row_says_a_place_it_counts(name: str, listed: str, typed: str, counts: str, found: list[str]) -> None:
    """What is typed instead moves nobody into another group, and is told; what the row leaves blank is theirs to say.

    It is so too of an unsigned return that a decision accepts.
    """
    row = replace(OAKFIELD, **{"locality": "", name: listed})
    accepting = Decision(Ruling.ACCEPT, file="a", why="Theirs", approved_by="Head of service")
    control = replace(spring(row), decisions=(accepting,))
    for completed in (issued(row), entered(row.organisation)):
        (entry_,) = admit([entry("a", replace(completed, **{name: typed}))], control)
        assert getattr(entry_.completed, name) == counts
        told = [each.message for each in entry_.issues if each.code == "other-place"]
        assert len(told) == len(found)
        assert all(f"“{typed}”" in each and f"“{listed}”" in each for each in told)
