"""Text from outside, made fit to be shown: on a terminal, in a sentence, in a letter to somebody else."""

import codecs
import re
import shlex
import sys
from collections.abc import Sequence
from typing import NamedTuple

LONGEST_QUOTED = 80  # characters
MOST_NAMED = 5  # things in one sentence
WORDS_AROUND, LONGEST_DIFFERING = 4, 200  # words before and after what differs in two texts, and characters
LEFT_OUT = "[…]"
UNHELD = r"[\x00-\x08\x0b-\x1f\ufffe\uffff]"  # a sign that nobody can see, and no part of a workbook holds
ESCAPES = "xlkit.escapes"  # how output deals with characters that its code page lacks
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_BREAK = re.compile(r"[^\S ]+")  # whitespace of any other kind than a plain space
_GAP = re.compile(" {4,}")
_PLAIN = re.compile(r"[\w.:/\\=+-]+")  # words that both command lines of Windows take as they are
# What PowerShell does not take as it is between double quotes, and what ends a word between single ones.
_STEERING, _SINGLE = re.compile("[$`“”„]"), re.compile("(['‘’‚‛])")
_DOTS = ".․。．｡﹒"  # those that parts of an address may stand between, as a reader or a program takes them
# What mail programs make something to click on of: addresses with a scheme, of shares, of sites and of people.
_LINK = (
    rf"(?i)[\w+.-]*://[^\s”]*|\\\\[^\s”]+|\bwww[{_DOTS}][^\s”]*|\b(?:mailto|tel|sms|javascript|data|file):[^\s”]+|[^\s“”]+[@＠﹫][^\s”]+"
    rf"|[\w-]+(?:[{_DOTS}][\w-]+)*[{_DOTS}][^\W\d_]{{2,}}(?!\w)(?:[/?#:][^\s”]*)?"
)


class Told(NamedTuple):
    """A line to read: `word` says in it how serious it is."""

    before: str
    word: str
    after: str

    def __str__(self) -> str:
        """The whole line."""
        return f"{self.before}{self.word}{self.after}"


def typed(*words: str) -> str:
    """Words as they are typed at the command line of this system."""
    if sys.platform == "win32":
        return " ".join(map(_on_windows, words))
    return shlex.join(words)


def _on_windows(word: str) -> str:
    if _PLAIN.fullmatch(word):
        return word
    return "'" + _SINGLE.sub(r"\1\1", word) + "'" if _STEERING.search(word) else f'"{word}"'


def one_line(text: str) -> str:
    """A text as one line, without anything that steers what shows it, or spaces enough to seem the next line."""
    line = text if text.isprintable() else "".join(map(_harmless, _BREAK.sub(" ", text)))
    return _GAP.sub("   ", line).strip(" ")


def lines(text: str) -> str:
    """A text of several lines that xlkit laid out, which may hold words from outside: nothing in it steers, either."""
    return "\n".join("".join(map(_harmless, line)) for line in text.split("\n"))


def excerpt(text: str, longest: int = LONGEST_QUOTED) -> str:
    """A text as it stands between “ and ”: one line, cut short, without a mark that would seem to end the quotation."""
    line = " ".join(one_line(text.translate(_QUOTES)).split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def differing(text: str, other: str) -> tuple[str, str]:
    """Two texts as excerpts that begin and end a few words around where they differ."""
    words, others = text.split(), other.split()
    shorter = min(len(words), len(others))
    first = next((at for at in range(shorter) if words[at] != others[at]), shorter)
    rest = shorter - first
    same = next((at for at in range(rest) if words[-1 - at] != others[-1 - at]), rest)
    begin = max(first - WORDS_AROUND, 0)
    return _cut(words, begin, len(words) - same), _cut(others, begin, len(others) - same)


def _cut(words: Sequence[str], begin: int, end: int) -> str:
    end = min(end + WORDS_AROUND, len(words))
    before, after = "… " if begin else "", " …" if end < len(words) else ""
    return excerpt(f"{before}{' '.join(words[begin:end])}{after}", LONGEST_DIFFERING)


def listed(names: Sequence[str], most: int = MOST_NAMED) -> str:
    """The first of some names, and how many more there are: `a, b and 3 more`."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def unlinked(text: str) -> str:
    """A text in which nothing can be clicked on: what reads as a link, a site or an address is left out, visibly."""
    return re.sub(_LINK, LEFT_OUT, text)


def as_json(data: object) -> str:
    """Data as JSON, exact: what would steer a terminal stands there as an escape."""
    import json  # which takes a while to come, and few ask for it

    text = json.dumps(data, ensure_ascii=False, indent=2)
    return "".join(letter if letter == "\n" or letter.isprintable() else json.dumps(letter)[1:-1] for letter in text)


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """What no code page holds, as JSON spells it, so that JSON stays exact too."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[place : place + 2].hex()}" for place in range(0, len(units), 2)), error.end


codecs.register_error(ESCAPES, _escaped)


def _harmless(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character.isspace() else "�"
