"""Tests that each reason to refuse a file is found, and is not found in a file that merely looks like it."""

import struct
import sys
import zipfile

import pytest
from msgspec.structs import replace

from tests.builders.files import (
    ods,
    ods_cell,
    ole,
    record,
    relations,
    row,
    text_cell,
    xls,
    xls_text,
    xlsb,
    xlsx,
    xlsx_parts,
    zipped,
)
from xlkit.returns.issues import CATALOGUE, Severity
from xlkit.returns.read.file import read_bytes
from xlkit.returns.read.limits import LIMITS, Limits

SMALL = replace(LIMITS, file=20_000, inflated=100_000, grace=10_000, parts=8, cells=1_000)
GOOD = xlsx(row(text_cell("A1", "an answer")))


def code(data: bytes, limits: Limits = LIMITS) -> str:
    """The code that rejects the content, or nothing where it is read."""
    result = read_bytes(data, limits)
    rejected = [found.code for found in result.issues if found.severity is Severity.REJECTS]
    assert bool(rejected) == (result.raw is None)
    return "".join(rejected)


def message(data: bytes) -> str:
    return read_bytes(data).issues[0].message


def test_good_workbook_is_read() -> None:
    """The file that the others differ from in one thing is taken without a word."""
    assert read_bytes(GOOD).issues == ()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"\r\n<!DOCTYPE html><html>", "a web page"),
        (b"<html><table><tr><td>1", "a web page"),
        ("name,answer\nBrightwell,✓\n".encode(), "a text or CSV file"),
        ("name\tanswer".encode("utf-16"), "a text or CSV file"),
        (b"From: a@b.example\r\nSubject: form\r\n", "an e-mail message"),
        (b"\x89PNG\r\n\x1a\n\0", "a picture (PNG)"),
        (b"\xff\xd8\xff\xe0", "a picture (JPEG)"),
        (b"{\\rtf1", "a text document (RTF)"),
        (b"Rar!\x1a\x07\0", "an archive of another kind"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "an XML spreadsheet of 2003"),
        (b'<?xml version="1.0"?><a/>', "an XML file"),
        (bytes(range(256)), "a file of a kind that is not known here"),
        (zipped({"a.txt": "a"}), "a ZIP archive"),
        (zipped({}), "an empty ZIP archive"),
        (zipped({"Index/Document.iwa": b""}), "an Apple document"),
        (ole({"WordDocument": b"w"}), "a Word document"),
        (ole({"__properties_version1.0": b"m"}), "an e-mail message"),
        (ole({"Contents": b"c"}), "an Office file of another kind"),
        (zipped(xlsx_parts(content_type="application/x.wordprocessingml.document.main+xml")), "a Word document"),
        (zipped(xlsx_parts(content_type="application/x.presentationml.main+xml")), "a PowerPoint presentation"),
        (ods("", mimetype="text"), "a text document (OpenDocument)"),
    ],
)
def test_other_content_is_named(data: bytes, kind: str) -> None:
    """What is no workbook is told by its content, in words a person knows."""
    assert code(data) == "not-a-workbook"
    assert f"This is {kind}" in message(data)


def test_open_document_template_is_a_workbook() -> None:
    """A form saved as a template is still a form."""
    assert code(ods(ods_cell("<text:p>a</text:p>"), mimetype="spreadsheet-template")) == ""


def test_a_library_that_is_not_there_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asked is told, and nobody is asked to send a workbook again."""
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(ImportError):
        read_bytes(xls([xls_text(0, 0, 0)], [b"\x01\x00\x00a"]))


def test_empty_file() -> None:
    """No bytes are an empty file; a few are not."""
    assert code(b"") == "empty-file"
    assert code(b" ") == "not-a-workbook"


def test_numbers_document() -> None:
    """An Apple Numbers document is named, since it can be exported; one of Pages is not taken for it."""
    assert code(zipped({"Index/Document.iwa": b"", "Index/CalculationEngine.iwa": b""})) == "numbers-file"
    assert code(zipped({"Index/Document.iwa": b"", "Index/Tables.iwa": b""})) == "not-a-workbook"


def test_password() -> None:
    """A workbook behind a password asks for it, in every format that can have one."""
    assert code(ole({"EncryptedPackage": b"e", "EncryptionInfo": b"i"})) == "needs-password"
    assert code(ods("", manifest="<m:file-entry><m:encryption-data/></m:file-entry>")) == "needs-password"
    refused = read_bytes(ods("", manifest="<m:file-entry><m:encryption-data/></m:file-entry>"), passwords=["a"]).issues
    assert "--password" not in refused[0].message  # which is not tried on it
    assert code(xls([], before=[record(0x2F, b"\0" * 6)])) == "needs-password"
    assert code(ods(ods_cell("<text:p>password</text:p>"), manifest="<m:file-entry/>")) == ""
    assert code(xls([record(0x203, struct.pack("<HHHd", 0, 0, 0, 1))])) == ""


def test_sensitivity_label() -> None:
    """A workbook that a label locks cannot be opened with any password."""
    assert code(ole({"EncryptedPackage": b"e", "\tDRMContent": b"d"})) == "protected-by-label"
    assert code(ole({"EncryptedPackage": b"e", "Label": b"d"})) == "needs-password"


@pytest.mark.parametrize("length", [30, len(GOOD) // 2, len(GOOD) - 1])
def test_cut_off_workbook(length: int) -> None:
    """A workbook that lost its end is damaged."""
    assert code(GOOD[:length]) == "damaged-file"


def test_cut_off_old_workbook() -> None:
    """An old workbook that lost its end is damaged too."""
    assert code(xls([])[:700]) == "damaged-file"


def test_zeros() -> None:
    """A file that a broken disk or upload filled with zeros is damaged."""
    assert code(bytes(5_000)) == "damaged-file"


def test_flipped_bit_in_any_part() -> None:
    """Damage is found in parts that are never looked at, too."""
    stored = zipped(xlsx_parts() | {"xl/media/image1.png": b"picture"}, zipfile.ZIP_STORED)
    assert code(stored) == ""
    assert code(stored.replace(b"picture", b"pictura")) == "damaged-file"


def test_two_parts_of_one_name() -> None:
    """Parts whose names differ in case alone are one part to some programs and two to others."""
    parts = xlsx_parts()
    assert code(zipped(parts | {"XL/WORKSHEETS/A.XML": "<worksheet/>"})) == "damaged-file"
    assert code(zipped(parts | {"xl/worksheets/b.xml": "<worksheet/>"})) == ""


def test_two_sheets_of_one_name() -> None:
    """Sheets whose names differ in case alone cannot be told apart."""
    names = [
        str(xlsx_parts()["xl/workbook.xml"]).replace("</sheets>", f'<sheet name="{n}" r:id="r3"/></sheets>')
        for n in "aB"
    ]
    more = relations(r1="worksheet:worksheets/a.xml", r3="worksheet:worksheets/b.xml")
    parts = xlsx_parts() | {
        "xl/_rels/workbook.xml.rels": more,
        "xl/worksheets/b.xml": xlsx_parts()["xl/worksheets/a.xml"],
    }
    assert [code(zipped(parts | {"xl/workbook.xml": name})) for name in names] == ["damaged-file", ""]


def test_missing_parts() -> None:
    """A workbook that names a part it does not have is damaged."""
    for name in ("xl/worksheets/a.xml", "xl/workbook.xml", "_rels/.rels", "xl/sharedStrings.xml"):
        parts = xlsx_parts()
        del parts[name]
        assert code(zipped(parts)) == "damaged-file", name


def test_broken_markup() -> None:
    """Markup that is not closed is damaged, wherever the break is."""
    assert code(xlsx("<row r='1'><c r='A1'><v>1</v></row>")) == "damaged-file"
    assert code(xlsx(strings_part="<sst><si></sst>")) == "damaged-file"


@pytest.mark.parametrize(
    "rows",
    [
        row("<c r='A1' t='s'><v>1</v></c>"),
        row("<c r='A1' t='s'><v>x</v></c>"),
        row("<c r='A1' t='s'><v>-1</v></c>"),
        row("<c r='XFE1'><v>1</v></c>"),
        row("<c r='A1048577'><v>1</v></c>", number=1_048_577),
        row("<c r='A9999999999999'><v>1</v></c>", number=9_999_999_999_999),
        row("<c r='a1'><v>1</v></c>"),
        row("<c r='A2'><v>1</v></c>"),
        row("<c r='B1'><v>1</v></c>", "<c r='A1'><v>1</v></c>"),
        row("<c r='A1'><v>1</v></c>", "<c r='A1'><v>2</v></c>"),
        row("<c r='A2'><v>1</v></c>", number=2) + row("<c r='A1'><v>1</v></c>"),
        row("<c r='A1'><v>1</v></c>") + row("<c r='B1'><v>1</v></c>"),
    ],
)
def test_impossible_cells(rows: str) -> None:
    """Cells that no sheet can have, or that programs would read differently, make the file damaged."""
    assert code(xlsx(rows, ["only one"])) == "damaged-file"


def test_last_possible_cells() -> None:
    """The last text, the last column and the last row are still there."""
    last = xlsx(row("<c r='A1' t='s'><v>0</v></c>", "<c r='XFD1'><v>1</v></c>"), ["only one"])
    assert code(last) == ""
    assert code(xlsx(row("<c r='A1048576'><v>1</v></c>", number=1_048_576))) == ""


@pytest.mark.parametrize(
    "rows",
    [
        row("<c r='A1'><v>1</v><v>2</v></c>"),
        row("<c r='A1'><v>1<b/></v></c>"),
        row("<c r='A1' t='inlineStr'><v>1</v></c>"),
        row("<c r='A1' t='other'><v>1</v></c>"),
        row("<d r='A1'/>"),
        row("<c r='A1' t='b'><v>2</v></c>"),
    ],
)
def test_cells_stored_in_other_ways(rows: str) -> None:
    """Cells whose answer some program might miss are refused, not guessed at."""
    assert code(xlsx(rows)) == "unreadable"


def test_other_encoding() -> None:
    """Text in another encoding than UTF-8 is refused; saying UTF-8 is not."""
    sheet = '<?xml version="1.0" encoding="{}"?><worksheet><sheetData/></worksheet>'
    assert code(xlsx(sheet=sheet.format("ISO-8859-1"))) == "unreadable"
    assert code(xlsx(sheet=sheet.format("UTF-16").encode("utf-16"))) == "unreadable"
    assert code(xlsx(sheet=sheet.format("utf-8"))) == ""


ENTITY = '<!DOCTYPE a [<!ENTITY b "c">]>'


@pytest.mark.parametrize("part", ["sheet", "strings_part", "workbook", "extra"])
def test_entities(part: str) -> None:
    """A document type is refused in every part, those that are never read among them."""
    assert code(xlsx(**{part: f"{ENTITY}<a/>"})) == "unsafe-file"
    assert code(xlsx(extra="<a>&lt;!DOCTYPE a></a>")) == ""


def test_entities_in_another_encoding() -> None:
    """A document type is seen in UTF-16 too."""
    assert code(xlsx(extra=f"{ENTITY}<a/>".encode("utf-16"))) == "unsafe-file"


def test_entities_in_open_document() -> None:
    """An OpenDocument file is looked through as well."""
    assert code(ods("", parts={"content.xml": f"{ENTITY}<a/>"})) == "unsafe-file"


def test_large_file() -> None:
    """A file may have so many bytes and not one more."""
    exact = replace(LIMITS, file=len(GOOD))
    assert code(GOOD, exact) == ""
    assert code(GOOD + b"\0", exact) == "too-large"


def test_large_contents() -> None:
    """What a file inflates to is limited, whatever its own size."""
    assert code(xlsx(extra=bytes(range(256)) * 500), replace(SMALL, ratio=10_000)) == "too-large"
    assert code(xlsx(extra=bytes(range(256)) * 100), replace(SMALL, ratio=10_000)) == ""


def test_many_parts() -> None:
    """A file may have so many parts and not one more."""
    assert [code(xlsx(extra="<a/>"), replace(SMALL, parts=parts)) for parts in (6, 7)] == ["too-large", ""]


def test_bomb() -> None:
    """A part that shrank more than text and pictures do is a bomb, unless it is small."""
    assert code(xlsx(extra=bytes(20_000)), replace(SMALL, ratio=50)) == "unsafe-file"
    assert code(xlsx(extra=bytes(9_000)), replace(SMALL, ratio=50)) == ""


def test_false_size() -> None:
    """A part that says it is smaller than it is does not get past the limit."""
    data = xlsx(extra=bytes(20_000))
    assert code(data.replace(struct.pack("<I", 20_000), struct.pack("<I", 20))) == "damaged-file"


def test_false_count_of_texts() -> None:
    """The list of texts may say it has billions; only those that are there count."""
    huge = xlsx(
        row("<c r='A1' t='s'><v>0</v></c>"),
        strings_part="<sst count='9999999999' uniqueCount='9999999999'><si><t>a</t></si></sst>",
    )
    assert code(huge) == ""
    assert code(xlsx(strings_part='<sst a=">" count="9999999999"/>')) == "damaged-file"


FAR = row("<c r='A1'><v>1</v></c>") + row("<c r='XFD1048576'{}", number=1_048_576)


def test_far_off_cell() -> None:
    """One cell at the end of the sheet would make the engine lay out all before it; a blank one would not."""
    assert code(xlsx(FAR.format("><v>1</v></c>"))) == "unsafe-file"
    assert code(xlsx(FAR.format(" s='0'/>"))) == ""


def test_far_off_cell_in_other_formats() -> None:
    """The same holds where cells are repeated, or stand in records."""
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="{}"/>'
    rows = '<table:table-row table:number-rows-repeated="{}">' + cell + "</table:table-row>"
    assert code(ods(rows.format(1_000_000, 16_000))) == "unsafe-file"
    assert code(ods(rows.format(100, 100))) == ""
    assert code(ods(rows.format(1_048_577, 1))) == "damaged-file"
    assert code(ods(rows.format(1, 16_385))) == "damaged-file"
    assert code(ods(rows.format("junk", 1))) == "damaged-file"
    assert code(xls([record(0x203, struct.pack("<HHHd", 65_000, 255, 0, 1))])) == "unsafe-file"
    assert code(xlsb([(5, 16_383, struct.pack("<d", 1))], row_number=1_000_000)) == "unsafe-file"
    assert code(xlsb([(5, 16_384, struct.pack("<d", 1))])) == "damaged-file"


def test_text_out_of_range_in_other_formats() -> None:
    """A cell that points at a text that is not there is damaged in every format."""
    text = [struct.pack("<HB", 1, 0) + b"a"]
    assert [code(xls([xls_text(0, 0, index)], text)) for index in (0, 1)] == ["", "damaged-file"]
    assert [code(xlsb([(7, 0, struct.pack("<I", index))], ["a"])) for index in (0, 1)] == ["", "damaged-file"]


def test_old_texts_cut_off() -> None:
    """A list of texts that ends before it should is damaged."""
    assert code(xls([xls_text(0, 0, 0)], [struct.pack("<HB", 9, 0) + b"a"])) == "damaged-file"


ENTRY = '<m:file-entry m:media-type="application/vnd.oasis.opendocument.{}"/>'


@pytest.mark.parametrize(("count", "expected"), [(249, ""), (250, "too-large")])
def test_sheets_by_the_hundred_are_refused(count: int, expected: str) -> None:
    """So many sheets and not one more, as comparing each with each would take for ever."""
    others = "</table:table>" + "".join(f'<table:table table:name="{n}">' + "</table:table>" for n in range(count))
    assert code(ods(ods_cell("<text:p>a</text:p>") + others.removesuffix("</table:table>"))) == expected


CHART = ENTRY.format("spreadsheet") + ENTRY.format("chart")
SOURCE = '<table:table-source xmlns:x="urn:x" x:href="file:///c/prices.ods"/>'


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (zipped(xlsx_parts() | {"xl/vbaProject.bin": b"v"}), ["has-macros"]),
        (zipped(xlsx_parts() | {"xl/macrosheets/sheet1.xml": b"<a/>"}), ["has-macros"]),
        (zipped(xlsx_parts() | {"xl/media/vbaProject.png": b"v"}), []),
        (zipped(xlsx_parts() | {"xl/embeddings/oleObject1.bin": b"v"}), ["has-objects"]),
        (zipped(xlsx_parts() | {"xl/media/embeddings.png": b"v"}), []),
        (zipped(xlsx_parts() | {"xl/externalLinks/externalLink1.xml": b"<ddeLink/>"}), ["has-links"]),
        (
            zipped(xlsx_parts() | {"xl/connections.xml": b"<a/>", "xl/vbaProject.bin": b"v"}),
            ["has-macros", "has-links"],
        ),
        (ods(ods_cell("<text:p>a</text:p>"), parts={"Basic/Standard/Module1.xml": "<a/>"}), ["has-macros"]),
        (ods(ods_cell("<text:p>a</text:p>"), parts={"Pictures/basic.png": b"p"}), []),
        (ods(ods_cell("<text:p>a</text:p>"), manifest=CHART), []),
        (ods(ods_cell("<text:p>a</text:p>"), manifest=CHART.replace(".chart", ".text")), ["has-objects"]),
        (ods(SOURCE + ods_cell("<text:p>a</text:p>")), ["has-links"]),
        (xls([], before=[record(0x1AE, b"\x01\x00\x01\x04")]), []),
        (xls([], before=[record(0x1AE, b"\x01\x00\x08\x00\x00\x01\x05a.xls")]), ["has-links"]),
        (xls([], before=[record(0x1AE, b"\x00\x00\x09\x00\x00cmd\x03' /C'")]), ["has-links"]),
    ],
)
def test_what_a_workbook_carries_is_noted(data: bytes, codes: list[str]) -> None:
    """Macros, objects and values from elsewhere are noted, and the answers beside them read."""
    result = read_bytes(data)
    assert result.raw is not None
    assert [found.code for found in result.issues] == codes


@pytest.mark.parametrize(
    ("data", "version"),
    [
        (record(0x09, bytes(4)), "Excel 2,"),
        (record(0x209, bytes(6)), "Excel 3,"),
        (record(0x409, bytes(6)), "Excel 4,"),
        (record(0x809, struct.pack("<HHHH", 0x500, 5, 0, 0)), "Excel 5 or Excel 95,"),
        (ole({"Book": record(0x809, struct.pack("<HHHH", 0x500, 5, 0, 0)) + record(0x0A)}), "Excel 5 or Excel 95,"),
    ],
)
def test_old_workbooks_are_named_as_what_they_are(data: bytes, version: str) -> None:
    """A sentence says which version it was saved for, and asks for a new one; Excel 97 is none of them."""
    assert code(data) == "old-workbook"
    assert f"a workbook of {version}" in message(data)
    assert code(xls([])) == ""


def test_format_is_that_of_the_content() -> None:
    """What a workbook is called does not matter, only what it is."""
    macro = zipped(xlsx_parts(content_type="application/vnd.ms-excel.sheet.macroEnabled.main+xml"))
    formats = [read_bytes(data).raw for data in (GOOD, macro, ods(""), xls([]), xlsb([]))]
    assert [raw and raw.format for raw in formats] == ["xlsx", "xlsm", "ods", "xls", "xlsb"]


def test_panic_of_the_engine_costs_its_file_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the engine throws, be it no Exception, becomes the file's own issue."""

    class PanicError(BaseException):
        """What a panic looks like from here."""

    def panic(*_given: object) -> None:
        raise PanicError("chunk size must be non-zero")

    monkeypatch.setattr("xlkit.returns.read.engine.read", panic)
    assert code(GOOD) == "unreadable"
    assert "chunk size must be non-zero" in message(GOOD)


def test_interruption_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person who presses Ctrl+C is obeyed."""

    def interrupt(*_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("xlkit.returns.read.engine.read", interrupt)
    with pytest.raises(KeyboardInterrupt):
        read_bytes(GOOD)


def test_every_code_here_is_in_the_catalogue() -> None:
    """The codes that the tests above expect exist."""
    assert {"protected-by-label", "numbers-file", "needs-password", "unsafe-file", "too-large"} <= set(CATALOGUE)
