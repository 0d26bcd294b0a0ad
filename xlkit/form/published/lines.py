"""The lines of a document that hold words, each with what stood before it: numerals, gaps and ends of pages."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

PAGE = "\f"  # where a page ends
NUMERAL = re.compile(r"[(\[]?(?:\d{1,2}\.)*(\d{1,2})[.):\]]?")
NUMBERED = re.compile(NUMERAL.pattern + r"\s+(?=\S)")
RULE = re.compile(r"[\s|:+=_-]*")
MARKS = re.compile(r"^#+\s*|\*\*|__|^[•·▪]\s*")
ENDS = (".", ";", "!", "?", ":")
OFTEN = 3  # so many times the same short line is a heading of every page, or a label beside every topic
LONGEST_LABEL = 60  # characters


class Line(Struct, frozen=True):
    """A line of words: its number in the document, counted from 1, and its text without a numeral at its front.

    `numbers` are the numerals before its words, the last one nearest, and `lead` is the one at its front as it stands
    there. It is apart after a gap, and on a page where it is the first of one. `cut` was passed over before it.
    """

    number: int
    text: str
    numbers: tuple[int, ...] = ()
    is_apart: bool = False
    is_on_page: bool = False
    cut: str = ""
    lead: str = ""

    @property
    def whole(self) -> str:
        """The line as it stands there."""
        return f"{self.lead} {self.text}".strip()

    @property
    def ends(self) -> bool:
        """Whether a sentence may end with it."""
        return self.text.endswith(ENDS)


def read(raw: Iterable[str], kept: Iterable[str]) -> tuple[Line, ...]:
    """The lines of words among those of a document; what repeats on every page is passed over, but for texts `kept`."""
    pieces = list(_pieces(raw))
    repeated = _repeated([text for _, text in pieces], frozenset(map(folded, kept)))
    return tuple(_lines(pieces, repeated))


def folded(text: str) -> str:
    """A text as it is compared: small letters and digits alone."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold().replace("&", " and ")))


def _pieces(raw: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Each cell of a row, and each line, as one piece; an empty one is a gap."""
    was_set_in = False
    for number, line in enumerate(raw, start=1):
        is_set_in = line[:1] in (" ", "\t") and not RULE.fullmatch(line)
        if is_set_in and not was_set_in:
            yield number, ""
        was_set_in = is_set_in
        for page, part in enumerate(line.split(PAGE)):
            if page:
                yield number, PAGE
            if RULE.fullmatch(part):
                yield number, ""
            elif "|" in part:
                yield number, ""
                yield from ((number, text) for cell in part.split("|") if (text := _plain(cell)))
            else:
                yield number, _plain(part)


def _plain(text: str) -> str:
    return " ".join(MARKS.sub("", text.strip()).replace("\N{SOFT HYPHEN}", "").split())


def _repeated(texts: Sequence[str], kept: frozenset[str]) -> frozenset[str]:
    """The short lines that begin with a capital, end no sentence and stand there often, whatever their figures."""
    is_label = re.compile(r"[^\W_a-z].*(?:[^.;!?])").fullmatch
    counted = Counter(_label(text) for text in texts if len(text) <= LONGEST_LABEL and is_label(text))
    return frozenset(label for label, count in counted.items() if count >= OFTEN and label and label not in kept)


def _label(text: str) -> str:
    return " ".join(word for word in folded(text).split() if not word.isdecimal())


def _lines(pieces: Iterable[tuple[int, str]], repeated: frozenset[str]) -> Iterator[Line]:
    numbers: list[int] = []
    is_apart, is_on_page, cut = True, False, ""
    for number, text in pieces:
        numeral = NUMERAL.fullmatch(text)
        if text == PAGE:
            is_apart = is_on_page = True
        elif not text:
            is_apart = True
        elif numeral:
            numbers.append(int(numeral[1]))
        elif _label(text) in repeated or not _label(text):
            is_apart, cut = True, text
        else:
            inline = NUMBERED.match(text)
            own = [int(inline[1])] if inline else []
            rest = text[inline.end() :] if inline else text
            lead = inline[0].strip() if inline else ""
            yield Line(number, rest, (*numbers, *own), is_apart, is_on_page, cut, lead)
            numbers, is_apart, is_on_page, cut = [], False, False, ""
