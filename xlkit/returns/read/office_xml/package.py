"""A ZIP package: its parts, inflated within limits and checked against their checksums."""

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO

from xlkit.returns.read.limits import Limits, megabytes
from xlkit.returns.read.office_xml.markup import check_unparsed
from xlkit.returns.read.refusal import damaged, needs_password, refused

# What the standard library raises over a broken ZIP file.
ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError)
_MARKUP = (".xml", ".rels", ".vml")
_CHUNK = 2**16
_HEADER = struct.Struct("<4s2xHH16xHH")  # of a part: signature, flags, method, and the lengths of its name and the rest
_SMALL = 2**20  # bytes of a part that is inflated whole even where nobody reads it
_SIGNATURE, _DEFLATED = b"PK\x03\x04", zipfile.ZIP_DEFLATED
_HARMLESS = 0x80E  # flags: how hard it was packed, sizes that follow the data, names in UTF-8
_FACTS = struct.Struct("<HHHHHIIIHH")  # version, flags, method, time, day, checksum, both sizes, both lengths
_PLACE = struct.Struct("<HHHII")  # of a part in the list at the end: comment, disk, attributes, and where it begins
_END = struct.Struct("<4sHHHHIIH")
_VERSION, _NAMES_IN_UTF_8, _AS_IS = 20, 0x800, 0
_FIRST_DAY = 0x21  # 1 January 1980, the first that an archive knows


class Package:
    """The parts of a package by name; RefusedError where it is damaged, unsafe or too large.

    What is declared is checked first, and nothing inflates further than declared: so the limits hold for real bytes.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data = data
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except ZIP_ERRORS as error:
            raise damaged("it is cut off, or is no longer the file that was saved") from error
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        _check_sizes(infos, len(data), limits)
        # Names of parts are equal whatever their case; two of one name would be read differently by different programs.
        self._infos = {plain(info.filename): info for info in infos}
        if len(self._infos) < len(infos):
            raise damaged("two of its parts have one name")
        self._unread = set(self._infos)

    def __contains__(self, name: str) -> bool:
        return plain(name) in self._infos

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts, in lower case."""
        return frozenset(self._infos)

    def read(self, name: str) -> bytes:
        """The content of a part, checked; RefusedError where it is missing or damaged."""
        info = self._infos.get(plain(name))
        if info is None:
            raise damaged(f"its part {name[:80]} is missing")
        self._unread.discard(plain(name))
        with inflating(name):
            return _plainly_packed(self._data, info) or self._zip.read(info)

    def check_rest(self) -> None:
        """Check every part that was not read, so that no damage and no declared entity goes unseen."""
        for name in sorted(self._unread):
            if name.endswith(_MARKUP):
                check_unparsed(self.read(name))
            elif self._infos[name].file_size <= _SMALL:
                self.read(name)
            else:
                with inflating(name), self._zip.open(self._infos[name]) as part:
                    while part.read(_CHUNK):
                        pass


def _plainly_packed(data: bytes, info: zipfile.ZipInfo) -> bytes:
    """A part packed as all spreadsheet programs pack theirs, in a fraction of the time that the standard library takes.

    Empty where it is packed in another way, for the standard library to deal with; BadZipFile where it is damaged.
    """
    place = info.header_offset
    if info.flag_bits & ~_HARMLESS or place + _HEADER.size > len(data):
        return b""
    signature, flags, method, name_length, extra_length = _HEADER.unpack_from(data, place)
    name = data[place + _HEADER.size : place + _HEADER.size + name_length]
    is_same = (signature, flags, method, name) == (_SIGNATURE, info.flag_bits, _DEFLATED, info.orig_filename.encode())
    if not is_same or info.compress_type != _DEFLATED:
        return b""
    start = place + _HEADER.size + name_length + extra_length
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    inflated = inflating.decompress(data[start : start + info.compress_size], info.file_size + 1)
    if len(inflated) != info.file_size or zlib.crc32(inflated) != info.CRC:
        raise zipfile.BadZipFile("other than its checksum says")
    return inflated


@lru_cache(maxsize=2**10)
def plain(name: str) -> str:
    """A part's name as names of parts are compared, whatever stands before it and however its case is."""
    return posixpath.normpath(name.replace("\\", "/")).lstrip("/").lower()


@contextmanager
def inflating(name: str) -> Iterator[None]:
    """Turns what the standard library raises over a part into the refusal of the file."""
    try:
        yield
    except ZIP_ERRORS as error:
        raise damaged(f"its part {name[:80]} does not match its checksum") from error
    except RuntimeError as error:  # what the standard library raises over a part that is locked with a password
        raise needs_password(may_be_given=False) from error


def _check_sizes(infos: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    if len(infos) > limits.parts:
        raise refused("too-large", found=f"{len(infos):,} parts inside", limit=f"{limits.parts:,}")
    inflated = sum(info.file_size for info in infos)
    if inflated > limits.inflated:
        raise refused("too-large", found=f"{megabytes(inflated)} of contents", limit=megabytes(limits.inflated))
    pairs = [(info.file_size, info.compress_size) for info in infos]
    if any(big > limits.grace and big > limits.ratio * small for big, small in [*pairs, (inflated, size)]):
        reason = f"it unpacks to more than {limits.ratio} times its size, as files made to choke a computer do"
        raise refused("unsafe-file", reason=reason)


def stored(parts: Mapping[str, bytes]) -> bytes:
    """The archive of some parts, by name and in order; together they must stay under 4 GB, and be 65,535 at most."""
    pieces: list[bytes] = []
    listed: list[bytes] = []
    place = 0
    for name, data in parts.items():
        path, size = name.encode(), len(data)
        facts = _FACTS.pack(
            *(_VERSION, _NAMES_IN_UTF_8, _AS_IS, 0, _FIRST_DAY), zlib.crc32(data), size, size, len(path), 0
        )
        pieces += (b"PK\x03\x04", facts, path, data)
        listed += (b"PK\x01\x02", struct.pack("<H", _VERSION), facts, _PLACE.pack(0, 0, 0, 0, place), path)
        place += 4 + len(facts) + len(path) + size
    index = b"".join(listed)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(parts), len(parts), len(index), place, 0)
    return b"".join((*pieces, index, end))
