"""Which items need an answer, and how that is said."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.builders.forms import of
from tests.builders.kinds import every_kind
from xlkit.form import relevance, wording
from xlkit.form.expression import Answered, Expression
from xlkit.form.item import Item, Kind
from xlkit.form.xlsform.expressions import parse

ALWAYS = {"staff", "money", "meets", "helps", "since", "risks", "then"}


def asked_if(name: str, condition: Expression | None) -> Item:
    return Item(name, name, name, Kind.TEXT, relevant=condition)


@pytest.mark.parametrize(
    ("answers", "more"),
    [
        ({}, {"which_food"}),
        ({"meets": "no"}, {"aside"}),
        ({"meets": "yes"}, {"how_often"}),
        ({"meets": "yes", "how_often": 12.0}, {"how_often"}),
        ({"meets": "yes", "how_often": 13.0}, {"how_often", "why_often"}),
        ({"meets": "no", "how_often": 13.0}, {"aside"}),
        ({"meets": "no", "helps": "travel food"}, {"aside", "which_food"}),
        ({"meets": "no", "which_food": "hot"}, {"aside"}),
        ({"which_food": "hot"}, {"which_food", "places"}),
        ({"since": date(2025, 12, 31)}, {"which_food", "after"}),
        ({"since": date(2026, 1, 1)}, {"which_food"}),
    ],
)
def test_what_is_needed_follows_from_the_answers(answers: dict[str, Answered], more: set[str]) -> None:
    """An answer that is not needed itself counts as blank for what depends on it."""
    needed = relevance.needed(every_kind(), answers) - {"boards"}
    assert needed == ALWAYS | more


def test_conditions_that_go_round_in_a_circle_come_to_an_end() -> None:
    """Each then goes by the other's answer as it stands."""
    circle = of(asked_if("a", parse("${b} = 'x'")), asked_if("b", parse("${a} = 'x'")))
    assert relevance.needed(circle, {"a": "x", "b": "y"}) == {"b"}
    assert relevance.needed(circle, {"a": "x", "b": "x"}) == {"a", "b"}
    itself = of(asked_if("a", parse("${a} = ''")))
    assert relevance.needed(itself, {}) == {"a"}
    assert relevance.needed(itself, {"a": "x"}) == frozenset()


def test_a_name_that_nobody_has_is_blank() -> None:
    """A condition about it is as one about a question without an answer."""
    assert relevance.needed(of(asked_if("a", parse("${gone} = ''"))), {}) == {"a"}
    assert relevance.needed(of(asked_if("a", parse("selected(${gone}, 'x')"))), {}) == frozenset()


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        (parse("${meets} = 'yes'"), "1.3 is “Yes”"),
        (parse("${meets} != ''"), "1.3 is answered"),
        (parse("${how_often} > 12"), "1.4 is more than 12"),
        (parse("${since} < date('2026-01-02')"), "2.3 is before 02/01/2026"),
        (parse("selected(${helps}, 'food')"), "“Meals, hot or cold” is ticked at 2.1"),
        (parse("not(selected(${helps}, 'food'))"), "not (“Meals, hot or cold” is ticked at 2.1)"),
        (
            parse("${meets} = '' and (${staff} = 'red' or ${why_often} = 'so')"),
            "1.3 is left empty and (1.1 is “Red” or 1.5 is “so”)",
        ),
    ],
)  # fmt: skip
def test_a_condition_is_said_in_words(condition: Expression, sentence: str) -> None:
    """With the references and the words of the form."""
    item = replace(asked_if("x", condition), ref="9")
    assert wording.not_needed(every_kind(), item) == f"Not needed: only if {sentence}"


def test_a_condition_is_said_in_the_language_of_the_form() -> None:
    """In Welsh in a Welsh form."""
    welsh = replace(every_kind(), language="cy")
    item = asked_if("x", parse("${how_often} >= 3"))
    assert wording.not_needed(welsh, item) == "Nid oes ei angen: dim ond os yw 1.4 yn 3 neu fwy"


def test_a_rule_is_said_as_its_template_says_it() -> None:
    """And in xlkit's words where it says nothing."""
    how_often = next(item for item in every_kind().items if item.name == "how_often")
    assert wording.rule(every_kind(), how_often) == "Type a number from 1 to 366."
    assert wording.rule(every_kind(), replace(how_often, advice="")) == "1.4 is 1 or more and 1.4 is 366 or less"
    assert wording.rule(every_kind(), replace(how_often, constraint=None)) == ""
