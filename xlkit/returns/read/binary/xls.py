"""Workbooks of Excel 97 to 2003: their records scanned for what the engine does not tell, or reads wrongly."""

import struct
from collections.abc import Iterator

from xlkit.returns.read import symbols
from xlkit.returns.read.binary import xlsaround
from xlkit.returns.read.book import Book, SheetFacts, check_extent
from xlkit.returns.read.limits import Limits
from xlkit.returns.read.refusal import damaged, needs_password, refused

_BOF, _EOF, _FILEPASS, _BOUNDSHEET, _SST, _CONTINUE = 0x809, 0x0A, 0x2F, 0x85, 0xFC, 0x3C
_LABELSST, _FORMULA, _BOOLERR, _MULRK = 0xFD, 0x06, 0x205, 0xBD
# Records that put a value into the cell at (row, column), their first two numbers.
_VALUES = frozenset({_LABELSST, _FORMULA, _BOOLERR, _MULRK, 0x27E, 0x203, 0x204, 0xD6})
_DIMENSIONS = 0x200
_EXCEL_97 = 0x600
_SUPBOOK = 0x1AE  # where values come from: this workbook itself, functions of a program, or else something outside
_WITHIN = (b"\x01\x04", b"\x01\x3a")
_ROWS, _COLUMNS = 65_536, 256
_MACRO_SHEETS = frozenset({1, 6})
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
    0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip
_WIDE, _PHONETIC, _RICH = 1, 4, 8


def scan(data: bytes, stream: bytes, limits: Limits) -> tuple[Book, tuple[str, ...]]:
    """The workbook in a stream of records, and the codes of notes on what else is in it; RefusedError as elsewhere."""
    if struct.unpack_from("<H", stream.ljust(6, b"\xff"), 4)[0] < _EXCEL_97:
        raise refused("old-workbook", found="Excel 5 or Excel 95")
    listed, strings, carried = _globals(stream)
    if not listed:
        raise damaged("it has no sheet")
    looks = xlsaround.looks(_records(stream, 0))
    sheets = tuple(_sheet(stream, start, name, index, strings, looks) for index, (name, start) in enumerate(listed))
    check_extent(sheets, limits)
    return Book(data, sheets), carried


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the stream, to its end mark; parts that stand within it (charts) are passed over."""
    depth = 0
    end = start
    while depth or end == start:
        if end + 4 > len(stream):
            raise damaged("it is cut off")
        kind, length = struct.unpack_from("<HH", stream, end)
        body = stream[end + 4 : end + 4 + length]
        if len(body) < length:
            raise damaged("it is cut off")
        depth += (kind == _BOF) - (kind == _EOF)
        if not depth and end == start:
            raise damaged("a sheet is not where it should be")
        end += 4 + length
        if depth == 1:
            yield kind, body


def _globals(stream: bytes) -> tuple[list[tuple[str, int]], tuple[str, ...], tuple[str, ...]]:
    """The name and start of each sheet, the texts that cells share, and the codes of notes on what else is there."""
    sheets: list[tuple[str, int]] = []
    carried: list[str] = []
    chunks: list[bytes] = []
    in_strings = False
    for kind, body in _records(stream, 0):
        if kind == _FILEPASS:
            raise needs_password()
        if kind == _BOUNDSHEET:
            sheets.append(_bound_sheet(body))
            carried += ["has-macros"] if body[5] in _MACRO_SHEETS else []
        if kind == _SUPBOOK and body[2:4] not in _WITHIN:
            carried.append("has-links")
        in_strings = kind == _SST or (kind == _CONTINUE and in_strings)
        if in_strings:
            chunks.append(body)
    return sheets, shared_strings(chunks) if chunks else (), tuple(carried)


def _bound_sheet(body: bytes) -> tuple[str, int]:
    if len(body) < 8:
        raise damaged("a sheet has no name")
    return body[8:].decode("utf-16-le" if body[7] & 1 else "latin-1", "replace"), struct.unpack_from("<I", body)[0]


def _sheet(
    stream: bytes, start: int, name: str, index: int, strings: tuple[str, ...], looks: symbols.Looks
) -> SheetFacts:
    bottom = right = -1
    errors: dict[tuple[int, int], str] = {}
    texts: dict[tuple[int, int], str] = {}
    seen: dict[tuple[int, int], int] = {}  # the number of each cell's look
    for kind, body in _records(stream, start):
        if kind == _DIMENSIONS:
            _check_dimensions(body)
        if kind not in _VALUES or len(body) < 6:
            continue
        row, column, seen[row, column] = struct.unpack_from("<HHH", body)
        place = (row, column)
        bottom = max(bottom, row)
        right = max(right, struct.unpack_from("<H", body, len(body) - 2)[0] if kind == _MULRK else column)
        error = _error(kind, body)
        if error:
            errors[place] = error
        elif kind == _LABELSST:
            text = struct.unpack_from("<I", body.ljust(10, b"\xff"), 6)[0]
            if text >= len(strings):
                raise damaged("a cell points at a text that is not there")
            texts[place] = strings[text]
    in_symbols = {place: looks.symbols[look] for place, look in seen.items() if look in looks.symbols}
    struck = frozenset(place for place, look in seen.items() if look in looks.struck)
    around = xlsaround.around(_records(stream, start), struck)
    return SheetFacts(name, index, bottom, right, errors, texts, in_symbols, around)


def _check_dimensions(body: bytes) -> None:
    """RefusedError where a sheet says that it ends before it begins: the engine makes room by what it says."""
    if len(body) >= 12:
        top, below, left, beyond = struct.unpack_from("<IIHH", body)
    else:
        top, below, left, beyond = struct.unpack_from("<HHHH", body.ljust(8, b"\0"))
    if top > below or left > beyond or below > _ROWS or beyond > _COLUMNS:
        raise damaged("what it says of a sheet's size cannot be")


def _error(kind: int, body: bytes) -> str:
    """The error that a record shows, if it shows one."""
    if kind == _BOOLERR and len(body) >= 8 and body[7]:
        return ERRORS.get(body[6], "#ERROR!")
    if kind == _FORMULA and len(body) >= 14 and body[6] == 2 and body[12:14] == b"\xff\xff":
        return ERRORS.get(body[8], "#ERROR!")
    return ""


def shared_strings(chunks: list[bytes]) -> tuple[str, ...]:
    """The texts in the bodies of the SST record and the CONTINUE records after it; RefusedError where it ends early."""
    reader = _Chunks(chunks)
    count = struct.unpack("<II", reader.take(8))[1]
    strings: list[str] = []
    while len(strings) < count:
        length, flags = struct.unpack("<HB", reader.take(3))
        runs = struct.unpack("<H", reader.take(2))[0] if flags & _RICH else 0
        phonetic = struct.unpack("<I", reader.take(4))[0] if flags & _PHONETIC else 0
        strings.append(reader.characters(length, wide=bool(flags & _WIDE)))
        reader.take(4 * runs + phonetic)
    return tuple(strings)


class _Chunks:
    """A place in a run of chunks; texts that go over into the next chunk say there anew how wide they are."""

    def __init__(self, chunks: list[bytes]) -> None:
        self._chunks = chunks
        self._chunk = 0
        self._offset = 0

    def take(self, length: int) -> bytes:
        """So many bytes, from as many chunks as it needs."""
        taken = self._some(length)
        while len(taken) < length:
            self._next()
            taken += self._some(length - len(taken))
        return taken

    def characters(self, length: int, *, wide: bool) -> str:
        """A text of so many UTF-16 units; a half of a character that lost the other becomes �."""
        pieces: list[bytes] = []
        while length:
            piece = self._some(2 * length if wide else length)
            if wide and len(piece) % 2:
                raise damaged("its texts are cut in the middle of a character")
            pieces.append(piece if wide else piece.decode("latin-1").encode("utf-16-le"))
            length -= len(pieces[-1]) // 2
            if length:
                self._next()
                wide = bool(self.take(1)[0] & _WIDE)
        return b"".join(pieces).decode("utf-16-le", "replace")

    def _some(self, length: int) -> bytes:
        piece = self._chunks[self._chunk][self._offset : self._offset + length]
        self._offset += len(piece)
        return piece

    def _next(self) -> None:
        self._chunk += 1
        self._offset = 0
        if self._chunk == len(self._chunks):
            raise damaged("its texts are cut off")
