"""What an OpenDocument sheet says otherwise than by the values of its cells, taken up as the cells are read.

A formula always has its result there: where that is an empty text, programs leave it out.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from xlkit.returns.raw import Around, Aside, AsideKind, RawSheet, Value
from xlkit.returns.read import symbols
from xlkit.returns.read.office_xml.asides import LONGEST
from xlkit.returns.read.office_xml.looks import MOST
from xlkit.returns.read.open_document.odsvalue import ODF, OFFICE, TABLE, TEXT
from xlkit.whole import whole_number

_DRAW, _STYLE, _SVG = f"{ODF}drawing:1.0 ", f"{ODF}style:1.0 ", f"{ODF}svg-compatible:1.0 "
_HREF = "http://www.w3.org/1999/xlink href"
_HOLDERS = {
    f"{OFFICE}annotation": AsideKind.COMMENT,
    f"{_DRAW}image": AsideKind.PICTURE,
    f"{_DRAW}text-box": AsideKind.DRAWING,
    f"{_DRAW}control": AsideKind.CONTROL,
    **dict.fromkeys((f"{_DRAW}{what}" for what in ("custom-shape", "rect", "ellipse", "path")), AsideKind.DRAWING),
}
_OF_CHART = "./ObjectReplacements/"  # where the picture lies that stands for a chart
_LINE_THROUGH = (f"{_STYLE}text-line-through-style", f"{_STYLE}text-line-through-type")


class Found:
    """What was found on one sheet."""

    def __init__(self) -> None:
        self.asides: list[Aside] = []
        self.struck: set[tuple[int, int]] = set()
        self.merged: list[tuple[int, int, int, int]] = []
        self.symbols: dict[tuple[int, int], str] = {}

    def of(self, sheet: RawSheet) -> RawSheet:
        """The sheet with it."""
        around = Around(tuple(self.asides[:MOST]), frozenset(self.struck), tuple(self.merged[:MOST]))
        return replace(sheet, rows=self._seen(sheet) if self.symbols else sheet.rows, around=around)

    def _seen(self, sheet: RawSheet) -> tuple[tuple[Value, ...], ...]:
        rows = [list(row) for row in sheet.rows]
        for (row, column), font in self.symbols.items():
            value = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
            if isinstance(value, str):
                rows[row][column] = symbols.seen(value, font)
        return tuple(map(tuple, rows))


class Scan:
    """Takes up what is told beside values, of each sheet and cell that its reader enters."""

    def __init__(self) -> None:
        self.sheets: list[Found] = []
        self.cell: tuple[int, int] | None = None
        self.is_listening = False
        self._fonts: dict[str, str] = {}
        self._style = ""
        self._struck: set[str] = set()  # styles
        self._symbols: dict[str, str] = {}  # fonts of styles
        self._aside: Aside | None = None
        self._ends = ""
        self._pieces: list[str] = []
        self.hear = self._pieces.append

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take up an element."""
        if self._aside is not None:
            self.is_listening = self.is_listening or name == f"{TEXT}p"
        elif name.startswith(_STYLE):
            self._take_style(name, attributes)
        elif self.sheets:
            self._start_aside(name, attributes)

    def end(self, name: str) -> None:
        """Leave an element."""
        if self._aside is not None:
            if name == f"{TEXT}p":
                self.is_listening = False
                self._pieces.append("\n")
            elif name == self._ends:
                self._end_aside(self._aside)

    def start_cell(self, attributes: Mapping[str, str], row: int, column: int, repeats: int) -> None:
        """Take up how a cell looks, and how far it reaches."""
        sheet, self.cell = self.sheets[-1], (row, column)
        style = attributes.get(f"{TABLE}style-name", "")
        if style in self._struck:
            sheet.struck.update((row, column + more) for more in range(min(repeats, MOST)))
        if style in self._symbols:
            sheet.symbols[row, column] = self._symbols[style]
        spans = (attributes.get(f"{TABLE}number-{what}-spanned", "") for what in ("rows", "columns"))
        down, across = (whole_number(span) or 1 for span in spans)
        if (down, across) != (1, 1):
            sheet.merged.append((row, column, row + down - 1, column + across - 1))

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

    def _start_aside(self, name: str, attributes: Mapping[str, str]) -> None:
        target = attributes.get(_HREF, "")
        if name == f"{TEXT}span" and attributes.get(f"{TEXT}style-name") in self._struck and self.cell:
            self.sheets[-1].struck.add(self.cell)
        elif name == f"{TEXT}a" and target and not target.startswith("#"):
            self.sheets[-1].asides.append(Aside(AsideKind.LINK, self.cell, target[:LONGEST]))
        elif name in _HOLDERS and not target.startswith(_OF_CHART):
            self._aside, self._ends = Aside(_HOLDERS[name], self.cell), name
            self._pieces.clear()

    def _end_aside(self, aside: Aside) -> None:
        self.sheets[-1].asides.append(aside.saying("".join(self._pieces).strip()[:LONGEST]))
        self._aside = None
