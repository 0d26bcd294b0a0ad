"""How many people were reviewed within a year."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.builders.rounds import ledger
from tests.builders.voices import person, returned, top_twos
from xlkit.intake.reviews import lines
from xlkit.returns.completed import Answer, Return

DAY = date(2027, 4, 6)


def reviewed(*days: date | None) -> Return:
    """The return of a provider with a person for each day of a review, or without one."""
    whole = returned("Alder House", [person(at) for at in range(len(days))])
    rows = (
        replace(row, answers=(*row.answers, Answer("reviewed", None, day, None)) if day else row.answers)
        for row, day in zip(whole.rows, days, strict=True)
    )
    return replace(whole, rows=tuple(rows))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((date(2026, 4, 6), date(2026, 4, 5)), "1 of 2 people reviewed in the last 12 months."),
        ((DAY, None), "1 of 2 people reviewed in the last 12 months; 1 without a date."),
        ((date(2027, 4, 7),), "0 of 1 person reviewed in the last 12 months; 1 on a day that is still to come."),
    ],
)
def test_people_are_counted_by_the_day_of_their_review(days: tuple[date | None, ...], said: str) -> None:
    """A year ago to the day is within it, and a day to come is not."""
    assert list(lines(ledger(reviewed(*days)), {"top-twos": top_twos()}, DAY)) == [said]


def test_a_row_that_holds_a_code_alone_is_nobody() -> None:
    """The codes that were sent with the workbook are not people who said something."""
    whole = returned("Alder House", [person(0)])
    only = replace(whole.rows[0], answers=(Answer("code", None, "PK7QM-3XWA", None),))
    assert list(lines(ledger(replace(whole, rows=(only,))), {"top-twos": top_twos()}, DAY)) == []
