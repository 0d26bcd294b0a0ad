"""Edits: a written workbook changed part by part and cell by cell, as other programs and other hands change them."""

import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape

from tests.builders.files import zipped

Parts = dict[str, bytes]
Value = str | float | bool | date | None
ROW = re.compile(rb'<row r="(\d+)"([^>]*?)(?:/>|>(.*?)</row>)', re.DOTALL)
CELL = re.compile(rb'<c r="([A-Z]+)\d+"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)


def parts_of(data: bytes) -> Parts:
    """The parts of a package by name."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def sheet_part(data: bytes, sheet: str) -> str:
    """The name of the part that holds a sheet."""
    parts = parts_of(data)
    names = re.findall(r'<sheet name="([^"]*)"', parts["xl/workbook.xml"].decode())
    return f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part changed; AssertionError where that changes nothing."""
    parts = parts_of(data)
    changed = change(parts[name])
    if changed == parts[name]:
        raise AssertionError(f"nothing changed in {name}")
    return zipped({**parts, name: changed})


def with_parts(data: bytes, more: Mapping[str, bytes | str]) -> bytes:
    """The workbook with more parts, or with other content in some."""
    return zipped({**parts_of(data), **more})


def replaced(data: bytes, name: str, old: str, new: str) -> bytes:
    """The workbook with a text in one part replaced wherever it stands."""
    return with_part(data, name, lambda part: part.replace(old.encode(), new.encode()))


def with_cells(data: bytes, sheet: str, cells: Mapping[str, Value]) -> bytes:
    """The workbook with other values in some cells: texts, numbers, truth values, days, or nothing."""
    return with_cell_xml(data, sheet, {place: cell(place, value) for place, value in cells.items()})


def with_cell_xml(data: bytes, sheet: str, cells: Mapping[str, str]) -> bytes:
    """The workbook with some cells in the words of the format; an empty text takes a cell out."""
    return with_part(data, sheet_part(data, sheet), lambda part: _with_cells(part, cells))


def with_rows(data: bytes, sheet: str, change: Callable[[list[tuple[int, bytes]]], list[tuple[int, bytes]]]) -> bytes:
    """The workbook with the rows of a sheet, each its number (from 1) and its cells, changed and numbered anew."""

    def rearranged(part: bytes) -> bytes:
        rows = [(int(match[1]), match[3] or b"") for match in ROW.finditer(part)]
        start, end = part.index(b"<sheetData>") + len(b"<sheetData>"), part.index(b"</sheetData>")
        made = b"".join(b'<row r="%d">%s</row>' % (number, _numbered(cells, number)) for number, cells in change(rows))
        return part[:start] + made + part[end:]

    return with_part(data, sheet_part(data, sheet), rearranged)


def with_copied_sheet(data: bytes, sheet: str, copy: str, cells: Mapping[str, Value]) -> bytes:
    """The workbook with a copy of a sheet as its last one, in which some cells hold other values."""
    changed = parts_of(with_cells(data, sheet, cells))[sheet_part(data, sheet)]
    entry = f'<sheet name="{copy}" sheetId="99" r:id="rCopy"/></sheets>'
    link = (
        '<Relationship Id="rCopy" Target="worksheets/copy.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>'
    )
    more = with_parts(data, {"xl/worksheets/copy.xml": changed})
    more = replaced(more, "xl/workbook.xml", "</sheets>", entry)
    return replaced(more, "xl/_rels/workbook.xml.rels", "</Relationships>", link)


def with_sheets_alone(data: bytes, *sheets: str) -> bytes:
    """The workbook with none but some of its sheets."""
    kept = "|".join(map(re.escape, sheets))
    only = re.compile(rf'<sheet name="(?!(?:{kept})")[^>]*/>'.encode())
    return with_part(data, "xl/workbook.xml", lambda part: only.sub(b"", part))


def with_related(data: bytes, sheet: str, **parts: str) -> bytes:
    """The workbook with a sheet that names more parts, by kind the XML of each, or the address of a link."""
    part = sheet_part(data, sheet)
    listing = part.replace("worksheets/", "worksheets/_rels/") + ".rels"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "".join(
        f'<Relationship Id="r{kind}" Type="{office}/{kind}" Target="{content}" TargetMode="External"/>'
        if kind == "hyperlink"
        else f'<Relationship Id="r{kind}" Type="{office}/{kind}" Target="/xl/more/{kind}.xml"/>'
        for kind, content in parts.items()
    )
    more = {f"xl/more/{kind}.xml": content for kind, content in parts.items() if kind != "hyperlink"}
    return with_parts(data, {listing: f"<Relationships>{links}</Relationships>", **more})


def with_font(data: bytes, sheet: str, place: str, text: str, font: str) -> bytes:
    """The workbook with a text in a cell that has a font of its own, whose XML is given."""
    part = parts_of(data)["xl/styles.xml"].decode()
    fonts, looks = (re.findall(rf'<{name} count="(\d+)"', part)[0] for name in ("fonts", "cellXfs"))
    styled = replaced(data, "xl/styles.xml", "</fonts>", f"<font>{font}</font></fonts>")
    styled = replaced(styled, "xl/styles.xml", "</cellXfs>", f'<xf fontId="{fonts}"/></cellXfs>')
    cell = f'<c r="{place}" s="{looks}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
    return with_cell_xml(styled, sheet, {place: cell if text else f'<c r="{place}" s="{looks}"/>'})


def error(place: str, name: str) -> str:
    """A cell that shows an error."""
    return f'<c r="{place}" t="e"><v>{name}</v></c>'


def flipped(data: bytes, bit: int) -> bytes:
    """The bytes with one bit the other way round."""
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def spoilt(data: bytes, part: str) -> bytes:
    """The package with one bit flipped halfway through the packed bytes of a part."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        info = archive.getinfo(part)
        start = info.header_offset + 30 + len(info.filename.encode()) + info.compress_size // 2
    return flipped(data, start * 8)


def cell(place: str, value: Value) -> str:
    """A cell in the words of the format; nothing where it holds nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    if isinstance(value, date):
        return f'<c r="{place}" t="d"><v>{value.isoformat()}</v></c>'
    return f'<c r="{place}"><v>{value!r}</v></c>'


def _with_cells(part: bytes, cells: Mapping[str, str]) -> bytes:
    for place, made in cells.items():
        letters, number = place.rstrip("0123456789"), place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").encode()
        part = _with_cell(part, letters.encode(), number, made.encode())
    return part


def _with_cell(part: bytes, letters: bytes, number: bytes, made: bytes) -> bytes:
    row = next((match for match in ROW.finditer(part) if match[1] == number), None)
    if row is None:
        end = part.index(b"</sheetData>")
        later = [match.start() for match in ROW.finditer(part) if int(match[1]) > int(number)]
        at = later[0] if later else end
        return part[:at] + b'<row r="%s">%s</row>' % (number, made) + part[at:]
    found = {match[1]: match[0] for match in CELL.finditer(row[3] or b"")} | {letters: made}
    inside = b"".join(found[each] for each in sorted(found, key=lambda each: (len(each), each)))
    return part[: row.start()] + b'<row r="%s"%s>%s</row>' % (number, row[2], inside) + part[row.end() :]


def _numbered(cells: bytes, number: int) -> bytes:
    return re.sub(rb'(<c r="[A-Z]+)\d+', rb"\g<1>%d" % number, cells)


def places(column: str, first: int, last: int) -> list[str]:
    """The addresses of some cells of a column."""
    return [f"{column}{number}" for number in range(first, last + 1)]
