"""Tests that a sheet scanned by pattern comes out as it does element by element, or is left to that."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders.edits import parts_of
from tests.corpus.case import base
from xlkit.returns.read import plainsheet
from xlkit.returns.read.refusal import RefusedError
from xlkit.returns.read.sheetxml import SheetScan

HEAD, TAIL = '<worksheet xmlns="urn:x"><dimension ref="A1"/><sheetData>', "</sheetData><pageMargins/></worksheet>"
SHEETS = tuple(
    plainsheet.BLANK.sub(b"", data) for name, data in parts_of(base()).items() if name.startswith("xl/worksheets/sheet")
)
Found = tuple[int, int, dict[tuple[int, int], str]] | str


def sheet(rows: str) -> bytes:
    return f"{HEAD}{rows}{TAIL}".encode()


def by_pattern(data: bytes) -> Found | None:
    try:
        scanned = plainsheet.scan(data, 1_000, "a")
    except RefusedError as refusal:
        return refusal.issue.code
    return None if scanned is None else (scanned.bottom, scanned.right, scanned.errors)


def by_element(data: bytes) -> Found:
    scan = SheetScan(1_000, "a")
    try:
        scan.by_element(data)
    except RefusedError as refusal:
        return refusal.issue.code
    return scan.bottom, scan.right, scan.errors


@pytest.mark.parametrize("data", SHEETS)
def test_written_sheets_are_scanned_by_pattern(data: bytes) -> None:
    """Every sheet of a form is plain enough, and comes out the same either way."""
    assert by_pattern(data) == by_element(data)


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
        ('<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>', False),
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
    assert by_pattern(sheet("").replace(b"</worksheet>", b"<x/></worksheet>")) == (-1, -1, {})


@given(
    data=st.sampled_from(SHEETS),
    place=st.floats(0, 1, exclude_max=True),
    length=st.integers(0, 12),
    other=st.sampled_from([b"", b"1", b"A", b"<", b">", b'"', b"&", b"&amp;", b"<c/>", b"\xff", b"e", b"/"]),
)
@settings(max_examples=400, deadline=None)
def test_edited_sheets_come_out_the_same(data: bytes, place: float, length: int, other: bytes) -> None:
    """Wherever a sheet is edited, the pattern either leaves it alone or comes to what the other scan comes to."""
    at = int(place * len(data))
    edited = data[:at] + other + data[at + length :]
    scanned = by_pattern(edited)
    assert scanned is None or scanned == by_element(edited)
