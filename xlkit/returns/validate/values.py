"""What a cell's value means: a tick, a date, a number or a text, and whether that had to be worked out."""

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from msgspec import Struct

from xlkit import days
from xlkit.form.item import EARLIEST, LATEST, Choice, Item
from xlkit.form.words import TICK, TYPED_TICK
from xlkit.returns.raw import Value
from xlkit.shown import excerpt

# What people type for a tick where the dropdown was lost, and TRUE as spreadsheet programs write it elsewhere.
TICKS = frozenset(
    {"✔", "√", "☑", "🗸", "🗹", "✅", "yes", "y", "1", "true", "wahr", "vrai", "verdadero", "vero", "waar", "prawda"}
    | {"ie", "oes", "ydym", "gwir"}
    | {"ü", "þ", "\uf0fc", "\uf0fe"}  # ticks of Wingdings, whose font was lost on the way
)
NO_TICKS = frozenset(
    {"no", "n", "0", "false", "-", "–", "—", "☐", "□", "falsch", "faux", "falso", "onwaar", "fałsz", "na", "nage"}
    | {"anwir", "\uf0a8", "\uf06f"}
)
LETTER_CROSSES = frozenset({"x", "×", "х"})  # as forms on paper ask for; the last one is Cyrillic
DRAWN_CROSSES = frozenset(
    {"✗", "✘", "✕", "✖", "❌", "❎", "☒", "🗴", "🗵", "🗶", "🗷", "\uf0fb", "\uf0fd"}
)  # ticked to some, wrong to others
# Characters that take no room, such as an emoji's, or steer the direction of what is written, such as a pasted date's.
UNSEEN = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff\xad"
)
WITHOUT_UNSEEN = str.maketrans("", "", UNSEEN)
SPACES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)  # every one that Unicode knows
BLANK = UNSEEN + SPACES
# Patterns are compiled where they are first matched, since few returns hold what they are for.
# Digits in groups of three or in none, and then a point: a comma before other than three digits is somebody's point.
NUMBER = r"(?ai)([-+−]?)£?((?:\d{1,3}(?:([ ,])\d{3})(?:\3\d{3})*|\d+)(?:\.\d+)?|\.\d+)(e[-+]?\d+)?"
CLOCK = r"(?P<hours>[0-9]{1,3}):(?P<minutes>[0-5][0-9])(:00)?"  # a length of time, as a clock tells it
GROUPED_BY_POINT = r"[1-9][0-9]{0,2}\.[0-9]{3}"  # thousands, by whoever has commas before decimals

EXCEL_DAY_ZERO = date(1899, 12, 30)
LAST_SERIAL = 2_958_466  # the days that a spreadsheet program counts to, and one


class Tick(Struct, frozen=True):
    """Whether a mark is a tick: None where its meaning is not plain; `is_usual` where it is the one the form offers.

    A cross is as good as a tick to some, and to others its contrary: what it means, other marks of its item may tell.
    """

    is_on: bool | None
    is_usual: bool = True
    is_cross: bool = False


NO_TICK, A_TICK = Tick(is_on=False), Tick(is_on=True)


def is_blank(value: Value) -> bool:
    """Whether nothing that is seen stands in a cell."""
    return value is None or (isinstance(value, str) and not value.strip(BLANK))


def shown(value: Value) -> str:
    """A value as a person would see it in the cell; text comes back exactly as it stands."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float | int):
        return str(int(value)) if math.isfinite(value) and value == int(value) else repr(value)
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return f"{value:%d/%m/%Y}" if is_day else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(value)


def brief(value: Value) -> str:
    """A value as it is quoted in a sentence: one line, of eighty characters at most."""
    return excerpt(shown(value))


def kind_of(value: Value) -> str:
    """What sort of thing stands in a cell, in words."""
    if isinstance(value, bool):
        return "true-or-false value"
    if isinstance(value, float | int):
        return "number"
    if isinstance(value, timedelta | time):
        return "time"
    return "date" if isinstance(value, date) else "text"


def tick(value: Value, level: int | None) -> Tick:
    """Whether a mark beside a statement is a tick; so is the statement's own level, as a number or as a letter."""
    if value == TICK:
        return A_TICK
    if is_blank(value):
        return NO_TICK
    mark = shown(value).translate(WITHOUT_UNSEEN).strip().casefold()
    if mark in LETTER_CROSSES or mark in DRAWN_CROSSES:
        return Tick(is_on=True if mark in LETTER_CROSSES else None, is_usual=mark == TYPED_TICK, is_cross=True)
    if mark == TICK or mark in TICKS or mark in names_of(level):
        return Tick(is_on=True, is_usual=False)
    return Tick(is_on=False if mark in NO_TICKS else None, is_usual=False)


def held_against(mark: Tick, marks: Sequence[Tick], *, is_every_row: bool, is_one: bool) -> Tick:
    """What a mark means beside all the marks of its item; `is_one` where one tick is asked for.

    Beside ticks a drawn cross says no, and so does an x where each row has its mark; else it is for the sender to say.
    """
    if not mark.is_cross or not any(other.is_on and not other.is_cross for other in marks):
        return mark
    if mark.is_on is None or is_every_row:
        return Tick(is_on=False, is_usual=False)
    return mark if is_one else Tick(is_on=None, is_usual=False)


def as_date(value: Value) -> tuple[date | None, bool]:
    """The date that a value means, day first, or None; and whether it stood there as a date.

    What the form's own cells would refuse is none: a year typed where a date is asked for is a day of 1905.
    """
    day, is_usual = day_shown(value)
    return (day if day is not None and EARLIEST <= day <= LATEST else None), is_usual


def year_alone(value: Value) -> int | None:
    """The year that was typed by itself into a cell for a date, where it was."""
    number = (value - EXCEL_DAY_ZERO).days if isinstance(value, date) and not isinstance(value, datetime) else value
    if isinstance(number, bool) or not isinstance(number, float | int) or number != number // 1:
        return None
    return int(number) if EARLIEST.year <= number <= LATEST.year else None


def as_hours(value: Value) -> float | None:
    """The hours that a length of time is, such as 1.5 for `1:30`, as text or as the time that programs make of it."""
    told = re.fullmatch(CLOCK, shown(value).strip()) if isinstance(value, str | time) else None
    if isinstance(value, timedelta):
        return value / timedelta(hours=1)
    return int(told["hours"]) + int(told["minutes"]) / 60 if told else None


def as_number(value: Value, *, whole: bool) -> float | None:
    """The number that a value means, or None; thousands may be set apart by spaces or commas, as in `1 200`.

    A comma that sets no thousands apart is a point to somebody, and a point that would set them apart is a comma to
    somebody, so what is meant is not known.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        plain = re.fullmatch(NUMBER, " ".join(value.translate(WITHOUT_UNSEEN).split()))
        if plain is None:
            return None
        if re.fullmatch(GROUPED_BY_POINT, plain[2]):
            return None
        digits = plain[2].replace(plain[3] or ",", "") + (plain[4] or "")
        value = float(digits) if plain[1] in ("", "+") else -float(digits)
    if not isinstance(value, float | int) or not math.isfinite(value):
        return None
    return None if whole and value != int(value) else float(value)


def is_plain(value: Value, *, whole: bool) -> bool:
    """Whether nobody reads a number as another: it has no power of ten, nor, unless it is whole, a comma alone."""
    unclear = "[0-9]e" if whole else "[0-9]e|^[^,]*,[0-9]+$"
    return not isinstance(value, str) or not re.search(unclear, value.strip().casefold())


def choice_named(text: str, item: Item) -> Choice | None:
    """The choice of an item that a text names, by its words or by its name; None where it names none."""
    wanted = text.strip().casefold()
    return next((choice for choice in item.choices if wanted in map(_folded, _names(choice))), None)


def _names(choice: Choice) -> tuple[str, ...]:
    return (choice.label, choice.name, *([choice.apart] if choice.apart else []))


def _folded(text: str) -> str:
    return text.strip().casefold()


def quoted(texts: Iterable[object]) -> str:
    """Some texts as they are listed in a sentence."""
    return ", ".join(f"“{text}”" for text in texts)


def names_of(level: int | None) -> tuple[str, ...]:
    """A level as a number and as a letter, as some published planners name it; nothing for what has none."""
    return () if level is None or not 1 <= level <= 26 else (str(level), chr(96 + level))


def day_shown(value: Value) -> tuple[date | None, bool]:
    """The date that a value means, day first, whenever that was, or None; and whether it stood there as a date."""
    if isinstance(value, datetime):
        return value.date(), True
    if isinstance(value, date):
        return value, True
    if isinstance(value, str):
        return days.written(value.translate(WITHOUT_UNSEEN)), False
    if isinstance(value, bool) or not isinstance(value, float | int) or not 0 <= value < LAST_SERIAL:
        return None, False
    return EXCEL_DAY_ZERO + timedelta(days=int(value)), False
