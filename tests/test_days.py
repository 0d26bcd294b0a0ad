"""Days as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlkit import days


@pytest.mark.parametrize(
    "text",
    [
        *("2027-03-26", "26/03/2027", "26.3.2027", "26/3/27", "26 March 2027", "26 Mar 2027", "Friday, 26 March 2027"),
        *("26th March 2027", "26th of March, 2027", "26-Mar-27", "26 Mar '27", "March 26, 2027", "Fri 26 March 2027"),
        *("26/03/2027 14:30", "26/03/2027 at 2:30 pm", "2027-03-26T14:30:00", "26 Mawrth 2027", "26 o Fawrth 2027"),
        *("26ain Mawrth 2027", "Dydd Gwener 26 Mawrth 2027", "Gwener, y 26ain o Fawrth 2027", "26 Maw 2027"),
        *("26 Mawrth 2027 am 14:30", "26 March 2027 at 2pm", "26 March 2027 2.30 pm", "26 - 03 - 2027", "26 03 2027"),
    ],
)
def test_a_day_is_read_day_first_or_year_first(text: str) -> None:
    """All usual ways of writing one day are that day."""
    assert days.written(text) == date(2027, 3, 26)


@pytest.mark.parametrize(
    "text", ["", "soon", "03/26/2027", "31/02/2027", "26 March", "Funday 26 March 2027",
             "Thursday 26 March 2027", "26/03/45", "March 2027", "14:30", "26/03-2027",
             "Llun 26 Mawrth 2027", "26 03 20.27", "Mawrth 2027"],
)  # fmt: skip
def test_what_names_no_day_is_none(text: str) -> None:
    """Nothing is guessed."""
    assert days.written(text) is None


def test_september_has_two_short_names() -> None:
    """Sept is as usual as Sep."""
    assert days.written("1 Sept 2027") == days.written("1 Sep 2027") == date(2027, 9, 1)


@given(st.dates(date(1000, 1, 1)))
def test_a_day_in_words_is_read_back(day: date) -> None:
    """What is said of a day names that day."""
    assert days.written(days.in_words(day)) == day
