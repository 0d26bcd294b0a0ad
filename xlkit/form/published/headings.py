"""Where in a document the topics of an instrument begin: lines that say what a topic's title says."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from xlkit.form.instrument import Instrument
from xlkit.form.item import Item
from xlkit.form.published.lines import Line, folded

ALIKE = 0.88  # of titles that are one, spelt a little otherwise
LONGER = 2  # words that a numbered title may have more or fewer


class Heading(Struct, frozen=True):
    """A heading that may be a topic's: the lines it takes, from `start` to `end`."""

    item: Item
    start: int
    end: int


def headings(instrument: Instrument, lines: Sequence[Line]) -> Iterator[Heading]:
    """Every heading of a topic in order, also those of a list of contents; a title may be broken over two lines."""
    titles = [(item, folded(item.title)) for item in instrument.items if item.is_ticked]
    for place, line in enumerate(lines):
        following = lines[place + 1].text if place + 1 < len(lines) else ""
        for item, title in titles:
            if _is_title(line, title, item.ref):
                yield Heading(item, place, place + 1)
            elif following and folded(f"{line.text} {following}") == title:
                yield Heading(item, place, place + 2)


def is_section(instrument: Instrument, line: Line) -> bool:
    """Whether a line is the title of a section, or begins with one of several words."""
    text = folded(line.text)
    titles = [(section.ref, folded(section.title)) for section in instrument.sections]
    return any(
        text in (title, f"section {ref} {title}") or (" " in title and text.startswith(f"{title} ") and not line.ends)
        for ref, title in titles
    )


def _is_title(line: Line, title: str, ref: str) -> bool:
    text = folded(line.text)
    if text == title:
        return True
    words, own = text.split(), title.split()
    is_near = abs(len(words) - len(own)) <= LONGER and not line.text.endswith((".", ";"))
    if not is_near or not line.text[:1].isupper():
        return False
    if line.numbers and str(line.numbers[-1]) == ref and words[: len(own)] == own[: len(words)]:
        return True
    alike = SequenceMatcher(None, text, title)
    return alike.quick_ratio() >= ALIKE and alike.ratio() >= ALIKE
