"""Mails: saved e-mail messages with attachments, as mail programs write them."""

from collections.abc import Mapping
from email import message_from_bytes, policy
from email.message import EmailMessage

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
