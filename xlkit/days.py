"""Days: a date as a person writes it and as it is written for a person."""

import re
from calendar import monthrange
from datetime import date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# Welsh months as they stand by themselves, with the first letter that they have after "o", and cut short.
_WELSH_MONTHS = (
    *("ionawr ion", "chwefror chwef chw", "mawrth fawrth maw", "ebrill ebr", "mai fai", "mehefin fehefin meh"),
    *("gorffennaf orffennaf gorff gor", "awst", "medi fedi", "hydref hyd", "tachwedd dachwedd tach"),
    "rhagfyr ragfyr rhag",
)
_WELSH_WEEKDAYS = ("llun", "mawrth", "mercher", "iau", "gwener", "sadwrn", "sul")
_MONTHS = {
    name: number
    for number, (english, welsh) in enumerate(zip(MONTHS, _WELSH_MONTHS, strict=True), start=1)
    for name in (english.lower(), english[:3].lower(), *welsh.split())
} | {"sept": 9}
_WEEKDAYS = {
    name: number
    for number, (english, welsh) in enumerate(zip(WEEKDAYS, _WELSH_WEEKDAYS, strict=True))
    for name in (english.lower(), english[:3].lower(), f"dydd {welsh}", welsh)
    if name != "mawrth"  # alone it is a month
} | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}

# Patterns are compiled where they are first matched, since most days come as days.
_TIME = r"(?a)(?<=\d)(?:,? (?:at |am )?|t)\d{1,2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?z?|(?:\.\d{2})? ?[ap]m)$"
_WEEKDAY = rf"({'|'.join(sorted(_WEEKDAYS, key=len, reverse=True))})\b[., ]*"
_YEAR_FIRST = r"(?a)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})"
_DAY_FIRST = r"(?a)(\d{1,2})( ?[-–/.] ?| )(\d{1,2})\2(\d{4}|\d{2})"
_DAY = r"(\d{1,2})(?:st|nd|rd|th|af|il|ydd|ed|fed|eg|ain)?"
_NAMED = rf"(?a)(?:the |y )?{_DAY}[-. ]*(?:of |o )?([a-z]+)[-., ]*(\d{{4}}|'?\d{{2}})"
_MONTH_FIRST = rf"(?a)([a-z]+) {_DAY},? (\d{{4}})"
_CENTURIES = {range(30): 2000, range(70, 100): 1900}  # what is between them, programs take for either


def written(text: str) -> date | None:
    """The day that a text names, day first unless the year is or the month has its name; None where it names none.

    A time of day is passed over. Nothing is guessed: a weekday that is another day's, or a year of two digits that
    could be of either century, names no day.
    """
    plain = re.sub(_TIME, "", " ".join(text.casefold().split()).replace("’", "'")).rstrip(". ")
    weekday = re.match(_WEEKDAY, plain)
    day = _day(plain[weekday.end() :] if weekday else plain)
    return day if day is None or weekday is None or day.weekday() == _WEEKDAYS[weekday[1]] else None


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last of that month where it has no such day, as `EDATE` has it."""
    years, before = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, before + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _day(plain: str) -> date | None:
    if match := re.fullmatch(_YEAR_FIRST, plain):
        return _of(match[1], int(match[3]), match[4])
    if match := re.fullmatch(_DAY_FIRST, plain):
        return _of(match[4], int(match[3]), match[1])
    if match := re.fullmatch(_NAMED, plain):
        return _of(match[3], _MONTHS.get(match[2], 0), match[1])
    match = re.fullmatch(_MONTH_FIRST, plain)
    return _of(match[3], _MONTHS.get(match[1], 0), match[2]) if match else None


def _of(year: str, month: int, day: str) -> date | None:
    number = int(year.lstrip("'"))
    if len(year.lstrip("'")) == 2:
        century = next((start for years, start in _CENTURIES.items() if number in years), None)
        number = 0 if century is None else century + number
    try:
        return date(number, month, int(day))
    except ValueError:
        return None


def in_words(day: date) -> str:
    """A day in full, the same on every machine: `Friday 26 March 2027`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def day_of(day: date) -> str:
    """A day without its weekday: `26 March 2027`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def minutes(text: str) -> int | None:
    """The minutes since midnight that a time such as `20:00` names; None where it names none."""
    match = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", text.strip(), re.ASCII)
    return int(match[1]) * 60 + int(match[2]) if match else None
