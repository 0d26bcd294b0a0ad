"""Messages that Outlook saved in its own format (.msg): an OLE file in which each property is a stream."""

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.parser import HeaderParser
from email.utils import parseaddr
from io import BytesIO
from typing import TypeAlias

import olefile
from msgspec import Struct

from xlkit.returns.read import sniff
from xlkit.returns.read.limits import Limits, megabytes
from xlkit.returns.read.messages.message import Part, Saved, bare_name, said
from xlkit.returns.read.refusal import damaged, refused

Place: TypeAlias = tuple[str, ...]
"""The storages that lead to a message or an attachment; none lead to the message that the file is."""

_FACTS = "__properties_version1.0"
_ATTACHED = "__attach_version1.0_"
_BINARY, _OBJECT, _UNICODE, _BYTES, _TIME = 0x0102, 0x000D, 0x001F, 0x001E, 0x0040
_SUBJECT, _HEADINGS, _CONTENT = 0x0037, 0x007D, 0x3701
_NAMES = (0x3707, 0x3704, 0x3001)  # of an attachment: whole, short, and as shown
_SENDERS = (0x5D01, 0x5D02, 0x0C1F, 0x0065)  # addresses as the internet has them first, then as Exchange may
_SENT, _DELIVERED = 0x0039, 0x0E06
_HEAD_OF_FACTS = (32, 24)  # bytes before the facts of the message that the file is, and of one within another
_UNSOUND = (OSError, ValueError, IndexError, RecursionError)  # as olefile does where a file is not whole
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def is_message(data: bytes) -> bool:
    """Whether an OLE file is a message and not a workbook."""
    if not data.startswith(sniff.OLE):
        return False
    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            return ole.exists(_FACTS)
    except _UNSOUND:
        return False


def parse(data: bytes, limits: Limits) -> Saved:
    """The message; RefusedError where it is too large, or no longer whole."""
    if len(data) > limits.mail:
        raise refused("too-large", found=megabytes(len(data)), limit=megabytes(limits.mail))
    try:
        return _Message(olefile.OleFileIO(BytesIO(data)), ()).saved()
    except _UNSOUND as error:
        raise damaged("it is no longer the message that was sent") from error


class _Message(Struct, frozen=True):
    """A message in an OLE file, which may be another's attachment."""

    ole: "olefile.OleFileIO[str]"
    place: Place

    def saved(self) -> Saved:
        """What it says of itself, and how it is taken apart."""
        headings = HeaderParser().parsestr(self._text(self.place, _HEADINGS))
        addresses = (parseaddr(headings.get("From", ""))[1], *(self._text(self.place, tag) for tag in _SENDERS))
        sender = next((address for address in addresses if "@" in address), "")
        return Saved(said(sender).lower(), self._sent_on(), said(self._text(self.place, _SUBJECT)), self._parts)

    def _parts(self) -> Iterator[Part]:
        depth = len(self.place)
        for path in sorted(self.ole.listdir(streams=False, storages=True)):
            if len(path) == depth + 1 and tuple(path[:depth]) == self.place and path[depth].startswith(_ATTACHED):
                yield self._part((*self.place, path[depth]))

    def _part(self, place: Place) -> Part:
        try:
            return self._attached(place)
        except _UNSOUND:
            return Part(place[-1], issue=damaged("the attachment is no longer whole").issue)

    def _attached(self, place: Place) -> Part:
        name = bare_name(next(filter(None, (self._text(place, tag) for tag in _NAMES)), ""))
        content, inner = ((*place, _stream(_CONTENT, kind)) for kind in (_BINARY, _OBJECT))
        if self.ole.exists([*content]):
            return Part(name or "attachment", self._bytes(content))
        if self.ole.exists([*inner, _FACTS]):
            return Part(name or "message.msg", message=_Message(self.ole, inner).saved())
        what = "an object drawn in the text of an e-mail" if self.ole.exists([*inner]) else "a link to a file"
        return Part(name or "attachment", passed_over=what)

    def _text(self, place: Place, tag: int) -> str:
        """A text among the properties; empty where there is none."""
        for kind, encoding in ((_UNICODE, "utf-16-le"), (_BYTES, "cp1252")):
            path = (*place, _stream(tag, kind))
            if self.ole.exists([*path]):
                return self._bytes(path).decode(encoding, "replace").rstrip("\0")
        return ""

    def _bytes(self, path: Place) -> bytes:
        return self.ole.openstream([*path]).read()

    def _sent_on(self) -> datetime | None:
        path = (*self.place, _FACTS)
        facts = self._bytes(path)[_HEAD_OF_FACTS[bool(self.place)] :] if self.ole.exists([*path]) else b""
        times = {}
        for kind, tag, _, value in struct.iter_unpack("<HHIQ", facts[: len(facts) // 16 * 16]):
            if kind == _TIME and value < 2**62:
                times[tag] = _EPOCH + timedelta(microseconds=value // 10)
        return times.get(_SENT, times.get(_DELIVERED))


def _stream(tag: int, kind: int) -> str:
    return f"__substg1.0_{tag:04X}{kind:04X}"
