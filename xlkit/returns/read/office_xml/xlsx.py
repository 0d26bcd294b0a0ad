"""Workbooks in Office Open XML: scanned, and repacked so that the engine reads what was checked and nothing else."""

import re
from collections.abc import Mapping

from msgspec.structs import replace

from xlkit.returns.raw import NOTHING_AROUND, Around
from xlkit.returns.read.book import Book, SheetFacts, check_extent
from xlkit.returns.read.limits import Limits
from xlkit.returns.read.office_xml import asides, looks, plainsheet, plaintext
from xlkit.returns.read.office_xml.markup import check, elements, is_plain, parser, plain, run
from xlkit.returns.read.office_xml.ooxml import Relation, links, relations
from xlkit.returns.read.office_xml.package import Package, stored
from xlkit.returns.read.office_xml.sheetxml import SheetScan
from xlkit.returns.read.refusal import damaged

_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TRUE = ("1", "true")
# The engine sets room aside for as many shared strings as their list says it has, however many that may be.
# A text that stands twice in one place: some programs would show the first, others both.
_TEXT_TWICE = re.compile(rb"(?:</(?:\w+:)?t>|<(?:\w+:)?t(?:\s[^<>]*)?/>)\s*<(?:\w+:)?t[\s/>]")
_COUNTS = re.compile(rb"""\s(?:count|uniqueCount)\s*=\s*(?:"[^"]*"|'[^']*')""")


def scan(package: Package, main: str, limits: Limits) -> Book:
    """The workbook whose workbook part is `main`; RefusedError where it cannot be relied on."""
    listed, is_1904 = _workbook(package.read(main), main)
    named = {relation.id: relation for relation in relations(package, main)}
    of_kind = {relation.kind: relation.part for relation in named.values()}
    styles, texts_part = _read(package, of_kind.get("styles", "")), of_kind.get("sharedStrings", "")
    in_cells, days = looks.of_cells(styles)
    texts = plaintext.shared(package.read(texts_part), texts_part) if texts_part else ()
    tabs = [(name, part, package.read(part)) for name, part in _worksheets(listed, named)]
    read = [
        None if texts is None else plainsheet.scan(data, texts, () if is_1904 else days, part) for _, part, data in tabs
    ]
    shared, count = _shared_strings(_read(package, texts_part), texts_part) if texts_part and None in read else (b"", 0)
    marks = looks.Marks(in_cells, looks.of_texts(shared if texts is None else b""))
    parts: dict[str, bytes] = {}
    sheets: list[SheetFacts] = []
    for index, ((name, part, data), known) in enumerate(zip(tabs, read, strict=True)):
        if known is not None:
            around = Around(unvalued=known.unvalued) if known.unvalued else NOTHING_AROUND
            facts = SheetFacts(name, index, known.bottom, known.right, known.errors, around=around, rows=known.rows)
        else:
            sheet = _scanned(data, part, count)
            parts[f"xl/worksheets/{index}.xml"] = sheet.data
            facts = SheetFacts(name, index, sheet.bottom, sheet.right, sheet.errors)
        seen = data if known is None or marks.any else known.around
        sheets.append(_with_all_around(facts, package, part, seen, marks))
    check_extent(tuple(sheets), limits)
    if not parts:
        return Book(b"", tuple(sheets))
    common = {"xl/sharedStrings.xml": shared, "xl/styles.xml": styles}
    parts |= {name: data for name, data in common.items() if data}
    return Book(_repack(parts, len(sheets), is_1904=is_1904), tuple(sheets))


def _scanned(data: bytes, part: str, strings: int) -> SheetScan:
    sheet = SheetScan(strings, part)
    sheet.run(data)
    if b"inlineStr" in sheet.data:
        _refuse_texts_twice(sheet.data, part)
    return sheet


def names(package: Package, main: str) -> tuple[str, ...]:
    """The names of all sheets, in order."""
    return tuple(name for name, _ in _workbook(package.read(main), main)[0])


def _read(package: Package, part: str) -> bytes:
    """A part as elements and texts alone, well formed; nothing where there is no such part."""
    data = package.read(part) if part else b""
    if not is_plain(data):
        return plain(data, part)
    if data:
        check(data, part)
    return data


def _with_all_around(facts: SheetFacts, package: Package, part: str, data: bytes, marks: looks.Marks) -> SheetFacts:
    """The facts of a sheet with what it says otherwise than by the values of its cells."""
    named = links(package, part)
    targets = {relation.id: relation.part for relation in named if relation.outside and relation.kind == "hyperlink"}
    looked = looks.looked_at(facts, data, part, marks, targets)
    lying = asides.lying_on(package, named)
    return replace(looked, around=replace(looked.around, asides=(*looked.around.asides, *lying))) if lying else looked


def _workbook(data: bytes, part: str) -> tuple[list[tuple[str, str]], bool]:
    """What the workbook part says: the names and relationship ids of its sheets, and whether it counts from 1904."""
    sheets: list[tuple[str, str]] = []
    is_1904 = False
    for element, attributes in elements(data, part):
        if element == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            sheets.append((attributes.get("name", ""), link))
        elif element == "workbookPr":
            is_1904 = attributes.get("date1904", "") in _TRUE
    if len({name.casefold() for name, _ in sheets}) < len(sheets):
        raise damaged("two of its sheets have one name")
    return sheets, is_1904


def _worksheets(listed: list[tuple[str, str]], named: Mapping[str, Relation]) -> list[tuple[str, str]]:
    """The name and part of every sheet that has cells; sheets of charts, dialogues and old macros have none to read."""
    sheets: list[tuple[str, str]] = []
    for name, link in listed:
        if link not in named:
            raise damaged(f"its sheet “{name[:31]}” is missing")
        if named[link].kind == "worksheet":
            sheets.append((name, named[link].part))
    if not sheets:
        raise damaged("it has no sheet")
    if len({part for _, part in sheets}) < len(sheets):
        raise damaged("two of its sheets are one")
    return sheets


def _shared_strings(data: bytes, part: str) -> tuple[bytes, int]:
    """The list of texts that cells share, without its own word for its length, and its real length."""
    _refuse_texts_twice(data, part)
    strings = 0
    root = -1
    made = parser()

    def take(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal strings, root
        if name == "si" or name.endswith(":si"):
            strings += 1
        elif root < 0:
            root = made.CurrentByteIndex
            if any(">" in value for value in attributes.values()):  # so that the tag ends at the first one
                raise damaged(f"its part {part} starts as no list of texts does")

    made.StartElementHandler = take
    run(made, data, part)
    tag_end = data.index(b">", root)
    return _COUNTS.sub(b"", data[:tag_end]) + data[tag_end:], strings


def _refuse_texts_twice(data: bytes, part: str) -> None:
    if _TEXT_TWICE.search(data):
        raise damaged(f"a text in its part {part} stands there twice")


def _repack(parts: Mapping[str, bytes], sheets: int, *, is_1904: bool) -> bytes:
    """A package in the plainest form: its sheets are called by their place, since their names are known here."""
    entries = "".join(f'<sheet name="{n}" sheetId="{n + 1}" r:id="r{n}"/>' for n in range(sheets))
    links = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATIONSHIPS}/worksheet" Target="worksheets/{n}.xml"/>'
        for n in range(sheets)
    )
    main = f'<Relationship Id="r" Type="{_RELATIONSHIPS}/officeDocument" Target="xl/workbook.xml"/>'
    workbook = (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        f'xmlns:r="{_RELATIONSHIPS}"><workbookPr date1904="{int(is_1904)}"/><sheets>{entries}</sheets></workbook>'
    )
    return stored(
        {
            "_rels/.rels": f"<Relationships>{main}</Relationships>".encode(),
            "xl/workbook.xml": workbook.encode(),
            "xl/_rels/workbook.xml.rels": f"<Relationships>{links}</Relationships>".encode(),
            **parts,
        }
    )
