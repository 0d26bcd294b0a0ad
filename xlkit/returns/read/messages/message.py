"""A message as it was saved, whichever program saved it: who sent it, and what came with it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import PurePosixPath

from msgspec import Struct

from xlkit.returns.issues import Issue
from xlkit.shown import one_line

_LONGEST = 254  # characters of an address or of a subject


class Saved(Struct, frozen=True):
    """A message; `parts` takes it apart anew each time."""

    sender: str
    on: datetime | None
    subject: str
    parts: Callable[[], Iterator["Part"]]


class Part(Struct, frozen=True):
    """A part of a message: its name, and its bytes, the message that it is, or the issue that kept it from being read.

    `passed_over` says what a part is that nobody attached, such as the text of the message.
    """

    name: str
    data: bytes = b""
    message: Saved | None = None
    issue: Issue | None = None
    passed_over: str = ""


def bare_name(name: str) -> str:
    """The file name that a part was given, without folders."""
    return PurePosixPath(name.replace("\\", "/")).name


def said(text: str) -> str:
    """What a message says of itself, fit to be shown."""
    return one_line(text)[:_LONGEST]
