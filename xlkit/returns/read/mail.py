"""Saved e-mail messages: their attachments, decoded without anything being written to the disk."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import InvalidBase64CharactersDefect, InvalidBase64LengthDefect
from email.message import Message
from pathlib import PurePosixPath

from xlkit.returns.issues import Issue
from xlkit.returns.read import sniff
from xlkit.returns.read.limits import Limits, megabytes
from xlkit.returns.read.refusal import RefusedError, damaged, refused

# Bytes of a heading of a part, and how many parts may hold others: the standard library takes very long over more.
_LONGEST_HEADING = 4_000
_MOST_CONTAINERS = 100
_MOST_WORK = 20_000_000  # lines times containers, since each line is held against the end mark of all around it
_HEADING = re.compile(rb"^content-[a-z-]+[ \t]*:.*(?:\n[ \t].*)*", re.IGNORECASE | re.MULTILINE)
_CONTAINER = re.compile(rb"multipart/|message/", re.IGNORECASE)
_SPOILT = (InvalidBase64CharactersDefect, InvalidBase64LengthDefect)
_MESSAGES = frozenset({"message/rfc822", "message/global"})
_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a message: its name, and its bytes, the message that it is, or the issue that kept it from being read.

    `passed_over` says what a part is that nobody attached, such as the text of the message.
    """

    name: str
    data: bytes = b""
    message: Message | None = None
    issue: Issue | None = None
    passed_over: str = ""


def parse(data: bytes, limits: Limits) -> Message:
    """The message; RefusedError where it is too large, or made so that taking it apart would take for ever."""
    if len(data) > limits.mail:
        raise refused("too-large", found=megabytes(len(data)), limit=megabytes(limits.mail))
    plain = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    containers = len(_CONTAINER.findall(plain))
    if containers > _MOST_CONTAINERS or plain.count(b"\n") * (containers + 1) > _MOST_WORK:
        raise refused("unsafe-file", reason="its parts lie in one another as no mail program lays them")
    if any(len(heading[0]) > _LONGEST_HEADING for heading in _HEADING.finditer(plain)):
        raise refused("unsafe-file", reason="a heading of one of its parts is longer than any mail program writes")
    try:
        return message_from_bytes(data, policy=policy.default)
    except Exception as error:
        raise damaged("it is no longer the message that was sent") from error


def parts(message: Message) -> Iterator[Part]:
    """The parts of a message that hold something, in order, those nobody attached among them."""
    kind = message.get_content_type()
    inside = message.get_payload() if message.is_multipart() else None
    if not isinstance(inside, list):
        yield _leaf(message, kind)
    elif kind in _MESSAGES and isinstance(inside[0], Message):
        yield Part(_name(message) or "message.eml", _as_bytes(inside[0]), inside[0])
    elif message.get_content_maintype() == "message":
        yield Part(_unnamed(kind), passed_over="a mail server's note")
    else:
        for part in inside:
            if isinstance(part, Message):
                yield from parts(part)


def _leaf(part: Message, kind: str) -> Part:
    name = _name(part)
    try:
        data = _decoded(part)
    except RefusedError as refusal:
        return Part(name or _unnamed(kind), issue=refusal.issue)
    passed_over = "" if sniff.may_be_workbook(data) else _passed_over(part, kind, name)
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
    try:
        return message.as_bytes(policy=policy.default.clone(refold_source="none"))
    except Exception:  # noqa: BLE001 - as above
        return b""


def _passed_over(part: Message, kind: str, name: str) -> str:
    """What a part is that came with the message without being attached, or nothing."""
    if kind in _SIGNATURES:
        return "the signature of an e-mail"
    if _heading(part, "content-disposition").casefold().startswith("attachment"):
        return ""
    if kind.startswith("image/"):
        return "a picture in the text of an e-mail"
    return "" if name or not kind.startswith("text/") else "the text of an e-mail"


def _name(part: Message) -> str:
    """The file name that a part was given, without folders; empty where it has none that can be told."""
    try:
        name = part.get_filename() or ""
    except Exception:  # noqa: BLE001 - as above
        return ""
    return PurePosixPath(name.replace("\\", "/")).name


def _heading(part: Message, field: str) -> str:
    try:
        return str(part.get(field, ""))
    except Exception:  # noqa: BLE001 - as above
        return ""


def _unnamed(kind: str) -> str:
    return kind.replace("/", ".")
