"""A return about another organisation, of which nobody outside can judge everything: what may be left blank."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.builders.drawn import drawn
from tests.builders.forms import ALL_ANSWERED, OAKFIELD, changed, returned, small
from xlkit.form.draft import Draft
from xlkit.form.identity import Identity, Perspective
from xlkit.form.layout import TICK
from xlkit.returns.issues import Severity
from xlkit.returns.validate import Validator
from xlkit.round import identities

VALIDATOR = Validator({"small": small()})
OUTSIDE = [each for each in Perspective if each is not Perspective.SELF]
WANTED = {item.name: item for item in small().items if item.required}


def speaking(perspective: Perspective) -> Identity:
    """The identity of a workbook about Elm Row."""
    return identities.issued(small(), replace(OAKFIELD, perspective=perspective, subject="Elm Row"))


def codes(draft: Draft, perspective: Perspective) -> list[str]:
    return [issue.code for issue in VALIDATOR(returned(draft, speaking(perspective))).issues]


@drawn(8, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.dictionaries(st.sampled_from(sorted(WANTED)), st.sampled_from("12345"), min_size=1), st.sampled_from(OUTSIDE))
def test_any_topics_may_be_left_blank(answers: dict[str, str], perspective: Perspective) -> None:
    """One topic is enough for a valid return, and what is left blank has no level."""
    outcome = VALIDATOR(returned(Draft(answers=answers), speaking(perspective)))
    assert outcome.issues == ()
    assert outcome.completed is not None
    levels = {answer.item: answer.level for answer in outcome.completed.answers if answer.level is not None}
    assert levels == {name: int(level) for name, level in answers.items()}


def test_of_oneself_nothing_may_be_left_blank() -> None:
    """The near miss: who answers about their own organisation can say something on every topic."""
    assert codes(Draft(answers={"risk": "2"}), Perspective.SELF) == ["no-answer", "no-answer"]


def test_of_oneself_a_blank_form_is_told_in_one_sentence() -> None:
    """And not topic by topic; the near miss is a text."""
    assert codes(Draft(), Perspective.SELF) == ["nothing-answered"]
    assert codes(Draft(answers={"story": "Long."}), Perspective.SELF) == ["no-answer"] * 3


@pytest.mark.parametrize("perspective", OUTSIDE)
def test_a_return_in_which_nothing_is_ticked_is_incomplete(perspective: Perspective) -> None:
    """It is said once, with whom it should have been about; a text beside the topics is no answer to them."""
    outcome = VALIDATOR(returned(Draft(answers={"story": "Long."}), speaking(perspective)))
    (issue,) = outcome.issues
    assert (issue.code, issue.severity, issue.cell) == ("nothing-answered", Severity.ERROR, None)
    assert "“Elm Row”" in issue.message


def test_what_was_ticked_wrongly_is_not_nothing() -> None:
    """Where two statements are ticked that is said, and not that there is nothing."""
    raw = changed(returned(Draft(), speaking(Perspective.PEOPLE)), {(f"1.2.{number}", TICK): "✓" for number in (1, 3)})
    assert [issue.code for issue in VALIDATOR(raw).issues] == ["two-ticks"]


def test_a_form_without_topics_may_be_left_blank_as_a_whole() -> None:
    """Where no choice is asked for, none can be missing."""
    facts = replace(small(), sections=(replace(small().sections[1], items=small().sections[1].items[1:]),))
    who = identities.issued(facts, replace(OAKFIELD, perspective=Perspective.PARTNER, subject="Elm Row"))
    assert Validator({"small": facts})(returned(Draft(), who, facts)).issues == ()


def test_what_must_be_typed_is_asked_of_everybody() -> None:
    """Only choices may stay open: a text that is required is required of those outside too."""
    items = tuple(replace(item, required=True) if item.name == "story" else item for item in small().items)
    asking = replace(small(), sections=(replace(small().sections[0], items=items),))
    who = identities.issued(asking, replace(OAKFIELD, perspective=Perspective.PARTNER, subject="Elm Row"))
    outcome = Validator({"small": asking})(returned(ALL_ANSWERED, who, asking))
    assert [issue.code for issue in outcome.issues] == ["left-empty"]


def test_what_is_required_makes_no_other_version() -> None:
    """It does not enter the hash of the content, so no workbook that was sent out grows old by it."""
    form = small()
    free = tuple(
        replace(section, items=tuple(replace(item, required=False) for item in section.items))
        for section in form.sections
    )
    assert any(item.required for item in form.items)
    assert replace(form, sections=free).content_hash == form.content_hash
