"""Archives of returns: their members, read one after the other without anything being written to the disk."""

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from xlkit.issues import Issue
from xlkit.read import sniff
from xlkit.read.limits import Limits, megabytes
from xlkit.read.package import ZIP_ERRORS, inflating
from xlkit.read.refusal import RefusedError, refused

_CHUNK = 2**16
# The parts by which a document is known that is itself a ZIP file; one that comes first is found without a search.
_FIRST_PARTS = (b"[Content_Types].xml", b"mimetype")
_PARTS = frozenset({"[content_types].xml", "mimetype", "content.xml", "xl/workbook.xml", "xl/workbook.bin"})


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its bytes, or the issue that kept it from being read whole."""

    path: str
    data: bytes | None = None
    issue: Issue | None = None
    sha256: str = ""
    size: int = 0


class _Budget:
    """What an archive may still inflate to, over all its members and theirs."""

    def __init__(self, size: int, limits: Limits) -> None:
        self._left = limits.ratio * size + limits.grace
        self._ratio = limits.ratio

    def spend(self, size: int) -> None:
        """Take a member's size off; RefusedError where too little is left."""
        self._left -= size
        if self._left < 0:
            reason = f"its archive unpacks to more than {self._ratio} times its size"
            raise refused("unsafe-file", reason=reason)


def members(path: Path, shown: str, limits: Limits) -> Iterator[Member] | None:
    """The files in an archive, to any depth that the limits allow; None where the file is none, or cannot be opened.

    A ZIP file that is a document is no archive, whatever it is called. A kind of container that is not a ZIP file
    (a saved e-mail, say) would be a function like `_zip_members`, chosen here by content.
    """
    try:
        with path.open("rb") as opened:
            head = opened.read(64)
        if not sniff.is_zip(head) or head[30:].startswith(_FIRST_PARTS):
            return None
        archive = zipfile.ZipFile(path)
        size = path.stat().st_size
    except ZIP_ERRORS:
        return None
    if not _is_archive(archive):
        archive.close()
        return None
    return _zip_members(archive, shown, 1, _Budget(size, limits), limits)


def _is_archive(archive: zipfile.ZipFile) -> bool:
    names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    return bool(names) and names.isdisjoint(_PARTS) and not any(name.endswith(".iwa") for name in names)


def _zip_members(archive: zipfile.ZipFile, shown: str, depth: int, budget: _Budget, limits: Limits) -> Iterator[Member]:
    with archive:
        infos = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename)
        if len(infos) > limits.members:
            found = refused("too-large", found=f"{len(infos):,} files inside", limit=f"{limits.members:,}")
            yield Member(shown, issue=found.issue)
            return
        for info in infos:
            path = f"{shown}/{_printable(info.filename)}"
            try:
                budget.spend(info.file_size)
                member = _inflate(archive, info, path, limits)
            except RefusedError as refusal:
                yield Member(path, issue=refusal.issue, size=info.file_size)
            else:
                yield from _unpacked(member, depth, budget, limits)


def _unpacked(member: Member, depth: int, budget: _Budget, limits: Limits) -> Iterator[Member]:
    """A member, or the members of the archive that it is."""
    inner = _open(member.data)
    if inner is not None and depth < limits.depth:
        yield from _zip_members(inner, member.path, depth + 1, budget, limits)
    elif inner is not None:
        inner.close()
        reason = f"it lies in archives more than {limits.depth} deep"
        yield Member(member.path, member.data, refused("unsafe-file", reason=reason).issue)
    else:
        yield member


def _open(data: bytes | None) -> zipfile.ZipFile | None:
    """The archive in a member's bytes, or None where they are a document or anything else."""
    if data is None or not sniff.is_zip(data):
        return None
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except ZIP_ERRORS:
        return None
    return archive if _is_archive(archive) else None


def _inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, limits: Limits) -> Member:
    """A member's bytes; of one that is too large to be a return and is no archive, the hash and size alone."""
    with inflating(info.filename), archive.open(info) as opened:
        head = opened.read(_CHUNK)
        most = limits.inflated if sniff.is_zip(head) else limits.file
        if info.file_size <= most:
            data = head + opened.read()
            if len(data) <= limits.file or _open(data) is not None:
                return Member(path, data)
            return _too_large(path, hashlib.sha256(data).hexdigest(), len(data), limits)
        digest = hashlib.sha256(head)
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
        return _too_large(path, digest.hexdigest(), info.file_size, limits)


def _too_large(path: str, sha256: str, size: int, limits: Limits) -> Member:
    found = refused("too-large", found=megabytes(size), limit=megabytes(limits.file))
    return Member(path, issue=found.issue, sha256=sha256, size=size)


def _printable(name: str) -> str:
    """A member's name as it can be shown: archives may hold any characters in it."""
    return "".join(letter if letter.isprintable() else "�" for letter in name.replace("\\", "/"))
