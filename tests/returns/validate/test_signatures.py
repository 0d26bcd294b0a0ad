"""Identities held against their signatures."""

import pytest
from msgspec.structs import replace

from tests.builders.forms import ALL_ANSWERED, oakfield, returned, small
from xlkit.form.identity import Identity
from xlkit.form.layout import KEY, VALUE
from xlkit.returns import return_ids, signatures
from xlkit.returns.raw import RawReturn, RawSheet
from xlkit.returns.signatures import Seal
from xlkit.returns.validate import Understood, Validator

SECRET = "5ec2e7" * 8
SPRING = Seal("Spring", SECRET)
SIGNED = signatures.signed(oakfield(round_name="Spring"), SECRET)


def edited(raw: RawReturn, **facts: str) -> RawReturn:
    """The return with other facts in its hidden sheet."""
    return replace(raw, sheets=tuple(_edited(sheet, facts) for sheet in raw.sheets))


def _edited(sheet: RawSheet, facts: dict[str, str]) -> RawSheet:
    if sheet.name != "xlkit":
        return sheet
    known = {str(row[KEY]): row[VALUE] if len(row) > VALUE else "" for row in sheet.rows}
    return replace(sheet, rows=tuple({**known, **facts}.items()))


def understood(raw: RawReturn, seal: Seal | None = SPRING) -> Understood:
    return Validator({"small": small()}, seal)(raw)


def codes(raw: RawReturn, seal: Seal | None = SPRING) -> list[str]:
    return [outcome.code for outcome in understood(raw, seal).issues]


@pytest.fixture(scope="module")
def sound() -> RawReturn:
    """A signed workbook, filled in."""
    return returned(ALL_ANSWERED, SIGNED)


def test_a_signed_workbook_is_believed(sound: RawReturn) -> None:
    """Its signature fits after writing and reading."""
    assert codes(sound) == []


@pytest.mark.parametrize("name", ["organisation", "subject", "respondent", "return_id", "perspective", "version"])
def test_an_edited_identity_is_found(sound: RawReturn, name: str) -> None:
    """Whatever was changed in the hidden sheet, the return is rejected, before it is filed under anybody."""
    outcome = understood(edited(sound, **{name: "partner"}))
    assert outcome.completed is None
    assert [each.code for each in outcome.issues] == ["identity-edited"]


def test_another_rounds_secret_does_not_fit(sound: RawReturn) -> None:
    """A workbook signed with another secret under this round's name was not issued from it."""
    assert codes(sound, Seal("Spring", "other")) == ["identity-edited"]


def test_another_rounds_workbook_is_left_to_be_named(sound: RawReturn) -> None:
    """Signed for another round, it is not called edited: its round says what it is."""
    assert codes(sound, Seal("Autumn", "other")) == []


def test_erasing_the_round_does_not_hide_an_edit(sound: RawReturn) -> None:
    """A workbook that states no round is still held against its signature."""
    assert codes(edited(sound, round="", organisation="Other")) == ["identity-edited"]


def test_a_workbook_without_signature_is_rejected_with_its_answers_kept(sound: RawReturn) -> None:
    """It may be taken after all, by a decision."""
    outcome = understood(edited(sound, signature=""))
    assert [each.code for each in outcome.issues] == ["identity-unsigned"]
    assert outcome.completed is not None


def test_a_workbook_issued_blank_needs_no_signature() -> None:
    """Nobody could have signed what its holder enters."""
    draft = replace(ALL_ANSWERED, details={"organisation": "Oakfield Care"})
    assert codes(returned(draft, return_ids.blank(small(), "Spring"))) == []


def test_without_a_seal_nothing_is_held_against_a_signature(sound: RawReturn) -> None:
    """A round without a control workbook is read as it stands."""
    assert "identity-edited" not in codes(edited(sound, role="Owner"), None)


def test_an_officers_own_workbook_is_passed_over() -> None:
    """A tracker among the returns is no return, and no rejected one either; words of a stranger's own make none."""
    hidden = RawSheet("xlkit", (("xlkit", "1"), ("workbook", "the tracker of a round")))
    outcome = understood(RawReturn((RawSheet("Cover", (("Tracker",),)), hidden)))
    assert [each.code for each in outcome.issues] == ["not-a-return"]
    claimed = RawSheet("xlkit", (("xlkit", "1"), ("workbook", "what Ashgrove withdrew")))
    assert codes(RawReturn((claimed,)), None) == ["not-ours"]
    claims_both = RawSheet("xlkit", (*hidden.rows, ("template", "small")))
    assert codes(RawReturn((claims_both,)), None) != ["not-a-return"]


def test_a_form_that_calls_itself_an_officers_workbook_is_read(sound: RawReturn) -> None:
    """It would be passed over unseen; what it holds tells what it is."""
    marked = RawSheet("xlkit", (("xlkit", "1"), ("workbook", "the tracker of a round")))
    outcome = understood(RawReturn((*(sheet for sheet in sound.sheets if sheet.name != "xlkit"), marked)))
    assert [each.code for each in outcome.issues] == ["identity-missing"]


def test_identities_have_room_for_a_signature() -> None:
    """An identity as it was before rounds were signed has an empty one."""
    assert Identity("small", "1", "x").signature == ""
