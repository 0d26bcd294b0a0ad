"""The rules that several sheets share: each looks at rows and yields what is wrong with them."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from xlkit.form.xlsform.book import Line
from xlkit.form.xlsform.columns import Columns
from xlkit.form.xlsform.problem import Problem
from xlkit.whole import whole_number

NAME = re.compile(r"[^\W\d][\w.:-]*")
PATH = re.compile(rf"{NAME.pattern}(?:/{NAME.pattern})*")  # of a question whose name other groups have as well


def of_columns(lines: Sequence[Line], columns: Columns) -> Iterator[Problem]:
    """What has to stand in each column, as the columns of the sheet say it."""
    for column in columns.unique:
        yield from unique(lines, column)
    for line in lines:
        yield from filled(line, *columns.filled)
        for column, words in columns.words.items():
            yield from one_of(line, column, words)
        for column in columns.whole:
            if line.text(column) and whole_number(line.text(column), 1) is None:
                yield line.problem(column, f"the {column} {line.text(column)!r} must be a whole number, 1 or more")


def filled(line: Line, *columns: str) -> Iterator[Problem]:
    """Each of the columns must hold something."""
    return (line.problem(column, f"the {column} is empty: fill it in") for column in columns if not line.text(column))


def empty(line: Line, columns: Iterable[str], because: str) -> Iterator[Problem]:
    """None of the columns may hold anything, for the reason given."""
    return (line.problem(column, because.format(column=column)) for column in columns if line.text(column))


def named(line: Line, column: str = "name", pattern: re.Pattern[str] = NAME) -> Iterator[Problem]:
    """The column must hold a name that every program accepts."""
    name = line.text(column)
    yield from filled(line, column)
    if name and not pattern.fullmatch(name):
        reason = "must start with a letter and hold only letters, digits, _, -, : and . without spaces"
        yield line.problem(column, f"the name {name!r} {reason}")


def one_of(line: Line, column: str, allowed: Collection[str]) -> Iterator[Problem]:
    """The column must be empty or hold one of these words, in capitals or not."""
    text = line.text(column)
    if text and text.lower() not in allowed:
        words = ", ".join(word for word in allowed if word)
        yield line.problem(column, f"{text!r} is not a {column} that xlkit knows: write {words}")


def unique(lines: Iterable[Line], column: str) -> Iterator[Problem]:
    """No two rows may hold the same in the column, in capitals or not."""
    seen: dict[str, Line] = {}
    for line in lines:
        text = line.text(column)
        first = seen.setdefault(text.lower(), line)
        if text and first is not line:
            yield line.problem(column, f"the {column} {text!r} already stands in row {first.number}: each is used once")
