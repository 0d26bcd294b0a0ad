"""Archives and saved e-mails: the files in them, read one by one without anything being written to the disk."""

import hashlib
import time
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from xlkit.processes import reason
from xlkit.returns.issues import Issue, issue
from xlkit.returns.read import sniff
from xlkit.returns.read.limits import Limits, megabytes
from xlkit.returns.read.messages import mail, outlook, tnef
from xlkit.returns.read.messages.message import Part, Saved
from xlkit.returns.read.office_xml.package import ZIP_ERRORS, inflating, plain
from xlkit.returns.read.refusal import RefusedError, refused
from xlkit.returns.read.source import Sent, Source
from xlkit.shown import one_line

_CHUNK = 2**16
_PARTS = frozenset({"[content_types].xml", "mimetype", "content.xml", "xl/workbook.xml", "xl/workbook.bin"})


class _Way(Struct):
    """What holds for everything in one file: the limits, what it may still inflate to, and the names given so far."""

    limits: Limits
    left: int
    names: Counter[str] = field(default_factory=Counter)

    def spend(self, size: int) -> None:
        """Take a member's size off; RefusedError where too little is left."""
        if size > self.left:  # which costs no other member anything
            raise refused("unsafe-file", reason="its archive unpacks to more than any archive of workbooks does")
        self.left -= size

    def path(self, shown: str, name: str) -> str:
        """How a member is shown: no two alike, though archives may hold two files of one name."""
        path = f"{shown}/" + one_line(name.replace("\\", "/"))
        self.names[path] += 1
        return path if self.names[path] == 1 else f"{path} ({self.names[path]})"


class Container(Struct, frozen=True):
    """A file that may be an archive or a saved e-mail, and how its members are shown: below `shown`."""

    path: Path
    shown: str
    limits: Limits


def opened(container: Container) -> Iterator[Source | None]:
    """The files in an archive or saved e-mail, to any depth that the limits allow; one None where the file is neither.

    They are told by content: a ZIP file that is a document is no archive, whatever it is called. Workers do this.
    """
    limits = container.limits
    last = time.process_time() + limits.opening
    try:
        members = _members(container.path, container.shown, limits)
    except OSError:
        members = None
    for member in (None,) if members is None else members:
        yield member
        if time.process_time() > last:
            raise TimeoutError(f"what lies in it takes more than {limits.opening} seconds to unpack")


def _members(path: Path, shown: str, limits: Limits) -> Iterator[Source] | None:
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(sniff.MAIL_LOOK)
    if sniff.is_zip(head):
        archive = _opened(path)
        way = _Way(limits, min(limits.ratio * size + limits.grace, limits.unpacked * size + limits.inflated))
        return None if archive is None else _zip_members(archive, shown, 1, way)
    if size > limits.mail or not (sniff.is_mail(head) or head.startswith(sniff.OF_OUTLOOK)):
        return None
    data = path.read_bytes()
    return _unpacked(Source(shown, data), 0, _Way(limits, limits.inflated)) if _is_container(data) else None


def _zip_members(archive: zipfile.ZipFile, shown: str, depth: int, way: _Way) -> Iterator[Source]:
    with archive:
        infos = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename)
        if len(infos) > way.limits.members:
            too_many = issue("too-large", found=f"{len(infos):,} files inside", limit=f"{way.limits.members:,}")
            yield Source(shown, issue=too_many)
            return
        for info in infos:
            path = way.path(shown, info.filename)
            try:
                way.spend(info.file_size)
                member = _inflate(archive, info, path, way.limits)
            except RefusedError as refusal:
                yield Source(path, issue=refusal.issue, size=info.file_size)
            except MemoryError:
                yield Source(path, issue=issue("unreadable", reason=reason(MemoryError())), size=info.file_size)
            else:
                yield from _unpacked(member, depth, way)


def _saved_members(data: bytes, shown: str, depth: int, way: _Way) -> Iterator[Source]:
    try:
        message = (outlook if data.startswith(sniff.OLE) else mail).parse(data, way.limits)
        yield from _message_members(message, shown, depth, way, data)
    except RefusedError as refusal:
        yield Source(shown, data, refusal.issue)


def _message_members(message: Saved, shown: str, depth: int, way: _Way, data: bytes) -> Iterator[Source]:
    """What came with a message, and at the end the message itself, in case that none of it is a workbook."""
    itself = Source(shown, issue=issue("no-workbook", only=""), sha256=hashlib.sha256(data).hexdigest(), size=len(data))
    sent = Sent(message.sender, message.on, message.subject, ())
    for member in chain(_part_members(message.parts(), shown, depth, way), (itself,)):
        last = member.sent or sent
        yield replace(member, sent=replace(last, messages=(shown, *last.messages)))


def _part_members(parts: Iterable[Part], shown: str, depth: int, way: _Way) -> Iterator[Source]:
    for part in parts:
        path = way.path(shown, part.name)
        way.spend(len(part.data))
        if part.message is not None and depth < way.limits.depth:
            yield from _message_members(part.message, path, depth + 1, way, part.data)
        elif part.message is not None:
            yield Source(path, part.data, _too_deep(way.limits))
        elif part.passed_over:
            yield Source(path, part.data, issue("not-a-return", found=part.passed_over))
        elif part.issue is not None:
            yield Source(path, part.data, part.issue)
        elif len(part.data) > way.limits.file and not _is_container(part.data):
            yield _too_large(path, hashlib.sha256(part.data).hexdigest(), len(part.data), way.limits)
        else:
            yield from _unpacked(Source(path, part.data), depth, way)


def _unpacked(member: Source, depth: int, way: _Way) -> Iterator[Source]:
    """A member, or the members of the archive or message that it is."""
    data = member.data or b""
    if not _is_container(data):
        yield member
    elif depth >= way.limits.depth:
        yield Source(member.path, member.data, _too_deep(way.limits))
    elif (archive := _open(data)) is not None:
        yield from _zip_members(archive, member.path, depth + 1, way)
    elif data.startswith(sniff.TNEF):
        yield from _packed_members(member, depth, way)
    else:
        yield from _saved_members(data, member.path, depth + 1, way)


def _packed_members(member: Source, depth: int, way: _Way) -> Iterator[Source]:
    """What Outlook packed for its own kind, or the packing itself where that holds no attachment, or is not whole."""
    try:
        parts = [*tnef.parts(member.data or b"")]
    except RefusedError:
        parts = []
    yield from _part_members(parts, member.path, depth + 1, way) if parts else (member,)


def _is_container(data: bytes) -> bool:
    archive = _open(data)
    if archive is not None:
        archive.close()
    return archive is not None or data.startswith(sniff.TNEF) or sniff.is_mail(data) or outlook.is_message(data)


def _open(data: bytes | None) -> zipfile.ZipFile | None:
    """The archive in a member's bytes, or None where they are a document or anything else."""
    return _opened(BytesIO(data)) if data is not None and sniff.is_zip(data) else None


def _opened(content: Path | BytesIO) -> zipfile.ZipFile | None:
    try:
        archive = zipfile.ZipFile(content)
    except ZIP_ERRORS:
        return None
    names = {plain(name) for name in archive.namelist()}
    if names and names.isdisjoint(_PARTS) and not any(name.endswith(".iwa") for name in names):
        return archive
    archive.close()
    return None


def _inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, limits: Limits) -> Source:
    """A member's bytes; of one that is too large to be a return and is no archive, the hash and size alone."""
    with inflating(info.filename), archive.open(info) as opened:
        head = opened.read(_CHUNK)
        most = limits.inflated if sniff.is_zip(head) else limits.mail if sniff.is_mail(head) else limits.file
        if info.file_size <= most:
            data = head + opened.read()
            if len(data) <= limits.file or _is_container(data):
                return Source(path, data)
            return _too_large(path, hashlib.sha256(data).hexdigest(), len(data), limits)
        digest = hashlib.sha256(head)
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
        return _too_large(path, digest.hexdigest(), info.file_size, limits)


def _too_large(path: str, sha256: str, size: int, limits: Limits) -> Source:
    reason = issue("too-large", found=megabytes(size), limit=megabytes(limits.file))
    return Source(path, issue=reason, sha256=sha256, size=size)


def _too_deep(limits: Limits) -> Issue:
    return issue("unsafe-file", reason=f"it lies in archives more than {limits.depth} deep")
