"""Workbook files built part by part and byte by byte, whole ones and ones that no program would save."""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TypeAlias

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

_USUAL = 6  # how hard programs pack

Parts = Mapping[str, bytes | str]


def zipped(parts: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file of the parts."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, method, _USUAL)
    return packed.getvalue()


def relations(**targets: str) -> str:
    """A relationships part: one relationship for each, its id the name, as `kind:target`."""
    entries = "".join(
        '<Relationship Id="{}" Type="{}/{}" Target="{}"/>'.format(name, _RELATIONS, *target.split(":"))
        for name, target in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def workbook_part(sheets: str) -> str:
    """The part that lists the sheets of a workbook, each given as XML."""
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><workbookPr/><sheets>{sheets}</sheets></workbook>'


def sheet_part(rows: str) -> str:
    """A sheet whose rows are given as XML."""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def xlsx_parts(rows: str = "", strings: Sequence[str] = (), content_type: str = SHEET_TYPE) -> dict[str, bytes | str]:
    """The parts of a workbook of one sheet, `A`, whose rows are given as XML, and its shared texts."""
    items = "".join(f"<si><t xml:space='preserve'>{text}</t></si>" for text in strings)
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{content_type}"/></Types>',
        "_rels/.rels": relations(r1="officeDocument:xl/workbook.xml"),
        "xl/workbook.xml": workbook_part('<sheet name="A" sheetId="1" r:id="r1"/>'),
        "xl/_rels/workbook.xml.rels": relations(r1="worksheet:worksheets/a.xml", r2="sharedStrings:sharedStrings.xml"),
        "xl/worksheets/a.xml": sheet_part(rows),
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}" count="{len(strings)}">{items}</sst>',
    }


def xlsx(rows: str = "", strings: Sequence[str] = (), **parts: bytes | str) -> bytes:
    """A workbook as above; `parts` replaces parts by the last words of their names (`sheet`, `styles` …)."""
    return zipped(xlsx_parts(rows, strings) | {_NAMES[name]: data for name, data in parts.items()})


_NAMES = {
    "sheet": "xl/worksheets/a.xml",
    "strings_part": "xl/sharedStrings.xml",
    "workbook": "xl/workbook.xml",
    "extra": "docProps/extra.xml",
}


def row(*cells: str, number: int = 1) -> str:
    """One row of cells given as XML."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def text_cell(place: str, text: str) -> str:
    """A cell that holds its text itself."""
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


ODF = "urn:oasis:names:tc:opendocument:xmlns"
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"


def ods(table: str, *, mimetype: str = "spreadsheet", manifest: str = "", parts: Parts | None = None) -> bytes:
    """An OpenDocument file of one sheet, `A`, whose rows are given as XML, with `parts` in place of its own."""
    content = (
        f'<office:document-content xmlns:office="{ODF}:office:1.0" xmlns:table="{ODF}:table:1.0" '
        f'xmlns:text="{ODF}:text:1.0" xmlns:draw="{ODF}:drawing:1.0" xmlns:calcext="{_CALC}">'
        f'<office:body><office:spreadsheet><table:table table:name="A">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    whole: dict[str, bytes | str] = {
        "mimetype": f"application/vnd.oasis.opendocument.{mimetype}",
        "content.xml": content,
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{ODF}:manifest:1.0">{manifest}</m:manifest>',
    }
    return zipped({**whole, **(parts or {})})


def ods_cell(content: str, attributes: str = 'office:value-type="string"') -> str:
    """A row of one cell."""
    return f"<table:table-row><table:table-cell {attributes}>{content}</table:table-cell></table:table-row>"


_SECTOR = 512
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


Tree: TypeAlias = Mapping[str, "bytes | Tree"]
"""What lies in an OLE file or in one of its storages, by name: streams, and storages."""


def ole(tree: Tree) -> bytes:
    """An OLE file; a stream that is small is padded until it stands in sectors of its own, as a large one does."""
    entries: list[tuple[str, int, bytes, int, int]] = []  # name, kind, content, first child, next beside it
    _listed("Root Entry", tree, entries, _FREE)
    contents = [content.ljust(4096, b"\0") if kind == _STREAM else b"" for _, kind, content, _, _ in entries]
    directory_sectors = -(-len(entries) * 128 // _SECTOR)
    needed = directory_sectors + sum(-(-len(content) // _SECTOR) for content in contents)
    fat_sectors = -(-(needed + needed // 127 + 1) // 128)
    table = [_FAT] * fat_sectors + [*range(fat_sectors + 1, fat_sectors + directory_sectors), _END]
    directory, bodies = b"", b""
    for (name, kind, _, child, right), content in zip(entries, contents, strict=True):
        start = len(table) if content else _END
        directory += _directory_entry(name, kind, start, len(content), child, right)
        table += [*range(len(table) + 1, len(table) - (-len(content) // _SECTOR)), _END] if content else []
        bodies += content + bytes(-len(content) % _SECTOR)
    fat = struct.pack(f"<{len(table)}I", *table).ljust(fat_sectors * _SECTOR, b"\xff")
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, fat_sectors, fat_sectors, 0, 4096, _END, 0, _END, 0),
    )
    where = struct.pack("<109I", *range(fat_sectors), *[_FREE] * (109 - fat_sectors))
    return header + where + fat + directory.ljust(directory_sectors * _SECTOR, b"\0") + bodies


def _listed(name: str, content: bytes | Tree, entries: list[tuple[str, int, bytes, int, int]], right: int) -> int:
    """The number of a directory entry, those of what lies in it being listed first but for the root, which is 0."""
    if isinstance(content, bytes):
        entries.append((name, _STREAM, content, _FREE, right))
        return len(entries) - 1
    place = len(entries)
    entries.append((name, _STORAGE if place else _ROOT, b"", _FREE, right))
    child = _FREE
    for inner, body in reversed([*content.items()]):
        child = _listed(inner, body, entries, child)
    entries[place] = (name, entries[place][1], b"", child, right)
    return place


def _directory_entry(name: str, kind: int, start: int, size: int, child: int, right: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIII", raw, len(raw), kind, 1, _FREE, right, child, start, size, 0)


def record(kind: int, body: bytes = b"") -> bytes:
    """A record of an Excel 97 workbook."""
    return struct.pack("<HH", kind, len(body)) + body


def xls(cells: Sequence[bytes], texts: Sequence[bytes] = (), before: Sequence[bytes] = (), count: int = 1) -> bytes:
    """An Excel 97 workbook of one sheet, `A`: its records of cells, and the SST record and those that go on with it."""
    start = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    shared = b""
    if texts:
        shared = record(0xFC, struct.pack("<II", count, count) + texts[0])
        shared += b"".join(record(0x3C, text) for text in texts[1:])
    sheet_name = b"\x01\x00A"
    middle = b"".join(before) + record(0x42, b"\xb0\x04") + shared
    offset = len(start) + len(middle) + 4 + 6 + len(sheet_name) + 4
    bound = record(0x85, struct.pack("<IH", offset, 0) + sheet_name)
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + b"".join(cells) + record(0x0A)
    return ole({"Workbook": start + middle + bound + record(0x0A) + sheet})


def xls_text(row_number: int, column: int, index: int) -> bytes:
    """A cell that holds a shared text."""
    return record(0xFD, struct.pack("<HHHI", row_number, column, 0, index))


def binary(kind: int, body: bytes = b"") -> bytes:
    """A record of a binary workbook."""
    packed = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = len(body), b""
    while length > 0x7F:
        size += bytes([length & 0x7F | 0x80])
        length >>= 7
    return packed + size + bytes([length]) + body


def wide(text: str) -> bytes:
    """A text of a binary workbook."""
    units = text.encode("utf-16-le")
    return struct.pack("<I", len(units) // 2) + units


def xlsb(cells: Sequence[tuple[int, int, bytes]], strings: Sequence[str] = (), row_number: int = 0) -> bytes:
    """A binary workbook of one sheet, `A`, and one row: the kind of record, column and value of each cell."""
    sheet = binary(0, struct.pack("<IIHBBB I", row_number, 0, 300, 0, 0, 0, 0).ljust(17, b"\0"))
    sheet += b"".join(binary(kind, struct.pack("<II", column, 0) + value) for kind, column, value in cells)
    bundle = struct.pack("<II", 0, 1) + wide("r1") + wide("A")
    items = b"".join(binary(19, b"\0" + wide(text)) for text in strings)
    parts = xlsx_parts(content_type="application/vnd.ms-excel.sheet.binary.macroEnabled.main")
    return zipped(
        {
            "[Content_Types].xml": str(parts["[Content_Types].xml"]).replace("workbook.xml", "workbook.bin"),
            "_rels/.rels": relations(r1="officeDocument:xl/workbook.bin"),
            "xl/workbook.bin": binary(131) + binary(143) + binary(156, bundle) + binary(144) + binary(132),
            "xl/_rels/workbook.bin.rels": relations(
                r1="worksheet:worksheets/a.bin", r2="sharedStrings:sharedStrings.bin"
            ),
            "xl/worksheets/a.bin": binary(129)
            + binary(148, struct.pack("<IIII", 0, 9, 0, 9))
            + binary(145)
            + sheet
            + binary(146)
            + binary(130),
            "xl/sharedStrings.bin": binary(159, struct.pack("<II", len(strings), len(strings))) + items + binary(160),
        }
    )
