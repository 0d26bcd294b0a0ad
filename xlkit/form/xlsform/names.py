"""What stands in texts as `${name}`: the round's settings, which are kept, and answers, which a text cannot hold."""

import re
from collections.abc import Iterator, Mapping

from xlkit.form.instrument import Setting
from xlkit.form.item import NAMED
from xlkit.form.live import UNKNOWN
from xlkit.form.xlsform.dialect import CALCULATE
from xlkit.form.xlsform.expressions import constant
from xlkit.form.xlsform.rows import type_of
from xlkit.form.xlsform.workbook import Book


def settings(book: Book) -> tuple[Setting, ...]:
    """The rows that calculate the same always: what each round may set anew."""
    return tuple(
        Setting(line.text("name"), line.text("label") or line.text("name"), value)
        for line in book.lines("survey")
        if type_of(line) == CALCULATE and (value := constant(line.text("calculation"))) is not None
    )


def names_in(text: str) -> Iterator[str]:
    """The names that stand in a text."""
    return (match[1] for match in NAMED.finditer(text))


def told(text: str, kept: frozenset[str], refs: Mapping[str, str]) -> str:
    """A text with settings as they stand, and with the reference of a question where its answer would be put."""

    def instead(match: re.Match[str]) -> str:
        name = match[1]
        return f"${{{name}}}" if name in kept else f"({refs[name]})" if refs.get(name) else UNKNOWN

    return NAMED.sub(instead, text)
