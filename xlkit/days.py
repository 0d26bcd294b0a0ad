"""Days: a date as a person writes it and as it is written for a person."""

from datetime import date, datetime

FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def written(text: str) -> date | None:
    """The day that a text names, day first unless the year comes first; None where it names none."""
    plain = " ".join(text.replace(",", " ").split())
    named = plain.partition(" ")[2] if plain.partition(" ")[0].capitalize() in WEEKDAYS else plain
    for form in FORMS:
        try:
            return datetime.strptime(named, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None


def in_words(day: date) -> str:
    """A day in full, the same on every machine: `Friday 26 March 2027`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def day_of(day: date) -> str:
    """A day without its weekday: `26 March 2027`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
