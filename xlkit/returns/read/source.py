"""A source: one file that was given, by itself or in an archive, and not read yet."""

import hashlib
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from xlkit.returns.issues import Issue


class Sent(Struct, frozen=True):
    """How a file came by mail: what the message says of itself, which proves nothing, and the messages it lies in.

    `sender` is an address, and `on` when it was sent; either may be missing. Of `messages`, by the paths they are shown
    with, the outermost stands first; the other facts are those of the innermost.
    """

    sender: str
    on: datetime | None
    subject: str
    messages: tuple[str, ...]


class Source(Struct, frozen=True):
    """One file as it was given: `path` as it is shown, its bytes in `file`, or in `data` where it lay in an archive.

    `issue` says why it is not to be read, if it is not: then a member of an archive may come without its bytes, and
    has its `sha256` and `size` beside it. `leftover` says what it is by its name, should it turn out to hold no
    workbook. `sent` says how it came, where it lay in a saved message.
    """

    path: str
    data: bytes | None = None
    issue: Issue | None = None
    sha256: str = ""
    size: int = 0
    file: Path | None = None
    sent: Sent | None = None
    leftover: str = ""

    def load(self) -> bytes:
        """All bytes; OSError where the file cannot be opened."""
        return self.file.read_bytes() if self.file else self.data or b""

    def fingerprint(self) -> tuple[str, int]:
        """The SHA-256 of the bytes and how many there are, never holding all of a file at once; OSError as above."""
        if self.data is not None:
            return hashlib.sha256(self.data).hexdigest(), len(self.data)
        if self.file is None or not self.file.is_file():
            return self.sha256, self.size
        with self.file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest(), opened.tell()
