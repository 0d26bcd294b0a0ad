"""What binary formats say otherwise than by the values of cells: records as the programs write them."""

import struct

from tests.builders.edits import with_part
from tests.builders.files import binary, record, text_cell, wide, xls, xls_text, xlsb, xlsx, zipped
from xlkit.returns.raw import Around, Aside, AsideKind, RawSheet
from xlkit.returns.read import symbols
from xlkit.returns.read.binary import xlsbaround
from xlkit.returns.read.file import read_bytes
from xlkit.returns.read.limits import LIMITS
from xlkit.returns.read.office_xml.ooxml import Relation
from xlkit.returns.read.office_xml.package import Package

ADDRESS = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")
TICK = [b"\x01\x00\x01" + "ü".encode("utf-16-le")]  # the shared texts: one of one character


def sheet(data: bytes) -> RawSheet:
    raw = read_bytes(data).raw
    assert raw is not None
    return raw.sheets[0]


def around(*records: bytes) -> Around:
    """What a sheet of Excel 97 says beside its cells that has these records."""
    return sheet(xls([xls_text(0, 0, 0), *records], TICK)).around


def drawn(kind: int, number: int, row: int = 0, column: int = 0) -> bytes:
    """An object whose upper left corner lies on a cell."""
    corners = struct.pack("<HHHHHHHHH", 0, column, 0, row, 0, 0, 0, 0, 0)
    shape = record(0xEC, b"\x00\x00\x10\xf0\x12\x00\x00\x00" + corners)
    return shape + record(0x5D, struct.pack("<HHHH", 0x15, 0x12, kind, number))


def text(words: str) -> bytes:
    """The text of the object before it."""
    return record(0x1B6, struct.pack("<10xHHI", len(words), 0, 0)) + record(0x3C, b"\x00" + words.encode("latin-1"))


def font(name: str, *, is_struck: bool = False) -> bytes:
    return record(0x31, struct.pack("<HH10xBB", 200, 8 * is_struck, len(name), 0) + name.encode("latin-1"))


def test_a_comment_of_excel_97_stands_at_its_cell() -> None:
    """Its text follows on an object, which a record of its own puts to a cell."""
    note = record(0x1C, struct.pack("<HHHH", 10, 3, 0, 1))
    found = around(drawn(0x19, 1), text("See the minutes"), note)
    assert found.asides == (Aside(AsideKind.COMMENT, (10, 3), "See the minutes"),)


def test_text_boxes_and_pictures_of_excel_97() -> None:
    """A picture has no text; a chart and the arrow of a filter say nothing."""
    found = around(drawn(6, 1, 4, 2), text("Ring me"), drawn(8, 2, 5, 1), drawn(5, 3), drawn(0x14, 4))
    assert found.asides == (Aside(AsideKind.TEXT_BOX, (4, 2), "Ring me"), Aside(AsideKind.PICTURE, (5, 1)))


def test_links_and_merged_cells_of_excel_97() -> None:
    """Of a link that leads inside the workbook nothing is told."""
    address = "https://a.example\0".encode("utf-16-le")
    place = struct.pack("<HHHH", 7, 7, 3, 3) + bytes(24)
    link = record(0x1B8, place + ADDRESS + struct.pack("<I", len(address)) + address)
    merged = record(0xE5, struct.pack("<HHHHH", 1, 5, 9, 2, 2))
    found = around(link, record(0x1B8, place), merged)
    assert found == Around((Aside(AsideKind.LINK, (7, 3), "https://a.example"),), merged=((5, 2, 9, 2),))


def test_fonts_of_excel_97_strike_through_and_show_symbols() -> None:
    """The fifth font is the fourth that is listed, since no font has the number 4."""
    fonts = [font("Arial"), font("Arial", is_struck=True), font("Arial"), font("Arial"), font("Wingdings")]
    looks = [record(0xE0, struct.pack("<H18x", number)) for number in (0, 1, 5)]
    cells = [record(0xFD, struct.pack("<HHHI", row, 0, look, 0)) for row, look in enumerate((0, 1, 2))]
    found = sheet(xls(cells, TICK, before=[*fonts, *looks]))
    assert found.around.struck == {(1, 0)}
    assert [row[0] for row in found.rows] == ["ü", "ü", "✔"]


def test_comments_links_and_merged_cells_of_a_binary_workbook() -> None:
    """A comment names its cell, and its text follows; of a link only its place stands there, and whither elsewhere."""
    comment = (635, struct.pack("<IIIII", 0, 10, 10, 3, 3) + bytes(16))
    said = (637, b"\0" + wide("See the minutes"))
    records = [(176, struct.pack("<IIII", 5, 9, 2, 2)), (494, struct.pack("<IIII", 7, 7, 3, 3) + wide("r1"))]
    named = (Relation("r1", "hyperlink", "https://a.example", outside=True),)
    package = Package(zipped({"a": b""}), LIMITS)
    found = xlsbaround.around(package, named, records, [comment, said])
    link, note = (
        Aside(AsideKind.LINK, (7, 3), "https://a.example"),
        Aside(AsideKind.COMMENT, (10, 3), "See the minutes"),
    )
    assert found == Around((link, note), merged=((5, 2, 9, 2),))


def test_fonts_of_a_binary_workbook_strike_through_and_show_symbols() -> None:
    """Looks of cells stand in a list of their own, beside those that they are made of."""
    fonts = [struct.pack("<HH17x", 200, 8 * struck) + wide(name) for struck, name in ((0, "Arial"), (1, "Wingdings"))]
    looks = [struct.pack("<HHHxx", 0, 0, number) for number in (0, 1)]
    of_cells = [(617, b""), *((47, look) for look in looks), (618, b"")]
    found = xlsbaround.looks([*((43, each) for each in fonts), (47, looks[1]), *of_cells])
    assert found == symbols.Looks(frozenset({1}), {1: "Wingdings"})


def test_a_binary_workbook_is_read_with_what_stands_around() -> None:
    """Its sheets are gone through as those of the other formats are."""
    whole = xlsb([(7, 0, struct.pack("<I", 0))], ["✓"])
    merged = binary(176, struct.pack("<IIII", 0, 1, 0, 0)) + binary(130)
    data = with_part(whole, "xl/worksheets/a.bin", lambda part: part[: -len(binary(130))] + merged)
    assert sheet(data).around.merged == ((0, 0, 1, 0),)


def test_nothing_is_said_around_a_plain_sheet() -> None:
    """It costs nothing to be looked at, and compares as such."""
    assert sheet(xlsx(f'<row r="1">{text_cell("A1", "ü")}</row>')).around == Around()
