"""OpenDocument spreadsheets, read here to the character.

The engine drops tabulators and line breaks from their texts, and mixes in the texts of shapes that stand on a cell.
"""

from collections.abc import Mapping
from enum import IntEnum

from xlkit.returns.raw import CellRef, RawSheet, Value
from xlkit.returns.read.book import LAST_COLUMN, LAST_ROW, check_count, check_text, check_texts
from xlkit.returns.read.limits import Limits
from xlkit.returns.read.office_xml.markup import Elements, elements, parser, run
from xlkit.returns.read.office_xml.package import Package
from xlkit.returns.read.open_document.odsaround import Found, Scan
from xlkit.returns.read.open_document.odsvalue import OFFICE, TABLE, TEXT, cell_value
from xlkit.returns.read.refusal import damaged, needs_password, refused
from xlkit.whole import whole_number

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_MOST_TIMES = 999_999_999
_DOCUMENT = "application/vnd.oasis.opendocument."
_LINKS = frozenset({f"{TABLE}table-source", f"{TABLE}cell-range-source", f"{OFFICE}dde-source"})
_NOT_SHOWN = frozenset({f"{TEXT}note", f"{TEXT}ruby-text"})
_CHARACTERS = {f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}


def read(package: Package, limits: Limits) -> tuple[tuple[RawSheet, ...], tuple[str, ...]]:
    """Every sheet, and the codes of notes on what else is there.

    RefusedError where the file needs a password, is damaged, or reaches too far.
    """
    manifest = elements(package.read(_MANIFEST), _MANIFEST) if _MANIFEST in package else ()
    if any(element == "encryption-data" for element, _ in manifest):
        raise needs_password(", and none is tried on an OpenDocument workbook", may_be_given=False)
    reader = _Reader(limits)
    sheets = reader.run(package.read(_CONTENT))
    check_count(len(sheets), limits)
    if not sheets:
        raise damaged("it has no sheet")
    if len({sheet.name.casefold() for sheet in sheets}) < len(sheets):
        raise damaged("two of its sheets have one name")
    has_macros = any(name.startswith(("basic/", "scripts/")) for name in package.names)
    carried = {"has-macros": has_macros, "has-objects": _has_objects(manifest), "has-links": reader.has_links}
    return sheets, tuple(code for code, is_there in carried.items() if is_there)


def _has_objects(manifest: Elements) -> bool:
    """Whether documents or programs lie in the file, beside its charts, which are stored as objects too."""
    kinds = [value for _, attributes in manifest for name, value in attributes.items() if name.endswith(":media-type")]
    return (
        any(kind.endswith(".oleobject") for kind in kinds)
        or len([kind for kind in kinds if kind.startswith(_DOCUMENT) and not kind.endswith((".chart", "-template"))])
        > 1
    )  # the file itself is one


class _Inside(IntEnum):
    """Which element the reader stands in."""

    FRAME = 0
    SHEET = 1
    ROW = 2
    CELL = 3
    PARAGRAPH = 4


_LEADS = {
    (_Inside.FRAME, f"{OFFICE}document-content"): _Inside.FRAME,
    (_Inside.FRAME, f"{OFFICE}body"): _Inside.FRAME,
    (_Inside.FRAME, f"{OFFICE}spreadsheet"): _Inside.FRAME,
    (_Inside.FRAME, f"{TABLE}table"): _Inside.SHEET,
    (_Inside.SHEET, f"{TABLE}table-header-rows"): _Inside.SHEET,
    (_Inside.SHEET, f"{TABLE}table-row-group"): _Inside.SHEET,
    (_Inside.SHEET, f"{TABLE}table-rows"): _Inside.SHEET,
    (_Inside.SHEET, f"{TABLE}table-row"): _Inside.ROW,
    (_Inside.ROW, f"{TABLE}table-cell"): _Inside.CELL,
    (_Inside.ROW, f"{TABLE}covered-table-cell"): _Inside.CELL,
    (_Inside.CELL, f"{TEXT}p"): _Inside.PARAGRAPH,
}


class _Sheet:
    """A sheet being read; blank rows are counted until a row with something in it follows."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows: list[tuple[Value, ...]] = []
        self.errors: dict[tuple[int, int], str] = {}
        self.blank_rows = 0
        self.right = 0


class _Row:
    """A row being read, that stands `repeats` times; blank cells are counted until a cell with something follows."""

    def __init__(self, repeats: int) -> None:
        self.repeats = repeats
        self.cells: list[Value] = []
        self.errors: dict[int, str] = {}
        self.blank_cells = 0


class _Reader:
    """Reads content.xml: a cell's value from its attributes, its text from its own paragraphs alone."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._scan = Scan()
        self.has_links = False
        self._sheets: list[_Sheet] = []
        self._inside: list[_Inside] = [_Inside.FRAME]
        self._skipped = 0
        self._row = _Row(1)
        self._cell: dict[str, str] = {}
        self._repeats = 1  # of the cell
        self._paragraphs: list[list[str]] = []
        self._length = self._texts = 0  # characters in this cell, and in all before it
        self._parser = parser(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def run(self, data: bytes) -> tuple[RawSheet, ...]:
        """The sheets of the document."""
        run(self._parser, data, _CONTENT)
        sheets = (RawSheet(sheet.name, tuple(sheet.rows), sheet.errors) for sheet in self._sheets)
        return tuple(found.of(sheet) for sheet, found in zip(sheets, self._scan.sheets, strict=True))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.has_links = self.has_links or name in _LINKS
        inside = None if self._skipped else self._enter(self._inside[-1], name, attributes)
        if inside is None:
            self._skipped += 1
        else:
            self._inside.append(inside)
        self._scan.start(name, attributes)
        self._listen()

    def _enter(self, inside: _Inside, name: str, attributes: dict[str, str]) -> _Inside | None:
        """Where an element leads, or None for one that is passed over with all that stands in it."""
        if inside is _Inside.PARAGRAPH:
            return self._enter_text(name, attributes)
        leads = _LEADS.get((inside, name))
        if leads is _Inside.CELL:
            self._enter_cell(attributes)
        elif leads is _Inside.PARAGRAPH:
            self._paragraphs.append([])
        elif leads is _Inside.ROW:
            self._row = _Row(_repeats(attributes, "rows"))
        elif leads is _Inside.SHEET and inside is _Inside.FRAME:
            self._sheets.append(_Sheet(attributes.get(f"{TABLE}name", "")))
            self._scan.sheets.append(Found())
        return leads

    def _enter_cell(self, attributes: dict[str, str]) -> None:
        sheet, row = self._sheets[-1], self._row
        self._cell, self._paragraphs, self._length = attributes, [], 0
        self._repeats = _repeats(attributes, "columns")
        place = len(sheet.rows) + sheet.blank_rows, len(row.cells) + row.blank_cells
        self._scan.start_cell(attributes, *place, self._repeats)

    def _enter_text(self, name: str, attributes: dict[str, str]) -> _Inside | None:
        character = _CHARACTERS.get(name)
        if character:
            count = _number(attributes.get(f"{TEXT}c", "1"))
            check_text(count, self._limits)
            self._hear(character * count)
        elif name.startswith(TEXT) and name not in _NOT_SHOWN:
            return _Inside.PARAGRAPH
        return None

    def _listen(self) -> None:
        is_own = not self._skipped and self._inside[-1] is _Inside.PARAGRAPH
        told = self._scan.hear if self._scan.is_listening else None
        self._parser.CharacterDataHandler = self._hear if is_own else told

    def _hear(self, text: str) -> None:
        self._length += len(text)
        check_text(self._length, self._limits)
        self._paragraphs[-1].append(text)

    def _end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        else:
            left = self._inside.pop()
            if left is _Inside.CELL:
                self._end_cell()
            elif left is _Inside.ROW and name == f"{TABLE}table-row":
                self._end_row()
        self._scan.end(name)
        self._listen()

    def _end_cell(self) -> None:
        row, repeats = self._row, self._repeats
        self._scan.cell = None
        value, error = cell_value(self._cell, "\n".join("".join(pieces) for pieces in self._paragraphs))
        if value in (None, "") and not error:
            row.blank_cells += repeats
            return
        length = len(value) if isinstance(value, str) else 0
        check_text(length, self._limits)
        self._texts += length * repeats
        check_texts(self._texts, self._limits)
        first = len(row.cells) + row.blank_cells
        if first + repeats > LAST_COLUMN + 1:
            raise damaged("its cells reach beyond the last column of a sheet")
        row.cells += [None] * row.blank_cells + [value] * repeats
        row.blank_cells = 0
        if error:
            row.errors.update(dict.fromkeys(range(first, first + repeats), error))

    def _end_row(self) -> None:
        sheet, row = self._sheets[-1], self._row
        if not row.cells:
            sheet.blank_rows += row.repeats
            return
        first = len(sheet.rows) + sheet.blank_rows
        last = first + row.repeats
        if last > LAST_ROW + 1:
            raise damaged("its rows reach beyond the last row of a sheet")
        sheet.right = max(sheet.right, len(row.cells))
        cells = last * sheet.right + sum(len(other.rows) * other.right for other in self._sheets[:-1])
        if cells > self._limits.cells:
            place = CellRef(sheet.name, last - 1, sheet.right - 1).a1
            raise refused("unsafe-file", reason=f"its sheet “{sheet.name[:31]}” reaches as far as {place}")
        sheet.rows += [()] * sheet.blank_rows + [tuple(row.cells)] * row.repeats
        sheet.blank_rows = 0
        for number in range(first, last):
            sheet.errors.update({(number, column): error for column, error in row.errors.items()})


def _repeats(attributes: Mapping[str, str], what: str) -> int:
    return _number(attributes.get(f"{TABLE}number-{what}-repeated", "1"))


def _number(text: str) -> int:
    number = whole_number(text, 1, _MOST_TIMES)
    if number is None:
        raise damaged(f"it repeats something {text[:12]} times")
    return number
