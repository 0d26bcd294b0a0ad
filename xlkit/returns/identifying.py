"""Identifying: what in a sentence may tell who a person is, for somebody to look at; nothing is ever blacked out."""

import re
from collections.abc import Iterable, Iterator

from xlkit.given_names import GIVEN

CLOSE = (  # patterns are compiled where they are first matched, since few returns hold what they are for
    r"(?i)(grand|step)?(mother|father|mum|mam|dad|son|daughter|ma|pa)|granny?|nan|brother|sister|wife|husband|partner"
    r"|(girl|boy)friend|aunt(ie|y)?|uncle|niece|nephew|cousin|neighbour|baby|twins?"
)
TITLES = r"(?i)mrs?|ms|miss|dr|doctor|prof|professor|sir|lady|lord|rev|reverend|pc"
# Words that begin with a capital and name nobody, anywhere in a sentence.
ORDINARY = (
    r"How|I|I['’](m|ve|d|ll)|NHS|TV|GP|OK|(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|January|February|March|April|May|June"
    r"|July|August|September|October|November|December|Christmas|Easter|English|Welsh|Internet"
)
NUMBERS = (
    r"[\w.+-]+@[\w-]+\.\w+",  # an e-mail address
    r"(?i)\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b",  # a postcode
    r"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b",  # an NHS number
    r"\b0\d{3,4}[ -]?\d{3}[ -]?\d{3,4}\b",  # a telephone number
    r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b",  # a date
    (  # an address, or a street
        r"\b(?:\d{1,4}[A-Za-z]?,? )?(?:(?!The |My |Our |A |This )[A-Z][\w'’]+ ){1,3}"
        r"(?:Road|Rd|Street|Lane|Avenue|Close|Drive|Court|Crescent|Terrace|Gardens|Grove|Place|Way|House)\b"
    ),
    r"(?i)\b\d{1,3}[ -]years?[ -]old\b|\baged? \d{1,3}\b",
)
MOST = 5  # words of one text
WORD = r"[^\W\d_][\w'’-]*"
BEGINS = r"[.!?:\n“\"]"  # what is followed by the first word of a sentence


def identifying(text: str, names: Iterable[str] = ()) -> str:
    """The words of a text that may tell who is meant, with commas between; empty where none was found.

    `names` are those of organisations, which are looked for whole. That nothing was found proves nothing: a fact
    without a name tells who is meant too.
    """
    told = {match.span(): match[0] for pattern in NUMBERS for match in re.finditer(pattern, text)}
    folded = f" {' '.join(text.casefold().split())} "
    named = [name for name in names if name.strip() and f" {name.casefold().strip()} " in folded]
    alone = (
        word
        for at, word in _words(text)
        if not any(start <= at < end for start, end in told)
        and not any(word.casefold() in name.casefold() for name in named)
    )
    return ", ".join([*dict.fromkeys((*told.values(), *named, *alone))][:MOST])


def _words(text: str) -> Iterator[tuple[int, str]]:
    """The words by themselves that may tell, and where each begins."""
    end = 0
    for match in re.finditer(WORD, text):
        word, begins = match[0], end == 0 or re.search(BEGINS, text[end : match.start()])
        end = match.end()
        plain = re.sub(r"['’]s$", "", word)
        is_named = word[:1].isupper() and not re.fullmatch(ORDINARY, plain) and (not begins or plain in GIVEN)
        if is_named or re.fullmatch(CLOSE, plain) or re.fullmatch(TITLES, plain):
            yield match.start(), word
