"""A lint of workbooks for what Excel refuses or repairs and the Open XML SDK does not name.

Each rule is a function from a workbook's parts to sentences; `faults` runs them all.
"""

import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree as ET

from msgspec import Struct
from openpyxl.utils import range_boundaries

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
LONGEST_LIST, LONGEST_PROMPT, LONGEST_TITLE, LONGEST_TEXT, LONGEST_FORMULA = 255, 255, 32, 32_767, 8_192
LONGEST_SHEET_NAME, LONGEST_NAME, LONGEST_HEADER = 31, 255, 255
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
FORBIDDEN_IN_SHEETS = set("[]:*?/\\")
NAME = re.compile(r"[^\W\d]|[\\]", re.UNICODE)
CELL_LIKE = re.compile(r"^([A-Za-z]{1,3}\d{1,7}|[Rr]\d*[Cc]\d*|[RrCc])$")

Box = tuple[int, int, int, int]
"""Left, top, right and bottom of a range, counted from 1."""


class Sheet(Struct, frozen=True, dict=True):
    """One worksheet: its part's name, what its tab says, and its XML."""

    part: str
    name: str
    root: ET.Element

    def boxes(self, tag: str, attribute: str) -> list[Box]:
        """The ranges that elements of a kind name."""
        return [one for found in self.root.iter(MAIN + tag) for one in boxes_of(found.get(attribute, ""))]


class Book(Struct, frozen=True, dict=True):
    """A package: its parts by name."""

    parts: Mapping[str, bytes]

    @cached_property
    def workbook(self) -> ET.Element:
        """The workbook's XML."""
        return xml(self.parts["xl/workbook.xml"])

    @cached_property
    def sheets(self) -> Sequence[Sheet]:
        """The worksheets in order."""
        targets = {one.get("Id"): target for one, target in related(self, "xl/workbook.xml")}
        found = []
        for one in self.workbook.iter(MAIN + "sheet"):
            part = targets.get(one.get(OFFICE + "id"), "")
            if part in self.parts:
                found.append(Sheet(part, one.get("name", ""), xml(self.parts[part])))
        return found

    @cached_property
    def texts(self) -> Sequence[str]:
        """The shared strings, each whole."""
        if "xl/sharedStrings.xml" not in self.parts:
            return []
        root = xml(self.parts["xl/sharedStrings.xml"])
        return ["".join(text.text or "" for text in one.iter(MAIN + "t")) for one in root.iter(MAIN + "si")]

    @cached_property
    def tables(self) -> Mapping[str, ET.Element]:
        """The XML of each table, by its part's name."""
        return {name: xml(data) for name, data in self.parts.items() if name.startswith("xl/tables/")}


def faults(path: Path) -> list[str]:
    """What is wrong with a workbook, in sentences; nothing, for a sound one."""
    with zipfile.ZipFile(path) as package:
        repeated = [name for name, many in Counter(package.namelist()).items() if many > 1]
        book = Book({name: package.read(name) for name in package.namelist()})
    return [
        *(f"{name} stands twice in the package" for name in repeated),
        *(said for rule in RULES for said in rule(book)),
    ]


def xml(data: bytes) -> ET.Element:
    """The XML of a part."""
    return ET.fromstring(data)


def boxes_of(ranges: str) -> list[Box]:
    """The ranges in a list of them, such as `A1:B2 D4`."""
    return [box(part.replace("$", "")) for part in ranges.split()]


def box(text: str) -> Box:
    """A range or cell; whole columns and rows reach as far as a sheet does."""
    left, top, right, bottom = range_boundaries(text)
    return left or 1, top or 1, right or LAST_COLUMN, bottom or LAST_ROW


def overlap(one: Box, other: Box) -> bool:
    """Whether two ranges have a cell in common."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def related(book: Book, part: str) -> Iterator[tuple[ET.Element, str]]:
    """The relationships of a part, each with the name of the part it leads to; those that lead outside are left out."""
    place = PurePosixPath(part)
    rels = str(place.parent / "_rels" / f"{place.name}.rels") if part else "_rels/.rels"
    if rels in book.parts:
        for one in xml(book.parts[rels]).iter(RELATIONSHIPS + "Relationship"):
            if one.get("TargetMode") != "External":
                yield one, _resolved(place.parent, one.get("Target", ""))


def _resolved(folder: PurePosixPath, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    found: list[str] = []
    for step in (folder / target.partition("#")[0]).parts:
        if step == "..":
            found = found[:-1]
        elif step != ".":
            found.append(step)
    return "/".join(found)


def validations(book: Book) -> Iterator[str]:
    """Lists, prompts and titles that Excel would refuse."""
    for sheet in book.sheets:
        for one in sheet.root.iter(MAIN + "dataValidation"):
            where = f"{sheet.name}!{one.get('sqref')}"
            formula = one.findtext(MAIN + "formula1") or ""
            if one.get("type") == "list" and formula.startswith('"'):
                yield from _literal(where, formula)
            for name, most in (("prompt", LONGEST_PROMPT), ("error", LONGEST_PROMPT)):
                if units(one.get(name, "")) > most:
                    yield f"{where}: its {name} has more than {most} characters"
            for name in ("promptTitle", "errorTitle"):
                if units(one.get(name, "")) > LONGEST_TITLE:
                    yield f"{where}: its {name} has more than {LONGEST_TITLE} characters"


def _literal(where: str, formula: str) -> Iterator[str]:
    inside = formula[1:-1]
    if units(inside) > LONGEST_LIST:
        yield f"{where}: its list has more than {LONGEST_LIST} characters"
    if '"' in inside:
        yield f"{where}: an item of its list holds a quotation mark"
    items = inside.split(",")
    if any(item != item.strip() or not item for item in items):
        yield f"{where}: an item of its list is empty or holds a comma"
    if len(set(items)) != len(items):
        yield f"{where}: an item stands twice in its list"


def ranges(book: Book) -> Iterator[str]:
    """Ranges that may have no cell in common: validations, merged cells, tables."""
    for sheet in book.sheets:
        tables = [one for part in _tables_of(book, sheet) for one in boxes_of(book.tables[part].get("ref", ""))]
        kinds = {
            "validation": sheet.boxes("dataValidation", "sqref"),
            "merged range": sheet.boxes("mergeCell", "ref"),
            "table": tables,
        }
        for kind, found in kinds.items():
            for one, other in _overlapping(found):
                yield f"{sheet.name}: the {kind} {one} overlaps {other}"
        for one in kinds["merged range"]:
            yield from (
                f"{sheet.name}: the merged range {one} lies in the table {t}" for t in tables if overlap(one, t)
            )
        autofilter = sheet.boxes("autoFilter", "ref")
        yield from (
            f"{sheet.name}: its filter overlaps the table {t}" for t in tables for a in autofilter if overlap(a, t)
        )


def conditions(book: Book) -> Iterator[str]:
    """Conditional formats: a range named twice, and priorities that two rules of a sheet share."""
    for sheet in book.sheets:
        named = Counter(one.get("sqref", "") for one in sheet.root.iter(MAIN + "conditionalFormatting"))
        yield from (f"{sheet.name}: {sqref} has two conditional formats" for sqref, many in named.items() if many > 1)
        for sqref in named:
            for one, other in _overlapping(boxes_of(sqref)):
                yield f"{sheet.name}: the conditional format of {sqref} names {one} and {other}, which overlap"
        priorities = Counter(one.get("priority") for one in sheet.root.iter(MAIN + "cfRule"))
        yield from (f"{sheet.name}: two rules have priority {one}" for one, many in priorities.items() if many > 1)


def _overlapping(found: Sequence[Box]) -> Iterator[tuple[Box, Box]]:
    # By their tops, so that only ranges that can still meet are held against each other.
    open_: list[Box] = []
    for below in sorted(found, key=lambda one: one[1]):
        open_ = [one for one in open_ if one[3] >= below[1]]
        yield from ((one, below) for one in open_ if overlap(one, below))
        open_.append(below)


def cells(book: Book) -> Iterator[str]:
    """Rows and cells in order, each once and inside the sheet."""
    for sheet in book.sheets:
        last_row = 0
        for row in sheet.root.iter(MAIN + "row"):
            number = int(row.get("r", "0"))
            if number <= last_row or number > LAST_ROW:
                yield f"{sheet.name}: row {number} stands after row {last_row}"
            last_row = number
            columns = [box(cell.get("r", "A1"))[:2] for cell in row.iter(MAIN + "c")]
            if any(one[0] >= other[0] for one, other in pairwise(columns)):
                yield f"{sheet.name}: in row {number} cells stand twice or out of order"
            if any(at[1] != number or at[0] > LAST_COLUMN for at in columns):
                yield f"{sheet.name}: row {number} holds a cell of another row"


def lengths(book: Book) -> Iterator[str]:
    """Formulas and texts that fit a cell, and shared texts that are there."""
    for sheet in book.sheets:
        for formula in sheet.root.iter(MAIN + "f"):
            if units(formula.text or "") + 1 > LONGEST_FORMULA:
                yield f"{sheet.name}: a formula has more than {LONGEST_FORMULA} characters"
        for text in (*sheet.root.iter(MAIN + "t"), *sheet.root.iter(MAIN + "v")):
            if units(text.text or "") > LONGEST_TEXT:
                yield f"{sheet.name}: a text has more than {LONGEST_TEXT} characters"
        strings = (one for one in sheet.root.iter(MAIN + "c") if one.get("t") == "s")
        if any(int(one.findtext(MAIN + "v") or 0) >= len(book.texts) for one in strings):
            yield f"{sheet.name}: a cell names a shared text that is not there"
    yield from (
        f"a shared text has more than {LONGEST_TEXT} characters" for text in book.texts if units(text) > LONGEST_TEXT
    )


def names(book: Book) -> Iterator[str]:
    """Names of sheets, of cells and ranges, of tables and of their columns."""
    yield from _sheet_names([one.get("name", "") for one in book.workbook.iter(MAIN + "sheet")])
    defined = [(one.get("name", ""), one.get("localSheetId", "")) for one in book.workbook.iter(MAIN + "definedName")]
    tables = [table.get("name", "") for table in book.tables.values()]
    everywhere = [name for name, scope in defined if not scope]
    for name in (*everywhere, *tables):
        if not is_name(name):
            yield f"“{name}” is no name that Excel takes"
    yield from (f"the name “{one}” is given twice" for one in _twice([*everywhere, *tables]))
    yield from (
        f"the name “{one}” is given twice on one sheet" for one in _twice([f"{n} {s}" for n, s in defined if s])
    )
    ids = Counter(table.get("id") for table in book.tables.values())
    yield from (f"two tables have the id {one}" for one, many in ids.items() if many > 1)


def _sheet_names(found: Sequence[str]) -> Iterator[str]:
    for name in found:
        is_bad = not name or units(name) > LONGEST_SHEET_NAME or set(name) & FORBIDDEN_IN_SHEETS
        if is_bad or name.startswith("'") or name.endswith("'") or name.casefold() == "history":
            yield f"“{name}” is no name that Excel takes for a sheet"
    yield from (f"two sheets are called “{one}”" for one in _twice(found))


def columns(book: Book) -> Iterator[str]:
    """Tables: headers unique, not empty, as their cells have them, one for each column, and a row below them."""
    for sheet in book.sheets:
        shown = {cell.get("r"): _text(book, cell) for cell in sheet.root.iter(MAIN + "c") if cell.get("t") == "s"}
        for part in _tables_of(book, sheet):
            table = book.tables[part]
            called = table.get("name")
            headers = [one.get("name", "") for one in table.iter(MAIN + "tableColumn")]
            left, top, right, bottom = box(table.get("ref", "A1:A2"))
            if len(headers) != right - left + 1:
                yield f"the table {called} has {len(headers)} columns in {right - left + 1}"
            if bottom <= top:
                yield f"the table {called} has no row"
            if any(not header or units(header) > LONGEST_HEADER for header in headers):
                yield f"a header of the table {called} is empty or has more than {LONGEST_HEADER} characters"
            yield from (f"two columns of the table {called} are called “{one}”" for one in _twice(headers))
            for place, header in enumerate(headers):
                cell = f"{_letters(left + place)}{top}"
                if shown.get(cell) != _unescaped(header):
                    yield f"{sheet.name}!{cell} says {shown.get(cell)!r}, and the table {called} {header!r}"


def relationships(book: Book) -> Iterator[str]:
    """Relationships that lead to a part that is not there, or share an id."""
    for rels in [name for name in book.parts if name.endswith(".rels")]:
        folder, _, name = rels.rpartition("_rels/")
        part = folder + name.removesuffix(".rels")
        ids: list[str] = []
        for one, target in related(book, part):
            ids.append(one.get("Id", ""))
            if target not in book.parts:
                yield f"{rels} leads to {target}, which is not there"
        yield from (f"{rels} has two relationships called {one}" for one in _twice(ids))


RULES: Sequence[Callable[[Book], Iterator[str]]] = (
    validations, ranges, conditions, cells, lengths, names, columns, relationships,
)  # fmt: skip


def units(text: str) -> int:
    """How long Excel takes a text to be: UTF-16 units, once escapes are undone."""
    return len(_unescaped(text).encode("utf-16-le", "surrogatepass")) // 2


def is_name(name: str) -> bool:
    """Whether Excel takes a name for a range or table."""
    if not name or len(name) > LONGEST_NAME or CELL_LIKE.match(name):
        return False
    starts = name.startswith(("_", "\\")) or NAME.match(name) is not None
    return starts and all(one.isalnum() or one in "_.\\" for one in name[1:])


def _tables_of(book: Book, sheet: Sheet) -> list[str]:
    return [target for _, target in related(book, sheet.part) if target in book.tables]


def _twice(found: Sequence[str]) -> list[str]:
    return [one for one, many in Counter(each.casefold() for each in found).items() if many > 1]


def _text(book: Book, cell: ET.Element) -> str:
    place = int(cell.findtext(MAIN + "v") or 0)
    return _unescaped(book.texts[place]) if place < len(book.texts) else ""


def _unescaped(text: str) -> str:
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
