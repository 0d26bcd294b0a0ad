"""A block contract taken apart."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from xlkit.fund.block import NOTHING, Amount, Block, Element, Person, Split
from xlkit.fund.division import divided

BACKGROUND = "Background support"
CODES = ("H1", "H2", "H3", "H4")


def hours(amount: float) -> Amount:
    """So many hours, without money."""
    return Amount(int(amount * 60))


def house(split: Split, own: tuple[float, ...] = (30, 0, 0, 0)) -> Block:
    """A block of 210 hours a week for four people, of which the first has 30 and takes no part in the rest."""
    people = [
        Person(code, hours(mine), {BACKGROUND: Fraction(code != "H1")}) for code, mine in zip(CODES, own, strict=True)
    ]
    return Block(hours(210), [Element(BACKGROUND, hours(180), split)], people)


def test_what_nobody_has_divided_stays_undivided() -> None:
    """30 of 210 hours leave 180 for the other three, and nobody says that it is 60 each."""
    block = house(Split.NOT_AT_ALL)
    assert [each.minutes // 60 for each in block.results()] == [30, 0, 0, 0]
    assert block.undivided == hours(180)
    assert block.gap == NOTHING


@pytest.mark.parametrize(("code", "is_vacancy"), [("Vacancy 2", True), ("VOID", True), ("vacant", True), ("V1", False)])
def test_a_row_is_nobodys_by_its_code(code: str, *, is_vacancy: bool) -> None:
    """A house may have several rooms that wait, each with a row; a person's code is none of them."""
    assert Person(code, NOTHING, {}).is_vacancy is is_vacancy


def test_equally_is_among_those_who_take_part() -> None:
    """Divided equally, the three get 60 each and the first nothing more."""
    block = house(Split.EQUALLY)
    assert [each.minutes // 60 for each in block.results()] == [30, 60, 60, 60]
    assert (block.undivided, block.gap) == (NOTHING, NOTHING)


def test_what_is_typed_closes_or_does_not() -> None:
    """59.75, 60 and 60.25 close; 61, 60 and 60 are one hour too many."""
    closing = replace(house(Split.NOT_AT_ALL, (30, 59.75, 60, 60.25)), elements=())
    over = replace(house(Split.NOT_AT_ALL, (30, 61, 60, 60)), elements=())
    assert (closing.gap, over.gap) == (NOTHING, hours(-1))


def test_by_hours_follows_peoples_own() -> None:
    """Whose own hours are twice as many gets twice as much of what is shared."""
    block = house(Split.BY_HOURS, (0, 10, 20, 0))
    assert [each.minutes for each in block.parts(block.elements[0])] == [0, 3600, 7200, 0]


@given(st.lists(st.integers(0, 9), min_size=2, max_size=16), st.integers(0, 5000), st.integers(0, 10**6))
def test_every_minute_and_penny_is_somebodys(weights: list[int], minutes: int, pence: int) -> None:
    """People and what is undivided come to the block, for every weight, in minutes and in pence."""
    element = Element("Sleep-in", Amount(minutes, pence), Split.BY_WEIGHT)
    people = [Person(f"T{n}", Amount(60, 5), {"Sleep-in": Fraction(w)}) for n, w in enumerate(weights)]
    whole = sum((person.own for person in people), element.amount)
    assert Block(whole, [element], people).gap == NOTHING


def test_a_thousand_pounds_among_three_and_among_sixteen() -> None:
    """£1,000.00 among three is £333.33 twice and a penny more; among sixteen, five of weight 0 have nothing."""
    for weights, parts in (([1, 1, 1], {33333, 33334}), ([0] * 5 + [1] * 11, {0, 9090, 9091})):
        found = divided(100_000, [Fraction(weight) for weight in weights])
        assert sum(found) == 100_000
        assert set(found) == parts
        assert [not part for part in found] == [not weight for weight in weights]


def test_a_change_for_one_is_a_change_for_the_others() -> None:
    """Who leaves an element leaves their part to the others, and the whole stays."""
    block = house(Split.EQUALLY)
    alone = replace(block, people=[*block.people[:3], replace(block.people[3], weights={})])
    assert [each.minutes // 60 for each in alone.results()] == [30, 90, 90, 0]
    assert alone.gap == NOTHING
