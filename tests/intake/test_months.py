"""Months of the accounts of funds."""

from datetime import date

import pytest

from xlkit.intake.months import NOT_BACK, Account, lines, months_of

APRIL, MAY, JUNE, JULY = (date(2027, month, 1) for month in range(4, 8))
QUARTER = Account(APRIL, date(2027, 6, 30), date(2027, 4, 30), frozenset({MAY}))


@pytest.mark.parametrize(
    ("month", "as_at", "word"),
    [
        (APRIL, date(2027, 7, 1), "in"),
        (MAY, date(2027, 5, 2), "does not close"),
        (JUNE, date(2027, 6, 30), None),
        (JUNE, date(2027, 7, 1), "due"),
        (JUNE, date(2027, 7, 14), "due"),
        (JUNE, date(2027, 7, 15), "late"),
        (JULY, date(2027, 9, 1), None),
        (date(2027, 3, 1), date(2027, 9, 1), None),
    ],
)
def test_how_a_month_stands(month: date, as_at: date, word: str | None) -> None:
    """In once closed to its end, late two weeks after its end, and nothing is said of what is not of the account."""
    assert QUARTER.standing(month, as_at) == word


@pytest.mark.parametrize(
    ("account", "month"),
    [
        (Account(APRIL, date(2027, 6, 30), None, frozenset({date(2026, 5, 3)})), APRIL),
        (Account(APRIL, date(2027, 5, 31), None, frozenset({date(2028, 4, 3)})), MAY),
        (Account(APRIL, None, None, frozenset({date(2028, 4, 3)})), JUNE),
        (Account(None, None, None, frozenset({date.max})), JUNE),
    ],
    ids=["a year too early", "a year too late", "a day to come", "no day and no first day"],
)
def test_an_error_of_no_month_is_told_in_the_nearest(account: Account, month: date) -> None:
    """An entry dated in a wrong year keeps its fund from closing, in one month that is told of."""
    standings = {each: account.standing(each, date(2027, 6, 20)) for each in (APRIL, MAY, JUNE)}
    assert [each for each, word in standings.items() if word == "does not close"] == [month]


def test_a_last_month_may_end_early() -> None:
    """A fund that ends on the 10th is in once it is closed to the 10th, and not to the 9th."""
    for day, word in ((10, "in"), (9, "late")):
        account = Account(APRIL, date(2027, 4, 10), date(2027, 4, day))
        assert account.standing(APRIL, date(2027, 6, 1)) == word


def test_what_is_not_back_is_late_as_others_are() -> None:
    """Months are told by the accounts that came back, up to the day; where none did, nothing can be told."""
    assert months_of([QUARTER, NOT_BACK], date(2027, 5, 20)) == (APRIL, MAY)
    assert [*lines([QUARTER, NOT_BACK], date(2027, 5, 20))] == [
        "April 2027: 1 in, 1 late",
        "May 2027: 1 does not close",
    ]
    assert [*lines([QUARTER, QUARTER], date(2027, 5, 20))][1] == "May 2027: 2 do not close"
    assert [*lines([NOT_BACK], date(2027, 5, 20))] == []
