"""One row of the survey: its type, however it is written, and what stands beside the type."""

from functools import lru_cache

from xlkit.form.item import NAMED
from xlkit.form.xlsform.dialect import (
    ALSO_ASKED,
    ALSO_TYPES,
    BEGIN_LOOP,
    ELSEWHERE,
    END_LOOP,
    FROM_FILE,
    MOST_ROWS,
    OR_OTHER,
    PREPARED_ROWS,
    RECORDED,
    ROWS_BY_ANSWER,
    SELECTS,
    TYPED,
    TYPES,
)
from xlkit.form.xlsform.workbook import Line

KNOWN = (*TYPES, *RECORDED, *ELSEWHERE, *ALSO_ASKED, *FROM_FILE, BEGIN_LOOP, END_LOOP)
PHRASES = {**ALSO_TYPES, **{word: word for word in KNOWN}}
LONGEST_PHRASE = max(len(phrase.split()) for phrase in PHRASES)


def type_of(line: Line) -> str:
    """The type of a row as xlkit writes it, `begin_group` or `select_one`, without what follows it.

    What is no type of the standard comes back in small letters.
    """
    return _type_and_rest(line.text("type"))[0]


def rest_of(line: Line) -> tuple[str, ...]:
    """The words after the type: of a select its list, and what may follow that."""
    return _type_and_rest(line.text("type"))[1]


@lru_cache(maxsize=2**10)  # the checks ask it of each row many times, and most rows have the type of another
def _type_and_rest(text: str) -> tuple[str, tuple[str, ...]]:
    words = text.split()
    for length in range(min(LONGEST_PHRASE, len(words)), 0, -1):
        known = PHRASES.get(" ".join(words[:length]).lower())
        if known:
            return known, tuple(words[length:])
    return " ".join(words).lower(), ()


def list_of(line: Line) -> str:
    """The list that a select picks from, or an empty text."""
    return next(iter(rest_of(line)), "") if type_of(line) in SELECTS else ""


def has_other(line: Line) -> bool:
    """Whether a select takes another answer than its choices."""
    return type_of(line) in SELECTS and " ".join(rest_of(line)[1:]).lower() in OR_OTHER


def rows_of(line: Line) -> int:
    """How many rows are prepared in a table."""
    text = line.text("repeat_count")
    if text and not text.isdigit() and NAMED.search(text):
        return ROWS_BY_ANSWER
    count = int(text) if text.isascii() and text.isdigit() else 0
    return min(count, MOST_ROWS) or PREPARED_ROWS


def is_evidence(line: Line) -> bool:
    """Whether a row is the evidence box of an item rather than an item of its own."""
    return type_of(line) == "text" and bool(line.text("evidence_of"))


def is_day(line: Line) -> bool:
    """Whether a row is the date beside the answer to an item rather than an item of its own."""
    return type_of(line) == "date" and bool(line.text("date_of"))


def is_item(line: Line) -> bool:
    """Whether a row is a question or a note of its own."""
    return (type_of(line) in SELECTS or type_of(line) in TYPED) and not is_evidence(line) and not is_day(line)
