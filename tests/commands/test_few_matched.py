"""Tests of what is said where hardly anybody of an earlier round is found again."""

import pytest

from tests.builders.rounds import PROVIDER, answered
from tests.comparison.test_movements import at, in_locality, moved
from xlkit.commands.comparing import say_few_matched


@pytest.mark.parametrize(("locality", "why"), [("South", "for P0, P1."), ("", "")])
def test_few_matched_is_said_with_the_reason(locality: str, why: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Another locality parts them; one that is left blank does not, and then there is nothing to say."""
    before = [in_locality(one, "North") for one in at(1, 2)]
    say_few_matched(moved(before, [in_locality(one, locality) for one in at(3, 3)]))
    told = capsys.readouterr().err.strip()
    assert told.endswith(why)
    assert bool(told) == bool(why)


def test_other_names_are_a_reason_too(capsys: pytest.CaptureFixture[str]) -> None:
    """None of those who answered then has a name of now."""
    say_few_matched(moved([answered(PROVIDER, "Elm Row", {"strategy": 2})], at(1)))
    assert "0 of them in both" in (told := capsys.readouterr().err)
    assert "names of the others" in told
