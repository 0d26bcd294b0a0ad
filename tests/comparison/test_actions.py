"""Actions that were planned in an earlier round already."""

import pytest
from msgspec.structs import replace

from tests.builders.rounds import AS_AT, CROSSWALK, INSTRUMENTS, PROVIDER, action, answered, ledger
from xlkit.comparison.compare import compare
from xlkit.form.identity import Perspective
from xlkit.returns.completed import Return


def planning(text: str, organisation: str = "A", on: str = "strategy", round_name: str = "Spring") -> Return:
    """A return with one action."""
    one = answered(PROVIDER, organisation, {"strategy": 2}, actions=[action(on, text)])
    return replace(one, identity=replace(one.identity, round=round_name))


def before(now: Return, *earlier: Return) -> tuple[str, ...]:
    """The earlier rounds in which the one action of a return was planned."""
    (only,) = compare(INSTRUMENTS, CROSSWALK, ledger(now), AS_AT, earlier=earlier).actions
    return only.before


@pytest.mark.parametrize(
    "again", ["Train team leaders", "train  team leaders.", "TRAIN “team leaders”\n", "- Train team-leaders!"]
)
def test_the_same_words_are_the_same_action(again: str) -> None:
    """Capitals, spacing and punctuation make no new action."""
    assert before(planning(again), planning("Train team leaders", round_name="Autumn")) == ("Autumn",)


@pytest.mark.parametrize(
    "earlier",
    [
        pytest.param(planning("Train three team leaders", round_name="Autumn"), id="other words"),
        pytest.param(planning("Train team leaders", "B", round_name="Autumn"), id="another organisation"),
        pytest.param(planning("Train team leaders", on="culture", round_name="Autumn"), id="another topic"),
    ],
)
def test_anything_else_is_a_new_action(earlier: Return) -> None:
    """Each near miss differs in one thing."""
    assert before(planning("Train team leaders"), earlier) == ()


def test_what_is_planned_of_somebody_else_is_another_action() -> None:
    """A commissioner's action on a provider is not the provider's own."""
    earlier = planning("Train team leaders", round_name="Autumn")
    theirs = replace(earlier, identity=replace(earlier.identity, perspective=Perspective.COMMISSIONER))
    assert before(planning("Train team leaders"), theirs) == ()


@pytest.mark.parametrize("blank", ["", " ", "…"])
def test_an_action_without_words_repeats_nothing(blank: str) -> None:
    """Two rows in which only a date stands have nothing in common."""
    assert before(planning(blank), planning(blank, round_name="Autumn")) == ()


def test_each_earlier_round_is_named_once() -> None:
    """In the order in which they are given; one without a name is told so."""
    again = [planning("Train", round_name=name) for name in ("Autumn", "", "Autumn")]
    assert before(planning("Train"), *again) == ("Autumn", "an earlier round")
