"""What expressions come to, blanks and what nobody can know among them; and that none can hang or blow up."""

import time
from datetime import date

import pytest
from msgspec.structs import replace

from tests.builders.forms import of
from tests.builders.kinds import every_kind
from xlkit.form import patterns, relevance
from xlkit.form.evaluation import holds, value
from xlkit.form.expression import UNKNOWN, Answered, Answers, Call, Column, Named
from xlkit.form.functions import FETCHED, FUNCTIONS, LONGEST_TEXT
from xlkit.form.item import Item, Kind
from xlkit.form.xlsform.expressions import parse

ANSWERS: Answers = {
    "n": 3.0, "half": 0.5, "none": None, "word": "Oak", "many": "food travel", "pick": "2",
    "on": date(2027, 3, 1), "rows": ({"hours": 2.0, "who": "A"}, {"hours": None, "who": "B"}, {"hours": 5.5}),
}  # fmt: skip

COMES_TO: dict[str, Answered] = {
    "${n} + ${half} * 2": 4.0,
    "(${n} + ${half}) * 2": 7.0,
    "-${n} + 1": -2.0,
    "${n} div 0": None,
    "${n} + ${none}": None,
    "0.1 + 0.2 = 0.3": True,
    "7 mod 3": 1.0,
    "-7 mod 3": -1.0,
    "int(-2.5)": -2.0,
    "round(2.5)": 3.0,
    "round(-2.5)": -3.0,
    "round(${half} div 3, 2)": 0.17,
    "pow(10, 400)": None,
    "number(${pick}) + 1": 3.0,
    "${on} - date('2027-02-01')": 28.0,
    "${on} + 1": date(2027, 3, 2),
    "${on} > date('2027-02-28')": True,
    "format-date(${on}, '%e.%n.%Y')": "1.3.2027",
    "if(${n} > 2, 'many', 'few')": "many",
    "if(${none} > 2, 'many', 'few')": "few",
    "coalesce(${none}, ${n})": 3.0,
    "concat('It is ', ${half}, ' of ', ${word}, ${none})": "It is 0.5 of Oak",
    "selected(${many}, 'travel')": True,
    "selected(${many}, 'trav')": False,
    "count-selected(${many})": 2.0,
    "count-selected(${none})": 0.0,
    "string-length(${word})": 3.0,
    "substr('abcdef', 1, 3)": "bc",
    "contains(${word}, 'ak')": True,
    "starts-with(${word}, 'o')": False,
    "regex(${word}, '[A-Z][a-z]+')": True,
    "regex(${word}, '[A-Z]')": False,
    "not(${none} = '')": False,
    "${none} != 'x'": True,
    "${none} < 5": False,
    "today()": UNKNOWN,
    "${n} + (today() - ${on})": UNKNOWN,
    "${n} = 3 or today() > ${on}": True,
    "${n} = 4 and today() > ${on}": False,
    "${n} = 3 and today() > ${on}": UNKNOWN,
}


@pytest.mark.parametrize(("text", "result"), COMES_TO.items(), ids=COMES_TO)
def test_an_expression_comes_to_a_value(text: str, result: Answered) -> None:
    """As an XLSForm means it; what depends on the day is known only where that does not matter."""
    assert value(parse(text), ANSWERS) == result


@pytest.mark.parametrize(
    ("function", "field", "result"),
    [("sum", "hours", 7.5), ("max", "hours", 5.5), ("count", "hours", 3.0), ("count-non-empty", "who", 2.0)],
)
def test_the_rows_of_a_table_are_gathered(function: str, field: str, result: float) -> None:
    """Blanks among them count for nothing, but for how many rows there are."""
    assert value(Call(function, (Column("rows", field),)), ANSWERS) == result


def test_every_function_takes_blanks() -> None:
    """Whatever is called with nothing comes to a value and never to an accident."""
    for name, function in FUNCTIONS.items():
        if name not in ("regex", *FETCHED):
            value(Call(name, (Named("gone"),) * len(function.takes)), {})


def test_a_pattern_takes_time_that_grows_with_the_text_alone() -> None:
    """One that would keep other engines busy for years is done at once."""
    begun = time.process_time()
    assert not patterns.fits("a" * 30_000 + "!", "(a+)+$")
    assert time.process_time() - begun < 1
    assert patterns.refusal("(?=a)b")
    assert patterns.refusal("a" * 501)
    assert patterns.refusal("(((a{1000}){100}){100}){100}")
    assert not patterns.refusal(r"^\d{4}$")


@pytest.mark.parametrize(
    ("pattern", "counted"),
    [(r"^\d{11}$", (True, 11, 11)), ("[0-9]{3,5}", (True, 3, 5)), (".{2,}", (False, 2, 32_767)), ("[A-Z]{2}", None)],
)
def test_a_pattern_of_digits_or_length_is_one_of_numbers(pattern: str, counted: tuple[bool, int, int] | None) -> None:
    """Those a formula can ask for too; any other is asked on reading."""
    assert patterns.counted(pattern) == counted


def test_a_text_that_doubles_again_and_again_comes_to_nothing() -> None:
    """Sixty calculations that each say the one before twice would fill any memory."""
    first = Item("c0", "0", "", Kind.TEXT)
    twice = [
        Item(f"c{n}", f"{n}", "", Kind.TEXT, calculation=parse(f"concat(${{c{n - 1}}}, ${{c{n - 1}}})"))
        for n in range(1, 61)
    ]
    worked = relevance.work_out(of(first, *twice), {"c0": "x"})
    assert worked.values["c14"] == "x" * 2**14
    assert LONGEST_TEXT < 2**15
    assert worked.values["c15"] is None


def test_conditions_that_lead_on_and_on_are_worked_out_once_each() -> None:
    """A thousand questions, each asked by the two before it."""
    items = [Item(f"q{n}", f"{n}", "", Kind.TEXT) for n in range(2)]
    for n in range(2, 1000):
        rule = parse(f"${{q{n - 1}}} = 'x' and ${{q{n - 2}}} = 'x'")
        items.append(Item(f"q{n}", f"{n}", "", Kind.TEXT, relevant=rule))
    everything = {item.name: "x" for item in items}
    assert relevance.needed(of(*items), everything) == everything.keys()
    assert relevance.needed(of(*items), {**everything, "q0": "y"}) == {"q0", "q1"}


def test_what_depends_on_the_day_is_neither_missed_nor_needless() -> None:
    """A question that only some days ask for may be left empty, and may be answered."""
    items = list(every_kind().items)
    late = replace(items[0], relevant=parse("today() > date('2027-01-01')"))
    worked = relevance.work_out(of(late), {})
    assert late.name in worked.needed
    assert late.name not in worked.surely
    assert holds(parse("today() > date('2027-01-01')"), {}) is None
