"""Places: a file appears there whole or not at all, and never over one that was to stay."""

import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from filecmp import cmp
from functools import cache
from io import BytesIO
from pathlib import Path
from time import time
from typing import BinaryIO

from xlsxwriter.exceptions import XlsxWriterException

from xlkit.errors import XlkitError
from xlkit.round.naming import mark_of_open, numbered

LEFT_BEHIND = 3600  # seconds after which a file that waits is nobody's


@contextmanager
def replacing(path: Path, *, force: bool = True, is_waiting: bool = True) -> Iterator[BinaryIO]:
    """A file that replaces what stands at `path` once it is whole; XlkitError where that place cannot be written.

    Without `force` nothing is replaced, as for `keep`. `is_waiting` says whether to wait until the disk holds it, so
    that it outlives the machine's losing its power.
    """
    waiting = beside(path)
    try:
        with _said_of(path), waiting.open("xb") as stream:
            # What packs a file fails once more as it is thrown away, where it writes to a full disk by itself.
            whole = BytesIO()
            yield whole
            stream.write(whole.getbuffer())
            stream.flush()
            if is_waiting:
                os.fsync(stream.fileno())
        keep(waiting, path, force=force)
    finally:
        _thrown_away(waiting)


def write_all(files: Mapping[Path, Callable[[], bytes]], *, force: bool) -> None:
    """Write many files, or none of them where there is no room for all; XlkitError as above, and as for `keep`."""
    waiting: dict[Path, Path] = {}
    if force:
        refuse_locked(files)
    try:
        for path, content in files.items():
            waiting[path] = beside(path)
            with _said_of(path):
                waiting[path].write_bytes(content())
        for path, file in waiting.items():
            keep(file, path, force=force)
    finally:
        for file in waiting.values():
            _thrown_away(file)


def keep(waiting: Path, path: Path, *, force: bool) -> None:
    """Give a file that was written elsewhere its name, which another may have taken since it was found free.

    The very same content that stands there will do. XlkitError where other content does, unless with `force`, and
    where it is open somewhere.
    """
    with _said_of(path):
        if force:
            _refuse_open(path)
            waiting.replace(path)
        elif not _is_given(waiting, path) and not _is_same(waiting, path):
            raise XlkitError(
                f"{path} was written by somebody else meanwhile, and is left as it is: if another xlkit is at work "
                "there, wait for it and start again."
            )


def refuse_locked(paths: Iterable[Path]) -> None:
    """XlkitError where one of the files that are to be written over may not be, as while Excel has it open."""
    for path in paths:
        if path.exists():
            _refuse_open(path)
            with _said_of(path):
                path.open("r+b").close()


def _refuse_open(path: Path) -> None:
    """XlkitError where a mark beside a file says that somebody has it open, be it on another computer."""
    if path.exists() and (mark := mark_of_open(path)):
        raise XlkitError(
            f"{path} is open somewhere, as {mark.name} beside it says, and is left as it is: close it there first, or "
            f"delete {mark.name} where nobody has it open any more."
        )


def write_new(path: Path, write: Callable[[Path], object]) -> Path:
    """Where a new file stands: at the path, or under the next free number beside it; nothing is ever written over.

    It is written elsewhere first, and of several who want one name at once, one gets it and the others get numbers.
    The very same content that stands there already will do. XlkitError where the place cannot be written.
    """
    waiting = beside(path)
    try:
        with _said_of(path):
            write(waiting)
            return next(name for name in numbered(path) if _is_given(waiting, name) or _is_same(waiting, name))
    except XlkitError as error:
        raise XlkitError(str(error).replace(str(waiting), str(path))) from error
    finally:
        _thrown_away(waiting)


def _is_same(waiting: Path, path: Path) -> bool:
    return path.is_file() and cmp(waiting, path, shallow=False)


def _is_given(waiting: Path, path: Path) -> bool:
    """Whether a file now has a name that no other file had."""
    try:
        try:
            os.link(waiting, path)
        except FileExistsError:
            raise
        except OSError:  # a disk that knows no second names for a file
            path.open("xb").close()
            try:
                waiting.replace(path)
            except OSError:  # as where somebody looks through each new file
                _thrown_away(path)
                raise
    except FileExistsError:
        return False
    return True


def beside(path: Path) -> Path:
    """A place for what is not whole yet: hidden, short, and nobody else's."""
    _swept(path.parent)
    return path.with_name(f".{secrets.token_hex(8)}.part")


@cache
def _swept(folder: Path) -> None:
    """Remove what runs that were killed left waiting in a folder, once: no run at work leaves a file for so long."""
    with suppress(OSError):
        for waiting in folder.glob(f".{'[0-9a-f]' * 16}.part"):
            if time() - waiting.stat().st_mtime > LEFT_BEHIND:
                _thrown_away(waiting)


def _thrown_away(waiting: Path) -> None:
    """Remove what waited, if it is there; that it cannot be is no news beside why it was not kept."""
    with suppress(OSError):
        waiting.unlink(missing_ok=True)


@contextmanager
def _said_of(path: Path) -> Iterator[None]:
    """Turns what a system raises over a file into a sentence."""
    try:
        yield
    except PermissionError as error:
        is_there = os.path.exists(path)  # noqa: PTH110 - which answers also where nobody may look
        advice = "close it in Excel if it is open there, or" if is_there else "its folder takes no file of yours, so"
        raise XlkitError(f"{path} cannot be written: {advice} name another place.") from error
    except (OSError, XlsxWriterException) as error:
        cause = error if isinstance(error, OSError) else error.__cause__ or error.__context__
        if isinstance(cause, OSError):
            why = cause.strerror or cause
            raise XlkitError(f"{path} could not be written ({why}): make room or name another place.") from error
        raise
