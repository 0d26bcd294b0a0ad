"""Where the statements of an instrument stand in a document that words them otherwise, and which of them are sure."""

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct
from msgspec.structs import replace

from xlkit.form.instrument import Instrument
from xlkit.form.item import Choice, Item
from xlkit.form.published.lines import Line, folded, read
from xlkit.form.published.statements import NEVER, Statement, divided

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


MOST = 250  # lines below a title that are looked at
LEAST = 6.0  # how well a statement has to fit, on average of its topic
OTHER = "few of the topics are in the document"
SURE = 1.5  # by how much the way taken is better than any other
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
DIVIDED = re.compile(r"(\w+)-$")


class Placed(Struct, frozen=True):
    """A statement of a template beside what a document says in its place, from which line on; empty where nothing.

    `step` is its place among those of its topic. `doubt` says why it is not taken, where it is not.
    """

    item: Item
    choice: Choice
    step: int
    text: str = ""
    line: int = 0
    doubt: str = ""

    @property
    def ref(self) -> str:
        """The reference that people see: `2.1.3`."""
        return self.item.statement_ref(self.step)

    @property
    def is_sure(self) -> bool:
        """Whether the text is the document's statement beyond doubt."""
        return bool(self.text) and not self.doubt


def placed(instrument: Instrument, raw: Sequence[str]) -> tuple[Placed, ...]:
    """Each statement of an instrument, in order, with what the lines of a document say in its place.

    Where fewer than half of the topics are found in it, it is another document, and nothing of it is sure.
    """
    statements = tuple(_placed(instrument, raw))
    is_other = 2 * sum(bool(each.text) for each in statements) < len(statements)
    return tuple(replace(each, doubt=each.doubt or OTHER) for each in statements) if is_other else statements


def _placed(instrument: Instrument, raw: Sequence[str]) -> Iterator[Placed]:
    lines = read(raw, [*(item.title for item in instrument.items), *(section.title for section in instrument.sections)])
    topics, known = tuple(headings(instrument, lines)), words_in(lines)
    for item in instrument.items:
        if item.is_ticked:
            parts = [_under(instrument, lines, topics, heading) for heading in topics if heading.item is item]
            yield from _of_item(item, parts, known)


def _under(
    instrument: Instrument, lines: Sequence[Line], found: Sequence[Heading], heading: Heading
) -> tuple[Line, ...]:
    """The lines between a heading and the next one, but for titles of sections, which leave a gap."""
    end = next((other.start for other in found if other.start >= heading.end), len(lines))
    kept: list[Line] = []
    is_apart = True
    for line in lines[heading.end : min(end, heading.end + MOST)]:
        if is_section(instrument, line):
            is_apart = True
        else:
            kept.append(replace(line, is_apart=True) if is_apart else line)
            is_apart = False
    return tuple(kept)


def _of_item(item: Item, parts: Sequence[Sequence[Line]], known: Collection[str]) -> Iterator[Placed]:
    """The statements of a topic: under which of the headings that may be its own they stand best."""
    choices = [choice for choice in item.choices if not choice.apart]
    ways = [divided(lines, [choice.label for choice in choices]) for lines in parts]
    total, statements = max(ways, key=lambda way: way[0], default=(NEVER, ()))
    if not statements:
        doubt = "its title is not there" if not parts else f"fewer than {len(choices)} lines stand below its title"
        yield from (Placed(item, choice, step, doubt=doubt) for step, choice in enumerate(choices, start=1))
        return
    is_other = total < LEAST * len(choices)
    for step, (choice, statement) in enumerate(zip(choices, statements, strict=True), start=1):
        doubt = "what stands below its title says something else" if is_other else _doubt(statement, step)
        yield Placed(item, choice, step, joined(statement.lines, known), statement.lines[0].number, doubt)


def _doubt(statement: Statement, step: int) -> str:
    """Why a statement is not taken for certain; empty where it is."""
    first, *others = statement.lines
    inside = [line for line in others if not line.is_on_page]
    if statement.margin < SURE:
        return "where it begins or ends cannot be told for certain"
    if first.lead and first.numbers[-1] != step:
        return f"it begins with the figure {first.lead}, which is not its number"
    if any(line.numbers and not line.lead for line in inside):
        return "a figure stands by itself in the middle of it"
    cut = next((line.cut for line in inside if line.cut), statement.stray)
    return f"“{cut}” stands in it, and may be no part of it" if cut else ""


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
