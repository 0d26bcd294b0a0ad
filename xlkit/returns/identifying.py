"""Identifying: what in a sentence may tell who a person is, for somebody to look at; nothing is ever blacked out."""

import re
from collections.abc import Iterable, Iterator

CLOSE = re.compile(
    r"(grand|step)?(mother|father|mum|mam|dad|son|daughter|ma|pa)|granny?|nan|brother|sister|wife|husband|partner"
    r"|(girl|boy)friend|aunt(ie|y)?|uncle|niece|nephew|cousin|neighbour|baby|twins?",
    re.IGNORECASE,
)
TITLES = re.compile(r"mrs?|ms|miss|dr|doctor|prof|professor|sir|lady|lord|rev|reverend|pc", re.IGNORECASE)
# Words that begin with a capital and name nobody, anywhere in a sentence.
ORDINARY = re.compile(
    r"How|I|I['’](m|ve|d|ll)|NHS|TV|GP|OK|(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|January|February|March|April|May|June"
    r"|July|August|September|October|November|December|Christmas|Easter|English|Welsh|Internet"
)
NUMBERS = (
    re.compile(r"[\w.+-]+@[\w-]+\.\w+"),  # an e-mail address
    re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE),  # a postcode
    re.compile(r"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b"),  # an NHS number
    re.compile(r"\b0\d{3,4}[ -]?\d{3}[ -]?\d{3,4}\b"),  # a telephone number
    re.compile(r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b"),  # a date
    re.compile(r"\b\d{1,3}[ -]years?[ -]old\b|\baged? \d{1,3}\b", re.IGNORECASE),
)
WORD = re.compile(r"[^\W\d_][\w'’-]*")
BEGINS = re.compile(r"[.!?:\n“\"]")  # what is followed by the first word of a sentence


def identifying(text: str, names: Iterable[str] = ()) -> str:
    """The first words of a sentence that may tell who is meant, and an empty text where none was found.

    `names` are those of organisations, which are looked for whole. That nothing was found proves nothing: a fact
    without a name tells who is meant too.
    """
    for pattern in NUMBERS:
        if match := pattern.search(text):
            return match[0]
    folded = f" {' '.join(text.casefold().split())} "
    named = (name for name in names if name.strip() and f" {name.casefold().strip()} " in folded)
    return next(named, "") or next(_words(text), "")


def _words(text: str) -> Iterator[str]:
    end = 0
    for match in WORD.finditer(text):
        word, begins = match[0], end == 0 or BEGINS.search(text[end : match.start()])
        end = match.end()
        plain = re.sub(r"['’]s$", "", word)
        is_named = word[:1].isupper() and not begins and not ORDINARY.fullmatch(plain)
        if is_named or CLOSE.fullmatch(plain) or TITLES.fullmatch(plain):
            yield word
