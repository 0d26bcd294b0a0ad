"""Saved e-mail messages: their attachments, decoded without anything being written to the disk."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import InvalidBase64CharactersDefect, InvalidBase64LengthDefect
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from functools import partial
from typing import TypeVar

from xlkit.returns.read import sniff
from xlkit.returns.read.limits import Limits, megabytes
from xlkit.returns.read.messages.message import Part, Saved, bare_name, said
from xlkit.returns.read.refusal import RefusedError, damaged, refused

T = TypeVar("T")

# Bytes of a heading of a part, and how many parts may hold others: the standard library takes very long over more.
_LONGEST_HEADING = 4_000
_MOST_CONTAINERS = 100
_MOST_MARKS = 5_000  # lines that begin as the marks between parts do
_MOST_WORK = 20_000_000  # lines times containers, since each line is held against the end mark of all around it
_HEADING = re.compile(rb"^content-[a-z-]+[ \t]*:.*(?:\n[ \t].*)*", re.IGNORECASE | re.MULTILINE)
_CONTAINER = re.compile(rb"multipart/|message/", re.IGNORECASE)
_NEXT = re.compile(rb"\n\n(?=From [^\n]*\d{4}[^\n]*\n[A-Za-z-]+:)")  # what parts the messages of a mailbox
_SPOILT = (InvalidBase64CharactersDefect, InvalidBase64LengthDefect)
_MESSAGES = frozenset({"message/rfc822", "message/global"})
_UNNAMED = {"text": "the text of an e-mail", "image": "a picture in the text of an e-mail"}


def parse(data: bytes, limits: Limits) -> Saved:
    """The message; RefusedError where it is too large, or made so that taking it apart would take for ever.

    A mailbox of several is a message of none, with each of them attached.
    """
    if len(data) > limits.mail:
        raise refused("too-large", found=megabytes(len(data)), limit=megabytes(limits.mail))
    plain = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    containers = len(_CONTAINER.findall(plain))
    if containers > _MOST_CONTAINERS or plain.count(b"\n") * (containers + 1) > _MOST_WORK:
        raise refused("unsafe-file", reason="its parts lie in one another as no mail program lays them")
    if plain.count(b"\n--") > _MOST_MARKS:
        raise refused("unsafe-file", reason="it has more parts than any mail program sends")
    if any(len(heading[0]) > _LONGEST_HEADING for heading in _HEADING.finditer(plain)):
        raise refused("unsafe-file", reason="a heading of one of its parts is longer than any mail program writes")
    try:
        if plain.startswith(b"From ") and _NEXT.search(plain):
            return Saved("", None, "", partial(_messages, _NEXT.split(plain)))
        return _saved(message_from_bytes(data, policy=policy.default))
    except Exception as error:
        raise damaged("it is no longer the message that was sent") from error


def _saved(message: Message) -> Saved:
    sender = parseaddr(_heading(message, "from"))[1]
    return Saved(said(sender).lower(), _sent_on(message), said(_heading(message, "subject")), partial(_parts, message))


def _messages(mailbox: Iterable[bytes]) -> Iterator[Part]:
    for number, data in enumerate(mailbox, start=1):
        yield Part(f"message {number}.eml", data, _saved(message_from_bytes(data, policy=policy.default)))


def _sent_on(message: Message) -> datetime | None:
    try:
        return parsedate_to_datetime(_heading(message, "date"))
    except (ValueError, TypeError, OverflowError):
        return None


def _parts(message: Message) -> Iterator[Part]:
    """The parts of a message that hold something, in order, those nobody attached among them."""
    kind = message.get_content_type()
    inside = message.get_payload() if message.is_multipart() else None
    if not isinstance(inside, list):
        yield _leaf(message, kind)
    elif kind in _MESSAGES and isinstance(inside[0], Message):
        yield Part(_name(message) or "message.eml", _as_bytes(inside[0]), _saved(inside[0]))
    elif message.get_content_maintype() == "message":
        yield Part(_unnamed(kind), passed_over="a mail server's note")
    else:
        for part in inside:
            if not isinstance(part, Message):
                continue
            if kind == "multipart/report" and part.get_content_type() in _MESSAGES:
                yield Part(_name(part) or "message.eml", _as_bytes(part), passed_over="a message that did not arrive")
            else:
                yield from _parts(part)


def _leaf(part: Message, kind: str) -> Part:
    name = _name(part)
    try:
        data = _decoded(part)
    except RefusedError as refusal:
        return Part(name or _unnamed(kind), issue=refusal.issue)
    passed_over = "" if name or sniff.may_be_workbook(data) else _UNNAMED.get(kind.partition("/")[0], "")
    return Part(name or _unnamed(kind), data, passed_over=passed_over)


def _decoded(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except Exception as error:
        raise damaged("the attachment cannot be decoded") from error
    if not isinstance(data, bytes) or any(isinstance(defect, _SPOILT) for defect in part.defects):
        raise damaged("the attachment cannot be decoded")
    return data


def _as_bytes(message: Message) -> bytes:
    """A message within another as bytes, to tell it by; none where it cannot be put together again."""
    return _read(lambda: message.as_bytes(policy=policy.default.clone(refold_source="none")), b"")


def _name(part: Message) -> str:
    """The file name that a part was given, without folders; empty where it has none that can be told."""
    return bare_name(_read(lambda: part.get_filename() or "", ""))


def _heading(part: Message, field: str) -> str:
    return _read(lambda: str(part.get(field, "")), "")


def _read(read: Callable[[], T], otherwise: T) -> T:
    """What the library reads, or something else of what is so damaged that it may end the library in anything."""
    with suppress(Exception):
        return read()
    return otherwise


def _unnamed(kind: str) -> str:
    return kind.replace("/", ".")
