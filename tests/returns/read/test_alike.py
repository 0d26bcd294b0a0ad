"""Tests that a workbook is read as openpyxl and calamine read it, or refused: never as something else."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import fromstring
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from tests.builders.drawn import drawn
from tests.builders.edits import parts_of
from tests.builders.files import row, zipped
from tests.builders.opened import load_workbook
from xlkit.returns.read.file import read_bytes

CELL = '<c r="A1" t="str"><f>IF(B1,2,3)</f><v>level 3</v></c><c r="B1" t="s"><v>0</v></c><c r="C1"><v>1200</v></c>'
SHARED = "<si><t>first &lt;text&gt;</t></si><si><r><t>sec</t></r><r><t>ond</t></r></si>"
# What XML may hold beside elements and texts, some of it made to look like cells.
NOISE = (
    *("<!-- note -->", "<!---->", "<!--<v>level 5</v>-->", "<!--</v></c><c r='A1'><v>5</v></c>-->", "<!--<f>1</f>-->"),
    *("<?note?>", "<?v 5?>", "<?c <v>5</v>?>", "<![CDATA[]]>", "<![CDATA[5]]>", "<![CDATA[<v>5</v>]]>"),
    *("&#53;", "&#x35;", "&lt;v&gt;", "<c r='A1'/>", "<v>5</v>", "<x:v xmlns:x='urn:x'>5</x:v>", "<f>1</f>", " ", "\n"),
)  # fmt: skip
PLACES = tuple(place for place, letter in enumerate(CELL) if letter == "<") + tuple(
    place + 1 for place, letter in enumerate(CELL) if letter == ">" and place + 1 < len(CELL) and CELL[place + 1] != "<"
)


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
Cells = list[object]


@cache
def skeleton() -> Mapping[str, bytes]:
    book = Workbook(held := BytesIO())
    book.add_worksheet().write_string(0, 0, "a")
    book.close()
    return parts_of(held.getvalue())


def workbook(cells: str, strings: str = SHARED) -> bytes:
    """A workbook of one row that every reader takes."""
    sheet = f"<worksheet {MAIN}><sheetData>{row(cells)}</sheetData></worksheet>"
    shared = f"<sst {MAIN}>{strings}</sst>"
    return zipped({**skeleton(), "xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": shared})


def by_openpyxl(data: bytes) -> Cells:
    sheet = load_workbook(BytesIO(data), data_only=True).worksheets[0]
    return [sheet.cell(1, column).value for column in (1, 2, 3)]


def by_calamine(data: bytes) -> Cells:
    rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return padded(rows[0] if rows else ())


def by_xml(data: bytes) -> Cells:
    """What the texts of the elements are, which one of the others may refuse for another cell's sake."""
    parts = parts_of(data)
    strings = ["".join(text.itertext()) for text in fromstring(parts["xl/sharedStrings.xml"])]
    found: dict[str, object] = {}
    for cell in fromstring(parts["xl/worksheets/sheet1.xml"]).iter(f"{{{SHEET_MAIN_NS}}}c"):
        text = getattr(cell.find(f"{{{SHEET_MAIN_NS}}}v"), "text", None) or ""
        kind = cell.get("t")
        found[str(cell.get("r"))] = strings[int(text)] if kind == "s" and text.isdigit() else text
    return [found.get(address) or None for address in ("A1", "B1", "C1")]


def here(data: bytes) -> Cells | None:
    raw = read_bytes(data).raw
    return None if raw is None else padded(raw.sheets[0].rows[0] if raw.sheets[0].rows else ())


def padded(cells: Sequence[object]) -> Cells:
    return [None if cell == "" else cell for cell in [*cells, None, None, None][:3]]


def agrees(data: bytes) -> bool:
    """Whether a workbook is refused here, or each cell is read as one of the others reads it, or both refuse it."""
    cells = here(data)
    if cells is None:
        return True
    others = [read for reader in (by_openpyxl, by_calamine, by_xml) if (read := read_by(reader, data)) is not None]
    return not others or all(_plain(cell) in map(_plain, told) for cell, *told in zip(cells, *others, strict=True))


def _plain(cell: object) -> object:
    """A number that has blanks beside it is that number, as a person reads it; calamine takes it for a text."""
    text = cell.strip() if isinstance(cell, str) else ""
    return float(text) if text.replace(".", "", 1).isdigit() else cell


def read_by(reader: Callable[[bytes], Cells], data: bytes) -> Cells | None:
    try:
        return reader(data)
    except Exception:  # noqa: BLE001 - each raises what it likes
        return None


@pytest.mark.parametrize("noise", NOISE)
def test_what_else_xml_may_hold_changes_no_cell(noise: str) -> None:
    """Wherever it stands among the cells, they are read as other programs show them, or not at all."""
    for place in PLACES:
        edited = CELL[:place] + noise + CELL[place:]
        assert agrees(workbook(edited)), edited


@pytest.mark.parametrize("noise", NOISE)
def test_what_else_xml_may_hold_changes_no_shared_text(noise: str) -> None:
    """The same among the texts that cells share."""
    for place in (place for place, letter in enumerate(SHARED) if letter == "<"):
        edited = SHARED[:place] + noise + SHARED[place:]
        assert agrees(workbook('<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>', edited)), edited


def test_a_comment_in_a_formula_hides_no_value() -> None:
    """The stored value is what every program shows; a comment that seems to hold another one is none."""
    cell = '<c r="A1" t="str"><f>1<!--</f><v>5</v></c><c r="B1"><f>--></f><v>3</v></c>'
    assert here(workbook(cell)) == ["3", None, None]


@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(NOISE)), max_size=3))
@drawn(100, derandomize=True)
def test_any_of_it_in_any_places(edits: list[tuple[int, str]]) -> None:
    """Several at once come to nothing else."""
    cells = CELL
    for place, noise in sorted(edits, reverse=True):
        cells = cells[:place] + noise + cells[place:]
    assert agrees(workbook(cells)), cells
