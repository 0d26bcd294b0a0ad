"""Tests that what a person typed comes out of every format to the character."""

import struct
from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
import xlsxwriter

from tests.builders.edits import parts_of
from tests.builders.files import (
    SHEET_TYPE,
    ods,
    ods_cell,
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
from xlkit.returns.raw import AsideKind, RawReturn, Value
from xlkit.returns.read.file import read_bytes

HALF_PAST_TEN = datetime.fromisoformat("2027-03-31T10:30")
TEXTS = (
    "plain",
    "  lead and trail  ",
    "two\nlines",
    "\n\n",
    "tab\there",
    "no-break\u00a0space",
    "“smart” – ✓ 😀",
    "_x0041_",
    "=1+1",
    "-2",
    "<&>\"'",
    "carriage\rreturn",
    "control \x01",
    "x" * 32_767,
)


def read(data: bytes) -> RawReturn:
    result = read_bytes(data)
    assert result.raw is not None, result.issues
    return result.raw


def first(data: bytes) -> Value:
    return read(data).sheets[0].rows[0][0]


def written(text: str) -> bytes:
    """A workbook with the text in A1, as XlsxWriter writes it."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.add_worksheet().write_string(0, 0, text)
    return target.getvalue()


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: repr(text)[:20])
def test_text_is_exact(text: str) -> None:
    """A text comes back as it was typed, however its program had to write it down."""
    assert first(written(text)) == text


def test_rich_text_is_read_without_its_phonetic_guide() -> None:
    """The runs of a text are joined, and what tells how to say it stands apart."""
    strings = (
        "<sst><si><r><t>a</t></r><r><t xml:space='preserve'> b</t></r><rPh sb='0' eb='1'><t>no</t></rPh></si></sst>"
    )
    assert first(xlsx(row('<c r="A1" t="s"><v>0</v></c>'), strings_part=strings)) == "a b"


def test_empty_shared_texts_keep_their_places() -> None:
    """A cell that shares the third text gets the third, though the second is empty."""
    cell = '<c r="A1" t="s"><v>2</v></c>'
    assert first(xlsx(row(cell), ["one", "", "three"])) == "three"


def test_formula_gives_its_stored_result() -> None:
    """Nothing is calculated: what the cell showed when it was saved is read."""
    assert first(xlsx(row('<c r="A1" t="str"><f>1+1</f><v>as stored</v></c>'))) == "as stored"


def dated(*values: float, epoch_1904: bool = False) -> tuple[Value, ...]:
    """The values back, the first in a cell of days, the second of spans, the third of times."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "date_1904": epoch_1904}) as book:
        sheet = book.add_worksheet()
        for column, (value, layout) in enumerate(zip(values, ("dd/mm/yyyy", "[h]:mm", "hh:mm"), strict=False)):
            sheet.write_number(0, column, value, book.add_format({"num_format": layout}))
    return read(target.getvalue()).sheets[0].rows[0]


def test_dates_spans_and_times_are_told_apart() -> None:
    """A number is a day, a span or a time as its cell shows it."""
    assert dated(46_477, 1.75, 0.5) == (date(2027, 3, 31), timedelta(hours=42), time(12))


def test_dates_count_from_1904_where_the_workbook_does() -> None:
    """Old workbooks from a Mac count their days from another one."""
    assert dated(45_015, epoch_1904=True) == (date(2027, 3, 31),)


@pytest.mark.parametrize(
    ("attributes", "value"),
    [
        ('office:value-type="float" office:value="1.5"', 1.5),
        ('office:value-type="boolean" office:boolean-value="true"', True),
        ('office:value-type="date" office:date-value="2027-03-31"', date(2027, 3, 31)),
        ('office:value-type="date" office:date-value="2027-03-31T10:30:00"', HALF_PAST_TEN),
        ('office:value-type="date" office:date-value="2027-02-31"', "2027-02-31"),
        ('office:value-type="time" office:time-value="PT12H30M00S"', time(12, 30)),
        ('office:value-type="time" office:time-value="PT42H00M00S"', timedelta(hours=42)),
        ('office:value-type="string" office:string-value="stored"', "stored"),
        ("", "shown"),
    ],
)
def test_open_document_values(attributes: str, value: Value) -> None:
    """An OpenDocument cell is what its attributes say, and what it shows where they say nothing."""
    assert first(ods(ods_cell("<text:p>shown</text:p>", attributes))) == value


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<text:p>a<text:tab/>b</text:p>", "a\tb"),
        ("<text:p>a<text:line-break/>b</text:p>", "a\nb"),
        ("<text:p>a<text:s text:c='3'/>b</text:p>", "a   b"),
        ("<text:p>a</text:p>\n <text:p/><text:p>b</text:p>", "a\n\nb"),
        ("<text:p>a <text:span>b<text:s/></text:span><text:a>c</text:a></text:p>", "a b c"),
        ("<office:annotation><text:p>no</text:p></office:annotation><text:p>a</text:p>", "a"),
        ("<draw:frame><text:p>no</text:p></draw:frame><text:p>a</text:p>", "a"),
        ("<text:p>a<text:note><text:p>no</text:p></text:note>b</text:p>", "ab"),
        ("<text:p>a<![CDATA[<b>]]></text:p>", "a<b>"),
    ],
)
def test_open_document_text_is_exact(content: str, text: str) -> None:
    """The text of a cell is what its own paragraphs show, and nothing of the comments and shapes on it."""
    assert first(ods(ods_cell(content))) == text


def test_open_document_repeats_are_laid_out() -> None:
    """Repeated rows and cells stand where the program showed them, and a blank end is cut off."""
    rows = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/>'
        '<table:table-cell office:value-type="float" office:value="7" table:number-columns-repeated="2"/>'
        '<table:table-cell table:number-columns-repeated="16380"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>'
    )
    assert read(ods(rows)).sheets[0].rows == ((None, None, 7.0, 7.0), (None, None, 7.0, 7.0))


NOTE = "<office:annotation><text:p>here</text:p></office:annotation>"


def test_open_document_asides_stand_at_their_cells() -> None:
    """Behind repeated rows and cells, of which the blank ones come to nothing; texts beside them are heard apart."""
    rows = (
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        '<table:table-row><table:table-cell table:number-columns-repeated="2"/>'
        '<table:table-cell office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="3">'
        f"{NOTE}<text:p>said</text:p></table:table-cell></table:table-row>"
    )
    sheet = read(ods(rows)).sheets[0]
    assert sheet.rows == ((), (), (), (None, None, "said"))
    assert [(aside.kind, aside.place, aside.text) for aside in sheet.around.asides] == [
        (AsideKind.COMMENT, (3, 2), "here")
    ]
    assert sheet.around.merged == ((3, 2, 5, 3),)


@pytest.mark.parametrize("span", ["0", "-1", "junk", "9" * 5000])
def test_an_open_document_cell_that_spans_no_number_spans_itself(span: str) -> None:
    """What a program could not have written merges nothing, and the rest is read."""
    sheet = read(ods(ods_cell(f"{NOTE}<text:p>a</text:p>", f'table:number-columns-spanned="{span}"'))).sheets[0]
    assert (sheet.rows, sheet.around.merged, len(sheet.around.asides)) == ((("a",),), (), 1)


def test_a_table_of_what_comes_from_elsewhere_is_no_sheet() -> None:
    """A link to another program keeps a table of what it gave, behind the sheets; notes stand on the sheets alone."""
    link = (
        '</table:table><table:dde-links><table:dde-link><office:dde-source/><table:table table:name="kept">'
        f"{ods_cell('<text:p>theirs</text:p>')}</table:table></table:dde-link></table:dde-links>"
    )
    content = parts_of(ods(ods_cell(f"{NOTE}<text:p>ours</text:p>")))["content.xml"].decode()
    found = read(ods("", parts={"content.xml": content.replace("</table:table>", link, 1)}))
    assert [(sheet.name, sheet.rows) for sheet in found.sheets] == [("A", (("ours",),))]


def test_old_text_is_joined_over_a_cut_character() -> None:
    """A text of Excel 97 is cut into records anywhere, be it in the middle of a character."""
    face = "😀".encode("utf-16-le")
    texts = [struct.pack("<HB", 3, 1) + face[:2], b"\x01" + face[2:] + b"a\x00"]
    assert first(xls([xls_text(0, 0, 0)], texts)) == "😀a"


def test_old_text_changes_its_width_between_records() -> None:
    """A text may go on in one byte a character where it began with two."""
    texts = [struct.pack("<HB", 4, 1) + "✓a".encode("utf-16-le"), b"\x00bc"]
    assert first(xls([xls_text(0, 0, 0)], texts)) == "✓abc"


def test_rich_old_text_is_read_without_its_runs() -> None:
    """The formats and the phonetic guide that follow a text are passed over."""
    rich = struct.pack("<HBHI", 2, 0x0C, 1, 3) + b"ab" + b"runs" + b"pho" + struct.pack("<HB", 1, 0) + b"c"
    assert first(xls([xls_text(0, 0, 1)], [rich], count=2)) == "c"


def test_binary_workbook_is_read() -> None:
    """The cells of a binary workbook stand where they stood."""
    cells = [(7, 0, struct.pack("<I", 0)), (5, 2, struct.pack("<d", 2.5))]
    raw = read(xlsb(cells, ["shared"]))
    assert raw.format == "xlsb"
    assert raw.sheets[0].rows == (("shared", "", 2.5),)


def test_hidden_sheets_are_read() -> None:
    """What a person or the form has hidden is there to be checked."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.add_worksheet("Shown")
        book.add_worksheet("Hidden").hide()
        very = book.add_worksheet("Very")
        very.write_string(0, 0, "identity")
        very.very_hidden()
    sheets = read(target.getvalue()).sheets
    assert [sheet.name for sheet in sheets] == ["Shown", "Hidden", "Very"]
    assert sheets[2].rows == (("identity",),)


def test_sheets_of_charts_are_passed_over() -> None:
    """A sheet without cells shifts no other one."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Cells")
        sheet.write_number(0, 0, 1)
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Cells!$A$1:$A$1"})
        book.add_chartsheet("Chart").set_chart(chart)
        book.add_worksheet("More").write_string(0, 0, "more")
    sheets = read(target.getvalue()).sheets
    assert [(sheet.name, sheet.rows) for sheet in sheets] == [("Cells", ((1.0,),)), ("More", (("more",),))]


def test_strict_dialect_is_read() -> None:
    """Strict Office Open XML, which other namespaces mark, reads as the usual one does."""
    cell = text_cell("A1", "strict")
    sheet = f'<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData>{row(cell)}</sheetData></worksheet>'
    assert first(xlsx(sheet=sheet)) == "strict"


def test_prefixed_elements_are_read() -> None:
    """Some programs write a prefix before every element."""
    rows = '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
    assert first(xlsx(sheet=f'<x:worksheet xmlns:x="m"><x:sheetData>{rows}</x:sheetData></x:worksheet>')) == 1.0


def test_parts_are_found_where_other_programs_put_them() -> None:
    """The workbook part may have any name and place, and its sheets be named from the top or from its folder."""
    moved = xlsx_parts(row(text_cell("A1", "moved")))
    moved["main/book.xml"] = moved.pop("xl/workbook.xml")
    moved["_rels/.rels"] = relations(r1="officeDocument:/main/book.xml")
    moved["[Content_Types].xml"] = f'<Types><Default Extension="xml" ContentType="{SHEET_TYPE}"/></Types>'
    del moved["xl/_rels/workbook.xml.rels"]
    for target in ("../xl/worksheets/a.xml", "/xl/worksheets/a.xml", "xl/worksheets/a.xml"):
        assert first(zipped(moved | {"main/_rels/book.xml.rels": relations(r1=f"worksheet:{target}")})) == "moved"


def test_cells_without_references_follow_each_other() -> None:
    """A cell need not say where it stands."""
    assert read(xlsx("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")).sheets[0].rows == (
        (1.0, 2.0),
        (3.0,),
    )


def test_what_stands_around_the_cells_is_not_read() -> None:
    """A sheet's own word for its size may be wrong: its cells are what counts."""
    cells = "<sheetData><row><c><v>1</v></c></row></sheetData>"
    assert first(xlsx(sheet=f'<worksheet><dimension ref="nowhere"/>{cells}<mergeCells/></worksheet>')) == 1.0


def test_unfilled_workbook_has_empty_sheets() -> None:
    """A sheet without a cell is a sheet without rows."""
    assert read(xlsx()).sheets[0].rows == ()


ERRORS = ("#REF!", "#N/A", "#SPILL!", "#GETTING_DATA")


@pytest.mark.parametrize("shown", ERRORS)
def test_error_values_are_reported_at_their_cells(shown: str) -> None:
    """An error in a cell is neither blank nor a reason to refuse the rest, be it older or newer than the engine."""
    sheet = read(
        xlsx(row('<c r="A1"><v>1</v></c>', f'<c r="B1" t="e"><v>{shown}</v></c>', "<c r='C1'><v>2</v></c>"))
    ).sheets[0]
    assert sheet.errors == {(0, 1): shown}
    assert (sheet.rows[0][0], sheet.rows[0][2]) == (1.0, 2.0)


def test_error_as_typed_text_is_text() -> None:
    """A person may write about an error."""
    sheet = read(xlsx(row(text_cell("A1", "#REF!")))).sheets[0]
    assert (sheet.rows, sheet.errors) == ((("#REF!",),), {})


@pytest.mark.parametrize(
    "attributes",
    [
        'office:value-type="string" office:string-value="" calcext:value-type="error"',
        'office:value-type="float" office:value="0"',
        'office:value-type="string" office:string-value=""',
    ],
)
def test_open_document_errors_are_reported(attributes: str) -> None:
    """LibreOffice says that a cell is an error, other programs show it beside another value."""
    sheet = read(ods(ods_cell("<text:p>#DIV/0!</text:p>", attributes))).sheets[0]
    assert sheet.errors == {(0, 0): "#DIV/0!"}


def test_open_document_error_as_typed_text_is_text() -> None:
    """A person may write about an error there too."""
    sheet = read(ods(ods_cell("<text:p>#DIV/0!</text:p>"))).sheets[0]
    assert (sheet.rows, sheet.errors) == ((("#DIV/0!",),), {})


def test_old_errors_are_reported() -> None:
    """An error stands in a cell of its own or is what a formula came to."""
    typed = record(0x205, struct.pack("<HHHBB", 0, 0, 0, 0x17, 1))
    result = struct.pack("<HHHBxBxxxHHI", 0, 1, 0, 2, 0x2A, 0xFFFF, 0, 0) + struct.pack("<HBB", 2, 0x1C, 0x2A)
    true = record(0x205, struct.pack("<HHHBB", 0, 2, 0, 1, 0))
    sheet = read(xls([typed, record(0x06, result), true])).sheets[0]
    assert sheet.errors == {(0, 0): "#REF!", (0, 1): "#N/A"}
    assert sheet.rows[0][2] is True


def test_binary_errors_are_reported() -> None:
    """An error in a binary workbook stands at its cell."""
    assert read(xlsb([(3, 4, b"\x17")])).sheets[0].errors == {(0, 4): "#REF!"}


def test_number_beyond_numbers_is_an_error() -> None:
    """What no program can show as a number is reported, and not handed on."""
    sheet = read(xlsx(row("<c r='A1'><v>1e999</v></c>", "<c r='B1'><v>1e300</v></c>"))).sheets[0]
    assert sheet.errors == {(0, 0): "#NUM!"}
    assert sheet.rows == ((None, 1e300),)
