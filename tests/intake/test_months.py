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
    assert [*lines([NOT_BACK], date(2027, 5, 20))] == []
