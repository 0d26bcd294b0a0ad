"""Plain: texts as a workbook can hold them."""

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_HALF = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """A text in which half a character, as of a name that is no UTF-8, is shown as �: no file can hold one."""
    return text if text.isascii() else _HALF.sub(REPLACEMENT, text)


def printable(text: str) -> str:
    """A text without what cannot be seen, as names and descriptions are to be."""
    return "".join(character if character.isprintable() else " " for character in whole(text))


def escaped(text: str) -> str:
    """A text as the result of a formula may hold it."""
    # XlsxWriter escapes what XML cannot hold in texts, but not in the results of formulas.
    return "".join(
        f"_x{ord(character):04X}_" if character < " " and character not in "\t\n" else character for character in text
    )


def units_of(text: str) -> int:
    """How many UTF-16 units a text takes, by which Excel counts."""
    return len(text.encode("utf-16-le")) // 2
