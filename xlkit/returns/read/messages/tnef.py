"""What Outlook packs attachments into for its own kind, as `winmail.dat`: attributes one after the other (TNEF)."""

import struct
from collections.abc import Iterator

from xlkit.returns.read.messages.message import Part, bare_name
from xlkit.returns.read.refusal import damaged

_AFTER_START = 6  # bytes, with the number of the packing
_ATTRIBUTE = struct.Struct("<BII")  # level, which, length of what follows
_BEGINS, _TITLE, _CONTENT = 0x00069002, 0x00018010, 0x0006800F  # of an attachment


def parts(data: bytes) -> Iterator[Part]:
    """What was attached, in order; RefusedError where it is no longer whole."""
    name, content = "", b""
    for which, value in _attributes(data):
        if which == _BEGINS:
            yield from _attached(name, content)
            name, content = "", b""
        elif which == _TITLE:
            name = bare_name(value.rstrip(b"\0").decode("cp1252", "replace"))
        elif which == _CONTENT:
            content = value
    yield from _attached(name, content)


def _attached(name: str, content: bytes) -> Iterator[Part]:
    if content:
        yield Part(name or "attachment", content)


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = _AFTER_START
    while at < len(data):
        if len(data) - at < _ATTRIBUTE.size + 2:
            raise damaged("what Outlook packed is cut off")
        _, which, length = _ATTRIBUTE.unpack_from(data, at)
        at += _ATTRIBUTE.size + length
        value = data[at - length : at]
        if data[at : at + 2] != struct.pack("<H", sum(value) & 0xFFFF):
            raise damaged("what Outlook packed is cut off, or is no longer what was sent")
        yield which, value
        at += 2
