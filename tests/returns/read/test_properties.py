"""Tests that no damage changes an answer in silence, and that no bytes whatever do more than be refused."""

from hypothesis import given
from hypothesis import strategies as st

from tests.builders.drawn import drawn
from tests.builders.files import ods, ods_cell, row, text_cell, xls, xlsb, xlsx
from xlkit.returns.issues import Issue
from xlkit.returns.read.file import Checked, ReadResult, attempt, check, read_bytes
from xlkit.returns.read.sniff import OLE, ZIP

ANSWERS = xlsx(
    row(text_cell("A1", "2.1"), '<c r="B1" t="s"><v>0</v></c>', '<c r="C1"><v>3</v></c>')
    + row(text_cell("A2", "2.2"), '<c r="B2" t="s"><v>1</v></c>', '<c r="C2" t="b"><v>1</v></c>', number=2),
    ["We plan together", "✓"],
)
SHEETS = read_bytes(ANSWERS).raw
OTHERS = (ods(ods_cell("<text:p>a</text:p>")), xls([]), xlsb([]))


def taken_or_refused(data: bytes) -> ReadResult:
    """The result, which either has a return or says why not."""
    result = read_bytes(data)
    assert (result.raw is None) == any(found.severity == "rejects" for found in result.issues)
    return result


@given(bit=st.integers(0, len(ANSWERS) * 8 - 1))
@drawn(150)
def test_flipped_bit_changes_no_answer(bit: int) -> None:
    """A workbook with one bit flipped is refused, or read as it was."""
    data = bytearray(ANSWERS)
    data[bit // 8] ^= 1 << bit % 8
    assert taken_or_refused(bytes(data)).raw in (None, SHEETS)


@given(length=st.integers(0, len(ANSWERS) - 1))
@drawn(60)
def test_cut_off_end_changes_no_answer(length: int) -> None:
    """A workbook without its end is refused."""
    assert taken_or_refused(ANSWERS[:length]).raw is None


@given(start=st.sampled_from([b"", ZIP, OLE, b"PK\x05\x06", b"<?xml"]), rest=st.binary(max_size=2_000))
@drawn(100)
def test_any_bytes_are_refused(start: bytes, rest: bytes) -> None:
    """Bytes that nobody saved as a workbook are refused with a reason, and raise nothing."""
    assert taken_or_refused(start + rest).raw is None


@given(
    whole=st.sampled_from(OTHERS),
    damage=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8),
)
@drawn(120)
def test_damage_raises_nothing_in_any_format(whole: bytes, damage: list[tuple[float, int]]) -> None:
    """Bytes changed at random are refused, or pass on to the engine, which meets these formats in a worker."""
    data = bytearray(whole)
    for place, byte in damage:
        data[int(place * len(data))] = byte
    assert isinstance(attempt(lambda: check(bytes(data))), Checked | Issue)
