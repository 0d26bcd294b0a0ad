"""Names: when two texts are the same, and when two names are one organisation's."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

# Marks that show nothing, or only choose how a letter is drawn.
UNDRAWN = frozenset(map(chr, (0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, *range(0xFE00, 0xFE10))))
WITHOUT_APOSTROPHES_AND_DOTS = str.maketrans("", "", "'.’‘‛`´ʼʹ′")
BETWEEN_WORDS = re.compile(r"[\W_]+")
# What people write out or shorten as they please; the longest stands first, since it may end like another.
LEGAL_FORMS = (
    ("public limited company", "plc"),
    ("cwmni cyfyngedig cyhoeddus", "ccc"),
    ("community interest company", "cic"),
    ("charitable incorporated organisation", "cio"),
    ("limited liability partnership", "llp"),
    ("limited", "ltd"),
    ("cyfyngedig", "ltd"),
    ("cyf", "ltd"),
)
SHORT_FORMS = frozenset((*(short for _, short in LEGAL_FORMS), "co", "company"))
FORMERLY = r"(?i)\(\s*formerly\s+(?P<name>.+?)\s*\)\s*$|\s(?:t/a|trading as)\s+(?P<trades>.+?)\s*$"
_TOLD_APART: ContextVar[frozenset[str]] = ContextVar("told apart", default=frozenset())
DRAWING = frozenset(map(chr, (0x200C, 0x200D, *range(0xFE00, 0xFE10))))  # how letters of other scripts are drawn
DRAWN_ALIKE = str.maketrans("οоаерсхіѕ", "ooaepcxis")  # Greek and Cyrillic letters, and the Latin ones they look like


def same_name(name: str, other: str) -> bool:
    """Whether two names are the same but for case, spacing and the form of their characters."""
    return plain(name) == plain(other)


def agree(then: str, now: str) -> bool:
    """Whether two rounds may mean the same by a fact of a respondent: what one of them leaves blank parts nobody."""
    return not then or not now or same_name(then, now)


def as_read(name: str) -> str:
    """A name as it is typed, without space around it and without marks that nobody sees, or that turn its letters."""
    return name.translate(dict.fromkeys(map(ord, unseen(name)))).strip()


def unseen(name: str) -> str:
    """The marks in a name that cannot be seen, each once, but for those that say how the letter before is drawn."""
    if name.isascii() and name.isprintable():
        return ""
    marks = (mark for was, mark in zip(("", *name), name, strict=False) if not _is_seen(mark) and not _draws(mark, was))
    return "".join(dict.fromkeys(marks))


def plain(name: str) -> str:
    """A text as it is compared: composed, folded to one case, with single spaces and nothing that cannot be seen."""
    if name.isascii() and name.isprintable():  # as most are: nothing of it is composed, or cannot be seen
        return " ".join(name.lower().split())
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return " ".join("".join(character for character in folded if _is_seen(character)).split())


def same_organisation(name: str, other: str) -> bool:
    """Whether two names are certainly those of one organisation."""
    return organisation_of(name) == organisation_of(other)


@contextmanager
def told_apart(names: Iterable[str]) -> Iterator[None]:
    """Let each of some names be an organisation of its own, as a round lists it, until the block ends."""
    before = _TOLD_APART.set(_TOLD_APART.get() | {plain(name) for name in names})
    try:
        yield
    finally:
        _TOLD_APART.reset(before)


def organisation_of(name: str) -> str:
    """An organisation's name as it is compared, so that spellings which are certainly one organisation's are equal.

    Names that the round tells apart stand for themselves, however much they look like one.
    """
    apart = _TOLD_APART.get()
    return own if apart and (own := plain(name)) in apart else one_spelling(name)


@lru_cache(maxsize=2**10)  # each of a round's names is compared with many
def one_spelling(name: str) -> str:
    """A name in the spelling that all share which are certainly one organisation's where no round tells them apart.

    “The”, “Ltd” and “Limited”, “&” and “and”, apostrophes, hyphens, full stops and accents make no difference. Other
    legal forms do, since a charity and its company may share the rest of a name.
    """
    return " ".join(_words(name)) or plain(name)


def now_and_formerly(name: str) -> tuple[str, str]:
    """The names in one such as “Sunrise Living (formerly Oakfield Care)”; the second is empty where it says none.

    Under what name somebody trades may have been the only one before, too.
    """
    match = re.search(FORMERLY, name)
    return (name[: match.start()].strip(), match["name"] or match["trades"]) if match else (name, "")


def counted_as(name: str) -> str:
    """An organisation's name as it is counted where small groups are kept back: what may be one counts as one.

    Beyond what is certain, no legal form and no space makes a difference, nor a letter or a nought drawn like another.
    """
    drawn = (word.translate(DRAWN_ALIKE) for word in _words(name))
    words = [{"saint": "st"}.get(word, word) for word in drawn if word not in SHORT_FORMS]
    letters = (word if word.isdigit() else word.replace("0", "o") for word in words)
    return "".join(letters) or one_spelling(name)


def _words(name: str) -> list[str]:
    # A spacing accent typed for an apostrophe would fall apart into a space and a mark.
    letters = plain(name.translate(WITHOUT_APOSTROPHES_AND_DOTS))
    text = "".join(map(_without_accent, letters)).replace("&", " and ").replace("+", " and ")
    text = f" {' '.join(BETWEEN_WORDS.split(text))} "
    for whole, short in LEGAL_FORMS:
        text = text.replace(f" {whole} ", f" {short} ")
    words = text.removeprefix(" the ").split()
    return [word for place, word in enumerate(words) if word != "ltd" or not place]


def _without_accent(character: str) -> str:
    letter = unicodedata.normalize("NFD", character)[:1]
    return letter if letter.isascii() else character


def _draws(mark: str, was: str) -> bool:
    return mark in DRAWING and not was.isascii()


def _is_seen(character: str) -> bool:
    kind = unicodedata.category(character)
    return character.isspace() or not (kind in ("Cf", "Cc") or character in UNDRAWN)
