"""Packing: parts of a workbook put into its package, compressed on the way or beforehand."""

from collections.abc import Iterator
from concurrent.futures import Future
from io import StringIO
from pathlib import Path
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo
from zlib import DEFLATED, MAX_WBITS, compressobj, crc32

from msgspec import Struct

from xlkit.books.writer.plain import whole

AT_ONCE = 1 << 20  # bytes that are packed before the other thread is asked whether it lets this one go on
LEVEL = 5  # of 9: a third less time than at 6, and a twentieth more bytes


class Packed(Struct, frozen=True):
    """A part as it lies in a package, with its size and its checksum before it was packed."""

    name: str
    content: bytes
    size: int
    checksum: int


def pack(package: ZipFile, place: StringIO | str, name: str) -> None:
    """Put a part into a package, from memory or from a file, which is gone then."""
    with package.open(name, "w") as part:  # made at the first moment that a package knows
        for piece in _pieces(place):
            part.write(piece)


def packed(place: StringIO | str, name: str) -> Packed:
    """A part compressed by itself, to be put into a package later."""
    packer, pieces, size, checksum = compressobj(LEVEL, DEFLATED, -MAX_WBITS), [], 0, 0
    for piece in _pieces(place):
        pieces.append(packer.compress(piece))
        size, checksum = size + len(piece), crc32(piece, checksum)
    return Packed(name, b"".join([*pieces, packer.flush()]), size, checksum)


def add(package: ZipFile, packed: Future[Packed]) -> None:
    """Put a part into a package that is packed already, as it does with one that it packs itself."""
    part = packed.result()
    info = ZipInfo(part.name)
    info.compress_type, info.external_attr, info.header_offset = ZIP_DEFLATED, 0o600 << 16, package.start_dir
    info.file_size, info.compress_size, info.CRC = part.size, len(part.content), part.checksum
    stream = cast("BinaryIO", package.fp)  # of one that is open
    stream.seek(package.start_dir)
    stream.write(info.FileHeader() + part.content)
    package.start_dir = stream.tell()
    package.filelist.append(info)
    package.NameToInfo[info.filename] = info


def _pieces(place: StringIO | str) -> Iterator[bytes]:
    """A part in pieces, from memory or from a file, which is gone then."""
    if isinstance(place, StringIO):
        yield _in_bytes(place.getvalue())
        return
    with Path(place).open("rb") as file:
        yield from iter(lambda: file.read(AT_ONCE), b"")
    Path(place).unlink()


def _in_bytes(text: str) -> bytes:
    """A part in bytes, whatever it holds."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return whole(text).encode()
