"""Plain: texts as a workbook can hold them."""

import re

from xlkit.shown import UNHELD

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_HALF = re.compile("[\ud800-\udfff]")
_ESCAPED = re.compile(rf"{UNHELD}|_(?=x[0-9a-fA-F]{{4}}_)")


def whole(text: str) -> str:
    """A text in which half a character, as of a name that is no UTF-8, is shown as �: no file can hold one.

    Two halves that make a character, as parts of an answer can, are that character.
    """
    if text.isascii() or not _HALF.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def printable(text: str) -> str:
    """A text without what cannot be seen, as names and descriptions are to be."""
    return "".join(character if character.isprintable() else " " for character in whole(text))


def escaped(text: str) -> str:
    """A text as the result of a formula may hold it."""
    # XlsxWriter escapes what XML cannot hold, and what reads as such an escape, in texts but not in formulas' results.
    return _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def units_of(text: str) -> int:
    """How many UTF-16 units a text takes, by which Excel counts."""
    return len(text.encode("utf-16-le")) // 2
