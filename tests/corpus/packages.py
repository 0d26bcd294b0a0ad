"""Cases of files that are damaged, hostile, locked, or no workbook at all."""

import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO

from msoffcrypto.format.ooxml import OOXMLFile

from tests.builders.edits import parts_of, replaced, spoilt, with_cell_xml, with_part, with_parts
from tests.builders.files import ole, record, xls, xlsx_parts, zipped
from tests.corpus.case import Case, base, case

SHEET, BOOK, STRINGS = "xl/worksheets/sheet3.xml", "xl/workbook.xml", "xl/sharedStrings.xml"
TYPES, LINKS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _no_workbooks()
    yield from _texts_twice()
    yield from _cut_and_flipped()
    yield from _unsafe()
    yield from _ambiguous()
    yield from _locked()
    yield from _dialects()


def _no_workbooks() -> Iterator[Case]:
    for name, data in {
        "a PDF called .xlsx": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n",
        "a web page": b"<!DOCTYPE html><html><body><table><tr><td>2.1.3</td><td>x</td></tr></table></body></html>",
        "a CSV file": "Ref,Statement,Tick\n1.1.3,We are at level 3,✓\n".encode(),
        "a Word document": zipped(xlsx_parts(content_type="application/x.wordprocessingml.document.main+xml")),
        "an old Word document": ole({"WordDocument": b"w"}),
        "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        "an XML spreadsheet of 2003": b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
        "winmail.dat": b"\x78\x9f\x3e\x22\x01\x00\x06\x90\x08\x00",
        "noise": bytes(range(256)) * 4,
    }.items():  # fmt: skip
        yield case(name, data, "rejected", "not-a-workbook")
    yield case("an empty file", b"", "rejected", "empty-file")
    yield case("zeros", bytes(4096), "rejected", "damaged-file")
    yield case(
        "an Apple Numbers document",
        zipped({"Index/Document.iwa": b"", "Index/CalculationEngine.iwa": b""}),
        "rejected",
        "numbers-file",
    )
    yield case("another workbook", zipped(xlsx_parts()), "rejected", "not-ours")
    for name in ("return.xlsx.crdownload", "return.xlsx.partial", "~wrl0001.tmp", "return.lnk", "Return.URL"):
        yield case(f"a leftover, {name}", b"[x]", "ignored", "not-a-return", file=name)
    yield case("a return whose name holds no more than a leftover's", base(), "valid", file="return.tmp.xlsx")
    yield case("a return under the name of a leftover", base(), "valid", file="~$return.xlsx")
    yield case("an owner file of Excel", b"\x05Ann L", "ignored", "not-a-return", file="~$return.xlsx")
    yield case("a lock of LibreOffice", b"Ann,", "ignored", "not-a-return", file=".~lock.return.ods#")
    yield case("a folder's note on a Mac", b"\0\0\0\1Bud1", "ignored", "not-a-return", file=".DS_Store")


def _cut_and_flipped() -> Iterator[Case]:
    size = len(base())
    for share in (1, 25, 50, 75, 99):
        yield case(f"cut off at {share} %", base()[: size * share // 100], "rejected", "damaged-file")
    yield case("one byte short", base()[:-1], "rejected", "damaged-file")
    for part in (SHEET, BOOK, STRINGS, LINKS, "xl/styles.xml", "docProps/core.xml"):
        yield case(f"a bit flipped in {part}", spoilt(base(), part), "rejected", "damaged-file")
    for part, name in (
        (SHEET, "a sheet"),
        (STRINGS, "the texts"),
        (LINKS, "the list of sheets"),
        (BOOK, "the workbook part"),
    ):
        without = {each: data for each, data in parts_of(base()).items() if each != part}
        yield case(f"without {name}", zipped(without), "rejected", "damaged-file")
    yield case(
        "XML broken off", with_part(base(), SHEET, lambda part: part[: len(part) // 2]), "rejected", "damaged-file"
    )
    yield case(
        "a part swapped for another", with_parts(base(), {SHEET: parts_of(base())[STRINGS]}), "rejected", "damaged-file"
    )


def _texts_twice() -> Iterator[Case]:
    """Two texts in one place: readers would part over what is shown; the near miss is a text in runs."""
    for made in (b"<t>And more.</t>", b"<t/>", b'\n<t xml:space="preserve">And more.</t>'):
        shared = parts_of(base())[STRINGS].replace(b"2019.</t>", b"2019.</t>" + made)
        yield case(f"a text with {made!r} behind it", with_parts(base(), {STRINGS: shared}), "rejected", "damaged-file")
    inline = '<c r="D26" t="inlineStr"><is><t>One</t><t>Two</t></is></c>'
    yield case(
        "an inline text and another", with_cell_xml(base(), "Questions", {"D26": inline}), "rejected", "damaged-file"
    )


def _unsafe() -> Iterator[Case]:
    bomb = b"<worksheet>" + b" " * 30_000_000
    yield case("a sheet that is a bomb", with_parts(base(), {SHEET: bomb}), "rejected", "unsafe-file")
    yield case(
        "a bomb beside the sheets",
        with_parts(base(), {"xl/media/image1.png": bytes(40_000_000)}),
        "rejected",
        "unsafe-file",
    )
    yield case("an honest part that packs well", with_parts(base(), {"xl/media/image1.bmp": bytes(90_000)}), "valid")
    yield case(
        "3,000 parts", with_parts(base(), {f"xl/media/{n}.png": b"" for n in range(3_000)}), "rejected", "too-large"
    )
    yield case("more than the limit", base() + bytes(26 * 2**20), "rejected", "too-large")
    for place in ("XFD1048576", "ZZ900000"):
        yield case(f"a cell at {place}", _stray(place), "rejected", "unsafe-file")
    for place in ("A9999999999999", "XFE1", "AAAA1", "A0", "1A", "-1", "A1:B2"):
        yield case(f"a cell at {place}", replaced(base(), SHEET, 'r="C8"', f'r="{place}"'), "rejected", "damaged-file")
    yield case(
        "a row beyond the last",
        with_part(base(), SHEET, lambda part: part.replace(b'<row r="8"', b'<row r="2000000"')),
        "rejected",
        "damaged-file",
    )
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>'
    for part in (SHEET, BOOK, STRINGS, "xl/styles.xml", "docProps/app.xml"):
        yield case(f"entities in {part}", with_part(base(), part, _declaring(entity)), "rejected", "unsafe-file")
    outside = b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://evil.example/x.dtd">'
    yield case(
        "a document type from elsewhere", with_part(base(), SHEET, _declaring(outside)), "rejected", "unsafe-file"
    )
    outside = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    yield case(
        "a file of the reader's as an entity",
        with_part(base(), STRINGS, _declaring(outside)),
        "rejected",
        "unsafe-file",
    )
    link = '<Relationship Id="rx" Type="http://x/externalLink" Target="http://evil.example/a.xlsx" TargetMode="External"/></Relationships>'  # fmt: skip
    yield case("a link to another workbook", replaced(base(), LINKS, "</Relationships>", link), "valid")
    for code, part in (("has-objects", "xl/embeddings/a.bin"), ("has-links", "xl/externalLinks/externalLink1.xml")):
        yield case(f"with {part}", with_parts(base(), {part: b"<ddeLink/>"}), "valid", code)
    yield case("a workbook of Excel 4", b"\x09\x04\x06\x00" + bytes(100), "rejected", "old-workbook")
    yield case("a name that leaves the package", with_parts(base(), {"../../evil.xml": "<x/>"}), "valid")
    deep = b"<x>" * 10_000 + b"</x>" * 10_000
    yield case("XML 10,000 deep in a part that nobody reads", with_parts(base(), {"xl/deep.xml": deep}), "valid")
    yield case(
        "XML 10,000 deep in a sheet",
        with_part(base(), SHEET, lambda part: part.replace(b"<sheetData>", deep + b"<sheetData>")),
        "valid",
    )


def _ambiguous() -> Iterator[Case]:
    yield case("two parts of one name", _twice(SHEET, SHEET), "rejected", "damaged-file")
    yield case("two parts that differ in case", _twice(SHEET, SHEET.upper()), "rejected", "damaged-file")
    yield case("a text that is not there", with_cell_xml(base(), "Questions", {"C8": '<c r="C8" t="s"><v>99999</v></c>'}), "rejected", "damaged-file")  # fmt: skip
    hidden = '<c r="C8" t="str"><f>1<!--</f><v>no</v></c><c r="C9"><f>--></f><v>✓</v></c>'
    yield case("a comment that seems to hold an answer", with_cell_xml(base(), "Questions", {"C8": hidden}), "valid")
    yield case("a text number below zero", with_cell_xml(base(), "Questions", {"C8": '<c r="C8" t="s"><v>-1</v></c>'}), "rejected", "damaged-file")  # fmt: skip
    yield case(
        "a cell of no known type",
        with_cell_xml(base(), "Questions", {"C8": '<c r="C8" t="zz"><v>1</v></c>'}),
        "rejected",
        "unreadable",
    )
    yield case(
        "a cell with two values",
        with_cell_xml(base(), "Questions", {"C8": '<c r="C8"><v>1</v><v>2</v></c>'}),
        "rejected",
        "unreadable",
    )
    yield case("a cell twice", with_cell_xml(base(), "Questions", {"C8": '<c r="C8"><v>1</v></c><c r="C8"><v>2</v></c>'}), "rejected", "damaged-file")  # fmt: skip
    yield case(
        "cells out of order",
        with_part(base(), SHEET, lambda part: part.replace(b'<c r="A8"', b'<c r="D8"')),
        "rejected",
        "damaged-file",
    )
    yield case(
        "rows out of order",
        with_part(base(), SHEET, lambda part: part.replace(b'<row r="8"', b'<row r="7"')),
        "rejected",
        "damaged-file",
    )
    yield case(
        "two sheets of one name", replaced(base(), BOOK, 'name="Questions"', 'name="START"'), "rejected", "damaged-file"
    )
    yield case(
        "two sheets that are one",
        replaced(base(), LINKS, "worksheets/sheet3.xml", "worksheets/sheet2.xml"),
        "rejected",
        "damaged-file",
    )
    yield case("cells after the end of the cells", replaced(base(), SHEET, "</sheetData>", '</sheetData><sheetData><row r="8"/></sheetData>'), "rejected", "unreadable")  # fmt: skip
    yield case("marked text in a cell", with_cell_xml(base(), "Questions", {"C8": '<c r="C8" t="str"><v><![CDATA[✓]]></v></c>'}), "valid")  # fmt: skip
    yield case("a sheet in UTF-16", with_part(base(), SHEET, lambda part: part.decode().replace("UTF-8", "UTF-16").encode("utf-16")), "rejected", "unreadable")  # fmt: skip
    yield case(
        "a wrong count of texts",
        with_part(base(), STRINGS, lambda part: part.replace(b' uniqueCount="', b' uniqueCount="4000000')),
        "valid",
    )


def _locked() -> Iterator[Case]:
    yield case("a password that is known", locked("open sesame"), "valid")
    yield case("a password that nobody gave", locked("secret"), "rejected", "needs-password")
    yield case("protected against changes alone", locked("VelvetSweatshop"), "valid")
    yield case("a lock that would take for ever", _spun(locked("open sesame"), b"999999999"), "rejected", "unsafe-file")
    yield case(
        "a lock that is broken",
        ole({"EncryptedPackage": b"e" * 64, "EncryptionInfo": b"i" * 64}),
        "rejected",
        "needs-password",
    )
    yield case(
        "a sensitivity label", ole({"EncryptedPackage": b"e", "\tDRMContent": b"d"}), "rejected", "protected-by-label"
    )
    yield case(
        "an old workbook behind a password",
        xls([], before=[record(0x2F, struct.pack("<HHH", 0, 7, 7))]),
        "rejected",
        "needs-password",
    )


def _dialects() -> Iterator[Case]:
    strict = with_part(base(), SHEET, lambda part: part.replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"))  # fmt: skip
    yield case("Strict Open XML", strict, "valid")
    yield case("every element with a prefix", with_part(base(), SHEET, _prefixed), "valid")
    macro = replaced(base(), TYPES, "spreadsheetml.sheet.main+xml", "spreadsheetml.sheet.macroEnabled.main+xml")
    macro = replaced(macro, TYPES, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.macroEnabled", "application/vnd.ms-excel.sheet.macroEnabled")  # fmt: skip
    yield case(
        "a workbook with macros",
        with_parts(macro, {"xl/vbaProject.bin": b"\xd0\xcf"}),
        "valid",
        "has-macros",
        file="return.xlsm",
    )
    yield case("a workbook called .xls", base(), "valid", file="return.xls")
    yield case("a workbook without a suffix", base(), "valid", file="return")
    yield case("stored without packing", zipped(parts_of(base()), zipfile.ZIP_STORED), "valid")
    yield case("bytes before the archive", b"junk" + base(), "rejected", "not-a-workbook")
    yield case("bytes after the archive", base() + b"\r\n", "valid")


def locked(password: str) -> bytes:
    """The workbook behind a password."""
    out = BytesIO()
    OOXMLFile(BytesIO(base())).encrypt(password, out)
    return out.getvalue()


def _spun(data: bytes, count: bytes) -> bytes:
    """A locked workbook that asks for more rounds of hashing; its length stays."""
    old = b'spinCount="100000" saltSize="16" '
    new = b'spinCount="%s" ' % count
    if old not in data:
        raise AssertionError("the lock says nothing of its rounds where it should")
    return data.replace(old, new.ljust(len(old)), 1)


def _stray(place: str) -> bytes:
    number = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    row = f'<row r="{number}"><c r="{place}"><v>1</v></c></row></sheetData>'
    return replaced(base(), SHEET, "</sheetData>", row)


def _declaring(declaration: bytes) -> Callable[[bytes], bytes]:
    return lambda part: declaration + part.partition(b"?>")[2]


def _twice(name: str, other: str) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts_of(base()).items():
            archive.writestr(zipfile.ZipInfo(part), data)
        second = zipfile.ZipInfo("x" * len(other))
        archive.writestr(second, parts_of(base())[name].replace(b"C8", b"C9"))
    return packed.getvalue().replace(b"x" * len(other), other.encode())


def _prefixed(part: bytes) -> bytes:
    plain = part.replace(b'xmlns="', b'xmlns:x="', 1)
    head, _, rest = plain.partition(b"?>")
    return head + b"?>" + re.sub(rb"<(/?)(?=[a-z])", rb"<\1x:", rest)
