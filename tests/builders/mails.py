"""Mails: saved e-mail messages with attachments, as mail programs write them."""

import struct
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

from tests.builders.files import Tree, ole

WORKBOOK = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def message(text: str = "Please find our return attached.", subject: str = "Our return") -> EmailMessage:
    """A message without attachments."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "ann@oakfield.example", "market@council.example", subject
    made["Date"], made["Message-ID"] = "Mon, 01 Mar 2027 09:00:00 +0000", "<1@oakfield.example>"
    made.set_content(text)
    return made


def mail(attached: Mapping[str, bytes], *, html: str = "") -> bytes:
    """A saved message with files attached."""
    made = message()
    if html:
        made.add_alternative(html, subtype="html")
    for name, data in attached.items():
        made.add_attachment(data, *WORKBOOK, filename=name)
    return bytes(made)


def forwarded(inner: bytes, times: int = 1) -> bytes:
    """A message with a message attached, which may have one attached in turn."""
    made = message("See below.", "FW: our return")
    made.add_attachment(message_from_bytes(inner, policy=policy.default))
    return bytes(made) if times == 1 else forwarded(bytes(made), times - 1)


def outlook(attached: Mapping[str, bytes | Tree], sender: str = "ann@oakfield.example") -> bytes:
    """A message as Outlook saves it, with files attached, and messages; what has nothing in it is only linked to."""
    return ole(outlook_tree(attached, sender, is_inside=False))


def outlook_tree(
    attached: Mapping[str, bytes | Tree], sender: str = "bob@elm.example", *, is_inside: bool = True
) -> Tree:
    """The same as it lies in another message."""
    sent_on = (datetime(2027, 3, 1, 9, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) * 10
    return {
        "__substg1.0_0037001F": "Our return".encode("utf-16-le"),
        "__substg1.0_5D01001F": sender.encode("utf-16-le"),
        "__properties_version1.0": bytes(24 if is_inside else 32) + struct.pack("<HHIQ", 0x0040, 0x0039, 6, sent_on),
        **{f"__attach_version1.0_#{n:08X}": _attached(*pair) for n, pair in enumerate(attached.items())},
    }


def _attached(name: str, content: bytes | Tree) -> Tree:
    kind = "0102" if isinstance(content, bytes) else "000D"
    return {
        "__substg1.0_3707001F": name.encode("utf-16-le"),
        **({f"__substg1.0_3701{kind}": content} if content else {}),
    }


def winmail(attached: Mapping[str, bytes]) -> bytes:
    """What Outlook packs attachments into for its own kind."""
    attributes = [(0x00089006, b"\x00\x00\x01\x00")]
    for name, content in attached.items():
        attributes += [(0x00069002, bytes(14)), (0x00018010, name.encode() + b"\0"), (0x0006800F, content)]
    packed = (
        struct.pack("<BII", 2, which, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)
        for which, value in attributes
    )
    return b"\x78\x9f\x3e\x22\x01\x00" + b"".join(packed)
