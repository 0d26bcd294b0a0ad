"""Tests that a sheet scanned by pattern comes out as it does element by element, or is left to that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.drawn import drawn
from tests.builders.edits import parts_of
from tests.corpus.case import base
from xlkit.returns.read.book import SheetFacts
from xlkit.returns.read.office_xml import looks, plainsheet
from xlkit.returns.read.office_xml.markup import parser, run
from xlkit.returns.read.office_xml.sheetxml import SheetScan
from xlkit.returns.read.refusal import RefusedError

HEAD, TAIL = '<worksheet xmlns="urn:x"><dimension ref="A1"/><sheetData>', "</sheetData><pageMargins/></worksheet>"
SHEETS = tuple(
    plainsheet.BLANK.sub(b"", plainsheet.PLAIN_FORMULA.sub(b"", data))
    for name, data in parts_of(base()).items()
    if name.startswith("xl/worksheets/sheet")
)
# As openpyxl stores what it read, and LibreOffice a text of two lines.
OTHERWISE = f"""{HEAD}<row r="1" ht="27"><c r="A1" s="1" t="inlineStr"><is><t xml:space="preserve"> a &amp; b</t></is>\
</c><c r="B1" s="2" t="n"></c><c r="C1" t="inlineStr"><is><t>&#10003;</t></is></c><c r="D1" s="3"><f>A1</f><v></v></c>\
<c r="E1"><f ca="1">B1</f><v /></c></row><row r="3"><c r="A3" t="str"><f aca="false">A1</f><v>a&#10;b</v></c>\
<c r="B3" t="str"><f>1</f><v></v></c><c r="C3" t="n"><v>4.5</v></c><c r="D3" t="b"><v>1</v></c></row>{TAIL}""".encode()
Found = tuple[int, int, dict[tuple[int, int], str], frozenset[tuple[int, int]], list[list[str]]] | str


def sheet(rows: str) -> bytes:
    return f"{HEAD}{rows}{TAIL}".encode()


def shown(data: bytes) -> list[list[str]]:
    """The cells that the engine is to read: where they stand, of what type they are, and what is in them."""
    cells: list[list[str]] = []
    inside: list[str] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        inside.append(name)
        if name == "c":
            cells.append([attributes.get("r", ""), attributes.get("t", "n"), ""])

    def say(text: str) -> None:
        if cells and "f" not in inside:
            cells[-1][-1] += text

    made = parser()
    made.StartElementHandler, made.CharacterDataHandler = begin, say
    made.EndElementHandler = lambda _name: inside.pop()
    run(made, data, "a")
    return [cell for cell in cells if cell[-1]]


def by_pattern(data: bytes) -> Found | None:
    try:
        scanned = plainsheet.scan(data, 1_000, "a")
    except RefusedError as refusal:
        return refusal.issue.code
    if scanned is None:
        return None
    return scanned.bottom, scanned.right, scanned.errors, scanned.unvalued, shown(scanned.data)


def by_element(data: bytes) -> Found:
    scan = SheetScan(1_000, "a")
    try:
        scan.by_element(data)
    except RefusedError as refusal:
        return refusal.issue.code
    around = looks.looked_at(SheetFacts("A", 0), data, "a", looks.Marks(), {}, is_plain=False).around
    unvalued = around.unvalued if plainsheet.UNCALCULATED.search(data) else frozenset()
    return scan.bottom, scan.right, scan.errors, unvalued, shown(scan.data)


@pytest.mark.parametrize("data", [*SHEETS, OTHERWISE])
def test_written_sheets_are_scanned_by_pattern(data: bytes) -> None:
    """Every sheet of a form is plain enough, whoever stored it, and comes out the same either way."""
    assert by_pattern(data) == by_element(data)


def test_formulas_without_results_are_told_by_pattern_too() -> None:
    """Where openpyxl left nothing behind a formula nobody knows what it shows; a text that is empty is one."""
    scanned = plainsheet.scan(OTHERWISE, 1, "a")
    assert scanned is not None
    assert scanned.unvalued == {(0, 3), (0, 4)}


def test_a_text_that_is_empty_is_a_result() -> None:
    """So XlsxWriter leaves it: the sheet is not one of a program that works nothing out."""
    scanned = plainsheet.scan(sheet('<row r="1"><c r="A1"><f>B1</f><v></v></c></row>'), 1, "a")
    assert scanned is not None
    assert scanned.unvalued == frozenset()


@pytest.mark.parametrize(
    ("rows", "is_plain"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row>', True),
        ('<row r="1" spans="1:3"><c r="A1" s="3" t="s"><v>999</v></c></row>', True),
        ('<row r="1"/><row r="7"><c r="B7" t="e"><v>#REF!</v></c></row>', True),
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
    assert by_pattern(sheet("").replace(b"</worksheet>", b"<x/></worksheet>")) == (-1, -1, {}, frozenset(), [])


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
