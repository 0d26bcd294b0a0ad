"""One source taken from its bytes to what was understood of it: in this process where that is safe, or in a worker."""

import gc
import hashlib
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from xlkit.returns.issues import Issue, issue
from xlkit.returns.raw import RawReturn
from xlkit.returns.read.file import Checked, ReadResult, attempt, check, finish, read_bytes
from xlkit.returns.read.limits import Limits, megabytes
from xlkit.returns.read.sniff import OLE
from xlkit.returns.read.source import Source

if sys.platform != "win32":
    import resource

T = TypeVar("T")

# What is read in this process: formats whose every cell was checked in Python before the engine sees them, or that
# the engine never sees; and small enough that neither time nor memory can run out. Of the binary formats only the
# outline is checked, so the engine meets them in a worker, which may crash.
_HERE_FORMATS = frozenset({"xlsx", "xlsm", "ods"})
_HERE_FILE = 2**20
_HERE_INFLATED = 16 * 2**20
_HERE_CELLS = 200_000
_STANDARD_ERROR = 2
GARBAGE = 50_000  # objects made between two looks for garbage: about those of five returns
_HERE_UNSURE = ("too-large", "unsafe-file", "unreadable")  # what a worker, with its wider limits, may see otherwise


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """A source that was read: `result` is what was understood, None where an issue kept it from being read."""

    path: str
    sha256: str
    size: int
    result: T | None
    issues: tuple[Issue, ...] = ()


def read_here(sources: Sequence[Source], understand: Callable[[RawReturn], T], limits: Limits) -> list[Read[T] | None]:
    """Some sources read in this process, in order; None for each that is to be read in a worker.

    Each step is done for all of them before the next, which takes a sixth less time than all steps for one at a time.
    """
    opened = [_opened(source, understand, limits) for source in sources]
    checked = [_checked(data, limits) if isinstance(data, bytes) else None for data in opened]
    read = [None if content is None else _finished(content) for content in checked]
    return [_told(*steps, understand) for steps in zip(sources, opened, read, strict=True)]


def _told(
    source: Source, opened: Read[T] | bytes | None, read: ReadResult | None, understand: Callable[[RawReturn], T]
) -> Read[T] | None:
    if isinstance(opened, Read):
        return opened
    return _understood(source.path, opened, read, understand) if opened is not None and read is not None else None


def _opened(source: Source, understand: Callable[[RawReturn], T], limits: Limits) -> Read[T] | bytes | None:
    """The bytes of a source that may be read here, or what is known of it without them; else None."""
    if source.issue is not None:
        return read_source(source, understand, limits)
    try:
        size = source.file.stat().st_size if source.file else len(source.data or b"")
        data = source.load() if size <= _HERE_FILE else b""
    except OSError as error:
        return unreadable(source, f"it could not be opened: {error.strerror}")
    return None if size > _HERE_FILE or data.startswith(OLE) else data


def _checked(data: bytes, limits: Limits) -> Checked | Issue | None:
    checked = attempt(lambda: check(data, replace(limits, inflated=_HERE_INFLATED, cells=_HERE_CELLS)))
    if isinstance(checked, Issue):
        return None if checked.code in _HERE_UNSURE else checked
    return checked if checked.format in _HERE_FORMATS else None


def _finished(checked: Checked | Issue) -> ReadResult:
    read = checked if isinstance(checked, Issue) else attempt(lambda: finish(checked))
    return ReadResult(None, (read,)) if isinstance(read, Issue) else read


def read_source(
    source: Source, understand: Callable[[RawReturn], T], limits: Limits, passwords: Sequence[str] = ()
) -> Read[T]:
    """The source read, whatever it holds."""
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
    return _understood(source.path, data, read_bytes(data, limits, passwords), understand)


def unreadable(source: Source, reason: str) -> Read[T]:
    """The source given up for a reason."""
    try:
        sha256, size = source.fingerprint()
    except OSError:
        sha256, size = "", 0
    return Read(source.path, sha256, size, None, (issue("unreadable", reason=reason),))


def _understood(path: str, data: bytes, read: ReadResult, understand: Callable[[RawReturn], T]) -> Read[T]:
    result, issues = None, read.issues
    if read.raw is not None:
        try:
            result = understand(read.raw)
        except Exception as error:  # noqa: BLE001 — a file nobody thought of costs itself alone, and its entry says why
            issues = (issue("unreadable", reason=f"checking it ended in {type(error).__name__}: {error}"),)
    return Read(path, hashlib.sha256(data).hexdigest(), len(data), result, issues)


class Worker:
    """What a worker process was given when it began, so that it need not be sent again with every source."""

    _read: ClassVar[Callable[[Source], Read[Any]]]

    @classmethod
    def begin(cls, understand: Callable[[RawReturn], object], limits: Limits, passwords: Sequence[str]) -> None:
        """Prepare this process: its memory limited, and the engine's own words about a panic kept off the screen."""
        cls._read = staticmethod(partial(read_source, understand=understand, limits=limits, passwords=passwords))
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            os.dup2(nowhere.fileno(), _STANDARD_ERROR)
        limit_memory(limits.memory)
        # What is there from the start stays to the end, so that nothing is gained by looking through it for garbage.
        gc.freeze()
        gc.set_threshold(GARBAGE)

    @classmethod
    def read(cls, source: Source) -> Read[Any]:
        """The source read in this process."""
        return cls._read(source)


def limit_memory(size: int) -> None:
    """Let this process take no more memory than that, where the system can hold it to it (Windows cannot)."""
    if sys.platform != "win32":
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        most = size if hard == resource.RLIM_INFINITY else min(size, hard)
        with suppress(OSError, ValueError):  # a system that refuses still has the time limit
            resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
