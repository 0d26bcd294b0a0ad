"""Letters: how wide Arial draws a text, by the widths that the font itself gives each of its letters."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

EM = 2048  # units of a letter as high as the font is large
PIXELS = 96 / 72  # of a point

# The letters of each width in units, without accents, which add none.
REGULAR = {
    391: "'",
    455: "ijlı‘’",
    532: "|",
    569: " !,./:;I[\\]ft·\N{NO-BREAK SPACE}",
    682: "()-`r¨‑‐“”„",
    684: "{}",
    717: "•",
    727: '"',
    797: "*",
    819: "°",
    961: "^",
    1024: "Jcksvxyz",
    1139: "#$0123456789?L_abdeghnopqu£«»–",
    1196: "+<=>~×−",
    1251: "FTZß",
    1366: "&ABEKPSVXY",
    1451: "█░",
    1479: "CDHNRUw✓",
    1593: "GOQØ",
    1706: "Mm",
    1821: "%æ",
    1933: "Wœ",
    2027: "◄►",
    2048: "—…←→",
    2079: "@",
}
BOLD = {
    487: "'",
    569: " ,./I\\ijlı·‘’\N{NO-BREAK SPACE}",
    573: "|",
    682: "!()-:;[]`ft¨‑‐",
    717: "•",
    797: "*r{}",
    819: "°",
    971: '"',
    1024: "z“”„",
    1139: "#$0123456789J_aceksvxy£«»–",
    1196: "+<=>^~×−",
    1251: "?FLTZbdghnopquß",
    1366: "EPSVXY",
    1451: "█░",
    1479: "&ABCDHKNRU✓",
    1593: "GOQwØ",
    1706: "M",
    1821: "%mæ",
    1933: "Wœ",
    1997: "@",
    2027: "◄►",
    2048: "—…←→",
}
UNKNOWN = 1366  # of a letter that no table has: as wide as most capitals
WIDE = 2048  # of Chinese, Japanese and Korean


class _Widths(dict[str, int]):
    """The width of each letter; one with an accent is as wide as without."""

    def __init__(self, letters_by_width: Mapping[int, str]) -> None:
        super().__init__((letter, width) for width, letters in letters_by_width.items() for letter in letters)

    def __missing__(self, letter: str) -> int:
        plain = unicodedata.normalize("NFD", letter)[0]
        if unicodedata.combining(letter):
            width = 0
        elif plain != letter:
            width = self[plain]
        else:
            width = WIDE if unicodedata.east_asian_width(letter) in "WF" else UNKNOWN
        self[letter] = width
        return width


_REGULAR, _BOLD = _Widths(REGULAR), _Widths(BOLD)


@lru_cache(maxsize=8192)
def wide(text: str, size: float = 12, *, is_bold: bool = False) -> float:
    """The pixels that a text takes on one line, in points of a size, on a screen of 96 dots an inch."""
    widths = _BOLD if is_bold else _REGULAR
    return sum(map(widths.__getitem__, text)) * size * PIXELS / EM
