"""What a cell's value means: a tick, a date, a number or a text, and whether that had to be worked out."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from xlkit.form.item import Choice, Item
from xlkit.form.words import TICK
from xlkit.returns.raw import Value

# What people type for a tick where the dropdown was lost, and TRUE as spreadsheet programs write it elsewhere.
TICKS = frozenset(
    {"✔", "√", "☑", "🗸", "x", "yes", "y", "1", "true", "wahr", "vrai", "verdadero", "vero", "waar", "prawda"}
    | {"ie", "oes", "ydym", "gwir"}
)
NO_TICKS = frozenset(
    {"no", "n", "0", "false", "-", "–", "falsch", "faux", "falso", "onwaar", "fałsz", "na", "nage", "anwir"}
)

WELSH_MONTHS = {
    "ionawr": "January", "chwefror": "February", "mawrth": "March", "ebrill": "April", "mai": "May",
    "mehefin": "June", "gorffennaf": "July", "awst": "August", "medi": "September", "hydref": "October",
    "tachwedd": "November", "rhagfyr": "December",
}  # fmt: skip

DATE_FORMATS = (
    *("%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d.%m.%y", "%d-%m-%Y", "%d-%m-%y", "%Y-%m-%d"),
    *("%d %B %Y", "%d %b %Y", "%d %B %y", "%d %b %y", "%d-%b-%Y", "%d-%b-%y"),
)
ORDINALS = ("st", "nd", "rd", "th")
EXCEL_DAY_ZERO = date(1899, 12, 30)
PLAUSIBLE_SERIALS = range(25_569, 73_051)  # 1970 to 2099: what a date becomes where its cell lost its format


@dataclass(frozen=True, slots=True)
class Tick:
    """Whether a mark is a tick: None where its meaning is not plain; `is_usual` where it is the one the form offers."""

    is_on: bool | None
    is_usual: bool = True


NO_TICK, A_TICK = Tick(is_on=False), Tick(is_on=True)


def is_blank(value: Value) -> bool:
    """Whether nothing but space stands in a cell."""
    return value is None or (isinstance(value, str) and not value.strip())


def shown(value: Value) -> str:
    """A value as a person would see it in the cell; text comes back exactly as it stands."""
    if value is None:
        return ""
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
    line = " ".join(shown(value).split())
    return line if len(line) <= 80 else f"{line[:79]}…"


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
    if is_blank(value):
        return NO_TICK
    mark = shown(value).strip().casefold()
    if mark == TICK:
        return A_TICK if shown(value) == TICK else Tick(is_on=True, is_usual=False)
    if mark in TICKS or mark in names_of(level):
        return Tick(is_on=True, is_usual=False)
    return Tick(is_on=False if mark in NO_TICKS else None, is_usual=False)


def as_date(value: Value) -> tuple[date | None, bool]:
    """The date a value means, day first, or None; and whether it stood there as a date."""
    if isinstance(value, datetime):
        return value.date(), True
    if isinstance(value, date):
        return value, True
    if isinstance(value, float | int) and not isinstance(value, bool):
        is_serial = math.isfinite(value) and int(value) in PLAUSIBLE_SERIALS
        return (EXCEL_DAY_ZERO + timedelta(days=int(value)) if is_serial else None), False
    return (_written_date(value) if isinstance(value, str) else None), False


def as_number(value: Value, *, whole: bool) -> float | None:
    """The number a value means, or None; spaces inside it, as in `1 200`, and commas before thousands do not matter."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        try:
            value = float("".join(value.split()).replace(",", ""))
        except ValueError:
            return None
    if not isinstance(value, float | int) or not math.isfinite(value):
        return None
    return None if whole and value != int(value) else float(value)


def choice_named(text: str, item: Item) -> Choice | None:
    """The choice of an item that a text names, by its words or by its name; None where it names none."""
    wanted = text.strip().casefold()
    named = (choice for choice in item.choices if wanted in (choice.label.strip().casefold(), choice.name.casefold()))
    return next(named, None)


def quoted(texts: Iterable[object]) -> str:
    """Some texts as they are listed in a sentence."""
    return ", ".join(f"“{text}”" for text in texts)


def names_of(level: int | None) -> tuple[str, ...]:
    """A level as a number and as a letter, as some published planners name it; nothing for what has none."""
    return () if level is None or not 1 <= level <= 26 else (str(level), chr(96 + level))


def _written_date(text: str) -> date | None:
    plain = " ".join(WELSH_MONTHS.get(word.casefold(), word) for word in text.replace(",", " ").split())
    head, _, rest = plain.partition(" ")
    if rest and head[:-2].isdigit() and head[-2:].casefold() in ORDINALS:
        plain = f"{head[:-2]} {rest}"
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(plain, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None
