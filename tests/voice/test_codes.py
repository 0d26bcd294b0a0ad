"""Codes of people: from the round's secret, and from nothing about the person."""

import pytest

from tests.builders import forms
from tests.builders.voices import SECRET, top_twos
from xlkit.errors import XlkitError
from xlkit.form.draft import Draft
from xlkit.returns.return_ids import is_return_id
from xlkit.voice import codes


def test_the_codes_of_a_provider_are_always_the_same() -> None:
    """A workbook that is issued again, or goes back to be corrected, has the codes it had."""
    assert codes.listed(top_twos(), "M3WB-3B0Z", SECRET) == codes.listed(top_twos(), "M3WB-3B0Z", SECRET)


@pytest.mark.parametrize(("return_id", "secret"), [("M3WB-3B0Y", SECRET), ("M3WB-3B0Z", SECRET[:-1] + "e")])
def test_another_provider_or_another_secret_gives_other_codes(return_id: str, secret: str) -> None:
    """No code of one is a code of the other."""
    own, other = (codes.listed(top_twos(), *facts) for facts in (("M3WB-3B0Z", SECRET), (return_id, secret)))
    assert not set(own.values()) & set(other.values())


def test_each_row_has_a_code_of_its_own_and_none_is_a_return_id() -> None:
    """Rows are told apart, and a code is never taken for the mark of a workbook."""
    given = codes.listed(top_twos(), "M3WB-3B0Z", SECRET)
    assert len(set(given.values())) == len(given) == 40
    assert not any(map(is_return_id, given.values()))


def test_the_codes_stand_in_the_draft_beside_what_was_said() -> None:
    """What a person filled in stays where it is."""
    draft = codes.with_codes(top_twos(), "M3WB-3B0Z", SECRET, Draft(rows={"people": ({"working_1": "My key"},)}))
    first, second, *_ = draft.rows["people"]
    assert first == {"working_1": "My key", "code": codes.code(SECRET, "M3WB-3B0Z", 1)}
    assert second == {"code": codes.code(SECRET, "M3WB-3B0Z", 2)}


def test_without_a_secret_there_are_no_codes() -> None:
    """It is said what to do, and a template in which nobody says anything needs none."""
    with pytest.raises(XlkitError, match="xlkit new"):
        codes.with_codes(top_twos(), "", "", Draft())
    assert codes.with_codes(forms.small(), "", "", Draft()) == Draft()


def test_a_code_is_known_by_its_check_character() -> None:
    """However it is spelt; one wrong character, two swapped ones and the mark of a workbook are nobody's."""
    code = codes.code(SECRET, "M3WB-3B0Z", 1)
    assert codes.spelt(f" {code.lower().replace('-', ' ')} ") == code
    assert all(map(codes.is_code, (code, code.lower())))
    at = code.index("-") + 1
    wrong = "8" if code[at] != "8" else "9"
    swapped = next(
        code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        for place in range(1, 4)
        if code[place] != code[place + 1]
    )
    for other in (code[:at] + wrong + code[at + 1 :], swapped, code[1:], ""):
        assert not codes.is_code(other)
        assert codes.spelt(other) == other
