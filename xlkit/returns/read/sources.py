"""What was given: every file of the folders and archives on the command line, one after the other."""

import os
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import NoReturn

from msgspec.structs import replace

from xlkit.errors import XlkitError
from xlkit.processes import Stopped
from xlkit.processes.asking import stream
from xlkit.returns.issues import issue
from xlkit.returns.read.limits import LIMITS, Limits
from xlkit.returns.read.sniff import may_have_members
from xlkit.returns.read.source import Source

_LEFT_BY_COMPUTERS = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_UNFINISHED = "a download that was not finished"
_LEFTOVERS = {
    **dict.fromkeys((".crdownload", ".partial", ".part", ".download", ".opdownload"), _UNFINISHED),
    ".tmp": "a copy that a program keeps for itself while it works",
    **dict.fromkeys((".lnk", ".url", ".webloc"), "a shortcut to a file or a page, and not the file itself"),
}


def sources(paths: Iterable[Path], limits: Limits = LIMITS) -> Iterator[Source]:
    """Every file, folders sorted and with their subfolders, archives and e-mails with what is in them.

    XlkitError for a path that is not there. No two sources have one path, and no file comes twice.
    Nothing is left out: what is not a return comes with an issue that says why it is passed over.
    """
    given = list(paths)
    for path in given:
        if not path.exists():
            raise XlkitError(f"“{path}” was not found, and a file or folder was expected: check its name.")
    return chain.from_iterable(_file(path, limits) for path in _once(given))


def _once(given: Iterable[Path]) -> Iterator[Path]:
    """Every file, one that was named twice (by itself and with its folder, say) where it comes first."""
    seen: set[Path] = set()
    for path in given:
        for file in _below(path) if path.is_dir() else (path,):
            place = file.absolute()
            if place not in seen:
                seen.add(place)
                yield file


def _below(folder: Path) -> Iterator[Path]:
    paths: list[Path] = []
    for place, folders, files in os.walk(folder, onerror=_not_listed):
        paths += [Path(place, name) for name in files]
        paths += [path for path in (Path(place, name) for name in folders) if path.is_symlink()]
    yield from sorted(paths, key=lambda path: path.relative_to(folder).as_posix())


def _not_listed(error: OSError) -> NoReturn:
    raise XlkitError(f"The folder “{error.filename}” could not be opened: check that you may read it.") from error


def _file(path: Path, limits: Limits) -> Iterator[Source]:
    shown, leftover = path.as_posix(), _leftover(path.parts)
    path = path.absolute()  # the worker that reads it may be in another folder
    itself = Source(shown, file=path, leftover=leftover)
    if path.is_dir():
        yield replace(itself, issue=issue("not-a-return", found="a link to another folder"))
    elif path.exists() and not path.is_file():
        yield replace(itself, issue=issue("not-a-return", found="not an ordinary file but a device of this computer"))
    elif not may_have_members(path):
        yield itself
    else:
        from xlkit.returns.read.archives import Container, opened  # which few files are worth

        for member in stream(opened, Container(path, shown, limits), limits.allowance()):
            if isinstance(member, Stopped):
                yield replace(itself, issue=issue("unreadable", reason=member.reason))
            else:
                yield replace(member, leftover=_leftover(member.path.split("/"))) if member else itself


def _leftover(parts: Iterable[str]) -> str:
    """What a file is by its name, unless a workbook is in it; empty where the name says nothing."""
    *folders, name = parts
    if name.startswith("~$"):
        return "a mark that Excel leaves beside an open workbook"
    if name.startswith(".~lock.") and name.endswith("#"):
        return "a mark that LibreOffice leaves beside an open workbook"
    if name.lower() in _LEFT_BY_COMPUTERS:
        return "a note that the computer keeps about a folder"
    if (leftover := _LEFTOVERS.get(PurePosixPath(name).suffix.lower())) is not None:
        return leftover
    if name.startswith("._") or "__MACOSX" in folders:
        return "a note that a Mac adds to an archive"
    return ""
