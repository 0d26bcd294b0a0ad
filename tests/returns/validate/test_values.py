"""What a cell's value means."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlkit.returns.raw import Value
from xlkit.returns.validate import values


@pytest.mark.parametrize("mark", ["✓"])
def test_the_offered_tick_is_a_tick(mark: str) -> None:
    """The tick of the dropdown is a tick, and as expected."""
    assert values.tick(mark, 3) == values.Tick(is_on=True, is_usual=True)


@pytest.mark.parametrize(
    "mark",
    [
        "✔",
        "√",
        "yes",
        "Yes ",
        "1",
        1.0,
        True,
        "TRUE",
        "WAHR",
        " ✓ ",
        "3",
        "c",
        "C",
        "✔\ufe0f",
        "✅",
        "☑",
        "\u200b✓",
        "✓\xa0",
    ],
)
def test_a_plain_mark_is_understood_as_a_tick(mark: str | float | bool) -> None:
    """Whatever people type for a tick is one, but not the one offered; so is the statement's own level or letter."""
    assert values.tick(mark, 3) == values.Tick(is_on=True, is_usual=False)


@pytest.mark.parametrize("mark", ["x", "X", "×", " x\u200b"])
def test_an_x_by_itself_is_a_tick(mark: str) -> None:
    """Forms on paper ask for an x."""
    alone = values.tick(mark, 3)
    assert values.held_against(alone, [alone], is_every_row=False, is_one=True).is_on is True


@pytest.mark.parametrize("mark", ["✗", "✘", "☒", "❌", "✖\ufe0f"])
def test_a_drawn_cross_by_itself_is_not_guessed(mark: str) -> None:
    """A box with a cross in it is ticked to some and refused to others."""
    alone = values.tick(mark, 3)
    assert values.held_against(alone, [alone], is_every_row=False, is_one=True).is_on is None


@pytest.mark.parametrize(
    ("mark", "is_every_row", "is_one", "is_on"),
    [
        *(("✗", False, True, False), ("☒", False, False, False), ("x", True, True, False), ("x", True, False, False)),
        *(("x", False, True, True), ("x", False, False, None)),
    ],
)
def test_a_cross_beside_a_tick_says_no_where_that_is_plain(
    mark: str, is_every_row: bool, is_one: bool, is_on: bool | None
) -> None:
    """An x is plain only where each row has its mark: of one tick it makes two, and of many it is asked about."""
    cross = values.tick(mark, 3)
    marks = [cross, values.A_TICK]
    assert values.held_against(cross, marks, is_every_row=is_every_row, is_one=is_one).is_on is is_on


@pytest.mark.parametrize("mark", ["no", "0", 0.0, False, "-", "☐"])
def test_a_plain_refusal_is_understood_as_no_tick(mark: str | float | bool) -> None:
    """Whatever people type for "not this one" is no tick, but not the empty cell that was expected."""
    assert values.tick(mark, 3) == values.Tick(is_on=False, is_usual=False)


@pytest.mark.parametrize("mark", [None, "", "  ", "\xa0", "\u200b", " \ufeff"])
def test_an_empty_cell_is_no_tick(mark: str | None) -> None:
    """Nothing, or nothing but space, is no tick and needs no note."""
    assert values.tick(mark, 3) == values.Tick(is_on=False, is_usual=True)


@pytest.mark.parametrize("mark", ["?", "maybe", "4", "B", 2.0, "n/a", "✓✓", date(2027, 1, 1)])
def test_any_other_mark_is_not_guessed(mark: str | float | date) -> None:
    """A mark of no plain meaning, or another statement's level, is neither a tick nor none."""
    assert values.tick(mark, 3).is_on is None


@pytest.mark.parametrize(
    "text",
    ["31/03/2027", "31/3/27", "31.03.2027", "31-03-2027", "2027-03-31", "31 March 2027", "31st Mar 2027", "31 mar 27",
     " 31 /03/2027".replace(" /", "/"), "31 March, 2027"],
)  # fmt: skip
def test_dates_as_people_write_them_are_read_day_first(text: str) -> None:
    """A date typed as text is that day, and known to have been worked out."""
    assert values.as_date(text) == (date(2027, 3, 31), False)


def test_a_date_that_could_be_either_is_read_day_first() -> None:
    """The third of April, not the fourth of March."""
    assert values.as_date("03/04/2027") == (date(2027, 4, 3), False)


@pytest.mark.parametrize("text", ["soon", "March 2027", "31/02/2027", "13/13/2027", "ongoing", "", "1e5"])
def test_what_is_no_date_is_not_made_one(text: str) -> None:
    """A text that names no day is no date."""
    assert values.as_date(text)[0] is None


def test_a_serial_number_that_lost_its_format_is_its_date() -> None:
    """46477 in a date's cell is 31 March 2027, and known to have been worked out."""
    assert values.as_date(46477.0) == (date(2027, 3, 31), False)


@pytest.mark.parametrize(
    "value",
    [date(1905, 7, 19), date(27, 3, 10), date(1027, 3, 10), date(2207, 3, 10), datetime(1905, 7, 19), "10/03/1027"],  # noqa: DTZ001
)
def test_a_day_that_the_form_would_refuse_is_no_date(value: date | str) -> None:
    """A slip in the year is asked about, whether a date or a text holds it."""
    assert values.as_date(value)[0] is None


@pytest.mark.parametrize(("value", "year"), [(date(1905, 7, 19), 2027), (2027.0, 2027), (date(2027, 3, 1), None)])
def test_a_year_typed_by_itself_is_known_as_that(value: Value, year: int | None) -> None:
    """A program that counts days makes the nineteenth of July 1905 of 2027."""
    assert values.year_alone(value) == year


@pytest.mark.parametrize("number", [3.0, 2027.0, -5.0, 1e12, float("nan"), True])
def test_a_number_that_is_no_plausible_serial_is_no_date(number: float) -> None:
    """A year or a count is not taken for a day."""
    assert values.as_date(number)[0] is None


def test_a_date_with_a_time_is_its_day() -> None:
    """A date and time stands for its day, as it stood there."""
    assert values.as_date(datetime(2027, 3, 31, 14, 5)) == (date(2027, 3, 31), True)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "number"), [("1 200", 1200.0), ("1,200", 1200.0), ("1\xa0200", 1200.0), ("-3", -3.0), (7.0, 7.0)]
)
def test_numbers_with_spaces_are_read(text: str | float, number: float) -> None:
    """Spaces and commas between thousands do not matter."""
    assert values.as_number(text, whole=True) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("1,200.50", 1200.5), ("£1,200", 1200.0), (".5", 0.5), ("−3.5", -3.5), ("1,234,567", 1234567.0)),
        *(("1,5", None), ("12,34", None), ("1.200,50", None), ("1,2000", None), ("12 34", None), ("1 200,000", None)),
        ("1_000", None),
    ],
)
def test_a_comma_that_sets_no_thousands_apart_is_not_passed_over(text: str, number: float | None) -> None:
    """12,34 is 12.34 to some, and 1234 to nobody."""
    assert values.as_number(text, whole=False) == number


@pytest.mark.parametrize("text", ["twelve", "12%", "", True, None, "inf", "3.5", "1.200", "12.000"])
def test_what_is_no_whole_number_is_not_made_one(text: str | bool | None) -> None:
    """A text, a truth value or a fraction is no whole number."""
    assert values.as_number(text, whole=True) is None


def test_a_fraction_is_a_number_where_it_need_not_be_whole() -> None:
    """3.5 is a number."""
    assert values.as_number("3.5", whole=False) == 3.5


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        *[("1:30", 1.5), (" 25:45 ", 25.75), (time(1, 30), 1.5), (timedelta(hours=25.5), 25.5)],
        *[("1:75", None), ("6", None), ("half past 1:30", None), (None, None)],
    ],
)
def test_hours_as_a_clock_tells_them(typed: Value, hours: float | None) -> None:
    """A length of time is known as text and as what programs make of it; nothing else is one."""
    assert values.as_hours(typed) == hours


@given(st.text())
def test_text_is_shown_exactly(text: str) -> None:
    """Text is never trimmed, folded or cut on its way."""
    assert values.shown(text) == text


@given(st.text())
def test_a_quoted_value_is_one_short_line(text: str) -> None:
    """What is quoted in a sentence never breaks it."""
    quoted = values.brief(text)
    assert len(quoted) <= 80
    assert len(quoted.splitlines()) <= 1


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (3.0, "3"),
        (3.5, "3.5"),
        (True, "TRUE"),
        (False, "FALSE"),
        (None, ""),
        (date(2027, 3, 31), "31/03/2027"),
        (datetime(2027, 3, 31), "31/03/2027"),  # noqa: DTZ001
        (datetime(2027, 3, 31, 9, 30), "31/03/2027 09:30"),  # noqa: DTZ001
        (time(9, 30), "09:30:00"),
    ],
)
def test_values_are_shown_as_a_sheet_shows_them(value: Value, shown: str) -> None:
    """Numbers, dates and truth values read as they would in the cell."""
    assert values.shown(value) == shown
