"""Any fund closes: every identity holds over random ledgers, and another program adds them up alike."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.builders.drawn import drawn
from tests.builders.funds import SPAIN, START, agreed, kept
from tests.fund.journal import is_accepted, journal, needs_hledger
from xlkit.fund.agreement import Agreement, BankRule, Held
from xlkit.fund.balance import Books, books
from xlkit.fund.entries import Entry, Fund, Pot
from xlkit.fund.kinds import CORRECTION, KINDS

QUARTERS = st.integers(1, 160).map(lambda quarters: Fraction(quarters * 15))


@st.composite
def terms(draw: st.DrawFn) -> tuple[Agreement, ...]:
    """One to three agreements, some of which lack a ratio, a rate or a price."""
    starts = draw(st.lists(st.integers(0, 60), min_size=1, max_size=3, unique=True))
    maybe = st.none() | st.integers(1, 9)
    return tuple(
        Agreement(
            START + timedelta(days=start),
            held=draw(st.sampled_from(Held)),
            rate=draw(st.none() | st.integers(1, 4000)),
            standard=draw(maybe),
            enhanced=draw(maybe),
            price=draw(st.none() | st.integers(1, 4000)),
            bank_rule=draw(st.none() | st.sampled_from(BankRule)),
        )
        for start in starts
    )


@st.composite
def funds(draw: st.DrawFn) -> Fund:
    """A fund of anything that may be entered, right or wrong."""
    entries = tuple(_entry(draw, number) for number in range(1, draw(st.integers(0, 12)) + 1))
    pots = (SPAIN, Pot("Bike", Fraction(30), 250))
    begins = draw(st.none() | st.just(START))
    return Fund(draw(terms()), entries, draw(QUARTERS), draw(st.integers(0, 10**5)), pots, begins)


def _entry(draw: st.DrawFn, number: int) -> Entry:
    kind = draw(st.sampled_from(sorted(KINDS)))
    corrected = st.none() | st.integers(1, 12) if kind == CORRECTION else st.sampled_from((*[None] * 9, 1))
    return Entry(
        number,
        START + timedelta(days=draw(st.integers(0, 90))),
        kind,
        draw(st.none() | QUARTERS),
        draw(st.none() | st.integers(1, 10**6)),
        draw(st.sampled_from(("", "Spain", "Wales"))),
        corrects=draw(corrected),
    )


def carried(closed: Books) -> Fund:
    """The fund that goes on from another one's closing."""
    minutes = {name: Fraction(held.units, closed.parts) for name, held in closed.pots.items()}
    pots = tuple(replace(pot, minutes=minutes[pot.name], pence=closed.pots[pot.name].pence) for pot in closed.fund.pots)
    return replace(
        closed.fund,
        entries=(),
        minutes=Fraction(closed.closing.units, closed.parts),
        pence=closed.closing.pence,
        pots=pots,
    )


def closes(done: Books) -> bool:
    """Whether H, M, T, C and S hold, pots lose nothing, and the next account opens with what this one closes: P."""
    moved = sum(posting.units for posting in done.postings if posting.pot)
    are_pots_whole = done.saved.units == sum(pot.minutes * done.parts for pot in done.fund.pots) - moved
    goes_on = books(carried(done))
    return not list(done.broken()) and are_pots_whole and (goes_on.opening, goes_on.pots) == (done.closing, done.pots)


@drawn(100)
@given(funds())
def test_every_fund_closes(fund: Fund) -> None:
    """Whatever was entered, right or wrong."""
    assert closes(books(fund))


@cache
def random_books(many: int) -> Sequence[Books]:
    """The books of so many random funds, each of which closes."""
    kept_books = []

    @drawn(many)
    @given(funds())
    def draw(fund: Fund) -> None:
        kept_books.append(books(fund))
        assert closes(kept_books[-1])

    draw()
    return kept_books


@pytest.mark.slow
def test_three_thousand_funds_close() -> None:
    """The same over many more, in each of the kinds of entries."""
    found = {posting.kind for done in random_books(3000) for posting in done.postings}
    assert found >= {name for name in KINDS if name != CORRECTION}


def test_a_balance_that_does_not_follow_is_told() -> None:
    """Accounts that say something else than the entries break the identity, by so much."""
    done = kept(("hours_given", "24"), ("support", "3"))
    wrong = replace(done, running=[*done.running[:-1], replace(done.running[-1], units=0)])
    assert dict(wrong.broken()) == {"H": 21 * 60 * done.parts}


def test_turned_hours_and_money_go_opposite_ways() -> None:
    """A quarter of an hour at a penny comes to no penny, and closes; money that goes with the hours does not."""
    done = kept(("hours_given", "24"), ("to_money", "0.25"), terms=(agreed(price=1),))
    assert (done.closing.pence, list(done.broken())) == (0, [])
    given, turned = done.postings
    for pence, broken in ((1, False), (-1, True)):
        posted = replace(done, postings=(given, replace(turned, pence=pence)))
        assert ("C" in dict(posted.broken())) is broken


@needs_hledger
@pytest.mark.parametrize("many", [20, pytest.param(3000, marks=pytest.mark.slow)])
def test_hledger_agrees(many: int, tmp_path: Path) -> None:
    """Another program, which nobody here wrote, comes to the same balances."""
    journals = [journal(done, f"f{place}") for place, done in enumerate(random_books(many))]
    assert is_accepted(journals, tmp_path)


@needs_hledger
def test_hledger_refuses_a_wrong_closing(tmp_path: Path) -> None:
    """A closing that is one unit off is refused, so the agreement above says something."""
    done = kept(("hours_given", "24"), ("support", "3"))
    sound, wrong = journal(done, "sound"), journal(done, "wrong", done.closing.units + 1)
    assert is_accepted([sound], tmp_path)
    assert not is_accepted([sound, wrong], tmp_path)


def test_half_up_in_a_spreadsheet_is_half_up_here() -> None:
    """A tie can be written exactly in binary and no other amount comes near one, so ROUND agrees: some of each."""
    for units, rate, parts in ((150, 1437, 1), (45, 1437, 2), (15, 1001, 3), (30, 1001, 1)):
        entry = Entry(1, date(2027, 4, 1), "to_money", Fraction(units, parts))
        done = books(Fund((agreed(price=rate, standard=1, enhanced=parts),), (entry,)))
        assert done.closing.pence == int(units * rate / (60 * parts) + 0.5)
