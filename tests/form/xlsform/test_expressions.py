"""Expressions: what is understood of an XLSForm's rules, and what is not supported."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlkit.form.condition import ITSELF, Compared, Condition, Either, Every, Not, Selected, Sign
from xlkit.form.xlsform.expressions import NotSupportedError, constant, parse, written

A_IS_X = Compared("a", Sign.EQUAL, "x")
B_IS_Y = Compared("b", Sign.EQUAL, "y")
C_IS_Z = Compared("c", Sign.EQUAL, "z")

UNDERSTOOD: dict[str, Condition] = {
    "${a} = 'x'": A_IS_X,
    '${a}="x"': A_IS_X,
    "${a} = \u2018x\u2019": A_IS_X,
    "${a} = \u201cx\u201d": A_IS_X,
    "  ${ a }\n=\u00a0'x' ": A_IS_X,
    "'x' = ${a}": A_IS_X,
    "${a} != ''": Compared("a", Sign.UNEQUAL, ""),
    "${a} >= 18": Compared("a", Sign.LEAST, 18.0),
    "18 < ${a}": Compared("a", Sign.MORE, 18.0),
    ". <= -0.5": Compared(ITSELF, Sign.MOST, -0.5),
    ".<.5": Compared(ITSELF, Sign.LESS, 0.5),
    "${on} > date('2027-04-30')": Compared("on", Sign.MORE, date(2027, 4, 30)),
    "selected(${a}, 'x')": Selected("a", "x"),
    "selected(., 'x')": Selected(ITSELF, "x"),
    "not(${a} = 'x')": Not(A_IS_X),
    "not (selected(${a},'x'))": Not(Selected("a", "x")),
    "${a} = 'x' and ${b} = 'y' and ${c} = 'z'": Every((A_IS_X, B_IS_Y, C_IS_Z)),
    "${a} = 'x' or ${b} = 'y' and ${c} = 'z'": Either((A_IS_X, Every((B_IS_Y, C_IS_Z)))),
    "(${a} = 'x' or ${b} = 'y') and ${c} = 'z'": Every((Either((A_IS_X, B_IS_Y)), C_IS_Z)),
    "((${a} = 'x'))": A_IS_X,
    "${and} = 'or'": Compared("and", Sign.EQUAL, "or"),
}


@pytest.mark.parametrize(("text", "condition"), UNDERSTOOD.items(), ids=UNDERSTOOD)
def test_a_simple_rule_is_understood(text: str, condition: Condition) -> None:
    """However it is spaced and quoted, `or` binding looser than `and`."""
    assert parse(text) == condition


NOT_SUPPORTED = {
    "regex(., '[0-9]{4}')": "the function regex()",
    "count-selected(.) <= 2": "the function count-selected()",
    "string-length(.) < 5": "the function string-length()",
    ". <= today()": "the function today()",
    "${a} + ${b} = 3": "'+' is not understood",
    "${a} > ${b}": "only one answer can be compared with one value",
    "1 = 1": "only one answer can be compared with one value",
    "selected('x', ${a})": "selected() needs a question",
    "${a}": "it compares nothing",
    "${a} =": "it ends too early",
    "": "it ends too early",
    "(${a} = 'x'": "')' is missing",
    "${a} = 'x')": "')' is not understood",
    "${a} = 'x' ${b} = 'y'": "'${b}' is not understood",
    "${a} == 'x'": "'=' is not understood",
    "${a} = yes": "'yes' is not understood",
    "${a} AND ${b}": "'AND' is not understood",
    "${on} > date('30/04/2027')": "is no date such as",
    "${on} > date(today)": "is no date such as",
    "${a} = 'it's'": "is not understood",
    "(" * 2_000 + "${a} = 'x'" + ")" * 2_000: "too long",
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


WORDS = ("${a}", "=", "'x'", "(", ")", "and", "or", "not", "selected", ",", ".", "1", "<")
NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_.-]{0,10}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).filter(
    lambda text: not ("'" in text and '"' in text)
)
NUMBERS = st.integers(-(10**15), 10**15).map(float) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = TEXTS | NUMBERS | st.dates()
SIMPLE = st.builds(Compared, NAMES | st.just(ITSELF), st.sampled_from(Sign), VALUES) | st.builds(
    Selected, NAMES | st.just(ITSELF), TEXTS
)


def _grown(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.builds(Not, parts) | st.builds(Every, several) | st.builds(Either, several)


@given(st.recursive(SIMPLE, _grown, max_leaves=8))
def test_a_condition_that_is_written_is_read_back(condition: Condition) -> None:
    """Whatever a condition says, its expression says the same."""
    assert parse(written(condition)) == condition


@given(st.text(max_size=40) | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_whatever_is_typed_is_understood_or_refused(text: str) -> None:
    """No text is an accident."""
    try:
        condition = parse(text)
    except NotSupportedError:
        return
    assert condition.names
