"""Tables of our own workbooks that were read back: what stands under a heading."""

from datetime import date, datetime

import pytest

from xlkit.returns.raw import Value
from xlkit.returns.tables import Record

JUNE = date(2027, 6, 1)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("01/06/2027", JUNE),
        ("1 June 2027", JUNE),
        (datetime(2027, 6, 1, 12), JUNE),  # noqa: DTZ001 - as a cell holds it
        ("soon", None),
        ("31/06/2027", None),
        ("", None),
    ],
)
def test_a_day_is_taken_as_it_is_on_a_form(value: Value, day: date | None) -> None:
    """A text that names a day is that day, day first, and nothing is guessed of any other."""
    assert Record("Actions", 4, {"By when": 6}, {"By when": value}, {}).day("By when") == day
