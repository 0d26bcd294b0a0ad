"""Returns held against their round."""

from dataclasses import replace
from datetime import date

import pytest

from tests.builders.control import OAKFIELD, SECRET, spring
from tests.builders.forms import small
from tests.intake.test_duplicates import answered, entry
from xlkit.intake.eligibility import Register, admit
from xlkit.returns import signatures
from xlkit.returns.completed import Return
from xlkit.returns.issues import issue
from xlkit.round import identities
from xlkit.round.round import Control, Recipient, Round


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
    assert codes(entered("Nobody & Co")) == ["unknown-recipient"]


def test_a_workbook_issued_blank_is_taken_from_a_recipient() -> None:
    """An organisation that was asked may fill in a blank workbook."""
    assert codes(entered("oakfield  CARE")) == ["issued-blank"]


def test_an_unsigned_identity_is_not_excused_as_blank() -> None:
    """What was refused for want of a signature is not called a blank workbook besides."""
    refused = replace(entry("a", entered("Oakfield Care")), issues=(issue("identity-unsigned", found="x"),))
    (found,) = admit([refused], spring())
    assert [each.code for each in found.issues] == ["identity-unsigned"]


@pytest.mark.parametrize(("day", "found"), [(date(2027, 3, 26), []), (date(2027, 3, 27), ["after-deadline"])])
def test_a_return_after_the_deadline_is_noted(day: date, found: list[str]) -> None:
    """The deadline itself is in time."""
    assert codes(replace(issued(), completed_on=day)) == found


def test_what_was_not_understood_stays_as_it_is() -> None:
    """A file without a return has nothing to hold against a round."""
    damaged = entry("a", None, "damaged-file")
    assert admit([damaged], spring()) == (damaged,)


def test_recipients_are_found_by_their_workbook() -> None:
    """Of two respondents of one organisation each is found by the workbook they got."""
    second = replace(OAKFIELD, respondent="Cy")
    register = Register(spring(OAKFIELD, second))
    assert register.find(issued(second)) == second
    assert register.find(issued(OAKFIELD)) == OAKFIELD
    assert register.find(issued(replace(OAKFIELD, respondent="Di"))) is None
