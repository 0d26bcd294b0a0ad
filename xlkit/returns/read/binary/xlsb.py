"""Binary workbooks (.xlsb): their records scanned for what the engine does not tell, and repacked without the rest."""

import struct
from collections.abc import Iterator
from itertools import chain

from msgspec.structs import replace

from xlkit.returns.raw import Around
from xlkit.returns.read import symbols
from xlkit.returns.read.binary import xlsbaround
from xlkit.returns.read.binary.xls import ERRORS
from xlkit.returns.read.book import LAST_COLUMN, LAST_ROW, Book, SheetFacts, check_extent
from xlkit.returns.read.limits import Limits
from xlkit.returns.read.office_xml.ooxml import CONTENT_TYPES, links, relations
from xlkit.returns.read.office_xml.package import Package, stored
from xlkit.returns.read.refusal import damaged

_ROW, _SHARED, _SHARED_ITEM, _SHEET = 0, 7, 19, 156
_ERROR_CELL, _ERROR_FORMULA = 3, 11
_VALUES = range(2, 12)  # every kind of cell that is not blank
_READ = ("worksheet", "chartsheet", "dialogsheet", "sharedStrings", "styles")  # kinds of parts


def scan(package: Package, main: str, limits: Limits) -> Book:
    """The workbook whose workbook part is `main`; RefusedError where it cannot be relied on."""
    named = {relation.id: relation for relation in relations(package, main)}
    parts = {relation.part: package.read(relation.part) for relation in named.values() if relation.kind in _READ}
    strings = sum(
        kind == _SHARED_ITEM
        for relation in named.values()
        if relation.kind == "sharedStrings"
        for kind, _ in _records(parts[relation.part])
    )
    workbook = package.read(main)
    styles = (parts[relation.part] for relation in named.values() if relation.kind == "styles")
    looks = xlsbaround.looks(chain.from_iterable(map(_records, styles)))
    sheets: list[SheetFacts] = []
    for index, body in enumerate(body for kind, body in _records(workbook) if kind == _SHEET):
        name, link = _bound_sheet(body)
        if link not in named:
            raise damaged(f"its sheet “{name[:31]}” is missing")
        if named[link].kind == "worksheet":
            part = named[link].part
            around = _around(package, part, parts[part])
            sheets.append(_sheet(parts[part], name, index, strings, looks, around))
    if not sheets:
        raise damaged("it has no sheet")
    check_extent(tuple(sheets), limits)
    return Book(_repack(package, main, {main: workbook, **parts}), tuple(sheets))


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Every record: its kind and its body."""
    offset = 0
    while offset < len(data):
        kind, offset = _packed(data, offset, 2)
        length, offset = _packed(data, offset, 4)
        if offset + length > len(data):
            raise damaged("a sheet is cut off")
        yield kind, data[offset : offset + length]
        offset += length


def _packed(data: bytes, offset: int, most: int) -> tuple[int, int]:
    """A number of up to `most` bytes, seven bits in each; of a record's kind, the high bit is part of the number."""
    number = 0
    for place in range(most):
        if offset >= len(data):
            raise damaged("a sheet is cut off")
        byte = data[offset]
        offset += 1
        number |= (byte & 0x7F) << (7 * place)
        if not byte & 0x80:
            break
    return number, offset


def _bound_sheet(body: bytes) -> tuple[str, str]:
    """The name and relationship id in a record that lists a sheet."""
    texts: list[str] = []
    offset = 8
    for _ in range(2):
        if offset + 4 > len(body):
            raise damaged("a sheet has no name")
        length = struct.unpack_from("<I", body, offset)[0]
        texts.append(body[offset + 4 : offset + 4 + 2 * length].decode("utf-16-le", "replace"))
        offset += 4 + 2 * length
    return texts[1], texts[0]


def _around(package: Package, part: str, data: bytes) -> Around:
    named = links(package, part)
    comments = (package.read(relation.part) for relation in named if relation.kind == "comments")
    return xlsbaround.around(package, named, _records(data), chain.from_iterable(map(_records, comments)))


def _sheet(data: bytes, name: str, index: int, strings: int, looks: symbols.Looks, around: Around) -> SheetFacts:
    bottom = right = row = -1
    errors: dict[tuple[int, int], str] = {}
    struck: set[tuple[int, int]] = set()
    in_symbols: dict[tuple[int, int], str] = {}
    for kind, body in _records(data):
        if kind == _ROW:
            row = struct.unpack_from("<I", body.ljust(4, b"\xff"))[0]
            if row > LAST_ROW:
                raise damaged("its rows reach beyond the last row of a sheet")
        elif kind in _VALUES:
            column = struct.unpack_from("<I", body.ljust(4, b"\xff"))[0]
            if row < 0 or column > LAST_COLUMN:
                raise damaged("its cells reach beyond the last column of a sheet")
            bottom, right = max(bottom, row), max(right, column)
            look = int.from_bytes(body[4:7], "little")
            if look in looks.struck:
                struck.add((row, column))
            if look in looks.symbols:
                in_symbols[row, column] = looks.symbols[look]
            if kind in (_ERROR_CELL, _ERROR_FORMULA):
                errors[row, column] = ERRORS.get(body[8], "#ERROR!") if len(body) > 8 else "#ERROR!"
            elif kind == _SHARED and struct.unpack_from("<I", body.ljust(12, b"\xff"), 8)[0] >= strings:
                raise damaged("a cell points at a text that is not there")
    around = replace(around, struck=frozenset(struck))
    return SheetFacts(name, index, bottom, right, errors, symbols=in_symbols, around=around)


def _repack(package: Package, main: str, parts: dict[str, bytes]) -> bytes:
    folder, _, file = main.rpartition("/")
    skeleton = ("_rels/.rels", CONTENT_TYPES, f"{folder}/_rels/{file}.rels")
    return stored({**{name: package.read(name) for name in skeleton}, **parts})
