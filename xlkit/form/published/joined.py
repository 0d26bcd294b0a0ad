"""The lines of a statement joined into one text: words that were divided at the end of a line are whole again."""

import re
from collections.abc import Collection, Sequence

from xlkit.form.published.lines import Line

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
DIVIDED = re.compile(r"(\w+)-$")


def words_in(lines: Sequence[Line]) -> frozenset[str]:
    """The words of a document that no end of a line divides."""
    return frozenset(word.casefold() for line in lines for word in WORD.findall(line.text))


def joined(lines: Sequence[Line], known: Collection[str]) -> str:
    """One text of lines; `known` tells whether the hyphen at the end of a line belongs to its word."""
    text = lines[0].text
    for line in lines[1:]:
        head, tail = DIVIDED.search(text), WORD.match(line.text)
        if head is None or tail is None or line.lead:
            text = f"{text} {line.whole}"
        else:
            whole = f"{head[1]}{tail[0]}".casefold()
            is_one = whole in known and f"{head[1]}-{tail[0]}".casefold() not in known
            text = (text[:-1] if is_one else text) + line.text
    return text
