"""Expressions: what is understood of an XLSForm's rules, and what is not supported."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.expressions import conditions, numbers, texts
from xlkit.form.evaluation import value
from xlkit.form.expression import ITSELF, Answers, Call, Expression, Literal, Named, Unknown
from xlkit.form.item import Choice, Item, Kind
from xlkit.form.xlsform.expressions import NotSupportedError, constant, parse, written

A, B, C, X = Named("a"), Named("b"), Named("c"), Literal("x")


def call(function: str, *parts: Expression) -> Call:
    return Call(function, parts)


A_IS_X, B_IS_Y, C_IS_Z = call("=", A, X), call("=", B, Literal("y")), call("=", C, Literal("z"))
ITSELF_NAMED = Named(ITSELF)

UNDERSTOOD: dict[str, Expression] = {
    "${a} = 'x'": A_IS_X,
    '${a}="x"': A_IS_X,
    "${a} = \u2018x\u2019": A_IS_X,
    "${a} = \u201cx\u201d": A_IS_X,
    "  ${ a }\n=\u00a0'x' ": A_IS_X,
    "'x' = ${a}": A_IS_X,
    "${a} != ''": call("!=", A, Literal("")),
    "18 < ${a}": call(">", A, Literal(18.0)),
    ". <= -0.5": call("<=", ITSELF_NAMED, Literal(-0.5)),
    ".<.5": call("<", ITSELF_NAMED, Literal(0.5)),
    "${a} > ${b}": call(">", A, B),
    "${a}": A,
    "${a} > date('2027-04-30')": call(">", A, Literal(date(2027, 4, 30))),
    "selected(., 'x')": call("selected", ITSELF_NAMED, X),
    "not (selected(${a},'x'))": call("not", call("selected", A, X)),
    "${a} = 'x' and ${b} = 'y' and ${c} = 'z'": call("and", A_IS_X, B_IS_Y, C_IS_Z),
    "${a} = 'x' or ${b} = 'y' and ${c} = 'z'": call("or", A_IS_X, call("and", B_IS_Y, C_IS_Z)),
    "(${a} = 'x' or ${b} = 'y') and ${c} = 'z'": call("and", call("or", A_IS_X, B_IS_Y), C_IS_Z),
    "((${a} = 'x'))": A_IS_X,
    "${and} = 'or'": call("=", Named("and"), Literal("or")),
    "${a} - ${b} - ${c}": call("-", call("-", A, B), C),
    "${a} + ${b} * ${c}": call("+", A, call("*", B, C)),
    "-${a} div 2": call("div", call("-", Literal(0.0), A), Literal(2.0)),
    "${a}-1 > 2": call(">", call("-", A, Literal(1.0)), Literal(2.0)),
    "if(${a} = 'x', 1, '')": call("if", A_IS_X, Literal(1.0), Literal("")),
    "round(${a} div 3, 1)": call("round", call("div", A, Literal(3.0)), Literal(1.0)),
    "count-selected(.) <= 2": call("<=", call("count-selected", ITSELF_NAMED), Literal(2.0)),
    ". <= today()": call("<=", ITSELF_NAMED, call("today")),
    "regex(., '[0-9]{4}')": call("regex", ITSELF_NAMED, Literal("[0-9]{4}")),
    "true()": Literal(value=True),
}


@pytest.mark.parametrize(("text", "condition"), UNDERSTOOD.items(), ids=UNDERSTOOD)
def test_a_simple_rule_is_understood(text: str, condition: Expression) -> None:
    """However it is spaced and quoted, `or` binding looser than `and`."""
    assert parse(text) == condition


NOT_SUPPORTED = {
    "uuid()": "the function uuid()",
    "pulldata('list', 'a')": "pulldata() is given 2 values",
    "position(../..)": "'../..)' is not understood",
    "round()": "round() is given 0 values",
    "if(${a}, 1)": "if() is given 2 values",
    "${a} +": "it ends too early",
    "../${a} = 1": "is not understood",
    "' + '.join(": "is not understood",
    "${a} =": "it ends too early",
    "": "it ends too early",
    "(${a} = 'x'": "')' is missing",
    "${a} = 'x')": "')' is not understood",
    "${a} = 'x' ${b} = 'y'": "'${b}' is not understood",
    "${a} == 'x'": "'=' is not understood",
    "${a} = yes": "'yes' is not understood",
    "${a} AND ${b}": "'AND' is not understood",
    "${on} > date('30/04/2027')": "is no date such as",
    "${on} > date(today)": "'today' is not understood",
    "${a} = 'it's'": "is not understood",
    "(" * 60 + "${a} = 'x'" + ")" * 60: "too much stands in parentheses",
    "(" * 2_000 + "${a} = 'x'" + ")" * 2_000: "too long",
    " + ".join(["${a}"] * 150): "too long",
    " and ".join(["${a} = 'x'"] * 200): "too long",
}


@pytest.mark.parametrize(("text", "reason"), NOT_SUPPORTED.items(), ids=[text[:40] for text in NOT_SUPPORTED])
def test_anything_more_is_not_supported_and_says_why(text: str, reason: str) -> None:
    """Nothing is half understood."""
    with pytest.raises(NotSupportedError) as caught:
        parse(text)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("'January to March'", "January to March"),
        ('"June"', "June"),
        ("date('2027-04-30')", date(2027, 4, 30)),
        (" 30 ", "30"),
        ("2.50", "2.50"),
        ("''", ""),
        ("concat('a', 'b')", None),
        ("${a}", None),
        ("'a' 'b'", None),
        ("1 + 1", None),
        ("today()", None),
        ("", None),
    ],
)
def test_a_calculation_is_constant_or_not(text: str, value: str | date | None) -> None:
    """A text, a date or a number as it was written; everything else depends on something."""
    assert constant(text) == value


CHOSEN = (Kind.STATEMENTS, Kind.CHOICE)
ANSWERS: Answers = {
    "text": "yes",
    "integer": 3.0,
    "decimal": -1.5,
    "date": date(2025, 2, 3),
    "many": "c1",
    "choice": "c1",
}
WORDS = (
    "${a}",
    "+",
    "-",
    "div",
    "if",
    "round",
    "concat",
    "today()",
    "date",
    "=",
    "'x'",
    "(",
    ")",
    "and",
    "or",
    "not",
    "selected",
    ",",
    ".",
    "1",
    "<",
)
ABOUT = tuple(Item(kind.value, "1", "", kind, choices=(Choice("c1", "One"),)) for kind in (*CHOSEN, Kind.MANY)) + tuple(
    Item(kind.value, "1", "", kind) for kind in (Kind.TEXT, Kind.INTEGER, Kind.DECIMAL, Kind.DATE)
)


@given(conditions(ABOUT) | numbers(ABOUT) | texts(ABOUT))
def test_an_expression_that_is_written_is_read_back(expression: Expression) -> None:
    """Whatever it says, its text says the same."""
    assert parse(written(expression)) == parse(written(parse(written(expression))))
    assert value(parse(written(expression)), ANSWERS) == value(expression, ANSWERS)


@given(st.text(max_size=40) | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_whatever_is_typed_is_understood_or_refused(text: str) -> None:
    """No text is an accident."""
    try:
        found = parse(text)
    except NotSupportedError:
        return
    assert value(found, {}) is None or isinstance(value(found, {}), str | float | bool | date | Unknown)
