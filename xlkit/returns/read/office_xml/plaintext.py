"""Texts of Office Open XML stored in the plainest way: taken out by pattern, and the list of those that cells share.

A text that a list shares stands in the other returns of its round too, to the byte: what it came to is kept for them.
"""

import re
from functools import lru_cache

from xlkit.returns.read import symbols
from xlkit.returns.read.office_xml.markup import check, each_kept

ATTRIBUTES = rb'(?: [A-Za-z][A-Za-z:0-9]*="[^"<>&/]*")*'
TEXT = rb"[^<&]*(?:&(?:amp|lt|gt|quot|apos);[^<&]*)*"

_RUN = rb'<t( xml:space="preserve")?>(' + TEXT + rb")</t>"
_LOOKS = rb"(?:<rPr>(?:<[A-Za-z]+" + ATTRIBUTES + rb"/>)*</rPr>)?"
_SHARED = re.compile(rb"<si>(?:" + _RUN + rb"|(?:<r>" + _LOOKS + _RUN + rb"</r>)+)")
_RUNS = re.compile(_RUN)
_HEAD = re.compile(rb'(?:<\?xml [^<>?]*\?>)?\s*<sst(?: [A-Za-z:]+="[^"<>&]*")*>')
_END_OF_LIST = re.compile(rb"\s*</sst>\s*")
_END = b"</si>"
_TAG = re.compile(rb"<(?!c )[A-Za-z]+ [^>/]*")
_NAME = re.compile(rb" ([A-Za-z:0-9]+)=")
_NUMBERED = re.compile(rb"&#([0-9]{1,7});")
_END_OF_LINE, _FIRST_FOREIGN = 10, 0xA0  # characters by their numbers
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n")
_NOT_IN_TEXT = (b"]]>", b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_BLANKS = " \t\n"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_HALVES = re.compile(rb"_x[Dd][89A-Fa-f]")  # of characters, which programs put together each in its way
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


def shared(data: bytes, part: str) -> tuple[str, ...] | None:
    """The texts that cells share, None where they are not stored in the plainest way; RefusedError as for any part."""
    head = _HEAD.match(data)
    if head is None:
        return None
    *pieces, tail = data[head.end() :].split(_END)
    texts = [text for text in _taken(pieces) if text is not None]
    if len(texts) < len(pieces) or not _END_OF_LIST.fullmatch(tail):
        return None
    check(head[0] + tail, part)
    return tuple(texts)


@each_kept
def _taken(piece: bytes) -> str | None:
    """One shared text; None where it is not plain, or some of it is struck through or in a font of symbols."""
    spelt = plain_xml(piece)
    if spelt is None or not _SHARED.fullmatch(spelt):
        return None
    if b"<rPr>" in spelt and any(word in spelt.lower() for word in (b"strike", *symbols.WORDS)):
        return None
    return "".join(text_of(text, is_exact=bool(is_exact)) for is_exact, text in _RUNS.findall(spelt))


def plain_xml(cells: bytes) -> bytes | None:
    """A piece of XML with its numbered characters spelt out; None where it holds what no XML may, or what is unusual.

    An attribute may stand once in a tag, and none may name what the tag belongs to, which patterns do not look at.
    """
    spelt = _NUMBERED.sub(_spelt_out, cells) if b"&#" in cells else cells
    if len(spelt.translate(None, _CONTROLS)) != len(spelt) or any(piece in spelt for piece in _NOT_IN_TEXT):
        return None
    try:
        spelt.decode()
    except UnicodeDecodeError:
        return None
    return spelt if not _HALVES.search(spelt) and all(map(_names_are_single, _TAG.findall(spelt))) else None


def text_of(stored: bytes, *, is_exact: bool) -> str:
    """A text as its cell shows it: without blanks around it unless it is to be kept as it stands."""
    text = stored.decode()
    for written, letter in _ENTITIES if "&" in text else ():
        text = text.replace(written, letter)
    kept = text if is_exact else text.strip(_BLANKS)
    return _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), kept) if "_x" in kept else kept


def _spelt_out(numbered: re.Match[bytes]) -> bytes:
    """A character in place of its number, as LibreOffice writes ends of lines and openpyxl ticks; no markup is."""
    number = int(numbered[1])
    is_letter = _FIRST_FOREIGN <= number < 0xD800 or 0xE000 <= number <= 0x10FFFF or number == _END_OF_LINE
    return chr(number).encode() if is_letter else numbered[0]


@lru_cache  # most tags of a list of texts are the same one
def _names_are_single(tag: bytes) -> bool:
    names = _NAME.findall(tag)
    return len(names) == len(set(names)) and not any(name.startswith(b"xmlns") for name in names)
