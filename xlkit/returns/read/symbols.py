"""Symbols: letters that a font shows as ticks and crosses, such as the ü of Wingdings."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

FONTS: Mapping[str, Mapping[str, str]] = {
    "wingdings": {"ü": "✔", "þ": "☑", "û": "✗", "ý": "☒", "x": "☒", "¨": "☐", "o": "☐"},
    "wingdings 2": {"P": "✔", "R": "☑", "O": "✗", "Q": "☒", "S": "☒", "T": "☒", "£": "☐"},
    "webdings": {"a": "✔", "r": "✗", "c": "☐"},
    "marlett": {"a": "✔", "b": "✔", "r": "✗"},
}
WORDS = (b"ingdings", b"ebdings", b'arlett"')  # without any of these, in any case, no font of a list is among them
_PRIVATE = range(0xF000, 0xF100)  # where programs put the letters of such a font


class Looks(Struct, frozen=True):
    """Which looks of cells strike through, and which are in a font that shows symbols, by their numbers."""

    struck: frozenset[int] = frozenset()
    symbols: Mapping[int, str] = field(default_factory=dict)


def looks(fonts: Sequence[tuple[bool, str]], cells: Iterable[int]) -> Looks:
    """Of looks whose fonts those are, of which each strikes through or not and has a name; of others nothing."""
    known = {number: fonts[font] for number, font in enumerate(cells) if 0 <= font < len(fonts)}
    return Looks(
        frozenset(number for number, (is_struck, _) in known.items() if is_struck),
        {number: name for number, (_, name) in known.items() if is_symbols(name)},
    )


def is_symbols(font: str) -> bool:
    """Whether a font shows letters as symbols."""
    return font.casefold() in FONTS


def seen(text: str, font: str) -> str:
    """What is seen of a text in a font: the tick or cross in place of a letter that stands by itself."""
    letter = text.strip()
    if len(letter) == 1 and ord(letter) in _PRIVATE:
        letter = chr(ord(letter) - _PRIVATE.start)
    return FONTS.get(font.casefold(), {}).get(letter, text)
