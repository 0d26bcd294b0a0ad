"""XML of untrusted files: parsed without a document type, so that no entity is ever declared, fetched or expanded."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast
from xml.parsers import expat

from xlkit.returns.read.refusal import damaged, refused

F = TypeVar("F", bound=Callable[..., Any])
R = TypeVar("R")
Elements = tuple[tuple[str, Mapping[str, str]], ...]
_ALL_OF_IT = True
_ENCODINGS = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_OTHER_MARKUP = re.compile(rb"<[!?]")  # found in a third of the time that two searches for bytes take
_NUMBER, _MARKUP = "n", frozenset("<>&")  # the kind of a cell that says none, and what no number holds
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
# The standard library's own words for this bring in all that fetches pages, in each worker anew.
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE = {**_IN_TEXT, **str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})}


def kept(most: int = 2**7, longest: int = 2**15) -> Callable[[F], F]:
    """Keep what a function makes of the latest pieces, which stand in other files of a round too; of long ones not."""

    def keeping(make: F) -> F:
        known = lru_cache(maxsize=most)(make)

        def made(data: bytes, *part: str) -> Any:
            return (known if len(data) <= longest else make)(data, *part)

        return cast("F", wraps(make)(made))

    return keeping


def each_kept(make: Callable[[bytes], R]) -> Callable[[Sequence[bytes]], Iterator[R]]:
    """The same of many short pieces at once, such as rows."""
    known = lru_cache(maxsize=2**14)(make)

    def made(pieces: Sequence[bytes]) -> Iterator[R]:
        return map(known if max(map(len, pieces), default=0) <= 2**13 else make, pieces)

    return made


def parser(namespace_separator: str | None = None) -> expat.XMLParserType:
    """A parser that refuses document types and every encoding but UTF-8, which engines would read each in its way."""
    made = expat.ParserCreate(namespace_separator=namespace_separator)
    made.buffer_text = True
    made.XmlDeclHandler = _check_encoding
    made.StartDoctypeDeclHandler = _refuse_document_type
    return made


def run(made: expat.XMLParserType, data: bytes, part: str) -> None:
    """Parse a whole part; RefusedError where it is not well formed."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _other_encoding("UTF-16")
    try:
        made.Parse(data, _ALL_OF_IT)
    except expat.ExpatError as error:
        raise damaged(f"its part {part} is broken at line {error.lineno}") from error


@kept(longest=2**17)
def check(data: bytes, part: str) -> None:
    """Refuse a part that is not well formed; one that stood in another file too is known."""
    run(parser(), data, part)


@kept()
def elements(data: bytes, part: str) -> Elements:
    """Every element of a part: its name without prefix, and its attributes as written."""
    elements: list[tuple[str, Mapping[str, str]]] = []
    made = parser()
    made.StartElementHandler = lambda name, attributes: elements.append((name.rpartition(":")[2], attributes))
    run(made, data, part)
    return tuple(elements)


def plain(data: bytes, part: str) -> bytes:
    """The same part written anew of its elements, attributes and texts alone, so that all readers take it alike.

    Comments, processing instructions, sections of raw text and numbered characters are where they differ.
    """
    pieces: list[str] = []
    kind = ""

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal kind
        kind = attributes.get("t", _NUMBER) if name == "c" else kind
        pieces.append(f"<{name}{''.join(map(_attribute, attributes.items()))}>")

    def say(text: str) -> None:
        # A number with markup in it is none; an engine would take what stands before that for the whole.
        if kind == _NUMBER and pieces[-1].startswith("<v") and not _MARKUP.isdisjoint(text):
            raise damaged(f"its part {part} has markup in a number")
        pieces.append(text.translate(_IN_TEXT))

    made = parser()
    made.StartElementHandler = begin
    made.EndElementHandler = lambda name: pieces.append(f"</{name}>")
    made.CharacterDataHandler = say
    run(made, data, part)
    return "".join(pieces).encode()


def _attribute(named: tuple[str, str]) -> str:
    name, value = named
    return f' {name}="{value.translate(_IN_ATTRIBUTE)}"'


def is_plain(data: bytes) -> bool:
    """Whether a part holds no comment, processing instruction or section of raw text behind its first line."""
    head = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    return _OTHER_MARKUP.search(data, head) is None


def check_unparsed(data: bytes) -> None:
    """Refuse a part that is not going to be parsed where it holds a document type, in whatever encoding."""
    plain = data.replace(b"\x00", b"") if b"\x00" in data[:4] else data
    if any(declaration in plain for declaration in _DECLARATIONS):
        _refuse_document_type()


def _refuse_document_type(*_declared: object) -> None:
    raise refused("unsafe-file", reason="its XML declares entities, which no spreadsheet program writes")


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in _ENCODINGS:
        raise _other_encoding(encoding)


def _other_encoding(name: str) -> Exception:
    return refused("unreadable", reason=f"its text is stored as {name[:20]} instead of UTF-8")
