"""Tests that what is read by pattern comes out as it does element by element and by the engine, or is left to these."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.drawn import drawn
from tests.builders.edits import parts_of
from tests.builders.files import xlsx_parts, zipped
from tests.corpus.case import base
from xlkit.returns.raw import Value
from xlkit.returns.read import engine
from xlkit.returns.read.book import Book, SheetFacts
from xlkit.returns.read.limits import LIMITS
from xlkit.returns.read.office_xml import looks, plainsheet, plaintext
from xlkit.returns.read.office_xml.sheetxml import SheetScan
from xlkit.returns.read.refusal import RefusedError

HEAD, TAIL = '<worksheet xmlns="urn:x"><dimension ref="A1"/><sheetData>', "</sheetData><pageMargins/></worksheet>"
FORM = parts_of(base())
TEXTS = [f"text {number}" for number in range(1_000)]
SHEETS = tuple(
    plainsheet.BLANK.sub(b"", plainsheet.PLAIN_FORMULA.sub(b"", data))
    for name, data in FORM.items()
    if name.startswith("xl/worksheets/sheet")
)
# As openpyxl stores what it read, and LibreOffice a text of two lines.
OTHERWISE = f"""{HEAD}<row r="1" ht="27"><c r="A1" s="1" t="inlineStr"><is><t xml:space="preserve"> a &amp; b</t></is>\
</c><c r="B1" s="2" t="n"></c><c r="C1" t="inlineStr"><is><t>&#10003;</t></is></c><c r="D1" s="3"><f>A1</f><v></v></c>\
<c r="E1"><f ca="1">B1</f><v /></c></row><row r="3"><c r="A3" t="str"><f aca="false">A1</f><v>a&#10;b</v></c>\
<c r="B3" t="str"><f>1</f><v></v></c><c r="C3" t="n"><v>4.5</v></c><c r="D3" t="b"><v>1</v></c></row>{TAIL}""".encode()
STYLES = FORM["xl/styles.xml"]
COMMON = {**xlsx_parts("", TEXTS), "xl/styles.xml": STYLES}
Rows = tuple[tuple[Value, ...], ...]
Found = tuple[int, int, object, frozenset[tuple[int, int]], Rows] | str


def sheet(rows: str) -> bytes:
    return f"{HEAD}{rows}{TAIL}".encode()


def by_engine(sheet: bytes, **parts: bytes | str) -> Rows:
    """The cells of a sheet as the engine reads them, beside parts in place of those of a form."""
    names = {"styles": "xl/styles.xml", "texts": "xl/sharedStrings.xml"}
    given = {names[name]: data for name, data in parts.items()}
    book = Book(zipped({**COMMON, "xl/worksheets/a.xml": sheet, **given}, 0), (SheetFacts("A", 0),))
    return engine.read(book, LIMITS)[0].rows


def by_pattern(data: bytes) -> Found | None:
    try:
        scanned = plainsheet.scan(data, TEXTS, looks.of_cells(STYLES)[1], "a")
    except RefusedError as refusal:
        return refusal.issue.code
    if scanned is None:
        return None
    rows = engine.read(Book(b"", (SheetFacts("A", 0, rows=scanned.rows),)), LIMITS)[0].rows
    return scanned.bottom, scanned.right, scanned.errors, scanned.unvalued, rows


def by_element(data: bytes) -> Found:
    scan = SheetScan(1_000, "a")
    try:
        scan.run(data)
    except RefusedError as refusal:
        return refusal.issue.code
    around = looks.looked_at(SheetFacts("A", 0), data, "a", looks.Marks(), {}).around
    unvalued = around.unvalued if plainsheet.UNCALCULATED.search(data) else frozenset()
    return scan.bottom, scan.right, scan.errors, unvalued, by_engine(scan.data)


@pytest.mark.parametrize("data", [*SHEETS, OTHERWISE])
def test_written_sheets_are_scanned_by_pattern(data: bytes) -> None:
    """Every sheet of a form is plain enough, whoever stored it, and comes out the same either way."""
    assert by_pattern(data) == by_element(data) != (-1, -1, {}, frozenset(), ())


def test_formulas_without_results_are_told_by_pattern_too() -> None:
    """Where openpyxl left nothing behind a formula nobody knows what it shows; a text that is empty is one."""
    scanned = plainsheet.scan(OTHERWISE, (), (), "a")
    assert scanned is not None
    assert scanned.unvalued == {(0, 3), (0, 4)}


def test_a_text_that_is_empty_is_a_result() -> None:
    """So XlsxWriter leaves it: the sheet is not one of a program that works nothing out."""
    scanned = plainsheet.scan(sheet('<row r="1"><c r="A1"><f>B1</f><v></v></c></row>'), (), (), "a")
    assert scanned is not None
    assert scanned.unvalued == frozenset()


@pytest.mark.parametrize(
    ("rows", "is_plain"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row>', True),
        ('<row r="1" spans="1:3"><c r="A1" s="3" t="s"><v>999</v></c></row>', True),
        ('<row r="1"/><row r="7"><c r="B7" t="e"><v>#REF!</v></c></row>', True),
        ('<row r="7"><c r="ZZ7" t="b"><v>0</v></c></row><row r="9"><c r="A9"><v>-1.5E-7</v></c></row>', True),
        ('<row r="1"><c r="AAA1"><v>1</v></c></row>', False),
        ('<row r="90000"><c r="B90000"><v>1</v></c></row>', False),
        ('<row r="1"><c r="A1"><v>1e999</v></c></row>', False),
        ('<row r="1"><c r="A1"><v>one</v></c></row>', False),
        ('<row r="1"><c r="A1" t="b"><v>2</v></c></row>', False),
        ('<row r="1"><c r="A1" t="s"><v></v></c><c r="B1" t="s"><v>1</v></c></row>', False),
        ('<row r="1"><c r="A1" s="99"><v>1</v></c></row>', False),
        ('<row r="1"><c r="A1" t="str"><v>_xD83D__xDE00_</v></c></row>', False),
        ('<row r="1"><c r="A1" t="str"><v>a\rb</v></c></row>', False),
        ('<row r="1"><c r="A1" t="str"><f aca="false">1+1</f><v>a &amp; b</v></c></row>', True),
        ("", True),
        ('<row r="1"><c r="A1" t="s"><v>1000</v></c></row>', False),
        ('<row r="1"><c r="A1" t="s"><v>1&#48;00</v></c></row>', False),
        ('<row r="1"><c r="A2"><v>1</v></c></row>', False),
        ('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>', False),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>1</v></c></row>', False),
        ('<row r="2"/><row r="1"/>', False),
        ('<row r="1048577"/>', False),
        ('<row r="1"><c r="XFE1"><v>1</v></c></row>', False),
        ('<row r="1"><c r="A1" t="e"><v>#SPILL!</v></c></row>', False),
        ('<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>', True),
        ('<row r="1"><c r="A1" t="inlineStr"><is><t>a</t><t>b</t></is></c></row>', False),
        ('<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r></is></c></row>', False),
        ('<row r="1"><c r="A1" t="str"><v>&#10;&#10003;&#160;</v></c></row>', True),
        ('<row r="1"><c r="A1" t="str"><v>&#60;</v></c></row>', False),
        ('<row r="1"><c r="A1" t="str"><v>&#55296;</v></c></row>', False),
        ('<row r="1"><c r="A1" t="str"><v>&#65535;</v></c></row>', False),
        ('<row r="1"><c r="A1" t="str"><v>&#1114112;</v></c></row>', False),
        ('<row r="1"><c r="A1"><v></v></c></row>', False),
        ('<row r="1"><c r="A1"><v>1&amp;2</v></c></row>', False),
        ('<row r="1"><c r="A1" t="str"><v>&x;</v></c></row>', False),
        ('<row r="1"><c r="A1" t="str"><v>]]></v></c></row>', False),
        ('<row r="1"><c r="A1" t="str"><v>\x01</v></c></row>', False),
        ('<row r="1"><!-- <sheetData> --></row>', False),
        ('<row r="1"><c r="A1"><v>1</v></c> </row>', False),
        ('<row r="1"><c><v>1</v></c></row>', False),
        ('<row r="1" spans="1:2" spans="1:2"/>', False),
        ('<row r="1"><c r="A1"><f ca="1" ca="1">1</f><v>1</v></c></row>', False),
    ],
)
def test_what_is_not_plain_is_left_to_the_other_scan(rows: str, is_plain: bool) -> None:
    """The patterns take what they know and come to the same, and decide about nothing else."""
    scanned = by_pattern(sheet(rows))
    assert (scanned is not None) == is_plain
    if is_plain:
        assert scanned == by_element(sheet(rows))


def test_broken_markup_around_the_cells_is_refused() -> None:
    """What stands around the cells is looked at all the same."""
    assert by_pattern(sheet("").replace(b"<pageMargins/>", b"<pageMargins>")) == "damaged-file"
    assert by_pattern(sheet("").replace(b"</worksheet>", b"<x/></worksheet>")) == (-1, -1, {}, frozenset(), ())


@given(
    data=st.sampled_from([*SHEETS, OTHERWISE]),
    place=st.floats(0, 1, exclude_max=True),
    length=st.integers(0, 12),
    other=st.sampled_from([b"", b"1", b"A", b"<", b">", b'"', b"&", b"&amp;", b"<c/>", b"\xff", b"e", b"/", b"&#233;"]),
)
@drawn(400)
def test_edited_sheets_come_out_the_same(data: bytes, place: float, length: int, other: bytes) -> None:
    """Wherever a sheet is edited, the pattern either leaves it alone or comes to what the other scan comes to."""
    at = int(place * len(data))
    edited = data[:at] + other + data[at + length :]
    scanned = by_pattern(edited)
    assert scanned is None or scanned == by_element(edited)


NUMBERS = ("46477", "1", "61", "2958465", "0", "60", "46477.5", "-3", "0.5", "2958466")


@pytest.mark.parametrize(
    ("code", "is_day"),
    [
        *[(code, False) for code in ("General", "0", "#,##0.00", "0%", "@", "0.00E+00")],
        *[
            (code, True)
            for code in ("dd/mm/yyyy", "d mmm yyyy", "DD.MM.YY;@", "[$-809]dd\\ mmmm\\ yyyy;@", "yyyy-mm-dd")
        ],
        *[
            (code, None)
            for code in ("hh:mm", "[h]:mm", "dd/mm/yyyy hh:mm", "Standard", "[Red]0", '0" days"', "[$-809]0")
        ],
    ],
)
def test_numbers_are_days_where_the_engine_takes_them_for_days(code: str, is_day: bool | None) -> None:
    """What a format makes of a number is what the engine makes of it; of any that is not plain nothing is decided."""
    written = code.replace('"', "&quot;")
    styles = (
        f'<styleSheet><numFmts><numFmt numFmtId="164" formatCode="{written}"/></numFmts>'
        '<cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>'
    ).encode()
    assert looks.of_cells(styles)[1] == (is_day,)
    taken = 0
    for number in NUMBERS:
        data = sheet(f'<row r="1"><c r="A1" s="0"><v>{number}</v></c></row>')
        scanned = plainsheet.scan(data, (), looks.of_cells(styles)[1], "a")
        taken += scanned is not None
        assert scanned is None or (tuple(scanned.rows[0]),) == by_engine(data, styles=styles), number
    assert taken == {False: len(NUMBERS), True: 3, None: 0}[is_day]


RUN = '<r><rPr><b val="true"/><rFont val="Arial"/></rPr><t xml:space="preserve">a </t></r>'


@pytest.mark.parametrize(
    ("text", "is_plain"),
    [
        *[
            (f"<t>{text}</t>", True)
            for text in ("a", "", " a\n", "\u00a0a\u2003", "&lt;&amp;lt;&quot;&apos;&gt;", "&#10;a&#160;")
        ],
        *[
            (f'<t xml:space="preserve">{text}</t>', True)
            for text in (" a\t", "&#10;", "_x000D_", "_x005F_x0041_ _x41_")
        ],
        (f"{RUN}<r><t> b</t></r>", True),
        (f'{RUN}<rPh sb="0" eb="1"><t>no</t></rPh>', False),
        *[
            (f"<t>{text}</t>", False)
            for text in ("a</t><t>b", "<!-- a -->", "&#13;", "&x;", "\x01", "_xD83D__xDE00_", "a\rb")
        ],
        ("<t xml:space='preserve'>a</t>", False),
        ("<r><rPr><strike/></rPr><t>a</t></r>", False),
        ('<r><rPr><rFont val="Wingdings"/></rPr><t>a</t></r>', False),
        ('<r><rPr><b val="1" val="0"/></rPr><t>a</t></r>', False),
        ("", False),
    ],
)
def test_shared_texts_are_what_the_engine_reads(text: str, is_plain: bool) -> None:
    """Texts stored in the plainest way come to the same, and of others nothing is decided."""
    data = f'<sst count="2"><si>{text}</si><si><t>last</t></si></sst>'
    texts = plaintext.shared(data.encode(), "a")
    assert (texts is not None) == is_plain
    if texts is not None:
        cells = "".join(f'<c r="{place}1" t="s"><v>{number}</v></c>' for number, place in enumerate("AB"))
        assert (texts,) == by_engine(sheet(f'<row r="1">{cells}</row>'), texts=data)


@pytest.mark.parametrize(
    ("before", "after"),
    [("<sst><!-- ", " --></sst>"), ("<sst><x>", "</x></sst>"), ("<sst>", " <si/></sst>"), ("<sst>", "</sst><sst/>")],
)
def test_a_list_of_texts_with_anything_around_them_is_not_plain(before: str, after: str) -> None:
    """What stands around the texts might hide them from one reader and not from another."""
    assert plaintext.shared(f"{before}<si><t>a</t></si>{after}".encode(), "a") is None
