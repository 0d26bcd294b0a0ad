"""Entries posted, and the balances that they come to."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from tests.builders.funds import SPAIN, START, agreed, codes, kept
from xlkit.fund import amounts, checks, span
from xlkit.fund.agreement import BankRule, Held, Limit
from xlkit.fund.balance import Books, Holding
from xlkit.fund.block import Amount, Block, Element, Person, Split
from xlkit.fund.entries import Entry, Fund, Pot

GIVEN = ("hours_given", "24")
JULY = date(2027, 7, 1)


def left(books: Books) -> float:
    """The hours in the bank in the end."""
    return books.closing.units / (books.parts * 60)


@pytest.mark.parametrize(
    ("standard", "enhanced", "remaining"),
    [(None, "16", "0"), ("9", "8", "3"), ("12", "8", "0"), (None, "16.25", "-3/8")],
)
def test_a_week_of_24_hours(standard: str | None, enhanced: str, remaining: str) -> None:
    """Enhanced hours cost one and a half standard ones, and quarter hours of them are exact."""
    used = [("support", standard)] if standard else []
    books = kept(GIVEN, *used, ("support_enhanced", enhanced))
    assert left(books) == float(Fraction(remaining))
    wrong = ["hours-overdrawn"] if left(books) < 0 else []
    assert codes(checks.problems(books)) == wrong


def test_the_first_entry_below_nothing_is_named() -> None:
    """Of two enhanced entries and one after the bank is empty, the one that empties it too far is named, once."""
    books = kept(GIVEN, ("support_enhanced", "16"), ("support_enhanced", "0.25"), ("support", "1"))
    assert [(each.code, each.number) for each in checks.problems(books)] == [("hours-overdrawn", 3)]


def test_overdrawing_may_be_allowed() -> None:
    """Where the agreement allows it, it is only pointed out."""
    books = kept(("support", "1"), terms=(agreed(may_overdraw=True),))
    assert codes(checks.problems(books)) == ["hours-allowed"]


def test_hours_turned_into_money() -> None:
    """2½ hours at £14.37 are £35.925, posted as £35.93; after £20.00 for a gym £15.93 are left."""
    gym = ("given", ("to_money", "2.5"), ("spent_bought", 2000))
    books = kept(("hours_given", "35"), ("support", "32.5"), *gym[1:], terms=(agreed(price=1437),))
    assert (books.postings[2].pence, books.closing) == (3593, Holding(0, 1593))
    assert (books.received, books.spent) == (0, 2000)


def test_nothing_is_turned_without_a_price() -> None:
    """A blank price is no price: it is said, and hours and money stay."""
    books = kept(GIVEN, ("to_money", "2.5"))
    assert codes(books.problems) == ["rate-missing"]
    assert (left(books), books.closing.pence) == (24, 0)


def test_a_pot_is_filled_and_released() -> None:
    """Five hours four times are 20 in the pot; released once, they are used, and every balance holds."""
    weeks = [thing for _ in range(4) for thing in (GIVEN, ("put_aside:Spain", "5"), ("support", "19"))]
    saving = kept(*weeks, pots=(SPAIN,))
    travelled = kept(*weeks, ("taken_back:Spain", "20"), ("support", "20"), pots=(SPAIN,))
    assert saving.pots["Spain"] == Holding(20 * 60 * saving.parts)
    assert (left(saving), left(travelled), travelled.saved) == (0, 0, Holding())
    assert checks.problems(travelled) == ()


def test_pots_have_names_and_bottoms() -> None:
    """A pot that is not among the pots takes nothing, and one gives no more than it holds."""
    books = kept(GIVEN, ("put_aside:Wales", "1"), ("put_aside:Spain", "2"), ("taken_back:Spain", "3"), pots=(SPAIN,))
    assert [(each.code, each.number) for each in checks.problems(books)] == [("pot-unknown", 2), ("pot-overdrawn", 4)]


def test_earlier_entries_keep_their_ratio() -> None:
    """After a change from 6:4 to 5:4 both count by their own day, in whole units of one fund."""
    later = agreed(date(2027, 4, 3), standard=5, bank_rule=BankRule.HOURS)
    books = kept(GIVEN, ("support_enhanced", "1"), ("support_enhanced", "1"), terms=(agreed(), later))
    assert books.parts == 4
    assert [posting.units for posting in books.postings[1:]] == [-360, -300]


def test_held_in_money() -> None:
    """Support is charged at the rate, enhanced support by the ratio, and the hours are told and not kept."""
    money = agreed(held=Held.MONEY, rate=1437)
    happened = ("money_council", 10_000), ("support", "2.5"), ("support_enhanced", "0.25")
    books = kept(*happened, terms=(money,))
    assert [posting.pence for posting in books.postings] == [10_000, -3593, -539]
    assert (books.closing.units, books.told) == (0, (150 * 2) + 45)


def test_a_correction_is_the_reverse_of_one_entry() -> None:
    """It takes back what was posted, once, and neither a later entry, nor a correction, nor other figures."""
    done = kept(GIVEN, ("support_enhanced", "3"), ("correction:2", None))
    assert (left(done), codes(done.problems)) == (24, [])
    again = kept(GIVEN, ("correction:1", None), ("correction:1", None), ("correction:2", None), ("correction:9", None))
    assert [each.number for each in again.problems if each.code == "correction-does-not-match"] == [3, 4, 5]
    other = kept(GIVEN, ("support", "3"), ("correction", "2"))
    assert codes(other.problems) == ["correction-does-not-match"]


@pytest.mark.parametrize(
    ("mistake", "wrong"),
    [
        (("support", "1.3"), "not-a-quarter-hour"),
        (("support", "50"), "hours-overdrawn"),
        (("spent_bought", 100), "money-overdrawn"),
        (("taken_back:Spain", "2"), "pot-overdrawn"),
    ],
)
def test_a_mistake_that_was_put_right_is_told_no_more(mistake: tuple[str, str | int], wrong: str) -> None:
    """What cannot be rubbed out is done with once it is taken back, also where other entries came between."""
    between, back = ("support", "1"), ("correction:2", None)
    assert codes(checks.problems(kept(GIVEN, mistake, between, pots=(SPAIN,)))) == [wrong]
    assert codes(checks.problems(kept(GIVEN, mistake, between, back, pots=(SPAIN,)))) == []


def test_what_was_given_by_mistake_leaves_too_little() -> None:
    """Taking back what came in tells what was used of it; taking back what went out hides no other overdraft."""
    found = checks.problems(kept(("hours_given", "50"), ("support", "30"), ("correction:1", None)))
    assert [(each.code, each.number, each.facts["left"]) for each in found] == [("hours-overdrawn", 3, "−30 hours")]
    found = checks.problems(kept(GIVEN, ("support", "50"), ("support", "25"), ("correction:2", None)))
    assert [(each.code, each.number, each.facts["left"]) for each in found] == [("hours-overdrawn", 3, "−1 hour")]


def test_a_number_to_correct_asks_for_a_correction() -> None:
    """An entry that names another one to correct, and is no correction, counts for nothing until that is settled."""
    entry = Entry(2, START, "support", Fraction(180), corrects=1)
    given = Entry(1, START, "hours_given", Fraction(24 * 60))
    for each, wrong, hours in ((entry, ["correction-not-picked"], 24), (replace(entry, corrects=None), [], 21)):
        books = kept(entries=(given, each))
        assert (codes(checks.problems(books)), left(books)) == (wrong, hours)


def test_a_correction_counts_from_the_day_of_what_it_takes_back() -> None:
    """Dated before it, it gives nothing back on a day on which nothing was gone: 24 h at £16 are 19.2 h at £20."""
    terms = (agreed(rate=1600), agreed(date(2027, 4, 3), rate=2000, bank_rule=BankRule.POUNDS))
    given, used = Entry(1, START, "hours_given", Fraction(1440)), Entry(2, JULY, "support", Fraction(240))
    back = Entry(3, date(2027, 4, 2), "correction", corrects=2)
    found = checks.problems(kept(terms=terms, entries=(given, used, back)))
    assert [(each.code, each.facts["expected"]) for each in found] == [("bank-rule-not-kept", "-4.8")]


@pytest.mark.parametrize(("changed", "wrong"), [("4", [("bank-rule-not-kept", "5")]), ("5", [])])
def test_what_is_taken_back_after_a_rate_changed_changes_the_bank_by_more(
    changed: str, wrong: list[tuple[str, str]]
) -> None:
    """20 h at £20 are 25 h at £16, and support of 4 h that never took place is no reason for fewer."""
    terms = (agreed(rate=2000), agreed(date(2027, 4, 3), rate=1600, bank_rule=BankRule.POUNDS))
    happened = ("hours_given", "20"), ("support", "4"), ("rate_adds", changed), ("correction:2", None)
    found = checks.problems(kept(*happened, terms=terms))
    assert [(each.code, each.facts["expected"]) for each in found] == wrong


@pytest.mark.parametrize(
    ("opening", "later", "wrong"),
    [
        (-30, False, [("hours-overdrawn", 2), ("money-overdrawn", 4)]),
        (-30, True, [("hours-allowed", 2), ("hours-overdrawn", 3), ("money-overdrawn", 4)]),
        (600, False, []),
    ],
)
def test_whoever_begins_below_nothing_is_overdrawn_by_what_is_taken(
    opening: int, later: bool, wrong: list[tuple[str, int]]
) -> None:
    """An hour that is given leaves less below nothing, which is no fault of its own; the first taken is told."""
    terms = (agreed(may_overdraw=True), agreed(date(2027, 4, 3))) if later else (agreed(),)
    happened = ("hours_given", "0.25"), ("support", "1"), ("support", "2"), ("spent_bought", 100)
    books = kept(*happened, terms=terms, minutes=Fraction(opening), pence=opening)
    assert [(each.code, each.number) for each in checks.problems(books)] == wrong


def test_an_element_by_own_hours_of_people_without_any_lacks_them() -> None:
    """Its split and its parts are there, so that these are not what is asked for."""
    people = tuple(Person(code, Amount(), {"w1": Fraction(1)}) for code in ("H1", "H2"))
    for split, lacks in ((Split.BY_HOURS, True), (Split.EQUALLY, False)):
        element = Element("w1", Amount(60, 100), split)
        assert Block(Amount(60, 100), (element,), people).lacks_hours(element) is lacks


def test_a_pot_is_known_in_any_letters_and_of_two_the_first_counts() -> None:
    """What goes into TRIP stands in Trip; what a second row of it holds counts for nothing, and is told there."""
    pots = (Pot("Trip", number=1), Pot("trip ", Fraction(120), number=2), SPAIN)
    books = kept(GIVEN, ("put_aside:TRIP", "4"), ("put_aside:  trip", "2"), ("taken_back:Trip", "1"), pots=pots)
    assert {name: each.units for name, each in books.pots.items()} == {"Trip": 5 * 60 * books.parts, "Spain": 0}
    assert [(each.code, each.number) for each in checks.problems(books)] == [("pot-twice", 2)]


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [({}, []), ({"closed": date(2027, 5, 1)}, ["bank-rule-not-kept"]), ({"closed": date(2027, 4, 30)}, [])],
)
def test_a_change_of_rate_to_come_is_not_asked_for_yet(facts: dict[str, date], wrong: list[str]) -> None:
    """The bank is another one by then: it is asked for once the account is closed or entered to that day."""
    terms = (agreed(), agreed(date(2027, 5, 1), rate=2000, bank_rule=BankRule.POUNDS))
    assert codes(checks.problems(kept(GIVEN, terms=terms, **facts))) == wrong
    entries = (Entry(1, START, "hours_given", Fraction(1440)), Entry(2, date(2027, 5, 1), "support", Fraction(60)))
    assert codes(checks.problems(kept(terms=terms, entries=entries, **facts))) == ["bank-rule-not-kept"]


def test_of_two_agreements_from_one_day_the_first_row_holds() -> None:
    """The other one is pointed at, and no rate changes on that day, as none would in the workbook."""
    terms = (agreed(), replace(agreed(rate=1600), number=2), replace(agreed(START, rate=1700), number=3))
    found = checks.problems(kept(GIVEN, terms=terms))
    assert [(each.code, each.number) for each in found] == [("agreement-twice", 2), ("agreement-twice", 3)]


@pytest.mark.parametrize(("rule", "units"), [(BankRule.HOURS, 1200), (BankRule.POUNDS, 1120)])
def test_banked_hours_when_the_rate_changes(rule: BankRule, units: int) -> None:
    """Ten hours from £14.00 to £15.00 stay ten hours, or stay £140.00, which are 9 hours 20 minutes: both close."""
    terms = (agreed(rate=1400), agreed(date(2027, 4, 2), rate=1500, bank_rule=rule))
    entry = Entry(2, date(2027, 4, 2), "rate_takes", Fraction(40))
    given = Entry(1, START, "hours_given", Fraction(600))
    entries = (given, entry) if rule is BankRule.POUNDS else (given,)
    done = kept(terms=terms, entries=entries)
    assert done.closing.units == units
    assert checks.problems(done) == ()
    undone = kept(terms=terms, entries=(given,) if rule is BankRule.POUNDS else (given, entry), closed=JULY)
    (found,) = checks.problems(undone)
    assert (found.code, found.facts["kept"]) == ("bank-rule-not-kept", rule.value.removeprefix("keep_"))


@pytest.mark.parametrize(
    ("begins", "wrong"),
    [
        (START, ["bank-rule-not-kept"]),
        (date(2027, 5, 17), ["bank-rule-not-kept"]),
        (JULY, ["rate-before-account"]),
        (None, []),
    ],
)
def test_a_change_of_rate_is_asked_for_by_when_the_account_begins(begins: date | None, wrong: list[str]) -> None:
    """28.45 h at £21.50 are £611.675, at £20.00 30.58375 h: 2.13 h more, unless nobody has said when it begins."""
    terms = (agreed(rate=2150), agreed(date(2027, 5, 17), rate=2000, bank_rule=BankRule.POUNDS))
    done = kept(terms=terms, minutes=Fraction(1707), begins=begins, closed=JULY)
    found = checks.problems(done)
    assert codes(found) == wrong
    assert [problem.facts["expected"] for problem in found] == ["2.13"] * len(wrong)


@pytest.mark.parametrize(
    ("between", "wrong"),
    [
        ({"rate": None}, [(3, "2.5")]),
        ({"rate": None, "held": Held.MONEY}, [(3, "2.5")]),
        ({"rate": 1600, "held": Held.MONEY}, [(2, "2.5")]),
        ({"rate": 2000}, [(3, "2.5")]),
    ],
)
def test_a_change_of_rate_is_asked_for_whatever_was_agreed_between(
    between: dict[str, Any], wrong: list[tuple[int, str]]
) -> None:
    """10 h at £20.00 are £200.00, and 12.5 h at £16.00, once, though no rate was agreed for a while, or money was."""
    pounds = {"bank_rule": BankRule.POUNDS}
    days = (date(2027, 4, 2), date(2027, 4, 3))
    terms = (
        agreed(rate=2000),
        agreed(days[0], number=2, **pounds, **between),
        agreed(days[1], number=3, rate=1600, **pounds),
    )
    found = checks.problems(kept(terms=terms, minutes=Fraction(600), closed=JULY))
    assert [(each.number, each.facts["expected"]) for each in found] == wrong
    assert all(each.facts["was"] == "£20.00" for each in found)


def test_a_rate_in_money_changes_no_bank_in_which_there_is_nothing() -> None:
    """So nobody has to say what banked hours keep, and where there are some, somebody has."""
    terms = (agreed(held=Held.MONEY, rate=2000), agreed(date(2027, 4, 2), held=Held.MONEY, rate=1600))
    for minutes, wrong in ((0, []), (15, ["bank-rule-missing"])):
        assert codes(checks.problems(kept(terms=terms, minutes=Fraction(minutes)))) == wrong


def test_a_price_is_held_against_the_last_rate_that_was_agreed() -> None:
    """A row in which no rate was agreed makes no hour dearer, and one of which nothing holds says nothing of it."""
    later = date(2027, 4, 2)
    for day, price, wrong in (
        (later, 1501, ["rate-above-standard"]),
        (later, 1500, []),
        (START, 1501, ["agreement-twice"]),
    ):
        terms = (agreed(), agreed(day, number=2, rate=None, price=price))
        assert codes(checks.problems(kept(terms=terms))) == wrong


@pytest.mark.parametrize(
    ("units", "parts", "typed"), [(128, 1, "2.13"), (-45, 2, "-0.375"), (90, 1, "1.5"), (0, 3, "0")]
)
def test_hours_are_told_as_they_may_be_typed(units: int, parts: int, typed: str) -> None:
    """2 h 8 min are typed as 2.13, which are 127.8 minutes, so 128; 22½ minutes want three places."""
    assert amounts.enough(units, parts) == typed


def test_nothing_is_revalued_in_silence() -> None:
    """A new rate without a word about banked hours is wrong; the same rate needs none."""
    for rate, wrong in ((1400, ["bank-rule-missing"]), (1500, [])):
        books = kept(GIVEN, terms=(agreed(), agreed(date(2027, 5, 1), rate=rate)))
        assert codes(checks.problems(books)) == wrong


@pytest.mark.parametrize(
    ("happened", "wrong"),
    [
        (("support", "1.3"), "not-a-quarter-hour"),
        (("support", 100), "hours-and-money"),
        (("spent_bought", "1"), "hours-and-money"),
        (("given_back", None), "hours-and-money"),
    ],
)
def test_what_an_entry_takes(happened: tuple[str, str | int | None], wrong: str) -> None:
    """Hours go in quarters, and each kind takes hours or money and not both."""
    assert wrong in codes(checks.problems(kept(GIVEN, happened)))


def test_an_agreement_has_to_be_in_force() -> None:
    """An entry before the first day of the agreement moves nothing."""
    books = kept(GIVEN, terms=(agreed(date(2027, 4, 2)),))
    assert codes(books.problems) == ["no-agreement-on-date"]


@pytest.mark.parametrize(
    ("happened", "found"),
    [(("support", 100), "£"), (("spent_bought", "1"), "hours"), (("given_back", None), "nothing")],
)
def test_what_an_entry_has_instead(happened: tuple[str, str | int | None], found: str) -> None:
    """What was filled in is said, also where it is nothing."""
    (problem,) = kept(GIVEN, happened).problems
    assert problem.facts["found"] == found


def test_a_day_of_another_account_is_asked_about() -> None:
    """The day before the first and the day after the last are; those two are not, nor is any where neither is said."""
    days = {"begins": START, "ends": START + timedelta(days=1)}
    entries = tuple(Entry(day + 2, START + timedelta(days=day), "hours_given", Fraction(60)) for day in range(-1, 3))
    terms = (agreed(START - timedelta(days=9)),)
    found = kept(entries=entries, terms=terms, **days)
    asked = [each for each in checks.problems(found) if each.code == "outside-the-account"]
    span = "from 01/04/2027 to 02/04/2027"
    assert [(each.number, each.facts["span"]) for each in asked] == [(1, span), (4, span)]
    assert left(found) == 4
    assert "outside-the-account" not in codes(checks.problems(kept(entries=entries, terms=terms, begins=None)))


def test_no_day_is_outside_of_an_account_that_ends_before_it_begins() -> None:
    """There it is the account that is put right, and neither its entries nor the day that it is closed to."""
    for ends, wrong in ((START, []), (START - timedelta(days=1), ["ends-before-it-begins"])):
        found = kept(GIVEN, ends=ends, closed=START)
        assert (codes(list(span.of_account(found.fund))), codes(checks.problems(found))) == (wrong, [])


@pytest.mark.parametrize(
    ("days", "closed", "wrong"),
    [
        ({"ends": START}, 0, []),
        ({"ends": START}, 1, ["closed-outside-the-account"]),
        ({"ends": START}, -1, ["closed-outside-the-account"]),
        ({"ends": None}, 400, []),
        ({"begins": None, "ends": START}, -400, []),
    ],
)
def test_an_account_is_closed_to_one_of_its_days(days: dict[str, date | None], closed: int, wrong: list[str]) -> None:
    """Its first or last day, or one between; where one of those is not said, any before or after the other."""
    found = kept(GIVEN, closed=START + timedelta(days=closed), **days)
    assert codes(list(span.of_account(found.fund))) == wrong


def test_enhanced_hours_need_a_ratio() -> None:
    """There is no ratio unless somebody agreed one, and standard hours need none."""
    books = kept(GIVEN, ("support_enhanced", "1"), ("support", "1"), terms=(agreed(enhanced=None),))
    assert [(each.code, each.number) for each in books.problems] == [("ratio-missing", 2)]


@pytest.mark.parametrize(("limit", "unit", "is_over"), [("20", Limit.HOURS, True), ("1", Limit.BUDGETS, False)])
def test_how_much_may_be_banked(limit: str, unit: Limit, is_over: bool) -> None:
    """More than was agreed is pointed out, in hours or in weekly budgets."""
    books = kept(GIVEN, terms=(agreed(limit=Fraction(limit), limit_in=unit),))
    assert codes(checks.problems(books)) == (["over-bank-limit"] if is_over else [])


def test_half_a_limit_sets_none_and_is_told() -> None:
    """A figure without what it is counted in, and the other way about; both or neither are as agreed."""
    both: dict[str, Any] = {"limit": Fraction(30), "limit_in": Limit.HOURS}
    for facts, wrong in ((both, []), ({}, []), *(({name: each}, ["limit-incomplete"]) for name, each in both.items())):
        assert codes(checks.problems(kept(GIVEN, terms=(agreed(**facts),)))) == wrong


def test_a_price_above_the_rate_is_pointed_out() -> None:
    """Hours that are worth more as money than they cost are looked at; at the same price nothing is said."""
    for price, wrong in ((1501, ["rate-above-standard"]), (1500, [])):
        assert codes(checks.problems(kept(terms=(agreed(price=price),)))) == wrong


def test_a_name_in_a_fund_is_pointed_out() -> None:
    """A fund has a code and no names, behind a title or given ones; a word that is no name passes."""
    entry = Entry(1, START, "hours_given", Fraction(60))
    for purpose, wrong in (("week with Mrs Larch", True), ("trip with Janet", True), ("Missed week", False)):
        named = checks.problems(kept(entries=(replace(entry, purpose=purpose),)))
        assert codes(named) == ["fund-names-a-person"] * wrong


def test_numbers_follow_one_another() -> None:
    """A gap in the numbers is an entry that is gone."""
    books = kept(entries=(Entry(1, START, "hours_given", Fraction(60)), Entry(3, START, "support", Fraction(60))))
    assert [(each.code, each.facts["missing"]) for each in checks.problems(books)] == [("entry-missing", "2")]


def test_what_was_closed_stays_as_it_was() -> None:
    """A closed entry that changed is told with old and new; one that was added on a closed day too; later ones not."""
    before = kept(GIVEN, ("support", "3"))
    changed = kept(GIVEN, ("support", "4"), ("support", "1"))
    added = replace(changed.fund.entries[2], day=START)
    last = START + timedelta(days=1)
    found = list(checks.closed_rows(kept(entries=(*changed.fund.entries[:2], added)), before, last))
    assert codes(found) == ["closed-row-changed", "entry-after-close"]
    assert (found[0].facts["was"], found[0].facts["now"]) == (
        "02/04/2027, support, 3 hours",
        "02/04/2027, support, 4 hours",
    )
    later = kept(GIVEN, ("support", "3"), ("support", "1"))
    assert list(checks.closed_rows(later, before, last)) == []


def test_a_day_is_closed_whether_or_not_anything_happened_on_it() -> None:
    """An entry that is new and of a day up to the closed one is told, also after the last entry that was closed."""
    before, later = kept(GIVEN), kept(GIVEN, ("support", "3"))
    told = [codes(list(checks.closed_rows(later, before, START + timedelta(days=days)))) for days in (0, 1, 30)]
    assert told == [[], ["entry-after-close"], ["entry-after-close"]]


def test_what_counted_for_nothing_was_never_closed() -> None:
    """An entry that could not be posted is put right where it stands; one that was posted is not."""
    for day, wrong in ((START - timedelta(days=365), []), (START, ["closed-row-changed"])):
        before = kept(entries=(Entry(1, day, "hours_given", Fraction(60)),))
        mended = kept(entries=(Entry(1, START + timedelta(days=1), "hours_given", Fraction(60)),))
        assert codes(list(checks.closed_rows(mended, before, day))) == wrong


def test_a_plan_is_costed_in_one_rounding() -> None:
    """2½ standard and ¼ enhanced hours at £14.37 are £41.31 a week; without a rate or a ratio no figure stands in."""
    term = agreed(rate=1437)
    assert checks.plan_cost(Fraction(150), Fraction(15), term, 2) == 4131
    assert checks.plan_cost(Fraction(150), Fraction(0), replace(term, rate=None), 2) is None
    assert checks.plan_cost(Fraction(0), Fraction(15), replace(term, enhanced=None), 2) is None
    assert Fund((), ()).parts == 1
