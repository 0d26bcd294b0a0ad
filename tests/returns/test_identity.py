"""Return ids and signatures."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields, replace

from tests.builders.forms import OAKFIELD, small
from xlkit.form.identity import Identity, Perspective
from xlkit.returns import return_ids, signatures
from xlkit.returns.return_ids import ALPHABET
from xlkit.round import identities


@given(st.lists(st.text(), min_size=1))
def test_a_return_id_is_well_formed(facts: list[str]) -> None:
    """Whatever it follows from, a return id passes its own check."""
    mark = return_ids.return_id(facts)
    assert return_ids.is_return_id(mark)
    assert len(mark) == 9


@given(st.lists(st.text(), min_size=1), st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found(facts: list[str], place: int, wrong: str) -> None:
    """A return id misheard in one character is no return id."""
    right = return_ids.return_id(facts).replace("-", "")
    heard = right[:place] + wrong + right[place + 1 :]
    assert return_ids.is_return_id(heard) is (heard == right)


def test_a_return_id_may_be_spaced_and_cased_as_people_say_it() -> None:
    """Hyphens, spaces and case do not matter when it is read out."""
    mark = return_ids.return_id(["a"])
    assert return_ids.is_return_id(mark.lower().replace("-", " "))


def test_what_is_not_a_return_id_is_none() -> None:
    """Other texts are no return ids."""
    assert not return_ids.is_return_id("")
    assert not return_ids.is_return_id("Oakfield")


def test_the_same_recipient_gets_the_same_return_id() -> None:
    """Issuing again gives the same id, however the name is cased and spaced."""
    first = identities.issued(small(), OAKFIELD)
    again = identities.issued(small(), replace(OAKFIELD, organisation=" OAKFIELD  care "))
    assert first.return_id == again.return_id


def test_a_form_about_others_is_about_nobody_until_it_is_said() -> None:
    """Only who answers about themselves is the subject of their own answers; a template may be for others."""
    assert identities.issued(small(), OAKFIELD).subject == "Oakfield Care"
    assert identities.issued(small(), replace(OAKFIELD, perspective=Perspective.PARTNER)).subject == ""
    about = replace(OAKFIELD, perspective=Perspective.PARTNER, subject="Elm Row")
    assert identities.issued(small(), about).subject == "Elm Row"
    assert return_ids.blank(replace(small(), perspective=Perspective.PROVIDER)).perspective is Perspective.PROVIDER


def test_recipients_who_differ_get_different_return_ids() -> None:
    """Another respondent, locality or round is another return."""
    others = [
        identities.issued(small(), replace(OAKFIELD, respondent="Bo Ray")),
        identities.issued(small(), replace(OAKFIELD, locality="South")),
        identities.issued(small(), OAKFIELD, "Autumn"),
    ]
    ids = {identities.issued(small(), OAKFIELD).return_id, *(other.return_id for other in others)}
    assert len(ids) == 4


def test_a_signed_identity_is_genuine() -> None:
    """A signature is right for the identity it was made for, in whatever case and spacing it came back."""
    signed = signatures.signed(identities.issued(small(), OAKFIELD, "Spring"), "secret")
    assert signatures.is_genuine(signed, "secret")
    assert signatures.is_genuine(replace(signed, organisation="OAKFIELD  care"), "secret")


@pytest.mark.parametrize("name", [field.name for field in fields(Identity) if field.name != "signature"])
def test_an_edit_of_any_fact_is_found(name: str) -> None:
    """Whatever is changed in a signed identity, the signature no longer fits; nor does it with another secret."""
    signed = signatures.signed(identities.issued(small(), OAKFIELD, "Spring"), "secret")
    edit: Any = {name: Perspective.PARTNER if name == "perspective" else 7 if name == "correction" else "else"}
    assert not signatures.is_genuine(replace(signed, **edit), "secret")
    assert not signatures.is_genuine(signed, "another")


def test_text_cannot_move_between_two_facts() -> None:
    """The end of one fact and the beginning of the next are told apart."""
    identity = signatures.signed(
        replace(identities.issued(small(), OAKFIELD), respondent="Ann\x1frole=Boss", role=""), "secret"
    )
    assert not signatures.is_genuine(replace(identity, respondent="Ann", role="Boss"), "secret")


def test_without_a_secret_nothing_is_signed() -> None:
    """A round without a control workbook has identities without signature, which are never genuine."""
    plain = signatures.signed(identities.issued(small(), OAKFIELD), "")
    assert plain.signature == ""
    assert not signatures.is_genuine(plain, "")


def test_the_return_id_in_a_file_name_is_found() -> None:
    """The id is found behind a name that could be taken for its first half, in any case; a wrong one is none."""
    mark = return_ids.return_id(["a"])
    assert return_ids.return_id_in(f"back/oakfield-care-{mark}.xlsx") == mark
    assert return_ids.return_id_in(f"copy of {mark.lower()} (2).xls") == mark
    wrong = mark[:-1] + ALPHABET[(ALPHABET.index(mark[-1]) + 1) % 32]
    assert return_ids.return_id_in(f"oakfield-{wrong}.xlsx") == ""
    assert return_ids.return_id_in(f"x{mark}.xlsx") == ""
