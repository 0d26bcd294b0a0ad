"""What an OpenDocument sheet says otherwise than by the values of its cells, gone through where there is any of it.

A formula always has its result there: where that is an empty text, programs leave it out.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from xlkit.returns.raw import Around, Aside, AsideKind, RawSheet
from xlkit.returns.read import symbols
from xlkit.returns.read.office_xml.asides import LONGEST
from xlkit.returns.read.office_xml.looks import MOST
from xlkit.returns.read.office_xml.markup import parser, run
from xlkit.returns.read.open_document.odsvalue import ODF, OFFICE, TABLE, TEXT

_DRAW, _STYLE, _SVG = f"{ODF}drawing:1.0 ", f"{ODF}style:1.0 ", f"{ODF}svg-compatible:1.0 "
_HREF = "http://www.w3.org/1999/xlink href"
_TELLING = (b"annotation", b"line-through", b"-spanned", b"href", b":draw", b"<draw", *symbols.WORDS)
_CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
_HOLDERS = {
    f"{OFFICE}annotation": AsideKind.COMMENT,
    f"{_DRAW}image": AsideKind.PICTURE,
    f"{_DRAW}text-box": AsideKind.DRAWING,
    f"{_DRAW}control": AsideKind.CONTROL,
    **dict.fromkeys((f"{_DRAW}{what}" for what in ("custom-shape", "rect", "ellipse", "path")), AsideKind.DRAWING),
}
_OF_CHART = "./ObjectReplacements/"  # where the picture lies that stands for a chart
_LINE_THROUGH = (f"{_STYLE}text-line-through-style", f"{_STYLE}text-line-through-type")


def with_around(sheets: tuple[RawSheet, ...], data: bytes, part: str) -> tuple[RawSheet, ...]:
    """The sheets of a document with all that they say beside their values; the part was read before."""
    if not any(sign in data for sign in _TELLING):
        return sheets
    scan = _Scan()
    scan.parser.StartElementHandler, scan.parser.EndElementHandler = scan.start, scan.end
    run(scan.parser, data, part)
    return tuple(found.of(sheet) for sheet, found in zip(sheets, scan.sheets, strict=True))


class _Found:
    """What was found on one sheet."""

    def __init__(self) -> None:
        self.asides: list[Aside] = []
        self.struck: set[tuple[int, int]] = set()
        self.merged: list[tuple[int, int, int, int]] = []
        self.symbols: dict[tuple[int, int], str] = {}

    def of(self, sheet: RawSheet) -> RawSheet:
        """The sheet with it."""
        rows = [list(row) for row in sheet.rows]
        for (row, column), font in self.symbols.items():
            value = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
            if isinstance(value, str):
                rows[row][column] = symbols.seen(value, font)
        around = Around(tuple(self.asides[:MOST]), frozenset(self.struck), tuple(self.merged[:MOST]))
        return replace(sheet, rows=tuple(map(tuple, rows)), around=around)


class _Scan:
    """Goes through a document that was read before, so that its numbers are known to be numbers."""

    def __init__(self) -> None:
        self.parser = parser(namespace_separator=" ")
        self.sheets: list[_Found] = []
        self._fonts: dict[str, str] = {}
        self._style = ""
        self._struck: set[str] = set()  # styles
        self._symbols: dict[str, str] = {}  # fonts of styles
        self._row = self._column = 0
        self._repeats = self._rows = 1
        self._cell: tuple[int, int] | None = None
        self._aside: Aside | None = None
        self._ends = ""
        self._pieces: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take up an element."""
        if self._aside is not None:
            if name == f"{TEXT}p":
                self.parser.CharacterDataHandler = self._pieces.append
        elif name in _CELLS:
            self._start_cell(attributes)
        elif name == f"{TABLE}table-row":
            self._column, self._rows = 0, int(attributes.get(f"{TABLE}number-rows-repeated", "1"))
        elif name == f"{TABLE}table":
            self.sheets.append(_Found())
            self._row, self._cell = 0, None
        elif name.startswith(_STYLE):
            self._take_style(name, attributes)
        elif self.sheets:
            self._start_aside(name, attributes)

    def end(self, name: str) -> None:
        """Leave an element."""
        if self._aside is not None:
            if name == f"{TEXT}p":
                self.parser.CharacterDataHandler = None
                self._pieces.append("\n")
            elif name == self._ends:
                self._end_aside(self._aside)
        elif name in _CELLS:
            self._column += self._repeats
            self._cell = None
        elif name == f"{TABLE}table-row":
            self._row += self._rows

    def _take_style(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == f"{_STYLE}font-face":
            self._fonts[attributes.get(f"{_STYLE}name", "")] = attributes.get(f"{_SVG}font-family", "").strip("'")
        elif name == f"{_STYLE}style":
            self._style = attributes.get(f"{_STYLE}name", "")
        elif name == f"{_STYLE}text-properties":
            font = attributes.get(f"{_STYLE}font-name", "")
            if any(attributes.get(line, "none") != "none" for line in _LINE_THROUGH):
                self._struck.add(self._style)
            if symbols.is_symbols(self._fonts.get(font, font)):
                self._symbols[self._style] = self._fonts.get(font, font)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        sheet, place = self.sheets[-1], (self._row, self._column)
        self._cell, self._repeats = place, int(attributes.get(f"{TABLE}number-columns-repeated", "1"))
        style = attributes.get(f"{TABLE}style-name", "")
        if style in self._struck:
            sheet.struck.update((self._row, self._column + more) for more in range(min(self._repeats, MOST)))
        if style in self._symbols:
            sheet.symbols[place] = self._symbols[style]
        down, across = (int(attributes.get(f"{TABLE}number-{what}-spanned", "1")) for what in ("rows", "columns"))
        if (down, across) != (1, 1):
            sheet.merged.append((self._row, self._column, self._row + down - 1, self._column + across - 1))

    def _start_aside(self, name: str, attributes: Mapping[str, str]) -> None:
        target = attributes.get(_HREF, "")
        if name == f"{TEXT}span" and attributes.get(f"{TEXT}style-name") in self._struck and self._cell:
            self.sheets[-1].struck.add(self._cell)
        elif name == f"{TEXT}a" and target and not target.startswith("#"):
            self.sheets[-1].asides.append(Aside(AsideKind.LINK, self._cell, target[:LONGEST]))
        elif name in _HOLDERS and not target.startswith(_OF_CHART):
            self._aside, self._ends = Aside(_HOLDERS[name], self._cell), name
            self._pieces.clear()

    def _end_aside(self, aside: Aside) -> None:
        self.sheets[-1].asides.append(aside.saying("".join(self._pieces).strip()[:LONGEST]))
        self._aside = None
