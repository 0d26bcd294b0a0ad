"""One source taken from its bytes to its cells, and from those to what was understood of it.

What reads files is brought in where one is read, which is in a worker: whoever asks for it need not have it.
"""

import hashlib
from collections.abc import Callable
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from xlkit.returns.issues import Issue, issue
from xlkit.returns.raw import RawReturn
from xlkit.returns.read.limits import Limits, megabytes
from xlkit.returns.read.refusal import RefusedError
from xlkit.returns.read.source import Sent, Source

T = TypeVar("T")
NO_WORKBOOK = ("not-a-workbook", "empty-file", "damaged-file", "unreadable")


class Read(Struct, Generic[T], frozen=True):
    """A source that was read: `result` is what was understood, None where an issue kept it from being read.

    `sent` says how it came, where it lay in a saved message.
    """

    path: str
    sha256: str
    size: int
    result: T | None
    issues: tuple[Issue, ...] = ()
    sent: Sent | None = None


class Order(Struct, frozen=True):
    """A source that is to be read, and what reading it may take; `passwords` are tried where it asks for one."""

    source: Source
    limits: Limits
    passwords: tuple[str, ...] = ()


def read_order(order: Order) -> Read[RawReturn]:
    """The source as cells, whatever it holds: what a worker does."""
    from xlkit.returns.read.file import read_bytes

    source, limits = order.source, order.limits
    try:
        if source.issue is not None:
            return Read(source.path, *source.fingerprint(), None, (source.issue,))
        size = source.file.stat().st_size if source.file else len(source.data or b"")
        if size > limits.file:
            reason = issue("too-large", found=megabytes(size), limit=megabytes(limits.file))
            return Read(source.path, *source.fingerprint(), None, (reason,))
        data = source.load()
    except OSError as error:
        return unreadable(source, f"it could not be opened: {error.strerror}")
    read = read_bytes(data, limits, order.passwords)
    return Read(source.path, hashlib.sha256(data).hexdigest(), len(data), read.raw, read.issues)


def told_by_name(read: Read[T], source: Source) -> Read[T]:
    """What was read, as what its name says where that is a computer's leftover, and no workbook was in it."""
    if not source.leftover or not any(found.code in NO_WORKBOOK for found in read.issues):
        return read
    return replace(read, issues=(issue("not-a-return", found=source.leftover),))


def sheet_names(order: Order) -> tuple[str, ...]:
    """The names of the sheets of a workbook in Office Open XML, whatever else is in it; none of anything else.

    One that Excel opens without asking for a password, though it is locked with one, is such a workbook.
    """
    from xlkit.returns.read import sniff
    from xlkit.returns.read.binary import locked
    from xlkit.returns.read.office_xml import ooxml, xlsx
    from xlkit.returns.read.office_xml.package import Package

    try:
        data = order.source.load()
        if data.startswith(sniff.OLE):
            data = locked.unlock(data, order.passwords, order.limits)
        package = Package(data, order.limits)
        return xlsx.names(package, ooxml.main_part(package)[0])
    except (RefusedError, OSError):
        return ()


def unreadable(source: Source, reason: str) -> Read[T]:
    """The source given up for a reason."""
    try:
        sha256, size = source.fingerprint()
    except OSError:
        sha256, size = "", 0
    return Read(source.path, sha256, size, None, (issue("unreadable", reason=reason),))


def understood(read: Read[RawReturn], understand: Callable[[RawReturn], T]) -> Read[T]:
    """What was understood of a source's cells, beside what was found in reading it."""
    result, issues = None, read.issues
    if read.result is not None:
        try:
            result = understand(read.result)
        except Exception as error:  # noqa: BLE001 — a file nobody thought of costs itself alone, and its entry says why
            issues = (issue("unreadable", reason=f"checking it ended in {type(error).__name__}: {error}"),)
    return Read(read.path, read.sha256, read.size, result, issues)
