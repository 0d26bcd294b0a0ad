"""Return ids, and when two names are the same."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.builders.forms import OAKFIELD, small
from xlkit import identity
from xlkit.identity import ALPHABET


@given(st.lists(st.text(), min_size=1))
def test_a_return_id_is_well_formed(facts: list[str]) -> None:
    """Whatever it follows from, a return id passes its own check."""
    found = identity.return_id(facts)
    assert identity.is_return_id(found)
    assert len(found) == 9


@given(st.lists(st.text(), min_size=1), st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found(facts: list[str], place: int, wrong: str) -> None:
    """A return id misheard in one character is no return id."""
    right = identity.return_id(facts).replace("-", "")
    heard = right[:place] + wrong + right[place + 1 :]
    assert identity.is_return_id(heard) is (heard == right)


def test_a_return_id_may_be_spaced_and_cased_as_people_say_it() -> None:
    """Hyphens, spaces and case do not matter when it is read out."""
    found = identity.return_id(["a"])
    assert identity.is_return_id(found.lower().replace("-", " "))


def test_what_is_not_a_return_id_is_none() -> None:
    """Other texts are no return ids."""
    assert not identity.is_return_id("")
    assert not identity.is_return_id("Oakfield")


def test_the_same_recipient_gets_the_same_return_id() -> None:
    """Issuing again gives the same id, however the name is cased and spaced."""
    first = identity.issued(small(), OAKFIELD)
    again = identity.issued(small(), replace(OAKFIELD, organisation=" OAKFIELD  care "))
    assert first.return_id == again.return_id


def test_recipients_who_differ_get_different_return_ids() -> None:
    """Another respondent, locality or round is another return."""
    others = [
        identity.issued(small(), replace(OAKFIELD, respondent="Bo Ray")),
        identity.issued(small(), replace(OAKFIELD, locality="South")),
        identity.issued(small(), OAKFIELD, "Autumn"),
    ]
    ids = {identity.issued(small(), OAKFIELD).return_id, *(other.return_id for other in others)}
    assert len(ids) == 4


def test_names_are_compared_without_case_spacing_or_composition() -> None:
    """A name typed on another machine is the same name; another name is not."""
    assert identity.same_name("Café  Care", "cafe\u0301 CARE")
    assert not identity.same_name("Oak Care", "Oakcare")
