"""What a format's own reader hands to the engine: a workbook, and what the engine would not tell of its sheets."""

from collections.abc import Mapping

from msgspec import Struct, field

from xlkit.returns.raw import NOTHING_AROUND, Around, CellRef, Value
from xlkit.returns.read.limits import Limits
from xlkit.returns.read.refusal import refused

LAST_ROW, LAST_COLUMN = 1_048_575, 16_383


class SheetFacts(Struct, frozen=True):
    """A sheet as scanned: `bottom` and `right` are its last row and column in use, counted from 0, -1 without any.

    `texts` holds the texts of cells that the engine reads wrongly, `index` the sheet's place in the engine's list;
    `symbols` are cells in a font that shows letters as symbols, with its name. `rows` are all cells from A1 where they
    are read already.
    """

    name: str
    index: int
    bottom: int = -1
    right: int = -1
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    texts: Mapping[tuple[int, int], str] = field(default_factory=dict)
    symbols: Mapping[tuple[int, int], str] = field(default_factory=dict)
    around: Around = NOTHING_AROUND
    rows: list[list[Value]] | None = None


class Book(Struct, frozen=True):
    """A scanned workbook: the bytes that the engine is to read, none where it has nothing to do, and its sheets."""

    data: bytes
    sheets: tuple[SheetFacts, ...]


def check_count(sheets: int, limits: Limits) -> None:
    """RefusedError where there are more sheets than anybody looks through."""
    if sheets > limits.sheets:
        raise refused("too-large", found=f"{sheets:,} sheets", limit=f"{limits.sheets:,}")


def check_extent(sheets: tuple[SheetFacts, ...], limits: Limits) -> None:
    """RefusedError where a cell stands so far off that the engine would lay out millions of empty ones."""
    check_count(len(sheets), limits)
    cells = sum((sheet.bottom + 1) * (sheet.right + 1) for sheet in sheets)
    if cells > limits.cells:
        farthest = max(sheets, key=lambda sheet: (sheet.bottom + 1) * (sheet.right + 1))
        place = CellRef(farthest.name, farthest.bottom, farthest.right).a1
        raise refused("unsafe-file", reason=f"its sheet “{farthest.name[:31]}” reaches as far as {place}")


def check_text(length: int, limits: Limits) -> None:
    """RefusedError where one cell holds more characters than any spreadsheet program keeps in one."""
    if length > limits.text:
        raise refused("unsafe-file", reason=f"a cell in it holds more than {limits.text:,} characters")


def check_texts(length: int, limits: Limits) -> None:
    """RefusedError where all cells together hold more text than anybody types."""
    if length > limits.texts:
        raise refused("unsafe-file", reason=f"its cells hold more than {limits.texts:,} characters")
