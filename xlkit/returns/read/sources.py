"""What was given: every file of the folders and archives on the command line, one after the other."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import NoReturn

from xlkit.errors import XlkitError
from xlkit.returns.issues import Issue, issue
from xlkit.returns.read.archives import Member, members
from xlkit.returns.read.limits import LIMITS, Limits

_LEFT_BY_COMPUTERS = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it was given: `path` as it is shown, its bytes in `file`, or in `data` where it lay in an archive.

    `issue` says why it is not to be read, if it is not: then a member of an archive may come without its bytes, and
    has its `sha256` and `size` beside it.
    """

    path: str
    file: Path | None = None
    data: bytes | None = None
    issue: Issue | None = None
    sha256: str = ""
    size: int = 0

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
    found: list[Path] = []
    for place, folders, files in os.walk(folder, onerror=_not_listed):
        found += [Path(place, name) for name in files]
        found += [path for path in (Path(place, name) for name in folders) if path.is_symlink()]
    yield from sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _not_listed(error: OSError) -> NoReturn:
    raise XlkitError(f"The folder “{error.filename}” could not be opened: check that you may read it.") from error


def _file(path: Path, limits: Limits) -> Iterator[Source]:
    shown = path.as_posix()
    passed_over = _passed_over(path.parts)
    if path.is_dir():
        passed_over = "a link to another folder"
    elif path.exists() and not path.is_file():
        passed_over = "not an ordinary file but a device of this computer"
    if passed_over:
        yield Source(shown, file=path, issue=issue("not-a-return", found=passed_over))
        return
    inside = members(path, shown, limits)
    if inside is None:
        yield Source(shown, file=path)
    else:
        yield from (_member(member) for member in inside)


def _member(member: Member) -> Source:
    passed_over = _passed_over(member.path.split("/"))
    found = issue("not-a-return", found=passed_over) if passed_over else member.issue
    return Source(member.path, data=member.data, issue=found, sha256=member.sha256, size=member.size)


def _passed_over(parts: Iterable[str]) -> str:
    """What a file is that is known by its name to be no return, or nothing."""
    *folders, name = parts
    if name.startswith("~$"):
        return "a mark that Excel leaves beside an open workbook"
    if name.startswith(".~lock.") and name.endswith("#"):
        return "a mark that LibreOffice leaves beside an open workbook"
    if name.lower() in _LEFT_BY_COMPUTERS:
        return "a note that the computer keeps about a folder"
    if name.startswith("._") or "__MACOSX" in folders:
        return "a note that a Mac adds to an archive"
    return ""
