"""Looks: what is seen of the cells of an Office Open XML sheet beside their values, such as a line through a text.

Only sheets are gone through that hold something of the kind, which few do.
"""

import re
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from xlkit.returns.raw import Around, Aside, AsideKind
from xlkit.returns.read import symbols
from xlkit.returns.read.book import LAST_COLUMN, LAST_ROW, SheetFacts
from xlkit.returns.read.office_xml.markup import elements, kept, parser, run
from xlkit.returns.read.office_xml.plainsheet import column

MOST = 1_000  # of each sort of thing on a sheet
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_STRIKE = b"strike"
_PARTS_OF_STYLES = frozenset({"numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"})


# Codes of formats under which each program shows a number, or a day; any other is for the engine to tell.
_AS_NUMBER = re.compile(r"[^dmyhsDMYHS\[\]]+")
_AS_DAY = re.compile(r"(?:\[\$-[0-9A-F]+\])?(?:[dmyDMY]|\\?[-/., ]){1,40}(?:;@)?")
_A_NUMBER, _A_DAY = "0", "dd/mm/yyyy"
_NUMBERS_OF_OLD, _DAYS_OF_OLD = (*range(14), *range(37, 41), 48, 49), range(14, 18)  # numbers of formats without a code


class Marks(Struct, frozen=True):
    """What the looks of cells, and those of the texts that they share, say by their numbers."""

    cells: symbols.Looks = symbols.Looks()
    texts: symbols.Looks = symbols.Looks()

    @property
    def any(self) -> bool:
        """Whether any does."""
        return self != Marks()


@kept()
def of_cells(styles: bytes) -> tuple[symbols.Looks, tuple[bool | None, ...]]:
    """What the looks of cells say, and of each whether it shows a number as a day; None where it may be anything."""
    formats = {str(number): _A_DAY for number in _DAYS_OF_OLD} | {str(number): _A_NUMBER for number in _NUMBERS_OF_OLD}
    fonts: list[tuple[bool, str]] = []
    cells: list[int] = []
    days: list[bool | None] = []
    inside = ""
    for element, attributes in elements(styles, "the looks") if styles else ():
        if element in _PARTS_OF_STYLES:
            inside = element
        elif inside == "numFmts" and element == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif inside == "fonts" and element == "font":
            fonts.append((False, ""))
        elif inside == "fonts" and fonts and element == "strike":
            fonts[-1] = (_is_on(attributes), fonts[-1][1])
        elif inside == "fonts" and fonts and element == "name":
            fonts[-1] = (fonts[-1][0], attributes.get("val", ""))
        elif inside == "cellXfs" and element == "xf":
            cells.append(_numbered(attributes.get("fontId", "0")))
            code = formats.get(attributes.get("numFmtId", "0"), "")
            days.append(False if _AS_NUMBER.fullmatch(code) else True if _AS_DAY.fullmatch(code) else None)
    return symbols.looks(fonts, cells), tuple(days)


def of_texts(texts: bytes) -> symbols.Looks:
    """What the looks of parts of shared texts say; a list of texts that is well formed, or nothing."""
    struck: set[int] = set()
    fonts: dict[int, str] = {}
    number = -1
    for element, attributes in elements(texts, "the texts") if _says_something(texts) else ():
        number += element == "si"
        if element == "strike" and _is_on(attributes):
            struck.add(number)
        elif element == "rFont" and symbols.is_symbols(attributes.get("val", "")):
            fonts[number] = attributes["val"]
    return symbols.Looks(frozenset(struck), fonts)


def looked_at(facts: SheetFacts, data: bytes, part: str, known: Marks, targets: Mapping[str, str]) -> SheetFacts:
    """The facts of a sheet with what its cells look like; `targets` says where its links lead, by their ids.

    Of one that is read already the formulas without results are known, and no text has letters of their own look: of
    its `data` what stands around the cells is enough where `known` says nothing of any.
    """
    is_merged = data.find(b"mergeCell", data.rfind(b"sheetData")) >= 0
    if facts.rows is not None and not (is_merged or known.any or targets):
        return facts
    cells = _Cells(known, targets)
    cells.parser.StartElementHandler, cells.parser.EndElementHandler = cells.start, cells.end
    run(cells.parser, data, part)
    unvalued = frozenset(cells.unvalued) if facts.rows is None else facts.around.unvalued
    around = Around(tuple(cells.links), frozenset(cells.struck), tuple(cells.merged), unvalued)
    return replace(facts, symbols=cells.symbols, around=around)


def cells_of(reference: str) -> tuple[int, int, int, int] | None:
    """The top, left, bottom and right of a range as it is written (`C6:C10`), each counted from 0; None for none."""
    match = _RANGE.fullmatch(reference)
    if match is None:
        return None
    left, top, right, bottom = match[1], match[2], match[3] or match[1], match[4] or match[2]
    place = (int(top) - 1, column(left.encode()), int(bottom) - 1, column(right.encode()))
    is_one = 0 <= place[0] <= place[2] <= LAST_ROW and place[1] <= place[3] <= LAST_COLUMN
    return place if is_one else None


def _says_something(part: bytes) -> bool:
    lower = part.lower()
    return any(word in lower for word in (_STRIKE, *symbols.WORDS))


def _is_on(attributes: Mapping[str, str]) -> bool:
    return attributes.get("val", "1") not in ("0", "false")


def _numbered(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else -1


class _Cells:
    """Goes through a sheet that is known to be well formed, with its rows and cells in order."""

    def __init__(self, known: Marks, targets: Mapping[str, str]) -> None:
        self.parser = parser()
        self.struck: set[tuple[int, int]] = set()
        self.symbols: dict[tuple[int, int], str] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self.unvalued: set[tuple[int, int]] = set()
        self.links: list[Aside] = []
        self._known, self._targets = known, targets
        self._place = (-1, -1)
        self._kind = ""
        self._has_formula = self._has_value = False
        self._text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take up an element."""
        match name.rpartition(":")[2]:
            case "row":
                number = attributes.get("r", "")
                self._place = (int(number) - 1 if number else self._place[0] + 1, -1)
            case "c":
                self._start_cell(attributes)
            case "f":
                self._has_formula = True
            case "v":
                self._has_value = self._kind == "str"
                self._text.clear()
                self.parser.CharacterDataHandler = self._text.append
            case "strike" if _is_on(attributes):
                self.struck.add(self._place)
            case "rFont" if symbols.is_symbols(attributes.get("val", "")):
                self.symbols[self._place] = attributes["val"]
            case "mergeCell" | "hyperlink" as what:
                self._take(what, attributes)

    def end(self, name: str) -> None:
        """Leave an element."""
        match name.rpartition(":")[2]:
            case "v":
                self.parser.CharacterDataHandler = None
                self._end_value("".join(self._text))
            case "c":
                if self._has_formula and not self._has_value:
                    self.unvalued.add(self._place)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        standing = cells_of(attributes["r"]) if "r" in attributes else None
        row, last = self._place
        self._place = (row, standing[1] if standing else last + 1)
        self._kind, look = attributes.get("t", "n"), _numbered(attributes.get("s", "0"))
        self._has_formula = self._has_value = False
        self._mark(self._known.cells, look)

    def _end_value(self, text: str) -> None:
        self._has_value = self._has_value or bool(text)
        if self._kind == "s":
            self._mark(self._known.texts, _numbered(text))

    def _mark(self, known: symbols.Looks, number: int) -> None:
        if number in known.struck:
            self.struck.add(self._place)
        if number in known.symbols:
            self.symbols[self._place] = known.symbols[number]

    def _take(self, what: str, attributes: Mapping[str, str]) -> None:
        place = cells_of(attributes.get("ref", ""))
        if place is None:
            return
        if what == "mergeCell" and len(self.merged) < MOST:
            self.merged.append(place)
        link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
        if what == "hyperlink" and link in self._targets and len(self.links) < MOST:
            self.links.append(Aside(AsideKind.LINK, place[:2], self._targets[link]))
